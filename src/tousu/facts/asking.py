"""Clauses that ask, whatever they ask for: 希望厂家召回有问题的车, 把扣走的钱还给我, …并公示收费标准.

A list of remedies never holds all that people ask for. What begins with a word that asks, or goes on from a clause
that did, is a demand by its place; the tagger has a say in it (``merging``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts import plain_orders
from tousu.facts.orders import GIVE, LOOSE, OPENS, SHAPES, TOLD
from tousu.facts.places import Places
from tousu.facts.proposal import Proposal
from tousu.rulebook import Rulebook
from tousu.spans import Span
from tousu.stretches import STOPS as END
from tousu.stretches import Confined

_PARTY = (
    "平台|商家|卖家|店家|客服|厂家|厂商|公司|部门|贵司|贵方|你们|您们?|他们?|商户|小二|单位|银行|机构|学校|领导|中心|12315|工商局?"
    "|监管局?|你方|对方|官方|门店|店里|工厂|中介|房东|酒店|驾校|主播|店铺|物业|快递|京东|淘宝|天猫|抖音|拼多多|美团|4s店?"
)
_SOFT = "(?:能够?|可以|尽快|及时|立即|马上|帮忙|帮我|协助|依法|早日|对此|就此|一定|你们|大家|有关|相关)"
# 请平台：一、核实…；二、…: the first of a numbered list.
_ITEM = r"(?:[：:]?\s{0,2}(?:[一二三四五1-9][、.．)）]|[（(][一二三四五1-9][)）])\s?)?"
_CUE = re.compile(
    rf"(?:要求|请求|恳请|恳求|希望|敦促|责令|只想|就想|只是想|我要(?!求)|必须|诉求(?:是|为|如下)?[：:]?|{OPENS}(?:请(?!问|假|教|客|看|以|示)|麻烦|要么|至少))"
    rf"(?:[^{END}\s、退换赔补]{{0,10}}?(?:{_PARTY}))?{_ITEM}{_SOFT}{{0,3}}"
)
_ALSO = re.compile(
    "(?:[0-9一二两三四五六七十]+个?(?:工作日|天|小时|日)[之以]?内)?(?:并且?|同时|以及|另外再?|外加|而且|还要|再|和|或者?|[0-9一二三四五六][.、)）]?)?(?:请|要求)?(?:为(?:我|本人|我们|消费者)|给(?:我|本人)(?=办理))?"
)
_TELLS = re.compile(
    "^让人|^支付宝|^对方|同意$|客服|可以提供|为证|^(?:检测|维修|鉴定|安装|检查|查验)(?:报告|记录|单|费|视频)|[了过]$|的时候|才能|才可以|说要|表示|让我|要我|叫我"
)
_LEAST, _MOST = 3, 30


def find_asked(draft: Draft, known: Sequence[Proposal], quoted: Places, rulebook: Rulebook) -> Iterator[Proposal]:
    """Demands by their place: behind a word that asks, as an order, or going on from a demand.

    Args:
        draft: the draft.
        known: the demands that words of remedies gave away, in order of place.
        quoted: what others say.
        rulebook: for the verbs that can be asked for.
    """
    verbs = _verbs(rulebook.lexicons["demand_verbs"].words)
    orders: dict[_Sort, list[Span]] = {"order": [], "plain": [], "loose": []}
    for start, (sort, span) in _ORDERS(draft):
        if not quoted.covers(shifted := span.shifted(start)):
            orders[sort].append(shifted)
    asked = sorted({*(span for span in _by_cue(draft, verbs) if not quoted.covers(span)), *orders["order"]})
    whole = Places(asked)
    asked += [span for span in orders["plain"] if not whole.overlaps(span)]
    sure = [p.span for p in known if p.confidence >= _SURE_ENOUGH and not p.role]
    asked += _going_on(draft, sorted([*asked, *sure]), verbs)
    for span in asked:
        yield Proposal("demand", span, span.of(draft.folded), CLEAR, "demand_clause")
    clear = Places(asked)
    for span in sorted(set(orders["loose"])):
        if not clear.overlaps(span):
            yield Proposal("demand", span, span.of(draft.folded), _VETOED, "demand_clause")


CLEAR, _VETOED = 0.86, 0.8
"""How sure a demand is by the shape of its clause: without the tagger, and where the tagger has a say."""
_SURE_ENOUGH = 0.8


@lru_cache(maxsize=4)
def _verbs(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{listed})[^{END}、]{{0,{_MOST}}}")


def _by_cue(draft: Draft, verbs: re.Pattern[str]) -> Iterator[Span]:
    text = draft.folded
    for cue in _CUE.finditer(text):
        phrase = verbs.match(text, cue.end())
        if phrase and not _told(text, draft, cue.start()):
            yield from _cut_at(text, *phrase.span(), least=2)


def _told(text: str, draft: Draft, at: int) -> bool:
    """Whether somebody else asks (客服要求…), or it is denied (不要求)."""
    start = draft.clause_at(at).start
    return bool(_SAYS.search(text, max(start, at - 12), at))


_SAYS = re.compile(
    r"(?<![跟向和找与对联给询诉请让求责要])(?<!联系|致电|咨询|告诉)(?:客服|商家|卖家|店家|平台|师傅|厂家|老师|公司|门店|人员|经理|快递员?|他们?|她|对方|医生|医院|警察)[^，。]{0,4}$|[不没]$|[说称]$"
)


_Sort = Literal["order", "plain", "loose"]


def _orders(stretch: str) -> tuple[tuple[_Sort, Span], ...]:
    """What is ordered between two stops, in each way of ordering."""
    found: list[tuple[_Sort, Span]] = []
    for shape in _FIRM.likely(stretch):
        # 退我差价 alone is found whole by the words of remedies.
        if shape is not GIVE or "还" in stretch or "赔" in stretch or "退给" in stretch:
            found += (("order", span) for m in shape.finditer(stretch) for span in _cut_at(stretch, *m.span("vp")))
    found += (("plain", span) for span in _untold(stretch, _PLAIN, plain_orders.TOLD, least=1))
    found += (("loose", span) for span in _untold(stretch, _LOOSE, TOLD))
    return tuple(found)


def _untold(text: str, shapes: re.Alternatives, told: re.Pattern[str], least: int = _LEAST) -> Iterator[Span]:
    """What is ordered in these shapes, where no word in them tells it."""
    for shape in shapes.likely(text):
        for match in shape.finditer(text):
            if not told.search(match.group()):
                yield from _cut_at(text, *match.span("vp"), least)


_FIRM, _PLAIN, _LOOSE = map(re.Alternatives, (SHAPES, plain_orders.SHAPES, LOOSE))
_ORDERS = Confined(_orders)


def _going_on(draft: Draft, asked: Sequence[Span], verbs: re.Pattern[str]) -> Iterator[Span]:
    """Clauses right behind one that asks that begin with what can be asked: 要求退款，公示收费标准."""
    text, clauses = draft.folded, draft.clauses
    starts = [c.start for c in clauses]
    done = 0
    for first in sorted({bisect_left(starts, span.end) for span in asked}):
        at = max(first, done)  # a chain is walked once, from its beginning
        while at < len(clauses) and at and _LIST.fullmatch(text, clauses[at - 1].end, clauses[at].start):
            lead = _ALSO.match(text, clauses[at].start)
            phrase = verbs.match(text, lead.end() if lead else clauses[at].start)
            if not phrase or (_TELLS.search(phrase.group()) and phrase.group()[0] not in "把将"):
                break
            yield from _cut(phrase, text)
            at += 1
        done = max(done, at)


_LIST = re.compile(r"[，,、；;\s]{1,3}")
_TRAIL = re.compile("(?:才(?:能|可以|会).*|谢谢.*|谢了|吧|啊|呀|就行|就好|即可|为盼|可以吗?|行吗|好吗|吗|谢)$")


def _cut(match: re.Match[str], text: str) -> Iterator[Span]:
    return _cut_at(text, *match.span())


def _cut_at(text: str, start: int, end: int, least: int = _LEAST) -> Iterator[Span]:
    """The phrase without thanks at its end; nothing where it is too short to ask for anything."""
    trail = _TRAIL.search(text[start:end])
    end = start + trail.start() if trail else end
    end = start + len(text[start:end].rstrip(' 　”」』"’）)'))
    if end - start >= least:
        yield Span(start, end)
