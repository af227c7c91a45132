"""A sentence cut into pieces at its punctuation; quotations stay whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tousu import patterns as re
from tousu.claims import blanks_in
from tousu.draft import Draft
from tousu.records import NamedTuple
from tousu.rewrite.wording import MENDING
from tousu.spans import Span

_SEPARATOR = re.compile(
    r"(?=[，；：。！？!?;…⋯~～\n\t,:.  　])"  # nothing else can begin one; it is looked at first
    r"(?:[，；：。！？!?;…⋯~～\n\t]|[,:](?![0-9])|(?<=[一-鿿])[.](?![0-9])|(?<=[一-鿿”」）)】])[  "
    r"　]+(?=[一-鿿“「（(【])|[  　]+$|^[  　]+"
    r"|(?<=[，；：。！？!?;…,])[  　]+)+[”’」』）)\"]*"
)


class Cut(NamedTuple):
    """A replacement inside a piece."""

    span: Span
    replacement: str
    rule: str


class Piece:
    """A clause with the punctuation after it, and what is to become of it."""

    __slots__ = ("cuts", "dropped", "mark", "rule", "span")

    def __init__(self, span: Span, mark: Span) -> None:
        self.span, self.mark = span, mark
        self.rule, self.dropped = "", False
        self.cuts: list[Cut] = []

    def of(self, text: str) -> str:
        """The clause without its mark."""
        return text[self.span.start : self.span.end]

    def cut(self, start: int, end: int, replacement: str, rule: str) -> bool:
        """Note a replacement unless it crosses an earlier one; an empty one that changes nothing is not noted."""
        if any((c.span.start < end and start < c.span.end) or c.span.start == start for c in self.cuts):
            return False
        self.cuts.append(Cut(Span(start, end), replacement, rule))
        return True

    def settle(self) -> None:
        """Note that the clause asks nothing any more, though its words stay: its mark is mended."""
        self.cuts.append(Cut(Span(self.span.end, self.span.end), "", MENDING))

    def drop(self, rule: str) -> None:
        """The whole clause goes."""
        if not self.dropped:
            self.dropped, self.rule = True, rule

    def left(self, text: str) -> str:
        """What stands here after the cuts."""
        out, at = [], self.span.start
        for cut in sorted(self.cuts):
            out += [text[at : cut.span.start], cut.replacement]
            at = cut.span.end
        return "".join((*out, text[at : self.span.end]))


def pieces_of(draft: Draft, sentence: Span) -> list[Piece]:
    """The pieces of a sentence in order; what stands in quotation marks, and a blank, is not cut."""
    known = draft.once("pieces", _none_yet)
    cut = known.get(sentence)
    if cut is None:
        cut = known[sentence] = _cut(draft, sentence)
    return [Piece(span, mark) for span, mark in cut]


def _none_yet(draft: Draft) -> dict[Span, list[tuple[Span, Span]]]:
    return {}


def _cut(draft: Draft, sentence: Span) -> list[tuple[Span, Span]]:
    """Each clause of a sentence with its mark."""
    masked = draft.text[sentence.start : sentence.end]
    if draft.quotes or "【" in masked:
        blanks = blanks_in(draft.text, *sentence)
        masked = _masked(draft.text, sentence, sorted([*_quotes_in(draft, sentence), *blanks]))
    out: list[tuple[Span, Span]] = []
    first = at = sentence.start
    for m in _SEPARATOR.finditer(masked):
        start, end = m.span()
        # Punctuation that opens a sentence belongs to nothing: a piece of no words carries it.
        out.append((Span(at, first + start), Span(first + start, first + end)))
        at = first + end
    if at < sentence.end:
        out.append((Span(at, sentence.end), Span(sentence.end, sentence.end)))
    return out


def _masked(text: str, sentence: Span, quotes: Sequence[Span]) -> str:
    """The sentence with something that separates nothing in place of its quotes."""
    out, at = [], sentence.start
    for quote in quotes:
        if quote.end > at:  # not inside one before
            out += [text[at : quote.start], "q" * (quote.end - max(at, quote.start))]
            at = quote.end
    return "".join((*out, text[at : sentence.end]))


def _quotes_in(draft: Draft, sentence: Span) -> list[Span]:
    quotes = draft.quotes
    at = bisect_left(quotes, sentence.start, key=lambda q: q.span.start)
    out = []
    while at < len(quotes) and quotes[at].span.start < sentence.end:
        if quotes[at].span.end <= sentence.end and quotes[at].mark != "【":
            out.append(quotes[at].span)
        at += 1
    return out


def touched_by(pieces: Sequence[Piece], span: Span) -> list[Piece]:
    """The pieces that share a code point with ``span``."""
    at = bisect_right(pieces, span.start, key=lambda p: p.span.end)
    out = []
    while at < len(pieces) and pieces[at].span.start < span.end:
        if pieces[at].span.overlaps(span):
            out.append(pieces[at])
        at += 1
    return out
