"""What the cuts of a sentence leave that says nothing without what went."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tousu import patterns as re
from tousu.rewrite.grammar import (
    ADDRESSED,
    BEHELD,
    CURSE,
    FELT,
    FOLLOWS,
    PARTY_NOUN,
    SAID_ON,
    SIGH,
    SUPPOSED,
    says_nothing,
)
from tousu.rewrite.pieces import Piece
from tousu.rewrite.protection import Protected
from tousu.spans import Span

_SAYS_LITTLE = 16
_WHEN = re.compile("^[一-鿿]{1,6}(?:的)?时候?")
_IS = re.compile("[都全可这那][就]?是")
_GOES_ON = re.compile("(?:也|更|还|都|全)?是(?!因为|不是|否|我|在|从|由|[一-鿿]{0,8}[了过说送买卖发])")
_TAKING = re.compile("(?:你们?|他们?)?(?:收[钱费款]|卖|要钱|交钱|扣[钱款费]|付[钱款]|充[钱值])[一-鿿]{0,4}时候?")
_LED = re.compile(
    "^[^，,0-9]{2,12}这[种样](?:的)?(?:话|事|说法|规定|道理)$|^[^，,0-9]{0,8}[都已][^，,0-9]{0,8}[成到]这[样个步程][^，,]{0,3}$"
)


_ILL = re.compile("(?!我)[^，,0-9]{0,4}(?:越来越|做不|卖不|开不|天天|全都?|早日|一定|都)[^，,0-9我]{1,8}")


def _cursed(before: str, words: str) -> bool:
    """Whether words behind a curse curse on."""
    return (CURSE.match(before) or _ILL.fullmatch(before)) is not None and _ILL.fullmatch(words) is not None


def sweep(text: str, pieces: Sequence[Piece], protected: Protected) -> None:
    """A clause of which the cuts left nothing goes whole, and so does a number that headed what is gone."""
    for piece in pieces:
        if not piece.cuts or piece.dropped or not says_nothing(piece.left(text)):
            continue
        if not any(protected.touches(s) for s in _outside(piece)):
            piece.drop(piece.cuts[0].rule)
    for before, piece in pairwise(pieces):
        # Who is to hear it says nothing without what is to be heard.
        if piece.dropped and not before.dropped and ADDRESSED.fullmatch(before.of(text)):
            if not protected.touches(before.span):
                before.drop(piece.rule)
            continue
        if before.dropped and not piece.dropped and _leans(before.of(text), piece, text, protected):
            piece.drop(before.rule)
        # 祝你们倒闭，生意越来越差: the wish goes on.
        curses = before.dropped and not piece.dropped and _cursed(before.of(text), piece.of(text))
        if curses and not protected.touches(piece.span):
            piece.drop(before.rule)
        # What only led to a question that went, what was looked at with a feeling that went.
        led = piece.dropped and not before.dropped and not protected.touches(before.span)
        if led and (_LED.search(before.of(text)) or BEHELD.fullmatch(before.of(text).strip())):
            before.drop(piece.rule)
        # A condition whose consequence went leads nowhere.
        idle = (
            piece.dropped and not before.dropped and SUPPOSED.match(before.of(text)) and FOLLOWS.match(piece.of(text))
        )
        if idle and not protected.touches(before.span):
            before.drop(piece.rule)
    _but_for(text, pieces, protected)
    for before, piece in pairwise(pieces):
        _heads(text, before, piece)
    for piece in pieces:
        # A sigh that led to an outburst says nothing without it.
        if any(p.dropped for p in pieces) and not piece.dropped and SIGH.fullmatch(piece.of(text)):
            piece.drop(next(p.rule for p in pieces if p.dropped))
    gone = [p for p in pieces if p.dropped]
    rest = [p for p in pieces if not p.dropped]
    if gone and all(says_nothing(p.left(text)) and not protected.needed(p.span) for p in rest):
        for piece in rest:
            piece.drop(gone[0].rule)


def _leans(gone: str, piece: Piece, text: str, protected: Protected) -> bool:
    """Whether a short clause says nothing without the one before it, which went."""
    words = piece.of(text)
    if len(words) > _SAYS_LITTLE:
        return False
    # What somebody said who went with the clause before it would be said by nobody.
    if SAID_ON.match(words) and FELT.match(gone) and not any(c.isdigit() for c in words):
        return True
    # 收钱的时候多快，办事的时候…: one half of a comparison says nothing without the other.
    paired = _TAKING.match(gone) and _WHEN.search(words)
    # 这些钱都是血汗钱，是一辈子的积蓄: what goes on about what went is said of nothing.
    on = _IS.search(gone) and _GOES_ON.match(words)
    return bool(paired or on) and not protected.touches(piece.span)


_HEADLESS = re.compile("(?:都|也都?|还都?|却|就是不|一直|从来|一个都|没有?一个)(?=[^，,]{2,})")
_NOT_NAMED = "(?!客户|顾客|消费者|用户|我)"
_HEAD = re.compile(
    f"(?:你们?|他们?|这家?|那家?)?(?P<who>{_NOT_NAMED}(?:{PARTY_NOUN})(?:们)?(?:[和跟与、及](?:{PARTY_NOUN})(?:们)?)*)"
    "(?:也|都|全|真|就|还|简直|根本)*(?:是|不是|没|像)"
)
_BECAUSE = re.compile("(?:因为|由于|毕竟)(?=[^，,]{2,})")
_THEREFORE = re.compile("所以|因此|故|于是|就|才|导致")


def _heads(text: str, before: Piece, piece: Piece) -> None:
    """What a clause that went leaves headless: 客服都不是人，都不接电话 keeps 客服, 我生气，因为… its reason alone."""
    if not before.dropped or piece.dropped or any(c.span.start == piece.span.start for c in piece.cuts):
        return
    head = _HEAD.match(text, *before.span)
    start = piece.span.start
    if head and _HEADLESS.match(text, *piece.span):
        piece.cut(start, start, head["who"], before.rule)
    reason = _BECAUSE.match(text, *piece.span)
    if reason and not _THEREFORE.search(text, piece.mark.end, piece.mark.end + _SAYS_LITTLE):
        piece.cut(start, reason.end(), "", before.rule)


_BUT_FOR = re.compile("(?:要|若|如果)不是")


def _but_for(text: str, pieces: Sequence[Piece], protected: Protected) -> None:
    """要不是修得快，我真要骂人: what held somebody back says nothing without what it held back."""
    start = next((n for n, p in enumerate(pieces) if _BUT_FOR.match(p.of(text))), None)
    if start is None:
        return
    end = next((n for n in range(start + 1, len(pieces)) if pieces[n].dropped), None)
    held = pieces[start:end] if end is not None and all(p.dropped for p in pieces[end:]) else []
    if held and not any(p.dropped or protected.touches(p.span) for p in held):
        for piece in held:
            piece.drop(pieces[end or 0].rule)


def _outside(piece: Piece) -> list[Span]:
    out, at = [], piece.span.start
    for cut in sorted(piece.cuts):
        if at < cut.span.start:
            out.append(Span(at, cut.span.start))
        at = cut.span.end
    return out + ([Span(at, piece.span.end)] if at < piece.span.end else [])
