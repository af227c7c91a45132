"""Draft → facts: what the draft states, each with its place, its normal form and the reason it was recognised."""

from __future__ import annotations

import datetime as dt

from tousu.draft import Draft
from tousu.results import Fact
from tousu.rulebook import Hits, Rulebook
from tousu.tagging import Tagger


def find_facts(
    draft: Draft, hits: Hits, rulebook: Rulebook, tagger: Tagger | None, today: dt.date | None = None
) -> tuple[Fact, ...]:
    """The facts in order of place, each distinct value once."""
    return ()
