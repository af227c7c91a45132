"""Whether what a person answers fits a blank: the library's own readers tell what it is, and what it does to the rest.

An answer that fits stands in the text as a fact of the kind that was asked for, and all else reads as before.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tousu.claims import find_claims
from tousu.cli.kinds import EXACT, NAMES, TOLD, Reader
from tousu.cli.spoken import NUMBERS, absent, evasive, unlabelled
from tousu.draft import Draft, blanks_in
from tousu.records import NamedTuple
from tousu.rewrite.filling import Place, attended, counted, dated, summed
from tousu.spans import Span, apply_edits

if TYPE_CHECKING:
    from tousu.analyzer import Analyzer
    from tousu.results import Analysis, FactChange

LONGEST = 200
"""Code points: an answer fills one blank, it is no draft."""


class Reply(NamedTuple):
    """What became of an answer.

    Attributes:
        text: the whole text with it; None when it does not go in.
        value: as it stands there.
        wrong: key of the message that says why it does not go in.
        absent: the person says that there is none, or does not know.
        stubborn: given once more it is taken as it is.
    """

    text: str | None = None
    value: str = ""
    wrong: str = ""
    absent: bool = False
    stubborn: bool = False


class _Words(NamedTuple):
    """An answer as it stands in its place, and what stands behind the unit there."""

    said: str
    more: str = ""


class Judge:
    """Judges answers.

    Args:
        analyzer: its rules, words and models.
        analysis: of the draft: where it goes, and on which day.
    """

    def __init__(self, analyzer: Analyzer, analysis: Analysis) -> None:
        self._analyzer = analyzer
        self._channel = analysis.channel
        self._read = Reader(analyzer, analysis)
        self._say = partial(analyzer.rulebook.say, "rewrite")

    def reply(self, place: Place, kind: str, answer: str, *, insisted: bool = False) -> Reply:
        """What becomes of an answer at this place.

        Args:
            place: where it goes.
            kind: of the blank.
            answer: one line.
            insisted: the same answer was given before and was stubborn: the person knows better than the readers.
        """
        if len(answer) > LONGEST:
            return Reply(wrong="too_long")
        may_insist = _may_insist(kind, answer) and not self._read.plainly_other(kind, answer)
        unfit = Reply(wrong=f"unfit_{kind}", stubborn=may_insist)
        if blanks_in(answer) or evasive(self._analyzer.rulebook, answer):
            return unfit._replace(stubborn=False)
        if absent(self._analyzer.rulebook, kind, answer):
            return unfit if kind == "count" and "没有" in answer else Reply(absent=True)
        answer = unlabelled(self._analyzer.rulebook, kind, answer)
        if not insisted and not self._read.tells(kind, answer, alone=place.ends_an_entry):
            return unfit
        words = self._worded(place, kind, answer)
        return self._put(place, kind, words, insisted) if words else unfit

    def _worded(self, place: Place, kind: str, answer: str) -> _Words | None:
        """The answer with the unit that its place asks for; None where it is of another unit."""
        if kind in ("count", "duration"):
            head, tail = self._read.with_dates(answer)
            said = counted(place, kind, head)
            return _Words(said, self._say("in_brackets", words=tail) if tail else "") if said else None
        if kind == "amount":
            return _Words(summed(place, answer, self._say))
        if kind == "date":
            return _Words(self._read.day(dated(answer, self._say)))
        return _Words(attended(place, answer, self._say) if kind == "staff_number" else answer)

    def _put(self, place: Place, kind: str, words: _Words, insisted: bool) -> Reply:
        said = words.said if kind in EXACT else self._read.plain(kind, words.said)
        if said is None and not (insisted and kind in NAMES):
            return Reply(wrong="flagged", stubborn=kind in NAMES)
        said = said or words.said
        text = place.filled(said, words.more)
        there = Span(place.start, place.start + len(said + place.behind + words.more))
        if not insisted and not self._reads(kind, place, said, text, there):
            return Reply(wrong=f"unfit_{kind}")
        if not self._keeps(place, text, there):
            return Reply(wrong="harmful")
        return Reply(self._masked(text, there), said)

    def _reads(self, kind: str, place: Place, said: str, text: str, there: Span) -> bool:
        """Whether the filled line says what the answer says alone, to the value."""
        start, end = text.rfind("\n", 0, there.start) + 1, (text + "\n").find("\n", there.end)
        line, here = text[start:end], Span(there.start - start, there.end - start)
        if kind in ("count", "duration"):
            alone = {c.key for c in find_claims(Draft(said + place.unit)) if c.kind == "count"}
            return bool(alone) and alone <= {c.key for c in find_claims(Draft(line)) if c.span.overlaps(here)}
        if kind not in EXACT:
            return True
        asked = {f.value for f in self._read.labelled(kind, said + place.unit) if f.kind == kind}
        return asked <= {f.value for f in self._read.facts(line) if f.kind == kind and f.span.overlaps(here)}

    def _keeps(self, place: Place, text: str, there: Span) -> bool:
        """Whether all that stands around the answer is read as before."""
        gone = Span(place.start, place.blank.start + len(place.behind))

        def around(change: FactChange) -> bool:
            before, after = change.before_span, change.after_span
            return bool((before and not before.overlaps(gone)) or (after and not after.overlaps(there)))

        changes = self._analyzer.verify(place.vaguely(), text).changes
        return not any(around(c) for c in changes if c.verdict != "kept")

    def _masked(self, text: str, there: Span) -> str:
        """The text with personal data of the answer masked as those of the draft are."""
        if self._channel is None:
            return text
        edits = self._analyzer.redact(text, channel=self._channel).edits
        return apply_edits(text, [e for e in edits if there.covers(e.span)])


def _may_insist(kind: str, answer: str) -> bool:
    """Whether the person may know better than the readers: names of all sorts, and numbers of a shape of their own."""
    if kind in NUMBERS:
        plain = answer.replace("-", "").replace("_", "")
        return 4 <= len(plain) <= 40 and plain.isascii() and plain.isalnum() and any(c.isdigit() for c in plain)
    return kind in NAMES or kind in TOLD
