"""Jieba's dictionary and its model of unknown words, in a form that opens in a millisecond, and jieba's algorithm.

Loading the dictionary as jieba and rjieba do costs more than everything else that a first draft costs. Here it is a few
arrays (``models/words.safetensors``, written by ``tousu.learn.words``), and cutting reads of it what it needs. The
words are those of jieba: the same paths, the same probabilities added in the same order, so that even ties fall the
same way; a test holds one against the other. ``_kernel.c`` does the same where it was built, over the same arrays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any

from tousu import modelfile
from tousu import patterns as re
from tousu.errors import ModelError

FIRST, LAST = 0x4E00, 0x9FD5
"""The characters that jieba cuts; any other is a word of its own."""
KIND = "words"
STATES = "BMES"
NEVER = -3.14e100
"""Jieba's logarithm of a probability of nothing."""
ARRAYS = ("ones", "firsts", "seconds", "words", "places", "sizes", "rests", "frequency")
"""The dictionary."""
UNKNOWN = ("emissions", "start", "transitions")
"""The model of unknown words."""
CLASSES = ("one_classes", "classes")
"""What kinds of words they are: see ``tousu.wordclasses``."""

_CUT = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]+|.", re.DOTALL)
_RUNS = 2048
"""Runs whose words are kept: many come in every draft."""
_ROWS = 2048
"""Rows of single characters whose words are kept: 我的, 了一 come in every draft."""
_PAIRS = 20_000
"""Pairs of characters whose words are kept."""

Entries = tuple[tuple[int, ...], dict[str, float]]
"""The lengths of the words that a pair of characters begins, the short ones first, and the words' log probabilities."""
_NONE: Entries = ((), {})


def pair_at(firsts: Any, seconds: Any, pair: str) -> int | None:
    """The number of a pair of characters in these arrays of the dictionary; None where it begins no word."""
    first, second = ord(pair[0]) - FIRST, ord(pair[1])
    end: int = firsts[first + 1]
    at = bisect_left(seconds, second, firsts[first], end)
    return None if at == end or seconds[at] != second else at


class Words:
    """The dictionary, opened.

    Args:
        arrays: the dictionary, of words of ``FIRST`` to ``LAST`` alone.

            ``ones``: how often each single character is a word.
            ``firsts``: where in ``seconds`` the pairs begin that begin with each character, and where the last end.
            ``seconds``: the second characters of these pairs, ascending.
            ``words``: where in ``sizes`` and ``frequency`` the words of each pair begin; the short ones first.
            ``places``: where in ``rests`` the third and further characters of the words of each pair begin.

            And the model of unknown words: ``emissions``, log probability of each character in each of the four
            states, 0 for none, state by state; ``start`` and ``transitions``, log probabilities of the states in the
            order of ``STATES``, row by row.
        total: how often all words were seen.
        version: of the jieba that it was made from.

    Raises:
        KeyError: an array is missing.
    """

    def __init__(self, arrays: Mapping[str, Any], total: int, version: str = "") -> None:
        self.version = version
        self._total = log(total)
        self._ones, self._firsts, self._seconds, self._words, self._places = (arrays[name] for name in ARRAYS[:5])
        self._sizes, self._rests, self._frequency = (arrays[name] for name in ARRAYS[5:])
        self._emissions, self._start, self._steps = arrays["emissions"], list(arrays["start"]), arrays["transitions"]
        self._begun: dict[str, Entries] = {}
        self.cut = lru_cache(_RUNS)(self._cut)
        self._unknown = lru_cache(_ROWS)(self._unknown_of)

    @classmethod
    def load(cls, path: Path) -> Words:
        """Read the file that ``tousu.learn.words`` writes.

        Raises:
            ModelError: it is missing, damaged, or not one.
        """
        meta, views = modelfile.views(path, KIND)
        try:
            # A memoryview hands out plain numbers, which is what a loop in Python is fast with.
            return cls(views, meta["total"], meta["jieba"])
        except (KeyError, ValueError) as error:
            raise ModelError(f"{path}: not a dictionary: {error}", path=str(path)) from None

    def _cut(self, run: str) -> tuple[int, ...]:
        """Lengths of the words of a run of Han characters."""
        out: list[int] = []
        for piece in _CUT.findall(run):
            if len(piece) == 1:
                out.append(1)
            else:
                self._piece(piece, out)
        return tuple(out)

    def _piece(self, text: str, out: list[int]) -> None:
        """Jieba's ``__cut_DAG``: the likeliest words; single characters in a row go to the model of unknown words."""
        at, size = 0, len(text)
        single = 0  # single characters waiting, just before ``at``
        length = self._route(text)
        while at < size:
            step = length[at]
            if step == 1:
                single += 1
            else:
                if single:
                    self._singles(text[at - single : at], out)
                    single = 0
                out.append(step)
            at += step
        if single:
            self._singles(text[size - single :], out)

    def _route(self, text: str) -> list[int]:
        """Length of the word that begins at each character, on the likeliest path from there."""
        best = [0.0] * (len(text) + 1)
        length = [1] * len(text)
        for start in range(len(text) - 1, -1, -1):
            count = self._ones[ord(text[start]) - FIRST]
            high = self._chance(count) + best[start + 1] if count else None
            sizes, chances = self._begun_by(text[start : start + 2])
            for size in sizes:
                if size > len(text) - start:
                    break
                chance = chances.get(text[start : start + size])
                if chance is not None:
                    score = chance + best[start + size]
                    if high is None or score >= high:  # of two equal paths jieba takes the longer word
                        high, length[start] = score, size
            best[start] = high if high is not None else best[start + 1] - self._total
        return length

    def _begun_by(self, pair: str) -> Entries:
        """The words that begin with a pair of characters."""
        known = self._begun.get(pair)
        if known is None:
            known = self._words_of(pair) if len(pair) == 2 else _NONE
            if len(self._begun) >= _PAIRS:
                self._begun.clear()  # another thread may be reading it: nobody takes what was there for what is there
            self._begun[pair] = known
        return known

    def _words_of(self, pair: str) -> Entries:
        at = pair_at(self._firsts, self._seconds, pair)
        if at is None:
            return _NONE
        chances: dict[str, float] = {}
        place = self._places[at]
        for word in range(self._words[at], self._words[at + 1]):
            more = self._sizes[word] - 2
            chances[pair + "".join(map(chr, self._rests[place : place + more]))] = self._chance(self._frequency[word])
            place += more
        return tuple(sorted({len(word) for word in chances})), chances

    def _chance(self, count: int) -> float:
        return log(count) - self._total

    def _singles(self, text: str, out: list[int]) -> None:
        """Single characters in a row: unknown words may stand among them, unless the row itself is a known word."""
        if len(text) == 1:
            out.append(1)
        else:
            out += self._unknown(text)

    def _unknown_of(self, text: str) -> list[int]:
        """Jieba's ``finalseg``: the likeliest states (Begin, Middle, End, Single), and the words they make.

        Of two equal ways jieba takes the state whose letter comes later in the alphabet.
        """
        if text in self._begun_by(text[:2])[1]:
            return [1] * len(text)
        width, emissions = LAST - FIRST + 1, self._emissions
        (_, bm, be, _, _, mm, me, _, eb, _, _, es, sb, _, _, ss) = self._steps
        back: list[tuple[int, int, int, int]] = []
        b = m = e = s = 0.0
        for at, char in enumerate(text):
            code = ord(char) - FIRST
            in_b = emissions[code] or NEVER
            in_m = emissions[code + width] or NEVER
            in_e = emissions[code + 2 * width] or NEVER
            in_s = emissions[code + 3 * width] or NEVER
            if not at:
                b, m, e, s = (p + q for p, q in zip(self._start, (in_b, in_m, in_e, in_s), strict=True))
                continue
            s_b, e_b = s + sb + in_b, e + eb + in_b
            m_m, b_m = m + mm + in_m, b + bm + in_m
            m_e, b_e = m + me + in_e, b + be + in_e
            s_s, e_s = s + ss + in_s, e + es + in_s
            back.append((3 if s_b >= e_b else 2, m_m >= b_m, m_e >= b_e, 3 if s_s >= e_s else 2))
            b, m, e, s = max(s_b, e_b), max(m_m, b_m), max(m_e, b_e), max(s_s, e_s)
        state = 3 if s >= e else 2
        path = [state]
        for came in reversed(back):
            state = came[state]
            path.append(state)
        lengths, run = [], 0
        for state in reversed(path):
            run += 1
            if state >= 2:
                lengths.append(run)
                run = 0
        return lengths
