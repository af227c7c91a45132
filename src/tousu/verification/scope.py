"""What stood right before the same words and was cut or exchanged: 不得不退货 → 不退货, 快递员把 → 卖家把.

A clause of the rewrite is held beside the clauses of the original that end in the same words. What stands before
these words on both sides must have the same force: it may not lose or gain a denial, a bound of a sum, another
doer or another day.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Set
from functools import cached_property

from tousu import patterns as re
from tousu.claims import Claim, told
from tousu.draft import Draft
from tousu.results import FactChange
from tousu.spans import Span, SpanSet
from tousu.verification.changes import change
from tousu.verification.exchanged import Clause, exchanged, pairs, sources
from tousu.verification.parties import others, parties_in

_CLAUSE = re.compile(r"[^，,。；;！!？?：:、\s“”\"「」]+")
_ASKS = re.compile("[吗么呢谁凭哪]|难道|怎么|为何|什么|还不是|不就|不正|不都|不是说|何不|莫非")
"""A question says the contrary of its words, and is told so in a rewrite."""
_END = "了的吧啊呀哦啦嘛呗"


def _clauses(draft: Draft) -> dict[str, Clause]:
    """The clauses of a draft by their words, without those that ask."""
    text = told(draft)
    found: dict[str, Clause] = {}
    for m in _CLAUSE.finditer(text):
        words = m.group().rstrip(_END)
        if len(words) > 1 and "\0" not in words and text[m.end() : m.end() + 1] not in ("?", "？"):
            found.setdefault(words, Clause(words, m.start()))
    return found


def cut(before: Draft, after: Draft, pressing: SpanSet, names: Set[str]) -> Iterator[FactChange]:
    """Clauses of the rewrite that keep the words and not their force; one that is only a name says nothing."""
    ours, theirs = (draft.once("clauses_told", _clauses) for draft in (before, after))
    fresh = [c for words, c in theirs.items() if words not in ours and words not in names]
    if not fresh:
        return
    ends: dict[str, list[Clause]] = {}
    begins: dict[str, list[Clause]] = {}
    for clause in ours.values():
        if _ASKS.search(clause.text) is None:
            if not pressing.touches(_span(clause)):
                ends.setdefault(clause.text[-2:], []).append(clause)
            if clause.text not in theirs:
                begins.setdefault(clause.text[:2], []).append(clause)
    middles = _Middles(before, ours, theirs, pressing)
    for clause in fresh:
        found = (
            _from_end(clause, ends.get(clause.text[-2:], ()))
            or _from_start(clause, begins.get(clause.text[:2], ()), theirs)
            or middles.source_of(clause)
        )
        if found is not None and found[1].text not in theirs:
            kind, old = found
            one = Claim(kind, _span(old), old.text)
            yield change("changed", kind, one, Claim(kind, _span(clause), clause.text), f"{old.text} → {clause.text}")


def _span(clause: Clause) -> Span:
    return Span(clause.start, clause.start + len(clause.text))


def _from_end(clause: Clause, olds: list[Clause] | tuple[()]) -> tuple[str, Clause] | None:
    """The first clause of the original that says otherwise, where none says the same."""
    found = None
    for old in olds:
        kind = _differs(old.text, clause.text)
        if kind is None:
            continue
        if not kind:
            return None
        found = found or (kind, old)
    return found


class _Middles:
    """What became another in the middle of clauses that went; they are only looked through where a new clause is no
    piece of the original.
    """

    def __init__(self, before: Draft, ours: dict[str, Clause], theirs: dict[str, Clause], pressing: SpanSet) -> None:
        self._text = told(before)
        self._ours, self._theirs, self._pressing = ours, theirs, pressing
        self._seen: set[tuple[str, str]] = set()

    @cached_property
    def _gone(self) -> list[tuple[Clause, frozenset[str]]]:
        return [
            (c, pairs(c.text))
            for c in self._ours.values()
            if c.text not in self._theirs and _ASKS.search(c.text) is None and not self._pressing.touches(_span(c))
        ]

    def source_of(self, clause: Clause) -> tuple[str, Clause] | None:
        """What differs, and the clause of the original that it came from."""
        if clause.text in self._text:
            return None
        old = sources(clause, self._gone)
        if old is None:
            return None
        kind = exchanged(old.text, clause.text, self._seen) or _given_doer(old, clause, self._text)
        return (kind, old) if kind else None


def _given_doer(old: Clause, new: Clause, text: str) -> str | None:
    """答应赔600 told as 阿姨答应赔600 where 店长 was spoken of: who is named may only be the one named last."""
    if not new.text.endswith(old.text[:_HEAD]) and old.text[:_HEAD] not in new.text[1:]:
        return None
    lead = new.text[: new.text.find(old.text[:_HEAD])]
    named = parties_in(lead)
    if not named or len(lead) > _LEAD or "我" in named:
        return None
    for m in reversed(list(_CLAUSE.finditer(text, max(0, old.start - _BACK), old.start))):
        if spoken_of := parties_in(m.group()):
            return "act" if others(spoken_of, named) else None
    return None


_HEAD, _LEAD, _BACK = 3, 6, 40

_DATE_PART = "0123456789年月日号"
_DENIAL = re.compile("没有|不|没|未|无|非|拒绝|拒")
_NO_DENIAL = re.compile("不(?:但|仅|管|过|断|停|久|然|如|光|止|好意思|少|同|远|错)|无(?:论|非)|非常|未来")
_STEPS = (
    "没有|不|没|未|无|并非|拒绝|拒|敢说|敢|一定|肯定|就|是|给我们|给我|给|我们|我|再|会|能|可能|可以|都|全部|人|想|该|有|按时|"
    "及时|一直|让|为|肯|愿意|得|法|曾|从来|从|予|已经|已|仍|还|尚|至今|迟迟|也|却|根本|完全|压根|直接|又|必|好说|真的"
)
_FORCE = re.compile(f"(?:{_STEPS})+$")
_BOUNDS = {
    "约": "约 大约 大概 差不多 将近 接近 近",
    "<": "不到 不足 少于",
    "≤": "不超过 最多 顶多",
    "≥": "至少 最少 起码 不低于 不少于",
    ">": "超过 多于 高达",
}
_BOUND_OF = {word: sign for sign, words in _BOUNDS.items() for word in words.split()}
_BOUND = re.compile("(?<!最)(?:" + "|".join(sorted(_BOUND_OF, key=len, reverse=True)) + ")$")
_FIGURE = re.compile("[0-9一二两三四五六七八九十百千万半]")
_DAY = re.compile("(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]?(?:的时候|那天|当天)?$")
_REASON = re.compile("(?P<why>因为|由于|因)$|(?:所以|因此|于是|结果)$")
_PARTIES = {
    "我": "我 我们 本人",
    "卖方": "商家 卖家 店家 店主 店铺 老板 商户 掌柜 店员",
    "厂家": "厂家 品牌方 生产商 工厂",
    "平台": "平台 小二",
    "快递": "快递员 快递小哥 快递 骑手 配送员 驿站 物流 司机 快递公司",
    "部门": "法院 警方 警察 市场监管局 消协",
    "银行": "银行",
    "物业": "物业",
}
_PARTY_OF = {word: party for party, words in _PARTIES.items() for word in words.split()}
_PARTY = re.compile(
    "(?P<who>" + "|".join(sorted(_PARTY_OF, key=len, reverse=True)) + ")(?:又|也|就|却|直接|已经|一直|方)?$"
)


def _differs(old: str, new: str) -> str | None:
    """What differs before the common end; an empty word: nothing; None: they are not about the same."""
    at = _common_end(old, new)
    ours, theirs = old[: len(old) - at], new[: len(new) - at]
    while at and old[len(ours)] in _DATE_PART and (ours[-1:] in _DATE_PART or theirs[-1:] in _DATE_PART):
        ours, theirs, at = old[: len(ours) + 1], new[: len(theirs) + 1], at - 1
    if old[len(ours) : len(ours) + 1] in ("家", "员"):  # what 厂家 and 商家 share is no word
        ours, theirs, at = old[: len(ours) + 1], new[: len(theirs) + 1], at - 1
    if at < 2:
        return None
    rest = old[len(ours) :]
    if kind := _exchanged(ours, theirs, at):
        return kind
    lead, own_lead = (side[: m.start()] if (m := _FORCE.search(side)) else side for side in (ours, theirs))
    if not _same_lead(lead, own_lead, at):
        return None
    if _denials(ours[len(lead) :]) % 2 != _denials(theirs[len(own_lead) :]) % 2:
        return "negation"
    if _FIGURE.search(rest) and _bound(ours) != _bound(theirs) and (_bound(ours) or not _FIGURE.match(rest)):
        return "count"
    return ""


def _common_end(one: str, other: str) -> int:
    at = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        at += 1
    return at


def _exchanged(ours: str, theirs: str, at: int) -> str:
    """Another day, another doer, a reason for a result."""
    one, other = _DAY.search(ours), _DAY.search(theirs)
    if one and other and [*map(int, one.groups())] != [*map(int, other.groups())]:
        return "date"
    one, other = _REASON.search(ours), _REASON.search(theirs)
    if one and other and bool(one["why"]) != bool(other["why"]):
        return "act"
    one, other = _PARTY.search(ours), _PARTY.search(theirs)
    if (
        one
        and other
        and (at > 2 or ours[one.start() - 1 : one.start()] in ("被", "让"))
        and _PARTY_OF[one["who"]] != _PARTY_OF[other["who"]]
    ):
        return "act"
    return ""


def _same_lead(lead: str, own: str, at: int) -> bool:
    """Whether what stands before the force of both lets them be compared."""
    if lead == own:
        return True
    if not own:
        return at > 2
    return lead.endswith(own) or (_PARTY.search(lead) is not None and _PARTY.search(own) is not None)


def _denials(words: str) -> int:
    return len(_DENIAL.findall(_NO_DENIAL.sub("", words)))


def _bound(words: str) -> str:
    found = _BOUND.search(words)
    return _BOUND_OF[found.group()] if found else ""


_PREDICATE = re.compile(
    "(?:就|都|也|又|还|一点|一直|根本|完全|压根|简直)*(?:[跟和像同]没有?|不(?![说行成可好对是管错])|没(?!说)|未|无)"
)


def _from_start(clause: Clause, olds: list[Clause] | tuple[()], theirs: Container[str]) -> tuple[str, Clause] | None:
    """吸力跟没有一样 of which 吸力 is left."""
    for old in olds:
        if old.text[len(clause.text) :] in theirs:
            continue
        if old.text.startswith(clause.text) and len(clause.text) < 7 and _PREDICATE.match(old.text, len(clause.text)):
            return "negation", old
    return None
