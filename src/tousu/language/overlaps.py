"""The one place where overlapping candidates of rules and of the tone model are settled."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from tousu.draft import Draft
from tousu.language.search import Candidate
from tousu.rulebook import Rulebook
from tousu.spans import Span, without_overlaps

_NEAR_BY = 40  # characters: about a long sentence
_BETWEEN = 3  # characters: a comma and a space
_MOST = 3  # times that the same words are told in one sentence, however long


def resolved(found: Sequence[Candidate], draft: Draft, rulebook: Rulebook) -> list[Candidate]:
    """Candidates in order of place: of one kind no two overlap; of two kinds only a nested one that may be.

    Among overlapping ones of a kind the rule wins over the model, then the longer; between kinds the rank of the
    kind decides. The same words said again near by in one sentence are one finding.
    """
    if len(found) < 2:
        return list(found)
    kept: list[Candidate] = []
    for kind in {c.rule.kind for c in found}:
        kept += without_overlaps((c for c in found if c.rule.kind == kind), lambda c: c.span, _rank)
    return _once_a_sentence(_joined(_between_kinds(kept, rulebook), draft, rulebook), draft)


def _rank(candidate: Candidate) -> tuple[int, int, int, str]:
    start, end = candidate.span
    return (candidate.rule.type == "tone", start - end, start, candidate.rule.id)


def _between_kinds(found: Sequence[Candidate], rulebook: Rulebook) -> list[Candidate]:
    """The best-ranked candidates that get on with each other: apart, or one inside the other where that is allowed."""

    def rank(c: Candidate) -> tuple[bool, int, int, int, str]:
        return (
            c.rule.type == "tone",
            rulebook.kinds[c.rule.kind].rank,
            c.span.start - c.span.end,
            c.span.start,
            c.rule.id,
        )

    taken: dict[str, list[Candidate]] = {}
    for candidate in sorted(found, key=rank):
        if all(
            _agree(candidate, rival, rulebook) for rivals in taken.values() for rival in _touching(rivals, candidate)
        ):
            bisect.insort(taken.setdefault(candidate.rule.kind, []), candidate, key=lambda c: c.span)
    return [candidate for kept in taken.values() for candidate in kept]


def _touching(sorted_apart: Sequence[Candidate], candidate: Candidate) -> Iterator[Candidate]:
    """Those of a list sorted by place, none overlapping another, that overlap the candidate."""
    at = bisect.bisect_right(sorted_apart, candidate.span.start, key=lambda c: c.span.start)
    for number in range(max(0, at - 1), len(sorted_apart)):
        other = sorted_apart[number]
        if other.span.start >= candidate.span.end:
            return
        if other.span.overlaps(candidate.span):
            yield other


def _agree(one: Candidate, other: Candidate, rulebook: Rulebook) -> bool:
    """Whether two overlapping candidates of different kinds may both be reported."""
    if one.span == other.span:
        return False
    inner, outer = (one, other) if other.span.covers(one.span) else (other, one)
    return outer.span.covers(inner.span) and outer.rule.kind in rulebook.kinds[inner.rule.kind].inside


def _joined(found: Sequence[Candidate], draft: Draft, rulebook: Rulebook) -> list[Candidate]:
    """Neighbours of one kind as one finding, where the kind says so: a threat goes on behind its comma."""
    ordered = sorted(found, key=lambda c: c.span)
    by_kind: dict[str, list[Candidate]] = {}
    for candidate in ordered:
        by_kind.setdefault(candidate.rule.kind, []).append(candidate)
    out: list[Candidate] = []
    last: dict[str, int] = {}
    for candidate in ordered:
        kind = candidate.rule.kind
        if kind in last and _goes_on(out[last[kind]], candidate, draft, rulebook):
            before = out[last[kind]]
            whole = before._replace(span=Span(before.span.start, candidate.span.end))
            others = (rivals for name, rivals in by_kind.items() if name != kind)
            if all(_nested(rival.span, whole.span) for rivals in others for rival in _touching(rivals, whole)):
                out[last[kind]] = whole
                continue
        last[kind] = len(out)
        out.append(candidate)
    return out


def _goes_on(one: Candidate, other: Candidate, draft: Draft, rulebook: Rulebook) -> bool:
    """Whether nothing but the marks that the kind names stands between two findings of it."""
    over = rulebook.kinds[one.rule.kind].joined_over
    between = draft.text[one.span.end : other.span.start]
    return over is not None and len(between) <= _BETWEEN and not between.strip(over)


def _nested(one: Span, other: Span) -> bool:
    return one != other and (one.covers(other) or other.covers(one))


def _once_a_sentence(found: Sequence[Candidate], draft: Draft) -> list[Candidate]:
    """Without the same words again near by in one sentence: who writes no full stop has one sentence for everything."""
    said: dict[tuple[str, str, int], list[int]] = {}
    out: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.span, c.rule.id)):
        start = candidate.span.start
        places = said.setdefault(
            (candidate.rule.id, candidate.span.of(draft.folded), draft.sentence_at(start).start), []
        )
        if not places or (start - places[-1] >= _NEAR_BY and len(places) < _MOST):
            places.append(start)
            out.append(candidate)
    return out
