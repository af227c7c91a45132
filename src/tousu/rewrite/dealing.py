"""Which section each clause of a sentence belongs to: what is asked for, what can be shown, what happened."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.results import Fact
from tousu.rewrite.demands import asks_from, counted, goes_on, hopes, is_wished, items, names_no_remedy, wish_of_others
from tousu.rewrite.grammar import SAYING, unlinked
from tousu.rewrite.notices import announces
from tousu.rewrite.pieces import Piece
from tousu.rewrite.roles import (
    ASKING,
    FAVOUR,
    ORDINAL,
    PLEA,
    REFUSED,
    asks_for,
    clean,
    holds_evidence,
    is_label,
    is_named,
    leans_back,
    only_shows,
    own_evidence,
)
from tousu.rewrite.shown import Shown
from tousu.rewrite.story import Story
from tousu.spans import Span, held

_GREETING = re.compile(
    "(?:尊敬的|敬爱的|亲爱的|各位|您好|你好|大家好|此致|敬礼|谢谢|感谢|拜托|麻烦您?了|以上|祝好)[^，,。；;！!？?\n]{0,14}"
    "|(?:我们?|本人|现在?|特此?|在此)*(?:要|来)?投诉(?:你们)?"
)
_CONDITION = re.compile(
    "(?:如果?|针对|对于|关于|若|倘若|依据|根据|按照?|鉴于|综上|为此|现(?!在)|特|因此|所以)[^，,。；;]{0,30}$"
)
_ANSWERED = re.compile(
    "(?:但是?|可是?|结果|却|然而|而)?(?:客服|商家|卖家|店家|店员|店长|平台|对方|他们?|她|经理|老板|销售|厂家|售后|快递|物业|银行|公司|[0-9]?[a-zA-Z]{0,2}店|旅社|酒店|前台|机构|老师|人家)[^，,。]{0,8}?"
    "(?:不|拒|把我|认为|说|称|表示|让|一直|告知|回复|就|却|没|要求|推)"
    "|被(?:告知|拒|通知|推|挂)|却(?!要求|希望|请)|(?:就|又|还)?说(?:是)?(?:不|没|要(?!求)|只|得)"
    "|(?:他|她)?(?:回我|回复|回的是|答复|得到的|[^，,。]{1,5}把我|对方)"
)
_SAID = re.compile(
    "(?:(?:^|我|去|来)问(?!题)(?:了|过)?[^，,。了过题]{0,5}|告知|告诉(?:[^，,]{1,4})?|表示|回复|答复|(?<!的)说|称)$"
)
_FIRST = re.compile("[^，,了没不]{0,14}(?:退|还|赔|补|换)(?:回来?|给我|还给?我?)")
"""What is asked for right before it is asked for: 多收的80元退回来，请尽快退."""
_OR_ELSE = re.compile("(?:要不然?|不然|否则|要么|实在不行)(?:的话)?就?[^，,]{0,4}(?:退|还|赔|补|换)")
_TODO = re.compile(
    "(?!我|让|叫|说|要求|不)(?:[^，,了没过]{0,6}(?:回来|过来|上门|重新|接着|继续|尽快|给我|把)[^，,了没过]{0,10}"
    "|[^，,了没过]{0,10}(?:修|换|补|送|装|发)[^，,了没过]{0,6})"
)
"""What is to be done, or else money is to be given back: 回来接着干，不然退我500元."""
_WENT_ON = re.compile("一直|仍|还没|没有?|无|未|[了过]")
"""What tells that it was hoped for then."""
_ORDERED = re.compile("[买购订定办报]了|下了?单|拍下|付了")
_WISHED_THEN = re.compile("(?:也|还|并)?(?:备注|(?:要求|说好)(?:送|发|带|加|配|安装|开发票|当面|包|免费送))")
"""What was asked for when it was ordered: 9月3日买了冰箱，要求送货上门."""
_VAIN = re.compile("[^，,]{0,8}(?:无果|未果|被拒|遭拒|不成)")
_OTHERS_SAY = re.compile("(?<!我)(?<!我们)(?:说(?!明|好|是我)|称|表示|回复|答复)")
_BACK = 2
"""So many clauses back others may have begun to say what follows: 商家说没货，不补了，按件数退款."""
_AHEAD = 5
"""So many clauses further the answer to what was asked then may stand."""
_GOES_ON = re.compile(
    "(?:也就是|即|最低|最少|至少|不低于|不少于|折合|等于)(?:人民币)?[0-9]|由|并|和|以及|及|或|否则|如(?!何)|若|不然|同时|且|包括|另|再|还(?:要|需|请|有|应|得)|[0-9一二三四五六七八九]{1,2}[、.．)）是]|"
    "[^，,了]{0,10}(?:寄|退|送)回(?:去|来)?(?:给你们?|给店家)?$|请(?!问)|要求|希望|共|合计|一共|总计|金额|运费|来回|不能.{1,10}[就则]|修不好|要不(?!是|然)|[^，,]{1,4}不(?:了|出来?|好|到|回来)|不行就|要么|尽快|[^，,]{0,10}(?:由|归)(?:商家|卖家|平台|你们|对方)"
)
_SHORT, _LONG = 14, 30
_TELLS = re.compile("[了过没已是有我说觉很太]|实在|毕竟|因为|但|可是|不然|谢|现在|一直|至今")
_LEAD = re.compile("^(?:我的|本人的?)?(?:投诉)?(?:诉求|要求|请求)(?:是|为|如下)[：:，, ]?")
_EXPLAIN = "请说明"
_WRITTEN = re.compile("(?:上[面头]?|里[面头]?)?(?:都|也|就)?(?:写|标|印|盖|显示)[的着得]")
"""What stands on the evidence before it, and is understood beside it: 保修卡我留着，写的三年."""
_HANDED_IN = re.compile(
    "(?:我?(?:都|也))?(?:已经?)?(?:全部)?(?:提交|上传|提供|附上|发给|交给|寄给)[^，,]{0,8}|可以?提供|请(?:您?查收|过目|查看|审阅|参考)|共?[0-9一二两三四五六七八九十]+[页张份段]"
)
"""What goes with the evidence before it: 拍了视频，已经提交."""
COLON = ("：", ":")


def _leads(ahead: str, words: str) -> bool:
    """Whether the clause before a demand is a part of it."""
    if _CONDITION.match(ahead) or _FIRST.fullmatch(ahead):
        return True
    return _OR_ELSE.match(words) is not None and _TODO.fullmatch(ahead) is not None


class Sections:
    """Lines of each section."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.demand: list[str] = []
        self.evidence: list[str] = []
        self.shown: list[str] = []
        """Evidence that is told of amid the story."""
        self.notice: list[str] = []
        self.signed: list[str] = []
        """Who complains, and how to reach that person."""


class Dealer:
    """Deals the clauses out, sentence by sentence."""

    def __init__(self, shown: Shown, listed: frozenset[Span], notice: str) -> None:
        self.shown, self.listed, self.notice = shown, listed, notice
        self.out = Sections(Story(shown))

    def sentence(self, pieces: Sequence[Piece], facts: Sequence[Fact], mode: str, *, closing: bool = False) -> None:
        """A demand takes along what belongs to it; what stands around it is the story."""
        rest: list[Piece] = []
        at = 0
        stated = [(self.words(p), held(facts, p.span, lambda f: f.span)) for p in pieces]
        colons = [False, *(self.shown.of(p.mark).strip() in COLON for p in pieces[:-1])]
        # A date or a name amid a story is a part of it, though the transaction lists it too.
        alone = all(is_label(words, here, self.listed) for words, here in stated)
        # From here on the draft ends with what is asked for.
        last = asks_from([words for words, _ in stated]) if closing else len(pieces)
        while at < len(pieces):
            piece, (words, here), at = pieces[at], stated[at], at + 1
            if _GREETING.fullmatch(words) or (mode == "demand" and ORDINAL.fullmatch(clean(words))):
                continue
            if self.notice in words or announces(words, self.words(rest[-1]) if rest else ""):
                if words.startswith("我") and rest and rest[-1].mark.end == piece.span.start:
                    # 再不退款，我将…: the condition goes with it.
                    words = f"{self.words(rest.pop())}，{words}"
                if words not in self.out.notice:
                    self.out.notice.append(words)
            elif (mode == "evidence" and not (PLEA.match(words) or FAVOUR.match(words))) or (
                mode != "course"
                and not PLEA.match(words)
                and holds_evidence(words, here)
                and not self.goes_on(piece, pieces[at:], facts, here)
            ):
                while at < len(pieces) and _HANDED_IN.fullmatch(self.words(pieces[at])):
                    words, at = f"{words}，{self.words(pieces[at])}", at + 1
                self.out.evidence.append(re.sub("^并且?", "", clean(words)))
            elif (
                mode == "demand"
                or self.demands(rest, piece, here, pieces[at : at + _AHEAD], closing=closing, ends=at > last)
                or (at > last and not self.out.demand and self.silent(rest))
            ):
                ahead = self.words(rest[-1]) if rest and mode != "demand" else ""
                lead = [rest.pop()] if _leads(ahead, words) else []
                waits = closing and not asks_for(words, here) and names_no_remedy(words)
                run = self.asked(pieces[at:], facts, mode, waits=waits)
                asked = unlinked(self.out.story.joined([*lead, piece, *run]))
                self.out.demand += items(_LEAD.sub("", asked)) if mode == "demand" else [_LEAD.sub("", asked)]
                at += len(run)
                self.out.story.told(rest, facts)
                rest = []
            elif not is_label(words, here, self.listed) or not (alone or colons[at - 1] or is_named(words, here)):
                rest.append(piece)
            elif rest and rest[-1].mark.end == piece.span.start and self.shown.of(rest[-1].mark).strip() in COLON:
                # 商品： with its value
                rest.pop()
        self.out.story.told(rest, facts)

    def words(self, piece: Piece) -> str:
        return self.shown.of(piece.span).strip()

    def goes_on(self, piece: Piece, following: Sequence[Piece], facts: Sequence[Fact], here: Sequence[Fact]) -> bool:
        """Whether the story of the sentence goes on behind what can be shown: then that stays, and is named besides."""
        if leans_back(self.words(piece)):
            self.out.shown += own_evidence(self.words(piece), here)
            return True
        named = own_evidence(self.words(piece), here)
        if only_shows(self.words(piece), here):
            if not (named and following and _WRITTEN.match(self.words(following[0]))):
                return False
            self.out.shown += named
            return True
        for other in following:
            words = self.words(other)
            about = held(facts, other.span, lambda f: f.span)
            if holds_evidence(words, about) or _HANDED_IN.fullmatch(words):
                continue
            if asks_for(words, about) or goes_on(words) or PLEA.match(words) or self.notice in words:
                return False
            self.out.shown += named
            return True
        return False

    def demands(
        self,
        before: Sequence[Piece],
        piece: Piece,
        here: Sequence[Fact],
        following: Sequence[Piece],
        *,
        closing: bool,
        ends: bool,
    ) -> bool:
        """Whether a clause asks for something now; ``closing``: in the last sentence, ``ends``: at its end."""
        words = self.words(piece)
        hoped = closing and hopes(words) and not any(_WENT_ON.search(self.words(p)) for p in following)
        if not (asks_for(words, here) or hoped) or self.turned(piece, words):
            return False
        if not closing and _WISHED_THEN.match(words) and any(_ORDERED.search(self.words(p)) for p in before):
            return False
        if not self.reported(before, piece, following, ends=ends):
            return True
        if PLEA.match(words) and not REFUSED.search(words):
            self.out.story.buried.append(words)
        return False

    def turned(self, piece: Piece, words: str) -> bool:
        """Whether a question of the story was turned into a request for its reason: it stays where it stood."""
        return words.startswith(_EXPLAIN) and _EXPLAIN not in piece.of(self.shown.text)

    def reported(self, before: Sequence[Piece], piece: Piece, following: Sequence[Piece], *, ends: bool) -> bool:
        """Whether what is asked for was said or answered then, and does not end the draft: a part of the story."""
        said = before and before[-1].mark.end == piece.span.start and _SAID.search(self.words(before[-1]))
        vain = _VAIN.fullmatch(self.words(following[0])) if following else None
        others = wish_of_others(self.words(piece), [self.words(p) for p in following])
        bare = not ends and not ASKING.search(self.words(piece))
        offered = bare and any(_OTHERS_SAY.search(self.words(p)) for p in before[-_BACK:])
        return bool(said or vain or others or offered) or any(_ANSWERED.match(self.words(p)) for p in following)

    def silent(self, before: Sequence[Piece]) -> bool:
        """Whether the clause before does not say what follows."""
        return not before or SAYING.search(self.words(before[-1])) is None

    def asked(self, pieces: Sequence[Piece], facts: Sequence[Fact], mode: str, *, waits: bool) -> list[Piece]:
        """The clauses that go on with a demand; ``waits``: it has not said yet what it asks for."""
        run: list[Piece] = []
        for piece in pieces:
            words = self.words(piece)
            here = held(facts, piece.span, lambda f: f.span)
            if mode == "demand" and counted(clean(words)):
                break
            if self.notice in words or (mode != "demand" and holds_evidence(words, here)):
                break
            more = _GOES_ON.match(words) or any(f.kind == "demand" for f in here)
            # What is short and tells nothing is one more thing asked for: 要求赔偿，改善服务.
            plain = len(words) <= _SHORT and not _TELLS.search(words) and not any(c.isdigit() for c in words)
            if waits and (not run or (len(words) <= _LONG and is_wished(words))):
                run.append(piece)
                continue
            if mode != "demand" and not more and not plain and not goes_on(words):
                break
            run.append(piece)
        return run
