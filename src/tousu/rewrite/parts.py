"""A long draft is rewritten part by part, each part a draft of its own with rounds of its own.

What decides on a clause stands near it. Taken whole, a text of a hundred pages is read anew for each clause whose edit
harms a fact, and gives all its edits back when there are more of these than tries; taken in parts, what goes wrong in
one is its own affair, and ten times the text costs ten times as much.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from tousu.draft import Draft
from tousu.records import NamedTuple
from tousu.results import Fact, Finding
from tousu.spans import SpanSet, held

F = TypeVar("F", Fact, Finding)

LENGTH = 2000
"""Code points of a part, to the end of a line or of a sentence; a draft of less than twice as many is one part."""


class Part(NamedTuple):
    """A part of a draft, what is known of it, and where it begins."""

    draft: Draft
    facts: Sequence[Fact]
    findings: Sequence[Finding]
    start: int


def parts_of(draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding]) -> Iterator[Part]:
    """The parts in order, which rejoin to the draft; no fact and no finding is cut in two."""
    if len(draft.text) < 2 * LENGTH:
        yield Part(draft, facts, findings, 0)
        return
    cuts = [0, *_cuts(draft, SpanSet([*(f.span for f in facts), *(f.span for f in findings)])), len(draft.text)]
    for start, end in pairwise(cuts):
        part = Draft.made(draft.text[start:end])
        yield Part(part, _within(facts, start, end), _within(findings, start, end), start)


def _within(found: Sequence[F], start: int, end: int) -> list[F]:
    """What was found in a part, counted from its beginning."""
    inside = held(found, (start, end), lambda f: f.span)
    return [f.model_copy(update={"span": f.span.shifted(-start)}) for f in inside]


def _cuts(draft: Draft, closed: SpanSet) -> Iterator[int]:
    """Where parts end: at the first end of a line behind what a part holds, else of a sentence."""
    starts = [sentence.start for sentence in draft.sentences]
    at = 0
    while len(draft.text) - at >= 2 * LENGTH:
        lines = _line_starts(draft.text, at + LENGTH, at + 2 * LENGTH)
        sentences = (starts[n] for n in range(bisect_left(starts, at + LENGTH), len(starts)))
        found = next((n for places in (lines, sentences) for n in places if not closed.touches((n, n))), None)
        if found is None:
            return
        at = found
        yield at


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("\n", start, end)
    while at >= 0:
        yield at + 1
        at = text.find("\n", at + 1, end)
