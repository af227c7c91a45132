"""Threats: one calm notice of the lawful step in their place, or nothing where the draft announces one."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.claims import clause_start, threat_start
from tousu.draft import Draft
from tousu.results import Finding
from tousu.rewrite.grammar import CONDITION, FLOURISH, LAWFUL, MENACE, SAYING, THEN, THREATENING, WISH, says_nothing
from tousu.rewrite.notices import calm_condition
from tousu.rewrite.pieces import Piece, touched_by
from tousu.rewrite.protection import Protected
from tousu.rewrite.veiled import hints, unaddressed, unsaid, veiled
from tousu.rewrite.wording import Say
from tousu.spans import Span

# A clause of which a threat leaves no more code points than these goes with it.
_SCRAP = 6
_FORCED = re.compile("(?:你们?)?(?:千万)?(?:别|不要|休要)逼我")
"""What one says one would be driven to is the threat, to the end of its clause."""

_RECEIVED = re.compile("(?:[让叫要]我|威胁|恐吓|警告|我[^，,。]{0,4}(?:怕|担心)|吓我)[^，,。]{0,8}")
"""What the other side threatened, or what the writer fears of them, is told."""
_NEAR = 12
_OWN_STEP = re.compile(
    "退[学货款卡订团课租]|不[要买做学去来睡]了|换[一别]家|取消|就?当(?:是|作|买|交|喂|花)|认[了栽]|算了|[坐守站等蹲]着?[^，,。你您他]{0,4}了|哭|等着(?:开庭|判决|通知|结果)"
)
"""What the writers would do themselves, or bear."""
_PUBLICITY = re.compile(
    "(?:(?!我们?[要会将就]|不要|别|否则|不然)[^，,曝]){0,8}(?:希望|恳请|请|望|求|建议|麻烦)(?:(?!我们?[要会将就]|不要|别)[^，,曝]){0,12}(?P<word>曝光)"
)
"""Who is asked to make something known."""
_NAMED = re.compile(
    "(?:一下)?(?:这种|这样|不良|黑心|无良|垃圾|黑|骗子|的)*(?P<what>(?:该|此|这家|那家|这个|那个)?)(?:不良|黑心|无良|垃圾|黑|骗子|的)*"
    "(?P<who>[^，,黑骗]{0,6}?(?:单位|店铺?|公司|商家|平台|企业|厂家|机构|学校|卖家|中介))$"
)
_DEMAND = re.compile(
    "(?!不|再|如果|要是|否则|若|敢)[^，,不再]{0,10}(?:就要|必须|要求|请|给我|给个)[^，,不]{0,6}(?:答复|回复|处理|退|赔|解决|说法)"
)
_STEP = re.compile(
    "(?P<where>12315|12345|消费者协会|消协|工商局?|市场监管局?|市监局?|监管部门|有关部门|邮政管理局|银监会?|教育局)?"
    "(?:去|上|来)?(?P<what>投诉|举报|起诉|报警|仲裁|申诉)|(?P<court>法院|法庭)|(?P<place>12315|12345|消协|工商局|市场监管局)"
)

_OTHERWISE = re.compile("(?:要)?(?:否则|不然)的?话?[，, ]*")
_ON_STAGE = re.compile(
    "(?:再|还|然后|并且?|也|都|全)*(?:发|挂|传|贴|晒)(?:到|在|上)?(?:朋友圈|抖音|微博|小红书|快手|网上|群里|各大平台|头条)[^，,0-9]{0,8}"
)
"""Publicity that goes on with a threat: 我就给差评，发朋友圈."""

_THEN_STEP = re.compile(
    "(?:再|然后|并且?|同时|还要?|也要?|顺便)(?:去|向|到|找|打|拨打)?[^，,0-9了过]{0,6}(?:123[14]5)?[^，,0-9了过]{0,4}"
    "(?:投诉|举报|起诉|123[14]5)(?:你们?|他们?)?"
)
"""A lawful step that goes on with a threat."""


def _step(found: re.Match[str]) -> str:
    """A step in written words: 12315投诉 → 向12315投诉."""
    if found["court"]:
        return "起诉"
    where = found["where"] or found["place"]
    return f"向{where}{found['what'] or '投诉'}" if where else found["what"]


class Threats:
    """One draft's threats; remembers whether a lawful step stands in it already."""

    def __init__(self, draft: Draft, protected: Protected, say: Say, findings: Sequence[Finding]) -> None:
        self.draft, self.protected, self.say = draft, protected, say
        threats = [f.span for f in findings if f.kind == "threat"]
        announced = (m.span() for m in LAWFUL.finditer(draft.folded))
        self.announced = [Span(*a) for a in announced if not any(t.overlaps(a) for t in threats)]
        self.lawful = bool(self.announced)

    def calm(self, finding: Finding, pieces: Sequence[Piece]) -> None:
        """A threat becomes one calm notice of the lawful step, or goes where the draft announces one."""
        if self._tame(finding.span) or self._hinted(finding, pieces):
            return
        if not MENACE.search(self.draft.text, *finding.span) or self._wish(finding, pieces):
            return
        finding = self._behind_demand(finding, pieces)
        held_back = self._behind_facts(self._with_lead(finding, pieces))
        if held_back is None:
            return
        finding = self._with_step(held_back, pieces)
        touched = [p for p in touched_by(pieces, finding.span) if not p.dropped]
        if not touched:
            return
        text, rule, first = self.draft.text, finding.rule, touched[0]
        before = text[first.span.start : max(first.span.start, finding.span.start)]
        steps = self._steps(finding.span)
        notice = "" if self.lawful else self.say("notice", steps=steps)
        held = self._condition(first, before, pieces, rule)
        calm = calm_condition(before, self.say) if held is not None and not self.lawful else None
        if held is not None and not self.lawful:
            notice = (calm or "") + self.say("notice_after_condition", steps=steps)
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
            if not (FLOURISH.fullmatch(piece.of(text)) or _ON_STAGE.fullmatch(piece.of(text))):
                break
            piece.drop(rule)
        start = finding.span.start if kept else first.span.start
        if held is not None and (calm or (before.strip() and THEN.match(before))):
            start = first.span.start
        elif held is not None and before.strip():
            # The condition stays, without the «then I» that led to the threat.
            bare = WISH.search(before.rstrip("，, "))
            start = first.span.start + (bare.start() if bare else len(before))
            notice = notice and ("" if notice.startswith("，") else "，") + notice
        elif kept:
            notice = notice and "，" + notice
        end = first.span.end if says_nothing(text[finding.span.end : first.span.end]) else finding.span.end
        if start == first.span.start:
            unaddressed(text, pieces, first, self.protected, rule)
        if not notice and start == first.span.start and end == first.span.end:
            first.drop(rule)
        else:
            first.cut(start, end, notice, rule)

    def _tame(self, span: Span) -> bool:
        """Whether what reads like a threat is the words of others, or what one would have to do oneself."""
        text = self.draft.text
        if THREATENING.search(text, *span):
            return False
        if _RECEIVED.search(text, clause_start(text, span.start, _NEAR), span.end):
            return True
        then = THEN.search(text, *span)
        return _OWN_STEP.search(text, then.end() if then else span.start, span.end) is not None or (
            SAYING.search(text, *span) is not None
        )

    def _hinted(self, finding: Finding, pieces: Sequence[Piece]) -> bool:
        """A veiled threat announces nothing: it goes without a notice in its place."""
        text = self.draft.text
        touched = [p for p in touched_by(pieces, finding.span) if not p.dropped]
        words = "，".join(p.of(text) for p in touched)
        at = pieces.index(touched[0]) if touched else 0
        if not touched or not veiled((pieces[at - 1].of(text) + "，" if at else "") + words):
            return False
        whole = finding.span.start - touched[0].span.start <= _SCRAP
        if not hints(words) and not (whole and MENACE.search(text, *finding.span)):
            return False
        unsaid(text, pieces, touched, self.protected, finding.rule)
        return True

    def _wish(self, finding: Finding, pieces: Sequence[Piece]) -> bool:
        """A wish that a board or an authority make it known is no threat: it is worded calmly."""
        text = self.draft.text
        for piece in touched_by(pieces, finding.span):
            wish = _PUBLICITY.match(text, piece.span.start, piece.span.end)
            if wish is None or CONDITION.search(text, max(0, piece.span.start - _NEAR), piece.span.start):
                continue
            about = _NAMED.match(text, wish.end(), piece.span.end)
            calm = self.say("publish_about", what=about["what"] + about["who"]) if about else self.say("publish")
            piece.cut(wish.start("word"), about.end() if about else wish.end("word"), calm, finding.rule)
            return True
        return False

    def _steps(self, span: Span) -> str:
        """The lawful steps that a threat names itself; none: only that it is a lawful way."""
        named = dict.fromkeys(_step(m) for m in _STEP.finditer(self.draft.text, *span))
        lawful = self.say("lawful")
        return self.say("by_steps", steps="、".join(named), lawful=lawful) if named else self.say("by", lawful=lawful)

    def _behind_demand(self, finding: Finding, pieces: Sequence[Piece]) -> Finding:
        """The threat without the clause before it that only asks for something: 今天就要答复，不然我就…."""
        touched = touched_by(pieces, finding.span)
        if len(touched) < 2 or not _DEMAND.match(self.draft.text, *touched[0].span):
            return finding
        return finding.model_copy(update={"span": Span(touched[1].span.start, finding.span.end)})

    def _with_step(self, finding: Finding, pieces: Sequence[Piece]) -> Finding:
        """The threat with the lawful step that goes on with it: 不退我就曝光你们，再去12315投诉."""
        touched = touched_by(pieces, finding.span)
        at = pieces.index(touched[-1]) + 1 if touched else len(pieces)
        if at == len(pieces) or not _THEN_STEP.fullmatch(self.draft.text, *pieces[at].span):
            return finding
        step = pieces[at].span
        if self.announced and all(step.overlaps(a) for a in self.announced):
            self.announced, self.lawful = [], False
        return finding.model_copy(update={"span": Span(finding.span.start, step.end)})

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
        if (THEN.match(before) and len(before) <= 8) or _OTHERWISE.fullmatch(before):
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
