"""One checkable piece of what a text states."""

from __future__ import annotations

from tousu.draft import BLANK, blanks_in
from tousu.records import NamedTuple
from tousu.spans import Span

__all__ = ["Claim", "blanks_in", "unblanked"]


def unblanked(text: str) -> str:
    """The text with a row of NUL where its blanks stand, of the same length."""
    return BLANK.sub(lambda m: "\0" * len(m.group()), text) if "【" in text else text


class Claim(NamedTuple):
    """One checkable piece.

    Attributes:
        kind: ``number``, ``count``, ``identifier``, ``quote``, ``title``, ``negation``, ``modality``, ``act``,
            ``time``.
        key: normal form; equal keys say the same.
        head: what a negation or a modality is about, what a number is called; may stand without the claim.
        weak: it may vanish with the clause around it, but may not turn into something else.
    """

    kind: str
    span: Span
    key: str
    head: str = ""
    weak: bool = False
