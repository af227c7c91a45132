"""Who is who: platform, carrier and merchant, by their names, by labels, and by what a shop's name ends with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tousu.catalogue import Carrier, Platform
from tousu.draft import Draft
from tousu.facts.places import Places
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps


class _Name(NamedTuple):
    span: Span
    room: str
    id: str


_LATIN = re.compile(r"[0-9a-z]")
# 京东 itself delivers too: the words after the name tell which of the two is meant.
_DELIVERS = re.compile(
    r"(?:快递|物流|配送|派送|小哥|送货|送[来到的]|站点|师傅|快运|大件|上门取|冷链|生鲜[特放送]|单号|\s?jd[a-z0-9]{8})"
)
# 天天快递柜 is a locker, 邮政储蓄 a bank, 菜鸟驿站 a station.
_NOT_CARRIER = re.compile(r"(?:柜|储蓄|银行|局|编码|管理|集邮|驿站|包裹站|员招|费)")
_NOT_BEFORE = {"当当": "满", "转转": "团打逛遛", "神州": "大", "荣庆": "华"}
_POSTED = re.compile(r"(?:发|发到|传到|上传|挂|曝光|刷|看|转到|发布到|拍)$")
_BOUGHT_BEFORE = re.compile(r"(?:在|从|于|通过|上)\s?[“「《\"]?$")
_BOUGHT_AFTER = re.compile(
    r"[”」》\"]?\s?(?:上|里|平台|app|小程序|商城|网|买|购|下单|下的|订|预订|充|抢|点|租|约|打车|团|直播|店|办|借|贷)"
)
_OWN_APP = re.compile(r"[”」》\"]?\s?(?:app|平台|小程序)")


def find_names(draft: Draft, hits: Hits, rulebook: Rulebook) -> tuple[list[Proposal], list[Proposal]]:
    """Platforms and carriers by their known names: (platforms, carriers), every mention."""
    text = draft.folded
    names = without_overlaps(_names(hits), lambda n: n.span, lambda n: (n.span.start - n.span.end, n.span.start))
    platforms: list[Proposal] = []
    carriers: list[Proposal] = []
    for name in names:
        record = rulebook.platforms[name.id] if name.room == "platforms" else rulebook.carriers[name.id]
        if not _is_meant(text, name, record):
            continue
        named = (("name", record.name),)
        if isinstance(record, Carrier):
            carriers.append(
                Proposal("carrier", _with_suffix(text, name.span), name.id, 0.97, "carrier_name", "", named)
            )
        elif name.id == "jd" and _DELIVERS.match(text, name.span.end):
            carriers.append(Proposal("carrier", _with_suffix(text, name.span), "jdl", 0.9, "carrier_name", "", named))
        else:
            platforms.append(Proposal("platform", name.span, name.id, 0.95, "name", "", named))
    return platforms, carriers


def _names(hits: Hits) -> Iterator[_Name]:
    for owner, spans in hits.items():
        if owner.room in ("platforms", "carriers") and owner.group == "name":
            for span in spans:
                yield _Name(span, owner.room, owner.id)


def _is_meant(text: str, name: _Name, record: Platform | Carrier) -> bool:
    """The name stands alone (JD, not the JD of a parcel number), and a weak one beside words that make it a party."""
    start, end = name.span
    word = text[start:end]
    if _LATIN.match(word[-1]) and _LATIN.match(text, end) and not text.startswith("app", end):
        return False
    if _LATIN.match(word[0]) and start and _LATIN.match(text[start - 1]):
        return False
    before = text[max(0, start - 4) : start]
    if isinstance(record, Platform) and _POSTED.search(before):
        return False
    if isinstance(record, Carrier) and _NOT_CARRIER.match(text, end):
        return False
    if before[-1:] and before[-1:] in _NOT_BEFORE.get(word, ""):
        return False
    if word not in {w.lower() for w in record.weak_names}:
        return True
    if isinstance(record, Carrier):
        return _DELIVERS.match(text, end) is not None or _CARRIES.search(text[end : end + 10]) is not None
    return _OWN_APP.match(text, end) is not None or (
        _BOUGHT_BEFORE.search(before) is not None and _BOUGHT_AFTER.match(text, end) is not None
    )


_CARRIES = re.compile("快递|物流|包裹|单号|派件|派送|签收|揽|运单|配送|运费|送到|送货|快件|速运|网点|驿站人")
_SUFFIX = re.compile(r"(?:快递(?!员|单|柜|点|站|费|小哥|到|送|显示|丢|一)|物流(?!信|显|单|停|一|没|更|状)|速递|速运)")


def _with_suffix(text: str, span: Span) -> Span:
    """中通 with the 快递 that follows it."""
    match = _SUFFIX.match(text, span.end)
    return Span(span.start, match.end()) if match else span


_APP = re.compile(
    r"(?:在|从|用|下载了?|打开|通过|登录|叫做?|名为|注册了?|充了|玩的?|是|，|。|^)\s?[“\"「《【]?"
    r"(?P<name>[一-鿿a-z0-9]{2,8}?)[”\"」》】]?\s?(?P<word>app|小程序|网校)"
)
_NO_NAME = re.compile(
    r"[这那该某贵本此其各多个的了在买你我他她它们什么哪一两每是有为不没手机购物电商第三官方直播交易网络借贷投诉线上下平台通过对方]"
    r"|app|客服|软件|店铺|商家"
)
_LATIN_APP = re.compile(r"(?<![0-9a-z])(?P<name>[a-z][a-z0-9]{1,11})\s?(?P<word>平台|app|小程序)")
_QUOTED_APP = re.compile(
    r"[“「《【](?P<name>[^”」》】\n，。]{2,12})[”」》】]\s?(?:的|这个|官方)?\s?(?P<word>app|小程序|平台|软件|公众号|借的|上借|内购|里充|上充|充值|充了|注册)"
)
_THERE = re.compile(
    r"(?:在|到|从|用)(?P<name>[一-鿿a-z0-9]{2,7}?)(?:上|里)面?(?:买|购|下单|充|订|租|报|抢|预|开|办|点|借|看|约|团)"
)
_NO_PLACE = re.compile(
    r"网|店|家|直播|这|那|他|她|你|我|某|手机|路|街|超市|商场|学校|公司|群|朋友|平台|软件|网站|页面|app|线|柜|镇|村|城|市"
)


def find_apps(draft: Draft, known: list[Proposal]) -> list[Proposal]:
    """Platforms that no list knows: a name before App, 小程序 or 平台, or where something was bought."""
    text = draft.folded
    taken = Places(p.span for p in known)
    out = []
    for shape, why in ((_APP, "app"), (_QUOTED_APP, "app"), (_LATIN_APP, "app"), (_THERE, "bought_there")):
        for m in shape.finditer(text):
            span = Span(*m.span("name"))
            name = m["name"]
            if taken.overlaps(span):
                continue
            if shape is _APP and _NO_NAME.search(name):
                continue
            if shape is _THERE and _NO_PLACE.search(name):
                continue
            named = (("word", m["word"]),) if why == "app" else ()
            out.append(Proposal("platform", span, name, 0.86, why, "", named))
    return out


_LABELLED = re.compile(r"\s?[：:]\s?[“\"「《【]?(?P<name>[^\n，,。；;！!？?：:”\"」》】]{2,30})")
_BACK = re.compile(r"[一-鿿a-z0-9·&（）()【】「」“”\-]{0,16}$")
# What a shop's name does not hold: the words before it end here.
_BOUNDARY = re.compile(
    r".*(?:[在从于到了是向给找跟和被让去我你他她它们该某此买购叫对与因为把将由的有去过说问：:，“”「」【】]|这家|那家|一家|这个|那个|店铺|名叫|加盟|联系|投诉|下单|预约|报名|通过|位于|平台|商城|直播|小区|附近|楼下|门口|家门|咨询|要求|希望|监督|办理|进行|管不着|推|经市|穿着|踩着|答应|就|都|也|个|么大|整|成|来|两次|第)"
)
_BRACKETS = {"“": "”", "「": "」", "【": "】", '"': '"', "《": "》"}


def find_merchants(draft: Draft, hits: Hits, rulebook: Rulebook, platforms: list[Proposal]) -> list[Proposal]:
    """Shops and companies: after a label with a colon, in quotes, or by what their names end with."""
    text = draft.folded
    out = [*_labelled_merchants(text, hits), *_quoted_merchants(text, draft, platforms), *_companies(text, hits)]
    places = Places(p.span for p in platforms)
    for span in hits.get(Owner("lexicons", "merchant_suffixes", "word"), ()):
        name = _name_before(text, span, places)
        if name:
            named = (("word", span.of(text)),)
            confidence = 0.87 if name.of(text) in _OWN_NAMES else 0.8
            out.append(Proposal("merchant", name, name.of(text), confidence, "merchant_suffix", "", named))
    return without_overlaps(out, lambda p: p.span, lambda p: (-p.confidence, p.span.start - p.span.end))


_QUOTED = re.compile(
    r"[“「『【\"](?P<name>[^”」』】\"\n，。；！？,;!?：:]{2,20}?(?:[（(][^）)\n]{1,12}[）)])?)[”」』】\"]"
)
_SHOP_BEFORE = re.compile(
    r"(?:店铺名?[为是叫]?|店名[为是叫]?|商家|卖家|店家|商户|公司|机构|中介|名为|名叫|叫做?|从|在|找|去|到|给|家|上的?|里的?|直播间|门店)\s?[：:]?$"
)
_SHOP_AFTER = re.compile(
    r"\s?(?:买|购|下单|下了?单|订|的|报|充|拍|点|店|直播间|参加|办|定|抢|秒杀|预|租|做|进了|进的|消费|交|签|以|拒|不|，|,|官方|客服|门店|里|家|发|卖|商家|寄|说)"
)


def _quoted_merchants(text: str, draft: Draft, platforms: list[Proposal]) -> Iterator[Proposal]:
    """A name in quotation marks right behind a platform (抖音「…」), or where a shop is bought at or spoken of."""
    ends = {p.span.end for p in platforms}
    for m in _QUOTED.finditer(text):
        behind = m.start() in ends or (m.start() - 1 in ends and text[m.start() - 1] in " 的上")
        named = _SHOP_BEFORE.search(text, max(0, m.start() - 6), m.start())
        if not _SHOP_AFTER.match(text, m.end()) and not behind:
            continue
        if (behind or named) and not _NO_SHOP.search(m["name"]):
            span = Span(*m.span("name"))
            yield Proposal("merchant", span, span.of(text), 0.88 if behind else 0.7, "merchant_quoted")


_NO_SHOP = re.compile(
    r"[0-9]{5}|退|不|签收|发货|已|您|我|你|么|吗|百分|正品|全新|免费|买|送|包邮|终身|无条件|到货|保|立减|满|会员|元|自动|app|降价|物流|国产|进口"
)
_MAKER_GOES_ON = re.compile(
    r"[一-鿿0-9a-z]{1,4}(?:轿?车|款|型|版)|(?:迈腾|帕萨特|速腾|朗逸|宝来|途观|探岳|雅阁|凯美瑞|卡罗拉|轩逸|思域)"
)


def _companies(text: str, hits: Hits) -> Iterator[Proposal]:
    """Companies of the list, unless a model follows and makes the name part of a product."""
    for span in hits.get(Owner("lexicons", "companies", "word"), ()):
        if not _MAKER_GOES_ON.match(text, span.end) and not text.startswith("保险监", span.end):
            yield Proposal("merchant", span, span.of(text), 0.86, "name", "", (("name", span.of(text)),))


def _labelled_merchants(text: str, hits: Hits) -> Iterator[Proposal]:
    for start, end in hits.get(Owner("facts", "merchant", "label"), ()):
        match = _LABELLED.match(text, end)
        if match and not re.match(r"(?:无|不详|未知|没有)", match["name"]):
            span = Span(*match.span("name"))
            yield Proposal("merchant", span, span.of(text), 0.9, "merchant_label", "", (("label", text[start:end]),))


_OWN_NAMES = ("4s店", "4s")
# Kinds of companies, no names.
_GENERIC = re.compile(
    r"(?:家|所|快递|物流|上市|航空|保险|培训|儿童|社区|贷款|搬家|装修|旅游|家政|租车|担保|网络|外卖|正规|大|小|某|原|新|老|分|总|官方|线下|实体|附近|任何|其他|别的|同一|商家|平台|镇|市|县|区|人民|中心|妇幼|三甲|教育|中介|金融|催收|第三方|贸易|科技|生产|合作|电商|直播|网红|品牌|天猫|淘宝|京东|拼多多|抖音)*"
    r"(?:公司|机构|医院|门诊|诊所|门店|店铺|店|小店|直播间|旗舰店|专卖店|超市|银行|酒店|宾馆|餐厅|饭店|厂家|集团|物业|部门|驾校|药店|分店|专柜|批发)"
)


def _name_before(text: str, suffix: Span, platforms: Places) -> Span | None:
    """The name that ends with this suffix, back to the last word that can be no part of it."""
    if suffix.of(text) == "银行" and re.match("保险监|业|卡|流水|账", text[suffix.end : suffix.end + 3]):
        return None
    if re.match(r"[一-鿿]", text[suffix.end : suffix.end + 1]) and text[suffix.end] in "长员主面里铺家子员司门店卡课费":
        return None
    before = text[max(0, suffix.start - 16) : suffix.start]
    back = _BACK.search(before)
    run = back.group() if back else ""
    cut = _BOUNDARY.match(run)
    start = suffix.start - len(run) + (cut.end() if cut else 0)
    named = platforms.last_before(suffix.start)
    if named and start < named.end <= suffix.start:
        start = named.end
    word = suffix.of(text)
    if suffix.start - start < 2:
        return Span(start, suffix.end) if word in _OWN_NAMES else None
    if word in _OWN_NAMES and (
        suffix.start - start < 4 or not re.search(r"[市省县城]|大众|丰田|本田|奔驰|宝马|奥迪", run)
    ):
        return suffix
    if _GENERIC.fullmatch(text, start, suffix.end):
        return None
    end = suffix.end
    branch = re.compile(r"[（(][^）)\n]{1,10}店?[）)]").match(text, end)
    return Span(start, branch.end() if branch else end)


def canonical(values: Mapping[str, Platform], name: str) -> str:
    """The id of the platform that goes by this name, or the name itself."""
    for id_, platform in values.items():
        if name in (platform.name, *platform.aliases):
            return id_
    return name
