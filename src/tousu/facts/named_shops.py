"""Shops whose names no sure ending gives away, by where they stand.

A weaker ending where the name stands by itself (云帆汽配，…), what follows the kind of shop (花店半夏花坊), what is
in quotation marks behind who sells (主播“老街杂货”), and whose 老板 speaks. The tagger has a say in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.edges import Edges
from tousu.facts.places import Places, is_place
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps

_SURE, _PLAIN = 0.75, 0.86
# 主播“老街杂货”, 店铺叫“…”: whose name is told; 卖家“…” may also be what he says.
_CALLED = re.compile(
    '(?:主播|博主|up主|店铺名?|店名|网店|昵称|直播间|团长|代购)(?:名?叫做?|名为|是)?\\s?[：:]?[“「『"]$'
)
_NAME = "[一-鿿a-z0-9·]"
_BACK = re.compile(rf"{_NAME}{{0,10}}$")
# Where a name may begin: a clause, or a word of going, buying, turning to.
_LEFT = re.compile(
    r".*(?:[在从去到找被叫是给向对跟和与让问家的上]|联系|投诉|通过|来自|举报|委托|[0-9][日号]|[天晚午])(?=.)|"
)
_RIGHT = re.compile(
    r"$|[，,。；;！!？?：:、\s“”「」（()）\"]|的(?!话)|说|里|家|店|那边|老板|店长|老师|客服|前台|师傅|[买购订租报办做交拒不没收退卖发把让给换修预定充花加]"
)
# What stands before the ending when it is the trade alone: 儿童乐园, 烟酒行, 人才公寓.
_TRADE = re.compile(
    "(?:儿童|亲子|水上|室内|室外|烟酒|人才|青年|单身|长租|酒店式?|员工|学校|单位|小区|社区|公司|婴幼儿|少儿|成人|商务|外教|空调|家电|手机|电脑|管道|房屋|上门|售后|官方|厂家|指定"
    "|专业|宽带|无线|移动|社会|家庭|运动|健身|办公|厨房|学生|校园|大型|附近|外面|老家|品牌|汽车|新|旧|二手|第三方|网络|线上|线下|免费|公共|医疗|分拨|转运|物流|配送|分拣|处理|集散|月子|体检|客服|服务"
    "|购物|会员|售后服务|维修|护理|健康|孕妇|宝宝|户外|国际|中国|传统|古典|现代|全屋|整体|实木|智能|电动|新能源|共享|自助|特色|重庆|四川|老北京|东北|港式|韩式|日式|泰式|有机|进口|生鲜|冷冻"
    "|心理|法律|口腔|皮肤|眼睛|视力|考试|英语|数学|语文|艺术|舞蹈|音乐|美术|体育|托管|接送|一对一|高端|入学|入园|游泳|温泉|滑雪|漂流|景区|旅游|出境|境外|自由|跟团|自驾|半自助|包车|道路|应急"
    "|普通|学位|考研|商业|学习|早教|活动|loft|幼儿园|大学|本地|当地|同城|全国|全市|市|县|区|镇|省|私人|个人|自己|整车|车辆|轮胎|发动机|私家|高速|城际|乡村|长途|水|电|锁|门|窗|床|柜|衣|鞋|车|被|包)*"
)
_NO_NAME = re.compile(
    "[了我你您他她它们这那哪没不都也还就吗呢吧啊说称要的]|^[是由为该现原]|楼下|镇上|隔壁|门口|门外|街上|村里|家里|视频|通知|宿舍|旅馆$|(?:分拨|转运|集散|分拣|配送|处理|售后|服务|客服|购物)中心$|客服|平台|官方|商家|店家|快递|物流|退|订单|投诉|申请|处理|要求|因为|所以|但是|如果|[一二两三几][个家次年]"
)


def find_named(draft: Draft, hits: Hits, platforms: Places, edges: Edges, rulebook: Rulebook) -> Iterator[Proposal]:
    """The names, less sure than those with an ending of their own; ``platforms`` are named otherwise."""
    for span in (*_by_ending(draft, hits, edges, rulebook), *_behind_kind(draft, edges), *_kept_by(draft, edges)):
        name = span.of(draft.folded)
        if not platforms.overlaps(span) and not _NO_NAME.search(name) and not is_place(name, rulebook):
            called = _CALLED.search(draft.folded, max(0, span.start - 7), span.start)
            plain = called or _alone(draft, span)
            yield Proposal("merchant", span, name, _PLAIN if plain else _SURE, "merchant_quoted")


def _alone(draft: Draft, span: Span) -> bool:
    """花语轩。, at a clause of its own, or at the head of one that goes on with what the shop did."""
    clause = draft.clause_at(span.start)
    if clause.start != span.start or span.end - span.start < 4 or _VERB_IN.search(draft.folded, *span):
        return False
    return clause.end == span.end or _SHOP_ACTS.match(draft.folded, span.end) is not None


_VERB_IN = re.compile("[讲戴约换看搬租修去开卖]|短租|颜色")
_SHOP_ACTS = re.compile(
    "(?:说|不退|不给|让我|叫我|收了我?|退了?我?|卖我|卖给我|改的|给我|的(?:人|师傅|老板|店员|客服))"
)


def _by_ending(draft: Draft, hits: Hits, edges: Edges, rulebook: Rulebook) -> Iterator[Span]:
    """云帆汽配，…: the name stands alone, or something was done there."""
    text = draft.folded
    endings = hits.get(Owner("lexicons", "shop_endings", "word"), ())
    done = 0
    for ending in without_overlaps(endings, lambda s: s, lambda s: (s.start - s.end, s.start)):
        if not _RIGHT.match(text, ending.end):
            continue
        start = _begin(draft, ending.start, edges, done)
        if start is None or ending.start - start < 2 or _APP_AFTER.match(text, ending.end):
            continue
        before = text[start : ending.start]
        if not _TRADE.fullmatch(before) and not is_place(before, rulebook):
            done = ending.end  # 云梦美甲做美甲: the second is what was done
            yield Span(start, ending.end)


def _begin(draft: Draft, end: int, edges: Edges, least: int = 0) -> int | None:
    """Where the name that reaches to ``end`` begins: at its clause, or behind a word of going or turning to."""
    text = draft.folded
    low = max(draft.clause_at(end - 1).start, end - 10, least) if end else 0
    back = _BACK.search(text, low, end)
    if back is None:
        return None
    left = _LEFT.match(back.group())
    start = back.start() + (left.end() if left else 0)
    if start > low or start == draft.clause_at(end - 1).start or not _NAME_CHAR.match(text[start - 1]):
        return edges.begin(Span(edges.after_last(Span(start, end)), end)) if start < end else None
    return None


_APP_AFTER = re.compile(r"[”」》\"]?\s?(?:app|小程序|平台|软件)")
_NAME_CHAR = re.compile(_NAME)

_SHOP = (
    "花店|美甲店|蛋糕店|理发店|美发店|餐馆|饭店|餐厅|火锅店|奶茶店|民宿|驾校|健身房|瑜伽馆|影楼|摄影店|洗衣店|干洗店|宠物店|宠物医院|修理店|汽修店|修车店|手机店|家具店|药店|装修公司|搬家公司"
    "|培训班|培训机构|超市|水果店|眼镜店|租车行|车行|幼儿园|托管班|诊所|美容院|租车公司|婚庆公司|旅行社|维修店|中介公司|店名|昵称"
)
_SELLER = "店铺|商户|网店|直播间|主播|博主|代购|卖家|商家|店家|团长|up主|中介|房东"
# 花店半夏花坊，… and 主播“老街杂货”: a seller's name only in marks, for 商家发货慢 is none.
_BEHIND_KIND = re.Signed(
    rf"(?<![的个家])(?:(?:{_SHOP}|{_SELLER})(?:名?叫做?|名为|是)?\s?[：:]?[“「『\"](?P<quoted>[^”」』\"\n，。；！？,;!?：:]{{2,12}})[”」』\"]"
    rf"|(?:{_SHOP})(?:名?叫做?|名为|是)?\s?(?P<bare>{_NAME}{{2,8}}?)(?=[，,。；;\s]|$))",
    (*'“「『"', *_SHOP.split("|")),
)


def _behind_kind(draft: Draft, edges: Edges) -> Iterator[Span]:
    """花店半夏花坊, 主播“老街杂货”."""
    for m in _BEHIND_KIND.finditer(draft.folded):
        if m["quoted"]:
            yield Span(*m.span("quoted"))
            continue
        span = Span(*m.span("bare"))
        if edges.cut(span) == span and edges.after_last(span) == span.start:
            yield span


_KEEPER = re.Signed(
    r"(?:老板娘?|店长|掌柜|馆长|校长|园长)(?!电器|椅|桌|键)", ("老板", "店长", "掌柜", "馆长", "校长", "园长")
)
_KIND_ALONE = re.compile(
    f".*(?:{_SHOP}|{_SELLER}|店里?|铺|馆|厂|公司|行|摊|院|园|校|中心|门店|小店|酒店|宾馆)|.*(?:分管|小区|隔壁|楼下|女|男|新|前|原|大|小|副|总|店|那个|这个|烧烤|水果|民宿)"
)


def _kept_by(draft: Draft, edges: Edges) -> Iterator[Span]:
    """听雨小筑老板说: whose keeper acts."""
    for m in _KEEPER.finditer(draft.folded):
        start = _begin(draft, m.start(), edges)
        if start is None or m.start() - start < 3 or m.start() - start > 8:
            continue
        name = edges.cut(Span(start, m.start()))
        if name.end - name.start >= 3 and not _KIND_ALONE.fullmatch(draft.folded, *name):
            yield name
