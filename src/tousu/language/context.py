"""The contexts that silence a rule: each a named question about the surroundings of a candidate."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import ClassVar

from tousu import patterns as re
from tousu.draft import Draft
from tousu.language.search import Candidate
from tousu.results import Fact
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.rules import FlagRule
from tousu.spans import Span, at_position, merged

_FAR = 1 << 62
_LONGEST_TERM = 24
_SPEECH_MARKS = '“「『‘"＂'
_NAMES = frozenset({"product", "merchant", "platform", "carrier", "address", "person"})
_NEGATION = re.compile(
    r"(?:不是|并非|并不是|没有|没|不|未|别|无|非|不算|不想|不愿|不敢|不会|绝非|谈不上|算不上)(?:说|在|要|想|去|什么|个|是)?$"
)
# 这不是骗人是什么, 这不就是诈骗吗: the negation asserts.
_TWICE_NEGATED = re.compile(r"(?:这|那|还|可|难道|岂|这样)不(?:就)?是(?:在|明|变相)?$")
_ASKS_BACK = re.compile(r"[^，,。！!；;：:\n]{0,6}(?:吗|么|嘛|是什么|还是什么|是啥|[？?])")
_NUMBER = re.compile(
    r"[0-9]|[一二两三四五六七八九十百千][个次件天元块台条张双斤盒瓶包箱只单份年月日号点分小层位户名人]"
)
_DONE_TO_WRITER = re.compile(
    r"(?:被|遭到?|受到?|收到|接到|挨)[^我]{0,12}$"
    r"|(?:骂|威胁|恐吓|辱骂|诬陷|诬赖|污蔑|吓唬|说|称|叫|喊|怼|喷|嘲讽)(?:我|俺|咱|人|老人|家人|顾客|买家|消费者)[^我]{0,4}$"
)
# 不删就把我的地址发到网上: whoever's home or address it is, is the one who is threatened.
_AT_WRITER = re.compile(
    "(?:把|将|拿|往|向|去|到|找|打|堵|泄露|公开|曝光)(?:我|俺)(?:家|们家|孩子|儿子|女儿|老婆|老公|爱人|爸|妈|父母|家人|单位|公司|"
    "的(?:地址|电话|手机|住址|身份证|照片|信息|隐私|家|孩子|单位|名字|工作))"
)
_BY_WRITER = re.compile(
    "(?:我们?|俺们?|咱们?|老子|本人)(?:就|会|要|将|非|也|都|天天|一定|必须|肯定|直接|今天|明天|马上|现在)"
)
_REPORTED = re.compile(
    r"(?:客服|商家|卖家|店家|店主|店员|店长|老板|对方|快递员|骑手|司机|经理|前台|销售|师傅|平台|人员|部长|总监|主管|顾问|技师|催收|物业|教练|老师|他|她)"
    r"[^，,。！？!?；;：:\n]{0,8}(?:说|回复|回|答复|表示|称|讲|骂|喊|吼|写|发|来|留言|原话|原话是|告诉我|怼我)[我道的了是]{0,3}"
)
_COLON = re.compile(
    r"(?:客服|商家|卖家|店家|店主|老板|对方|快递员|骑手|经理|前台|销售|平台|原话|回复|他说|她说|回我|答复)[^，,。！？!?；;：:\n]{0,8}[：:]"
)


_TOLD = re.compile(
    r"(?:4s店?|厂家|客服|商家|卖家|店家|老板|店员|店长|对方|师傅|经理|销售|人员|负责人|物业|平台|医生|前台|司机|快递员|骑手|顾问|技师)"
    r"[^。！？!?；;\n]{0,16}(?:说|称|回复|回我|表示|告诉|告知|答复|解释|认为|让我|叫我|检测说)"
    r"|(?:说是|检测说|回复说|对方说|他们说)"
)


class Context:
    """Asks the contexts about candidates of one draft; what several need is found once.

    Args:
        draft, hits, facts, rulebook: as everywhere.
        names: folded names of the user's own list.
        praise: whether the draft is praise, not a complaint.
    """

    def __init__(
        self,
        draft: Draft,
        hits: Hits,
        facts: Sequence[Fact],
        rulebook: Rulebook,
        names: Sequence[str] = (),
        praise: bool = False,
    ) -> None:
        self.draft, self.hits, self.facts, self.rulebook, self.names = draft, hits, facts, rulebook, names
        self.praise = praise
        self._sorted: dict[Owner, list[Span]] = {}

    def silences(self, candidate: Candidate) -> bool:
        """Whether any context of the rule or its kind makes the candidate innocent."""
        rule, span = candidate.rule, candidate.span
        # A question is asked only where the rule has words to answer it with: most rules have few.
        if rule.longer and self._in_longer(rule, span):
            return True
        if rule.near and self._says(rule, "near", self.draft.clause_at(span.start)):
            return True
        if rule.unless and self._says(rule, "unless", self.draft.sentence_at(span.start)):
            return True
        if rule.needs and not self._needed(rule, span):
            return True
        named = (*self.rulebook.kinds[rule.kind].silent_when, *rule.also_silent_when)
        return any(self._ASKED[name](self, span) for name in named if name not in rule.even_when)

    # What a rule's own file says.
    def _in_longer(self, rule: FlagRule, span: Span) -> bool:
        reach = Span(span.start - _LONGEST_TERM, span.end + _LONGEST_TERM)
        return any(hit.covers(span) for hit in self._within(Owner("flags", rule.id, "longer"), reach))

    def _says(self, rule: FlagRule, group: str, unit: Span) -> bool:
        return any(self._within(Owner("flags", rule.id, group), unit))

    def _needed(self, rule: FlagRule, span: Span) -> bool:
        needed = self._within(Owner("flags", rule.id, "need"), self.draft.sentence_at(span.start))
        return any(not span.covers(hit) for hit in needed)

    def _within(self, owner: Owner, unit: Span) -> Iterator[Span]:
        """The hits of an owner that begin inside ``unit``, found by bisection: a draft may have a hundred thousand."""
        hits = self._sorted.get(owner)
        if hits is None:
            hits = self._sorted[owner] = sorted(self.hits.get(owner, ()))
        for at in range(bisect.bisect_left(hits, (unit.start, 0)) if hits else 0, len(hits)):
            if hits[at].start >= unit.end:
                return
            yield hits[at]

    # The named contexts.
    @cached_property
    def _quoted_spans(self) -> list[Span]:
        return merged(quote.inner for quote in self.draft.quotes if quote.mark in _SPEECH_MARKS)

    @cached_property
    def _titles(self) -> list[Span]:
        return merged(quote.inner for quote in self.draft.quotes if quote.mark in "《【")

    @cached_property
    def _name_spans(self) -> list[Span]:
        spans = [tuple(fact.span) for fact in self.facts if fact.kind in _NAMES]
        for name in self.names:
            spans += (match.span() for match in re.finditer(re.escape(name), self.draft.folded))
        return merged(spans)  # type: ignore[arg-type]  # pairs of int

    def _quoted(self, span: Span) -> bool:
        return at_position(self._quoted_spans, span.start) is not None

    def _title(self, span: Span) -> bool:
        at = at_position(self._titles, span.start)
        return at is not None and self._titles[at].covers(span)

    def _name(self, span: Span) -> bool:
        """In a name that the draft states, or before a word that makes a name of it (骗子题材的桌游)."""
        tails = self._within(Owner("lexicons", "name_tails", "word"), Span(span.end, span.end + 1))
        if any(tail.start == span.end for tail in tails):
            return True
        names = self._name_spans
        for at in range(max(0, bisect.bisect_right(names, (span.start, _FAR)) - 1), len(names)):
            if names[at].start >= span.end:
                return False
            if names[at] == span or (names[at].overlaps(span) and not span.covers(names[at])):
                return True
        return False

    def _reported(self, span: Span) -> bool:
        """What the other side said, without quotation marks: its verb in the clause, or its colon in the sentence."""
        if _REPORTED.search(self._before(span, self.draft.clause_at(span.start))):
            return True
        return bool(_COLON.search(self._before(span, self.draft.sentence_at(span.start))))

    def _told(self, span: Span) -> bool:
        """Somebody else's words without a colon or quotation marks: he speaks earlier in the sentence."""
        return bool(_TOLD.search(self._before(span, self.draft.sentence_at(span.start), 40)))

    def _before(self, span: Span, unit: Span, most: int = 80) -> str:
        return self.draft.folded[max(unit.start, span.start - most) : span.start]

    def _negated(self, span: Span) -> bool:
        clause = self.draft.clause_at(span.start)
        before = self._before(span, clause, 10)
        if not _NEGATION.search(before):
            return False
        return not (_TWICE_NEGATED.search(before) and _ASKS_BACK.match(self.draft.folded, span.end))

    def _hedged(self, span: Span) -> bool:
        clause = self.draft.clause_at(span.start)
        return self._cue_in("hedges", Span(max(clause.start, span.start - 12), span.end))

    def _genuine_question(self, span: Span) -> bool:
        return self._cue_in("question_cues", self.draft.sentence_at(span.start))

    def _authority(self, span: Span) -> bool:
        return self._cue_in("authority_cues", self.draft.sentence_at(span.start))

    def _lawful(self, span: Span) -> bool:
        return self._cue_in("lawful_cues", self.draft.clause_at(span.start))

    def _technical(self, span: Span) -> bool:
        return self._cue_in("technical_cues", self.draft.sentence_at(span.start))

    def _done_to_writer(self, span: Span) -> bool:
        return bool(_DONE_TO_WRITER.search(self._before(span, self.draft.clause_at(span.start), 24)))

    def _against_writer(self, span: Span) -> bool:
        """A threat whose aim is the writer's home, family or data, by nobody who says I."""
        clause = Span(self.draft.clause_at(span.start).start, self.draft.clause_at(span.end - 1).end)
        at_writer = _AT_WRITER.search(self.draft.folded, *clause)
        return at_writer is not None and _BY_WRITER.search(self.draft.folded, *clause) is None

    def _beside_number(self, span: Span) -> bool:
        clause = self.draft.clause_at(span.start)
        text = self.draft.folded
        around = (
            text[max(clause.start, span.start - 8) : span.start] + " " + text[span.end : min(clause.end, span.end + 8)]
        )
        return bool(_NUMBER.search(around))

    def _praise(self, span: Span) -> bool:
        return self.praise

    def _cue_in(self, lexicon: str, unit: Span) -> bool:
        return any(hit.end <= unit.end for hit in self._within(Owner("lexicons", lexicon, "word"), unit))

    _ASKED: ClassVar[dict[str, Callable[[Context, Span], bool]]] = {
        "quoted": _quoted,
        "reported": _reported,
        "told": _told,
        "title": _title,
        "name": _name,
        "negated": _negated,
        "hedged": _hedged,
        "genuine_question": _genuine_question,
        "authority": _authority,
        "lawful": _lawful,
        "done_to_writer": _done_to_writer,
        "against_writer": _against_writer,
        "technical": _technical,
        "beside_number": _beside_number,
        "praise": _praise,
    }
