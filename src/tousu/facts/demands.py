"""What the writer asks for: the phrase and the id of the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Rulebook
from tousu.spans import Span, without_overlaps

# Words after which a remedy is asked for, or refused (不给退款 tells what was asked).
_ASKS = re.compile(
    r"(?:要求|请求|希望|期望|诉求|申请|请|恳请|望|我要|想要|只想|就想|必须|应当|应该|麻烦|要|让|给我|帮我|不给|不肯|拒绝|不予|拒不|不同意|不支持|拒|不让|不办理|不能|要不|或者|并|和|及|以及|、|：|:|或|再|不)"
    r"(?:商家|平台|卖家|店家|客服|对方|你们|他们|贵司|贵平台|厂家|公司|店铺)?(?:给我?|能够?|可以|尽快|立即|马上|按照?规定|依法|办理|予以|为我|帮我|把|对我|全部|全额|免费|重新|同意|给予|进行|协助|积极|配合)*$"
)
_TAKES = re.compile(r"(?:给我|我的?|货款|全款|本金|所有|全部)?[^，。；、！？!?,;\n]{0,0}")
_SHORT_CLAUSE = 14
_NOT_ASKED = re.compile(r"(?:已经?|同意|承诺|答应|收到|显示|处理|说|可以|自动|被|了|去|来|没|未|成功|仅|才|系统)$")
_DONE = re.compile(
    r"(?:了[，。]|成功|已|中|失败|时|后|的时候|申请|按钮|原因|理由|规则|政策|流程|通道|记录|页面|服务态度|地址|包运费险)"
)
_WEAK = frozenset(
    [
        "换",
        "修",
        "赔",
        "补",
        "退",
        "处理",
        "回复",
        "解决",
        "提供",
        "取消",
        "恢复",
        "删除",
        "发出",
        "出示",
        "告知",
        "帮助",
        "协助",
        "重视",
        "曝光",
        "整改",
        "整顿",
        "安装",
        "开通",
        "核实",
        "调查",
        "介入",
        "拉走",
        "垫付",
        "检修",
        "修复",
    ]
)


def find_demands(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Phrases that ask for a remedy, each with its id; two beside each other are two demands."""
    text = draft.folded
    spans = [(span, owner.id) for owner, found in hits.items() if owner.room == "demands" for span in found]
    chosen = without_overlaps(spans, lambda s: s[0], lambda s: (s[0].start - s[0].end, s[0].start))
    return list(_asked(text, draft, chosen))


def _asked(text: str, draft: Draft, chosen: list[tuple[Span, str]]) -> Iterator[Proposal]:
    for span, id_ in chosen:
        before = text[max(0, span.start - 16) : span.start]
        clause = draft.clause_at(span.start)
        asks = _ASKS.search(before)
        alone = clause.start == span.start and clause.end - clause.start <= _SHORT_CLAUSE
        if _NOT_ASKED.search(before) and not asks:
            continue
        if not asks and (not alone or span.of(text) in _WEAK):
            continue
        if _DONE.match(text, span.end):
            continue
        end = _with_amount(text, span.end)
        yield Proposal("demand", Span(span.start, end), id_, 0.8 if asks else 0.65, "demand_words")


_AMOUNT = re.compile(r"(?:我|给我|货款|损失|金额|共计|共|本人)?\s?[0-9][0-9,.]*\s?万?(?:元|块钱?)?")


def _with_amount(text: str, end: int) -> int:
    """退款199元: the sum belongs to the demand."""
    match = _AMOUNT.match(text, end)
    return match.end() if match else end


def demand_of(phrase: str, rulebook: Rulebook) -> str:
    """The id of the remedy that a phrase found by the tagger asks for: by the longest known words in it."""
    best, id_ = 0, "other"
    for demand in rulebook.demands.values():
        for words in demand.phrases:
            if len(words) > best and words in phrase:
                best, id_ = len(words), demand.id
    if not best:
        for sign, fallback in (
            ("退", "refund"),
            ("赔", "compensation"),
            ("补", "reship"),
            ("换", "exchange"),
            ("修", "repair"),
        ):
            if sign in phrase:
                return fallback
    return id_
