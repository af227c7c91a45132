"""Marks that are doubled, foreign or out of place: one mark, a Chinese one, without white space around it."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, SpanSet

_DOUBLED = re.compile("[，,](?:[ ]*[，,])+|。。+|[，,]+(?:\\s*$|[ ]*。+)|。[，,]+|；{2,}")
_GAP = re.Signed("(?<=[一-鿿0-9])[ 　]+(?=[，。])", " 　")
_COPIED = re.compile("[ 　]*;[ 　;]*")
"""What is left of the white space of a web page: " ; ;"."""
_RANGE = re.compile(
    "(?<![0-9一二三四五六七八九十.，,、第])(?P<low>[1-8一二三四五六七八])[，,](?P<high>[2-9二三四五六七八九])"
    "(?=[次天个趟遍回家人件块]|分钟|小时|公里|年(?!前)|个月)"
)
"""From so many to so many: 5，6次."""
_FOREIGN = re.compile("(?<=[一-鿿0-9”」）)])[ 　]*,[ 　]*(?=[一-鿿“「（])|(?<=[一-鿿])[ 　]*,[ 　]*(?=[0-9])")
_POINT = re.compile(
    "(?<=[一-鿿])(?<![第之][一二三四五六七八九十])(?<![、，。\\n][一二三四五六七八九十])(?<!^[一二三四五六七八九十])"
    "[.]{1,2}(?![.])[ 　]*(?=[一-鿿]|$)"
)
_BEHIND = re.compile("(?<=[。！？，；：、])[ 　]+(?=[一-鿿0-9“「（])")
_ENOUGH = 3
"""So many foreign marks are a habit, and no slip."""
_NUMERALS = "零一二三四五六七八九"


def tidied(text: str, quoted: SpanSet, closed: SpanSet) -> Iterator[Edit]:
    """One mark for marks in a row, none in what is closed, or, for those at its edge, quoted."""
    for run in _DOUBLED.finditer(text):
        span = Span(*run.span())
        if span.start and not quoted.touches(span):
            ends = "。" in run.group() or span.end == len(text)
            yield Edit(span, "；" if run.group()[0] == "；" else "。" if ends else "，", MENDING)
    for gap in _GAP.finditer(text):
        if not closed.touches(gap.span()):
            yield Edit(Span(*gap.span()), "", MENDING)
    yield from _ranges(text)
    if ";" in text:
        yield from _copied(text, closed)


def _ranges(text: str) -> Iterator[Edit]:
    for m in _RANGE.finditer(text):
        if _digit(m["high"]) == _digit(m["low"]) + 1:
            yield Edit(Span(m.end("low"), m.start("high")), "、", MENDING)


def _digit(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _NUMERALS.index(numeral)


def _copied(text: str, closed: SpanSet) -> Iterator[Edit]:
    """White space of a web page as a comma, as a full stop at the very end, as nothing beside another mark."""
    for m in _COPIED.finditer(text):
        start, end = m.span()
        if not m.group().strip(";") or not start or closed.touches((start, end)):
            continue
        beside = text[start - 1] in "，。！？；：、!?,\n" or text[end : end + 1] in ("，", "。", "\n", "！", "？")
        yield Edit(Span(start, end), "" if beside else "，" if end < len(text) else "。", MENDING)


def chinese(text: str, closed: SpanSet) -> list[Edit]:
    """Chinese marks for foreign ones between Han, and no white space behind a mark."""
    found = list[Edit]()
    if "," in text:
        found += (Edit(Span(*m.span()), "，", MENDING) for m in _FOREIGN.finditer(text))
    if "." in text:
        for m in _POINT.finditer(text):
            last = m.end() == len(text)
            found.append(Edit(Span(*m.span()), "，" if ".." in m.group() and not last else "。", MENDING))
    if " " in text or "　" in text:
        found += (Edit(Span(*m.span()), "", MENDING) for m in _BEHIND.finditer(text))
    return [e for e in found if not closed.touches(e.span)]


def habitual(edits: list[Edit]) -> bool:
    """Whether there are so many of these that they are mended for their own sake."""
    return len(edits) >= _ENOUGH
