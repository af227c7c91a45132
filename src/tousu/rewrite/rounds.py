"""Edits repeated until the result needs no further one, and checked before they are given out."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from tousu.claims import pressure_of
from tousu.draft import Draft
from tousu.records import NamedTuple
from tousu.results import Fact, FactChange, Finding
from tousu.rewrite.edits import edits_of
from tousu.rewrite.foresight import Foreseen, alike, foreseen
from tousu.rewrite.marks import marks_of
from tousu.rewrite.parts import parts_of
from tousu.rewrite.slips import slips
from tousu.rewrite.smoothing import smoothed
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span, SpanSet, apply_edits, composed

Language = Callable[[], Sequence[Finding]]
"""Finds the language of a draft: nobody asks for that of one that lost a fact."""

Again = Callable[[Draft], tuple[Sequence[Fact], Language]]
"""Facts of a rewritten draft, and what finds its language."""

Check = Callable[[Draft, Sequence[Fact], Draft, Sequence[Fact], Sequence[Span]], Sequence[FactChange]]
"""What harm was done: before and after, each with its facts, and the pressure of the original:
``tousu.verification.harm``."""

_ROUNDS = 6
_WIDER = (0, 1, 3)
_TRIES = 6


class _Reading(NamedTuple):
    """A draft with what was read in it."""

    draft: Draft
    facts: Sequence[Fact]
    language: Language
    mended: Sequence[Fact] | None = None
    """The facts with which nothing is left to mend in it, where that was seen before it was read."""


def settled_edits(
    draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding], rulebook: Rulebook, again: Again, check: Check
) -> list[Edit]:
    """The edits of one draft: after them nothing is to be edited any more, and every fact is there.

    A round is a rewrite of what the round before made, marks first; what harms a fact in it is taken back sentence by
    sentence. Whoever rewrites the result goes through the last round again, and finds nothing.
    """
    edits: list[Edit] = []
    for part in parts_of(draft, facts, findings):
        own = _settled(part.draft, part.facts, part.findings, rulebook, again, check)
        edits += own if not part.start else (Edit(e.span.shifted(part.start), e.replacement, e.rule) for e in own)
    return [e for e in edits if e.span.of(draft.text) != e.replacement]


def _settled(
    draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding], rulebook: Rulebook, again: Again, check: Check
) -> list[Edit]:
    """The edits of one part in one, slips first: whatever else is read, it is read as meant."""
    first = _Reading(draft, facts, lambda: findings)
    slipped = slips(draft, facts, rulebook)
    if slipped:
        first = _read(Draft.made(apply_edits(draft.text, slipped)), again)
    return composed(draft.text, slipped, _repeated(first, rulebook, again, check, edited=bool(slipped)))


def _read(draft: Draft, again: Again, mended: Sequence[Fact] | None = None) -> _Reading:
    """A draft that was made of another, read anew."""
    stated, language = again(draft)
    return _Reading(draft, stated, language, mended)


def _repeated(first: _Reading, rulebook: Rulebook, again: Again, check: Check, *, edited: bool) -> list[Edit]:
    """The edits of all rounds of one part in one.

    An edit that each round could bear, but not all of them together, would be made by whoever rewrites the result: the
    clause in which that happens is left as it was written, or else its sentence. Where the result would be rewritten
    all the same, more and more around it is left as well, and in the end all.
    """
    left: set[str] = set()
    for wider in _WIDER:
        edits, now, sure = _rounds(first, rulebook, again, check, left, edited=edited)
        if sure or not edits:
            return edits
        made = now._replace(mended=None)
        more = _round(made, made, rulebook, again, check)
        if more is None:
            return edits
        left |= _around(first.draft, edits, more[0], wider)
    return []


def _around(draft: Draft, edits: Sequence[Edit], more: Sequence[Edit], wider: int) -> set[str]:
    """The sentences in which more edits would be made of the rewritten draft, with so many before and behind them."""
    places = [e.span.start for e in composed(draft.text, edits, more) if e not in edits]
    sentences = draft.sentences
    touched = [n for n, s in enumerate(sentences) if any(s.start <= at <= s.end for at in places)]
    return {s.of(draft.text) for n in touched for s in sentences[max(0, n - wider) : n + wider + 1]}


def _rounds(
    first: _Reading, rulebook: Rulebook, again: Again, check: Check, left: set[str], *, edited: bool
) -> tuple[list[Edit], _Reading, bool]:
    """The edits of all rounds, what they make, and whether nothing more was to be edited in it; adds to ``left``."""
    foresees = True
    for _ in range(_TRIES):
        now, edits = first, list[Edit]()
        try:
            for _ in range(_ROUNDS):
                smooth = edited or now is not first
                taken = _round(first, now, rulebook, again, check, left=left, edited=smooth, foresees=foresees)
                if taken is None and now is not first:
                    # 响的非常非常厉害: a slip of the pen only once it is said once.
                    taken = _sound(first, now, slips(now.draft, now.facts, rulebook), again, check, None)
                if taken is None:
                    return edits, now, not left and foresees
                more, now = taken
                edits = composed(first.draft.text, edits, more)
            return edits, now, False
        except _TogetherHarmfulError as harm:
            more_left = next((parts for parts in (harm.clauses, harm.sentences) if not parts <= left), None)
            if more_left is None and not foresees:
                return edits, now, False
            left |= more_left or set()
            foresees = False
    return edits, now, False


class _TogetherHarmfulError(Exception):
    """Edits that harm a fact only together with those of the rounds before, and where it stands in the original."""

    def __init__(self, draft: Draft, spans: Sequence[Span]) -> None:
        super().__init__(spans)
        self.clauses = {draft.clause_at(span.start).of(draft.text) for span in spans}
        self.sentences = {draft.sentence_at(span.start).of(draft.text) for span in spans}


def _round(
    first: _Reading,
    now: _Reading,
    rulebook: Rulebook,
    again: Again,
    check: Check,
    *,
    left: Set[str] = frozenset(),
    edited: bool = False,
    foresees: bool = True,
) -> tuple[list[Edit], _Reading] | None:
    """The next edits of ``now`` and what they make of it; None: there are none.

    Marks and words are mended at once; where that harms a fact or costs all the words, one without the other.
    A draft that is ``edited`` anyway is smoothed as well.
    """
    words = edits_of(now.draft, now.facts, now.language(), rulebook)
    mended = now.mended is not None and alike(now.mended, now.facts)
    marks = [] if mended else marks_of(now.draft, now.facts)
    smooth = [] if mended else smoothed(now.draft, now.facts, [*words, *marks], edited=edited)
    taken = SpanSet((e.span.start - 1, e.span.end + 1) for e in words)
    if left:
        text = now.draft.text
        kept = SpanSet((at, at + len(s)) for s in left for at in [text.find(s)] if at >= 0)
        words, marks, smooth = (
            [e for e in edits if not kept.touches((e.span.start, e.span.end + 1))] for edits in (words, marks, smooth)
        )
    both = sorted([*words, *(e for e in marks if not taken.touches((e.span.start, e.span.end + 1)))])
    whole = sorted([*both, *smooth])
    ahead = foreseen(now.draft, now.facts, whole) if whole and foresees else None
    attempts = [ahead.edits] if ahead and ahead.edits != whole else []
    for edits in [*attempts, whole] if smooth else attempts:
        if (sound := _smoothly(first, now, edits, both, smooth, again, check, ahead)) is not None:
            return sound
    for edits in (both, words, marks) if words and marks else (both,):
        sound = _sound(first, now, edits, again, check, ahead)
        if sound is not None and (innocent := _innocent(now, *sound, marks)) is not None:
            sound = _sound(first, now, innocent, again, check, ahead)
        if sound is not None and (edits is not both or not words or any(e in words for e in sound[0])):
            return sound
    return _smoothly(first, now, smooth, (), smooth, again, check, ahead) if both and smooth else None


def _smoothly(
    first: _Reading,
    now: _Reading,
    edits: Sequence[Edit],
    both: Sequence[Edit],
    smooth: Sequence[Edit],
    again: Again,
    check: Check,
    ahead: Foreseen | None,
) -> tuple[list[Edit], _Reading] | None:
    """The edits, words and marks with what smooths the draft beside them; None where that may cost a word or a mark.

    It may not where these alone had to be taken back: they would be without the others as well.
    """
    try:
        sound = _sound(first, now, edits, again, check, ahead)
    except _TogetherHarmfulError:
        return None
    if sound is None or _innocent(now, *sound, [e for e in edits if e not in smooth]) is not None:
        return None
    back = [e for e in edits if e not in sound[0]]
    return sound if all(e in smooth for e in back) or all(e in both for e in back) else None


def _innocent(now: _Reading, edits: Sequence[Edit], made: _Reading, marks: Sequence[Edit]) -> Sequence[Edit] | None:
    """The edits without the marks beside words that look guilty only with them, as 心慌 in a sentence cut short.

    None: there are none of these.
    """
    before = [f.text for f in now.language()]
    fresh = [f.span for f in made.language() if not any(f.text in text or text in f.text for text in before)]
    if not fresh:
        return None
    beside = _widened([made.draft.sentence_at(span.start) for span in fresh], 1)
    far = set(_outside(edits, SpanSet([]), beside))
    kept = [e for e in edits if e in far or e not in marks]
    return kept if len(kept) < len(edits) else None


def _sound(
    first: _Reading, now: _Reading, edits: Sequence[Edit], again: Again, check: Check, ahead: Foreseen | None
) -> tuple[list[Edit], _Reading] | None:
    """Those of the edits that harm no fact, and what they make of ``now``; None: none of them."""
    for _ in range(_TRIES):
        if not edits:
            return None
        if ahead is not None and edits == ahead.edits:
            draft, mended = ahead.draft, ahead.mended
        else:
            draft, mended = Draft.made(apply_edits(now.draft.text, edits)), None
        if draft.text == now.draft.text:
            return None
        made = _read(draft, again, mended)
        harm = _harm(now, made, check)
        if not harm:
            together = () if now is first else _harm(first, made, check)
            if together:
                raise _TogetherHarmfulError(first.draft, [c.before_span for c in together if c.before_span])
            return list(edits), made
        edits = _harmless(now.draft, made.draft, edits, harm)
    return None


def _harm(before: _Reading, after: _Reading, check: Check) -> Sequence[FactChange]:
    pressure = pressure_of(before.draft.text, before.language())
    return check(before.draft, before.facts, after.draft, after.facts, pressure)


def _harmless(draft: Draft, now: Draft, edits: Sequence[Edit], harm: Sequence[FactChange]) -> list[Edit]:
    """The edits without those in clauses in which something was lost, changed or invented.

    Where none stands in such a clause, the sentence is left alone; where none stands there, all is.
    """
    for place, wider in (("clause_at", 1), ("sentence_at", 0)):
        before = [getattr(draft, place)(c.before_span.start) for c in harm if c.before_span]
        after = [getattr(now, place)(c.after_span.start) for c in harm if c.after_span and not c.before_span]
        kept = _outside(edits, _widened(before, wider), _widened(after, wider))
        if len(kept) < len(edits):
            return kept
    return []


def _widened(spans: Sequence[Span], by: int) -> SpanSet:
    """The spans with the mark before and behind them."""
    return SpanSet((span.start - by, span.end + by) for span in spans)


def _outside(edits: Sequence[Edit], before: SpanSet, after: SpanSet) -> list[Edit]:
    """The edits that meet neither what stood before nor what stands now."""
    kept = []
    by = 0
    for edit in edits:
        at = edit.span.start + by
        by += edit.shift
        if not _meets(edit.span, before) and not _meets(Span(at, at + len(edit.replacement)), after):
            kept.append(edit)
    return kept


def _meets(span: Span, sentences: SpanSet) -> bool:
    """Whether a span shares something with a sentence; an empty one also at its ends."""
    return sentences.touches((span.start - 1, span.end + 1) if span.start == span.end else span)
