"""Sentences in order of time, where the draft's dates leave no doubt; else in the draft's own order."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.results import Fact
from tousu.rewrite.grammar import LEANS_BACK
from tousu.spans import Span

_SURE = 0.85
_HALF_YEAR = 183
# A date further in is not when it happened, but what was made or promised then.
_AT_ITS_HEAD = 6
_FULL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY = re.compile(r"--([0-9]{2})-([0-9]{2})")

Line = tuple[Span, str]


def in_order_of_time(lines: Sequence[Line], facts: Sequence[Fact]) -> list[Line]:
    """Blocks of sentences sorted by the date each begins with.

    A sentence without a date belongs to the dated one before it. Nothing is moved when a date is doubtful, when
    full dates stand beside days without a year, or when days without a year span more than half a year.
    """
    dates = [f for f in facts if f.kind == "date"]
    blocks: list[tuple[int | None, list[Line]]] = []
    scales = set()
    for line in lines:
        # A contrast stays behind what it is one to.
        leans = LEANS_BACK.match(line[1]) is not None
        here = [f for f in dates if line[0].covers(f.span) and f.span.start - line[0].start <= _AT_ITS_HEAD]
        if leans or not here:
            if blocks:
                blocks[-1][1].append(line)
            else:
                blocks.append((None, [line]))
            continue
        day = _day(here[0])
        if day is None or any(f.confidence < _SURE for f in here[:1]):
            return list(lines)
        scales.add(day[0])
        blocks.append((day[1], [line]))
    days = [day for day, _ in blocks if day is not None]
    if len(scales) != 1 or any(day is None for day, _ in blocks[1:]) or days == sorted(days):
        return list(lines)
    if scales == {"day"} and max(days) - min(days) > _HALF_YEAR:
        return list(lines)
    head = [line for day, block in blocks if day is None for line in block]
    dated = sorted(((day, block) for day, block in blocks if day is not None), key=lambda b: b[0])
    return head + [line for _, block in dated for line in block]


def _day(fact: Fact) -> tuple[str, int] | None:
    """The date on a scale that only serves to compare: full dates, or days of one year."""
    full = _FULL.match(fact.value)
    if full:
        year, month, day = map(int, full.groups())
        return "full", (year * 12 + month) * 31 + day
    part = _DAY.match(fact.value)
    if part:
        month, day = map(int, part.groups())
        return "day", month * 31 + day
    return None
