"""Slips of the pen: what can be read in one way only is put right, but never in a name, a fact or a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.phrases import phrases
from tousu.rewrite.protection import closed_of
from tousu.rewrite.wording import MENDING
from tousu.rulebook import Rulebook
from tousu.spans import Edit, apply_edits

_IN_OWN_WORDS = ("demand", "delivery", "evidence")
"""Facts that tell something in the writer's words, where a slip is no part of what is told."""


def slips(draft: Draft, facts: Sequence[Fact], rulebook: Rulebook) -> list[Edit]:
    """Edits of wrong writings, in order of place, where they are words of their own: 在次 is none in 存在次品."""
    found = [(span, right) for span, right in phrases(draft, rulebook, "slips") if span.of(draft.folded) != right]
    if not found:
        return []
    closed = closed_of(draft, [f for f in facts if f.kind not in _IN_OWN_WORDS])
    borders = {token.start for token in draft.tokens} | {len(draft.text)}
    # What ends within a number ends a word all the same.
    borders |= {span.end for span, _ in found if draft.text[span.end - 1].isdigit()}
    return [
        Edit(span, right, MENDING)
        for span, right in sorted(found)
        if span.start in borders and span.end in borders and not closed.touches(span)
    ]


def as_meant(draft: Draft, facts: Sequence[Fact], rulebook: Rulebook) -> Draft:
    """The draft with those slips put right that are as long as what is right: every span of it stays where it is.

    What a slip states is what the right word states: nothing is lost or invented where somebody puts it right.
    """
    edits = [e for e in slips(draft, facts, rulebook) if len(e.replacement) == e.span.end - e.span.start]
    return Draft.made(apply_edits(draft.text, edits)) if edits else draft
