"""What the next round would only mend: found on the edited draft before that is read anew.

Most second rounds held nothing but 元 beside what the first one edited, or the full stop for which that made room, and
each costs one more reading of the whole draft. Where the facts stand now is known well enough to propose such edits
with the others: all of them are read and checked before they count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu.draft import Draft
from tousu.records import NamedTuple
from tousu.results import Fact
from tousu.rewrite.marks import marks_of
from tousu.rewrite.smoothing import smoothed
from tousu.rewrite.units import SURE
from tousu.spans import Edit, Span, apply_edits, composed

_TIMES = 3


class Foreseen(NamedTuple):
    """Edits with those that mend what they make, and the draft that all of them make.

    ``mended``: the facts with which nothing is left to mend in it; None where that was not seen.
    """

    edits: list[Edit]
    draft: Draft
    mended: Sequence[Fact] | None


def foreseen(draft: Draft, facts: Sequence[Fact], edits: Sequence[Edit]) -> Foreseen:
    """The edits of a draft with what the next rounds would mend."""
    out = list(edits)
    made = Draft.made(apply_edits(draft.text, out))
    for _ in range(_TIMES):
        moved = list(_moved(facts, out, made.text))
        marks = marks_of(made, moved)
        more = sorted([*marks, *smoothed(made, moved, marks, edited=True)])
        if not more:
            return Foreseen(out, made, moved)
        out = composed(draft.text, out, more)
        made = Draft.made(apply_edits(draft.text, out))
    return Foreseen(out, made, None)


def _moved(facts: Sequence[Fact], edits: Sequence[Edit], text: str) -> Iterator[Fact]:
    """The facts where edits in their order leave them, each with what became of its words."""
    first = by = 0
    for fact in facts:
        start, end = fact.span
        while first < len(edits) and edits[first].span.end <= start:
            by += edits[first].shift
            first += 1
        inside, at = 0, first
        while at < len(edits) and edits[at].span.start < end:
            inside += edits[at].shift
            at += 1
        span = Span(start + by, end + by + inside)
        yield fact if span == fact.span else fact.model_copy(update={"span": span, "text": span.of(text)})


def alike(facts: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """Whether facts are the same to whoever mends."""
    return list(map(_seen, facts)) == list(map(_seen, others))


def _seen(fact: Fact) -> tuple[str, Span, str, bool]:
    return fact.kind, fact.span, fact.text, fact.confidence >= SURE
