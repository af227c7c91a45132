"""The marks of a draft: those put in, and full stops where they do not meet."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.punctuation import punctuated
from tousu.rewrite.stops import stopped
from tousu.spans import Edit, SpanSet


def marks_of(draft: Draft, facts: Sequence[Fact]) -> list[Edit]:
    """Edits that put in marks, or others in their place, in order of place."""
    marks = punctuated(draft, facts)
    taken = SpanSet((e.span.start - 1, e.span.end + 1) for e in marks)
    return sorted([*marks, *(e for e in stopped(draft, facts) if not taken.touches(e.span))])
