"""Jieba's dictionary and model of unknown words → ``models/words.safetensors``, which ``tousu.words`` reads."""

from __future__ import annotations

from itertools import accumulate, groupby
from pathlib import Path

import numpy as np

from tousu import modelfile
from tousu.wordclasses import class_of_tag
from tousu.words import FIRST, KIND, LAST, NEVER, STATES

_WIDTH = LAST - FIRST + 1


def export(path: Path) -> None:
    """Write the dictionary of the jieba that is installed; the same jieba gives the same bytes."""
    import jieba
    from jieba.finalseg import emit_P, start_P, trans_P

    counts, classes = _entries()
    emissions = [emit_P[state].get(chr(code), 0.0) for state in STATES for code in range(FIRST, LAST + 1)]
    transitions = [trans_P[one].get(other, NEVER) for one in STATES for other in STATES]
    arrays = {
        **_dictionary(counts, classes),
        "emissions": np.array(emissions),
        "start": np.array([start_P[state] for state in STATES]),
        "transitions": np.array(transitions),
    }
    modelfile.write(path, KIND, {"total": sum(counts.values()), "jieba": jieba.__version__}, arrays)


def _entries() -> tuple[dict[str, int], dict[str, int]]:
    """How often jieba saw each word, and the number of the word's class."""
    import jieba

    counts: dict[str, int] = {}
    classes: dict[str, int] = {}
    with jieba.get_dict_file() as file:
        for line in file:
            word, count, tag = line.decode("utf-8").split()
            if int(count):
                counts[word], classes[word] = int(count), class_of_tag(tag)
    return counts, classes


def _dictionary(counts: dict[str, int], classes: dict[str, int]) -> modelfile.Arrays:
    """The words by their first two characters, as ``tousu.words.Words`` takes them; only what jieba ever looks up."""
    words = [word for word in counts if all(FIRST <= ord(char) <= LAST for char in word)]
    ones, one_classes = np.zeros(_WIDTH, dtype=np.uint32), np.zeros(_WIDTH, dtype=np.uint8)
    for word in words:
        if len(word) == 1:
            ones[ord(word) - FIRST], one_classes[ord(word) - FIRST] = counts[word], classes[word]
    longer = sorted((word for word in words if len(word) > 1), key=lambda word: (word[:2], len(word), word))
    pairs = [(pair, list(held)) for pair, held in groupby(longer, lambda word: word[:2])]
    begun = np.bincount([ord(pair[0]) - FIRST for pair, _ in pairs], minlength=_WIDTH)
    rests = [sum(len(word) - 2 for word in held) for _, held in pairs]
    return {
        "ones": ones,
        "firsts": np.concatenate([[0], np.cumsum(begun)]).astype(np.uint32),
        "seconds": np.array([ord(pair[1]) for pair, _ in pairs], dtype=np.uint16),
        "words": np.array([*accumulate((len(held) for _, held in pairs), initial=0)], dtype=np.uint32),
        "places": np.array([*accumulate(rests, initial=0)], dtype=np.uint32),
        "sizes": np.array([len(word) for word in longer], dtype=np.uint8),
        "rests": np.array([ord(char) for word in longer for char in word[2:]], dtype=np.uint16),
        "frequency": np.array([counts[word] for word in longer], dtype=np.uint32),
        "one_classes": one_classes,
        "classes": np.array([classes[word] for word in longer], dtype=np.uint8),
    }
