"""The normal form of a date, and what day a word like 昨天 or 上周三 means, counted from a day the caller gives."""

from __future__ import annotations

import datetime as dt

from tousu import patterns as re
from tousu.facts.calendar_words import WEEKDAY
from tousu.facts.clock import Stated, number
from tousu.rulebook import Rulebook

_WEEKDAYS = "一二三四五六日"


# 昨天 of 昨天下午6点, 上周三 of 上周三晚上.
_WITHOUT_TIME = re.compile(
    r".+?(?=凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜里|半夜|深夜|[0-9十一二三四五六七八九两]+[:：点]|$)"
)


_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(year: int, month: int) -> int:
    """How many days a month has: ``calendar`` knows too, but loading it costs a hundredth of a first draft."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _DAYS[month - 1]


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
            # A month or a year has no time of day.
            day += f"T{stated.clock}" if stated.clock and len(day) == _DAY_LENGTH else ""
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
    return not (month and day) or day <= days_in(year or 2024, month)


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


_DAY_LENGTH = len("2026-09-03")
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
        told, day = number(m[1]), number(m[2])
        return _iso(year, told, day, "") if _possible(year, told, day) else ""
    fixed = rulebook.lexicons["festivals"].values.get(rest, "")
    return f"{year:04d}-{fixed}" if fixed else f"{year:04d}"


def _from_weekday_or_festival(word: str, today: dt.date, rulebook: Rulebook) -> str:
    """A bare weekday is the last one before today; a fixed festival its last day up to today."""
    m = WEEKDAY.match(word)
    if m and m["w"] != "末":
        back = (today.weekday() - (6 if m["w"] == "天" else _WEEKDAYS.index(m["w"]))) % 7 or 7
        return (today - dt.timedelta(days=back)).isoformat()
    fixed = rulebook.lexicons["festivals"].values.get(word, "")
    if not fixed:
        return ""
    month, day = map(int, fixed.split("-"))
    year, _ = _latest(month, day, today)
    return f"{year:04d}-{fixed}" if year else ""
