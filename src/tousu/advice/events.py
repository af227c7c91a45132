"""The dated events of a draft: what happened on a date, told apart by who did it.

Roles come with the date facts; here 签收 by the shop becomes ``return_received`` and 投诉 to the courier
``complained_carrier``, because terms run from them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left

from tousu import patterns as re
from tousu.advice.case import Case
from tousu.records import NamedTuple
from tousu.results import Fact

_FULL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T|$)")
_YEARLESS = re.compile(r"--([0-9]{2})-([0-9]{2})(?:T|$)")
_DOUBT = re.compile(r"(?:大概|大约|约|好像|可能|应该是|估计|似乎|也许|差不多|左右是?)$")
_DOUBT_AFTER = re.compile(r"(?:左右|前后|上下|前几天|那几天|吧|或者?)")
_SELLER_GOT = re.compile(
    r"(?:商家|卖家|店家|店铺|仓库|厂家|对方|店方)[^说称让告回复发寄给送，,。；;]{0,8}(?:签收|收到|收货)|退货[^，,。；;]{0,6}(?:签收|收到)|(?:签收|收到)了?(?:我的|我寄回|我退|退货|退回|寄回)"
)
# 送到品牌售后, 收到退款短信: neither is the receipt of the goods.
_NOT_RECEIPT = re.compile(
    r"(?:送到|送去|寄到|拿到|送达|到了)[^，,。；;]{0,6}(?:售后|维修|检测|鉴定|专柜|店|医院|机构|厂|派出所)"
    r"|(?:收到|收)了?[^，,。；;]{0,6}(?:短信|信息|消息|电话|通知|退款|回复|邮件|答复|赔款|账单|提示|验证码|传票)"
)
_REQUEST = re.compile(r"(?:退|换货|售后|维修|赔|保修|补发|取消)")
_TURNED = re.compile(
    r"(?:投诉|打|拨打|联系|反映|反馈|找|问|催|申诉|举报|致电|向)(?:了|过|给|到|至|电话给?)*[^，。；\n]{0,2}$"
)
# 给中通打电话投诉, 向圆通反映
_TURNED_TO = re.compile(r"(?:给|向|跟|和|与|同)[^，,。；;\n]{0,2}$")
_SPOKE = re.compile(r"[^，,。；;\n]{2,8}?(?:打了?(?:过|一个|几次)?电话|投诉|反映|申诉|联系|沟通|反馈|催|报)")
_WINDOW = 24
# A parcel bought in December and signed for in January: the second day lies in the next year.
_FIRST = frozenset({"ordered", "paid"})
_LATER = frozenset({"shipped", "signed", "received", "returned", "return_received", "found", "applied"})
_TURN = 6


class Event(NamedTuple):
    """Something that happened on a date.

    Attributes:
        day: None where the draft leaves out the year, or is unsure. month, of_month: what it does say.
        resolved: the day was derived from ``today``. by_anchor: the full date in the draft that gave its year.
        vague: the draft itself is unsure.
    """

    fact: Fact
    day: dt.date | None
    month: int = 0
    of_month: int = 0
    resolved: bool = False
    by_anchor: str = ""
    vague: bool = False


def find_events(case: Case) -> dict[str, list[Event]]:
    """Events by name, each distinct day once, in order of place."""
    out: dict[str, list[Event]] = {}
    known: set[tuple[str, str]] = set()
    anchor: Fact | None = None
    dates = [fact for fact in case.facts if fact.kind == "date"]
    for place, fact in enumerate(dates):
        end = dates[place + 1].span.start if place + 1 < len(dates) else len(case.draft.text)
        name = _name(case, fact, end)
        event = _event(case, fact) if name and (name, fact.value) not in known else None
        if event:
            event = _anchored(event, anchor, name)
            anchor = fact if not event.resolved and event.day and not event.by_anchor else anchor
            known.add((name, fact.value))
            out.setdefault(name, []).append(event)
    return out


def _name(case: Case, fact: Fact, end: int) -> str:
    """The event of a date: its role, refined by who acted."""
    text = case.draft.folded
    sentence = case.draft.sentence_at(fact.span.start)
    stop = min(end, sentence.end, fact.span.end + _WINDOW)
    around = text[max(sentence.start, fact.span.start - 8) : stop]
    if fact.role in ("signed", "received"):
        if _NOT_RECEIPT.search(around):
            return ""
        return "return_received" if _SELLER_GOT.search(around) else fact.role
    if fact.role in ("", "complained", "contacted", "applied"):
        if _turned_to_carrier(case, fact.span.end, stop):
            return "complained_carrier"
        asked = fact.role == "applied" or _REQUEST.search(around)
        return "applied" if asked and fact.role != "complained" else fact.role
    return fact.role


def _turned_to_carrier(case: Case, start: int, stop: int) -> bool:
    """The writer complained to the courier: 打了圆通客服, 投诉到快递公司, not 快递员打电话."""
    places = case.carrier_places
    at = bisect_left(places, start)
    while at < len(places) and places[at] < stop:
        place = places[at]
        if _TURNED.search(case.draft.folded, start, place):
            return True
        if _TURNED_TO.search(case.draft.folded, start, place) and _SPOKE.match(case.draft.folded, place, stop):
            return True
        at += 1
    return False


def _event(case: Case, fact: Fact) -> Event | None:
    text = case.draft.folded
    before = text[max(0, fact.span.start - 4) : fact.span.start]
    vague = bool(_DOUBT.search(before) or _DOUBT_AFTER.match(text, fact.span.end))
    full = _FULL.match(fact.value)
    if full:
        year, month, day = map(int, full.groups())
        date = dt.date(year, month, day)
        resolved = f"{year}" not in fact.span.of(text)
        return Event(fact, None if vague else date, month, day, resolved, vague=vague)
    part = _YEARLESS.match(fact.value)
    if part:
        return Event(fact, None, int(part[1]), int(part[2]), vague=vague)
    return Event(fact, None, vague=True) if vague else None


def _anchored(event: Event, anchor: Fact | None, name: str) -> Event:
    """A date without a year, after one with it, belongs to that year; after the turn of a year to the next one."""
    full = _FULL.match(anchor.value) if anchor else None
    if not full or not anchor or event.vague or not event.month or (event.day and not event.resolved):
        return event
    year, month, day = map(int, full.groups())
    if (event.month, event.of_month) < (month, day):
        if anchor.role not in _FIRST or name not in _LATER or month - event.month < _TURN:
            return event
        year += 1
    try:
        return event._replace(day=dt.date(year, event.month, event.of_month), by_anchor=anchor.text)
    except ValueError:
        return event
