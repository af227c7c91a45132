"""The classes of words (nouns, names of places, verbs …) by jieba's dictionary, beside ``tousu.words``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from tousu import modelfile
from tousu.words import FIRST, KIND, LAST, pair_at

UNKNOWN, OTHER = 0, 1
"""The classes of a word that the dictionary does not hold, and of one whose tag is none of ``CLASSES``."""
CLASSES = {
    tag: number
    for number, tags in enumerate(
        (
            *("n", "nr", "ns", "nz", "nt", "v vg vi vq", "vn", "a", "d", "m", "q", "t", "i l", "r", "p", "c", "u"),
            *("y e o", "f", "s", "b", "z", "j"),
        ),
        start=OTHER + 1,
    )
    for tag in tags.split()
}
"""Tags of jieba's dictionary and the number of their class."""


def class_of_tag(tag: str) -> int:
    """The number of the class that a tag belongs to: its longest known beginning decides."""
    return next((CLASSES[tag[:size]] for size in (3, 2, 1) if tag[:size] in CLASSES), OTHER)


class WordClasses:
    """The classes, opened.

    Args:
        arrays: those of ``tousu.words.Words``, and beside them ``one_classes``, the class of each single character, and
            ``classes``, the class of each longer word in the order of ``sizes``.
    """

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self._firsts, self._seconds, self._words = (arrays[name] for name in ("firsts", "seconds", "words"))
        self._places, self._sizes, self._rests = (arrays[name] for name in ("places", "sizes", "rests"))
        self._ones, self._classes = arrays["one_classes"], arrays["classes"]

    def of(self, word: str) -> int:
        """The number of the class of a word."""
        if not word or not all(FIRST <= ord(char) <= LAST for char in word[:2]):
            return UNKNOWN
        if len(word) == 1:
            return int(self._ones[ord(word) - FIRST])
        at = pair_at(self._firsts, self._seconds, word[:2])
        if at is None:
            return UNKNOWN
        more, place = [ord(char) for char in word[2:]], self._places[at]
        for number in range(self._words[at], self._words[at + 1]):
            size = self._sizes[number] - 2
            if size == len(more) and self._rests[place : place + size].tolist() == more:
                return int(self._classes[number])
            place += size
        return UNKNOWN


@cache
def packaged() -> WordClasses:
    """Those of the dictionary that comes with tousu."""
    return WordClasses(modelfile.views(modelfile.folder() / "words.safetensors", KIND)[1])
