"""Flagged words taken out of their clause, or a clause out of its sentence, where nothing told goes with them."""

from __future__ import annotations

from tousu import patterns as re
from tousu.results import Finding
from tousu.rewrite.borders import begins_clause
from tousu.rewrite.cutting import cut_out
from tousu.rewrite.grammar import CURSE, REMEDY, says_nothing, settled
from tousu.rewrite.pieces import Piece
from tousu.rewrite.protection import Protected
from tousu.spans import Span

GOES = frozenset(["insult", "emotion", "sarcasm", "understatement", "rhetorical", "hearsay"])
"""Kinds of which nothing has to stay."""

# What these kinds leave at the end of a clause is a remnant, when it has no more code points than that.
_WHOLE = frozenset(["rhetorical", "emotion", "sarcasm"])
_REMNANT = 3
# In a clause of more code points than this marks are missing, and no more than a word goes from its middle.
_RUN_ON, _WORD = 40, 6
_DONE = re.compile("(?:[了过吗呢吧啊]|不[动了通上到好开出]|没人[接管理])$")
_AS_MUCH = re.compile("能?[退赔补]多少(?:就|是|算|退|赔)")
"""What is asked for, however modestly."""
_ADVERBS = ("都", "也", "全", "真", "就", "还", "才")
"""What stands before a predicate: 三家都 without one says nothing."""
_WOULD_NOT = re.compile("不(?:敢|想|会|能|愿|要)$")
_NAMED_BEHIND = re.compile("[去来在]?[买购选用信](?!这|那|他|你|它|了)")
"""What may be a name: 再也不敢买多康的锅."""
_NAMES_IT = re.compile("(?:这|那)[^，,]{0,10}是[^，,了过没不]{1,12}")
_LIKENED = re.compile("[跟和与像同]|等于|约等于")
_NO_REMEDY = re.compile("以旧换新|退休|换着|换了")


def remove(text: str, protected: Protected, piece: Piece, part: Span, finding: Finding) -> None:
    """Take the part out of its clause, or the clause out of the sentence."""
    cut = _cut(text, protected, piece, part, finding.kind)
    if cut is None:
        return
    before = text[piece.span.start : cut.start]
    if finding.kind == "emotion" and cut.end < piece.span.end and _WOULD_NOT.search(text, part.start, part.end):
        # 再也不敢买: what somebody will not do goes with what they say of it, or not at all.
        if _NAMED_BEHIND.match(text, part.end) or any(not part.overlaps(s) for s in protected.inside(piece.span)):
            return
        cut = piece.span
    bare = cut.end == piece.span.end and bool(before) and (before.endswith(_ADVERBS) or not settled(before))
    if bare and finding.kind in GOES:
        # 现在卖家和客服: who it was, without what they did, says nothing.
        if not protected.needed(piece.span):
            cut = piece.span
        elif finding.kind == "emotion" or before.endswith(_ADVERBS):
            return
    if finding.kind == "sarcasm" and cut.end == piece.span.end and _NAMES_IT.fullmatch(before):
        # 这样的服务就是某银行的所谓…: a name is left of a judgement.
        if protected.needed(piece.span):
            return
        cut = piece.span
    if finding.kind == "exaggeration" and cut.end == piece.span.end and _LIKENED.match(part.of(text)):
        # 吸力跟没有一样: what would be cut is all that is told of it.
        return
    if cut != piece.span:
        if not protected.touches(cut):
            piece.cut(cut.start, cut.end, "", finding.rule)
        return
    stays = _asks(piece.of(text), finding.kind) or protected.needed(piece.span)
    if not stays and (bare or not protected.touches(part)):
        piece.drop(finding.rule)


def _cut(text: str, protected: Protected, piece: Piece, part: Span, kind: str) -> Span | None:
    """What goes with the part so that the rest reads on; None: it has to stay."""
    body, start = piece.of(text), piece.span.start
    if kind == "insult" and CURSE.match(body):
        return piece.span
    names = [s.shifted(-start) for s in protected.inside(piece.span)]
    found = cut_out(body, part.shifted(-start), kind, names)
    if found is None:
        return None
    cut = found.shifted(start)
    if kind in _WHOLE and 0 < piece.span.end - cut.end <= _REMNANT:
        # 憋了一肚子火没处撒: what is left of the clause would say nothing.
        remnant = Span(cut.end, piece.span.end)
        if protected.touches(remnant):
            return None
        cut = piece.span if says_nothing(text[start : cut.start]) else Span(cut.start, remnant.end)
    run_on = len(body) > _RUN_ON and cut.end - cut.start > _WORD
    return None if run_on and not _parted(text, piece, cut) else cut


def _asks(body: str, kind: str) -> bool:
    """Whether a clause asks for something, however it is put."""
    if _AS_MUCH.search(body):
        return True
    return kind not in GOES and REMEDY.search(_NO_REMEDY.sub("", body)) is not None


def _parted(text: str, piece: Piece, cut: Span) -> bool:
    """Whether what goes from a run without marks is clauses, as far as can be told."""
    begins = cut.start == piece.span.start or _DONE.search(text, piece.span.start, cut.start)
    return bool(begins) and (cut.end == piece.span.end or begins_clause(text, cut.end))
