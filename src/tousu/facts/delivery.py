"""Where the parcel is or was: the phrase, and the state it means, negation and «显示…» understood."""

from __future__ import annotations

import re

from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps

# 收到 also takes calls and messages; a word of the trade after it makes it no parcel.
_NOT_GOODS = re.compile(
    r"(?:了|的|过)?(?:一[条个]|[几两])?(?:客服|平台|商家|卖家|店家|银行|法院|陌生)?的?"
    r"(?:短信|信息|消息|电话|通知|退款|回复|回信|邮件|提示|验证码|钱|赔|补偿|账单|来电|骚扰|诈骗|催|处理|答复|扣款|律师|款|反馈|提醒|推送|工资|好评|邀请|链接|罚|传票|转账)"
)
_COURSE_WORDS = frozenset(
    {
        "开箱",
        "拆箱",
        "拆开",
        "拆封",
        "打开包装",
        "中转",
        "发往",
        "没到",
        "退件",
        "拿到",
        "被偷",
        "冒领",
        "丢失",
        "菜鸟驿站",
        "没动静",
    }
)
# Words that need the next ones to speak of a parcel at all.
_NEEDS_PARCEL = frozenset(
    {
        "停在",
        "卡在",
        "停留在",
        "不更新",
        "没有更新",
        "未更新",
        "没有进展",
        "不动了",
        "送来",
        "寄来",
        "退回",
        "送到",
        "退货",
        "丢失",
        "发往",
        "没动过",
    }
)
_PARCEL = re.compile("快递|物流|包裹|件|单号|货|运单|中转|分拨|揽|发货|驿站|派送|签收|寄|仓")
_NO_MONEY = re.compile(r"(?:差价|款|钱|押金|定金|余额|费)")
_DENIED = re.compile(r"(?:没有?|未|不|尚未|还没|并未|从未|从没|一直没|没法|无法)(?:正常|按时|实际|真正)?$")
_BEFORE = re.compile(
    r"(?:(?:系统|物流|平台|快递|订单|状态|页面)?(?:却|一直|就)?(?:显示|提示)(?:为|是|的?是)?(?:已经?|被)?|已经|已|被|还是|仍为|仍|一直|迟迟|至今|到现在都?)$"
)
_SIGNED = frozenset({"signed", "received"})


def find_delivery(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Phrases about the parcel, with the state as value and role."""
    text = draft.folded
    states = rulebook.lexicons["delivery_states"].values
    spans = hits.get(Owner("lexicons", "delivery_states", "word"), ())
    chosen = without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start))
    out = []
    for span in chosen:
        word = span.of(text)
        if word in _COURSE_WORDS or not _speaks_of_parcel(text, span, word, draft):
            continue
        state = _state(text, span, states[word])
        out.append(Proposal("delivery", _with_lead(text, span), state, 0.8, "delivery_words", state))
    return out


def _speaks_of_parcel(text: str, span: Span, word: str, draft: Draft) -> bool:
    if word in ("收到", "收到了", "收到的") and _NOT_GOODS.match(text, span.end):
        return False
    if word in ("寄回", "退回") and _NO_MONEY.search(text[span.end : span.end + 6]):
        return False
    if (
        word in ("签收", "收货")
        and text[span.end : span.end + 1] in ("人", "时", "地", "码", "信", "照")
        and word == "收货"
    ):
        return False
    if word == "代收" and text[span.end : span.end + 1] in ("费", "款"):
        return False
    if word in _NEEDS_PARCEL:
        sentence = draft.sentence_at(span.start)
        return _PARCEL.search(text, sentence.start, sentence.end) is not None
    return True


def _state(text: str, span: Span, state: str) -> str:
    """A denial right before the word turns it round: 没有签收 is not signed."""
    if _DENIED.search(text[max(0, span.start - 6) : span.start]):
        return "not_received" if state in _SIGNED else "not_shipped" if state == "shipped" else state
    return state


def _with_lead(text: str, span: Span) -> Span:
    """The phrase with 显示已, 一直没有 and the like before it."""
    start = span.start
    for shape in (_DENIED, _BEFORE):
        m = shape.search(text[max(0, start - 10) : start])
        if m:
            start -= m.end() - m.start()
    return Span(start, span.end)


_ORDER = (
    "not_received", "signed_by_other", "refused", "returned", "not_shipped", "stuck", "station",
    "out_for_delivery", "signed", "received", "in_transit", "shipped", "opened",
)  # fmt: skip


def state_of(phrase: str, rulebook: Rulebook) -> str:
    """The state that a phrase found by the tagger means: by the most telling word in it."""
    states = rulebook.lexicons["delivery_states"].values
    found = {state for word, state in states.items() if word in phrase}
    if re.search(r"(?:没|未|不|无法|还没).{0,3}(?:收到|签收|送|到|拿到|取到)", phrase):
        found.add("not_received")
    if re.search(r"(?:没|未|不|无法|迟迟|还没).{0,4}(?:发|寄|揽|出库|出仓)", phrase):
        found.add("not_shipped")
    for state in _ORDER:
        if state in found:
            return state
    return _by_character(phrase)


def _by_character(phrase: str) -> str:
    for sign, state in (
        ("签", "signed"),
        ("驿站", "station"),
        ("柜", "station"),
        ("门", "station"),
        ("退", "returned"),
        ("寄", "shipped"),
        ("送", "received"),
        ("到", "received"),
        ("收", "received"),
        ("发", "shipped"),
    ):
        if sign in phrase:
            return state
    return "in_transit"
