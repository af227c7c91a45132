"""What the wordings share: how they are looked up, and what they are."""

from __future__ import annotations

from collections.abc import Callable

from tousu.records import NamedTuple

Say = Callable[..., str]
"""``say(key, **fields)``: a wording of ``data/messages/rewrite.toml``."""


class Wording(NamedTuple):
    """A replacement inside a piece, offsets into the draft."""

    start: int
    end: int
    text: str


MENDING = "mending"
"""The rule on whose behalf marks, slips and left-out words are mended, where no finding asked for it."""

LEFT = Wording(-1, -1, "")
"""The verdict that a part had better stay as the person wrote it."""
