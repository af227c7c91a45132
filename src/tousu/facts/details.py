"""What narrows a case down beside its main facts: at which station a parcel lies, how often somebody was called."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.facts.edges import Edges
from tousu.facts.numerals import from_han
from tousu.facts.proposal import Proposal
from tousu.spans import Span

_STATION = re.Signed(
    r"(?:驿站|兔喜|妈妈驿站|网点|营业点|代收点|自提点|取货点|快递柜|丰巢柜?|分拨中心|集散中心|处理中心|转运中心|分拣中心|中转场|转运场|分拨场|中转站)"
    r"(?P<branch>[（(][^）)\n]{1,14}[）)])?",
    (*"站柜", "兔喜", "点", "丰巢", "中心", "场"),
)
_BACK = re.compile("[一-鿿0-9a-z]{0,12}$")
# Words before which a name begins; 到达义乌集散中心 begins behind 到达.
_CUT = re.compile(
    ".*(?:[在从到往至于放扔丢去了被给由是的把存达离开发向经停卡滞留送]|到达|停留|显示|联系|附近|小区|楼下|门口|当地|直接|擅自|同意|快递员?|派件|投递|物流|包裹|"
    "[这那哪各某本该]个?|一个?|我们?|你们?|他们?)"
)
_NAMES_ITSELF = re.compile("菜鸟|妈妈|兔喜|丰巢|蜜罐|小兵|递易|京东|邮政|近邻|熊猫|溪鸟")


def find_stations(text: str, edges: Edges) -> Iterator[Proposal]:
    """Stations, depots and lockers by their names; a bare 驿站 names none."""
    for found in _STATION.finditer(text):
        before = _BACK.search(text, max(0, found.start() - 12), found.start())
        run = before.group() if before else ""
        cut = _CUT.match(run)
        start = found.start() - len(run) + (cut.end() if cut else 0)
        start = edges.begin(Span(edges.after_last(Span(start, found.start())), found.start()))
        named = found.start() - start >= 2 or found["branch"] or _NAMES_ITSELF.match(found.group())
        if named:
            span = Span(start, found.end())
            yield Proposal("station", span, span.of(text), 0.8, "station")


_DIGITS = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_ROLES = {
    "called": "打 拨 致电 来电 电话",
    "contacted": "联系 沟通 找 问 咨询 反馈",
    "urged": "催",
    "complained": "投诉 举报 申诉",
    "reported": "报修",
    "repaired": "维修 修 返修 检修",
    "visited": "去 跑 上门",
    "applied": "申请 提交",
}
_ACTS = {act: role for role, acts in _ROLES.items() for act in acts.split()}
_VERBS = "|".join(sorted(map(re.escape, _ACTS), key=len, reverse=True))
_COUNTED = re.Signed(
    rf"(?P<act>{_VERBS})(?:了|过|的)?(?:客服|商家|卖家|店家|平台|他们?|官方|快递|热线|售后|厂家|4s店?|电话)?(?:了|过|的)?(?:电话)?(?:至少|大概|大约|约|已经?|有|前后|一共|共)?"
    rf"(?P<n>(?:{_DIGITS})(?:[、到至-](?:{_DIGITS}))?)(?P<more>多|余|几)?(?:次|通|遍|趟|回|个)(?P<what>电话)?(?![一-鿿]?[月天小年])",
    "次通遍趟回个",
)
_BEFORE = re.Signed(
    rf"(?P<n>{_DIGITS})(?:次|通|遍)(?P<act>电话|投诉|报修|联系|沟通|申请|维修|返修|上门)(?![一-鿿]{{0,2}}费)", "次通遍"
)


def find_counts(text: str) -> Iterator[Proposal]:
    """How often the writer called, asked, complained or had it repaired: 打了5次电话, 维修三次."""
    for shape in (_COUNTED, _BEFORE):
        for found in shape.finditer(text):
            count = _number(found["n"])
            counts_things = shape is _COUNTED and found.group().endswith("个")  # 找了三个人 counts people
            if count and not counts_things:
                span = Span(found.start("n") if shape is _BEFORE else found.start(), found.end())
                more = "+" if found.groupdict().get("more") else ""
                yield Proposal("contact_count", span, count + more, 0.85, "count", _ACTS[found["act"]])


def _number(numeral: str) -> str:
    """``5`` of 五, ``3-4`` of 三、四; empty where it is none."""
    if len(numeral) == 2 and not set(numeral) & set("十0123456789"):
        numeral = f"{numeral[0]}到{numeral[1]}"  # 三四次
    parts = [p for p in re.split("[、到至-]", numeral) if p]
    values = [int(p) if p.isdigit() else from_han(p) for p in parts]
    return "-".join(str(v) for v in values) if values and all(values) else ""
