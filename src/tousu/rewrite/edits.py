"""Findings → edits of one draft, sentence by sentence: what goes, what is worded differently, what is asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact, Finding
from tousu.rewrite import softening
from tousu.rewrite.borders import begins_clause
from tousu.rewrite.cutting import cut_out
from tousu.rewrite.ending import finished, unfinished
from tousu.rewrite.grammar import HURRIED, MOOD, NOBODY, REMEDY, SAYING, TAKEN_FOR, says_nothing, settled
from tousu.rewrite.mending import mended
from tousu.rewrite.pieces import Piece, pieces_of, touched_by
from tousu.rewrite.protection import Protected
from tousu.rewrite.register import plainly
from tousu.rewrite.sweeping import sweep
from tousu.rewrite.threats import Threats
from tousu.rewrite.vagueness import told_exactly
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
    out = _flagged(draft, facts, wanted, rulebook) if wanted else []
    plain = list[Edit]()
    for edit in sorted(plainly(draft, facts, out, rulebook), key=lambda e: e.span):
        # Two turns may claim the same words: the first has them.
        if not plain or plain[-1].span.end <= edit.span.start:
            plain.append(edit)
    # Where a call to all went, the comma that parted it goes too.
    ends = {e.span.end for e in plain if not e.replacement}
    out = [e._replace(replacement="") if e.span.start in ends and e.replacement == "，" else e for e in out] + plain
    if out and unfinished(draft.text):
        out = finished(draft.text, out)
    return sorted(out, key=lambda e: e.span)


def _flagged(draft: Draft, facts: Sequence[Fact], wanted: Sequence[Finding], rulebook: Rulebook) -> list[Edit]:
    """The edits of what was found, sentence by sentence."""
    editor = _Editor(draft, Protected(draft, facts, wanted), rulebook, wanted, told_exactly(facts))
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
# In a clause of more code points than this marks are missing, and no more than a word goes from its middle.
_RUN_ON, _WORD = 40, 6
_DONE = re.compile("(?:[了过吗呢吧啊]|不[动了通上到好开出]|没人[接管理])$")
_AS_MUCH = re.compile("能?[退赔补]多少(?:就|是|算|退|赔)")
"""What is asked for, however modestly."""
_NO_REMEDY = re.compile("以旧换新|退休|换着|换了")
_ASKED = re.compile(
    "[吗呢么吧嘛？?哪谁凭何啥咋岂几]|什么|怎|难道|莫非|多少|还要|合着|反倒|是不是|有没有|能不能|该不该|不知道|不就|无权|倒成|算|叫|敢情|总不能|(?P<may>[敢是能会要管有])不(?P=may)|试问|摆设|才管|吃干饭|白养"
)
_ECHO, _GAP = 2, 6
_MARKS = "，,。！!？?；;…~～ 　\n"
# Fewer code points than these tell nothing of which a reason could be asked.
_TOLD = 6
_ANSWERS = 3
"""Questions that hold no fact and are still asked politely in one draft: more of them are a tirade."""
# So far before a question stands that advice is asked for.
_ASIDE = 40


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

    def __init__(
        self,
        draft: Draft,
        protected: Protected,
        rulebook: Rulebook,
        findings: Sequence[Finding],
        told: Iterable[str],
    ) -> None:
        self.draft, self.protected = draft, protected
        self.say: softening.Say = partial(rulebook.say, "rewrite")
        self.words = _words(rulebook)
        self.repeated: set[tuple[Span, str]] = set()
        self.threats = Threats(draft, self.protected, self.say, findings)
        # Blanks of a kind that stand in the draft already are not put in again, nor those of what is told exactly.
        blank = self.say("blank", what="\0").split("\0")[0]
        keys = ("blank_duration", "blank_date", "blank_count", "blank_amount", "blank_actor")
        self.answered = draft.text.count(self.say("explain", clause="")) + draft.text.count(
            self.say("think", clause="")
        )
        self.asked = {*told, *(key for key in keys if blank + self.say(key) in draft.text)}

    def sentence(self, sentence: Span, findings: Sequence[Finding]) -> list[Edit]:
        pieces = pieces_of(self.draft, sentence)
        self.echoes(pieces, findings[0].rule)
        marks = [f for f in findings if f.kind == "emphasis"]
        alike: dict[str, list[Piece]] = {}
        for piece in pieces:
            alike.setdefault(piece.of(self.draft.text), []).append(piece)
        signs = [f for f in marks if softening.only_signs(f.text)]
        for finding in marks:
            # What is said again and again is read once it is said once: nothing else is decided amid it.
            if finding not in signs:
                self.emphasis(finding, pieces)
        for finding in sorted(findings, key=lambda f: (_RANK[f.kind], f.span)):
            if finding.kind == "threat":
                self.threats.calm(finding, pieces)
            elif finding.kind != "emphasis":
                touched = touched_by(pieces, finding.span)
                for piece in touched:
                    self.piece(piece, finding)
                if len(touched) == 1:
                    self.twins(touched[0], alike[touched[0].of(self.draft.text)], finding)
        for finding in signs:
            self.emphasis(finding, pieces)
        sweep(self.draft.text, pieces, self.protected)
        return mended(self.draft, sentence, pieces, marks)

    def twins(self, piece: Piece, alike: Sequence[Piece], finding: Finding) -> None:
        """What is said in the same words elsewhere in the sentence, where it is reported but once."""
        for other in alike:
            if other is not piece:
                here = finding.span.shifted(other.span.start - piece.span.start)
                self.piece(other, finding.model_copy(update={"span": here}))

    def echoes(self, pieces: Sequence[Piece], rule: str) -> None:
        """A clause that only says again what stands right before it: 把我拉黑了！拉黑了."""
        for piece in pieces:
            words = piece.of(self.draft.text).strip()
            if len(words) < _ECHO or not _HAN.match(words):
                continue
            before = self.draft.text[max(0, piece.span.start - len(words) - _GAP) : piece.span.start]
            if before != (said := before.rstrip(_MARKS)) and said.endswith(words):
                piece.drop(rule)

    def piece(self, piece: Piece, finding: Finding) -> None:
        """What becomes of the part of one piece that a finding covers."""
        if piece.dropped or self.told(piece, finding):
            return
        part = Span(max(piece.span.start, finding.span.start), min(piece.span.end, finding.span.end))
        if finding.kind == "accusation" and softening.doubted(piece.of(self.draft.text), part.start - piece.span.start):
            return
        asking = finding.kind == "rhetorical" or (finding.kind == "emotion" and part == piece.span)
        asked = self.draft.text[max(0, piece.span.start - _ASIDE) : piece.mark.end + _ASIDE]
        if asking and softening.genuine(piece.of(self.draft.text), asked):
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
        if finding.kind == "rhetorical" and not _ASKED.search(text, piece.span.start, piece.mark.end):
            return True  # no word and no mark of it asks anything
        if finding.kind == "insult" and TAKEN_FOR.search(before):
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
            return self.question(piece, part)
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
        if kind == "emotion" and softening.suffered(body):
            return softening.LEFT
        if kind == "emotion":
            found = found or softening.afraid(body, part, start, self.say)
        if kind == "emotion" and self.protected.needed(piece.span):
            found = found or softening.displeased(body, part, start, self.say)
        if kind == "insult":
            found = found or softening.somebody(body, part, start, self.say)
        return found

    def question(self, piece: Piece, part: Span) -> softening.Wording | None:
        """A rhetorical question as a suspicion, as what can be answered, or as what the writer thinks."""
        body, start = piece.of(self.draft.text), piece.span.start
        needed = self.protected.needed(piece.span)
        found = softening.verdict(body, start, self.words.charges, self.words.things, self.say)
        found = found or (softening.question(body, start, self.say, needed) if part.start - start <= 8 else None)
        if found is None or found is softening.LEFT:
            answer = softening.answer(body, start, piece.mark.of(self.draft.text), self.say)
            if answer and (needed or self.answered < _ANSWERS) and answer.text not in self.draft.text:
                self.answered += not needed
                return answer
        return found if found and self.once(found.text, start) else None

    def once(self, words: str, at: int) -> bool:
        """Whether the wording may stand here: to ask for a reason needs something told, and is done once."""
        if words not in (self.say("ask_ground"), self.say("ask_reason")):
            return True
        fresh = at >= _TOLD and words not in self.draft.text and words not in self.asked
        self.asked.add(words)
        return fresh

    def parted(self, piece: Piece, cut: Span) -> bool:
        """Whether what goes from a run without marks is clauses, as far as can be told."""
        text = self.draft.text
        begins = cut.start == piece.span.start or _DONE.search(text, piece.span.start, cut.start)
        return bool(begins) and (cut.end == piece.span.end or begins_clause(text, cut.end))

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
        if len(body) > _RUN_ON and cut.end - cut.start > _WORD and not self.parted(piece, cut):
            return
        bare = cut.end == piece.span.end and cut.start > piece.span.start and not settled(body[: cut.start - start])
        if bare and finding.kind in _GOES:
            # 现在卖家和客服: who it was, without what they did, says nothing.
            if not self.protected.needed(piece.span):
                cut = piece.span
            elif finding.kind == "emotion":
                return
        if cut == piece.span:
            if _AS_MUCH.search(body):
                return
            remedy = finding.kind not in _GOES and REMEDY.search(_NO_REMEDY.sub("", body))
            if not remedy and not self.protected.needed(piece.span) and (bare or not self.protected.touches(part)):
                piece.drop(finding.rule)
        elif not self.protected.touches(cut):
            piece.cut(cut.start, cut.end, "", finding.rule)

    def emphasis(self, finding: Finding, pieces: Sequence[Piece]) -> None:
        """Repetition inside a clause; rows of marks between clauses are the mender's."""
        for piece in touched_by(pieces, finding.span):
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
        for piece in touched_by(pieces, finding.span):
            said = (finding.span, piece.left(self.draft.text))
            if finding.span.covers(piece.span) and not piece.dropped:
                if said in self.repeated:
                    piece.drop(finding.rule)
                self.repeated.add(said)
