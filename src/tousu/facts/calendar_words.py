"""Words of the calendar: 昨天, 上周三, 去年十月, 双十一, and how sure such a word tells a date."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.facts.clock import Stated, with_time
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span

WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<w>[一二三四五六日天末])(?![年期岁边围转金])")
_AFTER_WEEK = re.compile(r"的?(?:周|星期|礼拜)?(?P<w>[一二三四五六日天末])(?![个次天件年月])")
_NEVER_AFTER = {"今天": "猫", "六一": "八", "五一": "广", "十一": "点月号日"}


def find(text: str, hits: Hits, rulebook: Rulebook) -> Iterator[Stated]:
    """Dates written by words, with the weekday, day or month and the time that follow them."""
    for span in hits.get(Owner("lexicons", "relative_days", "word"), ()):
        end = _extended(text, span)
        stated = Stated(Span(span.start, end), None, None, None, "", "date_word")
        yield with_time(text, stated)
    for span in hits.get(Owner("lexicons", "festivals", "word"), ()):
        if _is_festival(text, span):
            around = _AROUND.match(text, span.end)
            whole = Span(span.start, around.end()) if around else span
            yield with_time(text, Stated(whole, None, None, None, "", "date_word"))
    for shape in (_TERM, _LUNAR):
        for m in shape.finditer(text):
            yield Stated(Span(*m.span()), None, None, None, "", "date_word")
    if "周" in text or "星期" in text or "礼拜" in text:
        for m in WEEKDAY.finditer(text):
            if text[m.start() - 1 : m.start()] not in ("一", "二", "两", "三", "四", "几", "每", "个"):
                yield with_time(text, Stated(Span(*m.span()), None, None, None, "", "date_word"))


# 国庆前一天, 冬至那天, 除夕夜: the day beside a festival, or the festival as a day.
_AROUND = re.compile(
    "(?:节)?(?:前[一两三]?[天周晚](?!后)|前夕|那[天晚]|当[天晚]|夜(?!宵|饭|市)|前(?=[，,。；;\\s到发送]|$))"
)
_TERM = re.Signed("开学(?:前[一两三]?天|第[一二三]天|那[天周]|当天)", ("开学",))
_LUNAR = re.Signed(
    "(?:腊月|正月|冬月)(?:初[一二三四五六七八九十]|[二廿三]?十?[一二三四五六七八九]|[二三]十几?|里|底|间)|大年(?:初[一二三四五六七]|[二三]十[一二三四五六七八九]?)|(?<![月年])初[一二三四五六七八九十](?![一二三中高级期次步])",
    ("腊月", "正月", "冬月", "大年", "初"),
)


_MONTH = re.compile(
    r"的?(?:腊月|正月|冬月)(?:初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九几]?|里|底)?|的?\s?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s?月(?:份|初|底|末|中旬|上旬|下旬)?(?:的?(?:3[01]|[12][0-9]|[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[号日])?"
)
_DAY = re.compile(
    r"的?\s?(?:(?:3[01]|[12][0-9]|[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:[号日]|多?号)|初|底|末|中旬|上旬|下旬|[一二]十几号)"
)
_FESTIVAL = re.compile(
    r"的?(?:双十一|双11|双十二|618|六一八|国庆|五一|春节|中秋|元旦|端午|清明|过年|冬至|除夕|腊八|开春|入冬|入秋|入夏|年底|年初|夏天|冬天|春天|秋天|暑假|寒假)(?:节|期间)?"
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
    if word in _NUMBERED and before and before in "块十百千万元零两二三四五六七八九":
        return False  # 九块五一顶
    if word in ("月底", "月初", "月中") and before and before in "0123456789一二三四五六七八九十年本上下个这":
        return False
    if word in ("年底", "年初") and before and before in "0123456789":
        return False
    if after and after in _NEVER_AFTER.get(word, ""):
        return False
    return _NOT_FESTIVAL.match(text, span.end) is None


_NUMBERED = frozenset({"五一", "六一", "七一", "八一"})


def confidence(stated: Stated, text: str, rulebook: Rulebook) -> float:
    """How sure it is that a point in time is told: numbers nearly always, 今天 and 周末 seldom, a bare hour hardly."""
    if stated.why == "date_time":
        return 0.4
    if stated.why != "date_word":
        return 0.97
    word = stated.span.of(text)
    return 0.45 if word in rulebook.lexicons["loose_days"].words else 0.8
