"""What must stand in a text for a pattern to match in it: characters of which each match holds one.

Of the patterns of a rule that an anchor leads to, six in seven find nothing: 了吗 may be said without any of the words
that a pattern asks for before it. Whether a clause has a character of each set is known twenty times sooner than
whether it matches. The build works the sets out and keeps them beside what ``re`` made of the pattern (``patterns``);
``re`` shows none of this, so whoever calls this expects ``AttributeError``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_MOST, _WIDEST = 3, 24
"""So many sets of a pattern are kept, and none of more characters: what nearly every clause has tells nothing."""


def needed(parsed: Any) -> list[str]:
    """The characters of the most telling sets of a parsed pattern, the smallest first."""
    told = sorted({"".join(sorted(letters)) for letters in _of_all(parsed.data)}, key=lambda s: (len(s), s))
    return [letters for letters in told if len(letters) <= _WIDEST][:_MOST]


def _of_all(items: Sequence[tuple[Any, Any]]) -> list[frozenset[str]]:
    """The sets of several in a row: all those of each."""
    return [letters for op, value in items for letters in _of(op, value)]


def _of(op: Any, value: Any) -> list[frozenset[str]]:
    """The sets of one item; none for what may match without a character, or with any."""
    name = str(op)
    if name == "LITERAL":
        return [frozenset(chr(value))]
    if name == "IN":
        letters = _letters(value)
        return [letters] if letters else []
    if name == "ATOMIC_GROUP":
        return _of_all(value)
    if name == "SUBPATTERN":
        _, added, removed, inner = value
        return [] if added or removed else _of_all(inner)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = value
        return _of_all(inner) if least else []
    if name == "BRANCH":
        # One way or the other: a character of the smallest set of each.
        ways = [_of_all(way) for way in value[1]]
        return [frozenset().union(*(min(way, key=len) for way in ways))] if all(ways) else []
    return []


def _letters(listed: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    """The characters of a set that lists them one by one; empty for one with ranges, classes or all but some."""
    return (
        frozenset(chr(value) for _, value in listed) if all(str(op) == "LITERAL" for op, _ in listed) else frozenset()
    )
