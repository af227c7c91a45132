"""Quotes, negations with their scope, and how sure or how far something is: promised, refused, suspected, done."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.claims.claim import Claim
from tousu.draft import Draft
from tousu.spans import Span


def _listed(words: str) -> list[str]:
    return words.split()


_SPEECH = re.compile(
    r"(?:说|称|道|回|回复|答复|答|写|写着|写明|标注|标|标明|注明|显示|提示|承诺|叫|名为|自称|原话|原话是|页面|宣传|问|改成|变成|店铺|店|平台|在|买|拍)[了着过的是为：:，,我他她]{0,3}$"
)


def quotes(draft: Draft, text: str) -> Iterator[Claim]:
    """What stands in quotation marks and book title marks."""
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
_VERB = "(?:" + "|".join(sorted(dict.fromkeys(_VERBS), key=len, reverse=True)) + ")"
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
    "不好意思|不得不|不但|不仅|不管|不过|不论|不断|不停|不久|不然|不少|不同|不如|不用说|不知道|不要脸|不是人|不光|不止|不如说|不去说|不起|不来气|不按套路|不对劲|不说了|不说别的|不给脸|没完没了|太不负责|不负责任(?!何)|没有之一|无理|不理解|不讲理|不说人话|不管怎|不管你|不管是|无论|没法说|没说的|无非|无所谓|没有人性|无所"
)
# A condition denies nothing yet: 不退款我就…, 再不发货的话.
_CONDITION = re.compile(
    r"[^，,。；;！!？?\n]{0,12}(?:(?:我|那我|本人|咱|俺|老子)(?:们)?(?:就|便)|[，,]?\s?(?:我|那我|本人|咱|俺|老子)(?:们)?(?:就|便|只好|只能|直接去|马上去)"
    r"|的话|[，,](?:别怪|休怪|后果|法院见|法庭见|等着))"
)
_IF = re.compile("(?:如果|要是|若|如|再|倘若|一旦|假如|万一|敢|谁敢|要|爱[^，,]{1,4})$")


_SUPPOSED = re.compile("(?:如果|要是|倘若|假如|假设|哪怕)[^，,。；;！!？?\n]{0,12}$")


_SAME_VERB = dict.fromkeys(("回", "回应", "答复", "理睬", "理会"), "回复")
"""In other words the same silence."""


def negations(text: str) -> Iterator[Claim]:
    """没有收到: what is denied; the key tells whether all or a part is."""
    for m in _NEGATION.finditer(text):
        start, end = m.span()
        if (
            _NOT_NEGATION.match(text, m.start("neg"))
            or text[m.start("neg") - 1 : m.start("neg")] == text[m.end("neg") : m.end("neg") + 1]
        ):
            continue
        if (
            _IF.search(text, max(0, start - 4), start)
            or _SUPPOSED.search(text, max(0, start - 16), start)
            or (m["neg"][0] == "不" and _CONDITION.match(text, end))
        ):
            continue
        scope = "部分" if m["part"] in ("全部", "全都", "都", "全") else ""
        yield Claim("negation", Span(m.start("neg"), end), scope + _SAME_VERB.get(m["verb"], m["verb"]), m["verb"])


_NOTHING = re.compile(r"[都也](?:没有?|不给|不肯)(?=[过了，,。；;！!？?\s]|$)")
_FRONTED = re.compile(rf"(?P<verb>{_VERB}|对不起|抱歉)(?:的?[一-鿿]{{0,2}})?$")


def fronted(text: str) -> Iterator[Claim]:
    """一句道歉都没有: what is denied stands first."""
    for m in _NOTHING.finditer(text):
        if one := _FRONTED.search(text, max(0, m.start() - 7), m.start()):
            verb = "道歉" if one["verb"] in ("对不起", "抱歉") else one["verb"]
            yield Claim("negation", Span(one.start(), m.end()), verb, verb, weak=True)


_UNMET = re.compile("(?:未|没有|没|不)(?P<what>按照?(?:约定|规定|要求|承诺|合同|时间|时|规则|流程|说好))")


def unmet(text: str) -> Iterator[Claim]:
    """未按约定时间: what was not kept to."""
    return (Claim("negation", Span(*m.span()), m["what"], m["what"]) for m in _UNMET.finditer(text))


_UNABLE = re.compile(
    "(?P<verb>打|登|登录|用|修|联系|查|找|退|换|收|连|充|开|装|拨|接|看|取|提|扫|办|送|寄|发|吃|穿|洗|解|关|注册|预约|抢|加载|识别)不(?:了|上|到|开|通|好|进|出|着|动|起|走|掉|成)"
)


def unables(text: str) -> Iterator[Claim]:
    """打不开, 联系不上: what could not be done."""
    return (Claim("negation", Span(*m.span()), m.group(), m["verb"]) for m in _UNABLE.finditer(text))


_MODALS = {
    "hedge": "疑似 涉嫌 怀疑 可能 也许 或许 似乎 好像 应该是 据说 听说 估计 大概是 不确定 不清楚 说不定",
    "promise": "承诺 答应 保证 许诺 说好",
    "agree": "同意 批准 准许",
    "refuse": "拒绝 拒不 拒收 拒赔 拒付 驳回",
    "confirm": "确认 认定 判定 鉴定为 检测为 诊断为",
}
_WILL = re.compile(
    "(?:说|称|表示|讲|告知)[^，,。；;！!？?\\n]{0,4}?(?P<word>会|将)(?=(?P<head>退|赔|换|补|发|处理|解决|联系|回复|核实|安排|修))"
)
_PENDING = re.compile(
    "正在(?=(?P<head>处理|审核|退款|配送|派送|核实|维修|调查|受理))|(?P<late>处理|审核|退款|派送|配送|核实|调查)中"
)
_DONE = re.compile("已经?(?P<head>退款|退还|退|赔付|赔|到账|完成|处理|解决|换|补发|发货|修好|道歉)(?!中)")
# What is not even dared to be said: the claim behind it stays in doubt.
_UNSURE = re.compile(
    "(?P<word>(?:不敢|不能|不好|不便|无法|没法|没办法|难以)(?:说|肯定|确定|保证|断定|确认|认定|判断)|不一定|未必|不见得|说不准|说不好|不好说|拿不准|吃不准)"
    "(?:它|这|那|就|一定|肯定|百分百|真的?|是)*(?P<head>[一-鿿]{0,4})"
)
_HEARD = re.compile("(?P<word>听(?:[一-鿿]{1,6})说(?:是|里面|过)?|据[一-鿿]{1,5}说)(?P<head>[一-鿿]{2,4})")
"""听修车师傅说: what somebody else is said to have said."""
_MODAL = {word: kind for kind, words in _MODALS.items() for word in words.split()}
_MODALITY = re.compile("(?P<word>" + "|".join(sorted(_MODAL, key=len, reverse=True)) + ")(?=(?P<head>[一-鿿]{0,4}))")


def modality(text: str) -> Iterator[Claim]:
    """How sure something is, and whether it was promised, refused, confirmed or done."""
    for m in _MODALITY.finditer(text):
        kind = _MODAL[m["word"]]
        if kind == "agree" and text[m.start() - 1 : m.start()] in ("不", "没", "未"):
            continue
        if kind == "promise" and text[m.end("word") : m.end("word") + 1] in ("书", "金", "的"):
            continue
        yield Claim(
            "modality", Span(*m.span("word")), kind, m["head"][: 4 if kind == "hedge" else 2], weak=kind == "hedge"
        )
    if "听" in text or "据" in text:
        for m in _HEARD.finditer(text):
            yield Claim("modality", Span(*m.span("word")), "hedge", m["head"], weak=True)
    for m in _UNSURE.finditer(text):
        yield Claim("modality", Span(*m.span("word")), "hedge", m["head"], weak=True)
    for m in _WILL.finditer(text):
        yield Claim("modality", Span(*m.span("word")), "promise", m["head"])
    for m in _PENDING.finditer(text):
        yield Claim("modality", Span(*m.span()), "pending", m["head"] or m["late"])
    for m in _DONE.finditer(text):
        yield Claim("modality", Span(*m.span()), "done", m["head"], weak=True)
