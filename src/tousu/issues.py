"""Draft → ranked issues with evidence."""

from __future__ import annotations

from tousu.draft import Draft
from tousu.linear import LinearModel
from tousu.results import Issue
from tousu.rulebook import Hits, Rulebook


def classify(draft: Draft, hits: Hits, rulebook: Rulebook, model: LinearModel | None) -> tuple[Issue, ...]:
    """The issues above their thresholds, best first; ``other`` when none is."""
    return (Issue(id="other", name="其他", probability=1.0),)
