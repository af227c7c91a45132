"""Spans to be asked what overlaps them, in logarithmic time: a long draft must not cost the square of its length."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from tousu.draft import Draft
from tousu.rulebook import Rulebook
from tousu.spans import Span, merged


class Places:
    """The union of some spans."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._given: Sequence[tuple[int, int]] | None = tuple(spans)
        self._merged: list[Span] = []

    @property
    def _spans(self) -> list[Span]:
        """The union, put together on the first question: many are never asked one."""
        if self._given is not None:
            self._merged, self._given = merged(self._given), None
        return self._merged

    def overlaps(self, span: tuple[int, int]) -> bool:
        """Whether one of the spans shares a code point with ``span``."""
        at = bisect_left(self._spans, (span[1], -1)) - 1
        return at >= 0 and self._spans[at].end > span[0]

    def covers(self, span: tuple[int, int]) -> bool:
        """Whether ``span`` lies wholly inside the union."""
        at = bisect_right(self._spans, (span[0], 1 << 62)) - 1
        return at >= 0 and self._spans[at].end >= span[1]

    def last_before(self, position: int) -> Span | None:
        """The last span that begins before ``position``."""
        at = bisect_left(self._spans, (position, -1)) - 1
        return self._spans[at] if at >= 0 else None


def speech(draft: Draft) -> Places:
    """What stands in marks of speech; titles and brackets are none."""
    return draft.once("speech", lambda d: Places(q.inner for q in d.quotes if q.mark in '“「『"'))


def is_place(phrase: str, rulebook: Rulebook) -> bool:
    """Whether the phrase is the name of a town or a province and nothing else, as a shop's never is."""
    towns = rulebook.word_set("towns")
    bare = phrase.rstrip("市省区县")
    return bare in towns or (len(bare) > 3 and any(bare[:n] in towns and bare[n:] in towns for n in (2, 3)))
