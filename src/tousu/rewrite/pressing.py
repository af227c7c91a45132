"""Pressing as a plain request."""

from __future__ import annotations

from tousu import patterns as re
from tousu.rewrite.wording import LEFT, Say, Wording
from tousu.spans import Span

_HURRY = (
    "快(?:快)+|立刻马上|马上立刻|立马|马上|立刻|立即|即刻|赶紧的|赶紧|赶快|抓紧时间|抓紧|速速|火速|快点|快些|"
    "现在就|现在立刻|现在马上|现在|今天就|今天之内|连夜|秒|麻溜的|麻利的|麻利点"
)
_HURRIES = re.compile(
    rf"(?:限(?:你们?|贵[一-鿿]{{1,2}})?(?:在)?)?(?:(?:{_HURRY})[，,、]?)+(?:必须|务必|一定要|就得|就要|给我|要(?=答复|回复|说法|结果|处理|解决))?"
)
_TERM = re.compile(
    "(?:限你们?|限)?(?:在)?(?P<term>[一二两三半几0-9]+(?:个)?(?:小时|钟头|分钟|秒钟?|天)(?:之内|以内|内)?)(?:必须|务必|就)?(?:要(?!么|不|求))?"
)


def hurry(body: str, flagged: Span, start: int, say: Say, kept: bool = False) -> Wording | None:
    """Pressing as a plain request: 马上给我退款 → 请尽快给我退款; ``kept``: the term it sets has to stay."""
    a, b = flagged.start - start, flagged.end - start
    m = _HURRIES.search(body, a, b) or _TERM.match(body, a, b)
    if not m or len(body) == m.end() - m.start():
        return None
    if _TOLD.match(body, m.end()) or _UNLESS.match(body, m.end()):
        return LEFT
    before = body[: m.start()]
    if before.endswith(_WITHIN):
        return LEFT
    if m.end() == len(body):
        return Wording(start + m.start(), start + m.end(), "")
    if kept and "term" in m.re.groupindex and m["term"]:
        return Wording(start + m.start(), start + m.end(), say("please_within", term=m["term"]))
    end = m.end()
    while body[end : end + 2] == "尽快":
        end += 2
    if before and not _MAY_BE_ASKED.search(before):
        return Wording(start + m.start(), start + end, say("soon"))
    return Wording(start + m.start(), start + end, say("please_soon"))


_WITHIN = ("请在", "请于")
"""What asks for a term already."""

_UNLESS = re.compile("(?:要是|如果|若)?(?:再|还|仍)?[不没]")
"""三天内再不发货 is a condition."""
_TOLD = re.compile(
    "(?:就|把|帮|给|跟|去|回|来|又)?[^，,]{0,8}(?:[走掉开出来去上下完到好]了|(?<![为到除得])了(?![断解结]|吧|$)|过(?!来|去|期))"
)
"""How fast somebody did it is told, not asked for: 同事赶紧帮我拔了电."""

_MAY_BE_ASKED = re.compile("^(?:你们?|贵司|贵店|平台|商家|客服|现在|那|所以|因此|[^，,]{0,6}[，,：:])+$")


def only_hurry(words: str) -> bool:
    """Nothing but pressing or a term: 马上, 一小时之内."""
    m = _HURRIES.match(words) or _TERM.match(words)
    return m is not None and m.end() == len(words)
