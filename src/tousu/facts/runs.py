"""Runs of digits in a draft, groups joined where their shape is that of one number (6931 7702 …, two lines)."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.facts.checks import compiled
from tousu.records import NamedTuple, quick
from tousu.rulebook import Rulebook
from tousu.spans import Span

_DASH = r"\-\u2010-\u2015－−"
# A run of digits and stars with at most a few letters, and further groups one separator away.
_RUN = re.compile(
    r"(?<![0-9a-z*])(?:[a-z]{1,12}-?)?[0-9*][0-9a-z*]{2,}"
    rf"(?:\s?[{_DASH}]\s?[0-9*][0-9a-z*]+|[ \u00a0][0-9*][0-9a-z*]*|\s*\n\s*[0-9][0-9a-z*]{{3,}})*"
)
_PIECE = re.compile(r"[0-9a-z*]+")
_SPACED_GROUPS = re.compile(r"[0-9*x]{3,5}(?:[ \u00a0-][0-9*x]{3,5}){2,5}(?:[ \u00a0-][0-9*x]{1,5})?")
_SPACED_PHONE = re.compile(rf"1[3-9][0-9][ {_DASH}][0-9*x]{{4}}[ {_DASH}][0-9]{{4}}(?![0-9])")


# Groups of any length (TL 7702 1934 08, 1 1 0 8 3 …): a number only where a label says so.
_LOOSE = re.compile(r"(?<![0-9a-z])(?:[a-z]{1,4} ?)?[0-9]{1,8}(?: [0-9]{1,5}){1,14}(?![0-9])")


@quick
class Run(NamedTuple):
    """A number as it stands: its span, and its characters without separators, folded.

    Attributes:
        loose: it is one number only if a label says so.
    """

    span: Span
    plain: str
    loose: bool = False

    @property
    def masked(self) -> bool:
        return "*" in self.plain or bool(re.search("x{2,}", self.plain))


def loose_run(text: str, at: int) -> Run | None:
    """The groups of digits right behind a label, of ten characters or more in all."""
    m = _LOOSE.match(text, at)
    if not m or not 10 <= len(m.group().replace(" ", "")) <= 24:
        return None
    return Run(Span(*m.span()), m.group().replace(" ", ""), True)


def find_runs(text: str, rulebook: Rulebook) -> Iterator[Run]:
    """Runs of digits, groups joined where their shape is that of one number."""
    for match in _RUN.finditer(text):
        at, end = match.span()
        if text.startswith("ems", at) and text[at + 3 : end].isdigit():
            at += 3  # the carrier's name, written without a space before its number
        if text[at:end].isalnum():
            yield Run(Span(at, end), text[at:end])
            continue
        while at < end:
            piece = _joined(text, at, end, rulebook)
            if piece is None:
                break
            yield Run(piece, _plain(piece.of(text)))
            at = piece.end
            while at < end and not (text[at].isalnum() or text[at] == "*"):
                at += 1


_SEPARATORS = re.compile(rf"[\s{_DASH}]")


def _plain(piece: str) -> str:
    """Without separators; but in MU0923-771 the dash belongs to the number."""
    return piece if any(c.isalpha() for c in piece) else _SEPARATORS.sub("", piece)


# 260304-118273355521: the day of the order and the rest.
_DAY_DASHED = re.compile(rf"2[0-9](?:0[1-9]|1[0-2])[0-3][0-9][{_DASH}][0-9]{{9,18}}(?![0-9])")
_BROKEN = re.compile(r"\s*\n\s*([0-9]{4,})")
_LETTERED = re.compile(rf"(?:[{_DASH}][0-9a-z]{{1,24}}){{1,4}}")
_LANDLINE_REST = re.compile(rf"[{_DASH}][0-9]{{7,8}}(?![0-9])")


def _joined(text: str, at: int, end: int, rulebook: Rulebook) -> Span | None:
    """How much of the run from ``at`` is one number."""
    for pattern in _dashed_shapes(rulebook):
        m = compiled(pattern).match(text, at, end)
        if m and not text[m.end() : m.end() + 1].isdigit():
            return Span(*m.span())
    for shape in (_SPACED_PHONE, _SPACED_GROUPS, _DAY_DASHED):
        m = shape.match(text, at, end)
        if m and (shape is _DAY_DASHED or _is_one_number(m.group())):
            return Span(*m.span())
    first = _PIECE.match(text, at, end)
    if first is None:
        return None
    stop = first.end()
    broken = _BROKEN.match(text, stop, end)
    if broken and stop - at >= 8 and 15 <= stop - at + len(broken[1]) <= 21:
        return Span(at, broken.end())
    lettered = _LETTERED.match(text, stop, end)
    if lettered and any(c.isalpha() for c in text[at : lettered.end()]):
        stop = lettered.end()
    elif text[at] == "0" and stop - at in (3, 4):
        rest = _LANDLINE_REST.match(text, stop, end)
        stop = rest.end() if rest else stop
    return Span(at, stop)


def _is_one_number(piece: str) -> bool:
    digits = len(re.sub(r"[^0-9*x]", "", piece))
    return digits == 11 or 12 <= digits <= 20


def _dashed_shapes(rulebook: Rulebook) -> list[str]:
    return [s for p in rulebook.platforms.values() if p.unmistakable for s in p.order_shapes if "-" in s]
