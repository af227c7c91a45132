"""A quote that is opened in CSV and not closed takes the following rows into its cell: told apart from a long cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence


def remembered(lines: Iterable[str], raw: list[str]) -> Iterator[str]:
    """The lines, each also put into ``raw``, so that a record is known as it was written."""
    for line in lines:
        raw.append(line)
        yield line


def swallowed(cells: Sequence[str], raw: Sequence[str], delimiter: str) -> bool:
    """Whether a record of several lines holds what were rows of their own.

    Either its quotes don't fit, which happens when the next row's quote closes it or the file ends, and a line
    could be a row; or they fit by chance, and every further line looks like a row.
    """
    further = [line for line in raw[1:] if line.strip()]
    least = len(cells) - 1
    if _misquoted(raw, delimiter) and any(line.count(delimiter) >= least for line in further):
        return True
    return bool(further) and least > 0 and all(_row_like(line, cells, delimiter) for line in further)


def _misquoted(raw: Sequence[str], delimiter: str) -> bool:
    try:
        list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    return False


def _row_like(line: str, cells: Sequence[str], delimiter: str) -> bool:
    """As many cells, and a number in front of both: 3,没发货 beside 2,没退款.

    Without numbers nothing tells a row from the last line of a draft in the first column.
    """
    pieces = line.split(delimiter)
    return len(pieces) == len(cells) and cells[0].strip().isdecimal() and pieces[0].strip().isdecimal()
