"""The standard ``re``, for patterns that the build of the package has compiled already.

Compiling four hundred patterns costs more than all else that a first draft costs. The build keeps what ``re`` made of
each (``data/patterns.<interpreter>.bin``, never in git); it is found again by the pattern itself, so it can't be out of
date, and handed to the engine when it is first used. A pattern that is not there, or an interpreter of another kind,
compiles as ever. The modules of tousu write ``from tousu import patterns as re``.
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

from tousu import sections

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "LETTERS",
    "Alternatives",
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

_read = json.JSONDecoder().raw_decode

_wanted: set[tuple[str, int]] | None = None
"""Every pattern that was asked for, while the build listens."""


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # it is what ``re`` calls it
    """What ``re.compile`` gives."""
    flags = int(flags)
    if _wanted is not None:
        _wanted.add((pattern, flags))
    entries, codes = _store or _open()
    kept = entries.get(f"{flags} {pattern}")
    return re.compile(pattern, flags) if kept is None else cast("Pattern[str]", _Kept(pattern, kept, codes))


_AT_HAND = ("search", "match", "fullmatch", "finditer")


def _of_engine(name: str) -> property:
    return property(lambda restored: getattr(restored.engine, name))


class _Restored:
    """What ``re.compile`` gives (``engine``); with a place for what is kept of it until then.

    The methods that are called all the time are at hand; each that is kept costs the garbage collector a look.
    """

    __slots__ = ("_codes", "_kept", "engine", "pattern", *_AT_HAND)
    engine: Pattern[str]
    pattern: str
    findall, split, sub, subn, scanner = map(_of_engine, ("findall", "split", "sub", "subn", "scanner"))
    flags, groups, groupindex = map(_of_engine, ("flags", "groups", "groupindex"))

    def __eq__(self, other: object) -> bool:
        return bool(self.engine == (other.engine if isinstance(other, _Restored) else other))

    def __hash__(self) -> int:
        return hash(self.engine)

    def __repr__(self) -> str:
        return repr(self.engine)

    def __reduce__(self) -> tuple[Any, ...]:
        return re.compile, (self.pattern, self.flags)


class _Kept(_Restored):
    """A pattern that is restored when something is asked of it, which makes it one that was: a draft needs a third."""

    __slots__ = ()

    def __init__(self, pattern: str, kept: str, codes: memoryview) -> None:
        self.pattern, self._kept, self._codes = pattern, kept, codes

    def __getattr__(self, name: str) -> Any:
        flags, start, end, groups, names, by_number, *_ = _read(self._kept)[0]
        code = self._codes[start:end].tolist()
        self.engine = _sre.compile(self.pattern, flags, code, groups, names, tuple(by_number))
        for asked in _AT_HAND:
            setattr(self, asked, getattr(self.engine, asked))
        self.__class__ = _Restored  # type: ignore[assignment]  # which looks names up without coming here
        return getattr(self, name)


def needed(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of characters of each of which every match of a pattern without flags holds one, where the build kept them.

    What lacks one of them need not be searched.
    """
    entries, _ = _store or _open()
    kept = entries.get(f"0 {pattern}")
    return () if kept is None else tuple(map(frozenset, _read(kept)[0][6:]))


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


class Alternatives:
    """Many patterns with signs: those that a text may hold are told by its characters, all at once."""

    __slots__ = ("_by_letter", "_shapes")

    def __init__(self, shapes: Iterable[Signed]) -> None:
        self._shapes = tuple(shapes)
        self._by_letter: dict[str, int] = {}
        for number, shape in enumerate(self._shapes):
            for sign in shape.signs:
                self._by_letter[sign[0]] = self._by_letter.get(sign[0], 0) | 1 << number

    def likely(self, text: str) -> Iterator[Signed]:
        """The patterns of which the text holds the first character of a sign, in their order."""
        told = 0
        for letters in map(self._by_letter.get, text):
            if letters:
                told |= letters
        return (shape for number, shape in enumerate(self._shapes) if told >> number & 1) if told else iter(())


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

_store: tuple[dict[str, str], memoryview] | None = None


def _open() -> tuple[dict[str, str], memoryview]:
    """What is kept of each pattern by its flags and text, and the codes of all of them."""
    global _store
    _store = {}, memoryview(b"")
    try:
        if _MADE_FOR:
            found = sections.opened(STORE, _MADE_FOR)
            keys, kept = (str(found[name], "utf-8").split(_END) for name in ("keys", "kept"))
            _store = dict(zip(keys, kept, strict=True)), found["codes"].cast("I")
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return _store


_END = "\x1e"
"""Stands between patterns; one that holds it is not kept."""


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
        row = [full_flags, *place, groups, names, by_number, *letters]
        if _END not in pattern:
            entries[f"{flags} {pattern}"] = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            codes.extend(code)
    keys, kept = (_END.join(texts).encode() for texts in (entries, entries.values()))
    sections.write(STORE, _MADE_FOR, {"keys": keys, "kept": kept, "codes": codes.tobytes()})


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
