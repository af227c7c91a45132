"""Numbers, counts with their unit, identifiers, in digits and in Chinese numerals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tousu import patterns as re
from tousu.claims.claim import Claim
from tousu.spans import Span, overlapping


def _listed(words: str) -> list[str]:
    return words.split()


_UNIT_NAMES = {
    "元": "元 块钱 块 圆 元钱 rmb 人民币",
    "日": "日 号",
    "天": "天",
    "次": "次 回 遍 趟 通",
    "月": "个月 月",
    "年": "年 周年",
    "小时": "个小时 小时 个钟头 h",
    "分钟": "分钟",
    "周": "周 星期 个星期 礼拜",
    "工作日": "个工作日 工作日",
    "件": "件",
    "克": "克 g",
    "千克": "千克 公斤 kg",
    "斤": "斤",
    "米": "米",
    "厘米": "厘米 cm",
    "公里": "公里 千米 km",
    "%": "% ％",
    "倍": "倍",
    "折": "折",
    "成": "成",
}
_PLAIN_UNITS = _listed(
    "点 分 秒 岁 台 部 箱 盒 瓶 袋 包 双 条 张 份 套 只 辆 人 名 位 级 楼 层 页 片 颗 粒 根 本 期 节 课 码 寸 "
    "英寸 号楼 室 单 家 个 排 封 笔 块 万 亿 升 毫升 瓦 度 代 款 把 支 枚 副 组 间 晚 顿 桶 罐 提 卷 杯 碗 斤 吨 "
    "毫米 平 平方 平米 处 种 项 批 句 页 季 世 章 条"
)
_UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_UNITS |= {unit: _UNITS.get(unit, unit) for unit in _PLAIN_UNITS}
_UNIT = "(?:" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + ")"
_HEDGES = {
    "约": "约 大约 大概 差不多 近 将近 接近 估计 左右 上下 多 余 来 几",
    "<": "不到 不足 少于",
    "≤": "不超过 最多 以内 以下",
    "≥": "至少 最少 不低于 不少于 以上",
    ">": "超过 多于",
}
_HEDGE = {word: sign for sign, words in _HEDGES.items() for word in words.split()}
_BEFORE = "(?P<before>大约|大概|差不多|将近|接近|约|近|不到|不足|少于|不超过|最多|至少|最少|不低于|不少于|超过|多于)?"
_AFTER = "(?P<after>左右|上下|以内|以下|以上)?"

_UNIT_NEXT = re.compile(_UNIT)

# A run that is read once, from its beginning: letters, digits and what joins them in numbers, models and addresses.
# What stands before a number is read backwards from it: a search that begins with an option is tried everywhere.
_AHEAD = re.compile(rf"(?:{_BEFORE[:-1]}(?:[ ]|[打跑等去修换用花付联][一-鿿]?[了过]?)?)?(?P<sign>[¥￥$])?(?P<th>第)?$")
_ASCII = re.compile(
    rf"(?P<run>(?<![0-9a-z])[0-9a-z]+(?:[-_./:@,*+&=?#~－—–]+[0-9a-z*]+)*\*{{0,20}})"
    rf"(?:(?P<more>[多余来几])?[ ]?(?P<scale>[千万亿])?[ ]?(?P<unit>{_UNIT})?(?P<late>[多余来])?{_AFTER})?"
)
_LABELS = (
    "实付|实收|原价|标价|现价|到手价|优惠价|会员价|运费|邮费|押金|定金|订金|尾款|首付|违约金|手续费|"
    "差价|货款|医药费|医疗费|误工费|检测费|服务费|保证金|滞纳金|保费|满减|月供|利息|本金|退款|赔偿"
)
_LABEL = re.compile(rf"({_LABELS})[^0-9，,。；;！!？?\n]{{0,4}}$")


_DIGIT = re.compile("[0-9]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def numbers(text: str) -> Iterator[Claim]:
    """Figures in digits, with their unit, their hedge and what they are called."""
    heads = bare_items(text)
    for m in _ASCII.finditer(text):
        run = m["run"]
        if run.isalpha() or not _DIGIT.search(run) or m.start() in heads or _heads_an_item(text, m.start()):
            continue
        ahead = _ahead(text, m.start())
        start = ahead.start() + (ahead.group()[:1] == " ")
        plain = run.replace(",", "") if "," in run and _GROUPED.fullmatch(run) else run
        if not plain.isdigit() and not _DECIMAL.fullmatch(plain):
            yield Claim("identifier", Span(start, m.end("run")), run)
            continue
        unit = "元" if ahead["sign"] else _UNITS.get(m["unit"] or "", "")
        hedge = _hedge(ahead["before"], m["after"], m["more"] or m["late"])
        end = m.end() if m["unit"] or m["scale"] or m["after"] or m["more"] else m.end("run")
        if len(plain) >= 6 and not unit:
            yield Claim("identifier", Span(start, m.end("run")), plain)
            continue
        label = _LABEL.search(text, max(0, start - 10), start)
        key = f"{hedge}{_plain(Decimal(plain) * _SCALES.get(m['scale'] or '', 1))}{unit}"
        weak = _announces(text, start, end)
        yield Claim("count" if unit else "number", Span(start, end), key, label[1] if label else "", weak=weak)


_ITEM = re.compile(r"[1-9][0-9]?(?:[、.．)）](?![0-9])|，)")
_BEFORE_ITEM = re.compile(r"(?:^|[\n。；;：:！!？?])[ 　]{0,4}[(（]?$")


def _heads_an_item(text: str, at: int) -> bool:
    """A number that only counts the items of a list."""
    if _ITEM.match(text, at) is None:
        return False
    return _BEFORE_ITEM.search(text, max(0, at - 6), at) is not None or _in_a_row(text, at)


_BARE_ITEM = re.compile(r"(?m)^[1-9](?=[一-鿿])")


def bare_items(text: str) -> list[int]:
    """Where the bare heads of a list stand that counts its lines from one: 1车门异响 2座椅开裂."""
    heads = list(_BARE_ITEM.finditer(text))
    counted = [m.group() for m in heads] == [str(n) for n in range(1, len(heads) + 1)]
    return [m.start() for m in heads] if counted and len(heads) > 1 else []


_IN_ROW = re.compile("(?P<n>[1-9])[、.．)）](?=[一-鿿])")


def _in_a_row(text: str, at: int) -> bool:
    """Whether the number is one of several that count: 要求1.退款2.道歉."""
    here = _IN_ROW.match(text, at)
    if here is None:
        return False
    near = {m["n"] for m in _IN_ROW.finditer(text, max(0, at - _ROW), at + _ROW)}
    return str(int(here["n"]) + 1) in near or str(int(here["n"]) - 1) in near


_ROW = 120
"""Items of one list stand no farther from each other."""


def _hedge(*words: str | None) -> str:
    return "".join(sorted({_HEDGE[word] for word in words if word}))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_HAN = "零〇一二两三四五六七八九十百千万亿半"
_HAN_COUNT = re.compile(
    rf"(?<![0-9.{_HAN}几数])(?P<n>[{_HAN}几数]{{1,12}})(?P<more>多|余|来)?(?P<unit>{_UNIT}){_AFTER}"
)
# What one of these counts names no number: 一个客服, 一点用, 一家店, 第一次.
_EMPTY_ONE = frozenset(
    _listed(
        "个 种 点 口 家 句 名 位 条 张 面 层 头 块 级 份 项 笔 分 部 单 号 日 根 把 码 片 代 款 万 章 世 平 度 组 "
        "批 号楼"
    )
)
_FIGURATIVE = frozenset(_listed("工作日 次 回 遍 趟 通 个 年 倍 人 天 句 家 种 顿 单 条 % 小时 晚 秒 分钟 屏 台戏"))
_IDIOMS = re.compile(
    "三番五次|三番两次|一而再|再三|百分百|百分之百|千万别|万一|一五一十|七七八八|乱七八糟|四分五裂|一分一秒|十分(?![钟之])|半天|半点|一天到晚"
)


def han_number(word: str) -> int | None:
    """The value of a Chinese numeral; None for 几, 数 and what is none."""
    if not word or any(c in "几数半" for c in word):
        return None
    if not any(c in _SCALES for c in word):
        return int("".join(str(_DIGITS[c]) for c in word))
    total = section = digit = 0
    last = 1
    for c in word:
        if c in _DIGITS:
            digit = _DIGITS[c]
            last = 10 if c in "零〇" else last
        elif (scale := _SCALES[c]) >= 10_000:
            total = (total + section + digit) * scale or scale
            section = digit = 0
            last = scale
        else:
            section += (digit or 1) * scale
            digit, last = 0, scale
    return total + section + digit * (last // 10 if last > 10 and digit and word[-2:-1] in _SCALES else 1)


def _ahead(text: str, at: int) -> re.Match[str]:
    """The hedge, the sign and the 第 that end at ``at``; an empty match when none does."""
    found = _AHEAD.search(text, max(0, at - 9), at)
    assert found is not None
    return found


def counts(text: str) -> Iterator[Claim]:
    """Counts in Chinese numerals."""
    idioms = [m.span() for m in _IDIOMS.finditer(text)]
    for m in _HAN_COUNT.finditer(text):
        if overlapping(idioms, m.span()):
            continue
        word, unit = m["n"], _UNITS[m["unit"]]
        if text.endswith("科目", 0, m.start()) and len(word) > 1:  # 科目二一次都没约上
            word = word[1:]
        value = han_number(word)
        ahead = _ahead(text, m.start())
        span = Span(ahead.start(), m.end())
        if value is None and word != "半":
            yield Claim("count", span, f"{word}{unit}", weak=True)
            continue
        hedge = _hedge(ahead["before"], m["after"], m["more"])
        key = f"{hedge}{value if value is not None else '0.5'}{unit}"
        label = _LABEL.search(text, max(0, span.start - 10), span.start)
        empty = value == 1 and (unit in _EMPTY_ONE or ahead["th"] or unit in _FIGURATIVE)
        weak = bool(empty) or _rounded(word, value, unit) or _announces(text, *span)
        weak = weak or _nothing_counted(text, m.end(), value, unit)
        yield Claim("count", span, ("第" if ahead["th"] else "") + key, label[1] if label else "", weak=weak)


_ASKED = "(?:要求|诉求|请求|条件)"
_ANNOUNCED = re.compile(f"的?(?:投诉|主要)?{_ASKED}")
_ANNOUNCES = re.compile(f"{_ASKED}(?:如下|主要|一共|总共|共|只|就|有|是|为|以下|下面)*[：:]?$")


def _announces(text: str, start: int, end: int) -> bool:
    """Whether a count only says how many demands follow, each of which stands there itself: 我有三点要求."""
    if text[end - 1] not in "点个条项":
        return False
    return _ANNOUNCED.match(text, end) is not None or _ANNOUNCES.search(text, max(0, start - 10), start) is not None


_NOT_EVEN = re.compile("[^，,。；;！!？?\n]{0,5}?[都也][一-鿿]{0,2}(?:没|不|无|未)")


def _nothing_counted(text: str, end: int, value: int | None, unit: str) -> bool:
    """一件都没收到, 只有两个字: nothing is counted."""
    if value == 1:
        return _NOT_EVEN.match(text, end) is not None
    return unit == "个" and text.startswith("字", end)


_BARE_HAN = re.Signed(
    "(?<![零〇一二两三四五六七八九十百千万亿几])[一二两三四五六七八九十]{1,3}[百千万][一二三四五六七八九][百千]?(?![零一二三四五六七八九十百千万亿])",
    "百千万",
)


def bare_counts(text: str) -> Iterator[Claim]:
    """Sums without a unit: 一万六, 三千八."""
    for m in _BARE_HAN.finditer(text):
        if _UNIT_NEXT.match(text, m.end()) is None:
            yield Claim("number", Span(*m.span()), str(han_number(m.group())))


def _rounded(word: str, value: int | None, unit: str) -> bool:
    """一百遍, 八百次, 一万年: a figure of speech, no count."""
    return value is not None and value >= 100 and unit in _FIGURATIVE and len(word) <= 2
