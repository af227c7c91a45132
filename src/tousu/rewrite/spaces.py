"""White space in place of marks, as people put it who type on a telephone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.rewrite.borders import DATE, MARK, border
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, SpanSet

_SPACE = re.compile(r"(?<=[一-鿿0-9a-z”」）)】*])[ \t　]+(?=[一-鿿0-9“「（(【])")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(f"(?:{DATE}|后来|随后|现在|目前|希望|要求|恳请|我的(?:诉求|要求)|我要求)")
_FULL, _CLAUSE, _MARKED = 24, 5, 3
_WORDS = re.compile("[一-鿿]{2}")
_TITLE = re.compile("[^，。！？,.!?:：]{4,20}(?:投诉|欺诈|欺骗|问题|维权|纠纷|异响|故障|消费)")
_TOLD = re.compile(f"{DATE}|我|本人|于|[一-鿿]?月|昨天|今天|前天|去年|今年")


def spaced(text: str, closed: SpanSet) -> Iterator[Edit]:
    """Marks in place of white space between clauses: all of it in a line that has little else, else what is sure."""
    for line in _LINE.finditer(text):
        spaces = [Span(*m.span()) for m in _SPACE.finditer(text, *line.span())]
        if not spaces:
            continue
        marks = len(MARK.findall(line.group().rstrip()))
        if len(spaces) >= 2 and marks <= _MARKED * len(spaces):
            yield from _borders(text, Span(*line.span()), spaces, closed)
        else:
            yield from _slips(text, Span(*line.span()), spaces, closed)


def _sides(text: str, line: Span, spaces: Sequence[Span]) -> list[tuple[str, str]]:
    """What stands before and behind each stretch of white space."""
    ends = [*(s.start for s in spaces[1:]), line.end]
    starts = [line.start, *(s.end for s in spaces)]
    return [
        (text[start : space.start], text[space.end : end])
        for start, space, end in zip(starts, spaces, ends, strict=False)
    ]


def _slips(text: str, line: Span, spaces: Sequence[Span], closed: SpanSet) -> Iterator[Edit]:
    """White space that slipped in where a comma belongs, in a line with its marks."""
    for space, (before, after) in zip(spaces, _sides(text, line, spaces), strict=True):
        words, following = MARK.split(before)[-1], MARK.split(after)[0]
        clauses = min(len(_WORDS.findall(words)), len(_WORDS.findall(following))) * 2 >= _CLAUSE - 1
        if clauses and border(words, following) and not closed.touches(space):
            yield Edit(space, "，", MENDING)


def _borders(text: str, line: Span, spaces: Sequence[Span], closed: SpanSet) -> Iterator[Edit]:
    sides = _sides(text, line, spaces)
    sure = [border(*side) for side in sides]
    # Who parted clauses by white space twice did so every time.
    often = sum(sure) > (len(spaces) < 3)
    sure = [yes or (often and border(*side, likely=True)) for yes, side in zip(sure, sides, strict=True)]
    sentence, put = line.start, False
    for space, (before, after), yes in zip(spaces, sides, sure, strict=True):
        if not yes or closed.touches(space) or after[:1] in "（(":
            continue
        headed = space is spaces[0] and _TITLE.fullmatch(before.strip()) and _TOLD.match(after)
        full = headed or (space.start - sentence >= _FULL and _SENTENCE.match(after))
        yield Edit(space, "。" if full else "，", MENDING)
        sentence, put = space.end if full else sentence, True
    end = line.start + len(text[line.start : line.end].rstrip())
    if put and re.match("[一-鿿0-9a-z]", text[end - 1 : end]):
        yield Edit(Span(end, line.end), "。", MENDING)
