"""A long chain of clauses with nothing but commas gets full stops where a sentence of its own begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.lines import a_fact_a_sentence, asks_at_last
from tousu.rewrite.pieces import Piece, pieces_of
from tousu.rewrite.protection import closed_of
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, SpanSet

_CHAIN, _MEAN, _ENDLESS = 60, 45, 90
"""A sentence of fewer code points is read at one go. Who ends sentences of fewer than so many is taken at their word,
unless one has no end at all: so many Han, numbers not counted."""
_NO_HAN = re.compile("[^一-鿿]+")
_TELLS = re.compile(
    "[了过着没有不是买购说去来到收发退要打找坏换修交拆开看送寄充办报]|订(?!单|购)|付(?!款)|下(?!单[号编时])"
)
"""Without one of these a clause only labels a number: 订单12345."""
_HANGS = re.compile(
    "(?:如果|如(?!何|今|此|图|下)|若|要是|倘|假如|除非|只要|万一|再(?:不|拖|敢|这样))[^，,]*|[^，,]{1,20}的话$"
)
"""A condition says nothing without what follows from it: 再不退款，我将依法…."""
_COMMA = re.compile("[，,][ 　]*")
_BRACKET = re.compile("[（(）)]")
_OPENED = "（("


def stopped(draft: Draft, facts: Sequence[Fact]) -> Iterator[Edit]:
    """Full stops in place of commas, none in a fact, in a quotation or in brackets."""
    long = [s for s in draft.sentences if s.end - s.start >= _CHAIN]
    if long and len(draft.text) < _MEAN * len(draft.sentences):
        long = [s for s in long if len(_NO_HAN.sub("", s.of(draft.text))) >= _ENDLESS]
    if not long:
        return
    closed = closed_of(draft, facts)
    text = draft.text
    for sentence in long:
        pieces = [p for p in pieces_of(draft, sentence) if p.span.end > p.span.start]
        starts = {g[0].span.start for g in _groups(text, pieces, facts, last=not text[sentence.end :].strip())}
        inside = _bracketed(text, sentence)
        for before, piece in pairwise(pieces):
            mark = before.mark
            if piece.span.start not in starts or not _COMMA.fullmatch(text, *mark):
                continue
            if _HANGS.match(text, *before.span):
                continue
            if before.span.start in starts and not _TELLS.search(text, *before.span):
                continue
            if not closed.touches(mark) and not inside.touches(mark):
                yield Edit(Span(*mark), "。", MENDING)


def _groups(text: str, pieces: Sequence[Piece], facts: Sequence[Fact], *, last: bool) -> list[list[Piece]]:
    """The clauses of a sentence, in sentences of their own; what is asked for at the very end is one."""
    groups = a_fact_a_sentence(pieces, lambda p: p.of(text), facts)
    if last and groups:
        at = asks_at_last(groups[-1], lambda p: p.of(text))
        if at:
            groups[-1:] = [groups[-1][:at], groups[-1][at:]]
    return groups


def _bracketed(text: str, sentence: Span) -> SpanSet:
    """What stands in round brackets; all that follows one that is not closed."""
    out, opened = [], None
    for mark in _BRACKET.finditer(text, *sentence):
        if mark.group() in _OPENED:
            opened = mark.start() if opened is None else opened
        elif opened is not None:
            out.append((opened, mark.end()))
            opened = None
    return SpanSet([*out, (opened, sentence.end)] if opened is not None else out)
