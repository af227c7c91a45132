"""The one place where overlapping candidates of rules and of the tone model are settled."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.draft import Draft
from tousu.language.search import Candidate
from tousu.rulebook import Rulebook
from tousu.spans import without_overlaps


def resolved(found: Sequence[Candidate], draft: Draft, rulebook: Rulebook) -> list[Candidate]:
    """Candidates in order of place: of one kind no two overlap; of two kinds only a nested one that may be.

    Among overlapping ones of a kind the rule wins over the model, then the longer; between kinds the rank of the
    kind decides. The same words said again in one sentence are one finding.
    """
    kept: list[Candidate] = []
    for kind in {c.rule.kind for c in found}:
        kept += without_overlaps((c for c in found if c.rule.kind == kind), lambda c: c.span, _rank)
    return _once_a_sentence(_between_kinds(kept, rulebook), draft)


def _rank(candidate: Candidate) -> tuple[int, int, int, str]:
    start, end = candidate.span
    return (candidate.rule.type == "tone", start - end, start, candidate.rule.id)


def _between_kinds(found: Sequence[Candidate], rulebook: Rulebook) -> list[Candidate]:
    """Drop what crosses a better-ranked candidate of another kind, or lies inside one in which it says nothing new."""
    out: list[Candidate] = []
    order = sorted(found, key=lambda c: (c.span.start, -c.span.end, c.rule.kind))
    for at, candidate in enumerate(order):
        rivals = _neighbours(order, at)
        if all(_stays(candidate, rival, rulebook) for rival in rivals):
            out.append(candidate)
    return out


def _neighbours(order: Sequence[Candidate], at: int) -> list[Candidate]:
    """The candidates that overlap the one at this place. At most one of each kind lies over any character."""
    span = order[at].span
    after = []
    for other in order[at + 1 :]:
        if other.span.start >= span.end:
            break
        after.append(other)
    before = [other for other in order[max(0, at - 60) : at] if other.span.overlaps(span)]
    return before + after


def _stays(candidate: Candidate, rival: Candidate, rulebook: Rulebook) -> bool:
    kind, other = rulebook.kinds[candidate.rule.kind], rulebook.kinds[rival.rule.kind]
    mine, theirs = candidate.span, rival.span
    if theirs.covers(mine) and theirs != mine:
        return rival.rule.kind in kind.inside
    if mine.covers(theirs) and theirs != mine:
        return candidate.rule.kind in other.inside or _first(candidate, rival, rulebook)
    return _first(candidate, rival, rulebook)


def _first(candidate: Candidate, rival: Candidate, rulebook: Rulebook) -> bool:
    """Whether ``candidate`` ranks before ``rival``: rules before the model, then the kind, then the longer."""

    def rank(c: Candidate) -> tuple[int, int, int, str]:
        return (c.rule.type == "tone", rulebook.kinds[c.rule.kind].rank, c.span.start - c.span.end, c.rule.id)

    return rank(candidate) < rank(rival)


def _once_a_sentence(found: Sequence[Candidate], draft: Draft) -> list[Candidate]:
    said: set[tuple[str, str, int]] = set()
    out: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (c.span, c.rule.id)):
        sentence = draft.sentence_at(candidate.span.start).start
        key = (candidate.rule.id, candidate.span.of(draft.folded), sentence)
        if key not in said:
            said.add(key)
            out.append(candidate)
    return out
