"""Colloquial turns in plain words: the same said as a mediator would say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.demands import asked, asks_from, bluntly
from tousu.rewrite.grammar import PARTY_NOUN
from tousu.rewrite.notices import notices
from tousu.rewrite.phrases import phrases
from tousu.rewrite.pieces import Piece, pieces_of
from tousu.rewrite.wording import MENDING
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span, SpanSet


def plainly(draft: Draft, facts: Sequence[Fact], taken: Sequence[Edit], rulebook: Rulebook) -> Iterator[Edit]:
    """Edits of phrases with a plain equal, outside quotations, names and what is edited already."""
    found = [(_with_comma(draft, span, plain), plain) for span, plain in phrases(draft, rulebook, "plain_phrases")]
    for idle in (_TO_ALL, _STUTTER, _SIGHED, _TAG, _FRANKLY):
        found += [(Span(*m.span()), "。" if m.group()[-1] in "？?" else "") for m in idle.finditer(draft.folded)]
    closed = SpanSet([*(q.span for q in draft.quotes), *(e.span for e in taken)])
    yield from _requests(draft, closed, rulebook.say("rewrite", "please"))
    if taken:
        # A lawful step is no flaw: it is worded where a draft is edited anyway.
        yield from notices(draft, closed, partial(rulebook.say, "rewrite"))
    if not found:
        return
    named = SpanSet(f.span for f in facts if f.kind in ("merchant", "product", "platform", "carrier", "person"))
    for span, plain in found:
        words = span.of(draft.folded)
        echoed = plain and draft.folded.startswith(words[:1], span.end)  # 踢皮球踢了一个月
        if echoed or (words.endswith("不") and _BARE_IS.match(draft.folded, span.end)):
            continue
        if plain != words and not closed.touches(span) and not named.touches(span):
            yield Edit(span, plain, MENDING)


def _requests(draft: Draft, closed: SpanSet, please: str) -> Iterator[Edit]:
    """What is demanded bluntly, asked for: 尽快处理吧 → 请尽快处理, and 请 before what a draft demands at its end."""
    text = draft.text
    for m in _SOON.finditer(text):
        if not closed.touches(m.span()):
            yield Edit(Span(m.start(), m.start()), please, MENDING)
            yield Edit(Span(m.end() - 1, m.end()), "", MENDING)
    for m in _ASKED_WHO.finditer(text):
        if not closed.touches((m.start(), m.end() + 1)):
            yield Edit(Span(m.end(), m.end()), "，", MENDING)
    starts = (*_alone(draft), *_at_last(draft))
    yield from (Edit(Span(at, at), please, MENDING) for at in starts if not closed.touches((at, at + 1)))


def _clauses(draft: Draft, sentence: Span) -> list[Piece]:
    return [p for p in pieces_of(draft, sentence) if p.span.end > p.span.start]


def _sentences(draft: Draft) -> list[Span]:
    """The last sentences that say anything, two at most."""
    return [s for s in draft.sentences if s.of(draft.text).strip()][-2:]


def _alone(draft: Draft) -> Iterator[int]:
    """Where a sentence of demands begins, before a last one that tells nothing of what became of them."""
    text, sentences = draft.text, _sentences(draft)
    if len(sentences) < 2 or _OUTCOME.search(sentences[-1].of(text)):
        return
    clauses = _clauses(draft, sentences[0])
    words = [p.of(text) for p in clauses]
    if words and bluntly(words[0], []) and all(map(asked, words)):
        yield clauses[0].span.start


def _at_last(draft: Draft) -> Iterator[int]:
    """Where the demands begin that a draft ends with, a retort behind them left aside."""
    clauses = [p for s in _sentences(draft)[-1:] for p in _clauses(draft, s)]
    words = [p.of(draft.text) for p in clauses]
    if len(words) > 1 and _RETORT.fullmatch(words[-1]):
        words.pop()
        if not asked(words[-1]):
            return
    at = asks_from(words)
    if at < len(clauses) and bluntly(clauses[at].of(draft.text), words[max(0, at - 3) : at]):
        yield clauses[at].span.start


_OUTCOME = re.compile("[了没未不等说称又还]")
_RETORT = re.compile(
    "(?:做不到|办不到|给不了|不行|不然)?就别[^，,]{1,10}|(?:给|修|换)不了就退[款钱货]?|别的不说|(?:不要|别)再?找理由"
)
"""What is put behind a demand and asks for no more."""

_SOON = re.Signed(
    "(?:(?<=[，,。！!？?；;\\n])|^)尽快(?:帮我?|给我?)?(?:处理|解决|退款|退钱|退|发货|回复|答复|安排|赔付|修好)吧",
    ["尽快"],
)


def _with_comma(draft: Draft, span: Span, plain: str) -> Span:
    """A phrase that goes, with the comma behind it."""
    return Span(span.start, span.end + (not plain and draft.folded.startswith(("，", ","), span.end)))


_BARE_IS = re.compile("是(?=[，,。！!；;\\n]|$)")
"""What bears no word less before it: 摸着根本不是."""

_EVERYBODY = "(?:姐妹们?|家人们|兄弟们|宝子们|朋友们|各位亲?|大家)"
_TO_ALL = re.Signed(
    f"(?:^|(?<=[。！？!?\\n])){_EVERYBODY}(?:避雷|避坑|快?看看|注意|评评理|千万别买)?[了啊吧呀]*(?:[，,！!~～]+|(?=[❌⚠🔥💣]))"
    "|(?<=[了啊])各位(?=[！!。])",
    ("姐妹", "家人们", "兄弟们", "宝子们", "朋友们", "各位", "大家"),
)
"""A call to whoever reads it: a complaint has one reader."""

_SIGHED = re.Signed(
    "(?<=[一-鿿0-9])(?<![吗呢吧啊呀好行是对])[啊呀哦哈啦嘛呗嗯](?=[，,。！!；;\\n]|$)", "啊呀哦哈啦嘛呗嗯"
)
"""A particle that only sighs, at the end of a clause."""

_FRANKLY = re.Signed(
    "(?:^|(?<=[，,。！!？?；;\\n]))(?:说实话|说句实话|老实说|讲真的?|说白了|不得不说|真的是)[，,]",
    ("实话", "老实说", "讲真", "说白了", "不得不说", "真的是"),
)
"""What only says that something is being said."""

_STUTTER = re.compile("(?<![问找给系询诉到见])(?P<said>(?!一)[一-鿿]{3,6})(?=(?P=said)(?!地))")
"""What is said twice in one breath: 在处理在处理."""

_ASKED_WHO = re.compile(
    f"(?<=[问找给系询诉])(?P<who>(?:{PARTY_NOUN}|班主任|他|她|对方)[们]?)(?=(?P=who)(?![们的])[^，,。]{{0,6}}[说称讲让叫回不没])"
)
"""Who was asked, and who answers: 咨询客服客服说."""

_TAG = re.Signed(
    "[，,](?:这|我这|我的|这些)?(?:算是?|应该是?|都是|是)?(?:很|挺)?(?:合理|正当|不过分)的?(?:请求|要求|诉求)?吧(?:[？?]|(?=[，,。！!]))",
    ("合理", "正当", "不过分"),
)
"""What asks to be agreed with: 合理请求吧."""
