"""Draft → findings: language that hurts the complaint, overlaps resolved in one place."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.results import Fact, Finding
from tousu.rulebook import Hits, Rulebook
from tousu.tagging import Tagger


def find_language(
    draft: Draft, hits: Hits, facts: Sequence[Fact], rulebook: Rulebook, tagger: Tagger | None, channel: Channel | None
) -> tuple[Finding, ...]:
    """The findings in order of place."""
    return ()
