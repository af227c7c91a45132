"""Pieces of a draft as the rewrite shows them: what the statement is made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from tousu.spans import Edit, Span

_UNIT = "元"
_BEHIND = ("【", _UNIT)


_HEADS = ("请", "我")
"""Words that begin what follows, though they stand where a sentence before it went."""
_ENDS = ("。", "！", "？", "!", "?", "；", "\n")


def _parted(edit: Edit, text: str) -> tuple[Edit, ...]:
    """An edit, or a unit that ends what stands before it and the rest, as 元。 in place of a question."""
    start, end = edit.span
    if edit.replacement in _HEADS and start < end and text[start:end].endswith(_ENDS):
        return edit._replace(replacement=""), edit._replace(span=Span(end, end))
    if start == end or not edit.replacement.startswith(_UNIT):
        return (edit,)
    return edit._replace(span=Span(start, start), replacement=_UNIT), edit._replace(replacement=edit.replacement[1:])


class Shown:
    """Pieces of the draft as the rewrite shows them."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self.text = text
        self.edits = sorted((part for edit in edits for part in _parted(edit, text)), key=lambda e: e.span)
        self._starts = [e.span.start for e in self.edits]
        self._reach = list(accumulate((e.span.end for e in self.edits), max))
        self._known: dict[Span, str] = {}

    def of(self, span: Span) -> str:
        """The text of ``span`` after the edits; a blank and a unit end what is before, a word begins what follows."""
        if not self.edits:
            return self.text[span.start : span.end]
        known = self._known.get(span)
        if known is None:
            known = self._known[span] = self._edited(span)
        return known

    def _edited(self, span: Span) -> str:
        out, at = [], span.start
        for edit in self._near(span):
            start, end = edit.span
            inserted = start == end and (
                span.start < start <= span.end if edit.replacement[:1] in _BEHIND else span.start <= start < span.end
            )
            if not inserted and (start >= span.end or end <= span.start):
                continue
            out.append(self.text[at : max(at, start)])
            if start >= span.start:
                out.append(edit.replacement)
            at = max(at, min(end, span.end))
        out.append(self.text[at : span.end])
        return "".join(out)

    def _near(self, span: Span) -> Sequence[Edit]:
        """The edits that reach to the span, in order, and perhaps some that do not."""
        return self.edits[bisect_left(self._reach, span.start) : bisect_right(self._starts, span.end)]

    def fact(self, span: Span) -> str:
        """The text of a fact: masked where it is masked, but nothing put in."""
        near = self._near(span)
        meets = (e for e in near if e.span.overlaps(span) and not span.covers(e.span))
        led = (e for e in near if e.span == (span.start, span.start))
        return self.text[span.start : span.end] if any(meets) or any(led) else self.of(span).split("【")[0]
