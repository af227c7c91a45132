"""The full stop that a draft of several clauses lacks at its very end."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.rewrite.borders import HAN
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, apply_edits

_ENDLESS = re.compile("[一-鿿0-9”」）)】][，,。！!？?；;](?P<last>[^\\n，,。！!？?：:；;]*(?<![吗呢])[一-鿿])$")
"""Clauses of which the last lacks its full stop."""
_LAST = 120
NAME = 4
"""Of no more code points is a name under a letter, which needs none."""


def unfinished(text: str, edits: Sequence[Edit] = (), longer_than: int = 0) -> bool:
    """Whether a text, with edits in its order, ends in a clause of some length without its full stop."""
    low = max(0, len(text) - _LAST)
    near = [e._replace(span=e.span.shifted(-low)) for e in edits if e.span.start >= low]
    end = _ENDLESS.search(apply_edits(text[low:], near).rstrip())
    return end is not None and len(end["last"]) > longer_than


def finished(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits of an unfinished text with a full stop at its end, where words are left there."""
    if not HAN.match(apply_edits(text, edits)[-1:]):
        return edits
    last = next((e for e in edits if e.span.end == len(text)), None)
    if last is None:
        return [*edits, Edit(Span(len(text), len(text)), "。", MENDING)]
    return [e._replace(replacement=e.replacement + "。") if e is last else e for e in edits]
