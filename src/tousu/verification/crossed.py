"""What changed places: two dates, two sums, two things that were done one after the other.

Each figure still stands in the rewrite, but with what stood beside the other one. Nothing can have changed places
where all stand in the order of the original; then nothing is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tousu import patterns as re
from tousu.claims import Claim, find_claims, told
from tousu.draft import Draft
from tousu.results import FactChange
from tousu.spans import Span
from tousu.verification.changes import change

_FIGURES = ("number", "count", "identifier")
_MARK = re.compile("[，,。；;！!？?\n\0]")
_WINDOW = 10
_NEAR = 5
"""No more figures have room on one side."""
_MOST = 40
"""No complaint has so many figures of one kind that somebody would confuse; lists of goods do."""
_SURE = 3
"""So much more must be alike crosswise than straight."""


def crossed(before: Draft, old: Sequence[Claim], after: Draft, new: Sequence[Claim]) -> Iterator[FactChange]:
    """Figures that changed places, and what was done first told as done later."""
    yield from _figures(before, old, after, new)
    yield from _orders(before, after)


def _figures(before: Draft, old: Sequence[Claim], after: Draft, new: Sequence[Claim]) -> Iterator[FactChange]:
    one, other = (draft.once("figures", _keys) for draft in (before, after))
    if len(one) < 2 or one == other:
        return
    ours, theirs = _single(old), _single(new)
    common = [key for key in ours if key in theirs][:_MOST]
    unit = {key: _unit(key) for key in common}
    often = Counter(unit.values())
    alike = [key for key in common if often[unit[key]] > 1]
    here, there = (
        {key: _beside(draft, spans, side[key].span) for key in alike}
        for draft, side, spans in ((before, ours, _spans(old)), (after, theirs, _spans(new)))
    )
    for first, second in combinations(alike, 2):
        if unit[first] != unit[second]:
            continue
        a, b, c, d = here[first], here[second], there[first], there[second]
        straight, across = len(a & c) + len(b & d), len(a & d) + len(b & c)
        if across >= straight + _SURE and len(a & d) > len(a & c) and len(b & c) >= len(b & d):
            yield change("changed", ours[first].kind, ours[first], theirs[second], f"{first} ↔ {second}")


def _keys(draft: Draft) -> list[str]:
    return [c.key for c in find_claims(draft) if c.kind in _FIGURES]


def _single(claims: Sequence[Claim]) -> dict[str, Claim]:
    """The figures that stand once, in order."""
    figures = [c for c in claims if c.kind in _FIGURES]
    often = Counter(c.key for c in figures)
    return {c.key: c for c in figures if often[c.key] == 1}


_VALUE = re.compile("[<>≤≥约第]*[0-9.]+")


def _unit(key: str) -> str:
    return _VALUE.sub("", key, count=1)


def _spans(claims: Sequence[Claim]) -> list[Span]:
    return [c.span for c in claims if c.kind in _FIGURES]


def _beside(draft: Draft, figures: Sequence[Span], span: Span) -> frozenset[str]:
    """What stands beside a figure, between its neighbours: pairs of characters, and what touches it."""
    text = told(draft)
    left, right = text[max(0, span.start - _WINDOW) : span.start], text[span.end : span.end + _WINDOW]
    if (mark := _last(left)) is not None:
        left = left[mark:]
    stop = _MARK.search(right, 1 if right[:1] in ("，", ",") else 0)
    right = right[: stop.start()] if stop else right
    at = bisect_left(figures, span)
    for start, end in figures[max(0, at - _NEAR) : at + _NEAR + 1]:
        if span.end <= start < span.end + len(right):
            right = right[: start - span.end]
        if span.start - len(left) < end <= span.start:
            left = left[len(left) - (span.start - end) :]
    found = {a + b for words in (left, right) for a, b in pairwise(words)}
    return frozenset(found | {f"{left[-1:]}<", f">{right[:1]}"})


def _last(words: str) -> int | None:
    return next((m.end() for m in reversed(list(_MARK.finditer(words)))), None)


_FIRST = re.compile(
    "先(?P<first>[^，,。；;！!？?\n]{1,10}?)[，,]?(?:之后再?|然后再?|后来?才?|再|才)(?P<then>[^，,。；;！!？?\n]{1,10})"
)


def _orders(before: Draft, after: Draft) -> Iterator[FactChange]:
    """先安装后付款 told as 先付款后安装."""
    if "先" not in after.folded or "先" not in before.folded:
        return
    ours = [m for m in _FIRST.finditer(told(before)) if m.group() not in after.folded]
    for m in _FIRST.finditer(told(after)):
        if not ours or m.group() in before.folded:
            continue
        straight = max(_alike(m["first"], n["first"]) + _alike(m["then"], n["then"]) for n in ours)
        turned, n = max(
            ((_alike(m["first"], n["then"]) + _alike(m["then"], n["first"]), n) for n in ours), key=lambda t: t[0]
        )
        if turned > straight:
            one, other = (Claim("act", Span(*k.span()), k.group()) for k in (n, m))
            yield change("changed", "act", one, other, f"{one.key} → {other.key}")


def _alike(one: str, other: str) -> int:
    return len(set(one) & set(other))
