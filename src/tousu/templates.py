"""What the tagger and the tone model read of a text, and how the best labels are found: for NumPy and the kernel alike.

When anything here changes its meaning, the models must be trained anew.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from tousu import patterns as re

VERSION = 1
"""Rises when a key changes its meaning: a model made with another version is refused."""

# What is read around a character: single ones and groups of two to four, up to four places away.
WINDOW: tuple[tuple[int, ...], ...] = (
    *((k,) for k in range(-3, 4)),
    *((k, k + 1) for k in range(-3, 3)),
    *((k, k + 1, k + 2) for k in range(-3, 2)),
    *((k, k + 1, k + 2, k + 3) for k in range(-4, 2)),
)  # fmt: skip
# What is read of a plane (marks that rules and lexicons lay over the text).
PLANE_WINDOW: tuple[tuple[int, ...], ...] = ((-2,), (-1,), (0,), (1,), (2,), (-1, 0), (0, 1), (-1, 0, 1))

SURELY_NONE = 0.95
"""A character this likely outside every phrase is not searched."""


def packed(templates: Sequence[Sequence[int]]) -> bytes:
    """Templates as the kernel takes them: for each the number of its offsets and four offsets, signed bytes."""
    return b"".join(bytes(n & 0xFF for n in (len(t), *t, *[0] * (4 - len(t)))) for t in templates)


def legal(labels: Sequence[int]) -> bool:
    """Whether every inside follows its own begin or inside."""
    before = 0
    for label in labels:
        if label and not label & 1 and before != label and before != label - 1:
            return False
        before = label
    return True


def best_sequence(rows: Sequence[Sequence[float]]) -> list[int]:
    """Viterbi with structural rules alone: O and a begin may follow anything, an inside only its own kind."""
    insides = range(2, len(rows[0]), 2)
    best = [-1e9 if label in insides else value for label, value in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        high = max(best)
        came = [best.index(high)] * len(row)
        now = [high + value for value in row]
        for label in insides:
            came[label] = before = label if best[label] > best[label - 1] else label - 1
            now[label] = best[before] + row[label]
        back.append(came)
        best = now
    path = [best.index(max(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def stretches(labels: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The number of the kind, the start and the end of each begin with the insides after it."""
    at = 0
    while at < len(labels):
        label = labels[at]
        if not label:
            at += 1
            continue
        kind = (label - 1) // 2
        stop = at + 1
        while stop < len(labels) and labels[stop] == 2 * kind + 2:
            stop += 1
        yield kind, at, stop
        at = stop


GOES_ON, HARDLY = 0.4, 0.03
"""A phrase goes on while a character's chance to be inside is this share of the last one's, and no less than that."""


def likeliest(begins: Sequence[float], insides: Sequence[float]) -> tuple[int, int]:
    """The likeliest phrase of a kind, however unlikely: from the highest chance of a begin on, while it goes on."""
    start = begins.index(max(begins))
    end, last = start + 1, begins[start]
    while end < len(insides) and insides[end] >= max(HARDLY, GOES_ON * max(last, begins[start])):
        last = insides[end]
        end += 1
    return start, end


BREAKS = '，,、：:。！？!?；;\n… \t\u3000“”「」『』"()（）《》【】'
"""Marks between the clauses that the tone model judges."""
LONGEST = 4
"""Characters of its longest n-gram."""
LONG, WIDE, STEP = 22, 16, 5
"""A clause of more characters is read through windows as well: this wide, this far apart."""

_CLAUSE = re.compile(f"[^{re.escape(BREAKS)}]+")


def pieces(text: str) -> list[tuple[int, int]]:
    """The clauses of a text, and windows over those that are long."""
    out: list[tuple[int, int]] = []
    for match in _CLAUSE.finditer(text):
        start, end = match.span()
        out.append((start, end))
        if end - start > LONG:
            out += [(at, min(at + WIDE, end)) for at in range(start, end - WIDE + STEP, STEP)]
    return out


def touching(pieces: Sequence[tuple[int, int]], reach: Sequence[int], span: tuple[int, int]) -> list[int]:
    """The numbers of the pieces that touch ``span``; ``reach`` says how far the pieces up to each reach."""
    # The first piece that reaches beyond the span's beginning is the clause it stands in; what else touches it is
    # no longer than a window or a short clause, and begins near by.
    first = bisect.bisect_right(reach, span[0])
    near = bisect.bisect_left(pieces, (span[0] - LONG, 0), lo=first)
    stop = bisect.bisect_left(pieces, (span[1], 0), lo=first)
    return [n for n in (first, *range(max(first + 1, near), stop)) if n < stop and span[0] < pieces[n][1]]


def heaviest(each: list[float]) -> tuple[int, int]:
    """The stretch that contributes most: the heaviest run of characters, each less a quarter of the mean."""
    length = len(each)
    less = 0.25 * max(sum(each), 0.0) / length
    best, best_span, run, start = 0.0, (0, length), 0.0, 0
    for at, value in enumerate(each):
        if run <= 0:
            run, start = 0.0, at
        run += value - less
        if run > best:
            best, best_span = run, (start, at + 1)
    return best_span
