"""Where the writer has been already, plans and negation understood: 找过商家 yes, 还没找平台 no, 再不退就打12315 no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.advice.case import Case
from tousu.catalogue import Channel
from tousu.rulebook import Owner
from tousu.spans import Span, without_overlaps

_HOMES = {"platforms": "platform", "carriers": "carrier"}
_BEFORE = 14
# 我公司, 我们物业: the writer's own side; 冒充客服: somebody else.
_NOT_THEM = ("我", "我们", "保险", "冒充", "自称", "假冒", "假")
_AFTER = 12
_CONTACT = re.compile(
    r"(?:联系|沟通|反映|反馈|投诉|申诉|申请|协商|交涉|找|问|打|拨|致电|催|告诉|告知|咨询|举报|报给|打给|起诉|通知)"
    r"(?:到|过|了|给|的|电话|了电话|至|上|一下|当地|本地|平台的?|[0-9一二两三四五六七八九十几多]{1,3}[次遍回])*[^，。；！？\n]{0,3}$"
)
_WITH = re.compile(r"(?:向|跟|和|与|对|同|给)[^，。；！？\n]{0,3}$")
_TALK = re.compile(
    r"[^，。；！？\n]{0,4}?(?:说|讲|协商|沟通|反映|反馈|投诉|申请|联系|交涉|商量|理论|提出|举报|申诉|咨询|要求|索要|递交|报备|备案|求助|报案|打过?电话|打了|留言)"
)
_ANSWER = re.compile(
    r"(?:那边|方面|人员|每次|每次都|天天|只|只会|工作人员|后来|却|就|又|也|一直|始终|还|还是|先是?|先后|则|的|今天|昨天|当时|直接|反而|居然|竟然|一开始|已经?|都){0,3}"
    r"(?:说|回复|答复|拒绝|不理|不回|表示|让我?|推|驳回|不处理|不给|不肯|不同意|不予|告诉|告知|解释|来电|认了|答应|承认|认为|判|受理|调解|转办|转给|转到|登记|立案|联系不上|没回"
    r"|没有回|同意|拒收|要求我|要求提供|要我|只退|未回|不接|没人|无人|无法联系|终止|已读|失联|挂断|不退|不认|只肯|只给|不管|不承认|拉黑|把我拉黑|敷衍|回我|以[^，。]{1,12}为由)"
)
# Apps that people talk through: 微信都不回 is no answer of the platform.
_TOOLS = ("微信", "支付宝", "qq", "钉钉")
_DENIED = re.compile(
    r"(?:没有?|未|还没有?|尚未|从未|不想|不愿|没去|不知道怎么|不会)(?:能|去|再|来得及|顾上)?[^，。；！？\n]{0,3}$"
)
_REACHED = re.compile(r"联系不上|没联系上|联系上|打不通|没人接")
_PLANNED = re.compile(
    r"将|我会|我要|准备|打算|考虑|想|再不|否则|不然|如果|若|要是|保留|只能|只好|必要时|可以|下一步|能不能|是否|希望|(?<!申)请|求|要求|建议|我就|就去|就要|就只|明天|接下来|应该|可否|不行就|麻烦|别逼"
)
_PAST = re.compile(
    r"已|了|过|[一二两三四五六七八九十几0-9]次|之后|以后|编号|受理|回复|答复|调解|登记|立案|终止|不予|告知|转给|转到|转办|工作人员|让我"
)
# 如果商家不退: nothing has happened yet.
_SUPPOSED = re.compile("如果|假如|假设|要是|万一|倘若")
# 请平台说明: what is asked of them is no answer.
_ASKED = re.compile(r"(?:(?<!申)请|求|希望|麻烦)[^，。；！？\n]{0,3}$")
_DONE = re.compile("已经?|过了?|之后|以后")


def find_tried(case: Case) -> dict[str, Span]:
    """Channel id to the place that says the writer has been there, in the order of the rulebook."""
    named = _named(case)
    out: dict[str, Span] = {}
    for id_, channel in case.rulebook.channels.items():
        span = next(_mentions(case, channel, named.get(id_, ())), None)
        if span is not None:
            out[id_] = span
    return out


def _mentions(case: Case, channel: Channel, named: Sequence[Span]) -> Iterator[Span]:
    for span in case.hits.get(Owner("channels", channel.id, "tried"), ()):
        if not _planned_or_denied(case, span):
            yield span
    for span in named:
        found = _dealt_with(case, span, channel)
        if found:
            yield found


def _named(case: Case) -> dict[str, list[Span]]:
    """Channel id to the places where its people are named: 快递客服 and 淘宝客服 are not the shop's."""
    found: list[tuple[Span, str]] = []
    for (room, id_, group), spans in case.hits.items():
        if group == "party" or (group == "name" and room in _HOMES):
            home = _HOMES.get(room, id_)
            found += [(span, home) for span in spans]
    if not found:
        return {}
    chosen = without_overlaps(found, lambda f: f[0], lambda f: (f[0].start - f[0].end, f[0].start))
    out: dict[str, list[Span]] = {}
    for place, (span, home) in enumerate(chosen):
        before, of = chosen[place - 1] if place else (Span(-1, -1), "")
        # A name glued to 客服 says whose they are; the two are one mention.
        glued = before.end == span.start and home == "seller" and of in ("platform", "carrier")
        out.setdefault(of if glued else home, []).append(Span(before.start, span.end) if glued else span)
    return out


def _dealt_with(case: Case, span: Span, channel: Channel) -> Span | None:
    """The phrase that says the writer spoke to this party or had its answer; None where it is a plan or denied."""
    text = case.draft.folded
    start = _clause_start(text, span.start)
    if text[max(0, span.start - 2) : span.start].endswith(_NOT_THEM):
        return None
    answer = _ANSWER.match(text, span.end, min(len(text), span.end + _AFTER))
    if answer and span.of(text) in _TOOLS:
        answer = None
    lead = text[start : span.start]
    contact = _CONTACT.search(lead)
    if not contact:
        preposition = _WITH.search(lead)
        if preposition and _TALK.match(text, span.end, min(len(text), span.end + _AFTER)):
            contact = preposition
    if not answer and not contact:
        return None
    end = answer.end() if answer else span.end
    if contact and not answer:
        if _DENIED.search(lead[: contact.start()]) and not _REACHED.search(text[start : span.end + 4]):
            return None
        if _PLANNED.search(lead) and not _DONE.search(lead):
            return None
        if channel.strict and not _PAST.search(text, start, _clause_end(text, span.end)):
            return None
    elif _SUPPOSED.search(lead) or (_PLANNED.search(lead) and (channel.strict or _ASKED.search(lead))):
        return None
    return Span(start + contact.start() if contact else span.start, end)


def _planned_or_denied(case: Case, span: Span) -> bool:
    text = case.draft.folded
    lead = text[_clause_start(text, span.start) : span.start]
    return bool(_DENIED.search(lead)) or bool(_PLANNED.search(lead) and not _DONE.search(lead))


_STOPS = frozenset("，,。；;！!？?\n、：:")


def _clause_start(text: str, at: int) -> int:
    stop = max(0, at - _BEFORE)
    while at > stop and text[at - 1] not in _STOPS:
        at -= 1
    return at


def _clause_end(text: str, at: int) -> int:
    stop = min(len(text), at + _AFTER)
    while at < stop and text[at] not in _STOPS:
        at += 1
    return at
