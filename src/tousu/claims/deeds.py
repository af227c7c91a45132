"""Who did what to whom, and when."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.claims.claim import Claim
from tousu.spans import Span

_PARTIES = {
    "我": "我们 我 本人 俺 咱 消费者本人",
    "卖方": "商家 卖家 店家 店主 店铺 老板 商户 掌柜 店员 销售 经销商 客服 售后 厂家 公司 对方 他们 你们 "
    "门店 店长 经理 前台 柜台 银行 酒店 房东 中介 物业 保险公司 航司 驾校 健身房 机构 学校 教练",
    "平台": "平台 官方 小二",
    "快递": "快递员 快递小哥 快递 骑手 配送员 驿站 物流 司机",
    "部门": "法院 警方 警察 市场监管局 消协 12315",
}
_PARTY = {word: party for party, words in _PARTIES.items() for word in words.split()}
_WHO = "|".join(sorted(_PARTY, key=len, reverse=True))
_DEEDS = "拉黑|屏蔽|联系|告知|通知|拒绝|承诺|同意|答应|威胁|辱骂|骂|投诉|催促|起诉|赔偿|回复|答复|拉黑|要求"
_ACT = re.compile(
    rf"(?P<agent>{_WHO})(?P<between>[^，,。；;！!？?\s“”\"、的]{{0,6}}?)(?P<deed>{_DEEDS})(?P<link>了|过)?(?P<patient>{_WHO})?"
)


def acts(text: str) -> Iterator[Claim]:
    """我联系客服: an agent, a deed and whom it met, where that is said."""
    at = 0
    while m := _ACT.search(text, at):
        between, at = m["between"], m.end()
        if any(who in between for who in _PARTY):  # 银行柜台拒绝: the last one did it
            at = m.end("agent")
            continue
        if any(c in between for c in "被让叫给把向"):
            continue
        if text[m.start() - 1 : m.start()] in tuple("被让叫给把向跟和对替由"):
            continue
        patient = _PARTY[m["patient"]] if m["patient"] else ""
        yield Claim("act", Span(*m.span()), f"{_PARTY[m['agent']]}→{m['deed']}→{patient}", m["deed"], weak=True)


_DONE_TO = re.compile(
    rf"(?P<one>{_WHO})(?P<how>把|将|给|被|让)(?P<other>{_WHO})(?:都|也|又|直接|就|给){{0,2}}(?P<deed>{_DEEDS}|赶|打|推|告)"
)


def done_to(text: str) -> Iterator[Claim]:
    """客服把我拉黑, 我被客服拉黑: who did it to whom."""
    for m in _DONE_TO.finditer(text):
        one, other = _PARTY[m["one"]], _PARTY[m["other"]]
        agent, patient = (other, one) if m["how"] in "被让" else (one, other)
        yield Claim("act", Span(*m.span()), f"{agent}→{m['deed']}→{patient}", m["deed"], weak=True)


_SORT = re.compile(
    "(?P<deed>买|拍|订|下单|选|收到|寄来|发来|来|发|寄|送)(?:的|了)?(?:就|却|都)?(?:是|的是)?(?:一[件双条个台])?"
    "(?P<what>[黑白红蓝绿黄灰紫粉棕橙金银](?=色|[，,。；;！!的]|$)|[sml]{1,3}(?=码|[，,。；;！!的]|$))"
)


def sorts(text: str) -> Iterator[Claim]:
    """买的是黑色，来的是蓝色: which was ordered and which came."""
    return (
        Claim("act", Span(*m.span()), f"是→{m['deed']}→{m['what']}", m["deed"], weak=True) for m in _SORT.finditer(text)
    )


_TITLED = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡余杜叶程苏魏吕丁任沈姚卢傅钟姜崔谭廖范汪陆金石"
    "戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵钱严]"
    "(?:师傅|经理|主管|店长|女士|先生|医生|老师|律师|警官|小姐|老板|主任|教练)"
)


def titled(text: str) -> Iterator[Claim]:
    """王师傅: somebody by name and title."""
    return (Claim("title", Span(*m.span()), m.group()) for m in _TITLED.finditer(text))


_TIME = re.compile(
    "昨天|昨日|前天(?!天)|前日|昨晚|明天|明日|后天(?<![以今]后天)(?!天)|次日|第二天|隔天|当天|那天|当日|当晚|当场|随即|第[二三四五六七八九十]天"
)
_SAME_TIME = {
    "昨日": "昨天",
    "前日": "前天",
    "明日": "明天",
    "第二天": "次日",
    "隔天": "次日",
    "当日": "当天",
    "那天": "当天",
}


_WEAK_TIME = ("当场", "随即", "那天")
"""What only tells how soon may go with what happened so soon; 那天 is often no day at all."""


def times(text: str) -> Iterator[Claim]:
    """昨天, 次日: words of time that are no dates."""
    return (
        Claim("time", Span(*m.span()), _SAME_TIME.get(m.group(), m.group()), weak=m.group() in _WEAK_TIME)
        for m in _TIME.finditer(text)
    )
