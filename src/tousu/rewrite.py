"""findings + facts + missing → edits → text and statement."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.results import Fact, Finding, Issue, Missing, Rewrite
from tousu.rulebook import Rulebook


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
    return Rewrite(text=draft.text)
