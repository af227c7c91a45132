"""What was bought, by rules alone: after a label, in a title, after a measure word or a word of buying.

The tagger knows more of products than any list; these rules stand where there is no model, and sharpen it where
the draft says it outright (商品名称：…).
"""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.edges import Edges
from tousu.facts.parts import is_part
from tousu.facts.places import Places
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps

_LABELLED = re.compile(r"\s?(?:】\s?[：:]?|[：:])\s?[“\"「《【]?(?P<name>[^\n，,。；;！!？?：:”\"」》】]{1,40})")
# Single characters that also stand in 一定, 办法, 充电, 报警: not there.
_BUY = (
    r"(?:买|购|拍下?|下单|(?<![预修制签])订|入手|(?<![一肯约规决固确不必鉴稳])定(?![期时价位])|囤|抢|租|报(?![警修案告价销道错废])|充值?(?![电分满])"
    r"|办理?(?![法事公])|(?<![一有差早晚两几三些快缺优重])点(?![击开名进])|提[的了]|收到|寄来|发来|换来)"
)
_UNITS = (
    "台|部|件|双|条|箱|盒|袋|包|瓶|罐|桶|张|把|个|只|套|副|辆|本|份|斤|公斤|提|支|块|束|盆|株|棵|顶|床|款|枚|根|壶|串|筐|扎|枝|卷|对|组|节"
    "|期|碗|杯|板|坛|篮|捆|次|年|间|晚|单|款|批"
)
# 开了两个月 counts months, no things.
_COUNT = rf"(?:[0-9一二两三四五六七八九十百几半]{{1,3}}(?:{_UNITS})(?!多?月|小时|星期|礼拜|钟头|工作日))"
_BOUGHT_OR_COUNTED = re.compile(rf"{_BUY}|{_COUNT}$")
_FRONT = re.compile(
    rf".*(?:{_BUY}了?的?(?:是|这款|这个|一款|他家的?|家的?)?|{_COUNT}|[的是这那该我他她在从了：:，、“”「」《》【】\s]|这款|这个|一款)"
)


_BOUGHT, _TOOK = 0.7, 0.75


def find_products(draft: Draft, hits: Hits, rulebook: Rulebook, edges: Edges, named: Places) -> list[Proposal]:
    """Products that a label, a model, or a category word beside a word of buying or a count gives away.

    Args:
        draft: the draft.
        hits: the terms found in it.
        rulebook: for the words of parts.
        edges: cuts names free of other words.
        named: platforms and carriers, whose names are no part of a product's.
    """
    text = draft.folded
    out = [*_labelled(text, hits), *_quoted(text), *_counted(text, edges), *_models(text, hits), *_codes(text, hits)]
    spans = hits.get(Owner("lexicons", "products", "word"), ())
    out += [*_numbered(text), *_taken_up(text)]
    parts = rulebook.word_set("product_parts")
    starts = {span.start for span in spans}
    for span in without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start)):
        if span.end - span.start == 1 and span.end in starts:
            continue  # 购车座椅: the seat was bought
        proposal = _around(text, span, draft, edges, named)
        if proposal and not is_part(draft, proposal.span, parts):
            out.append(proposal)
    if any(p.confidence >= _BOUGHT for p in out):
        # What the draft says was bought is the product; other goods are only spoken of.
        out = [p for p in out if p.confidence >= _BOUGHT]
    return without_overlaps(out, lambda p: p.span, lambda p: (-p.confidence, p.span.start))


_AFTER_COUNT = re.compile(
    rf"(?:买|购|下单|拍(?![着胸照摄视])|(?<![签预修约])订(?![单金])|进(?=[了货]|{_COUNT})|囤|抢|入手)[了过]?[^，。；！？,\n]{{0,5}}?{_COUNT}(?P<name>[一-鿿0-9a-z]{{2,10}}?)(?=[，,。；;！!？?\s]|$|[和跟与]|结果|到|收)"
)
# 车是星途揽月，… 件是皮带。 18元一份红烧肉: told by what it is, or by what one costs.
_IS = re.Signed(
    rf"(?:(?:(?<![一-鿿])车|[的]件|件|买的|拍的|订的|寄的)(?:是|就是)(?:一[{_UNITS.replace('|', '')}])?"
    r"|(?:[0-9]元?|块钱?)一[份碗杯瓶斤盒包袋张])"
    r"(?P<name>(?![一两二三四五六七八九十几])[一-鿿][一-鿿0-9a-z]{1,9}?|水)(?=[，,。；;！!？?\s]|$)",
    ("是", *("一" + unit for unit in "份碗杯瓶斤盒包袋张")),
)
_NO_NOUN = re.compile(
    "[了的在说没不来去给是有又还都我他她]|块|元|次|天|月|年|件事|回来|回家|(?:东西|商品|产品|货|物品)$"
)


# 买的“古法活络贴”: a name in quotation marks behind a word of buying, unless it is what is said of the goods.
_QUOTED = re.Signed(
    r"(?:买|购买|购|下单|拍下?|订|报|入手|充|办)(?:了|的|过|到)?(?:是|这款|一[盒瓶袋箱套台件双份张])?[“「『《\"](?P<name>[^”」』》\"\n，。；！？,;!?：:]{2,16})[”」』》\"]",
    '”」』》"',
)
_PRAISE = re.compile(
    "全新|正品|官方|店$|公司$|直播间|平台|商城|保|包|不|最|无|[0-9]{2,}[天元%]|送|免费|旗舰|坊$|阁$|铺|家$|优选|[的了]$"
)


def _quoted(text: str) -> Iterator[Proposal]:
    for m in _QUOTED.finditer(text):
        if not _PRAISE.search(m["name"]) and not text.startswith(("买", "店", "家", "上", "里", "直播"), m.end()):
            span = Span(*m.span("name"))
            yield Proposal("product", span, span.of(text), 0.8, "product_words")


def _counted(text: str, edges: Edges) -> Iterator[Proposal]:
    """进了10箱打火机: what stands behind the count, whatever it is."""
    for m in (*_AFTER_COUNT.finditer(text), *_IS.finditer(text)):
        found = Span(*m.span("name"))
        if not _NO_NOUN.search(m["name"]) and edges.cut(found) == found and edges.after_last(found) == found.start:
            span = Span(*m.span("name"))
            yield Proposal("product", span, span.of(text), 0.7, "product_words")


def _labelled(text: str, hits: Hits) -> Iterator[Proposal]:
    for start, end in hits.get(Owner("facts", "product", "label"), ()):
        match = _LABELLED.match(text, end)
        if match:
            span = Span(*match.span("name"))
            yield Proposal("product", span, span.of(text), 0.9, "product_label", "", (("label", text[start:end]),))


# A car's equipment behind its model: 速腾230TSI舒适型, 朗逸1.6自动挡轿车.
_MODEL_TAIL = re.compile(
    r"(?:\s?(?:20)?[0-9]{2}款)?(?:[\s·-]?(?![0-9.-]+[年月日号元块万公])[0-9a-z.+-]{1,12}(?![0-9年月日号])){0,3}(?:(?:[一-鿿]{0,8}?[款版型](?![号行]))|(?:[自手]动[挡档]?))?"
    r"(?:轿车|汽车|越野车|车(?![辆子内门间机载主险身厂行型牌架])|手机|平板|电脑)?"
)
_NOT_MODEL_AFTER = re.compile(
    "[一-鿿]{0,2}(?:俱乐部|健身|体育|影城|酒店|公司|集团|科技|广场|教育)|球|衫|之旅|夫人|大桥|机场|路"
)
_MODEL_SURE = 0.86


def _models(text: str, hits: Hits) -> Iterator[Proposal]:
    """Names that are a product by themselves, with maker, year and equipment around them."""
    spans = hits.get(Owner("lexicons", "product_models", "word"), ())
    makers = {span.end: span for span in sorted(hits.get(Owner("lexicons", "makers", "word"), ()), reverse=True)}
    for span in without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start)):
        if _inside_word(text, span) or _NOT_MODEL_AFTER.match(text, span.end):
            continue
        start = span.start
        maker = makers.get(start) or (makers.get(start - 1) if text[start - 1 : start] in ("牌", " ") else None)
        if maker:
            start = maker.start
        year = _YEAR_LEAD.search(text, max(0, start - 8), start)
        start = year.start() if year else start
        tail = _MODEL_TAIL.match(text, span.end)
        end = tail.end() if tail else span.end
        full = Span(start, len(text[:end].rstrip()))
        yield Proposal("product", full, full.of(text), _MODEL_SURE, "product_model", "", (("name", span.of(text)),))


# 本田CB190, 华为P40, 北汽EU5: letters and figures right behind a maker.
_GRADE = r"(?:\s?(?:pro|max|plus|mini|ultra))"
_CODE = re.compile(
    rf"\s?(?:[a-z]{{1,8}}[ -]?[0-9]{{1,4}}[a-z]{{0,4}}{_GRADE}*|[0-9]{{1,3}}(?:{_GRADE}|[ts]e?)+)(?![0-9a-z])"
)


def _codes(text: str, hits: Hits) -> Iterator[Proposal]:
    """A maker and the code of a model."""
    spans = hits.get(Owner("lexicons", "makers", "word"), ())
    for span in without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start)):
        code = _CODE.match(text, span.end)
        if code and not _inside_word(text, span):
            full = Span(span.start, code.end())
            named = (("name", full.of(text)),)
            yield Proposal("product", full, full.of(text), _MODEL_SURE, "product_model", "", named)


# 订的SC1234, 坐G102次, 坐302公交: a flight, a train or a bus by its number.
_TRIP = re.Signed(
    r"(?:[订定买乘坐抢改]|购|预订|航空|[一-鿿]航|航班|高铁|动车|火车|车次)(?:了|的|是|票|机票|车票|航班|号|：|:|\s){0,3}"
    r"(?P<name>(?:[a-z]{2}|[0-9][a-z]|[a-z][0-9])[0-9]{3,4}|[gdcztk][0-9]{1,4}次?)(?![0-9a-z*])",
    re.LETTERS,
)


_BUS = re.Signed(r"(?:坐|乘坐?|等|上)了?(?P<name>[0-9]{1,4}路?公交车?)", "公交")


def _numbered(text: str) -> Iterator[Proposal]:
    for m in (*_TRIP.finditer(text), *_BUS.finditer(text)):
        span = Span(*m.span("name"))
        yield Proposal("product", span, span.of(text), _MODEL_SURE, "product_words")


# 报考自考本科, 办理客房预订: an examination or a service by what was done about it.
_TAKEN_UP = re.Signed(
    r"(?:报考|报名|报了|报的|考的|学的)(?:了|的)?(?P<exam>[一-鿿]{0,8}?(?:本科|专科|大专|专升本|研究生|工程师|管理师|咨询师|营养师|会计师?|资格证|职称|教资|驾照|电工证|[一二]建))(?![生学毕历的])"
    r"|(?:办理|预约|进行)了?的?(?P<service>[一-鿿]{1,6}(?:预订|预定|托运|安装|保洁|搬家|签证|落户|过户|代办))(?![的时后前费])",
    ("报", "考", "学的", "办理", "预约", "进行"),
)


def _taken_up(text: str) -> Iterator[Proposal]:
    for m in _TAKEN_UP.finditer(text):
        span = Span(*m.span("exam" if m["exam"] else "service"))
        yield Proposal("product", span, span.of(text), _TOOK, "product_words")


# 新车开了两天就漏油, 我的车子买来半年: what the draft opens with is what it is about.
_OPENING = re.compile(
    r"\W{0,2}(?:我们?|本人|家里|家)?(?:的|家|买的?|刚?买的|购买的|刚提的|提的|这|那|一)?(?:辆|台|部)?(?P<name>新车|二手车|车子|车辆|爱车|轿车|汽车)"
    r"(?![门窗身架漆厢灯顶况主牌位库险展商友型款间头尾内载道之]|行(?![驶使走])|[一-鿿]{0,3}(?:公司|店|厂|市场|租赁))"
)


# 提车半年就漏油: bought, but named by one character alone.
_GOT_CAR = re.compile(
    "(?:提|购|买)(?P<name>新?车)(?=[，,。；;！!\\s0-9一二三四五六七八九十两半]|后|时|到|以来|那|当|才|不)"
)


def opening_thing(draft: Draft) -> list[Proposal]:
    """The generic thing that a draft opens with; asked for only where it names nothing else that was bought."""
    m = _OPENING.match(draft.folded) or _GOT_CAR.search(draft.folded)
    if m is None:
        return []
    span = Span(*m.span("name"))
    return [Proposal("product", span, span.of(draft.folded), 0.5, "product_words")]


_YEAR_LEAD = re.compile(r"(?:19|20)?[0-9]{2}(?:年款?|款)\s?$|(?:新款|老款|全新|进口|新)$")
_LATIN = re.compile("[0-9a-z]")


def _inside_word(text: str, span: Span) -> bool:
    """Whether a model in Latin letters is only part of a longer word."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return bool(
        (_LATIN.match(text[span.start]) and _LATIN.match(before))
        or (text[span.end - 1].isalpha() and text[span.end - 1].isascii() and after.isascii() and after.isalpha())
    )


# 一个推销健身卡的, 两个人拿电钻: between the count and the thing somebody does something.
_VERB_INSIDE = re.compile("[着了把被让说拿带推]|在|(?<!外)送|女|男|人(?![参体工])")
_COUNTS = frozenset("0123456789一二两三四五六七八九十几半每整")
_NOT_PRODUCT_AFTER = re.compile(
    r"[（(][^）)\n]{1,8}店[）)]|[：:]?1[3-9][0-9*]|商(?![务品用])|损|店|厂|公司|城|铺|专卖|行|馆|市场|费|员|师|证|单|机构|群|号|盒子|桌面"
)


# 手机上显示, 电脑前等着: what the writer looks at, not what was bought.
_AT_HAND = re.compile(
    "(?:手机|电脑|平板)(?:界面|页面|号|上|里|前|短信|弹|提示|显示|收到|响|银行|app|没拿|还没拿|通知|软件|支付|下单|操作|联系)"
)


def _around(text: str, span: Span, draft: Draft, edges: Edges, named: Places) -> Proposal | None:
    """A category word with the brand and model before it, where the clause says it was bought."""
    if _NOT_PRODUCT_AFTER.match(text, span.end):
        return None
    clause = draft.clause_at(span.start)
    run = text[max(clause.start, span.start - 16) : span.start]
    front = _FRONT.match(run)
    if front is None:
        if span.start - clause.start > 8 or (len(span.of(text)) == 1 and span.start > clause.start):
            return None
        start, confidence = clause.start if span.start - clause.start <= 6 and clause.start == 0 else span.start, 0.5
    else:
        start = span.start - len(run) + front.end()
        confidence = 0.75 if _BOUGHT_OR_COUNTED.search(front.group()) else 0.5
    if (
        start < span.start
        and text[start] in "台部件双条箱盒辆套瓶袋提张"
        and text[start - 1 : start] in ("了", "买", "购", "订")
    ):
        start += 1  # 买了台风扇: one of them
    while start < span.start and text[start] in "的了 ":
        start += 1
    start = edges.begin(Span(edges.after_last(Span(start, span.start)), span.start))
    before = named.last_before(span.start)
    start = max(start, min(before.end, span.start)) if before else start
    if _VERB_INSIDE.search(text, start, span.start):
        start, confidence = span.start, min(confidence, 0.5)
    if confidence < _BOUGHT and _AT_HAND.match(text, span.start):
        return None
    if span.end - span.start == 1 and text[span.start] == "包" and text[span.start - 1 : span.start] in _COUNTS:
        return None
    if span.start - start > 12 or (len(span.of(text)) == 1 and confidence < 0.75):
        return None
    full = Span(start, span.end)
    return Proposal("product", full, full.of(text), confidence, "product_words")
