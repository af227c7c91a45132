"""What is left of a sentence after the cuts: marks, conjunctions and line ends that still fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tousu.draft import Draft
from tousu.results import Finding
from tousu.rewrite.borders import border, leans
from tousu.rewrite.grammar import LEADING_LINK, OPENING_LINK, asks
from tousu.rewrite.pieces import Piece
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span

_ASKED, _OUTCRY = ("？", "?"), ("！", "!")
_END = "。！？!?；;…⋯.~～"


def mended(draft: Draft, sentence: Span, pieces: Sequence[Piece], marks: Sequence[Finding]) -> list[Edit]:
    """The edits of one sentence."""
    text = draft.text
    changed = [p for p in pieces if p.dropped or p.cuts]
    runs = [p for p in pieces if any(m.span.overlaps(p.mark) for m in marks)]
    if not changed and not runs:
        return []
    kept = [p for p in pieces if not p.dropped and (p.span.end > p.span.start or not p.mark.end > p.mark.start)]
    kept = [p for p in kept if p.left(text).strip()]
    if not kept:
        return (
            [_whole(text, sentence, (changed or pieces)[0].rule or _rule(changed, marks))]
            if changed
            else _marks(text, pieces, marks)
        )
    return list(_joined(text, pieces, kept, marks))


def _rule(changed: Sequence[Piece], marks: Sequence[Finding]) -> str:
    for piece in changed:
        if piece.rule or piece.cuts:
            return piece.rule or piece.cuts[0].rule
    return marks[0].rule if marks else ""


def _whole(text: str, sentence: Span, rule: str) -> Edit:
    """The sentence with the white space that would be left over, a line that empties with its break."""
    start, end = sentence
    while end < len(text) and text[end] in " \t　":
        end += 1
    opens = start == 0 or text[start - 1] == "\n"
    closes = end == len(text) or text[end] == "\n"
    if opens and closes:
        if end < len(text):
            end += 1
        elif start > 0:
            start -= 1
    return Edit(Span(start, end), "", rule)


def _marks(text: str, pieces: Sequence[Piece], marks: Sequence[Finding]) -> list[Edit]:
    """A sentence of marks alone: nothing of it is needed."""
    spans = [m.span for m in marks]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    low, high = pieces[0].span.start, pieces[-1].mark.end
    return [Edit(Span(max(start, low), min(end, high)), "", marks[0].rule)]


def _joined(text: str, pieces: Sequence[Piece], kept: Sequence[Piece], marks: Sequence[Finding]) -> Iterable[Edit]:
    alive = {id(p) for p in kept}
    for at, piece in enumerate(pieces):
        if id(piece) not in alive:
            continue
        before = pieces[at - 1] if at else None
        after_gap = before is not None and id(before) not in alive
        nearest = next((n for n in range(at + 1, len(pieces)) if id(pieces[n]) in alive), None)
        yield from _piece(text, piece, after_gap, nearest is not None and nearest > at + 1)
        yield from _mark(text, pieces, at, nearest, marks)
    first = next(n for n, p in enumerate(pieces) if id(p) in alive)
    if first:
        # What opened the sentence is gone with its marks.
        gone = pieces[first - 1]
        yield Edit(Span(pieces[0].span.start, gone.mark.end), "", _gap_rule(pieces[:first], marks))


def _piece(text: str, piece: Piece, after_gap: bool, before_gap: bool) -> Iterable[Edit]:
    """The cuts of a kept piece, without a conjunction whose other half is gone."""
    start = piece.span.start
    cuts = sorted(piece.cuts)
    link = (LEADING_LINK if after_gap else OPENING_LINK).match(text, start, piece.span.end)
    if (
        (after_gap or before_gap)
        and link
        and link.end() < piece.span.end
        and not (cuts and cuts[0].span.start < link.end())
    ):
        yield Edit(Span(*link.span()), "", cuts[0].rule if cuts else MENDING)
    for cut in cuts:
        if cut.replacement != cut.span.of(text):
            yield Edit(cut.span, cut.replacement, cut.rule)


def _mark(text: str, pieces: Sequence[Piece], at: int, nearest: int | None, marks: Sequence[Finding]) -> Iterable[Edit]:
    """The mark after a kept piece: its own, or that of the sentence's end when all after it is gone."""
    piece = pieces[at]
    last = pieces[-1]
    end = pieces[nearest - 1].mark.end if nearest is not None else last.mark.end
    own = piece.mark.of(text)
    final = own if nearest is not None else (last.mark.of(text) or own)
    whole = any(c.span == piece.span for c in piece.cuts)
    stale = (bool(piece.cuts) and own[:1] in _ASKED and not asks(piece.left(text))) or (whole and own[:1] in _OUTCRY)
    worded = any(c.span.end == piece.span.end and c.replacement for c in piece.cuts) and not own.strip(" \t　")
    if nearest == at + 1 and not stale and not worded and not any(m.span.overlaps(piece.mark) for m in marks):
        return
    if (
        nearest is not None
        and own
        and not own.strip(" \t　")
        and _parted(text, piece, pieces[nearest], nearest - at > 1)
    ):
        final = "，"
    rule = _gap_rule(pieces[at : nearest or len(pieces)], marks)
    foreign = nearest is None and piece is not last
    new = _one(
        final,
        piece,
        text,
        foreign,
        bool(marks) and any(m.span.overlaps(last.mark if nearest is None else piece.mark) for m in marks),
    )
    if nearest is None and not last.mark.of(text) and piece is not last:
        new = ""
    if new != text[piece.mark.start : end]:
        start = piece.mark.start
        last_cut = max((c.span.end for c in piece.cuts), default=piece.span.start)
        while new and start > last_cut and text[start - 1] in " \t　":
            start -= 1  # no white space before a mark
        yield Edit(Span(start, end), new, rule)


def _parted(text: str, piece: Piece, following: Piece, gap: bool) -> bool:
    """Whether white space behind what was cut needs a comma in its place."""
    before, after = piece.left(text), following.of(text)
    if gap:  # a clause went between them, so they are two
        return not leans("", after.strip())
    ends = any(c.span.end == piece.span.end and c.replacement for c in piece.cuts)
    return ends and border(before, after, likely=True)


def _one(mark: str, piece: Piece, text: str, foreign: bool, emphasised: bool) -> str:
    """One mark that fits the words before it, with the white space and closing quotes that followed."""
    core = mark.rstrip(' \t　\n”’」』）)"')
    tail = mark[len(core) :]
    if not core:
        return mark
    words = piece.left(text)
    question = any(c in "？?" for c in core)
    if foreign and any(c in _END for c in core):
        asked = question and words.endswith(("吗", "呢", "么"))
        core = core if core[0] in ";；" else "？" if asked else "。"
    elif emphasised and core[0] in "：:，,；;、":
        core = core[0]
    elif question:
        core = (
            core
            if len(core) == 1 and asks(words) and not piece.cuts
            else ("？" if asks(words) or not (piece.cuts or emphasised) else "。")
        )
        if emphasised and not piece.cuts:
            core = "？"
    elif core[0] in _OUTCRY and any(c.span == piece.span for c in piece.cuts):
        core = "。"  # what was worded anew is not called out
    elif emphasised and any(c in "！!。.…⋯" for c in core):
        core = "。"
    elif emphasised:
        core = "，"
    if words.endswith("】") and not core:
        core = ""
    return core + tail


def _gap_rule(pieces: Sequence[Piece], marks: Sequence[Finding]) -> str:
    for piece in pieces:
        if piece.dropped or piece.cuts:
            return piece.rule or (piece.cuts[0].rule if piece.cuts else MENDING)
    span = Span(pieces[0].span.start, pieces[-1].mark.end)
    return next((m.rule for m in marks if m.span.overlaps(span)), MENDING)
