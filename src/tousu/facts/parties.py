"""Platforms and carriers by their known names, in the sense in which the draft uses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tousu import patterns as re
from tousu.catalogue import Carrier, Platform
from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Rulebook
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
_NOT_CARRIER = re.compile(r"(?:柜|储蓄|银行|局|编码|管理|集邮|驿站|包裹站|员招|费|旅舍|旅馆|地铁|大厦|酒店|小区)")
_NOT_AFTER = {"滴滴": "答嗒滴", "京东": "卡", "转转": "悠", "当当": "响"}
_NOT_BEFORE = {"当当": "满", "转转": "团打逛遛去走", "神州": "大", "荣庆": "华"}
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
    before = text[max(0, start - 4) : start]
    if isinstance(record, Platform) and _POSTED.search(before) and text[end : end + 2] not in ("直播", "主播"):
        return False
    if isinstance(record, Carrier) and _NOT_CARRIER.match(text, end):
        return False
    if isinstance(record, Platform) and text.startswith("营业厅", end):
        return False  # 联通营业厅 is a shop
    if before[-1:] and before[-1:] in _NOT_BEFORE.get(word, ""):
        return False
    if text[end : end + 1] and text[end : end + 1] in _NOT_AFTER.get(word, ""):
        return False
    if word not in {w.lower() for w in record.weak_names}:
        return True
    if isinstance(record, Carrier):
        if name.id == "hivebox":
            return _DELIVERS.match(text, end) is not None  # 丰巢签收: a locker holds parcels, it carries none
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


def canonical(values: Mapping[str, Platform], name: str) -> str:
    """The id of the platform that goes by this name, or the name itself."""
    for id_, platform in values.items():
        if name in (platform.name, *platform.aliases):
            return id_
    return name
