"""What an edit may not touch: facts, and claims that are not figures of speech."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from tousu import patterns as re
from tousu.claims import Claim, blanks_in, find_claims, pressure_of
from tousu.draft import Draft
from tousu.results import Fact, Finding
from tousu.rewrite.repetition import collapsed
from tousu.rewrite.wording import Wording
from tousu.spans import Span, SpanSet, merged

_REMOVABLE = frozenset(
    [
        "insult",
        "emotion",
        "sarcasm",
        "rhetorical",
        "threat",
        "hearsay",
        "understatement",
        "exaggeration",
        "accusation",
        "urging",
    ]
)


_SOFTENED = frozenset(["accusation", "urging"])
"""What is worded otherwise, and still says what it says."""


def quoted_of(draft: Draft) -> SpanSet:
    """What stands in quotation marks: others' words, and names."""
    return draft.once("quoted", lambda d: SpanSet(q.span for q in d.quotes))


def closed_of(draft: Draft, facts: Sequence[Fact]) -> SpanSet:
    """Where no mark and no word is put in, or put right: in facts and in quotations."""
    return SpanSet([*(f.span for f in facts), *(q.span for q in draft.quotes)])


class Protected:
    """Spans that stay to the letter, asked by place.

    A word that also stands outside all flagged language may go where it stands inside: it is still said.
    """

    def __init__(self, draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding]) -> None:
        self.claims = find_claims(draft)
        flagged = merged(f.span for f in findings if f.kind in _REMOVABLE)
        pressure = merged(pressure_of(draft.text, findings))
        self._letters, self._text = draft.text, draft.folded
        self._told_twice: dict[str, bool] = {}
        gone = merged(f.span for f in findings if f.kind in _REMOVABLE - _SOFTENED)
        self._plain = _without(self._text, gone)
        plain = Counter(_said(c) for c in self.claims if not any(f.overlaps(c.span) for f in _near(gone, c.span)))
        spans: set[Span] = {Span(*m.span()) for m in _REPORTED.finditer(self._text)}
        spans.update(blanks_in(self._text))
        anger = merged(f.span for f in findings if f.kind in ("insult", "emotion"))
        for span, loose, claim in _candidates(self._text, facts, self.claims, anger):
            if loose and any(p.covers(span) for p in _near(pressure, span)):
                continue
            if any(f.overlaps(span) for f in _near(flagged, span)):
                goes = any(f.overlaps(span) for f in _near(gone, span))
                repeated = plain[_said(claim)] > (not goes) if claim else self._again(span.of(self._text), goes)
                if repeated:
                    continue
            spans.add(span)
        self.spans = sorted(spans)
        self._widest = max((s.end - s.start for s in self.spans), default=0)

    def inside(self, span: Span) -> list[Span]:
        """The protected spans that share a code point with ``span``, in order."""
        at = bisect_left(self.spans, (span.start - self._widest,))
        out = []
        while at < len(self.spans) and self.spans[at].start < span.end:
            if self.spans[at].overlaps(span):
                out.append(self.spans[at])
            at += 1
        return out

    def touches(self, span: Span) -> bool:
        """Whether anything protected shares a code point with ``span``."""
        return bool(self.inside(span))

    def needed(self, span: Span) -> bool:
        """Whether ``span`` holds something protected that is said nowhere else in plain words."""
        return any(not self._twice(s.of(self._text)) for s in self.inside(span))

    def survives(self, wording: Wording, once: bool = False) -> bool:
        """Whether all that is protected where the wording goes stands in it to the letter, or ``once`` but once."""
        kept = (s.of(self._letters) for s in self.inside(Span(wording.start, wording.end)))
        return all((collapsed(words) if once else words) in wording.text for words in kept)

    def _again(self, words: str, goes: bool) -> bool:
        """Whether plain language holds the words, once more where they stand in it themselves."""
        return words in self._plain if goes else self._twice(words)

    def _twice(self, words: str) -> bool:
        """Whether plain language holds the words twice; looked up to the second place only, once for all."""
        if words not in self._told_twice:
            first = self._plain.find(words)
            self._told_twice[words] = first >= 0 and self._plain.find(words, first + len(words)) >= 0
        return self._told_twice[words]


def _said(claim: Claim) -> tuple[str, str]:
    return claim.kind, claim.key


def _candidates(
    text: str, facts: Sequence[Fact], claims: Sequence[Claim], anger: Sequence[Span]
) -> Iterable[tuple[Span, bool, Claim | None]]:
    """Spans to keep, and whether a threat may take them with it."""
    for fact in facts:
        loose = fact.kind in ("evidence", "delivery", "product") or _shaming(fact) or on_stage(text, fact)
        # Of 把我的血汗钱还给我 all is asked for but the anger.
        parts = _apart(text, _asked_for(fact), anger) if fact.kind == "demand" else [fact.span]
        yield from ((part, loose, None) for part in parts)
    yield from ((c.span, c.kind not in ("identifier", "quote", "title"), c) for c in claims if not c.weak)


_SIMILE = re.compile("(?:一样|一般|似的|般)?的?")


def _apart(text: str, span: Span, holes: Sequence[Span]) -> list[Span]:
    """What is left of a span around the holes that lie inside it, each with the 一般的 that ends it."""
    out, at = [], span.start
    for hole in holes[bisect_left(holes, (span.start,)) :]:
        if hole.start >= span.end:
            break
        if span.covers(hole) and hole != span:
            out.append(Span(at, hole.start))
            at = _SIMILE.match(text, hole.end).end()  # type: ignore[union-attr]  # it matches nothing at least
    return [part for part in (*out, Span(at, span.end)) if part.start < part.end]


# What the other side said is a fact of the case, whatever the writer makes of it.
_REPORTED = re.compile(
    "(?:客服|商家|卖家|店家|店主|店里|店员|老板|快递员|小哥|师傅|销售|平台|厂家|厂里|对方|经理|店长|售后|前台|老师|教练|园长|主播|医生|司机|物业|房东|"
    "公司|银行|专员|主管|坐席|负责人|小二|中介|代理|柜台|服务员|员工|驿站|网点|群里|群主|团长|组长|站长|业务员|推销员|管家|检测师|工人|学长|他|她)(?!们?敢)[^，,。；;！!？?\n“”「」不没]{0,6}"
    "(?:说是|说|称|回复|答复|表示|告诉|告知|通知|解释)(?![话得法服到出])"
    "|(?:^|(?<=[，,。；;\n还]))(?:说|骂|诬陷|污蔑)我[^，,。；;！!？?\n]{1,12}"
)
_PRESSING = re.compile("(?:请|立刻|马上|立即|即刻|赶紧|赶快|尽快|抓紧|立马|现在就?|必须|火速|速速|快点|给我|[，,、 ])+")


def _asked_for(fact: Fact) -> Span:
    """The fact; of a demand what is asked for, without the pressing before it."""
    pressing = _PRESSING.match(fact.text) if fact.kind == "demand" else None
    if pressing is None or pressing.end() == len(fact.text):
        return fact.span
    return Span(fact.span.start + pressing.end(), fact.span.end)


_SHAME = re.compile("曝光|差评|媒体|网上|抖音|发视频|热搜|直播|公之于众|身败名裂")


def _shaming(fact: Fact) -> bool:
    """A «demand» that is none: 曝光这家店."""
    return fact.kind == "demand" and _SHAME.search(fact.text) is not None


_STAGES = 24
_SOCIAL = re.compile("抖音|小红书|微博|快手|朋友圈|[Bb]站|知乎|头条|贴吧|视频号")
_OTHER_STAGES = re.compile(f"(?:(?:{_SOCIAL.pattern})[、和及跟与，,]?)+$")
"""Other stages before it: 发到抖音小红书."""
_SHOWN = re.compile("等着上$|(?:发|挂|传|贴|放|晒|播|曝光)(?:到|在|上|去)?$|把你们?(?:全都?|都)?在$")


def only_a_stage(text: str, fact: Fact) -> bool:
    """Whether a name is that of a network, and stands there as a stage only: it is no party."""
    return _SOCIAL.fullmatch(fact.text) is not None and on_stage(text, fact)


def on_stage(text: str, fact: Fact) -> bool:
    """A «platform» on which nothing was bought: where a threat would show it all, 发到抖音."""
    if fact.kind != "platform" and not (fact.kind == "merchant" and _SOCIAL.fullmatch(fact.text)):
        return False
    before = _OTHER_STAGES.sub("", text[max(0, fact.span.start - _STAGES) : fact.span.start])
    return _SHOWN.search(before) is not None


def _without(text: str, spans: Sequence[Span]) -> str:
    out, at = [], 0
    for span in spans:
        out.append(text[at : span.start])
        at = span.end
    return "\n".join((*out, text[at:]))


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    at = bisect_left(spans, (span.start,))
    return spans[max(0, at - 1) : at + 2]
