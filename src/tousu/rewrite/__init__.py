"""findings + facts + missing → edits → text and statement. Nothing is invented, no fact goes.

``protection`` says what may not be touched, ``pieces`` cuts a sentence, the ``editor`` decides on each clause
(``softening``, ``removal``, ``emphasis``, ``threats``, ``veiled``), ``mending`` joins what is left, ``edits`` runs
that over a draft, ``rounds`` repeats that until the result needs no further edit and
checks it, for a long draft part by part (``parts``), with what
the next round would only mend (``foresight``). Slips of the pen go first (``slips``); what is edited anyway is smoothed
(``smoothing``). ``marks`` are put in by ``punctuation`` (``spaces``, ``runons``, ``tidying``) and ``stops``, where
clauses part (``borders``, ``lines``). ``statement`` orders
the facts: ``sections`` deals the clauses out by what they are in a complaint (``roles``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from tousu.catalogue import Channel
from tousu.claims import pressure_of
from tousu.draft import Draft
from tousu.results import Fact, Finding, Issue, Missing, Rewrite
from tousu.rewrite.rounds import Again, Check, Language, settled_edits
from tousu.rewrite.slips import as_meant
from tousu.rewrite.statement import blanks_of, headings, statements
from tousu.rulebook import Rulebook
from tousu.spans import Edit, SpanSet, apply_edits

__all__ = ["as_meant", "headings", "rewrite"]


def rewrite(
    draft: Draft,
    issues: Sequence[Issue],
    facts: Sequence[Fact],
    findings: Sequence[Finding],
    missing: Sequence[Missing],
    rulebook: Rulebook,
    channel: Channel | None,
    *,
    again: Again,
    check: Check,
    masks: Sequence[Edit] = (),
) -> Rewrite:
    """The draft with minimal edits, and the ordered statement.

    Args:
        draft: what the person wrote.
        issues: what it complains of, best first.
        facts: what it states.
        findings: the language to change.
        missing: what its reader needs and it lacks.
        rulebook: wording and word lists.
        channel: where it goes; None: anywhere.
        again: reads a rewritten draft anew, so that the result needs no further edit.
        check: whether a rewritten draft keeps every fact; what it refuses is not emitted.
        masks: edits that hide personal data on a public channel.
    """
    again = _remembered(again)
    edits = settled_edits(draft, facts, findings, rulebook, again, check)
    masked = _together(edits, masks)
    text = apply_edits(draft.text, masked)
    statement = next(
        filter(
            _sound(draft, facts, findings, rulebook, again, check),
            statements(draft, masked, issues, facts, missing, rulebook, channel),
        ),
        "",
    )
    return Rewrite.model_construct(
        text=text, edits=tuple(masked), statement=statement, open=blanks_of(text, statement, missing, rulebook)
    )


def _sound(
    draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding], rulebook: Rulebook, again: Again, check: Check
) -> Callable[[str], bool]:
    """Whether a statement harms no fact of the draft, slips of the pen mended as in the rewrite."""
    meant = as_meant(draft, facts, rulebook)
    stated = facts if meant is draft else again(meant)[0]
    pressure = pressure_of(draft.text, findings)
    labels = headings(rulebook)

    def sound(statement: str) -> bool:
        made = Draft.made(statement)
        return not check(meant, stated, made, [f for f in again(made)[0] if f.text not in labels], pressure)

    return sound


def _remembered(again: Again) -> Again:
    """Reads each text but once: the draft as meant is read for the rewrite and for the statement."""
    known: dict[str, tuple[Sequence[Fact], Language]] = {}

    def read(draft: Draft) -> tuple[Sequence[Fact], Language]:
        if draft.text not in known:
            stated, language = again(draft)
            known[draft.text] = stated, cache(language)
        return known[draft.text]

    return read


def _together(edits: Sequence[Edit], masks: Sequence[Edit]) -> list[Edit]:
    """Edits in order of place with the masks that meet none of them; an insertion joins the edit that follows it."""
    taken = SpanSet(e.span for e in edits)
    free = [m for m in masks if not taken.touches(m.span)]
    out: list[Edit] = []
    for edit in sorted([*edits, *free], key=lambda e: e.span):
        last = out[-1] if out else None
        if last and last.span.start == last.span.end == edit.span.start:
            out[-1] = Edit(edit.span, last.replacement + edit.replacement, edit.rule)
        else:
            out.append(edit)
    return out
