"""Long numbers, dates and amounts claim the same digits now and then; the surer reading keeps them."""

from __future__ import annotations

from collections.abc import Iterable

from tousu.facts.proposal import Proposal
from tousu.spans import without_overlaps


def settle(numbers: Iterable[Proposal], dates: Iterable[Proposal], amounts: Iterable[Proposal]) -> list[Proposal]:
    """The proposals without overlaps, in order of place: sure numbers first, then dates, amounts, and guesses."""
    ranked = [(0 if p.confidence >= 0.85 else 3, p) for p in numbers]
    ranked += [(1, p) for p in dates]
    ranked += [(2, p) for p in amounts]
    best = without_overlaps(ranked, lambda r: r[1].span, lambda r: (r[0], r[1].span.start - r[1].span.end))
    return [p for _, p in best]
