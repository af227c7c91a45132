"""Amounts without a unit and without a word of money: 空气炸锅，299, 九千六的床垫, 三万多.

Where a number ends what is said, or goes on as nothing but money does, it is money, unless what stands around it
measures, names or counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tousu import patterns as re
from tousu.facts.numerals import HAN, to_decimal
from tousu.facts.proposal import Proposal
from tousu.spans import Span


def money(value: Decimal) -> str:
    """Yuan with two decimals: ``199.00``."""
    return f"{value:.2f}"


def find_bare_amounts(text: str, makers: frozenset[int]) -> Iterator[Proposal]:
    """The amounts; ``makers``: where names of makers end, behind which a number is a model (小米13)."""
    yield from _loose(text, makers)
    yield from _large(text)


# A number of two to five digits that ends its clause, or is followed by 的, 买, 不 …, counts nothing but money,
# unless what stands before it measures or names: 实测71, 尾号7719, 打了12315.
_LOOSE = re.Signed(
    r"(?:(?<=[一-鿿，,。；;！!？?”」）)])|(?<=[一-鿿，,。；;！!？?”」）)]\s)|^)(?<![月年号测量打写拨压至到第标称围高径乘说])"
    r"(?P<n>[1-9][0-9]{1,4}(?:\.[0-9]{1,2})?|[1-9][0-9]?,[0-9]{3}|[1-9]\.[0-9]{1,2}(?=一个?月|一年|包邮|秒杀))(?P<some>[多余来])?"
    r"(?=[，,。；;！!、?？”」]|\s[^0-9a-z]|\s?$|的|买|拍|还|不|退|了|秒杀|包邮|到手|变|就|付|起送|请|没|都|拖|收|要|花|办|充|给|交|结账|起(?![义重])|说|打包"
    r"|一[张瓶次面斤个双箱只台条份件盒袋晚天年月包套根节位颗分毛对桌口幅](?![0-9一二三])|一个[月季]|我|/[0-9]?[位斤人月年次晚天个只份箱件盒瓶])(?![,，][0-9]{3}(?![0-9]))",
    "123456789",
)
_NAMES_IT = re.compile(
    r"(?:实测|显示|尾号|门牌|跑分|限速|口径|单元|型号|高压|低压|温度|拨打|热线|电话|热量|数据|读数|编号|工号|房间|后四位|平均|容量|误差|代码|分数"
    r"|航班|车次|时速|车速|赫兹|脚|码|鞋|尺寸|型|大概|胎压|读数|选|跑到?|表显|右后门|漆膜|公里数|续航|直径|栋|幢|楼|座|身高|体重|密码|数量|显指|足银|足金|最[高低]|血压|血糖|心率|零下|非|硬度|系列|油.{0,3}的?|到手电池|叫了|测试)(?:才|也是|只有|只能|就|都|是|为|有|约)?$"
)
_HOTLINES = frozenset(
    [
        "1688",
        "12315",
        "12345",
        "12305",
        "12306",
        "12378",
        "12328",
        "12300",
        "10086",
        "10010",
        "10000",
        "110",
        "119",
        "120",
        "114",
        "122",
        "404",
        "95338",
    ]
)


CALLED_HERE = frozenset(number for number in _HOTLINES if len(number) == 5 and number != "10000")
# 304 is a steel, 925 a silver; 400 is where one calls.
_GRADES = frozenset({"304", "316", "925", "990"})
_CALLED = re.compile("(?:打|总部|客服|官方|厂家|拨|问|售后)(?:了|过|的)?$")
PETROL = frozenset({"92", "95", "98"})
_LEAST_LOOSE, _SIZES = 20, range(33, 49)
_SIZED = re.compile("[0-9]码")
_SMALL_BEFORE = re.compile("[是在第全果为和到零下]$")
_ENDS = re.compile(r"[，,。；;！!、?？”」]|\s*$")


def _ends_clause(text: str, m: re.Match[str]) -> bool:
    """网上才18。 a small number is money only at the end of what is said."""
    small_after = _SMALL_BEFORE.search(text, max(0, m.start() - 1), m.start())
    return not small_after and _ENDS.match(text, m.end()) is not None


def _loose(text: str, makers: frozenset[int]) -> Iterator[Proposal]:
    sized = _SIZED.search(text) is not None
    for m in _LOOSE.finditer(text):
        number = m["n"].replace(",", "")
        if number in _HOTLINES or re.fullmatch(r"20[0-3][0-9](?:\.(?:0?[1-9]|1[0-2]))?|19[0-9]{2}", number):
            continue
        if _NAMES_IT.search(text, max(0, m.start() - 6), m.start()) or m.start() in makers:
            continue  # 小米13: a model
        value = Decimal(number)
        if number in _GRADES or (number == "400" and _CALLED.search(text, max(0, m.start() - 4), m.start())):
            continue
        if "." not in number and ((value < _LEAST_LOOSE and not _ends_clause(text, m)) or (sized and value in _SIZES)):
            continue
        if number in PETROL and text[m.start() - 1 : m.start()] in ("加", "的", "油"):
            continue
        yield Proposal("amount", Span(*m.span()), money(value) + ("+" if m["some"] else ""), 0.75, "amount_loose")


# 三万多, 一万五, 9.8万, 两百多: so many of nothing else named are yuan, unless it is run, watched, followed or weighed.
_LARGE = re.compile(
    rf"(?<![0-9.{HAN}第几半年月])(?P<n>(?:[0-9]+(?:\.[0-9]+)?|[{HAN}]{{1,5}}))(?P<scale>万)(?P<rest>[{HAN}]千[{HAN}]{{0,6}}|[0-9]千|[0-9]{{4}}|[0-9{HAN}](?![{HAN}0-9年月日号天个次]))?(?P<some>[多余来]?)"
    rf"|(?<![0-9.{HAN}第几半年月])(?:(?P<h>[{HAN}]{{1,3}}[百千])(?P<hrest>[{HAN}](?![{HAN}]))?(?P<hsome>[多余来])"
    # 九千六, 两千三百: said of nothing but money, unless a measure follows.
    rf"|(?P<whole>[一二两三四五六七八九](?:千[一二三四五六七八九]百?|百[一二三四五六七八九])(?![{HAN}几多余来])))"
)
_COUNTED_AFTER = re.compile(
    r"\s?(?:[个人名位户家次条件台辆部里公千克吨斤米平步字粉播点赞阅听株只头亩套箱瓶页首篇场倍年月天小分秒块元圆毫像瓦转级代米码尾枚颗粒张份册门项款种种单本款双级遍号集股公里声章堂座所亩]|kmh|km|ml|mah|左右公里|以上的?人|[多来余]?(?:公里|个|人|次|条|件))"
)
_RUN_BEFORE = re.compile(
    "(?:公里|里程|跑了?|开了?|行驶了?|行程|粉丝|关注|浏览|阅读|播放|销量|月销|已售|评论|点赞|转速|容量|像素|毫安|续航|亩产|功率|海拔|血压|最高|点赞|标称续航|观看|热度|充电|字|步|面积|海拔|人口)(?:才|已经?|都|快|近|有|约|大概|不到|了)*$"
)


_WHOLE_AFTER = re.compile(r"$|[，,。；;！!？?、”」\s]|[的就都还也不没左上给我买退赔说了吧呢啊哦跟差一交付押定包到拿收]")


def _large(text: str) -> Iterator[Proposal]:
    if "万" not in text and "百" not in text and "千" not in text:
        return
    for m in _LARGE.finditer(text):
        if _COUNTED_AFTER.match(text, m.end()) or _RUN_BEFORE.search(text, max(0, m.start() - 8), m.start()):
            continue
        if m["whole"]:
            whole = to_decimal(m["whole"])
            if whole is None or not _WHOLE_AFTER.match(text, m.end()):
                continue
            total, more = whole, ""
        elif m["n"]:
            value = to_decimal(m["n"])
            if value is None or value == 0 or m["n"] in ("百", "千", "几"):
                continue
            total = value * 10_000 + _below(m["rest"], 1000)
            more = m["some"]
        else:
            whole = to_decimal(m["h"])
            if whole is None:
                continue
            total, more = whole + _below(m["hrest"], 10 if "百" in m["h"] else 100), m["hsome"]
        yield Proposal("amount", Span(*m.span()), money(total) + ("+" if more else ""), 0.78, "amount_loose")


def _below(rest: str | None, unit: int) -> Decimal:
    """The 五 of 一万五: five of the next smaller unit; 8千 and 8000 as they stand."""
    if not rest:
        return Decimal(0)
    value = to_decimal(rest) or Decimal(0)
    return value if value >= unit else value * unit
