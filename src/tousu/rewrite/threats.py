"""Threats: one calm notice of the lawful step in their place, or nothing where the draft announces one."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.claims import threat_start
from tousu.draft import Draft
from tousu.results import Finding
from tousu.rewrite.grammar import CONDITION, FLOURISH, LAWFUL, MENACE, THEN, THREATENING, WISH, says_nothing
from tousu.rewrite.pieces import Piece, touched_by
from tousu.rewrite.protection import Protected
from tousu.rewrite.wording import Say
from tousu.spans import Span

# A clause of which a threat leaves no more code points than these goes with it.
_SCRAP = 6
_FORCED = re.compile("(?:你们?)?(?:千万)?(?:别|不要|休要)逼我")
"""What one says one would be driven to is the threat, to the end of its clause."""


class Threats:
    """One draft's threats; remembers whether a lawful step stands in it already."""

    def __init__(self, draft: Draft, protected: Protected, say: Say, findings: Sequence[Finding]) -> None:
        self.draft, self.protected, self.say = draft, protected, say
        threats = [f.span for f in findings if f.kind == "threat"]
        announced = (m.span() for m in LAWFUL.finditer(draft.folded))
        self.lawful = any(not any(t.overlaps(a) for t in threats) for a in announced)

    def calm(self, finding: Finding, pieces: Sequence[Piece]) -> None:
        """A threat becomes one calm notice of the lawful step, or goes where the draft announces one."""
        if not MENACE.search(self.draft.text, finding.span.start, finding.span.end):
            return
        held_back = self._behind_facts(self._with_lead(finding, pieces))
        if held_back is None:
            return
        finding = held_back
        touched = [p for p in touched_by(pieces, finding.span) if not p.dropped]
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
        touched = touched_by(pieces, finding.span)
        if not touched:
            return finding
        start, end = finding.span
        lead = max(touched[0].span.start, threat_start(text, start))
        if not self.protected.touches(Span(lead, start)):
            start = lead
        rest = Span(end, max(end, touched[-1].span.end))
        forced = _FORCED.match(text, start) is not None
        if (forced or rest.end - rest.start <= _SCRAP) and not self.protected.touches(rest):
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
