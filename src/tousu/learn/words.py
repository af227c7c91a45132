"""Jieba's dictionary and model of unknown words → ``models/words.safetensors``, which ``tousu.words`` reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tousu import modelfile
from tousu.words import FIRST, KIND, LAST, MASK, NEVER, STATES, mark_of


def export(path: Path) -> None:
    """Write the dictionary of the jieba that is installed; the same jieba gives the same bytes."""
    import jieba
    from jieba.finalseg import emit_P, start_P, trans_P
    from marisa_trie import Trie

    counts: dict[str, int] = {}
    with jieba.get_dict_file() as file:
        for line in file:
            word, count = line.decode("utf-8").split(" ")[:2]
            counts[word] = int(count)
    counts = {word: count for word, count in counts.items() if count}
    trie = Trie(sorted(counts))
    frequency = np.zeros(len(counts), dtype=np.uint32)
    for word, count in counts.items():
        frequency[trie[word]] = count
    pairs = np.zeros(MASK + 1, dtype=np.uint8)
    pairs[[mark_of(word) for word in counts if len(word) > 1]] = 1
    emissions = [emit_P[state].get(chr(code), 0.0) for state in STATES for code in range(FIRST, LAST + 1)]
    transitions = [trans_P[one].get(other, NEVER) for one in STATES for other in STATES]
    about = {"longest": max(map(len, counts)), "total": sum(counts.values()), "jieba": jieba.__version__}
    modelfile.write(
        path,
        KIND,
        about,
        {
            "trie": np.frombuffer(trie.tobytes(), dtype=np.uint8),
            "frequency": frequency,
            "pairs": pairs,
            "emissions": np.array(emissions),
            "start": np.array([start_P[state] for state in STATES]),
            "transitions": np.array(transitions),
        },
    )
