"""Amounts of money: with a unit, with a sign, or bare beside words that make a number money."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.bare_amounts import CALLED_HERE, PETROL, find_bare_amounts, money
from tousu.facts.numerals import ARABIC, HAN, to_decimal
from tousu.facts.proposal import Proposal
from tousu.facts.spoken_amounts import find_spoken
from tousu.records import NamedTuple, quick
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps

_ABOUT = "(?:大约|大概|约|将近|接近|差不多|近)"
_LESS = "(?:不到|不足|最多|不超过)"
_MORE = "(?:至少|最少|超过|不低于)"
_BEFORE = rf"(?:(?P<about>{_ABOUT})|(?P<less>{_LESS})|(?P<more>{_MORE}))?\s?"
_UNIT = (
    "元人民币|元钱|元|块大洋|块钱|块|圆|员(?!工)|人民币|美元|美金|港币|日元|欧元|英镑|rmb|蚊(?![子帐香虫])"
    "|毛钱|分钱|毛(?![一-鿿])"
)
_SOME = "[多余来几把]"
_SOME_WORD = re.compile(_SOME)
# The look-behinds keep the search linear: a long run of numerals is read once, from its beginning.
_NUMBER = rf"(?<![0-9.,])(?:{ARABIC})(?:\s?{_SOME}?[百千万亿wk](?![a-z]))?|(?<![{HAN}几半])[{HAN}几半]{{1,16}}"
_AFTER = "(?P<after>左右|上下|以上|以内|以下)?"

# One pattern for all that carries a unit or a sign. It starts at a number, so it is cheap where none stands.
_WITH_UNIT = re.Signed(
    rf"(?=[0-9{HAN}几半好¥￥$约大将接差近不最至超])"  # nothing else can begin one; it is looked at first
    rf"{_BEFORE}好?(?:(?P<sign>[¥￥$])\s?(?P<n1>{_NUMBER})(?:元)?"
    rf"|(?:(?P<from>(?<![0-9.,])(?:{ARABIC}))\s?(?:[-—–~～]|到|至)\s?)?(?P<n2>(?:{_NUMBER}))(?P<some>{_SOME}?)(?P<scale>万?)\s?(?P<unit>{_UNIT})(?P<rest>[0-9]{{1,2}}(?![0-9.元块])|[{HAN}](?!(?!一[斤只个顶位条张件瓶次])[{HAN}元块个]))?)"
    rf"(?P<range>\s?(?:[-—–~～]|到|至)\s?(?:{_NUMBER})(?:{_UNIT}))?{_AFTER}",
    (*"元块圆员币金镑钱毛蚊¥￥$", "rmb"),
)
_BARE = re.compile(
    rf"[ \t:：为是了到共计掉出给我你您他们的款=“\"「]{{0,4}}{_BEFORE}好?(?P<n>(?:{_NUMBER}))(?P<some>{_SOME}?)"
    rf"(?P<range>\s?(?:[-—–~～]|到|至)\s?(?:{ARABIC}))?{_AFTER}"
)
# A bare number followed by one of these counts something else, or is part of a longer token.
_OTHER_UNIT = re.compile(
    r"\s?(?:[%％‰°℃折倍个天年月日号次件斤克公里点分秒小时周季期步粉份寸米码位人台包盒瓶箱袋双部条张页层岁度瓦安级代款路楼栋室单套颗粒株支枝根把块只匹头盆桶提卷片"
    r"家店通遍回趟句字种类项名层批届届集章课节组幅座辆艘架门扇颗-]|[0-9a-z/.:：\-]|升(?!级)|毫|平米|千克|万公里|多[个天年月次件人]|[多来几]?(?:个|天|年|月|次|件|人|公里|斤))"
)
_NOUN = re.compile(
    r"的?(?P<noun>定金|订金|押金|差价|差额|运费|邮费|违约金|手续费|会员费|服务费|优惠券|代金券|红包|保证金|学费|年费|尾款|首付|余额|大洋|货款|补贴|赔偿|现金|(?![次个节天月年人])[一-鿿]{1,2}费(?!用))"
)
_NOUN_ROLES = {
    "定金": "deposit",
    "订金": "deposit",
    "押金": "deposit",
    "保证金": "deposit",
    "运费": "freight",
    "邮费": "freight",
}
_NOUN_ROLES |= {"差价": "refund", "差额": "refund", "货款": "paid", "赔偿": "compensation"}
_BARE_BEFORE_NOUN = re.Signed(
    rf"(?<![0-9a-z.{HAN}第])(?P<n>(?:{ARABIC})|[{HAN}]{{2,}}){_NOUN.pattern}",
    (*"金差费券", "红包", "尾款", "首付", "余额", "大洋", "货款", "补贴", "赔偿"),
)
_REACH = 8


def find_amounts(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Amounts, in order of place; they may overlap what other rooms found."""
    text = draft.folded
    cues = _cues(text, hits, rulebook)
    # The surer a shape, the smaller its rank: where two overlap the surer one stays.
    ranked = [(0, p) for m in _WITH_UNIT.finditer(text) if (p := _with_unit(m, text, cues))]
    ranked += [(1, p) for cue in cues if (p := _bare(text, cue))]
    ranked += [(2, p) for p in _before_nouns(text)]
    makers = frozenset(span.end for span in hits.get(Owner("lexicons", "makers", "word"), ()))
    ranked += [(3, p) for p in find_bare_amounts(text, makers)]
    ranked += [(4, p) for p in _spoken(draft, cues)]
    best = without_overlaps(ranked, lambda r: r[1].span, lambda r: (r[0], r[1].span.start, -r[1].span.end))
    # 百分之三十的手续费: a share of a sum.
    return [p for _, p in best if not text.endswith(_SHARE, 0, p.span.start)]


_SHARE = "百分之"


def _spoken(draft: Draft, cues: Sequence[_Cue]) -> Iterator[Proposal]:
    """押金六百, 三百八一只: sums in words without a unit."""
    for said in find_spoken(draft):
        value = to_decimal(said.text)
        if value is not None:
            role = _role_before(said.span.start, draft.folded, cues)
            yield Proposal("amount", said.span, money(value) + ("+" if said.more else ""), 0.78, "amount_loose", role)


def _before_nouns(text: str) -> Iterator[Proposal]:
    """八百定金: a bare number before a word that only money can be."""
    for m in _BARE_BEFORE_NOUN.finditer(text):
        value = to_decimal(m["n"])
        if value is not None and value >= 5:
            role = _NOUN_ROLES.get(m["noun"], "")
            yield Proposal("amount", Span(*m.span("n")), money(value), 0.9, "amount_noun", role, (("word", m["noun"]),))


@quick
class _Cue(NamedTuple):
    """A word that makes a number beside it money."""

    start: int
    end: int
    word: str
    role: str


def _cues(text: str, hits: Hits, rulebook: Rulebook) -> list[_Cue]:
    """Money words by their end; where two end together the longer one counts."""
    roles = rulebook.lexicons["money_cues"].values
    found: dict[int, _Cue] = {}
    for start, end in hits.get(Owner("lexicons", "money_cues", "word"), ()):
        if end not in found or start < found[end].start:
            word = text[start:end]
            found[end] = _Cue(start, end, word, roles.get(word, ""))
    return [found[end] for end in sorted(found)]


def _role_before(start: int, text: str, cues: Sequence[_Cue]) -> str:
    """What the amount at ``start`` is, by the nearest money word shortly before it in the same clause."""
    at = bisect_right(cues, start, key=lambda c: c.end) - 1
    while at >= 0 and start - cues[at].end <= _REACH:
        between = text[cues[at].end : start]
        if any(mark in between for mark in "，,。；;！!？?\n"):
            return ""
        if cues[at].role:
            return cues[at].role
        at -= 1
    return ""


def _with_unit(match: re.Match[str], text: str, cues: Sequence[_Cue]) -> Proposal | None:
    start, end = match.span()
    number = match["n1"] or match["n2"]
    role = _role_before(start, text, cues)
    if match["unit"] and not _is_money(match, text, role):
        return None
    while text[start] in " 好":
        start += 1
    noun = _NOUN.match(text, end)
    role = (_NOUN_ROLES.get(noun["noun"], "") if noun else "") or role
    value = _value(match, number, match["scale"] or "", match["rest"] or "")
    return Proposal("amount", Span(start, end), value, 0.99, "amount_symbol" if match["sign"] else "amount_unit", role)


_GOES_ON = re.compile(r"[一-鿿]")
_MONEY_GOES_ON = "的就都还也一左多不到买退赔差给我你他钱运押定补包了呢吧啊连没竟才而但被说以是来去充付花抵优红现起把"


def _is_money(match: re.Match[str], text: str, role: str) -> bool:
    """块 also counts pieces (两块屏幕), 员 is a slip of 元, 元 begins 元旦."""
    unit, number, after = match["unit"], match["n2"], text[match.end() : match.end() + 1]
    if unit == "员":
        return number[0].isdigit()
    if unit == "元":
        return after not in ("旦", "宵", "素", "件", "器") and number != "一"
    if unit in ("毛钱", "分钱") and number == "一" and after in ("没", "都", "也", "不"):
        return False
    if unit == "块" and not match["rest"] and not match["after"]:
        value = to_decimal(number)
        if number == "一":
            return role != ""
        small = value is None or value < 20
        if small and not role and _PIECES_BEFORE.search(match.string, max(0, match.start() - 3), match.start()):
            return False
        return role != "" or not small or not _GOES_ON.match(after) or after in _MONEY_GOES_ON
    return True


# 敲裂两块, 三块里有两块是姜: pieces.
_PIECES_BEFORE = re.compile("(?:[裂碎坏断换走鼓吃][了成]?|[裂断摔]成|里有|第)$")


def _bare(text: str, cue: _Cue) -> Proposal | None:
    """A number without a unit right after a money word."""
    match = _BARE.match(text, cue.end)
    if not match or _OTHER_UNIT.match(text, match.end()) or text[match.end() : match.end() + 1] == ".":
        return None
    number = match["n"]
    value = to_decimal(number)
    if number in CALLED_HERE or (cue.word == "加" and number in PETROL):
        return None
    if value is None or value < 1 or (number.isdigit() and (len(number) > 7 or (number[0] == "0" and len(number) > 1))):
        return None
    if not number[0].isdigit() and (
        value < 10 or not any(c in number for c in "百千万") or match["n"] in ("百", "千", "万")
    ):
        return None
    if len(cue.word) == 1 and value < 10:
        return None
    start = match.start("n")
    for name in ("about", "less", "more"):
        if match[name]:
            start = match.start(name)
    noun = _NOUN.match(text, match.end())
    role = (_NOUN_ROLES.get(noun["noun"], "") if noun else "") or cue.role
    span = Span(start, match.end())
    return Proposal("amount", span, _value(match, number), 0.9, "amount_cue", role, (("word", cue.word),))


def _value(match: re.Match[str], number: str, scale: str = "", rest: str = "") -> str:
    """``199.00``; ``~`` about, ``+`` and more, ``-`` at most, ``a..b`` a range; else the text itself."""
    inner = _SOME_WORD.sub("", number) if number[0].isdigit() else number
    value = to_decimal(inner)
    if value is None:
        return match.group().strip()
    low = to_decimal(match.groupdict().get("from") or "")
    if scale:
        value *= 10_000
    if rest:
        tail = to_decimal(rest)
        value += (tail or 0) / Decimal(10 if len(rest) == 1 else 100)
    if low is not None:
        return f"{money(low)}..{money(value)}"
    if match["range"]:
        upper = to_decimal(re.sub(r"[^0-9.,]", "", match["range"]).strip(".,"))
        return f"{money(value)}..{money(upper)}" if upper else f"{money(value)}+"
    after = match["after"]
    if match["some"] or inner != number or match["more"] or after == "以上":
        return money(value) + "+"
    if match["less"] or after in ("以内", "以下"):
        return money(value) + "-"
    return ("~" if match["about"] or after else "") + money(value)
