"""Amounts as people say them, in numerals of words and without a unit: 押金六百, 三百八一只, 那四百五退我.

A number is money where it stands alone between two stops, behind a noun or verb that ends nothing but a price, by
the piece (每人四十五, 六百六一桌), or where it is to be given back. What is measured, read off or counted is none:
血压一百八, 我爸八十四, 三十二度.
"""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.numerals import to_decimal
from tousu.records import NamedTuple, quick
from tousu.spans import Span
from tousu.stretches import Confined

_D = "[一二两三四五六七八九]"
# Well formed, so that of 八百八两张 only the sum is read; 两百五 and 三千二 leave their last scale out.
_NUMBER = (
    rf"(?:(?:{_D}?十)?{_D}?万)?(?:零?{_D}千)?(?:零?{_D}百)?(?:零?{_D}?十)?"
    rf"(?:零?{_D}(?![个次天年月日号点人位家楼层台条件张]))?"
)
_PIECES = "斤只个顶位口对桌张盒瓶袋箱件条双份套把次节趟晚天年月年罐盏颗枝根米平亩封课顿杯碗块本支床幅棵盆桶包车盘面副"
# 二十一斤 is a weight, 三十二天 a time: only a sum that its last scale or digit closes is followed by a count.
_BY_PIECE = (
    f"(?:(?<!十)一(?:[{_PIECES}]|平米|平方|小时)|(?<=[百千万]{_D})[两二三四五六七八九](?:十{_D}?)?[{_PIECES}])(?![0-9])"
)
_STOP = "，,。；;！!？?、”」）)…\n"
_BACK = (
    "退|还我|还给|还了|赔|吐|拿来|拿回|返还|返给|打回|报了|买的|全包|封顶|给我|我出"
    "|(?:你们|他们|商家|店里|公司)?(?:来)?出(?=[，。]|$)"
)
_HAS_SCALE = re.compile("[十百千万]")
_LARGE = re.compile("[百千万]")
_SPOKEN = re.compile(
    rf"(?<![0-9.,第几半数零一二两三四五六七八九十百千万亿])(?:(?<=[了花付要近约])小(?={_D}[百千万]))?(?=[一二两三四五六七八九十])(?P<n>{_NUMBER})(?P<some>[多来余]?)"
    rf"(?:(?P<stop>(?=\s?[{_STOP}]|\s?$|\s))|(?P<piece>(?={_BY_PIECE}))|(?P<back>(?={_BACK})))",
)


@quick
class Spoken(NamedTuple):
    """A sum said in words.

    Attributes:
        text: the numeral alone. more: whether 多 or 来 follows it.
    """

    span: Span
    text: str
    more: bool


# What stands before a number that is read off a device, an age, a rank, a score or a distance.
_READ_OFF = re.compile(
    "(?:[我你他她它咱您的是为在到至达第爸妈爷奶姥婆娘公爹伯叔舅姨太儿女娃孩姐弟哥妹人岁龄满压率温度号测重长宽高低矮厚薄跑骑走开飞数写产量称间值分宗共近过期速积距离限足有么得里上下楼层栋户口名桌排座页章回场级段班寸码脚腰围比例内外右左前后眼学脂拔赞凑同]"
    "|[我你他她]才|今年|虚岁|实岁|读数|显示|电话|尾号|编号|型号|拨打|大概|平均|只剩|一共|总共|心跳|血糖|收缩压|舒张压)$"
)
_PRICED = re.compile(
    "(?:[付花收扣赔补退押交缴充送报卖租价款费钱金元]|[付花收扣赔补退押交缴充送掏垫涨加贴免][了过我掉成给回还]|要收?|不够|单子?写|标[着价]?|只肯给|才给|给了?|说|每|各|按|工时|门票|人均|加起来|定金|起步)$"
)
_EACH = re.compile(f"(?:每|各)(?:[{_PIECES}人户季箱学期周日]|平米|平方|小时|人次|学生|学期)?$")
_SUM_NOUN = re.compile("[一-鿿]{2}$")
_LEFT = re.compile(rf"(?:^|[{_STOP}“「（(：:\s])$")
_DEMONSTRATIVE = re.compile("(?:那|这|的|剩下?|多出?|余下?|把|按|钱|^|[，,。；;！!？?、\\s])$")


def find_spoken(draft: Draft) -> Iterator[Spoken]:
    """The sums, in order of place."""
    return (said._replace(span=said.span.shifted(start)) for start, said in _SUMS(draft))


def _said(text: str) -> tuple[Spoken, ...]:
    """The same between two stops."""
    if not _HAS_SCALE.search(text):
        return ()
    out = []
    for m in _SPOKEN.finditer(text):
        number = m["n"]
        value = to_decimal(number) if _HAS_SCALE.search(number) else None
        if value is None or (value < 11 and not m["piece"]):
            continue
        if _is_sum(text, m, number):
            out.append(Spoken(Span(*m.span()), number, bool(m["some"])))
    return tuple(out)


_SUMS = Confined(_said)


def _is_sum(text: str, m: re.Match[str], number: str) -> bool:
    start = m.start()
    low = max(0, start - 6)
    if m["back"] is not None and _DEMONSTRATIVE.search(text, max(0, start - 2), start) is not None:
        return True
    if _LEFT.search(text, max(0, start - 1), start) is not None:
        return True
    if _EACH.search(text, max(0, start - 4), start) is not None or _PRICED.search(text, low, start) is not None:
        return True
    if _READ_OFF.search(text, low, start) is not None:
        return False
    large = _LARGE.search(number) is not None
    return (large or m["piece"] is None) and _SUM_NOUN.search(text, max(0, start - 2), start) is not None
