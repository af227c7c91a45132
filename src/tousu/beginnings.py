"""What the matches of a pattern can begin with, so that the engine of ``re`` passes over all other characters.

The engine does that by itself for patterns that begin with a letter or a set. One that begins with a look around,
with alternatives or with something repeated is tried at every character of a text, which takes ten times as long. The
build writes into the code of such a pattern what ``re`` would have written if it had looked further. Matches stay
the same: a test compares. ``re`` shows none of this, so whoever calls this expects ``ImportError``, ``AttributeError``.
"""

from __future__ import annotations

from collections.abc import Sequence
from re import IGNORECASE
from typing import Any

Charset = list[tuple[Any, Any]]
"""Letters, ranges and categories, as the parser of ``re`` has them."""


def quickened(code: list[int], parsed: Any, flags: int) -> list[int]:
    """The code of a parsed pattern, with the characters that a match can begin with in its head where it has none."""
    from re import _compiler, _constants  # type: ignore[attr-defined]  # no public face

    info, skip, mask, least, most = code[:5]
    known = mask & (_constants.SRE_INFO_PREFIX | _constants.SRE_INFO_CHARSET)
    if info != _constants.INFO or known or not least or flags & IGNORECASE:
        return code
    first = _of_all(parsed.data)[0]
    if not first:
        return code
    charset, cased = _compiler._optimize_charset(first)
    if cased:
        return code
    head: list[Any] = [info, 0, mask | _constants.SRE_INFO_CHARSET, least, most]
    _compiler._compile_charset(charset, flags, head)
    head[1] = len(head) - 1
    return head + code[1 + skip :]


def _of_all(items: Sequence[tuple[Any, Any]]) -> tuple[Charset | None, bool]:
    """What several in a row can begin with, None for anything; and whether they can be empty."""
    out: Charset | None = []
    for op, value in items:
        ahead = _looked_for(op, value)
        if ahead:
            return ahead, False
        first, empty = _of(op, value)
        out = None if out is None or first is None else out + first
        if not empty:
            return out, False
    return out, True


def _of(op: Any, value: Any) -> tuple[Charset | None, bool]:
    """The same of one item."""
    name = str(op)
    if name == "LITERAL":
        return [(op, value)], False
    if name == "IN":
        return (None if str(value[0][0]) == "NEGATE" else list(value)), False
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return [], True
    if name == "ATOMIC_GROUP":
        return _of_all(value)
    if name == "SUBPATTERN":
        _, added, removed, inner = value
        return (None, True) if added or removed else _of_all(inner)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = value
        first, empty = _of_all(inner)
        return first, empty or not least
    if name == "BRANCH":
        ways = [_of_all(way) for way in value[1]]
        every = None if any(first is None for first, _ in ways) else [one for first, _ in ways for one in first or ()]
        return every, any(empty for _, empty in ways)
    return None, True


def _looked_for(op: Any, value: Any) -> Charset | None:
    """What the next character has to be by a look ahead; None where that says nothing."""
    if str(op) != "ASSERT" or value[0] < 0:
        return None
    first, empty = _of_all(value[1])
    return None if empty else first
