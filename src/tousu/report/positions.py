"""Code-point offsets → lines and columns as editors count them: both from 1, a column in UTF-16 code units."""

from __future__ import annotations

from bisect import bisect_right

from tousu.records import NamedTuple


class Position(NamedTuple):
    """A place in a file; ``column`` counts UTF-16 code units, so that an emoji is two."""

    line: int
    column: int


class Positions:
    """Answers for one text where an offset lies."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]

    def of(self, offset: int) -> Position:
        """The line and column of an offset in code points, which may be the end of the text."""
        line = bisect_right(self._starts, offset)
        before = self._text[self._starts[line - 1] : offset]
        return Position(line, utf16_length(before) + 1)


def utf16_length(text: str) -> int:
    """The number of UTF-16 code units of a text without lone surrogates."""
    return len(text) + sum(letter > "\uffff" for letter in text)
