"""Veiled threats: what somebody hints to know or to be about to do, without a condition and without a means.

你家地址我查到了, 老柴，你儿子的奶茶店我们天天去: no lawful step is announced with it, so that no notice takes its
place: it goes, with whom it addressed and with what goes on with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.rewrite.grammar import LAWFUL, PARTY_NOUN, REMEDY, SAYING, THREATENING
from tousu.rewrite.pieces import Piece
from tousu.rewrite.protection import Protected

_OPEN = re.compile(
    "再不|还不|不然|否则|要不|如果|要是|若|的话|(?:再|不|敢)[^，,。]{1,10}[，,]?(?:我们?|咱们?|俺们?|大家|业主|就)"
    "|123[14]5|消协|投诉|举报|起诉|法院|报警|仲裁"
)
"""A condition, or a step that can be named."""

_THEIRS = "(?:你们?|您|他们?|她|恁|店主|老板娘?|经理|店长|校长|园长|姓[一-鿿]的)"
_CLOSE = (
    "(?:儿子|儿媳妇?|闺女|女儿|孩子|媳妇|老婆|妹妹|丈母娘|老丈人|亲?爹|爸|妈|公公|婆婆|老汉|孙子|合影|照片|全家福|车|住|楼下|铺子|店"
    "|门口|招牌|单位|小区|地址|电话|家(?![电具装政长]))"
)
_KNOWN = (
    "(?:知道|晓得|清楚|门儿清|认得|认识|认了|摸清|查到|找到|找着|见过|见着|碰|看过|打听|记[住着下得]|抄下|加了|路过|天天去|常去|聊|盯"
    "|蹲|等着|拜年|喝茶|商量|贴|印|挂|见面|转告)"
)
_ADDRESSED = re.compile(
    "(?:姓[一-鿿]的|[老小][一-鿿]{1,2}|[一-鿿]{1,2}(?:总|经理|老板|店长|校长|园长|主任|师傅|会计)|(?:经理|老板|店长)[一-鿿]"
    "|老板娘?|经理|店长|校长|园长|主任|师傅|会计|店主|大姐|[一-鿿]{0,4}(?:老师|先生|女士)|那个[^，,]{0,8})[啊呀哈]?"
    "|(?:姓[一-鿿]的)?你们?(?:不要|别)以为[^，,]{1,8}"
)
"""Whom a threat addresses: 老柴，…."""

_KIN = "(?:亲爹|真爹|爹|妈|儿子|闺女|女儿|媳妇|老婆|丈母娘|老丈人|孙子)"
_HINT = re.compile(
    f"{_THEIRS}[^，,。]{{0,12}}{_CLOSE}[^。！!？?]{{0,16}}{_KNOWN}|{_KNOWN}[^。！!？?]{{0,6}}{_THEIRS}[^，,。]{{0,6}}{_CLOSE}"
    f"|(?<!我)(?<!我的){_KIN}[^，,。我]{{0,6}}我[^，,。]{{0,4}}{_KNOWN}"
)
"""What somebody lets the other side know that they know of them."""

_DESPAIR = re.compile("想死|不想活|活不下去|死的心|跳楼|轻生")
_NICKNAME = 3
"""So few characters at the head of a sentence, before a threat, are whom it addresses: 眼镜儿，…."""
_GOES_ON = re.compile("[我你您咱俺他她让叫看连刷念贴印一]|大家|别怪|到时|往后|以后|反正|满[城街]|全[城网]|[三五]百")
_WHEN = re.compile("(?:的?那|这|当)[晚天时]$|的时候$")
"""What only says when the threat would come true: 直播间人最多的那晚，…."""
_TOLD = re.compile(f"{PARTY_NOUN}|对方|报警|立案|住院|医院")


def veiled(words: str) -> bool:
    """Whether a threat is but a hint: it names no condition, no means and no lawful step."""
    return _OPEN.search(words) is None and THREATENING.search(words) is None


def hints(words: str) -> bool:
    """Whether the writer lets the other side know what they know of them."""
    return _HINT.search(words) is not None


def unsaid(text: str, pieces: Sequence[Piece], threat: Sequence[Piece], protected: Protected, rule: str) -> None:
    """The clauses of a hint go, with whom they address and what goes on with them."""
    sad = [p for p in threat if _DESPAIR.search(p.of(text))]
    for piece in sad or threat:
        # What stands before a cry of despair is told: 发了工资我会还，可我连死的心都有了.
        if not protected.touches(piece.span):
            piece.drop(rule)
    if sad:
        return
    strong = hints("，".join(p.of(text) for p in threat))
    if threat[0].dropped:
        unaddressed(text, pieces, threat[0], protected, rule)
    if threat[-1].dropped:
        for piece in pieces[pieces.index(threat[-1]) + 1 :]:
            if not _goes_on(piece.of(text), strong) or protected.touches(piece.span):
                break
            piece.drop(rule)


def unaddressed(text: str, pieces: Sequence[Piece], first: Piece, protected: Protected, rule: str) -> None:
    """Whom the sentence addressed goes with the threat, and what led from the one to the other."""
    lead = pieces[: pieces.index(first)]
    if lead and _WHEN.search(lead[-1].of(text)) and not protected.touches(lead[-1].span):
        lead[-1].drop(rule)
    called = (n for n, p in enumerate(lead) if _ADDRESSED.fullmatch(p.of(text).strip()))
    at = next(called, 0 if lead and len(lead[0].of(text).strip()) <= _NICKNAME else None)
    if at is None or any(protected.touches(p.span) for p in lead[at:]):
        return
    for piece in lead[at:]:
        piece.drop(rule)


def _goes_on(words: str, strong: bool) -> bool:
    """Whether a clause behind a threat goes on with it, and tells nothing of the case."""
    if _TOLD.search(words) or LAWFUL.search(words) or REMEDY.search(words) or SAYING.search(words):
        return False
    return strong or _GOES_ON.match(words.strip()) is not None
