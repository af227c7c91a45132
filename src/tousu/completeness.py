"""issues + facts + channel → what is missing, asked as questions, and how ready the draft is."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.catalogue import Channel
from tousu.results import Fact, Issue, Missing, Readiness
from tousu.rulebook import Rulebook


def find_missing(
    issues: Sequence[Issue], facts: Sequence[Fact], rulebook: Rulebook, channel: Channel | None
) -> tuple[tuple[Missing, ...], Readiness]:
    """The missing facts, most important first, and the readiness figure with its parts."""
    return (), Readiness(score=0.0)
