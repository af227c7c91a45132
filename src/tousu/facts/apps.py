"""Platforms that no list knows: a name before App, a lender's name, a place where something was bought."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.edges import Edges
from tousu.facts.parties import party_at
from tousu.facts.places import Places
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner
from tousu.spans import Span, without_overlaps

_APP = re.Signed(
    r"(?:在|从|用|下载了?|打开|通过|登录|叫做?|名为|注册了?|充了|玩的?|是|(?:，|。|^)(?:是|叫|用|在)?)\s?[“\"「《【]?"
    r"(?P<name>[一-鿿a-z0-9]{2,8}?)[”\"」》】]?\s?(?P<word>app|小程序|网校)",
    ("app", "小程序", "网校"),
)
_NO_NAME = re.compile(
    r"[这那该某贵本此其各多个的了在买你我他她它们什么哪一两每是有为不没手机购物电商第三官方直播交易网络借贷投诉线上下平台通过对方]"
    r"|app|导航|快递柜|驿站|银行|客服|软件|店铺|商家|求职|公众号|跳转?到|再|招聘|相亲|交友|贷款|记账|卡$|菜|打车|租车|学习|健身|阅读|外卖|点餐|停车|充电|美颜|修图|简历|征信|出行$"
)
_LATIN_APP = re.Signed(
    r"(?<![0-9a-z])(?P<name>[a-z][a-z0-9]{1,11})\s?(?P<word>平台|app|小程序)", ("app", "小程序", "平台")
)
_QUOTED_APP = re.Signed(
    r"[“「《【](?P<name>[^”」》】\n，。]{2,12})[”」》】]\s?(?:的|这个|官方)?\s?(?P<word>app|小程序|平台|软件|公众号|借的|上借|内购|里充|上充|充值|充了|注册)",
    "”」》】",
)
_THERE = re.compile(
    r"(?:在|到|从|用)(?P<name>[一-鿿a-z0-9]{2,7}?)(?:上|里)面?(?:买|购|下单|充|订|租|报|抢|预|开|办|点|借|看|约|团|申请|出借|投|理财|注册|贷|存)"
)
_NO_PLACE = re.compile(
    r"电话|电视|电脑|订单|盘|套餐|手$|桌|车|机|卡|本|表|单|书|纸|墙|床|楼|门|会员|页|合同|协议|课|班|院|馆|厅|站|区|县|口|边|处|中心|信|邮|相册|设置|圈|信息|游戏|人$"
    r"|会$|网|店|家|直播|这|那|他|她|你|我|某|手机|路|街|超市|商场|学校|公司|群|朋友|平台|软件|网站|页面|app|线|柜|镇|村|城|市"
)


def find_apps(draft: Draft, hits: Hits, known: list[Proposal], edges: Edges) -> list[Proposal]:
    """Platforms by what stands around their names.

    Args:
        draft: the draft.
        hits: the terms found in it.
        known: platforms and carriers found by name.
        edges: cuts names free of other words.
    """
    taken = Places(p.span for p in known)
    text = draft.folded
    found = (*_by_list(text, hits), *_by_shape(text), *_lenders(text, hits, edges))
    out = [p for p in found if not taken.overlaps(p.span)]
    return without_overlaps(out, lambda p: p.span, lambda p: (-p.confidence, p.span.start - p.span.end))


_LATIN = re.compile("[0-9a-z]")
# 原神手办, 易车拼车: things that bear the name, and longer words.
_GOODS = re.compile("手办|周边|玩偶|公仔|抱枕|主题|联名|龙的|绘本|点读|积木")


def _by_list(text: str, hits: Hits) -> Iterator[Proposal]:
    """Apps of the lists, but for the Latin ones inside longer words, and weak ones that are no party."""
    weak = [s for s in hits.get(Owner("lexicons", "apps_weak", "word"), ()) if party_at(text, s)]
    for span in (*hits.get(Owner("lexicons", "apps", "word"), ()), *weak):
        inside = _LATIN.match(text[span.start]) and _LATIN.match(text[span.start - 1 : span.start])
        goes_on = _LATIN.match(text[span.end - 1]) and _LATIN.match(text, span.end)
        if not inside and not goes_on and not _GOODS.match(text, span.end):
            yield Proposal("platform", span, span.of(text), 0.87, "name", "", (("name", span.of(text)),))


# 游戏逆水寒, App叫魔法相机: what is named right behind the word.
_NAMED = re.Signed(
    r"(?:游戏|手游|app|软件|小程序)(?:名?叫做?|名为|是)?\s?[“「《【]?(?P<name>[一-鿿][一-鿿a-z0-9]{1,5}?)[”」》】]?(?=里|上[的充买]|充|突然|更新|周年|的?账号|氪|停服|，|,)",
    ("app", "游", "软件", "小程序"),
)


def _by_shape(text: str) -> Iterator[Proposal]:
    for m in _THERE.finditer(text):
        if not _NO_PLACE.search(m["name"]):
            yield Proposal("platform", Span(*m.span("name")), m["name"], 0.8, "bought_there")
    if "游戏" in text or "手游" in text or "叫" in text:
        for m in _NAMED.finditer(text):
            if not _NO_NAME.search(m["name"]):
                yield Proposal("platform", Span(*m.span("name")), m["name"], 0.8, "bought_there")
    for shape in (_APP, _QUOTED_APP, _LATIN_APP):
        for m in shape.finditer(text):
            if shape is not _APP or not _NO_NAME.search(m["name"]):
                yield Proposal("platform", Span(*m.span("name")), m["name"], 0.86, "app", "", (("word", m["word"]),))


# A lender acts, or something is done there: 安心贷的客服, 月光分期app, 优米钱包到期.
_LENDER_AFTER = re.compile(
    r"[”」》】]?(?:的?(?:app|平台|客服|催收|软件|会员|人(?=跟|给|打|说|天天)|借|上|里|申请|显示|还款|出借|投|理财|到期|页面|额度|用户|官方|账户|自动|扣|强制|默认"
    r"|逾期|每次|说|要|不|一直)|[（(，,])"
)
_PARTY_AFTER = re.compile(r"[”」》】]?(?:的?(?:app|平台|客服|催收|官方|软件)|[（(])")
_HAN_BEFORE = re.compile("[一-鿿]{1,5}$")
_NO_LENDER = re.compile("[的了是在让到跟不我你他她它这那和与也很个被把从用去来装问推扣发期定某银短租]|人$|学生")
# Kinds of loans and of paying, no names.
_KIND_OF_LOAN = re.compile(
    r"(?:免息|免费|信用卡?|账单|手续费|房|车|网|小额|助学|消费|教育|培训|抵押|无抵押|经营|公积金|商业|办理?|申请|个人|银行|贷款|现金|提前|逾期|最低"
    r"|高利|校园|非法|正规|装修|花呗|白条|京东|医美|[0-9一二三四五六七八九十两几]+期?|按揭|首付|学费|课程|购车|买车|购机|手机|零首付|低息|高息|可以|做"
    r"|的|了|我|你|他|她|这|那|没|不|要|能|去|还|强制|自动|汽车|共享|神州|一嗨|线上|线下|短期|长期|诱导|分|个|张|笔|电子|零钱|手)+"
)


def _lenders(text: str, hits: Hits, edges: Edges) -> Iterator[Proposal]:
    for span in hits.get(Owner("lexicons", "lender_names", "word"), ()):
        before = _HAN_BEFORE.search(text, max(0, span.start - 5), span.start)
        if not before or not _LENDER_AFTER.match(text, span.end):
            continue
        start = edges.begin(Span(edges.after_last(Span(before.start(), span.start)), span.start))
        name = Span(start, span.end)
        if span.start - start < 1 or _NO_LENDER.search(text, start, span.start):
            continue
        if not _KIND_OF_LOAN.fullmatch(text, start, span.start):
            sure = 0.86 if _PARTY_AFTER.match(text, span.end) else 0.8
            yield Proposal("platform", name, name.of(text), sure, "lender")
