"""Pieces of a draft as the rewrite shows them: what the statement is made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tousu.spans import Edit, Span

_BEHIND = ("【", "元")


class Shown:
    """Pieces of the draft as the rewrite shows them."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self.text = text
        self.edits = sorted(edits, key=lambda e: e.span)
        self._starts = [e.span.start for e in self.edits]
        self._widest = max((e.span.end - e.span.start for e in self.edits), default=0)
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
        low = bisect_left(self._starts, span.start - self._widest)
        for edit in self.edits[low : bisect_right(self._starts, span.end)]:
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

    def fact(self, span: Span) -> str:
        """The text of a fact: masked where it is masked, but nothing put in."""
        meets = (e for e in self.edits if e.span.overlaps(span) and not span.covers(e.span))
        led = (e for e in self.edits if e.span == (span.start, span.start))
        return self.text[span.start : span.end] if any(meets) or any(led) else self.of(span).split("【")[0]
