"""What stands between two stops, and what is found there and nowhere beyond.

A rewrite is read again after each round and a draft again at each key, and nearly all that stands between its stops was
read before. What is found in a stretch is remembered, whatever draft it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from tousu import patterns as re
from tousu.draft import Draft

T = TypeVar("T")

STOPS = "，,。；;！!？?：:\n…"
"""The marks that end a stretch."""
# The comma in 2,940元 ends nothing.
_STRETCH = re.compile(f"[^{STOPS}]+(?:(?<=[0-9]),(?=[0-9])[^{STOPS}]+)*[{STOPS}]?")
_KEPT = 4096
"""Stretches of which it is kept what was found: those of a hundred drafts."""
_LONGEST = 120
"""Longer ones seldom come again, and would fill the memory."""


class Confined(Generic[T]):
    """A search by stretches.

    Args:
        find: from the folded text of a stretch, with the stop that ends it, to what is found in it, spans counted from
            its beginning. It sees nothing of what stands before and behind.
    """

    def __init__(self, find: Callable[[str], Sequence[T]]) -> None:
        self._find, self._remembered = find, lru_cache(_KEPT)(find)

    def __call__(self, draft: Draft) -> Iterator[tuple[int, T]]:
        """What is found in a draft in order of its stretches, each with where its stretch begins."""
        for start, words in draft.once("stretches", _stretches):
            for found in self._remembered(words) if len(words) <= _LONGEST else self._find(words):
                yield start, found


def _stretches(draft: Draft) -> list[tuple[int, str]]:
    return [(m.start(), m.group()) for m in _STRETCH.finditer(draft.folded)]
