"""How each way of a rule searches a draft: candidates, before any context is asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.records import NamedTuple
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.rules import FlagRule
from tousu.spans import Span, made

_LINE = re.compile(r"[^\n]+")
# The longest run of text a pattern sees at once: people dictate whole pages without a mark.
_LONGEST_UNIT = 4000


class Candidate(NamedTuple):
    """A place where a rule (or the tone model on behalf of one) would speak.

    ``probability`` is the model's, 1 for a rule; ``words`` are the spans that decided.
    """

    rule: FlagRule
    span: Span
    probability: float = 1.0
    words: tuple[Span, ...] = ()


def candidates(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Candidate]:
    """Every place where a rule's own words stand, in order of the rules; context has not been asked yet."""
    ground = _Ground(draft, hits, rulebook)
    return [Candidate(rule, span) for rule in _searched(hits, rulebook) for span in _SEARCH[rule.type](rule, ground)]


def _searched(hits: Hits, rulebook: Rulebook) -> Iterator[FlagRule]:
    """The rules that have anything to look for here: those with a hit, and those that need none."""
    led_to = {id_ for room, id_, group in hits if room == "flags" and group in ("word", "anchor")}
    yield from map(rulebook.flags.__getitem__, sorted(led_to))
    yield from rulebook.unanchored


class _Ground:
    """What is searched, while it is searched: a dozen rules ask for the same clauses, and nobody does afterwards."""

    def __init__(self, draft: Draft, hits: Hits, rulebook: Rulebook) -> None:
        self.draft, self.hits, self.rulebook = draft, hits, rulebook
        self._units: dict[str, _Units] = {}

    def units(self, within: str) -> _Units:
        """The clauses, the sentences or the lines."""
        found = self._units.get(within)
        if found is None:
            found = self._units[within] = _Units(self.draft.folded, _PARTS[within](self.draft))
        return found


Search = Callable[[FlagRule, _Ground], Iterable[Span]]


def _terms(rule: FlagRule, ground: _Ground) -> Iterator[Span]:
    text = ground.draft.folded
    for span in ground.hits[Owner("flags", rule.id, "word")]:
        if not _inside_latin(text, span):
            yield span


def _inside_latin(text: str, span: Span) -> bool:
    """Whether a Latin word is only part of a longer one (sb in sbwfl)."""

    def latin(at: int) -> bool:
        return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()

    return (latin(span.start) and latin(span.start - 1)) or (latin(span.end - 1) and latin(span.end))


def _patterns(rule: FlagRule, ground: _Ground) -> Iterator[Span]:
    anchors = ground.hits[Owner("flags", rule.id, "anchor")]
    sought = ground.rulebook.patterns(rule)
    for start, piece, letters in ground.units(rule.within).holding(anchors):
        for pattern, group, needed in sought:
            if any(map(letters.isdisjoint, needed)):
                continue
            for match in pattern.finditer(piece):
                low, high = match.span(group)
                if high > low:
                    yield Span(start + low, start + high)


class Unit(NamedTuple):
    """A clause, sentence or line as a pattern sees it: where it begins, its words, and which characters they have."""

    start: int
    words: str
    letters: frozenset[str]


class _Units:
    """The clauses, sentences or lines of a draft; a dozen rules ask for the same ones."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text, self._spans, self._starts = text, spans, [start for start, _ in spans]
        self._known: dict[int, Unit] = {}

    def holding(self, places: Iterable[Span]) -> list[Unit]:
        """Those that hold the places, each once, in order."""
        found = set()
        for place in places:
            at = bisect_right(self._starts, place[0]) - 1
            if at >= 0 and place[0] < self._spans[at][1]:
                found.add(at)
        return [self._known.get(at) or self._unit(at) for at in sorted(found)]

    def _unit(self, at: int) -> Unit:
        start, end = self._spans[at]
        words = self._text[start : min(end, start + _LONGEST_UNIT)]
        unit = self._known[at] = Unit(start, words, frozenset(words))
        return unit


_PARTS: dict[str, Callable[[Draft], Sequence[Span]]] = {
    "clause": lambda draft: draft.clauses,
    "sentence": lambda draft: draft.sentences,
    "line": lambda draft: [made(match.span()) for match in _LINE.finditer(draft.text)],
}


@cache
def _repeat(longest: int, least: int) -> re.Pattern[str]:
    again = "[ ！!]{0,2}(?P=word)"
    # The first time stands apart: at most characters the engine need not begin with what repeats.
    times = f"{again}(?:{again}){{{least - 2},}}" if least > 1 else f"(?:{again})*"
    return re.compile(rf"(?P<word>[\u4e00-\u9fff]{{1,{longest}}}?){times}")


def _repeats(rule: FlagRule, ground: _Ground) -> Iterator[Span]:
    for match in _repeat(rule.longest, rule.least).finditer(ground.draft.folded):
        yield Span(*match.span())


@cache
def _run(marks: str, least: int) -> re.Pattern[str]:
    # One mark may be written with several code points: a skin tone, or a family joined by U+200D.
    tone = "\U0001f3fb-\U0001f3ff"
    return re.compile(f"(?>(?![{tone}])[{marks}](?:[\ufe0f{tone}]|\u200d[{marks}])*+){{{least},}}")


def _marks(rule: FlagRule, ground: _Ground) -> Iterator[Span]:
    for match in _run(rule.marks, rule.least).finditer(ground.draft.folded):
        yield Span(*match.span())


_SEARCH: dict[str, Search] = {"terms": _terms, "pattern": _patterns, "repeat": _repeats, "marks": _marks}
