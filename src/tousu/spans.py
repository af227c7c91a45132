"""Places in a text and edits to it. Offsets are half-open code points; nothing here knows Chinese."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import TypeVar

from tousu.compiled import kernel
from tousu.records import NamedTuple, quick

T = TypeVar("T")

_quick_apart = None if kernel is None else kernel.apart


@quick
class Span(NamedTuple):
    """A half-open range of code points in the caller's exact string."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The piece of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: tuple[int, int]) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other[1] and other[0] < self.end

    def covers(self, other: tuple[int, int]) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other[0] and other[1] <= self.end

    def shifted(self, by: int) -> Span:
        """The same span ``by`` code points further right."""
        return Span(self.start + by, self.end + by)


made = partial(tuple.__new__, Span)
"""A span of a pair, as ``Span(*pair)`` but twice as fast: for those who make thousands."""


@quick
class Edit(NamedTuple):
    """Replace ``span`` by ``replacement``; ``rule`` says on whose behalf."""

    span: Span
    replacement: str
    rule: str

    @property
    def shift(self) -> int:
        """How far it moves what follows it."""
        return len(self.replacement) - (self.span.end - self.span.start)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits applied, which may come in any order.

    Raises:
        ValueError: an edit lies outside the text or two edits overlap.
    """
    out: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        start, end = edit.span
        if start < done or end < start or end > len(text):
            raise ValueError(f"edit {edit} overlaps another or lies outside a text of {len(text)} code points")
        out += (text[done:start], edit.replacement)
        done = end
    out.append(text[done:])
    return "".join(out)


_FEW = 12
"""Fewer items are looked through sooner than they are put in order or in groups."""


def without_overlaps(items: Iterable[T], span: Callable[[T], tuple[int, int]], rank: Callable[[T], object]) -> list[T]:
    """The best items of which no two overlap, in order of place.

    ``rank`` gives a sort key, the smallest first; a chosen item shuts out what overlaps it. Who hangs together is
    settled by itself, so a text with a hundred thousand hits costs n log n.
    """
    listed = list(items)
    if len(listed) < 2:
        return listed
    if (ordered := apart(listed, span)) is not None:
        return ordered
    groups = _together(listed, span) if len(listed) >= _FEW else (listed,)
    return [item for group in groups for item in _chosen(group, span, rank)]


def _together(listed: Sequence[T], span: Callable[[T], tuple[int, int]]) -> Iterator[list[T]]:
    """The items in groups by place: those that hang together by overlaps, in the order in which they are listed."""
    places = [span(item) for item in listed]
    group: list[int] = []
    first, reach = -1, -1
    for number in sorted(range(len(listed)), key=places.__getitem__):
        start, end = places[number]
        # An empty one shuts out what begins in its place.
        if group and start >= reach and start != first:
            yield [listed[n] for n in sorted(group)]
            group = []
        group.append(number)
        first, reach = start, max(reach, end)
    yield [listed[n] for n in sorted(group)]


def _chosen(group: list[T], span: Callable[[T], tuple[int, int]], rank: Callable[[T], object]) -> list[T]:
    """The best of a group."""
    if len(group) < 2:
        return group
    starts: list[int] = []
    taken: list[T] = []
    for item in sorted(group, key=rank):  # type: ignore[arg-type]  # a key only has to be sortable
        start, end = span(item)
        at = bisect_left(starts, start)
        if at < len(taken) and span(taken[at])[0] < end:
            continue
        if at and span(taken[at - 1])[1] > start:
            continue
        starts.insert(at, start)
        taken.insert(at, item)
    return taken


def apart(items: list[T], span: Callable[[T], tuple[int, int]]) -> list[T] | None:
    """The items in order of place, when none overlaps another and none is empty, as is the rule; else None."""
    if _quick_apart is not None:
        quickly: list[T] | None = _quick_apart(items, span)
        return quickly
    ordered = sorted(items, key=span)
    reach = -1
    for item in ordered:
        start, end = span(item)
        if start < reach or start == end:
            return None
        reach = end
    return ordered


def merged(spans: Iterable[tuple[int, int]], gap: int = 0) -> list[Span]:
    """The union of the spans, neighbours at most ``gap`` code points apart joined, in order."""
    ordered = sorted(spans)
    if not ordered:
        return []
    out: list[Span] = []
    low, high = ordered[0]
    for start, end in ordered:
        if start > high + gap:
            out.append(made((low, high)))
            low, high = start, end
        elif end > high:
            high = end
    out.append(made((low, high)))
    return out


class SpanSet:
    """Any spans, overlapping ones too, asked many times whether one of them covers or touches another.

    An answer costs a bisection, however many there are. Most sets are never asked: they are put in order on the first
    question.
    """

    __slots__ = ("_reach", "_spans", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans: list[tuple[int, int]] = list(spans)
        self._starts: list[int] = []
        self._reach: list[int] = []

    def _arrange(self) -> None:
        self._spans.sort()
        self._reach = list(accumulate((end for _, end in self._spans), max))
        self._starts = [start for start, _ in self._spans]

    def covers(self, span: tuple[int, int]) -> bool:
        """Whether ``span`` lies wholly inside one of them."""
        if not self._spans:
            return False
        if not self._starts:
            self._arrange()
        at = bisect_right(self._starts, span[0])
        return at > 0 and self._reach[at - 1] >= span[1]

    def touches(self, span: tuple[int, int]) -> bool:
        """Whether ``span`` shares at least one code point with one of them; an empty one does when it lies inside."""
        if not self._spans:
            return False
        if not self._starts:
            self._arrange()
        at = bisect_left(self._starts, span[1])
        return at > 0 and self._reach[at - 1] > span[0]


def held(items: Sequence[T], by: tuple[int, int], span: Callable[[T], tuple[int, int]]) -> list[T]:
    """The items, of a list in order of their starts, that lie wholly inside ``by``."""
    if len(items) < _FEW:
        return [item for item in items if by[0] <= (here := span(item))[0] and here[1] <= by[1]]
    out = []
    at = bisect_left(items, by[0], key=lambda item: span(item)[0])
    while at < len(items) and (here := span(items[at]))[0] <= by[1]:
        if here[1] <= by[1]:
            out.append(items[at])
        at += 1
    return out


def overlapping(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> range:
    """The indices of the spans, of sorted disjoint ones, that share at least one code point with ``span``."""
    start = bisect_right(spans, (span[0], 1 << 62))
    if start and spans[start - 1][1] > span[0]:
        start -= 1
    return range(start, max(start, bisect_left(spans, (span[1], -1), lo=start)))


def at_position(spans: Sequence[tuple[int, int]], position: int) -> int | None:
    """The index of the span, of sorted disjoint ones, that holds ``position``; None when none does."""
    at = bisect_right(spans, (position, 1 << 62)) - 1
    return at if at >= 0 and spans[at][0] <= position < spans[at][1] else None


def composed(text: str, first: Iterable[Edit], second: Iterable[Edit]) -> list[Edit]:
    """One list of edits of ``text`` that does what ``first`` does, and then ``second`` to its result.

    A second edit that touches what a first one put in is merged with it; the rest keep their place and their rule.
    Both lists are walked once, side by side.
    """
    early = sorted(first, key=lambda e: (e.span.start, e.span.end))
    late = sorted(second, key=lambda e: (e.span.start, e.span.end))
    between = apply_edits(text, early)
    out: list[Edit] = []
    at = by = 0  # the next early edit, and how far those before it moved the text
    number = 0
    while number < len(late):
        low, high = late[number].span
        while at < len(early) and _lies_before(early[at], by, low, high):
            out.append(early[at])
            by += early[at].shift
            at += 1
        start, group, moved = low, [late[number]], by
        number += 1
        while True:
            if at < len(early) and (early[at].span.start + by < high or _meets_at(early[at], by, low, high)):
                start = min(start, early[at].span.start + by)
                high = max(high, early[at].span.start + by + len(early[at].replacement))
                by += early[at].shift
                at += 1
            elif number < len(late) and late[number].span.start < high:
                high = max(high, late[number].span.end)
                group.append(late[number])
                number += 1
            else:
                break
        inner = apply_edits(between[start:high], [Edit(e.span.shifted(-start), e.replacement, e.rule) for e in group])
        out.append(Edit(Span(start - moved, high - by), inner, group[0].rule))
    return [*out, *early[at:]]


def _lies_before(edit: Edit, by: int, start: int, end: int) -> bool:
    until = edit.span.start + by + len(edit.replacement)
    return until <= start and not _meets_at(edit, by, start, end)


def _meets_at(edit: Edit, by: int, start: int, end: int) -> bool:
    """Whether something is put in exactly where something was taken out."""
    return not edit.replacement and edit.span.start + by == start == end
