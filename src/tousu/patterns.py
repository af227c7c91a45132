"""The standard ``re``, for patterns that the build of the package has compiled already.

Compiling four hundred patterns costs more than all else that a first draft costs. The build keeps what ``re`` made of
each (``data/patterns.<interpreter>.bin``, never in git); it is found again by the pattern itself, so it can't be out of
date. A pattern that is not there, or an interpreter of another kind, compiles as ever. The modules of tousu write
``from tousu import patterns as re``.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from re import DOTALL, IGNORECASE, Match, Pattern, error, escape
from typing import Any, cast

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "LETTERS",
    "Match",
    "Pattern",
    "Signed",
    "compile",
    "error",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "needed",
    "search",
    "split",
    "sub",
]

STORE = Path(__file__).parent / "data" / f"patterns.{sys.implementation.cache_tag}.bin"

_wanted: set[tuple[str, int]] | None = None
"""Every pattern that was asked for, while the build listens."""


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # it is what ``re`` calls it
    """What ``re.compile`` gives."""
    flags = int(flags)
    if _wanted is not None:
        _wanted.add((pattern, flags))
    entries, codes = _store or _open()
    known = entries.get(f"{flags} {pattern}")
    if known is None:
        return re.compile(pattern, flags)
    full_flags, start, end, groups, names, by_number, *_ = known
    code = codes[start:end].tolist()
    return cast("Pattern[str]", _sre.compile(pattern, full_flags, code, groups, names, tuple(by_number)))


def needed(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of characters of each of which every match of a pattern without flags holds one, where the build kept them.

    What lacks one of them need not be searched.
    """
    entries, _ = _store or _open()
    known = entries.get(f"0 {pattern}", ())
    return tuple(map(frozenset, known[6:]))


LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Signs of what holds a letter, in a folded text."""


class Signed:
    """A pattern with its signs: characters or words of which each of its matches holds one, as a test proves.

    To see that a text holds none takes a fraction of the time that the engine takes to try the pattern everywhere.
    """

    __slots__ = ("pattern", "signs")

    def __init__(self, pattern: str, signs: Iterable[str]) -> None:
        self.pattern, self.signs = compile(pattern), tuple(signs)

    def finditer(self, text: str) -> Iterable[Match[str]]:
        """As the pattern's own."""
        for sign in self.signs:
            if sign in text:
                return self.pattern.finditer(text)
        return ()


_kept = lru_cache(1024)(compile)


# With the pattern in the place, as ``re`` has them.
def search(pattern: str, text: str) -> Match[str] | None:  # noqa: D103
    return _kept(pattern).search(text)


def match(pattern: str, text: str) -> Match[str] | None:  # noqa: D103
    return _kept(pattern).match(text)


def fullmatch(pattern: str, text: str) -> Match[str] | None:  # noqa: D103
    return _kept(pattern).fullmatch(text)


def findall(pattern: str, text: str) -> list[Any]:  # noqa: D103
    return _kept(pattern).findall(text)


def finditer(pattern: str, text: str) -> Iterator[Match[str]]:  # noqa: D103
    return _kept(pattern).finditer(text)


def split(pattern: str, text: str, maxsplit: int = 0) -> list[Any]:  # noqa: D103
    return _kept(pattern).split(text, maxsplit)


def sub(pattern: str, replacement: str | Callable[[Match[str]], str], text: str) -> str:  # noqa: D103
    return _kept(pattern).sub(replacement, text)


# What ``re`` is made of has no public face; wherever it is not as expected, nothing is kept and nothing is read.
try:
    import _sre  # type: ignore[import-not-found]

    _MADE_FOR = f"{_sre.MAGIC} {_sre.CODESIZE} {sys.byteorder} {array('I').itemsize}"
except (ImportError, AttributeError):
    _MADE_FOR = ""

_store: tuple[dict[str, list[Any]], memoryview] | None = None


def _open() -> tuple[dict[str, list[Any]], memoryview]:
    """The kept patterns by their flags and text, and the codes of all of them."""
    global _store
    _store = {}, memoryview(b"")
    try:
        data = STORE.read_bytes()
        size = int.from_bytes(data[:4], "little")
        head = json.loads(data[4 : 4 + size])
        if _MADE_FOR and head["made_for"] == _MADE_FOR:
            _store = head["patterns"], memoryview(data)[4 + size :].cast("I")
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return _store


def listen() -> set[tuple[str, int]]:
    """From now on every pattern that is asked for goes into this set: for the build."""
    global _wanted
    _wanted = set()
    return _wanted


def write(wanted: set[tuple[str, int]]) -> None:
    """Keep these patterns for this kind of interpreter."""
    entries, codes = {}, array("I")
    for pattern, flags in sorted(wanted):
        made = _made(pattern, flags)
        if made is None:
            return
        full_flags, code, groups, names, by_number, letters = made
        place = len(codes), len(codes) + len(code)
        entries[f"{flags} {pattern}"] = [full_flags, *place, groups, names, by_number, *letters]
        codes.extend(code)
    head = json.dumps({"made_for": _MADE_FOR, "patterns": entries}, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 4)  # the numbers begin where numbers of four bytes may
    part = STORE.with_suffix(".part")
    part.write_bytes(len(head).to_bytes(4, "little") + head + codes.tobytes())
    part.replace(STORE)


def _made(pattern: str, flags: int) -> tuple[int, list[int], int, dict[str, int], list[str | None], list[str]] | None:
    """What ``re.compile`` hands to its engine, and what a match needs; None where ``re`` is made otherwise."""
    if not _MADE_FOR:
        return None
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]  # no public face

        from tousu.beginnings import quickened
        from tousu.needed import needed as letters_of

        parsed = _parser.parse(pattern, flags)
        state = parsed.state
        by_number: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            by_number[number] = name
        code = quickened(_compiler._code(parsed, flags), parsed, int(flags | state.flags))
        full_flags = int(flags | state.flags)
        letters = [] if full_flags & IGNORECASE else letters_of(parsed)
        return full_flags, [int(c) for c in code], state.groups - 1, dict(state.groupdict), by_number, letters
    except (ImportError, AttributeError):
        return None
