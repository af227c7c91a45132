"""Shops and companies: after a label with a colon, in quotes, by a list, or by what their names end with."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.edges import Edges
from tousu.facts.named_shops import find_named
from tousu.facts.places import Places, is_place
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, at_position, without_overlaps

_LABELLED = re.compile(
    r"\s?(?:】\s?[：:]?|[：:])\s?[“\"「《【]?(?P<name>[^\n，,。；;！!？?：:”\"」》】（）()/]{2,30}(?:[（(][^）)\n]{1,10}店[）)])?)"
)
_BACK = re.compile(r"[一-鿿a-z0-9·&（）()【】「」“”\-]{0,16}$")
# What a shop's name does not hold: the words before it end here.
_BOUNDARY = re.compile(
    r".*(?:[在从于到了是向给找跟和被让去我你他她它们该某此买购卖叫对与因为把将由的有去过说问：:，“”「」【】]|这家|那家|一家|这个|那个|店铺|名叫|加盟|归|封禁|[0-9一二两三四五六七八九十]次|[0-9]{2,}(?:元|块)?[报买订办]|[两三四五六七]晚|联系|投诉|下单|预约|报名|通过|位于|平台|商城|直播|小区|[还又再却竟才要](?!珠|素)|附近|楼下|门口|家门|咨询|要求|希望|监督|办理|进行|管不着|推|经市|穿着|踩着|答应|就|都|也|个|么大|整|成|来|两次|第|[趟遍]|[几两三四五六七八九十]家)"
)
_BRACKETS = {"“": "”", "「": "」", "【": "】", '"': '"', "《": "》"}


def find_merchants(
    draft: Draft, hits: Hits, rulebook: Rulebook, platforms: list[Proposal], edges: Edges
) -> list[Proposal]:
    """Shops and companies: after a label with a colon, in quotes, or by what their names end with."""
    text = draft.folded
    out = [*_labelled_merchants(text, hits), *_quoted_merchants(text, draft, platforms), *_companies(text, hits)]
    out += _makers(text, hits)
    out += _branches(text, edges)
    out += _behind_platform(text, draft, platforms, edges)
    out += _dealt_with(draft, platforms, edges, rulebook)
    places = Places(p.span for p in platforms)
    out += find_named(draft, hits, places, edges, rulebook)
    for span in (*hits.get(Owner("lexicons", "merchant_suffixes", "word"), ()), *_dealers(text, hits)):
        name = _name_before(text, span, places, edges)
        if name:
            named = (("word", span.of(text)),)
            sure = name.of(text) in _OWN_NAMES or span.of(text) in _SURE_SUFFIX
            confidence = 0.87 if sure else 0.8
            kind = "platform" if runs_an_app(text, name.end) else "merchant"
            out.append(Proposal(kind, name, name.of(text), confidence, "merchant_suffix", "", named))
    best = without_overlaps(out, lambda p: p.span, lambda p: (-p.confidence, p.span.start - p.span.end))
    if any(_DEALER.search(p.value) for p in best if p.value not in _OWN_NAMES):
        # Once the dealer is named, 4S店 is that dealer again.
        best = [p for p in best if p.value not in _OWN_NAMES]
    return best


# 星河战纪手游, 安贷平台: who runs an app is met as the app.
_SOFTWARE = re.compile(r"[ ]?(?:[一-鿿]{0,2}(?:手游|软件|app|小程序)|游戏(?![店厅机])|(?:贷款|理财|借款|借贷)?平台)")


def runs_an_app(text: str, end: int) -> bool:
    """Whether what follows a name says that it is met as an app."""
    return _SOFTWARE.match(text, end) is not None


_BRANCH = re.Signed(r"[（(][一-鿿a-z0-9·]{1,8}(?:店|校区|分院|分校|门店)[）)]", "（(")


def _branches(text: str, edges: Edges) -> Iterator[Proposal]:
    """川味小馆(人民路店): a name with its branch in brackets, whatever it ends with."""
    for branch in _BRANCH.finditer(text):
        before = _BACK.search(text, max(0, branch.start() - 10), branch.start())
        run = before.group() if before else ""
        cut = _BOUNDARY.match(run)
        start = branch.start() - len(run) + (cut.end() if cut else 0)
        start = edges.begin(Span(edges.after_last(Span(start, branch.start())), branch.start()))
        if branch.start() - start >= 2 and not text.endswith(("驿站", "网点", "快递柜"), start, branch.start()):
            name = Span(start, branch.end())
            yield Proposal("merchant", name, name.of(text), 0.87, "merchant_suffix", "", (("word", branch.group()),))


_SHOP_NAME = re.compile(r"[一-鿿a-z0-9·]{3,9}(?=[，,。；;（(]|$|买的|家买)")
_NO_SHOP_NAME = re.compile(
    "[的了在我你他她它们买卖说没不就都也个是有上下里]|客服|平台|官方|自营|直播|订单|退|快递|物流|商家|店家|售后|规则|会员|小店$|商城$|超市$|下单|购物|金融|支付|外卖|团购|投诉|活动|补贴|页面|显示|审核|系统"
)


def _behind_platform(text: str, draft: Draft, platforms: list[Proposal], edges: Edges) -> Iterator[Proposal]:
    """淘宝花间集，一束199: a clause that is a platform and a name."""
    for platform in platforms:
        end = platform.span.end
        if draft.clause_at(platform.span.start).start != platform.span.start:
            continue
        name = _SHOP_NAME.match(text, end)
        if name and not _NO_SHOP_NAME.search(name.group()):
            span = Span(*name.span())
            if edges.after_last(span) == span.start:
                yield Proposal("merchant", span, span.of(text), 0.7, "merchant_quoted")


# 在…报的班, 从…买的, 在…做的美甲: where something was bought or done, if it is a name.
_DEALT = re.compile(
    r"(?:(?<![现正存实内潜不还])在|从(?![来没未不])|去(?![年除世])|(?<![不收拿得遇看达送等直])到|找(?!了?人)|委托|通过)(?P<name>[一-鿿a-z0-9]{3,9}?)"
    r"(?:门店|店里|店|公司)?(?:买|购|报(?:的|了|名)|订|定(?:的|了|制|做)|办(?:的|了|理)|做(?:的|了|过)|充(?:的|了|值)|预约|租(?:的|了)|签(?:的|了|订)|(?:维修|修|换|拍|团)(?:的|了|过)"
    r"|团购|消费|交(?:的|了)|花了|下单|托运|看中|提(?:的|了)|配(?:的|了)|染|烫|体检|学(?:的|了)|上课|住(?:的|了)|吃(?:的|了)|开(?:的|了|通)|投保|贷(?:的|了))"
)
_NO_DEALT = re.compile(
    "[的了我你他她它这那哪个们么不没有是就都也还再去来到给时候后前内外上下里间]|重新|天天|网|手机|电脑|平台|直播|朋友|群|客服|商家|店家|老家|家门|楼|附近|本地|当地|线|国|省|市|县|区|镇|村|路|街"
    "|^[一-鿿]{0,2}[店站所处]$|对方|超市$|商场$|医院$|学校$|公司$|银行$|药店$|门口|现场|活动|期间|页面|微信|支付|抵扣|官方|商城$|用|一[家款]|[0-9]|某|任何|别|另|其"
)


def _dealt_with(draft: Draft, platforms: list[Proposal], edges: Edges, rulebook: Rulebook) -> Iterator[Proposal]:
    places = Places(p.span for p in platforms)
    for m in _DEALT.finditer(draft.folded):
        span = Span(*m.span("name"))
        if not _whole_words(draft, span) or places.overlaps(span) or _NO_DEALT.search(m["name"]):
            continue
        if _GENERIC.fullmatch(draft.folded, *span) or is_place(m["name"], rulebook):
            continue
        if edges.cut(span) == span and edges.after_last(span) == span.start:
            yield Proposal("merchant", span, span.of(draft.folded), 0.75, "merchant_quoted")


def _whole_words(draft: Draft, span: Span) -> bool:
    """Whether words of the draft begin and end where the span does."""
    first, last = at_position(draft.tokens, span.start), at_position(draft.tokens, span.end - 1)
    return (
        first is not None
        and last is not None
        and (draft.tokens[first].start, draft.tokens[last].end) == (span.start, span.end)
    )


_DEALER = re.compile("4s|汽车.{0,6}(?:公司|店|城|行|中心)$|车行$|汽贸|汽车$")
_PARTY_AFTER = re.compile(
    r"(?:汽车|品牌|中国)?的?(?:客服|售后|厂家|厂商|总部|金融|经销商|客户服务|服务热线|热线|400|官网客服|投诉电话|投诉热线)"
)


_DEALER_GOES_ON = re.compile("店(?![铺面里员长])")


def _dealers(text: str, hits: Hits) -> Iterator[Span]:
    """What ends the name of a maker's shop: the 吉利店 of 上饶吉利店."""
    for span in hits.get(Owner("lexicons", "makers", "word"), ()):
        if _DEALER_GOES_ON.match(text, span.end):
            yield Span(span.start, span.end + 1)


def _makers(text: str, hits: Hits) -> Iterator[Proposal]:
    """A maker that acts: 大众客服, 美的售后, 苹果总部."""
    for span in hits.get(Owner("lexicons", "makers", "word"), ()):
        if _PARTY_AFTER.match(text, span.end):
            yield Proposal("merchant", span, span.of(text), 0.86, "name", "", (("name", span.of(text)),))


_QUOTED = re.Signed(
    r"[“「『【\"](?P<name>[^”」』】\"\n，。；！？,;!?：:]{2,20}?(?:[（(][^）)\n]{1,12}[）)])?)[”」』】\"]", '”」』】"'
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


# 中国银行储蓄卡, 工商银行尾号: where the money lies; 银保监 oversees; 大润发楼下: where something else is.
_ACCOUNT_AFTER = re.compile(
    "保险监|业|卡|流水|的?(?:储蓄|借记|存折|账[号户]|尾号|卡号|卡里|存管|卡[（(])|楼下|旁边|对面|附近|门口|隔壁|路口|地铁"
)


def _companies(text: str, hits: Hits) -> Iterator[Proposal]:
    """Companies of the list, unless a model follows and makes the name part of a product."""
    for span in hits.get(Owner("lexicons", "companies", "word"), ()):
        if not _MAKER_GOES_ON.match(text, span.end) and not _ACCOUNT_AFTER.match(text, span.end):
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
    r"(?:租赁|销售|配餐|通知|运营|运输|主播|检测|服务|共享|正规|由|体育|机票|火车票|最早|委托|水务|五星|四星|星级|英语|温泉|隔壁|高级|豪华|明细|客户|同行|收费|政府|行业|国有|地方|商业|上门|开锁|劳务|课外|课后|家|所|售后|维修|附近|指定|官方|授权|品牌|当地|本地|小区|地下|露天|厂家|厂商|路边|楼下|私立|公立|民办|职业|技术|技工|驾驶|成人|自考|语言|艺术|手机|信用|车辆|电子|第三方|移动|在线|线上|微信|贷款|小额|消费|互联网|汽车|供应链|普惠|二手|中古|特许|快递|物流|上市|航空|保险|培训|儿童|社区|贷款|搬家|装修|旅游|家政|租车|担保|网络|外卖|正规|大|小|某|原|新|老|分|总|官方|线下|实体|附近|任何|其他|别的|同一|商家|平台|镇|市|县|区|人民|中心|妇幼|三甲|教育|中介|金融|催收|第三方|贸易|科技|生产|合作|电商|直播|网红|品牌|天猫|淘宝|京东|拼多多|抖音)*"
    r"(?:公司|机构|医院|门诊|诊所|门店|店铺|店|小店|直播间|旗舰店|专卖店|超市|银行|酒店|宾馆|餐厅|饭店|厂家|集团|物业|部门|驾校|药店|分店|专柜|批发|支行|分行|营业部|营业厅|旅社|旅馆|自营店|学院|学校|幼儿园|学堂|网校|信贷|保险经纪|人寿|财险|车险|投资咨询|咨询|房产|地产|换电|燃气|热力|加油站|服务站|维修站|维修中心|售后中心|服务中心|养车|汽修厂|汽修|修理厂|陶瓷|建材|瓷砖|门窗|橱柜|家具|装饰|影院|健身中心|美容|美发|造型|养生|牙科|眼科|舞蹈|培训|租车|家政|广场|商场|百货|食品|服饰|典当|财富|金融|支付|停车场|景区|婚庆|婚纱|摄影|留学|科技|教育|健身|数码|电器|家居|汽车)"
)


# 2018款…汽车, 大众品牌汽车: what was bought, not who sold it.
_THING = re.compile("[0-9]款|tsi|tdi|[0-9]\\.[0-9][lt]|两驱|四驱|自动[挡档]|手动[挡档]|品牌$|型$|版$")


# 金融市场司, 普惠金融部, 教育局: an authority, not a shop.
_OFFICE_AFTER = re.compile("[一-鿿]{0,3}(?:局|委员会|市场司|工作办|监督管理|监管|协会)|部[、，门]")
# Words that end nothing but the name of a shop: the tagger is not asked whether it is one.
_SURE_ENDS = """
    旗舰店 专卖店 专营店 自营店 直营店 工厂店 折扣店 体验店 连锁店 商行 琴行 车行 俱乐部 幼儿园 驾校
    营业厅 大药房 有限公司 旅行社 工作室 支行 分行 画室 养生馆 美容院 宠物医院 理发店 眼镜店 民宿 客栈 度假村
"""
_SURE_SUFFIX = frozenset(_SURE_ENDS.split())


def _name_before(text: str, suffix: Span, platforms: Places, edges: Edges) -> Span | None:
    """The name that ends with this suffix, back to the last word that can be no part of it."""
    if _OFFICE_AFTER.match(text, suffix.end):
        return None
    if suffix.of(text) == "燃气" and text[suffix.end : suffix.end + 1] in tuple("热灶表炉罐管"):
        return None  # 清禾燃气热水器
    if suffix.of(text) == "银行" and _ACCOUNT_AFTER.match(text, suffix.end):
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
    if start < suffix.start:
        # Only its beginning: what stands before the suffix is the middle of the name.
        start = edges.begin(Span(edges.after_last(Span(start, suffix.start)), suffix.start))
    if suffix.start - start < 2:
        return suffix if word in _OWN_NAMES else None  # 跑4S店, 好4s店
    if word == "厂家":
        return None  # who makes it is named by the maker's name alone
    if word in _OWN_NAMES and (
        suffix.start - start < 4 or not re.search(r"[市省县城]|大众|丰田|本田|奔驰|宝马|奥迪", run)
    ):
        return suffix
    if _GENERIC.fullmatch(text, start, suffix.end) or _THING.search(text, start, suffix.start):
        return None
    end = suffix.end
    branch = re.compile(r"[（(][^）)\n]{1,10}店?[）)]").match(text, end)
    return Span(start, branch.end() if branch else end)
