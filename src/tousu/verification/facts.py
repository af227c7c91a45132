"""The facts of both sides aligned by what they mean: two ways to write one date agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact, FactChange
from tousu.spans import SpanSet, merged
from tousu.verification.changes import Kept, change
from tousu.verification.visible import Visible, skinless

_NUMBERED = frozenset(
    (
        "order_number",
        "tracking_number",
        "amount",
        "date",
        "phone",
        "id_number",
        "bank_card",
        "payment_number",
        "ticket_number",
    )
)


def aligned(
    before: Draft, facts: Sequence[Fact], after: Draft, after_facts: Sequence[Fact]
) -> Iterator[Kept | FactChange]:
    """What became of each fact of the original, then what the rewrite states beside."""
    visible = after.once("visible", Visible)
    blanks = SpanSet(visible.blanks)
    free = [f for f in after_facts if not blanks.touches(f.span)]
    alike = _Alike(free)
    pending: list[Fact] = []
    for fact in facts:
        same = alike.first(fact)
        if same is not None:
            yield Kept(fact, same.span, same.text)
        elif (
            span := visible.find(fact.text) or visible.find(_once(fact.text)) or visible.find(_as_day(fact))
        ) is not None or (span := visible.masked(fact)) is not None:
            yield Kept(fact, span, span.of(after.text))
        else:
            pending.append(fact)
    original, stated = before.once("visible", Visible), _Alike(facts)
    strange = [
        f
        for f in free
        if not (stated.first(f) if f.kind in _NUMBERED else stated.of_any_kind(f))
        and original.find(f.text) is None
        and original.masked_by(f, facts) is None
        and (f.kind in _NUMBERED or not original.made_of(f.text))
        and not (f.kind == "demand" and (_asks_no_more(f, original) or _was_asked(f, before.folded, after.folded)))
    ]
    if strange:
        strange = _without_neighbours(strange, facts, visible)
    for fact in pending:
        calm = next((f for f in strange if f.kind == fact.kind == "demand" and _calmer(fact.text, f.text)), None)
        if calm is not None:
            strange.remove(calm)
            yield Kept(fact, calm.span, calm.text)
            continue
        other = next((f for f in strange if f.kind == fact.kind), None)
        if other is not None:
            strange.remove(other)
            yield change("changed", fact.kind, fact, other, f"{fact.text} → {other.text}")
        else:
            yield change("lost", fact.kind, fact, None, fact.text)
    for f in strange:
        yield change("invented", f.kind, None, f, f.text)


NAMES = frozenset(("platform", "merchant", "product", "carrier"))
"""Kinds whose facts are names."""


def _without_neighbours(strange: Sequence[Fact], facts: Sequence[Fact], visible: Visible) -> list[Fact]:
    """Without names that are only names of the original side by side: 拼多多 and 米饭 in a title are no 多多米饭."""
    named = {f.text for f in facts if f.kind in NAMES}
    places = SpanSet(merged(span for name in named for span in visible.all(name)))
    return [f for f in strange if f.kind not in NAMES or not places.covers(f.span)]


_OF_COURSE = re.compile(
    "(?:请|尽快|尽早|及时|妥善|依法|予以|给予|给出|给|一个|个|协助|认真|核实)*(?:处理|解决|说法|答复|回复|重视|关注|跟进|核实)$"
)
"""What every complaint asks for."""
_UNLESS = re.compile("不(?:给我?|肯|予)?(?P<verb>[退赔换修补])[^，,。；;！!？?\n]{0,8}(?:我们?)?[就便]")
"""不退我就报警 asks for what it makes a condition."""
_SHORT = 3
_SHOWN = re.compile("出示|提供|拿出|交出")


def _asks_no_more(demand: Fact, original: Visible) -> bool:
    """Whether a demand only says politely what every complaint asks, or 出示 where 拿出 stood."""
    if _OF_COURSE.match(demand.text):
        return True
    if any(demand.text.startswith(m["verb"]) for m in _UNLESS.finditer(original.text)):
        return True
    if len(demand.text) > _SHORT and "不" not in demand.text and "别" not in demand.text:
        words = set(demand.text)
        if any(words <= set(clause) for clause in _MARKS.split(original.text)):  # 把柜子重做: 重做柜子
            return True
    m = _SHOWN.match(demand.text)
    return m is not None and any(original.made_of(w + demand.text[m.end() :]) for w in _SHOWN.pattern.split("|"))


_EXPLAIN = re.compile("说明|答复")
_SCAFFOLD = re.compile("为何|是否合理|是否正常|是否|由|能否|可否|的依据|的原因|是(?=谁)|责任|如何处理|就无法")
"""What a request for an answer puts in, or words otherwise than the question did: 凭什么, 怎么就."""
_LONGEST = 60
_MARKS = re.compile(r"[，,。；;！!\s]")
_QUESTION = re.compile("[？?吗么]|谁|凭[什啥]|为[什何啥]|怎么|咋|哪|什么时候|多少|(?P<v>[一-鿿])不(?P=v)")


def _was_asked(demand: Fact, before: str, after: str) -> bool:
    """Whether what is to be explained was asked in the original: 谁负责？ → 请说明由谁负责, 修不修 → 是否维修."""
    start, end = demand.span
    if after.endswith("是否", 0, start):
        return True
    opens = max((m.end() for m in _MARKS.finditer(after, max(0, start - _LONGEST), start)), default=0)
    closes = _MARKS.search(after, end)
    explain = _EXPLAIN.search(after, opens, start + 3)
    if explain is None:
        return False
    core = _SCAFFOLD.sub("", after[explain.end() : closes.start() if closes else len(after)])
    return any(_in_order(core, clause) for clause in _MARKS.split(before) if _QUESTION.search(clause))


def _in_order(words: str, whole: str) -> bool:
    """Whether all the characters stand in ``whole`` in their order."""
    rest = iter(whole)
    return all(c in rest for c in words)


_ASKED = frozenset(
    "退赔换补修还款道歉取消删停解封罚查处发送装开票说明半全部倍元块0123456789一二两三四五六七八九十百千万不没未无非否别"
)


def _calmer(before: str, after: str) -> bool:
    """Whether a demand is asked for in its own words without some that ask for nothing: 把血汗钱还我 → 把钱还我."""
    if len(after) * 2 < len(before) or not _in_order(after, before):
        return False
    return _ASKED.isdisjoint((Counter(before) - Counter(after)).keys())


class _Alike:
    """Facts found by what they mean: one value, or one text but for punctuation and particles."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._first: dict[tuple[str, str, str], int] = {}
        self._any: set[tuple[str, str]] = set()
        for number, fact in enumerate(facts):
            for key in _keys(fact):
                self._first.setdefault((fact.kind, *key), number)
                self._any.add(key)

    def first(self, fact: Fact) -> Fact | None:
        """The first of the same kind and meaning."""
        found = [n for key in _keys(fact) if (n := self._first.get((fact.kind, *key))) is not None]
        return self._facts[min(found)] if found else None

    def of_any_kind(self, fact: Fact) -> bool:
        """Whether one of any kind means the same."""
        return any(key in self._any for key in _keys(fact))


def _as_day(fact: Fact) -> str:
    """每个月15号 is 每月15日."""
    return fact.text[:-1] + "日" if fact.kind == "date" and fact.text.endswith("号") else fact.text


_REPEATED = re.compile(r"([一-鿿]{2,4}?)\1+")


def _once(words: str) -> str:
    """退钱退钱退钱 asks for what 退钱 asks for."""
    return _REPEATED.sub(r"\1", words)


def _keys(fact: Fact) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("value", fact.value), ("text", _meant(fact.text))


@lru_cache(maxsize=2048)
def _meant(words: str) -> str:
    """What is left of a fact's words when they are compared; asked for each fact on both sides, round by round."""
    return _once(skinless(words))
