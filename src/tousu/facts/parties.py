"""Platforms and carriers by their known names, in the sense in which the draft uses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from tousu import patterns as re
from tousu.catalogue import Carrier, Platform
from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.records import NamedTuple, quick
from tousu.rulebook import Hits, Rulebook
from tousu.spans import Span, without_overlaps


@quick
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
_NOT_CARRIER = re.compile(r"(?:柜|储蓄|银行|局|编码|管理|集邮|驿站|包裹站|员招|费|旅舍|旅馆|地铁|大厦|酒店|小区)")
_NOT_BEFORE = {"荣庆": "华"}
# 发抖音, 他们的抖音上: where something is posted; 跑滴滴: somebody's living.
_POSTED = re.compile(r"(?:发|发到|发在|打到|传到|上传|挂|曝光|刷|看|转到|发布到|拍|跑)$")
_CHAIN = 24
_STAGES = re.compile("(?:(?:抖音|小红书|微博|快手|朋友圈|b站|知乎|头条|贴吧|视频号)[、和及跟与，,]?)+$")
"""Other stages before it: 发到抖音小红书."""
_SHOWN = re.compile(r"(?:他|她|你|们|店里?|公司|老板|学校)的?$")
_SHOWN_AFTER = re.compile("上?(?:发(?![了过]?货)|曝光|吐槽|避雷|避坑|评理|挂|招生)|[账帐]?号(?:上|里|发)")
_BOUGHT_BEFORE = re.compile(r"(?:在|从|于|通过|上)\s?[“「《\"]?$")
_BOUGHT_AFTER = re.compile(
    r"[”」》\"]?\s?(?:上|里|平台|app|小程序|商城|网|买|购|下单|下的|订|预订|充|抢|点|租|约|打车|团|直播|店|办|借|贷)"
)
# As the first word of a clause it must be said more plainly: 去哪儿订的, 猫眼上买的.
_BOUGHT_HERE = re.compile(
    r"[”」》\"]?\s?(?:上面?|里)?(?:(?:买|购买|下单|订|预订|充值?|抢|租|约|叫|团|办|借|贷|报|开|找)(?:了|的)|商城|直播间)|上面?(?:买|购|下单|订|充|租|约|团|报|抢|改签|退票)"
)
_OWN_APP = re.compile(r"[”」》\"]?\s?(?:app|平台|小程序)")
# 找去哪儿客服, 大麦显示退票中: it opens its clause or is turned to, and acts, or something was bought there.
_TURNED_TO = re.compile(
    r"(?:^|[^一-鿿0-9a-z]|[0-9][号日]|[天晚早午月]|投诉|找了?|联系|打给?|问|咨询|反馈给|退到|举报|要求|被|跟|和|是)[“「《\"]?$"
)
_ACTS = re.compile(
    r"[”」》\"]?(?:的|上的?|里的?|那边|这边|方面)?(?:客服|官方|人工|平台|app|小程序|说(?!话)|回复|告知|显示|提示|让我|叫我|要求我?|审核|驳回|判定?我|封|冻结"
    r"|不(?:让|给|退|肯|认)|拒绝|拒不|收了?我|扣|多扣|自动|账号|账户|号被|会员|门票|电影票|演出票|高铁票|火车票|车票|酒店|机票|订单|管家|供应商|规则|页面|界面|候补)"
)
# What is a payer's own: an account with it that was closed, its little programs.
_ITS_OWN = re.compile(
    r"(?:里的?|里面的?|上的?)?(?:小程序|生活号|视频号|小商店|公众平台|客服|官方|账[号户](?:被|无法|登|突然|莫名|异常|注销|冻结|限制)|号?被(?:封|限|冻|盗|人|永久))"
)
# 在微信群里接龙买的, not 在微信群里收了钱.
_BUYS_NEAR = re.compile("买|购|下单|订|租|充|报名|报了|团|领|办|借|贷|小程序|app")
_STREET = re.compile(
    "(?:易购)?(?:线下|[一-鿿]{0,4}门店|实体店|体验店|生活广场|广场|[一-鿿]{2,4}店(?![铺家])|云店|小店|电器店?)"
)


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
    return _joined(platforms), carriers


def _joined(platforms: list[Proposal]) -> list[Proposal]:
    """淘宝天猫超市: names that touch are one, and mean the last."""
    out: list[Proposal] = []
    for p in platforms:
        touches = bool(out) and out[-1].span.end == p.span.start
        out.append(p._replace(span=Span(out.pop().span.start, p.span.end)) if touches else p)
    return out


def _names(hits: Hits) -> Iterator[_Name]:
    for (room, id_, group), spans in hits.items():
        if group == "name" and room in ("platforms", "carriers"):
            for span in spans:
                yield _Name(span, room, id_)


def _is_meant(text: str, name: _Name, record: Platform | Carrier) -> bool:
    """The name stands alone (JD, not the JD of a parcel number), and a weak one beside words that make it a party."""
    start, end = name.span
    word = text[start:end]
    if _LATIN.match(word[-1]) and _LATIN.match(text, end) and not text.startswith("app", end):
        return False
    if _LATIN.match(word[0]) and start and _LATIN.match(text[start - 1]):
        return False
    before, after = text[max(0, start - 4) : start], text[end : end + 1]
    if isinstance(record, Carrier):
        return _carrier_is_meant(text, name, record, before)
    if text.startswith(("营业厅", "线下"), end) or (before[-1:] and before[-1] in record.not_before):
        return False  # 联通营业厅 is a shop
    if (after and after in record.not_after) or (record.shops and _STREET.match(text, end)):
        return False
    if _only_shown(text, name, record, before):
        return False
    if record.in_passing and word in _lowered(record.weak_names):
        bought = _bought_there(text, before, end) and _BUYS_NEAR.search(text, end, end + 12) is not None
        return bought or _ITS_OWN.match(text, end) is not None
    return word not in _lowered(record.weak_names) or party_at(text, name.span)


def _carrier_is_meant(text: str, name: _Name, record: Carrier, before: str) -> bool:
    word, end = name.span.of(text), name.span.end
    if _NOT_CARRIER.match(text, end) or (before[-1:] and before[-1] in _NOT_BEFORE.get(word, "")):
        return False
    if word not in _lowered(record.weak_names):
        return True
    if _DELIVERS.match(text, end) is not None:
        return True
    # 丰巢签收: a locker holds parcels, it carries none
    return name.id != "hivebox" and _CARRIES.search(text[end : end + 10]) is not None


@lru_cache(maxsize=256)
def _lowered(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _only_shown(text: str, name: _Name, record: Platform, before: str) -> bool:
    """发抖音, 他们的抖音号, 跑滴滴: shown or earned there, not bought."""
    if text.startswith(("直播", "主播"), name.span.end):
        return False
    others = _STAGES.search(text, max(0, name.span.start - _CHAIN), name.span.start) if record.social else None
    if others:
        before = text[max(0, others.start() - 4) : others.start()]
    return _POSTED.search(before) is not None or (
        record.social and (_SHOWN.search(before) is not None or _SHOWN_AFTER.match(text, name.span.end) is not None)
    )


def _bought_there(text: str, before: str, end: int) -> bool:
    return _OWN_APP.match(text, end) is not None or (
        _BOUGHT_BEFORE.search(before) is not None and _BOUGHT_AFTER.match(text, end) is not None
    )


def party_at(text: str, span: Span) -> bool:
    """Whether a word that is not always a name is a platform here: something was bought there, or it acts."""
    before = text[max(0, span.start - 4) : span.start]
    if _bought_there(text, before, span.end):
        return True
    acts = _ACTS.match(text, span.end) or _BOUGHT_HERE.match(text, span.end)
    return acts is not None and _TURNED_TO.search(before) is not None


_CARRIES = re.compile("快递|物流|包裹|单号|派件|派送|签收|揽|运单|配送|运费|送到|送货|快件|速运|网点|驿站人")
_SUFFIX = re.compile(r"(?:快递(?!员|单|柜|点|站|费|小哥|到|送|显示|丢|一)|物流(?!信|显|单|停|一|没|更|状)|速递|速运)")


def _with_suffix(text: str, span: Span) -> Span:
    """中通 with the 快递 that follows it."""
    match = _SUFFIX.match(text, span.end)
    return Span(span.start, match.end()) if match else span


def canonical(values: Mapping[str, Platform], name: str) -> str:
    """The id of the platform that goes by this name, or the name itself."""
    for id_, platform in values.items():
        if name in (platform.name, *platform.aliases):
            return id_
    return name
