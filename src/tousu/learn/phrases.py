"""How well marked phrases are found: the same counting for facts and flags, whoever found them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tousu.learn.corpus import Marked

EXACT = frozenset({"order_number", "tracking_number", "phone"})
"""A number is right to the last digit or wrong; any other phrase counts where it overlaps."""


class Counts(NamedTuple):
    """Phrases found, found in vain, and missed."""

    right: int
    false: int
    missed: int

    def figures(self) -> dict[str, Any]:
        """Precision, recall, F1 and how many there are to find."""
        right, false, missed = self
        total = 2 * right + false + missed
        return {
            "precision": round(right / max(1, right + false), 4),
            "recall": round(right / max(1, right + missed), 4),
            "f1": round(2 * right / total, 4) if total else 0.0,
            "support": right + missed,
        }


def compared(text: str, gold: Sequence[Marked], found: Sequence[Marked], *, exact: bool = False) -> Counts:
    """Phrases of one kind, each matched with the one it shares most with; a repeat of a right one is no mistake."""
    left, right = list(found), []
    for mark in gold:
        fits = [f for f in left if f.span == mark.span or (not exact and f.span.overlaps(mark.span))]
        if fits:
            best = max(fits, key=lambda f: min(f.span.end, mark.span.end) - max(f.span.start, mark.span.start))
            left.remove(best)
            right.append(best)
    said = {mark.span.of(text) for mark in gold}
    return Counts(len(right), sum(f.span.of(text) not in said for f in left), len(gold) - len(right))


Row = tuple[str, Sequence[Marked], Sequence[Marked]]
"""A text, its marks in truth, and those found."""


def by_kind(rows: Iterable[Row], kinds: Iterable[str]) -> dict[str, Counts]:
    """Counts of each kind over all rows."""
    kinds = tuple(kinds)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for text, gold, found in rows:
        for kind in kinds:
            own = [m for m in gold if m.kind == kind]
            said = [m for m in found if m.kind == kind]
            if own or said:
                counts = compared(text, own, said, exact=kind in EXACT)
                sums[kind] = [a + b for a, b in zip(sums[kind], counts, strict=True)]
    return {kind: Counts(*sums[kind]) for kind in kinds if kind in sums}


def any_kind(rows: Iterable[Row], kinds: Iterable[str]) -> Counts:
    """Counts over all rows when a phrase of whatever kind meets one of whatever kind."""
    wanted = frozenset(kinds)
    sums = [0, 0, 0]
    for text, gold, found in rows:
        counts = compared(text, *([m for m in marks if m.kind in wanted] for marks in (gold, found)))
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
    return Counts(*sums)


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of all kinds."""
    return Counts(*map(sum, zip(Counts(0, 0, 0), *counts, strict=True)))
