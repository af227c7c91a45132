"""What lets a draft read smoothly that is edited anyway; a draft without a flaw stays as it is, to the letter.

A calm draft may leave out its subject and its 元, as people who write down facts do: that alone is no flaw. Where words
or marks of a draft are mended anyway, these are supplied as well, as a careful writer would.
"""

from __future__ import annotations

from collections.abc import Sequence

from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.subjects import subjects
from tousu.rewrite.tone import calmed, unchained
from tousu.rewrite.units import units
from tousu.spans import Edit, SpanSet


def smoothed(draft: Draft, facts: Sequence[Fact], others: Sequence[Edit], *, edited: bool) -> list[Edit]:
    """Edits that supply what is left out, none beside one of the others.

    Args:
        draft: what is read.
        facts: what it states.
        others: what is edited in it already.
        edited: whether the draft was edited before.
    """
    taken = SpanSet((e.span.start - 1, e.span.end + 1) for e in others)
    edited = edited or bool(others)
    calm = list(calmed(draft, taken, edited=edited))
    if not calm and not edited:
        return []
    return [*calm, *unchained(draft, taken), *subjects(draft, facts, taken), *units(draft, facts, taken)]
