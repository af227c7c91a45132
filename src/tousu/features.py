"""Characters to feature keys, by arithmetic on arrays: what every exported model reads of a draft.

A feature is a group of characters at given offsets; its key is a 64-bit hash of them, so no string is built and
no dictionary is asked. Training and serving call the same functions, so they can't drift apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tousu.records import NamedTuple
from tousu.templates import VERSION

Codes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int32]

__all__ = [
    "VERSION",
    "Codes",
    "KeyIndex",
    "Keys",
    "Rows",
    "codes_of",
    "ngram_keys",
    "normal",
    "window_keys",
    "word_keys",
]


_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_PAD = 8


def codes_of(text: str | Codes) -> Codes:
    """The code points of a folded text, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) if isinstance(text, str) else text


def normal(codes: Codes) -> Codes:
    """Digits made alike: a model must learn the shape of a number, not the number."""
    return np.where(codes - np.uint32(0x30) <= 9, np.uint32(0x30), codes)  # below 0x30 the difference wraps around


def _salt(number: int) -> np.uint64:
    return np.uint64((number + 1) * 0xD6E8FEB86659FD93 & 0xFFFFFFFFFFFFFFFF)


def _finish(keys: Keys) -> Keys:
    """Mixes the bits, in place."""
    keys ^= keys >> np.uint64(32)
    keys *= _MIX
    keys ^= keys >> np.uint64(29)
    return keys


def ngram_keys(codes: Codes, sizes: Sequence[int]) -> list[Keys]:
    """Keys of all character n-grams, an array of shape (max(0, len - n + 1),) for each size n."""
    wide = codes.astype(np.uint64) + np.uint64(1)
    out = []
    for size in sizes:
        count = max(0, len(wide) - size + 1)
        keys = np.full(count, _salt(size), dtype=np.uint64)
        for offset in range(size):
            keys ^= wide[offset : offset + count]
            keys *= _PRIME
        out.append(_finish(keys))
    return out


LONGEST_WORD = 24
"""Words of more characters (links, rows of digits) have no key of their own: all share 0."""


def word_keys(codes: Codes, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Keys:
    """Keys of words of a text, shape (words,): the same word has the same key wherever it stands."""
    lengths = ends - starts
    keys = lengths.astype(np.uint64)
    for offset in range(min(LONGEST_WORD, int(lengths.max(initial=0)))):
        open_ = np.flatnonzero(lengths > offset)
        keys[open_] = (keys[open_] ^ (codes[starts[open_] + offset] + np.uint64(1))) * _PRIME
    return np.where(lengths > LONGEST_WORD, np.uint64(0), _finish(keys))


def window_keys(codes: Codes, templates: Sequence[Sequence[int]], salt: int = 100) -> Keys:
    """Keys of what stands around each position, shape (len, len(templates)); each template's keys lie together.

    Args:
        codes: shape (len,); character codes, or any other small numbers one a position.
        templates: offsets from the position, at most 8 either way; beyond the text stands a mark of its own.
        salt: tells families of templates apart.
    """
    padded = np.zeros(len(codes) + 2 * _PAD, dtype=np.uint64)
    padded[_PAD : _PAD + len(codes)] = codes
    padded[_PAD : _PAD + len(codes)] += np.uint64(1)
    # Row k of the view begins at offset k - _PAD: templates that differ by one place are neighbouring rows of it.
    around: Keys = np.ndarray((2 * _PAD + 1, len(codes)), np.uint64, padded, 0, (8, 8))
    out = np.empty((len(templates), len(codes)), dtype=np.uint64)
    for columns, salts, steps in _plan(tuple(map(tuple, templates)), salt):
        keys = out[columns]
        keys[:] = salts
        for step in steps:
            keys ^= around[step]
            keys *= _PRIME
    return _finish(out).T


@cache
def _plan(templates: tuple[tuple[int, ...], ...], salt: int) -> list[tuple[slice, Keys, list[slice]]]:
    """Runs of templates of one length whose offsets go up by one: their columns, salts, and rows of the view."""
    plan: list[tuple[slice, Keys, list[slice]]] = []
    start = 0
    for end in range(1, len(templates) + 1):
        last = templates[end - 1]
        if end < len(templates) and templates[end] == tuple(offset + 1 for offset in last):
            continue
        salts = np.array([[_salt(salt + column)] for column in range(start, end)], dtype=np.uint64)
        steps = [slice(_PAD + offset, _PAD + offset + end - start) for offset in templates[start]]
        plan.append((slice(start, end), salts, steps))
        start = end
    return plan


class KeyIndex:
    """From keys to row numbers by a few gathers: hash tables in levels, each holding what collided in the last.

    An entry holds all that is needed to answer, so that a key costs one look into memory: the bits of the key that
    its slot does not tell, its place plus one (0: empty), and whether other keys wanted the same slot, which are then
    in a deeper level.

    Args:
        keys: shape (n,), distinct; the row of a key is its place.
    """

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._levels: list[_Level] = []
        left = np.arange(len(keys), dtype=np.int32)
        turn = 0
        while len(left):
            # A place in ``left`` and the flag have to fit; the few that are left get room, so that levels are few.
            bits = max(4, len(left).bit_length() + (3 if turn else 1))
            mask, shared = np.uint64((1 << bits) - 1), np.uint64(1 << (bits - 1))
            turned = _turned(keys.take(left), turn)
            slots = (turned & mask).view(np.int64)
            entries = (turned & ~mask) | np.arange(1, len(left) + 1, dtype=np.uint64)
            table = np.zeros(1 << bits, dtype=np.uint64)
            table[slots[::-1]] = entries[::-1]  # of several the first stays
            beaten = np.flatnonzero(table.take(slots) != entries)
            table[slots[beaten]] |= shared
            self._levels.append(_Level(turn, mask, shared, table, left))
            left = left[beaten]
            turn = (turn + 11) % 64

    def rows(self, keys: Keys) -> Rows:
        """The row of each key, -1 where it is not known; the shape of ``keys``."""
        flat = keys.ravel()
        if not self._levels or not len(flat):
            return np.full(keys.shape, -1, dtype=np.int32)
        out, open_ = self._levels[0].find(flat)
        for level in self._levels[1:]:
            if not len(open_):
                break
            places, more = level.find(_turned(flat.take(open_), level.turn))
            out[open_] = np.where(places >= 0, level.left.take(places), -1)
            open_ = open_.take(more)
        return out.reshape(keys.shape)


class _Level(NamedTuple):
    """One table of a ``KeyIndex``.

    ``mask`` cuts the slot from a key turned by ``turn`` bits, ``shared`` is the flag; ``left`` are its keys' rows.
    """

    turn: int
    mask: np.uint64
    shared: np.uint64
    table: Keys
    left: Rows

    def find(self, turned: Keys) -> tuple[Rows, npt.NDArray[np.intp]]:
        """The places of keys in ``left``, -1 for none; and which of those without one a deeper level may know."""
        entries = self.table.take((turned & self.mask).view(np.int64))
        same = (entries ^ turned) <= self.mask
        places = (entries & (self.shared - np.uint64(1))).astype(np.int32)
        places *= same
        places -= 1
        return places, np.flatnonzero((entries & self.shared) > same * self.shared)


def _turned(keys: Keys, by: int) -> Keys:
    """The keys with their bits turned to the right."""
    return (keys >> np.uint64(by)) | (keys << np.uint64(64 - by)) if by else keys
