"""Words of the calendar: 昨天, 上周三, 去年十月, 双十一; what day they mean, and what happened on a date."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span

if TYPE_CHECKING:
    from tousu.facts.dates import Stated

_WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<w>[一二三四五六日天末])(?![年期岁边围转])")
_AFTER_WEEK = re.compile(r"的?(?:周|星期|礼拜)?(?P<w>[一二三四五六日天末])(?![个次天件年月])")
_WEEKDAYS = "一二三四五六日"
_NEVER_AFTER = {"今天": "猫", "六一": "八", "五一": "广", "十一": "点月号日"}


def find(text: str, hits: Hits, rulebook: Rulebook) -> Iterator[Stated]:
    """Dates written by words, with the weekday, day or month and the time that follow them."""
    from tousu.facts import dates

    for span in hits.get(Owner("lexicons", "relative_days", "word"), ()):
        end = _extended(text, span)
        stated = dates.Stated(Span(span.start, end), None, None, None, "", "date_word")
        yield dates.with_time(text, stated)
    for span in hits.get(Owner("lexicons", "festivals", "word"), ()):
        if _is_festival(text, span):
            yield dates.with_time(text, dates.Stated(span, None, None, None, "", "date_word"))
    if "周" in text or "星期" in text or "礼拜" in text:
        for m in _WEEKDAY.finditer(text):
            if text[m.start() - 1 : m.start()] not in ("一", "二", "两", "三", "四", "几", "每", "个"):
                yield dates.with_time(text, dates.Stated(Span(*m.span()), None, None, None, "", "date_word"))


_MONTH = re.compile(
    r"的?\s?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s?月(?:份|初|底|末|中旬|上旬|下旬)?(?:的?(?:3[01]|[12][0-9]|[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[号日])?"
)
_DAY = re.compile(
    r"的?\s?(?:(?:3[01]|[12][0-9]|[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:[号日]|多?号)|初|底|末|中旬|上旬|下旬|[一二]十几号)"
)
_FESTIVAL = re.compile(
    r"的?(?:双十一|双11|双十二|618|六一八|国庆|五一|春节|中秋|元旦|端午|清明|过年|年底|年初|夏天|冬天|春天|秋天|暑假|寒假)(?:节|期间)?"
)


def _extended(text: str, span: Span) -> int:
    """Where a word like 去年, 上个月, 上周 ends together with the month, day or weekday after it."""
    last = text[span.end - 1]
    shapes = {
        "年": (_MONTH, _FESTIVAL),
        "月": (_DAY,),
        "周": (_AFTER_WEEK,),
        "期": (_AFTER_WEEK,),
        "拜": (_AFTER_WEEK,),
    }
    for shape in shapes.get(last, ()):
        m = shape.match(text, span.end)
        if m:
            return m.end()
    return span.end


_NOT_FESTIVAL = re.compile(r"礼盒|礼品|款|路|广场|活动价|大促价|版|限定|同款|快乐|购物节补贴")


def _is_festival(text: str, span: Span) -> bool:
    """Not inside a number (16180), nor the name of something (中秋礼盒)."""
    word = span.of(text)
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if word[0].isdigit() and (before.isdigit() or after.isdigit() or after in ("元", "块", ".")):
        return False
    if word in ("月底", "月初", "月中") and before and before in "0123456789一二三四五六七八九十年本上下个这":
        return False
    if word in ("年底", "年初") and before and before in "0123456789":
        return False
    if after and after in _NEVER_AFTER.get(word, ""):
        return False
    return _NOT_FESTIVAL.match(text, span.end) is None


def confidence(stated: Stated, text: str, rulebook: Rulebook) -> float:
    """How sure it is that a point in time is told: numbers nearly always, 今天 and 周末 seldom, a bare hour hardly."""
    if stated.why == "date_time":
        return 0.4
    if stated.why != "date_word":
        return 0.97
    word = stated.span.of(text)
    return 0.45 if word in rulebook.lexicons["loose_days"].words else 0.8


class _Verb(NamedTuple):
    start: int
    end: int
    role: str


def verbs(text: str, hits: Hits, rulebook: Rulebook) -> list[_Verb]:
    """Verbs that give a date its role, by their start; of those that start together the longest."""
    roles = rulebook.lexicons["date_roles"].values
    found: dict[int, _Verb] = {}
    for start, end in hits.get(Owner("lexicons", "date_roles", "word"), ()):
        if start not in found or end > found[start].end:
            found[start] = _Verb(start, end, roles[text[start:end]])
    return [found[start] for start in sorted(found)]


_STOP = re.compile(r"[。；;！!？?\n]")
_GLUE = re.compile(r"[\s:：是为于在]{0,4}$")


def role(span: Span, text: str, found: Sequence[_Verb]) -> str:
    """What happened on this date: by the verb right before it (签收时间：), else by the first one after it."""
    at = bisect_left(found, span.start, key=lambda v: v.start)
    for verb in reversed(found[max(0, at - 4) : at]):
        if verb.end <= span.start and span.start - verb.end <= 4 and _GLUE.fullmatch(text[verb.end : span.start]):
            return verb.role
    for verb in found[at:]:
        if verb.start < span.end:
            continue
        gap = text[span.end : verb.start]
        if len(gap) > 20 or _STOP.search(gap) or gap.count("，") + gap.count(",") > 1:
            return ""
        return verb.role
    return ""


# 昨天 of 昨天下午6点, 上周三 of 上周三晚上.
_WITHOUT_TIME = re.compile(
    r".+?(?=凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜里|半夜|深夜|[0-9十一二三四五六七八九两]+[:：点]|$)"
)


def resolve(
    stated: Stated, text: str, today: dt.date | None, rulebook: Rulebook
) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The normal form, the key of its reason, and the fields of that reason."""
    word = stated.span.of(text)
    if stated.why != "date_word":
        year, month = stated.year, stated.month
        guessed = False
        if today and stated.day and not year:
            year, month = _latest(month, stated.day, today)
            guessed = year is not None
        value = _iso(year, month, stated.day, stated.clock)
        if value and _possible(year, month, stated.day):
            why = ("date_resolved", (("today", str(today)),)) if guessed else (stated.why, ())
            return value, *why
        return word, stated.why, ()
    head = _WITHOUT_TIME.match(word)
    word = head.group() if head else word
    if today:
        day = _from_word(word, today, rulebook)
        if day:
            return day, "date_resolved", (("today", str(today)),)
    return word, stated.why, ()


def _iso(year: int | None, month: int | None, day: int | None, clock: str) -> str:
    time = f"T{clock}" if clock else ""
    if year and month and day:
        return f"{year:04d}-{month:02d}-{day:02d}{time}"
    if year:
        return f"{year:04d}-{month:02d}" if month else f"{year:04d}"
    if month and day:
        return f"--{month:02d}-{day:02d}{time}"
    if month:
        return f"--{month:02d}"
    return f"---{day:02d}{time}" if day else time


def _possible(year: int | None, month: int | None, day: int | None) -> bool:
    """30 February is no date; without a year, 29 February may be one."""
    return not (month and day) or day <= calendar.monthrange(year or 2024, month)[1]


def _latest(month: int | None, day: int, today: dt.date) -> tuple[int | None, int | None]:
    """The year and month of the last such day up to today (a complaint tells of the past)."""
    tries = [(today.year - k, month) for k in (0, 1)] if month else [_months_back(today, k) for k in (0, 1, 2)]
    for year, m in tries:
        if m and _possible(year, m, day) and dt.date(year, m, day) <= today:
            return year, m
    return None, month


def _months_back(day: dt.date, count: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 - count
    return index // 12, index % 12 + 1


_OFFSET = re.compile(r"([DWMY])([+-]?[0-9]+)")


def _from_word(word: str, today: dt.date, rulebook: Rulebook) -> str:
    """The day, month or year that a relative word means, as ISO; empty where it stays open."""
    relative = rulebook.lexicons["relative_days"].values
    head = max((w for w in relative if word.startswith(w)), key=len, default="")
    rest = word[len(head) :].lstrip("的 ")
    if not head:
        return _from_weekday_or_festival(word, today, rulebook)
    unit, offset = _OFFSET.fullmatch(relative[head]).groups()  # type: ignore[union-attr]  # the data is validated
    count = int(offset)
    if unit == "D":
        return (today + dt.timedelta(days=count)).isoformat()
    if unit == "W":
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=count)
        m = re.match(r"(?:周|星期|礼拜)?([一二三四五六日天])", rest)
        return (
            (monday + dt.timedelta(days="一二三四五六日天".index(m[1]) % 7 if m[1] != "天" else 6)).isoformat()
            if m
            else ""
        )
    from tousu.facts.dates import number

    if unit == "M":
        year, month = _months_back(today, -count)
        m = re.match(r"([0-9]+|[一二三四五六七八九十]+)[号日]", rest)
        day = number(m[1]) if m else None
        if rest and not day:
            return f"{year:04d}-{month:02d}"
        return _iso(year, month, day, "") if _possible(year, month, day) else ""
    year = today.year + count
    m = re.match(r"([0-9]+|[一二三四五六七八九十]+)月(?:份|的)?(?:([0-9]+|[一二三四五六七八九十]+)[号日])?", rest)
    if m:
        month, day = number(m[1]), number(m[2])
        return _iso(year, month, day, "") if _possible(year, month, day) else ""
    fixed = rulebook.lexicons["festivals"].values.get(rest, "")
    return f"{year:04d}-{fixed}" if fixed else f"{year:04d}"


def _from_weekday_or_festival(word: str, today: dt.date, rulebook: Rulebook) -> str:
    """A bare weekday is the last one before today; a fixed festival its last day up to today."""
    m = _WEEKDAY.match(word)
    if m and m["w"] != "末":
        back = (today.weekday() - (6 if m["w"] == "天" else _WEEKDAYS.index(m["w"]))) % 7 or 7
        return (today - dt.timedelta(days=back)).isoformat()
    fixed = rulebook.lexicons["festivals"].values.get(word, "")
    if not fixed:
        return ""
    month, day = map(int, fixed.split("-"))
    year, _ = _latest(month, day, today)
    return f"{year:04d}-{fixed}" if year else ""
