"""findings + facts + missing → edits → text and statement. Nothing is invented, no fact goes.

``protection`` says what may not be touched, ``pieces`` cuts a sentence, ``softening`` and ``cutting`` decide on a
clause, ``mending`` joins what is left, ``edits`` runs them over a draft, ``statement`` orders the result.
"""

from __future__ import annotations

from collections.abc import Sequence

from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.results import Fact, Finding, Issue, Missing, Rewrite
from tousu.rewrite.edits import edits_of
from tousu.rulebook import Rulebook
from tousu.spans import apply_edits


def rewrite(
    draft: Draft,
    issues: Sequence[Issue],
    facts: Sequence[Fact],
    findings: Sequence[Finding],
    missing: Sequence[Missing],
    rulebook: Rulebook,
    channel: Channel | None,
) -> Rewrite:
    """The draft with minimal edits, and the ordered statement."""
    edits = edits_of(draft, facts, findings, rulebook)
    return Rewrite(text=apply_edits(draft.text, edits), edits=tuple(edits))
