"""The blanks of a rewrite filled by what the person answers, or left out where there is no answer.

Everything around a blank stays to the letter. What stands before it and was only vague goes with it (好几次【…】 →
3次), a unit that stands there already is not said twice (【…】次电话 → 3次电话).
"""

from __future__ import annotations

from collections.abc import Collection

from tousu import patterns as re
from tousu.records import NamedTuple
from tousu.rewrite.vagueness import VAGUE_WORD
from tousu.rewrite.wording import Say
from tousu.spans import Span

_BEFORE = re.compile(f"(?:{VAGUE_WORD})$")
_LONGEST_VAGUE = 8
_BEHIND = re.compile("(?P<unit>块钱|[次遍回通趟个条天年元块])(?:个?(?:电话|短信|消息))?")


_ENTRY = re.compile("(?:^|[；：])(?P<label>[^：；，。\n]{1,12}：)$")


class Place(NamedTuple):
    """Where an answer goes.

    Attributes:
        text: what holds the blank.
        blank: the blank; of no length where a line waits for its end.
        vague: the vague word that ends where the blank begins.
        unit: what is counted in, right behind the blank. behind: the same with what is counted.
    """

    text: str
    blank: Span
    vague: str = ""
    unit: str = ""
    behind: str = ""

    @property
    def start(self) -> int:
        """Where what the answer replaces begins."""
        return self.blank.start - len(self.vague)

    def filled(self, words: str, more: str = "") -> str:
        """The text with these words for the vague word and the blank, and what more there is to say behind the unit."""
        end = self.blank.end + len(self.behind)
        return self.text[: self.start] + words + self.behind + more + self.text[end:]

    @property
    def ends_an_entry(self) -> bool:
        """Whether the question for it is all that a reader needs: 订单号：【…】."""
        return _ENTRY.search(self.text[: self.blank.start].rsplit("\n", 1)[-1]) is not None

    def vaguely(self) -> str:
        """The text without the blank, its vague word left."""
        return self.text[: self.blank.start] + self.text[self.blank.end :]


def place_of(text: str, blank: Span) -> Place:
    """The place of a blank, with what belongs to it on both sides."""
    vague = _BEFORE.search(text, max(0, blank.start - _LONGEST_VAGUE), blank.start)
    behind = _BEHIND.match(text, blank.end)
    unit, all_behind = (behind["unit"], behind.group()) if behind else ("", "")
    return Place(text, blank, vague.group() if vague else "", unit, all_behind)


def line_for(text: str, name: str, say: Say, sections: Collection[str] = ()) -> Place:
    """The place at the end of a line of its own, added behind the text, or before the first of these sections."""
    told = text.rstrip()
    lines = told.split("\n")
    at = next((n for n, line in enumerate(lines) if n and line.split("：")[0] in sections), len(lines))
    opened = "\n".join((*lines[:at], say("line", name=name, value="")))
    rest = "".join("\n" + line for line in lines[at:]) + ("\n" if text != told else "")
    return Place(opened + rest, Span(len(opened), len(opened)))


def without(place: Place, headings: Collection[str]) -> str | None:
    """The text for whom there is no answer: without the entry 订单号：【…】, or with the vague word alone.

    None where the blank is needed: 打了【…】次电话 would be told otherwise without it.

    Args:
        place: of the blank.
        headings: of sections, one of which may be left with nothing under it.
    """
    if place.vague:
        return place.vaguely()
    text, blank = place.text, place.blank
    start, end = text.rfind("\n", 0, blank.start) + 1, (text + "\n").find("\n", blank.end)
    entry = _ENTRY.search(text[start : blank.start])
    rest = text[blank.end : end]
    if Span(start, end) == blank:
        return _without_line(text, blank, headings)
    if entry is None or rest.strip("。")[:1] not in ("", "；"):
        return None
    led = text[start : start + entry.start("label")]
    if rest.startswith("；"):
        return text[:start] + led + rest[1:] + text[end:]
    if led.endswith("；"):
        return text[:start] + led[:-1] + rest + text[end:]
    return _without_line(text, Span(start, end), headings)


def _without_line(text: str, line: Span, headings: Collection[str]) -> str:
    """The text without a line, and without the heading above it that now heads nothing."""
    before, after = text[: line.start].splitlines(), text[line.end + 1 :].splitlines()
    if before and before[-1].removesuffix("：") in headings and _heads(after[:1], headings):
        before.pop()
    return "\n".join((*before, *after)) + "\n" * text.endswith("\n")


def _heads(lines: Collection[str], headings: Collection[str]) -> bool:
    """Whether the next line, if there is one, begins a section."""
    return all(line.split("：")[0] in headings for line in lines)


_HAN = "零一二两三四五六七八九十百千"
_FIGURE = f"(?:[0-9]{{1,3}}|(?![百千]+[^一二三四五六七八九百千]*$)[{_HAN}]{{1,6}}|半)"
_COUNT = re.compile(
    "(?:我|一共|总共|前前后后|前后|共|打|联系|等|催|投诉|修|了|过|有)*?"
    "(?P<hedge>(?:大概|大约|约|差不多|至少|最少|起码|不止|不下|超过|将近|接近|最多)?)有?"
    f"(?P<n>{_FIGURE}(?:(?:-|~|－|—|到|至){_FIGURE})?[多来几]?)"
    "(?P<unit>次|遍|回|通|趟|[个条封](?:电话|短信|消息|微信|邮件)|个半?月|周年|天|日|周|星期|年|小时|分钟|个)?"
    "(?:电话|客服)?(?P<late>左右|上下|以上)?[吧了]?"
)
_LATE = {"左右": "约", "上下": "约", "以上": "至少"}
_TIMES = frozenset("次遍回通趟")
_TERMS = frozenset(("天", "日", "周", "星期", "年", "小时", "分钟", "个月", "个半月", "周年"))


def counted(place: Place, kind: str, answer: str) -> str | None:
    """How often (``count``) or how long (``duration``), as it stands in its place; None: it tells no such thing."""
    m = _COUNT.fullmatch(answer)
    if m is None or not m["n"].strip("0零"):
        return None
    unit = m["unit"] or ""
    terms = kind == "duration"
    if (unit and (unit in _TERMS) != terms) or (m["n"] == "半" and not terms):
        return None
    figure = (m["hedge"] or _LATE.get(m["late"] or "", "")) + m["n"]
    if place.unit in (("天", "年") if terms else (*_TIMES, "个", "条")):
        return figure if not terms or unit in ("", place.unit) else None
    if terms:
        return figure + (unit or "天")
    said = next((u for u in (place.vague[-1:], unit) if u in _TIMES), "次")
    return figure + said


_BARE_SUM = re.compile(f"[^0-9{_HAN}万.,¥￥$]{{0,4}}[0-9{_HAN}万.,]*(?:[0-9十百千万]|(?:^|[十零])[{_HAN}])多?")
"""一千二 is said without a unit."""
_YUAN = re.compile("(?:块钱|元钱|元|块)$")


def summed(place: Place, answer: str, say: Say) -> str:
    """A sum with its unit, once: 89 → 89元, and 89 where 元 follows."""
    if place.unit in ("元", "块", "块钱"):
        return _YUAN.sub("", answer)
    return say("yuan", sum=answer) if _BARE_SUM.fullmatch(answer) else answer


_STAFF_NUMBER = re.compile("(?:客服)?(?:工号)?(?:是|为|：|:)?(?P<number>[0-9A-Za-z-]{2,})(?:号客服|号)?")
_STAFF_NAME = re.compile("[一-鿿·]{1,4}")


def attended(place: Place, answer: str, say: Say) -> str:
    """Who it was, in the place of 有个客服【…】: 工号8012的客服, 客服小王."""
    role = next((role for role in ("师傅", "客服") if role in place.vague), "")
    number = _STAFF_NUMBER.fullmatch(answer)
    if number:
        return say("staff_numbered", number=number["number"], role=role or say("staff"))
    return role + answer if role and role not in answer and _STAFF_NAME.fullmatch(answer) else answer


_SHORT_DATE = re.compile("(?P<month>1[0-2]|0?[1-9])[.．、/-](?P<day>[12][0-9]|3[01]|0?[1-9])(?:[号日])?")


def dated(answer: str, say: Say) -> str:
    """9.1 is the first of September, as a reader of facts can know only behind the question for a day."""
    m = _SHORT_DATE.fullmatch(answer)
    return say("day", month=int(m["month"]), day=int(m["day"])) if m else answer
