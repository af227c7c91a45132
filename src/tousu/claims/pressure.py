"""Threats and exaggerations: what is counted or shown in them is pressure, not a fact of the case."""

from __future__ import annotations

from collections.abc import Iterable

from tousu import patterns as re
from tousu.results import Finding
from tousu.spans import Span

_PRESSURE = ("threat", "exaggeration")
_THEN_I = re.compile("[，,]?(?:那我们?|我们|我|老子|咱们|咱|俺|本人)(?:就|便)(?!是|[^，,]{0,4}(?:不|没|已|了|过))")
_MARK = "，,。；;！!？?\n"
_LONGEST_LEAD = 20


def pressure_of(text: str, findings: Iterable[Finding]) -> list[Span]:
    """Threats, from their «then I» on, and exaggerations: what is counted or shown there is pressure, not a fact."""
    return [
        Span(threat_start(text, f.span.start), f.span.end) if f.kind == "threat" else f.span
        for f in findings
        if f.kind in _PRESSURE
    ]


def clause_start(text: str, at: int, longest: int) -> int:
    """Where the clause of ``at`` begins by its marks, no farther back than the longest that is looked at."""
    low = at
    while low > 0 and at - low < longest and text[low - 1] not in _MARK:
        low -= 1
    return low


def threat_start(text: str, at: int) -> int:
    """Where the threat that was found at ``at`` begins: 不退我就发视频让你们关门 begins at 我就."""
    low = clause_start(text, at, _LONGEST_LEAD)
    lead = _THEN_I.search(text, low, at)
    return lead.start() if lead else at
