"""Findings → edits of one draft, sentence by sentence: what goes, what is worded differently, what is asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from tousu.claims import threat_start
from tousu.draft import Draft
from tousu.results import Fact, Finding
from tousu.rewrite import softening
from tousu.rewrite.cutting import cut_out
from tousu.rewrite.grammar import (
    CONDITION,
    FLOURISH,
    FOLLOWS,
    HURRIED,
    LAWFUL,
    MENACE,
    MOOD,
    NOBODY,
    REMEDY,
    SAYING,
    SIGH,
    SUPPOSED,
    THEN,
    THREATENING,
    WISH,
    says_nothing,
)
from tousu.rewrite.mending import mended
from tousu.rewrite.pieces import Piece, pieces_of
from tousu.rewrite.protection import Protected
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span

# The order in which kinds are dealt with: what takes whole clauses first, marks last.
_ORDER = [
    "threat",
    "rhetorical",
    "sarcasm",
    "insult",
    "emotion",
    "hearsay",
    "understatement",
    "accusation",
    "exaggeration",
    "urging",
    "vague",
    "emphasis",
]
_RANK = {kind: n for n, kind in enumerate(_ORDER)}
_GOES = frozenset(["insult", "emotion", "sarcasm", "understatement", "rhetorical", "hearsay"])


def edits_of(draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding], rulebook: Rulebook) -> list[Edit]:
    """The edits that the findings ask for, disjoint, in order of place."""
    wanted = [f for f in findings if f.action != "advise" and f.kind in _RANK]
    if not wanted:
        return []
    editor = _Editor(draft, Protected(draft, facts, wanted), rulebook, wanted)
    starts = [s.start for s in draft.sentences]
    by_sentence: dict[int, list[Finding]] = {}
    for finding in wanted:
        at = max(0, bisect_left(starts, finding.span.start + 1) - 1)
        while at < len(starts) and starts[at] < finding.span.end:
            if draft.sentences[at].overlaps(finding.span):
                by_sentence.setdefault(at, []).append(finding)
            at += 1
    out: list[Edit] = []
    for at in sorted(by_sentence):
        for edit in sorted(editor.sentence(draft.sentences[at], by_sentence[at])):
            # Two lines that go both claim the break between them.
            start = max(edit.span.start, out[-1].span.end) if out else edit.span.start
            out.append(Edit(Span(start, edit.span.end), edit.replacement, edit.rule))
    return out


_HAN = re.compile("[一-鿿]")
# What these kinds leave at the end of a clause is a remnant, when it has no more code points than that.
_TOLD_KINDS = frozenset(["understatement", "sarcasm", "hearsay", "exaggeration"])
_WHOLE = frozenset(["rhetorical", "emotion", "sarcasm"])
_REMNANT = 3
# A clause of which a threat leaves no more code points than these goes with it.
_SCRAP = 6
# Fewer code points than these tell nothing of which a reason could be asked.
_TOLD = 6


class _Words(NamedTuple):
    """Word lists of the rulebook that the rewriter leans on."""

    charges: re.Pattern[str]
    things: re.Pattern[str]
    plain: Mapping[str, str]


@lru_cache(maxsize=4)
def _words(rulebook: Rulebook) -> _Words:
    def any_of(name: str) -> re.Pattern[str]:
        words = sorted(rulebook.lexicons[name].words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)))

    return _Words(any_of("charges"), any_of("suspected_things"), rulebook.lexicons["neutral_words"].values)


class _Editor:
    """One draft's edits; remembers what is said only once in it."""

    def __init__(self, draft: Draft, protected: Protected, rulebook: Rulebook, findings: Sequence[Finding]) -> None:
        self.draft, self.protected = draft, protected
        self.say: softening.Say = partial(rulebook.say, "rewrite")
        self.words = _words(rulebook)
        self.repeated: set[tuple[Span, str]] = set()
        threats = [f.span for f in findings if f.kind == "threat"]
        announced = (m.span() for m in LAWFUL.finditer(draft.folded))
        self.lawful = any(not any(t.overlaps(a) for t in threats) for a in announced)
        # Blanks of a kind that stand in the draft already are not put in again.
        blank = self.say("blank", what="\0").split("\0")[0]
        keys = ("blank_duration", "blank_date", "blank_count", "blank_amount", "blank_actor")
        self.asked = {key for key in keys if blank + self.say(key) in draft.text}

    def sentence(self, sentence: Span, findings: Sequence[Finding]) -> list[Edit]:
        pieces = pieces_of(self.draft, sentence)
        marks = [f for f in findings if f.kind == "emphasis"]
        for finding in sorted(findings, key=lambda f: (_RANK[f.kind], f.span)):
            if finding.kind == "threat":
                self.threat(finding, pieces)
            elif finding.kind != "emphasis":
                for piece in _touched(pieces, finding.span):
                    self.piece(piece, finding)
        for finding in marks:
            self.emphasis(finding, pieces)
        self.sweep(pieces)
        return mended(self.draft, sentence, pieces, marks)

    def piece(self, piece: Piece, finding: Finding) -> None:
        """What becomes of the part of one piece that a finding covers."""
        if piece.dropped or self.told(piece, finding):
            return
        part = Span(max(piece.span.start, finding.span.start), min(piece.span.end, finding.span.end))
        if finding.kind == "accusation" and softening.doubted(piece.of(self.draft.text), part.start - piece.span.start):
            return
        asking = finding.kind == "rhetorical" or (finding.kind == "emotion" and part == piece.span)
        if asking and softening.genuine(piece.of(self.draft.text)):
            return
        wording = self.wording(piece, part, finding.kind)
        if wording is softening.LEFT:
            return
        if wording is not None:
            if self.survives(wording):
                piece.cut(wording.start, wording.end, wording.text, finding.rule)
        elif finding.kind == "exaggeration" and NOBODY.search(part.of(self.draft.text)):
            # That nobody answered is what happened, whatever it is wrapped in.
            return
        elif finding.kind in _GOES or finding.kind in ("exaggeration", "accusation"):
            self.remove(piece, part, finding)
        elif finding.kind == "urging" and part == piece.span and not self.protected.touches(part):
            words = part.of(self.draft.text)
            if says_nothing(words) or HURRIED.search(words) or softening.only_hurry(words):
                piece.drop(finding.rule)

    def told(self, piece: Piece, finding: Finding) -> bool:
        """Whether what was flagged is told and not felt: the words of others, or an event amid an outburst."""
        text = self.draft.text
        before = text[piece.span.start : max(piece.span.start, finding.span.start)]
        if finding.kind in _TOLD_KINDS and SAYING.search(before):
            return True
        if finding.kind not in _WHOLE:
            return False
        amid = finding.span.end > piece.span.end + 1 or finding.span.start < piece.span.start - 1
        return amid and MOOD.search(piece.of(text)) is None

    def survives(self, wording: softening.Wording, once: bool = False) -> bool:
        """Whether all that is protected where the wording goes stands in it to the letter, or ``once`` but once."""
        kept = (s.of(self.draft.text) for s in self.protected.inside(Span(wording.start, wording.end)))
        return all((softening.collapsed(words) if once else words) in wording.text for words in kept)

    def wording(self, piece: Piece, part: Span, kind: str) -> softening.Wording | None:
        """Other words for the flagged part; None: it has to go or to stay."""
        body, start = piece.of(self.draft.text), piece.span.start
        words = self.words
        if kind == "rhetorical":
            needed = self.protected.needed(piece.span)
            words = self.words
            found = softening.verdict(body, start, words.charges, words.things, self.say)
            found = found or (softening.question(body, start, self.say, needed) if part.start - start <= 8 else None)
            return found if found and self.once(found.text, start) else None
        if kind == "exaggeration":
            return softening.count(body, part, start, self.say) or softening.absolute(body, part, start, self.say)
        if kind == "hearsay":
            only = None if self.protected.needed(piece.span) else (words.charges, words.things)
            return softening.guess(body, part, start, only, self.say)
        if kind == "urging":
            term = self.protected.touches(Span(part.start, min(part.end, part.start + 10)))
            return softening.hurry(body, part, start, self.say, term)
        if kind == "vague":
            return softening.vague(body, part, start, self.asked, self.say)
        found = None
        if kind == "accusation":
            found = softening.charge(body, part, start, words.charges, words.things, self.say)
        if kind in ("accusation", "insult", "emotion"):
            found = found or softening.plain_word(body, part, start, words.plain)
        return found

    def once(self, words: str, at: int) -> bool:
        """Whether the wording may stand here: to ask for a reason needs something told, and is done once."""
        if words not in (self.say("ask_ground"), self.say("ask_reason")):
            return True
        fresh = at >= _TOLD and words not in self.draft.text and words not in self.asked
        self.asked.add(words)
        return fresh

    def remove(self, piece: Piece, part: Span, finding: Finding) -> None:
        """Take the part out of its clause, or the clause out of the sentence."""
        body, start = piece.of(self.draft.text), piece.span.start
        names = [s.shifted(-start) for s in self.protected.inside(piece.span)]
        cut = cut_out(body, part.shifted(-start), finding.kind, names)
        if cut is None:
            return
        cut = cut.shifted(start)
        if finding.kind in _WHOLE and 0 < piece.span.end - cut.end <= _REMNANT:
            # 憋了一肚子火没处撒: what is left of the clause would say nothing.
            remnant = Span(cut.end, piece.span.end)
            if self.protected.touches(remnant):
                return
            cut = piece.span if says_nothing(body[: cut.start - start]) else Span(cut.start, remnant.end)
        if cut == piece.span:
            remedy = finding.kind not in _GOES and REMEDY.search(body)
            if not remedy and not self.protected.touches(part) and not self.protected.needed(piece.span):
                piece.drop(finding.rule)
        elif not self.protected.touches(cut):
            piece.cut(cut.start, cut.end, "", finding.rule)

    def sweep(self, pieces: Sequence[Piece]) -> None:
        """A clause of which the cuts left nothing goes whole, and so does a number that headed what is gone."""
        text = self.draft.text
        for piece in pieces:
            if not piece.cuts or piece.dropped or not says_nothing(piece.left(text)):
                continue
            if not any(self.protected.touches(s) for s in self._outside(piece)):
                piece.drop(piece.cuts[0].rule)
        for before, piece in pairwise(pieces):
            # A condition whose consequence went leads nowhere.
            idle = (
                piece.dropped
                and not before.dropped
                and SUPPOSED.match(before.of(text))
                and FOLLOWS.match(piece.of(text))
            )
            if idle and not self.protected.touches(before.span):
                before.drop(piece.rule)
        for piece in pieces:
            # A sigh that led to an outburst says nothing without it.
            if any(p.dropped for p in pieces) and not piece.dropped and SIGH.fullmatch(piece.of(text)):
                piece.drop(next(p.rule for p in pieces if p.dropped))
        gone = [p for p in pieces if p.dropped]
        rest = [p for p in pieces if not p.dropped]
        if gone and all(says_nothing(p.left(text)) and not self.protected.needed(p.span) for p in rest):
            for piece in rest:
                piece.drop(gone[0].rule)

    def _outside(self, piece: Piece) -> list[Span]:
        out, at = [], piece.span.start
        for cut in sorted(piece.cuts):
            if at < cut.span.start:
                out.append(Span(at, cut.span.start))
            at = cut.span.end
        return out + ([Span(at, piece.span.end)] if at < piece.span.end else [])

    def threat(self, finding: Finding, pieces: Sequence[Piece]) -> None:
        """A threat becomes one calm notice of the lawful step, or goes where the draft announces one."""
        if not MENACE.search(self.draft.text, finding.span.start, finding.span.end):
            return
        held_back = self._behind_facts(self._with_lead(finding, pieces))
        if held_back is None:
            return
        finding = held_back
        touched = [p for p in _touched(pieces, finding.span) if not p.dropped]
        if not touched:
            return
        text, rule, first = self.draft.text, finding.rule, touched[0]
        before = text[first.span.start : max(first.span.start, finding.span.start)]
        notice = "" if self.lawful else self.say("notice")
        held = self._condition(first, before, pieces, rule)
        if held is not None and not self.lawful:
            notice = held + self.say("notice_after_condition")
        kept = before.strip() and held is None and not self._empty(before)
        if kept and not THREATENING.search(text, finding.span.start, finding.span.end):
            # A threat that begins in the middle of a statement and names no means is too doubtful to be taken out.
            return
        self.lawful = True
        for piece in touched[1:]:
            if says_nothing(text[min(finding.span.end, piece.span.end) : piece.span.end]):
                piece.drop(rule)
            else:
                piece.cut(piece.span.start, min(finding.span.end, piece.span.end), "", rule)
        for piece in pieces[pieces.index(touched[-1]) + 1 :]:
            if not FLOURISH.fullmatch(piece.of(text)):
                break
            piece.drop(rule)
        start = finding.span.start if kept else first.span.start
        if held is not None and before.strip() and THEN.match(before):
            start = first.span.start
        elif held is not None and before.strip():
            # The condition stays, without the «then I» that led to the threat.
            bare = WISH.search(before.rstrip("，, "))
            start = first.span.start + (bare.start() if bare else len(before))
            notice = notice and ("" if notice.startswith("，") else "，") + notice
        elif kept:
            notice = notice and "，" + notice
        end = first.span.end if says_nothing(text[finding.span.end : first.span.end]) else finding.span.end
        if not notice and start == first.span.start and end == first.span.end:
            first.drop(rule)
        else:
            first.cut(start, end, notice, rule)

    def _with_lead(self, finding: Finding, pieces: Sequence[Piece]) -> Finding:
        """The threat from its «then I» on, and to the end of a clause of which it would leave a scrap."""
        text = self.draft.text
        touched = _touched(pieces, finding.span)
        if not touched:
            return finding
        start, end = finding.span
        lead = max(touched[0].span.start, threat_start(text, start))
        if not self.protected.touches(Span(lead, start)):
            start = lead
        rest = Span(end, max(end, touched[-1].span.end))
        if rest.end - rest.start <= _SCRAP and not self.protected.touches(rest):
            end = rest.end
        return finding.model_copy(update={"span": Span(start, end)})

    def _behind_facts(self, finding: Finding) -> Finding | None:
        """The threat without the condition it begins with, where that holds a fact: 再不退80元我就…; None: no way."""
        facts = self.protected.inside(finding.span)
        if not facts:
            return finding
        start = THEN.search(self.draft.text, facts[-1].end, finding.span.end)
        if start is None:
            return None
        return finding.model_copy(update={"span": Span(start.start(), finding.span.end)})

    def _empty(self, before: str) -> bool:
        """Whether what stands before a threat says nothing without it: a condition, a wish, a subject."""
        if THEN.match(before) and len(before) <= 8:
            return True
        return CONDITION.search(before) is not None or WISH.fullmatch(before) is not None or says_nothing(before)

    def _condition(self, first: Piece, before: str, pieces: Sequence[Piece], rule: str) -> str | None:
        """The words that join a notice to a condition that has to stay; an idle condition is dropped."""
        text = self.draft.text
        lead = Span(first.span.start, first.span.start + len(before))
        if before.strip() and CONDITION.search(before):
            return "" if self.protected.touches(lead) else None
        at = pieces.index(first)
        previous = pieces[at - 1] if at else None
        if (
            previous is None
            or previous.dropped
            or not self._empty(before)
            or not CONDITION.fullmatch(previous.of(text))
        ):
            return None
        if self.protected.touches(previous.span):
            return "" if not self.lawful else None
        previous.drop(rule)
        return None

    def emphasis(self, finding: Finding, pieces: Sequence[Piece]) -> None:
        """Repetition inside a clause; rows of marks between clauses are the mender's."""
        for piece in _touched(pieces, finding.span):
            if piece.dropped:
                continue
            part = Span(max(piece.span.start, finding.span.start), min(piece.span.end, finding.span.end))
            words = part.of(self.draft.text)
            if softening.only_signs(words):
                if not self.protected.touches(part):
                    inside = _HAN.match(self.draft.text, part.start - 1) and _HAN.match(self.draft.text, part.end)
                    piece.cut(*part, "，" if part.start and inside else "", finding.rule)
            else:
                once = softening.collapsed(words)
                wording = softening.Wording(part.start, part.end, once)
                if once == words:
                    self.remove(piece, part, finding.model_copy(update={"kind": "emotion"}))
                elif self.survives(wording, once=True):
                    piece.cut(*part, once, finding.rule)
        for piece in _touched(pieces, finding.span):
            said = (finding.span, piece.left(self.draft.text))
            if finding.span.covers(piece.span) and not piece.dropped:
                if said in self.repeated:
                    piece.drop(finding.rule)
                self.repeated.add(said)


def _touched(pieces: Sequence[Piece], span: Span) -> list[Piece]:
    return [p for p in pieces if p.span.overlaps(span)]
