"""How each way of a rule searches a draft: candidates, before any context is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tousu import patterns as re
from tousu.draft import Draft
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.rules import FlagRule
from tousu.spans import Span, at_position, made

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
    out: list[Candidate] = []
    for rule, search in _searched(hits, rulebook):
        out += (Candidate(rule, span) for span in search(rule, draft, hits, rulebook))
    return out


Search = Callable[[FlagRule, Draft, Hits, Rulebook], Iterable[Span]]


def _searched(hits: Hits, rulebook: Rulebook) -> Iterator[tuple[FlagRule, Search]]:
    """The rules that have anything to look for here: those with a hit, and those that need none."""
    led_to = {id_ for room, id_, group in hits if room == "flags" and group in ("word", "anchor")}
    for rule in (*(rulebook.flags[id_] for id_ in sorted(led_to)), *rulebook.unanchored):
        yield rule, _SEARCH[rule.type]


def _terms(rule: FlagRule, draft: Draft, hits: Hits, rulebook: Rulebook) -> Iterator[Span]:
    text = draft.folded
    for span in hits[Owner("flags", rule.id, "word")]:
        if not _inside_latin(text, span):
            yield span


def _inside_latin(text: str, span: Span) -> bool:
    """Whether a Latin word is only part of a longer one (sb in sbwfl)."""

    def latin(at: int) -> bool:
        return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()

    return (latin(span.start) and latin(span.start - 1)) or (latin(span.end - 1) and latin(span.end))


def _patterns(rule: FlagRule, draft: Draft, hits: Hits, rulebook: Rulebook) -> Iterator[Span]:
    anchors = hits[Owner("flags", rule.id, "anchor")]
    text = draft.folded
    for unit in units(draft, anchors, rule.within):
        piece = text[unit.start : unit.end]
        for pattern in rulebook.patterns(rule):
            narrowed = "flag" in pattern.groupindex
            for match in pattern.finditer(piece):
                start, end = match.span("flag") if narrowed else match.span()
                if end > start:
                    yield Span(unit.start + start, unit.start + end)


def units(draft: Draft, places: Iterable[Span], within: str) -> list[Span]:
    """The clauses, sentences or lines that hold the places, each once, in order."""
    if within == "clause":
        found = {draft.clause_at(place.start) for place in places}
    elif within == "sentence":
        found = {draft.sentence_at(place.start) for place in places}
    else:
        lines = draft.once("lines", lambda d: [made(match.span()) for match in _LINE.finditer(d.text)])
        held = (at_position(lines, place.start) for place in places)
        found = {lines[at] for at in held if at is not None}
    return [
        Span(unit.start, min(unit.end, unit.start + _LONGEST_UNIT)) for unit in sorted(found) if unit.end > unit.start
    ]


@cache
def _repeat(longest: int, least: int) -> re.Pattern[str]:
    again = "[ ！!]{0,2}(?P=word)"
    # The first time stands apart: at most characters the engine need not begin with what repeats.
    times = f"{again}(?:{again}){{{least - 2},}}" if least > 1 else f"(?:{again})*"
    return re.compile(rf"(?P<word>[\u4e00-\u9fff]{{1,{longest}}}?){times}")


def _repeats(rule: FlagRule, draft: Draft, hits: Hits, rulebook: Rulebook) -> Iterator[Span]:
    for match in _repeat(rule.longest, rule.least).finditer(draft.folded):
        yield Span(*match.span())


@cache
def _run(marks: str, least: int) -> re.Pattern[str]:
    # One mark may be written with several code points: a skin tone, or a family joined by U+200D.
    tone = "\U0001f3fb-\U0001f3ff"
    return re.compile(f"(?>(?![{tone}])[{marks}](?:[\ufe0f{tone}]|\u200d[{marks}])*+){{{least},}}")


def _marks(rule: FlagRule, draft: Draft, hits: Hits, rulebook: Rulebook) -> Iterator[Span]:
    for match in _run(rule.marks, rule.least).finditer(draft.folded):
        yield Span(*match.span())


_SEARCH: dict[str, Search] = {"terms": _terms, "pattern": _patterns, "repeat": _repeats, "marks": _marks}
