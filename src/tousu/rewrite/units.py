"""元 behind a sum that certainly is one and stands without it: 充了5000 → 充了5000元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.protection import quoted_of
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, SpanSet

SURE = 0.9
"""A sum of this confidence is one, whatever stands before it."""
_PAID = re.compile("(?:花|付|收|扣|交|退|赔|卖|价|费|押金|定金|余额|补|掏)[了我掉]?$")
"""What is done to money alone."""
_BARE = re.compile("[1-9][0-9]{1,6}(?:[.][0-9]{1,2})?")
_GOES_ON = re.compile(
    "[0-9a-z*.:：/\\-~～—+×%％°'\"]|[,，][0-9]{3}(?![0-9])|[元圆块钱毛角分万千百十多余来几左上以之至到起减送抵返天挡档抽次个件人名年月日号点时秒克斤吨米升寸码岁页包盒瓶袋双条张套台部期节课倍折度级代款平股币金积]"
)
_LED_BY = re.compile("(?:[减第#]|满|前|打|超过|健身|版本|型号|尾号|编号)$")


def units(draft: Draft, facts: Sequence[Fact], taken: SpanSet) -> Iterator[Edit]:
    """Edits that put 元 behind sums without a unit, where ``taken`` leaves the place alone."""
    quoted = quoted_of(draft)
    for fact in facts:
        if fact.kind != "amount" or not _BARE.fullmatch(fact.text):
            continue
        start, end = fact.span
        if fact.confidence < SURE and not _PAID.search(draft.folded, max(0, start - 4), start):
            continue
        if _GOES_ON.match(draft.folded, end) or _LED_BY.search(draft.folded, max(0, start - 2), start):
            continue
        if not quoted.touches(fact.span) and not taken.touches((end, end + 1)):
            yield Edit(Span(end, end), "元", MENDING)
