"""Spans and edits: exact places, and edits that replay."""

import itertools
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tousu import spans as module
from tousu.spans import Edit, Span, SpanSet, apart, apply_edits, at_position, held, merged, without_overlaps

spans = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda x: Span(x[0], x[0] + x[1]))


def test_edits_apply_in_any_order() -> None:
    text = "气死我了，三天没发货"
    edits = [Edit(Span(9, 10), "货物", "b"), Edit(Span(0, 5), "", "a")]
    assert apply_edits(text, edits) == "三天没发货物"
    assert apply_edits(text, reversed(edits)) == "三天没发货物"


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Span(0, 3), "", "a"), Edit(Span(2, 4), "", "b")],
        [Edit(Span(3, 2), "", "a")],
        [Edit(Span(0, 99), "", "a")],
    ],
)
def test_overlapping_or_outside_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply_edits("一二三四五", edits)


@given(st.lists(spans, max_size=20))
def test_without_overlaps_keeps_disjoint_items_in_order_and_every_other_overlaps_a_kept_one(items: list[Span]) -> None:
    kept = without_overlaps(items, lambda s: s, lambda s: (s.start - s.end, s.start))
    assert kept == sorted(kept)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    assert all(any(item.overlaps(k) for k in kept) for item in items)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.integers(0, 2)), max_size=24))
def test_without_overlaps_takes_the_best_first(items: list[tuple[int, int, int]]) -> None:
    """As if each was held against all that were taken, the best first; empty ones and equals too."""
    listed = [(Span(start, start + size), rank, number) for number, (start, size, rank) in enumerate(items)]
    taken: list[tuple[Span, int, int]] = []
    for item in sorted(listed, key=lambda i: i[1]):
        at = bisect_left([t[0].start for t in taken], item[0].start)
        behind, before = taken[at : at + 1], taken[:at][-1:]
        if any(t[0].start < item[0].end for t in behind) or any(t[0].end > item[0].start for t in before):
            continue
        taken.insert(at, item)
    found = without_overlaps(listed, lambda i: i[0], lambda i: i[1])
    assert found == taken or len(items) < 2


@given(st.lists(spans, max_size=12), spans)
def test_a_set_of_spans_covers_and_touches_as_its_spans_do(items: list[Span], span: Span) -> None:
    found = SpanSet(items)
    assert found.covers(span) == any(item.covers(span) for item in items)
    assert found.touches(span) == any(item.overlaps(span) for item in items)


@given(st.lists(spans, max_size=30), spans)
def test_held_are_those_that_lie_inside(items: list[Span], span: Span) -> None:
    assert held(sorted(items), span, lambda s: s) == [item for item in sorted(items) if span.covers(item)]


@given(st.lists(st.one_of(spans, st.just(Span(7, 7))), max_size=6))
def test_what_lies_apart_is_put_in_order_the_same_by_the_kernel(items: list[Span]) -> None:
    named = [(number, span) for number, span in enumerate(items)]  # so that those of one place differ
    found = apart(named, lambda item: item[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_quick_apart", None)
        assert found == apart(named, lambda item: item[1])
    assert found is None or [number for number, _ in found] == sorted(range(len(items)), key=lambda n: items[n])


def test_places_that_are_no_pairs_are_refused() -> None:
    for wrong in (lambda item: item, lambda item: (item,), lambda item: ("a", "b")):
        with pytest.raises((TypeError, ValueError)):
            apart([1, 2], wrong)


@given(st.lists(spans, max_size=20))
def test_merged_covers_the_same_places(items: list[Span]) -> None:
    places = {at for s in items for at in range(*s)}
    assert {at for s in merged(items) for at in range(*s)} == places


def test_at_position_finds_the_span_that_holds_a_place() -> None:
    three = [Span(0, 2), Span(2, 5), Span(7, 9)]
    assert [at_position(three, p) for p in (0, 1, 2, 4, 5, 7, 9)] == [0, 0, 1, 1, None, 2, None]
