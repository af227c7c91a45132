"""A time of day, and the date that it belongs to, as a draft writes them."""

from __future__ import annotations

from tousu import patterns as re
from tousu.facts.numerals import from_han
from tousu.records import NamedTuple, quick
from tousu.spans import Span


@quick
class Stated(NamedTuple):
    """What a draft writes of a date: what it leaves out is None.

    Attributes:
        clock: ``20:15`` or empty. why: key of the reason.
    """

    span: Span
    year: int | None
    month: int | None
    day: int | None
    clock: str
    why: str
    value: str = ""


_OF_DAY = "(?:凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜里|半夜|深夜|当晚|早|晚)"

_HOUR = "(?:[01]?[0-9]|2[0-4]|十[一二]?|[一二三四五六七八九两])"
CLOCK = re.compile(
    rf"(?P<h>{_HOUR})(?:\s?[:：]\s?(?P<min>[0-5][0-9])(?:\s?[:：]\s?[0-5][0-9])?(?![0-9])"
    r"|(?P<mark>点|时(?![间效期候段不])(?=[0-9许左整，,。\s]))(?:(?P<half>半)|(?P<min2>[0-5]?[0-9]|[一二三四五]?十[一二三四五六七八九]?)分?|钟|多|整|左右)?)"
)
PART = re.compile(rf"\s?的?{_OF_DAY}")
DAY_PART = re.compile(r"凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜里|半夜|深夜|当晚")


def with_time(text: str, stated: Stated) -> Stated:
    """The date with the part of the day and the time that follow it."""
    end = stated.span.end
    part = PART.match(text, end)
    at = part.end() if part else end
    while text[at : at + 1] == " ":
        at += 1
    clock = CLOCK.match(text, at) if not stated.clock else None
    if clock:
        span = Span(stated.span.start, clock.end())
        # 昨晚八点半: the word itself tells the part of the day.
        return stated._replace(span=span, clock=hour_of(clock, part.group() if part else stated.span.of(text)))
    if part and text[part.end() : part.end() + 1] not in ("就", "点", "饭", "餐"):
        return stated._replace(span=Span(stated.span.start, part.end()))
    return stated


def hour_of(m: re.Match[str], part: str) -> str:
    """``20:15`` of a match of ``CLOCK``; ``part`` of the day makes 8 of the evening 20."""
    hour = int(m["h"]) if m["h"].isdigit() else (from_han(m["h"]) or 0)
    late = any(word in part for word in ("下午", "晚", "傍晚", "夜"))
    if late and hour < 12:
        hour += 12
    minute = m["min"] or m["min2"] or ("30" if m["half"] else "00")
    number = int(minute) if minute.isdigit() else (from_han(minute) or 0)
    return f"{hour % 24:02d}:{number:02d}"


def number(text: str | None) -> int | None:
    """A numeral of either script as int."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    return from_han(text.replace("○", "〇").replace("廿", "二十").replace("二十十", "二十"))
