"""Dates and clear points in time, in every way of writing; durations are none.

Values are ISO 8601, truncated where the draft leaves something out: ``2026-09-03``, ``2026-09``, ``--09-03``,
``--09``, ``---03``, with ``T20:15`` where a time of day stands. Words like 昨天 keep their text as value unless
``today`` is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts import calendar_words, date_roles, date_values
from tousu.facts.clock import CLOCK, DAY_PART, PART, Stated, hour_of, number, with_time
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Rulebook
from tousu.spans import Span, without_overlaps

_Y, _M, _D = "(?:19|20)[0-9]{2}", "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_HM = "(?:十[一二]?|[一二三四五六七八九])"
_HD = "(?:三十一?|[二廿]十?[一二三四五六七八九]?|十[一二三四五六七八九]?|[一三四五六七八九])"
_HY = "二[零〇○0][零〇○一二三四五六七八九0]{2}"
_THIRD = "(?:初|底|末|中下旬|中旬|上旬|下旬|中)"

# Where a date may begin: a numeral and the mark that follows it, which decides the shape to be tried.
_NUMERALS = "零〇○一二三四五六七八九十廿"
_START = re.compile(
    rf"(?:(?<![0-9a-z.\-/*,])(?<![0-9][:：])[0-9]{{1,4}}|(?<![{_NUMERALS}百千万几两])[{_NUMERALS}]{{1,4}})(?=\s{{0,2}}[年月号日点时./\-:：]|\s{{1,2}}{_M}月)"
    r"|(?<![0-9a-z.\-/*,])(?<![0-9][:：])20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9a-z])"
)
_YEAR = re.compile(
    rf"(?P<y>{_Y}|[0-9]{{2}}|{_HY})\s?年(?:\s?(?:的|农历|阴历)?\s?(?P<m>{_M}|{_HM})\s?(?:月月?份?|\.(?=[0-9]))"
    rf"(?:\s?(?P<d>{_D}|{_HD})(?:\s?[日号]|(?![0-9个]))|{_THIRD})?)?"
)
_SPACED = re.compile(rf"(?P<y>{_Y})\s{{1,2}}(?P<m>{_M})月(?:(?P<d>{_D})[日号])?")
_MONTH = re.compile(
    rf"(?P<m>{_M}|{_HM})\s?月(?P<share>份)?\s?(?:(?P<d>{_D}|{_HD})(?:\s?[日号]|(?![0-9.%元块个天份多包件次箱条单年月]))"
    rf"|(?P<third>{_THIRD}))?"
)
_DAY = re.compile(rf"(?P<d>{_D}|{_HD})\s?(?P<mark>[号日])")
_SEPARATED = re.compile(rf"(?P<y>{_Y})\s?(?P<sep>[-/.])\s?(?P<m>{_M})\s?(?P=sep)\s?(?P<d>{_D})(?![0-9])(?:\s?[日号])?")
_MONTH_DAY = re.compile(rf"(?P<m>{_M})(?P<sep>[./-])(?P<d>{_D})(?:\s?(?P<mark>[日号])|(?![0-9.%/a-z]))")
_COMPACT = re.compile(r"(?P<y>20[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")

# 3号线, 2号店, 5日内: the number names or measures something else.
_NO_DAY_AFTER = re.compile(
    r"[楼栋幢院线店门房柜机仓桌车口字窗球码卡位电馆厅链色款键]|客服|商品|单元|工位|充电|日[内无之以游元达均]|日(?:天|个)|[a-z]|[0-9]{3}|[箱坊桶海]"
)
_NO_DAY_BEFORE = "第每近满工账尺型编"
_NO_MONTH_BEFORE = "满近共已第每个了数多"
_DURATION = re.compile("有余|之久|以来|余|左右|来")
_NO_YEAR_AFTER = "前后多来内以半货款老的质保限"
# 9.12 alone may be a price or a version; beside these it is a date.
_DATE_AFTER = re.compile(
    r"\s?的?(?:号|日|下单|下的|买|购|拍|付|到货|到的|收|签|寄|发货|发的|晚|早|上午|下午|中午|凌晨|申请|联系|投诉|去|退|开始|安装|充|订|报|交|才|送|至|到|我|他|客服|商家|卖家|物流|快递|入|生产|检|说|打|在|签|显示)"
)
_DATE_BEFORE = re.compile(r"(?:于|从|自|至|到|截至|截止|截止到|在|日期|时间|今天|昨天|[：:，,。；\n]|^|年|号|日)\s?$")
_VERB_BEFORE = re.compile(r"(?:今天|付款|下单|发货|收到|签收|申请|承诺|寄出|到货|投诉)\s?$")
_UNIT_AFTER = re.compile(r"\s?(?:[元块折%倍寸米斤克升度分个万千百kgmlwcvx公英厘毫吨片包件次版代l]|左右)")
_LIST_BEFORE = "第以下这那提几有差早快"
_LIST_AFTER = re.compile(r"[要诉意问建内原说理]|[:：、用]|不")


def find_dates(draft: Draft, hits: Hits, rulebook: Rulebook, today: dt.date | None = None) -> list[Proposal]:
    """Dates and times of day, in order of place, each with its role where a verb beside it tells."""
    text = draft.folded
    found = [*_numeric(text), *calendar_words.find(text, hits, rulebook)]
    stated = without_overlaps(found, lambda s: s.span, lambda s: (s.span.start - s.span.end, s.span.start))
    verbs = date_roles.verbs(text, hits, rulebook)
    out = []
    for s in _in_one_month(stated, text):
        value, why, named = date_values.resolve(s, text, today, rulebook)
        role = date_roles.role(s.span, text, verbs)
        out.append(Proposal("date", s.span, value, calendar_words.confidence(s, text, rulebook), why, role, named))
    return out


_UNTIL = re.compile(r"\s?(?:到|至|[-—~～、和])\s?")


def _in_one_month(stated: list[Stated], text: str) -> Iterator[Stated]:
    """9月3号到5号: the second day is of the month of the first."""
    before: Stated | None = None
    for s in stated:
        goes_on = before and before.day and before.month and s.day and not s.month and s.day > before.day
        if before and goes_on and _UNTIL.fullmatch(text, before.span.end, s.span.start):
            before = s._replace(year=before.year, month=before.month)
        else:
            before = s
        yield before


def _numeric(text: str) -> Iterator[Stated]:
    done = 0
    for start in _START.finditer(text):
        if start.start() < done:
            continue
        stated = _stated(text, start)
        if stated:
            stated = with_time(text, stated)
            done = stated.span.end
            yield stated


def _stated(text: str, start: re.Match[str]) -> Stated | None:
    """The date that begins here, by the mark after its first numeral."""
    at, end = start.span()
    mark = text[end : end + 3].lstrip()[:1]
    if mark == "年":
        return _year(text, at)
    if mark == "月":
        return _month(text, at)
    if mark in ("号", "日"):
        return _day(text, at)
    if mark in ("点", "时", ":", "："):
        return _clock_alone(text, at)
    if end - at == 8:
        m = _COMPACT.match(text, at)
        return _made(m, "date_full") if m and _UNIT_AFTER.match(text, end) is None else None
    m = _SPACED.match(text, at)
    return _made(m, "date_full" if m["d"] else "date_partial") if m else _separated(text, at)


def _year(text: str, at: int) -> Stated | None:
    m = _YEAR.match(text, at)
    if not m or (not m["m"] and (len(m["y"]) != 4 or text[m.end() : m.end() + 1] in _NO_YEAR_AFTER)):
        return None
    return _made(m, "date_full" if m["d"] else "date_partial")


def _month(text: str, at: int) -> Stated | None:
    m = _MONTH.match(text, at)
    if not m:
        return None
    bare = not m["d"] and not m["share"] and not m["third"]
    if bare and ((text[at - 1 : at] or "，") in _NO_MONTH_BEFORE or _DURATION.match(text, m.end())):
        return None
    return _made(m, "date_day" if m["d"] else "date_partial")


def _day(text: str, at: int) -> Stated | None:
    m = _DAY.match(text, at)
    if text[max(0, at - 2) : at] == "每月":
        return None
    if not m or _NO_DAY_AFTER.match(text, m.end()) or (text[at - 1 : at] or "，") in _NO_DAY_BEFORE:
        return None
    if m["mark"] == "日" and (_NO_DAY_AFTER.match(text, m.end() - 1) or text[m.end() : m.end() + 1] in "内后前"):
        return None
    return _made(m, "date_day_only")


def _separated(text: str, at: int) -> Stated | None:
    m = _SEPARATED.match(text, at)
    if m:
        return _made(m, "date_full")
    m = _MONTH_DAY.match(text, at)
    if not m or text[at - 1 : at] in ("¥", "￥", "$"):
        return None
    at_start = at == 0 or text[at - 1] in " \n，,。；;："
    padded = at_start and m["sep"] == "-" and len(m["m"]) == len(m["d"]) == 2
    slashed = at_start and m["sep"] == "/" and text[m.end() : m.end() + 1] in (" ", "")
    sure = (
        m["mark"]
        or padded
        or slashed
        or (
            not _UNIT_AFTER.match(text, m.end())
            and (
                _VERB_BEFORE.search(text, max(0, at - 4), at)
                or _DATE_AFTER.match(text, m.end())
                or PART.match(text, m.end())
            )
            and (m["sep"] != "-" or _DATE_BEFORE.search(text[max(0, at - 4) : at]))
        )
    )
    return _made(m, "date_day") if sure else None


def _clock_alone(text: str, at: int) -> Stated | None:
    """A time of day without a date: 下午两点, 20:15; not 三点要求, 一点用."""
    m = CLOCK.match(text, at)
    if not m:
        return None
    before = text[max(0, at - 3) : at].rstrip()
    part = next((p.group() for p in DAY_PART.finditer(before) if p.end() == len(before)), "")
    digits = m["h"].isdigit()
    if not part and not m["min"]:
        bare = not m["half"] and not m["min2"] and m.group()[-1] != "钟"
        if (bare and not digits) or m["mark"] == "时" or before[-1:] in _LIST_BEFORE:
            return None
        if bare and _LIST_AFTER.match(text, m.end()):
            return None
    start = at - len(part)
    return Stated(Span(start, m.end()), None, None, None, hour_of(m, part), "date_time")


def _made(m: re.Match[str], why: str) -> Stated | None:
    """The stated date, unless its parts are impossible as numbers."""
    groups = m.groupdict()
    year, month, day = (number(groups.get(k)) for k in ("y", "m", "d"))
    if year is not None and year < 100:
        year += 2000
    return Stated(Span(*m.span()), year, month, day, "", why)
