"""Run-on drafts get the marks that their clauses lack: only where a border is certain, and nothing but marks.

People who type on a telephone put white space where a comma belongs, or nothing. A mark is put in place of white
space between two clauses, before a word that only opens a clause, and at the end of a line of such clauses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.borders import DATE, MARK, border
from tousu.rewrite.runons import RULE, linked
from tousu.spans import Edit, Span, SpanSet, apply_edits

_SPACE = re.compile(r"(?<=[一-鿿0-9a-z”」）)】*])[ \t　]+(?=[一-鿿0-9“「（(【])")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(f"(?:{DATE}|后来|随后|现在|目前|希望|要求|恳请|我的(?:诉求|要求)|我要求)")
_FULL = 24


def punctuated(draft: Draft, facts: Sequence[Fact]) -> list[Edit]:
    """Edits that put in marks, in order of place; none in a fact, in a quotation, or in a line that has its marks."""
    closed = SpanSet([*(f.span for f in facts), *(q.span for q in draft.quotes)])
    quoted = SpanSet(q.span for q in draft.quotes)
    found = [
        *_spaced(draft.folded, closed),
        *linked(draft.folded, closed),
        *_doubled(draft.text, quoted),
        *_gaps(draft.text, closed),
    ]
    found.sort(key=lambda e: e.span)
    return [*found, *_ended(draft.text, found, closed)]


def _spaced(text: str, closed: SpanSet) -> Iterator[Edit]:
    """White space between clauses of a line that uses it in place of marks."""
    for line in _LINE.finditer(text):
        spaces = [Span(*m.span()) for m in _SPACE.finditer(text, *line.span())]
        marks = len(MARK.findall(line.group().rstrip()))
        if len(spaces) < 2 or marks * 2 > len(spaces):
            continue
        yield from _borders(text, Span(*line.span()), spaces, closed)


def _borders(text: str, line: Span, spaces: Sequence[Span], closed: SpanSet) -> Iterator[Edit]:
    ends = [*(s.start for s in spaces[1:]), line.end]
    sides = [
        (text[start : space.start], text[space.end : end])
        for start, space, end in zip([line.start, *(s.end for s in spaces)], spaces, ends, strict=False)
    ]
    sure = [border(*side) for side in sides]
    # Who parted clauses by white space twice did so every time.
    often = sum(sure) > (len(spaces) < 3)
    sure = [yes or (often and border(*side, likely=True)) for yes, side in zip(sure, sides, strict=True)]
    sentence, put = line.start, False
    for space, (_, after), yes in zip(spaces, sides, sure, strict=True):
        if not yes or closed.touches(space):
            continue
        full = space.start - sentence >= _FULL and _SENTENCE.match(after) is not None
        yield Edit(space, "。" if full else "，", RULE)
        sentence, put = space.end if full else sentence, True
    end = line.start + len(text[line.start : line.end].rstrip())
    if put and re.match("[一-鿿0-9a-z]", text[end - 1 : end]):
        yield Edit(Span(end, line.end), "。", RULE)


_DOUBLED = re.compile("[，,](?:[ ]*[，,])+|。。+|[，,]+(?:\\s*$|[ ]*。+)|。[，,]+")


def _doubled(text: str, quoted: SpanSet) -> Iterator[Edit]:
    """Commas in a row, a comma at the very end: one mark is enough."""
    for run in _DOUBLED.finditer(text):
        span = Span(*run.span())
        if span.start and not quoted.touches(span):
            ends = "。" in run.group() or span.end == len(text)
            yield Edit(span, "。" if ends else "，", RULE)


def _ended(text: str, found: Sequence[Edit], closed: SpanSet) -> Iterator[Edit]:
    """The full stop that a draft of several clauses, with the marks just found, lacks at its very end."""
    end = len(text.rstrip())
    if not re.match("[一-鿿]", text[end - 1 : end]) or closed.touches((end, end + 1)):
        return
    low = max(0, end - _LAST)
    near = [e._replace(span=e.span.shifted(-low)) for e in found if e.span.start >= low]
    if _ENDLESS.search(apply_edits(text[low:], near).rstrip()):
        yield Edit(Span(end, end), "。", RULE)


_LAST = 120
_ENDLESS = re.compile("[一-鿿0-9][，,。！!？?；;][^\\n，,。！!？?：:；;]{4,}(?<![吗呢])[一-鿿]$")
"""Clauses of which the last lacks its full stop; a name under a letter is none."""


def _gaps(text: str, closed: SpanSet) -> Iterator[Edit]:
    """White space before a mark."""
    for gap in _GAP.finditer(text):
        if not closed.touches(gap.span()):
            yield Edit(Span(*gap.span()), "", RULE)


_GAP = re.compile("(?<=[一-鿿0-9])[ 　]+(?=[，。])")
