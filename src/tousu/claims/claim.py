"""One checkable piece of what a text states."""

from __future__ import annotations

from tousu import patterns as re
from tousu.records import NamedTuple
from tousu.spans import Span

BLANK = re.compile("【(?:请补充|待补充?|请填写)[^】\n]{0,60}】")
"""A blank that waits for the writer; nothing in it is a claim."""


def blanks_in(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where the blanks stand, in order."""
    if "【" not in text:
        return []
    return [Span(*m.span()) for m in BLANK.finditer(text, start, len(text) if end is None else end)]


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
