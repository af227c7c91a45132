"""Edits repeated until the result needs no further one, and checked before they are given out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tousu.claims import pressure_of
from tousu.draft import Draft
from tousu.results import Fact, FactChange, Finding, Verification
from tousu.rewrite.edits import edits_of
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span, apply_edits, composed

Again = Callable[[Draft], tuple[Sequence[Fact], Callable[[], Sequence[Finding]]]]
"""Facts of a rewritten draft, and what finds its language: nobody asks for that of one that lost a fact."""

Check = Callable[[Draft, Sequence[Fact], Draft, Sequence[Fact], Sequence[Span]], Verification]
"""Before and after, each with its facts, and the pressure of the original: ``tousu.verification.compare``."""

_ROUNDS = 6


def settled_edits(
    draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding], rulebook: Rulebook, again: Again, check: Check
) -> list[Edit]:
    """The edits of one draft: after them nothing is to be edited any more, and every fact is there.

    A round reads the rewritten draft anew; what is still to be changed there is added, what harmed a fact is taken
    back sentence by sentence.
    """
    pressure = pressure_of(draft.text, findings)
    edits = edits_of(draft, facts, findings, rulebook)
    sound: list[Edit] = []
    for _ in range(_ROUNDS):
        if not edits:
            break
        now = Draft(apply_edits(draft.text, edits), limit=len(draft.text) * 8 + 1000, like=draft)
        stated, language = again(now)
        result = check(draft, facts, now, stated, pressure)
        if not result.ok:
            if sound:
                break
            edits = _harmless(draft, now, edits, [c for c in result.changes if c.verdict != "kept"])
            continue
        sound = edits
        more = edits_of(now, stated, language(), rulebook)
        if not more:
            break
        edits = composed(draft.text, edits, more)
    return [e for e in sound if e.span.of(draft.text) != e.replacement]


def _harmless(draft: Draft, now: Draft, edits: Sequence[Edit], harm: Sequence[FactChange]) -> list[Edit]:
    """The edits without those in sentences in which something was lost, changed or invented."""
    before = [draft.sentence_at(c.before_span.start) for c in harm if c.before_span]
    after = [now.sentence_at(c.after_span.start) for c in harm if c.after_span and not c.before_span]
    kept = []
    by = 0
    for edit in edits:
        at = edit.span.start + by
        by += len(edit.replacement) - (edit.span.end - edit.span.start)
        here = Span(at, at + len(edit.replacement))
        if not any(_meets(edit.span, s) for s in before) and not any(_meets(here, s) for s in after):
            kept.append(edit)
    return kept if len(kept) < len(edits) else []


def _meets(one: Span, other: Span) -> bool:
    if one.start == one.end:
        return other.start <= one.start <= other.end
    return one.start < other.end and other.start < one.end
