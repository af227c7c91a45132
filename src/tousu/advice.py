"""issues + facts + channel + today → channels in order, evidence to keep, deadlines, legal basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.results import Advice, Fact, Issue
from tousu.rulebook import Hits, Rulebook


def advise(
    draft: Draft,
    hits: Hits,
    issues: Sequence[Issue],
    facts: Sequence[Fact],
    rulebook: Rulebook,
    channel: Channel | None,
    today: dt.date | None,
) -> Advice:
    """Where to go next, with what, until when, on what ground."""
    return Advice()
