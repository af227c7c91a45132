"""Inflated counts and absolutes: a blank for the true count, the claim without its absolute."""

from __future__ import annotations

from tousu import patterns as re
from tousu.rewrite.wording import Say, Wording
from tousu.spans import Span

_COUNT = re.compile(
    "(?:不下|不止|起码|至少|最少|少说也?有?|足足|得有|将近|差不多|大概|都快|快)?(?P<n>[零〇一二两三四五六七八九十百千万亿几数无多上好成0-9]{1,8}|不计其数)(?P<more>多|来)?(?P<unit>次|遍|趟|回|通|[个条](?=[^，,的]{0,4}(?:电话|短信)))"
)


_AGES = re.compile("(?:等|拖|过|催|要)了?(?P<n>(?:[好几]?[八九千百万亿]+年|[一八几]?辈子|一?个?世纪)了?)")
"""How long it felt."""


def count(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """An inflated count as a blank for the true one: 打了一万次电话 → 打了【请补充：具体次数】次电话, or so a time."""
    ages = _AGES.search(body, flagged.start - start, flagged.end - start)
    if ages:
        return Wording(start + ages.start("n"), start + ages.end("n"), say("blank", what=say("blank_duration")))
    m = _COUNT.search(body, flagged.start - start, flagged.end - start)
    if not m or any(c.isdigit() and m["n"].isdigit() for c in m["n"]):
        return None
    if not any(c in "百千万亿无数" for c in m["n"]):
        return None
    return Wording(start + m.start(), start + m.start("unit"), say("blank", what=say("blank_count")))


_SUPERLATIVE = re.compile(
    "(?:(?:绝对|真的|简直)?(?:是)?(?:我|本人)?(?:这辈子|活了大半辈子|平生|有生以来|从小到大)?(?:见过|遇到过|遇见过|碰到过|用过|买过|住过|吃过)的?)?"
    "(?:史上|全网|天下|世上|世界上|全世界|全国|有史以来|历史上|全宇宙)?最(?:为)?(?P<how>差劲|恶劣|糟糕|垃圾|差|烂|慢|坑|黑|难用|难吃|离谱|无良)(?P<of>的?)(?:一次|一家|一个)?(?:没有之一)?"
)
_ABSOLUTE = re.compile(
    "(?:永远都?|从来都?|从(?=[不没未])|根本就?|完全|绝对|彻底|简直|压根儿?就?|天天都?|每次都?|一直都|自始至终都?|全程都?)(?=(?P<rest>.{2,}))"
)


_IN_VAIN = re.compile(
    "(?:无论|不管)?(?:再|怎么)(?:怎么)?(?P<what>[一-鿿]{2,6}?)(?:都|也)(?:没用|没有用|不管用|没任何用|没效果|没有效果)"
)


def absolute(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """The claim without its absolute: 永远占线 → 占线, 是我见过最差的 → 很差."""
    a, b = flagged.start - start, flagged.end - start
    m = _SUPERLATIVE.search(body, max(0, a - 8), b + 6)
    if m and m.start() < b and m.end() > a:
        if m["of"] and m.end() == len(body):
            how = {"垃圾": "差", "烂": "差", "坑": "差", "黑": "差", "无良": "差", "离谱": "差"}.get(m["how"], m["how"])
            return Wording(start + m.start(), start + m.end(), say("very") + how)
        return None
    m = _IN_VAIN.match(body, a, b)
    if m:
        return Wording(start + a, start + m.end(), m["what"] + say("in_vain"))
    m = _ABSOLUTE.match(body, a, b)
    if m:
        return Wording(start + a, start + m.end(), "")
    return None
