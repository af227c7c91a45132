"""What was bought, by rules alone: after a label, in a title, after a measure word or a word of buying.

The tagger knows more of products than any list; these rules stand where there is no model, and sharpen it where
the draft says it outright (商品名称：…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps

_LABELLED = re.compile(r"\s?[：:]\s?[“\"「《【]?(?P<name>[^\n，,。；;！!？?：:”\"」》】]{1,40})")
_BUY = r"(?:买|购|拍下?|下单|订|入手|定|囤|抢|租|报|充|办|点|收到|寄来|发来|换来)"
_UNITS = (
    "台|部|件|双|条|箱|盒|袋|包|瓶|罐|桶|张|把|个|只|套|副|辆|本|份|斤|公斤|提|支|块|束|盆|株|棵|顶|床|款|枚|根|壶|串|筐|扎|枝|卷|对|组|节"
    "|期|碗|杯|板|坛|篮|捆|次|年|间|晚"
)
_COUNT = rf"(?:[0-9一二两三四五六七八九十百几半]{{1,3}}(?:{_UNITS}))"
_FRONT = re.compile(
    rf".*(?:{_BUY}了?的?(?:是|这款|这个|一款|他家的?|家的?)?|{_COUNT}|[的是这那该我他她在从了：:，、“”「」《》【】\s]|这款|这个|一款)"
)


_BOUGHT = 0.7


def find_products(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Products that a label, or a category word beside a word of buying or a count, gives away."""
    text = draft.folded
    out = [*_labelled(text, hits), *_counted(text)]
    spans = hits.get(Owner("lexicons", "products", "word"), ())
    for span in without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start)):
        proposal = _around(text, span, draft)
        if proposal:
            out.append(proposal)
    if any(p.confidence >= _BOUGHT for p in out):
        # What the draft says was bought is the product; other goods are only spoken of.
        out = [p for p in out if p.confidence >= _BOUGHT]
    return without_overlaps(out, lambda p: p.span, lambda p: (-p.confidence, p.span.start))


_AFTER_COUNT = re.compile(
    rf"(?:买|购|下单|拍|订|进|囤|抢|入手)[了过]?[^，。；！？,\n]{{0,5}}?{_COUNT}(?P<name>[一-鿿0-9a-z]{{2,10}}?)(?=[，,。；;！!？?\s]|$|[和跟与]|结果|到|收)"
)
_NO_NOUN = re.compile("[了的在说没不来去给是有又还都我他她]|块|元|次|天|月|年|件事|回来|回家")


def _counted(text: str) -> Iterator[Proposal]:
    """进了10箱打火机: what stands behind the count, whatever it is."""
    for m in _AFTER_COUNT.finditer(text):
        if not _NO_NOUN.search(m["name"]):
            span = Span(*m.span("name"))
            yield Proposal("product", span, span.of(text), 0.7, "product_words")


def _labelled(text: str, hits: Hits) -> Iterator[Proposal]:
    for start, end in hits.get(Owner("facts", "product", "label"), ()):
        match = _LABELLED.match(text, end)
        if match:
            span = Span(*match.span("name"))
            yield Proposal("product", span, span.of(text), 0.9, "product_label", "", (("label", text[start:end]),))


_NOT_PRODUCT_AFTER = re.compile(r"店|厂|公司|城|铺|专卖|行|馆|市场|费|员|师|证|单|机构|群|号|盒子|桌面")


def _around(text: str, span: Span, draft: Draft) -> Proposal | None:
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
        confidence = 0.75 if re.search(rf"{_BUY}|{_COUNT}$", front.group()) else 0.5
    if (
        start < span.start
        and text[start] in "台部件双条箱盒辆套瓶袋提张"
        and text[start - 1 : start] in ("了", "买", "购", "订")
    ):
        start += 1  # 买了台风扇: one of them
    while start < span.start and text[start] in "的了 ":
        start += 1
    if span.start - start > 12 or (len(span.of(text)) == 1 and confidence < 0.75):
        return None
    full = Span(start, span.end)
    return Proposal("product", full, full.of(text), confidence, "product_words")
