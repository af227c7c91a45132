"""Jieba's dictionary and its model of unknown words, in a form that opens in a millisecond, and jieba's algorithm.

Loading the dictionary as jieba and rjieba do costs more than everything else that a first draft costs. Here it is a
trie and two arrays (``models/words.safetensors``, written by ``tousu.learn.words``), and cutting reads of it what it
needs. The words are those of jieba: the same paths, the same probabilities added in the same order, so that even ties
fall the same way; a test holds one against the other.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any

from tousu import patterns as re
from tousu.errors import ModelError

FIRST, LAST = 0x4E00, 0x9FD5
"""The characters that jieba cuts; any other is a word of its own."""
KIND = "words"
STATES = "BMES"
NEVER = -3.14e100
"""Jieba's logarithm of a probability of nothing."""

_CUT = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]+|.", re.DOTALL)
_RUNS = 2048
"""Runs whose words are kept: many come in every draft."""
_ROWS = 2048
"""Rows of single characters whose words are kept: 我的, 了一 come in every draft."""
_PAIRS = 20_000
"""Pairs of characters of which is kept which words they begin."""
_SPREAD, MASK = 661, (1 << 19) - 1
_MOST = 12
"""A pair that begins more words is looked up in the trie each time: most of them would be compared in vain."""

Entry = tuple[str, int, float]
"""A word, its length, its log probability."""
_UNASKED: tuple[Entry, ...] = (("", 0, 0.0),)


def mark_of(pair: str) -> int:
    """Where in ``pairs`` a pair of characters is marked; others may share the place."""
    return (ord(pair[0]) * _SPREAD + ord(pair[1])) & MASK


class Words:
    """The dictionary, opened.

    Args:
        trie: a ``marisa_trie.Trie`` of the words. longest: characters of the longest.
        frequency: of each word, by its number in the trie. total: of all.
        pairs: 0 where no pair of characters with this ``mark_of`` begins a word: most pairs need no look-up.
        emissions: log probability of each character in each of the four states, 0 for none; state by state.
        start, transitions: log probabilities of the states, in the order of ``STATES``; transitions row by row.
        version: of the jieba that it was made from.
    """

    def __init__(
        self,
        trie: Any,
        frequency: Any,
        pairs: Any,
        emissions: Any,
        start: Any,
        transitions: Any,
        total: int,
        longest: int,
        version: str = "",
    ) -> None:
        self.version = version
        self._trie, self._frequency, self._pairs, self._longest = trie, frequency, pairs, longest
        self._total = log(total)
        self._emissions, self._start, self._steps = emissions, list(start), list(transitions)
        self._ones: dict[str, float | None] = {}
        self._begun: dict[str, tuple[Entry, ...] | None] = {}
        self.cut = lru_cache(_RUNS)(self._cut)
        self._unknown = lru_cache(_ROWS)(self._unknown_of)

    @classmethod
    def load(cls, path: Path) -> Words:
        """Read the file that ``tousu.learn.words`` writes.

        Raises:
            ModelError: it is missing, damaged, or not one.
        """
        from marisa_trie import Trie

        from tousu import modelfile

        meta, views = modelfile.views(path, KIND)
        try:
            # A memoryview hands out plain numbers, which is what a loop in Python is fast with.
            frequency, pairs, emissions, start, transitions = (
                views[name] for name in ("frequency", "pairs", "emissions", "start", "transitions")
            )
            trie = Trie().frombytes(views["trie"].tobytes())
            total, longest = meta["total"], meta["longest"]
            return cls(trie, frequency, pairs, emissions, start, transitions, total, longest, meta["jieba"])
        except (KeyError, ValueError, RuntimeError) as error:
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
        ones, begun, pairs = self._ones, self._begun, self._pairs
        best = [0.0] * (len(text) + 1)
        length = [1] * len(text)
        after = 0
        for start in range(len(text) - 1, -1, -1):
            char = text[start]
            one = ones[char] if char in ones else self._one(char)
            high = None if one is None else one + best[start + 1]
            code, next_ = ord(char), after
            after = code
            if high is not None and not pairs[(code * _SPREAD + next_) & MASK]:
                best[start] = high
                continue
            pair = text[start : start + 2]
            known = begun.get(pair, _UNASKED)
            if known is _UNASKED:
                known = self._words(pair)
            entries = self._found(text[start : start + self._longest]) if known is None else known
            for word, size, chance in entries:
                if text.startswith(word, start):
                    score = chance + best[start + size]
                    if high is None or score >= high:  # of two equal paths jieba takes the longer word
                        high, length[start] = score, size
            best[start] = high if high is not None else best[start + 1] - self._total
        return length

    def _one(self, char: str) -> float | None:
        """Log probability of a character as a word; None where it is none."""
        number = self._trie.get(char)
        chance = None if number is None else self._chance(number)
        self._ones[char] = chance
        return chance

    def _words(self, pair: str) -> tuple[Entry, ...] | None:
        """The words of two characters and more that begin with a pair, the short ones first; None for too many."""
        if len(pair) < 2:
            return ()
        found = sorted((len(word), word, number) for word, number in self._trie.items(pair))
        entries = tuple((word, size, self._chance(number)) for size, word, number in found)
        if len(self._begun) >= _PAIRS:
            self._begun.clear()  # another thread may be reading it: nobody takes what was there for what is there
        known = entries if len(entries) <= _MOST else None
        self._begun[pair] = known
        return known

    def _found(self, ahead: str) -> tuple[Entry, ...]:
        """The words of two characters and more at the beginning of a text, the short ones first."""
        listed = self._trie.iter_prefixes_with_ids(ahead)
        return tuple((word, len(word), self._chance(number)) for word, number in listed if len(word) > 1)

    def _chance(self, number: int) -> float:
        return log(self._frequency[number]) - self._total

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
        if self._trie.get(text) is not None:
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
