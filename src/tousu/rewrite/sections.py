"""The sections of the statement: the cleaned draft read sentence by sentence, under its own headings."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.dealing import COLON, Dealer, Sections
from tousu.rewrite.demands import counted
from tousu.rewrite.pieces import pieces_of
from tousu.rewrite.roles import ATTACHED, ITEM, clean, holds_evidence, introduces
from tousu.rewrite.shown import Shown
from tousu.spans import held

_HEADINGS = {
    "demand": "诉求 我的诉求 要求 请求 请求事项 投诉要求 投诉诉求 诉求如下 处理要求 希望",
    "evidence": "证据 附件 附 已提供 现有证据 证据材料 证据清单 附图 材料 可提供 相关材料 证据如下 凭证",
    "course": "事实 情况 经过 问题 投诉事项 事实经过 事情经过 情况说明 订单信息 投诉内容 补充 说明 投诉原因",
}
_HEADING = {word: section for section, words in _HEADINGS.items() for word in words.split()}
_CLOSING = re.compile("此致|敬礼|此致敬礼|以上|特此投诉|望批复|祝好")
_SIGNATURE = 6
"""After the closing words so few Han are a name and a date."""

_REQUEST = re.compile("(?:请求?|要求|恳请|望|希望)[一-鿿]{0,6}")
_WHAT_I_ASK = re.compile(
    "(?:现|现在)?(?:我的?|我方的?|本人的?)?(?:主要|具体)?(?:投诉)?(?:诉求|要求|请求)(?:(?:如下|主要|一共|总共|共|有|是|为)*[一二两三四五六几2-6][点个条项])?(?:也|很|非常|其实|十分)*(?:简单|明确|清楚|不高|不多|不过分)?(?:是|为|就是|如下)?"
    "|(?:现|现在)?(?:我们?|本人)?(?:就|只|总共|一共|现)*(?:有|提出?)(?:以下|下面|这)?[一二两三四五几]?[个点项条]?(?:要求|诉求|请求)"
)
_FURTHER = re.compile(
    "[二三四五六2-6](?:、|是|要|必须|请|退|赔|换|补|道歉|更换|解|修)|第[一二三四五六七八九十]|其[次二三四]|再次[，,]|最后[，,]"
)
"""The next item of what is asked for, though no mark stands behind its number."""


def sections_of(draft: Draft, facts: Sequence[Fact], shown: Shown, trade: Sequence[Fact], notice: str) -> Sections:
    """Every clause that is left after the edits, in the section it belongs to.

    Args:
        draft: the draft.
        facts: what it states.
        shown: the draft after its edits.
        trade: the facts that stand in the transaction already.
        notice: what an announcement of a lawful step says; it goes to the end of the demand.
    """
    dealer = Dealer(shown, frozenset(f.span for f in trade), notice)
    mode, closed = "", False
    facts = sorted(facts, key=lambda f: f.span.start)
    last = _last(draft, shown, facts)
    for sentence in draft.sentences:
        pieces = [p for p in pieces_of(draft, sentence) if shown.of(p.span).strip()]
        if not pieces:
            continue
        first, mark = clean(shown.of(pieces[0].span)), shown.of(pieces[0].mark).strip()[:1]
        asked = _REQUEST.fullmatch(first) or _WHAT_I_ASK.fullmatch(first)
        heading = _HEADING.get(first) or ("demand" if asked and mark in COLON else "")
        if asked and mark not in COLON and len(pieces) > 1 and counted(clean(shown.of(pieces[1].span))):
            heading, mark = "demand", ""  # 我有两个要求，第一，…
        if heading and mark in ("", *COLON):
            mode, pieces = heading, pieces[1:]
        elif (
            not ITEM.match(shown.of(sentence))
            and not (mode == "demand" and _FURTHER.match(shown.of(sentence)))
            and draft.text[max(0, sentence.start - 8) : sentence.start].rstrip()[-1:] not in "；;"
        ):
            mode = "evidence" if ATTACHED.match(first) else ""
        closed = closed or _CLOSING.fullmatch(first) is not None
        here = held(facts, sentence, lambda f: f.span)
        if closed and len(re.findall("[一-鿿]", shown.of(sentence))) <= _SIGNATURE:
            dealer.out.signed += [clean(shown.of(sentence))] * bool(here)
            continue
        if not pieces:
            continue
        if not mode and introduces(shown.of(sentence), here):
            dealer.out.signed.append(clean(shown.of(sentence)))
            continue
        dealer.sentence(pieces, here, mode, closing=sentence.start == last)
    out = dealer.out
    if not out.demand:
        out.demand = out.story.buried
    named = [word for word in dict.fromkeys(out.shown) if not any(word in told for told in out.evidence)]
    if named:
        out.evidence.append("、".join(named))
    return out


def _last(draft: Draft, shown: Shown, facts: Sequence[Fact]) -> int:
    """Where the last sentence begins that is more than evidence."""
    for sentence in reversed(draft.sentences):
        pieces = [p for p in pieces_of(draft, sentence) if shown.of(p.span).strip()]
        told = ((shown.of(p.span).strip(), held(facts, p.span, lambda f: f.span)) for p in pieces)
        if pieces and not all(holds_evidence(words, here) for words, here in told):
            return sentence.start
    return 0
