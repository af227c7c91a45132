"""Run-on drafts get the marks that their clauses lack: only where a border is certain, and nothing but marks.

People who type on a telephone put white space where a comma belongs (``spaces``), or nothing (``runons``), or marks in
a row (``tidying``). Whoever gets some marks mended gets all of them mended: a draft is sent as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.borders import HAN
from tousu.rewrite.ending import NAME, unfinished
from tousu.rewrite.protection import closed_of, quoted_of
from tousu.rewrite.runons import linked
from tousu.rewrite.spaces import spaced
from tousu.rewrite.tidying import chinese, habitual, tidied
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, SpanSet


def punctuated(draft: Draft, facts: Sequence[Fact]) -> list[Edit]:
    """Edits that put in marks, in order of place; none in a fact, in a quotation, or in a line that has its marks."""
    closed = closed_of(draft, facts)
    found = [
        *spaced(draft.folded, closed),
        *linked(draft.folded, closed),
        *tidied(draft.text, quoted_of(draft), closed),
    ]
    foreign = chinese(draft.text, closed)
    if found or habitual(foreign):
        found += foreign
    found = list(_apart(found))
    return sorted([*found, *_ended(draft.text, found, closed)])


def _apart(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits in order of place, of those that meet the first."""
    last = Span(-1, -1)
    for edit in sorted(edits):
        if edit.span.start >= last.end and edit.span != last:
            yield edit
            last = edit.span


def _ended(text: str, found: Sequence[Edit], closed: SpanSet) -> Iterator[Edit]:
    """The full stop that a draft of several clauses, with the marks just found, lacks at its very end."""
    end = len(text.rstrip())
    if HAN.match(text, end - 1) and not closed.touches((end, end + 1)) and unfinished(text, found, NAME):
        yield Edit(Span(end, end), "。", MENDING)
