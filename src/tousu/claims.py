"""What a text states, in pieces small enough to be checked one by one: numbers, counts, identifiers, quotes,
negations with their scope, modality, who did what.

Facts (``tousu.facts``) name what a reader needs; claims guard what a rewriter may not touch. Both sides of a
comparison are read with the same patterns, so a claim that is found twice is kept, whatever it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tousu.draft import Draft
from tousu.spans import Span

BLANK = re.compile("【(?:请补充|待补充?|请填写)[^】\n]{0,60}】")
"""A blank that waits for the writer; nothing in it is a claim."""


class Claim(NamedTuple):
    """One checkable piece.

    Attributes:
        kind: ``number``, ``count``, ``identifier``, ``quote``, ``title``, ``negation``, ``modality``, ``act``,
            ``time``.
        key: normal form; equal keys say the same.
        head: what a negation or a modality is about, what a number is called; may stand without the claim.
        weak: it may vanish with the clause around it, but may not turn into something else.
    """

    kind: str
    span: Span
    key: str
    head: str = ""
    weak: bool = False


def find_claims(draft: Draft) -> list[Claim]:
    """The claims in order of place."""
    text = BLANK.sub(lambda m: "\0" * len(m.group()), draft.folded)
    found = [
        *_numbers(text),
        *_counts(text),
        *_bare_counts(text),
        *_quotes(draft, text),
        *_negations(text),
        *_modality(text),
    ]
    found += [*_unables(text), *_acts(text), *_times(text)]
    return sorted(found, key=lambda c: (c.span, c.kind))


def _listed(words: str) -> list[str]:
    return words.split()


# --- numbers ---------------------------------------------------------------------------------------------------

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
_AHEAD = re.compile(rf"(?:{_BEFORE}[ ]?)?(?P<sign>[¥￥$])?(?P<th>第)?$")
_ASCII = re.compile(
    rf"(?P<run>(?<![0-9a-z])[0-9a-z]+(?:[-_./:@,*+&=?#~－—–]+[0-9a-z*]+)*\*{{0,20}})"
    rf"(?:(?P<more>[多余来几])?[ ]?(?P<scale>[千万亿])?[ ]?(?P<unit>{_UNIT})?(?P<late>[多余来])?{_AFTER})?"
)
_LABELS = (
    "实付|实收|原价|标价|现价|到手价|优惠价|会员价|运费|邮费|押金|定金|订金|尾款|首付|违约金|手续费|"
    "差价|满减|月供|利息|本金|退款|赔偿"
)
_LABEL = re.compile(rf"({_LABELS})[^0-9，,。；;！!？?\n]{{0,4}}$")


def _numbers(text: str) -> Iterator[Claim]:
    for m in _ASCII.finditer(text):
        run = m["run"]
        if not any(c.isdigit() for c in run) or _heads_an_item(text, m.start("run")):
            continue
        ahead = _ahead(text, m.start())
        start = ahead.start() + (ahead.group()[:1] == " ")
        plain = run.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", run) else run
        if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain):
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
        yield Claim("count" if unit else "number", Span(start, end), key, label[1] if label else "")


_ITEM = re.compile(r"[1-9][0-9]?(?:[、.．)）](?![0-9])|，)")
_BEFORE_ITEM = re.compile(r"(?:^|[\n。；;：:！!？?])[ 　]{0,4}[(（]?$")


def _heads_an_item(text: str, at: int) -> bool:
    """A number that only counts the items of a list."""
    return _ITEM.match(text, at) is not None and _BEFORE_ITEM.search(text, max(0, at - 6), at) is not None


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
_FIGURATIVE = frozenset(_listed("次 回 遍 趟 通 个 年 倍 人 天 句 家 种 顿 单 条 % 小时 晚 秒 分钟 屏 台戏"))
_IDIOMS = re.compile(
    "三番五次|三番两次|一而再|再三|百分百|百分之百|千万别|万一|一五一十|七七八八|乱七八糟|四分五裂|一分一秒|半天|半点|一天到晚"
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
    found = _AHEAD.search(text, max(0, at - 6), at)
    assert found is not None
    return found


def _counts(text: str) -> Iterator[Claim]:
    idioms = [m.span() for m in _IDIOMS.finditer(text)]
    for m in _HAN_COUNT.finditer(text):
        if any(s < m.end() and m.start() < e for s, e in idioms):
            continue
        word, unit = m["n"], _UNITS[m["unit"]]
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
        weak = bool(empty) or _rounded(word, value, unit)
        yield Claim("count", span, ("第" if ahead["th"] else "") + key, label[1] if label else "", weak=weak)


_BARE_HAN = re.compile(
    "(?<![零〇一二两三四五六七八九十百千万亿几])[一二两三四五六七八九十]{1,3}[百千万][一二三四五六七八九][百千]?(?![零一二三四五六七八九十百千万亿])"
)


def _bare_counts(text: str) -> Iterator[Claim]:
    """Sums without a unit: 一万六, 三千八."""
    for m in _BARE_HAN.finditer(text):
        if _UNIT_NEXT.match(text, m.end()) is None:
            yield Claim("number", Span(*m.span()), str(han_number(m.group())))


def _rounded(word: str, value: int | None, unit: str) -> bool:
    """一百遍, 八百次, 一万年: a figure of speech, no count."""
    return value is not None and value >= 100 and unit in _FIGURATIVE and len(word) <= 2


# --- quotes ----------------------------------------------------------------------------------------------------

_SPEECH = re.compile(
    r"(?:说|称|道|回|回复|答复|答|写|写着|写明|标注|标|标明|注明|显示|提示|承诺|叫|名为|自称|原话|原话是|页面|宣传|问|改成|变成|店铺|店|平台|在|买|拍)[了着过的是为：:，,我他她]{0,3}$"
)


def _quotes(draft: Draft, text: str) -> Iterator[Claim]:
    for quote in draft.quotes:
        inner = text[quote.inner.start : quote.inner.end].strip(" 。！？!?，,…~～")
        if not inner or "\0" in inner or quote.mark == "【":
            continue
        if quote.mark == "《":
            yield Claim("title", quote.span, inner)
            continue
        said = _SPEECH.search(text, max(0, quote.span.start - 8), quote.span.start)
        scare = len(inner) <= 5 and not said and not any(c.isdigit() for c in inner)
        yield Claim("quote", quote.span, inner, weak=scare)


# --- negation, modality ----------------------------------------------------------------------------------------

_VERBS = _listed(
    "收到 收货 签收 发货 发出 发走 发 退款 退货 退钱 退还 退回 退 换货 换 补发 补货 补 赔偿 赔付 赔 理赔 "
    "回复 回应 回电 "
    "回 答复 解决 处理 联系 联络 接听 接通 接 打通 拨通 同意 答应 承认 承诺 到账 到货 到达 送到 更新 派送 "
    "配送 送达 送货 "
    "送 安装 使用 用 打开 开机 启动 充电 充进 工作 维修 修好 修 履行 兑现 出库 揽收 寄出 寄 显示 通知 告知 "
    "告诉 说明 提供 "
    "出具 开票 开具 开发票 关闭 取消 注销 登录 登陆 提现 转出 提取 查到 查询 找到 看到 拆封 拆 开封 移动 "
    "变化 生效 成功 "
    "支付 付款 付 扣费 扣款 标注 注明 标明 提醒 允许 支持 承担 负责 认可 符合 相符 一致 一样 合格 达标 知情 "
    "授权 签字 出现 "
    "审核 通过 受理 核实 调查 上门 制冷 制热 加热 补偿 保修 履约 理睬 理会 有货 恢复 解封 拿到 见到 发现 "
    "预约 交付 交货 "
    "开通 办理 订购 订阅 续费 申请 投诉 报警 道歉 收 到"
)
_VERB = "(?:" + "|".join(sorted(set(_VERBS), key=len, reverse=True)) + ")"
_NEGATOR = (
    "(?:从来没有|从来没|从来不|从没有|从没|从未|尚未|并未|仍未|还未|未曾|不曾|没有|没能|无法|无人|"
    "没人|无|没|未|不予|不肯|不给|不让|不能|不得|不会|不愿|不准|拒不|不)"
)
_FILLER = (
    "(?:给我们|给出|给我|给|再|肯|能|让|人|任何|按时|及时|正常|为|予|愿意|可以|帮我|帮|我|有|被|法|"
    "办法|完全|真正|本人|主动|进行|做|向我|跟我|对我|得|敢|想)"
)
_WHOLE = "(?:全部|全都|都|全|一起|同时|立即|马上|立刻)"
_NEGATION = re.compile(
    rf"(?P<all>{_WHOLE})?(?P<neg>{_NEGATOR})(?P<fill>{_FILLER}{{0,3}})(?P<part>{_WHOLE})?(?P<verb>{_VERB})"
)
_NOT_NEGATION = re.compile(
    "不好意思|不得不|不但|不仅|不管|不过|不论|不断|不停|不久|不然|不少|不同|不如|不用说|不知道|不要脸|不是人|不光|不止|不如说|不去说|不起|不来气|不按套路|不对劲|不说了|不说别的|不给脸|没完没了|没有之一|无理|不理解|不讲理|不说人话|不管怎|不管你|不管是|无论|没法说|没说的|无非|无所谓|没有人性|无所"
)
# A condition denies nothing yet: 不退款我就…, 再不发货的话.
_CONDITION = re.compile(
    r"[^，,。；;！!？?\n]{0,12}(?:(?:我|那我|本人|咱|俺|老子)(?:们)?(?:就|便)|[，,]?\s?(?:我|那我|本人|咱|俺|老子)(?:们)?(?:就|便|只好|只能|直接去|马上去)"
    r"|的话|[，,](?:别怪|休怪|后果|法院见|法庭见|等着))"
)
_IF = re.compile("(?:如果|要是|若|如|再|倘若|一旦|假如|万一|敢|谁敢|要|爱[^，,]{1,4})$")


def _negations(text: str) -> Iterator[Claim]:
    for m in _NEGATION.finditer(text):
        start, end = m.span()
        if (
            _NOT_NEGATION.match(text, m.start("neg"))
            or text[m.start("neg") - 1 : m.start("neg")] == text[m.end("neg") : m.end("neg") + 1]
        ):
            continue
        if _IF.search(text, max(0, start - 4), start) or (m["neg"][0] == "不" and _CONDITION.match(text, end)):
            continue
        scope = "部分" if m["part"] in ("全部", "全都", "都", "全") else ""
        yield Claim("negation", Span(m.start("neg"), end), scope + m["verb"], m["verb"])


_UNABLE = re.compile(
    "(?P<verb>打|登|登录|用|修|联系|查|找|退|换|收|连|充|开|装|拨|接|看|取|提|扫|办|送|寄|发|吃|穿|洗|解|关|注册|预约|抢|加载|识别)不(?:了|上|到|开|通|好|进|出|着|动|起|走|掉|成)"
)


def _unables(text: str) -> Iterator[Claim]:
    """打不开, 联系不上: what could not be done."""
    return (Claim("negation", Span(*m.span()), m.group(), m["verb"]) for m in _UNABLE.finditer(text))


_MODALS = {
    "hedge": "疑似 涉嫌 怀疑 可能 也许 或许 似乎 好像 应该是 据说 听说 估计 大概是 不确定 不清楚 说不定",
    "promise": "承诺 答应 保证 许诺 说好",
    "agree": "同意 批准 准许",
    "refuse": "拒绝 拒不 拒收 拒赔 拒付 驳回",
    "confirm": "确认 认定 判定 鉴定为 检测为 诊断为",
}
_MODAL = {word: kind for kind, words in _MODALS.items() for word in words.split()}
_MODALITY = re.compile("(?P<word>" + "|".join(sorted(_MODAL, key=len, reverse=True)) + ")(?=(?P<head>[一-鿿]{0,4}))")


def _modality(text: str) -> Iterator[Claim]:
    for m in _MODALITY.finditer(text):
        kind = _MODAL[m["word"]]
        if kind == "agree" and text[m.start() - 1 : m.start()] in ("不", "没", "未"):
            continue
        if kind == "promise" and text[m.end("word") : m.end("word") + 1] in ("书", "金", "的"):
            continue
        yield Claim(
            "modality", Span(*m.span("word")), kind, m["head"][: 4 if kind == "hedge" else 2], weak=kind == "hedge"
        )


# --- who did what ----------------------------------------------------------------------------------------------

_PARTIES = {
    "我": "我们 我 本人 俺 咱 消费者本人",
    "卖方": "商家 卖家 店家 店主 店铺 老板 商户 掌柜 店员 销售 经销商 客服 售后 厂家 公司 对方 他们 你们",
    "平台": "平台 官方 小二",
    "快递": "快递员 快递小哥 快递 骑手 配送员 驿站 物流 司机",
    "部门": "法院 警方 警察 市场监管局 消协 12315",
}
_PARTY = {word: party for party, words in _PARTIES.items() for word in words.split()}
_WHO = "|".join(sorted(_PARTY, key=len, reverse=True))
_DEEDS = "联系|告知|通知|拒绝|承诺|同意|答应|威胁|辱骂|骂|投诉|催促|起诉|赔偿|回复|答复|拉黑|要求"
_ACT = re.compile(
    rf"(?P<agent>{_WHO})(?P<between>[^，,。；;！!？?\n“”\"、的]{{0,6}}?)(?P<deed>{_DEEDS})(?P<link>了|过)?(?P<patient>{_WHO})?"
)


def _acts(text: str) -> Iterator[Claim]:
    for m in _ACT.finditer(text):
        between = m["between"]
        if any(who in between for who in _PARTY) or any(c in between for c in "被让叫给把向"):
            continue
        if text[m.start() - 1 : m.start()] in tuple("被让叫给把向跟和对替由"):
            continue
        patient = _PARTY[m["patient"]] if m["patient"] else ""
        yield Claim("act", Span(*m.span()), f"{_PARTY[m['agent']]}→{m['deed']}→{patient}", m["deed"], weak=True)


_TIME = re.compile("昨天|前天|昨晚|明天|后天|次日|第二天|隔天|当天|当日|当晚|当场|随即|第[二三四五六七八九十]天")


def _times(text: str) -> Iterator[Claim]:
    return (Claim("time", Span(*m.span()), m.group(), weak=False) for m in _TIME.finditer(text))
