"""What becomes of each clause of a sentence in which something was found: it stays, goes, or is worded otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial

from tousu import patterns as re
from tousu.draft import Draft
from tousu.records import NamedTuple
from tousu.results import Finding
from tousu.rewrite import softening
from tousu.rewrite.borders import HAN
from tousu.rewrite.emphasis import Emphasis
from tousu.rewrite.grammar import ANSWERED, HURRIED, MOOD, NOBODY, SAYING, TAKEN_FOR, says_nothing
from tousu.rewrite.mending import mended
from tousu.rewrite.pieces import Piece, pieces_of, touched_by
from tousu.rewrite.protection import Protected
from tousu.rewrite.questions import tells_defect
from tousu.rewrite.removal import GOES, remove
from tousu.rewrite.sweeping import sweep
from tousu.rewrite.threats import Threats
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
RANK = {kind: n for n, kind in enumerate(_ORDER)}

_TOLD_KINDS = frozenset(["understatement", "sarcasm", "hearsay", "exaggeration"])
_WHOLE = frozenset(["rhetorical", "emotion", "sarcasm"])
_ASKED = re.compile(
    "[吗呢么吧嘛？?哪谁凭何啥咋岂几]|什么|怎|难道|莫非|多少|还要|合着|反倒|是不是|有没有|能不能|该不该|不知道|不就|无权|倒成|算|叫|敢情|总不能|(?P<may>[敢是能会要管有])不(?P=may)|试问|摆设|才管|吃干饭|白养"
)
_FOUND = re.compile("(?<![人都家上])" + SAYING.pattern + "|查证|查实|认定|判定|鉴定|证实|确认|警察|派出所|法院")
_ALSO = re.compile("(?:并且?|而且|且|还|也|又|更|甚至)*$")
_ECHO, _GAP = 2, 6
_SURE = ("这", "就是", "纯属", "完全", "根本", "简直", "明摆着")
_MARKS = "，,。！!？?；;…~～ 　\n"
# Fewer code points than these tell nothing of which a reason could be asked.
_TOLD = 6
_ASKED_MARKS = ("？", "?")
_OPENER = re.compile("(?:难道|莫非)(?=[^，,]{0,3}(?:我|本人|[0-9])|[^，,]{2,}[了过])")
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


class Editor:
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
        self.emphasis = Emphasis(draft.text, protected)
        self.threats = Threats(draft, self.protected, self.say, findings)
        # Blanks of a kind that stand in the draft already are not put in again, nor those of what is told exactly.
        blank = self.say("blank", what="\0").split("\0")[0]
        keys = ("blank_duration", "blank_date", "blank_count", "blank_amount", "blank_actor")
        self.answered = draft.text.count(self.say("explain", clause="")) + draft.text.count(
            self.say("think", clause="")
        )
        self.asked = {*told, *(key for key in keys if blank + self.say(key) in draft.text)}

    def sentence(self, sentence: Span, findings: Sequence[Finding]) -> list[Edit]:
        self.pieces = pieces = pieces_of(self.draft, sentence)
        self.echoes(pieces, findings[0].rule)
        marks = [f for f in findings if f.kind == "emphasis"]
        alike: dict[str, list[Piece]] = {}
        for piece in pieces:
            alike.setdefault(piece.of(self.draft.text), []).append(piece)
        signs = [f for f in marks if softening.only_signs(f.text)]
        for finding in marks:
            # What is said again and again is read once it is said once: nothing else is decided amid it.
            if finding not in signs:
                self.emphasis.reduce(finding, pieces)
        for finding in sorted(findings, key=lambda f: (RANK[f.kind], f.span)):
            if finding.kind == "threat":
                self.threats.calm(finding, pieces)
            elif finding.kind != "emphasis":
                touched = touched_by(pieces, finding.span)
                for piece in touched:
                    self.piece(piece, finding)
                if len(touched) == 1:
                    self.twins(touched[0], alike[touched[0].of(self.draft.text)], finding)
        for finding in signs:
            self.emphasis.reduce(finding, pieces)
        if any(f.kind == "rhetorical" for f in findings):
            self.unask(pieces)
        sweep(self.draft.text, pieces, self.protected)
        return mended(self.draft, sentence, pieces, marks)

    def unask(self, pieces: Sequence[Piece]) -> None:
        """What still looks like a question after its other half was worded or went: its first word, its mark."""
        text, first, last = self.draft.text, pieces[0], pieces[-1]
        opener = _OPENER.match(text, *first.span)
        if opener and last.dropped and not first.dropped:
            first.cut(*opener.span(), "", last.rule)
        worded = any(p.cuts or p.dropped for p in pieces[:-1])
        if worded and not last.dropped and last.mark.of(text)[:1] in _ASKED_MARKS and not _ASKED.search(last.of(text)):
            last.settle()

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
            if len(words) < _ECHO or not HAN.match(words):
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
        if finding.kind == "rhetorical" and ANSWERED.match(self.draft.text, piece.mark.end):
            return
        asking = finding.kind == "rhetorical" or (finding.kind == "emotion" and part == piece.span)
        asked = self.draft.text[max(0, piece.span.start - _ASIDE) : piece.mark.end + _ASIDE]
        if asking and softening.genuine(piece.of(self.draft.text), asked):
            return
        wording = self.wording(piece, part, finding.kind)
        if wording is softening.LEFT:
            return
        if wording is not None:
            if self.protected.survives(wording):
                piece.cut(wording.start, wording.end, wording.text, finding.rule)
        elif finding.kind == "exaggeration" and NOBODY.search(part.of(self.draft.text)):
            # That nobody answered is what happened, whatever it is wrapped in.
            return
        elif finding.kind == "rhetorical" and self.tells_defect(piece):
            piece.settle()
        elif finding.kind == "accusation" and _FOUND.search(self.draft.text, piece.span.start, part.start):
            # What others said of it, or an inquiry showed, is told.
            return
        elif finding.kind in GOES or finding.kind in ("exaggeration", "accusation"):
            remove(self.draft.text, self.protected, piece, part, finding)
        elif finding.kind == "urging" and part == piece.span and not self.protected.touches(part):
            words = part.of(self.draft.text)
            if says_nothing(words) or HURRIED.search(words) or softening.only_hurry(words):
                piece.drop(finding.rule)

    def tells_defect(self, piece: Piece) -> bool:
        """Whether what ends in a question mark only tells what is wrong with the goods: it stays, without the mark."""
        text = self.draft.text
        asked = piece.mark.of(text)[:1] in _ASKED_MARKS
        return asked and tells_defect(piece.of(text), self.draft.sentence_at(piece.span.start).of(text))

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
            if found and found.text and self.suspected(piece, found):
                return softening.LEFT
        if kind in ("accusation", "insult", "emotion"):
            found = found or softening.plain_word(body, part, start, words.plain)
        if kind == "emotion" and softening.suffered(body):
            return softening.LEFT
        if kind == "emotion":
            found = found or softening.afraid(body, part, start, self.say)
        if kind == "emotion" and self.protected.needed(piece.span):
            found = found or softening.displeased(body, part, start, self.say)
            found = found or softening.unheard(body, part, start, self.say)
        if kind == "insult":
            found = found or softening.somebody(body, part, start, self.say)
        return found

    def suspected(self, piece: Piece, found: softening.Wording) -> bool:
        """Whether a suspicion right before it covers this one too: 涉嫌虚假宣传，误导消费者."""
        text = self.draft.text
        at = self.pieces.index(piece)
        if not at or not _ALSO.fullmatch(text, piece.span.start, found.start):
            return False
        if text.startswith(_SURE, found.start):
            return False  # 这就是诈骗 is said for sure
        before = self.pieces[at - 1]
        words = (self.say("suspected"), self.say("suspected_thing"))
        return (
            not before.dropped and before.left(text).startswith(words) and before.mark.of(text)[:1] in ("，", ",", "、")
        )

    def question(self, piece: Piece, part: Span) -> softening.Wording | None:
        """A rhetorical question as a suspicion, as what can be answered, or as what the writer thinks."""
        body, start = piece.of(self.draft.text), piece.span.start
        needed = self.protected.needed(piece.span)
        opened = self.opened(piece) if needed else None
        if opened:
            return opened
        found = softening.verdict(body, start, self.words.charges, self.words.things, self.say)
        found = found or (softening.question(body, start, self.say, needed) if part.start - start <= 8 else None)
        if found is None or found is softening.LEFT:
            answer = softening.answer(body, start, piece.mark.of(self.draft.text), self.say)
            if answer and (needed or self.answered < _ANSWERS) and answer.text not in self.draft.text:
                self.answered += not needed
                return answer
        return found if found and self.once(found.text, start) else None

    def opened(self, piece: Piece) -> softening.Wording | None:
        """What opens a question that goes on behind a comma goes: 难道我买的手机，用了两天，… tells what happened."""
        text = self.draft.text
        opener = _OPENER.match(text, *piece.span)
        last = self.pieces[-1]
        goes_on = (
            last is not piece and piece.mark.of(text)[:1] in ("，", ",") and last.mark.of(text)[:1] in _ASKED_MARKS
        )
        if opener is None or not goes_on:
            return None
        return softening.Wording(piece.span.start, opener.end(), "")

    def once(self, words: str, at: int) -> bool:
        """Whether the wording may stand here: to ask for a reason needs something told, and is done once."""
        if words not in (self.say("ask_ground"), self.say("ask_reason")):
            return True
        fresh = at >= _TOLD and words not in self.draft.text and words not in self.asked
        self.asked.add(words)
        return fresh
