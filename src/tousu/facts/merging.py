"""The one place where what rules and the tagger propose becomes the facts of a draft.

Rules are surer of what has a shape or a label (numbers, dates, amounts, names on a list); the tagger is surer of
what has none (products, shops, delivery, demands, evidence). So

- a rule that is ``SURE`` stays, whatever the tagger says;
- a less sure one stays where the tagger holds it at least possible (``SUPPORT``), or knows nothing of its kind;
- the tagger adds what it finds above its own thresholds and no rule holds already.

Without a tagger every rule from ``LEAST`` on stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tousu.draft import Draft
from tousu.facts.delivery import state_of
from tousu.facts.demands import demand_of, is_topic, manner
from tousu.facts.proposal import Proposal
from tousu.rulebook import Rulebook
from tousu.spans import Span, at_position, without_overlaps
from tousu.tagging import Floats, Plane, Tagged, Tagger, decode

SURE = 0.85
LEAST = 0.48
SUPPORT = {
    "product": 0.15,
    "merchant": 0.1,
    "delivery": 0.03,
    "demand": 0.1,
    "evidence": 0.05,
    "person": 0.1,
    "address": 0.05,
}
OTHER_SUPPORT = 0.15

GUESS = 0.05
GUESS_BLIND = 0.2
"""From these probabilities on the likeliest product is taken where there is no other: ``GUESS`` where a word of
the product list ends it, ``GUESS_BLIND`` else."""

# May lie inside one another: an amount in a demand, a date in a delivery phrase. All other facts exclude each other.
_CONTAINERS = frozenset({"demand", "delivery", "evidence"})
# Of these the tagger knows the limits of the phrase better than a list of words does.
_TAGGER_LIMITS = frozenset({"product", "demand", "delivery", "evidence"})


class Opinion:
    """What the tagger says of one draft: its phrases, and how possible it holds a span of a kind.

    Args:
        tagger: None where there is no model.
    """

    def __init__(self, tagger: Tagger | None, draft: Draft, planes: Sequence[Plane]) -> None:
        self.kinds: tuple[str, ...] = tagger.kinds if tagger else ()
        self.tags: list[Tagged] = []
        self._chances: Floats | None = None
        self.guesses: list[Tagged] = []
        if tagger and draft.text:
            self._chances = tagger.probabilities(draft.codes, planes)
            floors = dict(zip(tagger.kinds, tagger.thresholds.tolist(), strict=True))
            tags = [_trimmed(t, draft.text) for t in decode(self._chances, tagger.kinds)]
            tags = [t for t in tags if t.span.end > t.span.start]
            self.tags = [t for t in tags if t.probability >= floors[t.kind]]
            self.guesses = [t for t in tags if t.probability < floors[t.kind]]

    def support(self, kind: str, span: Span) -> float:
        """Mean probability of the span's characters to belong to a phrase of this kind; 1 where it has no say."""
        if self._chances is None or kind not in self.kinds:
            return 1.0
        column = 2 * self.kinds.index(kind) + 1
        return float(self._chances[span.start : span.end, column : column + 2].sum(axis=1).mean())


_EDGE = ' \t\n　，,。；;！!？?：:、“”"「」『』【】（）()《》…'


def _trimmed(tag: Tagged, text: str) -> Tagged:
    """The phrase without quotation marks and white space at its edges; empty when nothing else is in it."""
    piece = tag.span.of(text)
    left = len(piece) - len(piece.lstrip(_EDGE))
    right = len(piece.rstrip(_EDGE))
    start = tag.span.start + left
    end = max(start, tag.span.start + right)
    if "（" in text[start:end] and text[end : end + 1] == "）":
        end += 1
    return tag._replace(span=Span(start, end))


def merge(draft: Draft, ruled: Iterable[Proposal], opinion: Opinion, rulebook: Rulebook) -> list[Proposal]:
    """The proposals that become facts, in order of place, each distinct value of a kind once."""
    ruled = list(ruled)
    theirs = [p for t in _whole(opinion.tags, draft) if (p := _proposed(t, draft, rulebook))]
    ours = [_heard(p, theirs) for p in ruled if _stays(p, opinion)]
    if not any(p.kind == "product" for p in (*ours, *theirs)):
        theirs += _likeliest_product(ruled, opinion, draft, rulebook)
    added = [p for p in theirs if not any(o.kind == p.kind and o.span.overlaps(p.span) for o in ours)]
    return _first_mentions(_without_refusals(_resolved([*ours, *added])), draft.text)


def _without_refusals(proposals: Sequence[Proposal]) -> list[Proposal]:
    """A refusal (不给退款) tells a demand only where nothing else does."""
    asked = any(p.kind == "demand" and p.role != "refused" for p in proposals)
    return [p for p in proposals if not (asked and p.kind == "demand" and p.role == "refused")]


_PIECE_GAP = 5


def _one_phrase(end: int, start: int, kind: str, text: str) -> bool:
    """Whether two tagged pieces belong together: they touch, or a few letters of a product's name lie between."""
    if start <= end:
        return True
    gap = text[end:start]
    return kind == "product" and len(gap) <= _PIECE_GAP and gap.isalnum() and not set(gap) & set("和与跟的及买了")


def _likeliest_product(ruled: Sequence[Proposal], opinion: Opinion, draft: Draft, rulebook: Rulebook) -> list[Proposal]:
    """Nearly every complaint names what was bought; where nothing is sure the best guess is better than none."""
    guesses = [
        p for t in _whole(opinion.guesses, draft) if (p := _proposed(t, draft, rulebook)) and p.kind == "product"
    ]
    guesses += [
        p._replace(confidence=opinion.support("product", p.span))
        for p in ruled
        if p.kind == "product" and opinion.kinds
    ]
    words = rulebook.lexicons["products"].words
    able = [
        p for p in guesses if p.confidence >= GUESS_BLIND or (p.confidence >= GUESS and _names_one(p, draft, words))
    ]
    return [max(able, key=lambda p: p.confidence)] if able else []


def _names_one(proposal: Proposal, draft: Draft, words: Sequence[str]) -> bool:
    return proposal.span.of(draft.folded).endswith(tuple(words))


def _stays(proposal: Proposal, opinion: Opinion) -> bool:
    if proposal.confidence >= SURE or proposal.kind not in opinion.kinds:
        return proposal.confidence >= LEAST
    return opinion.support(proposal.kind, proposal.span) >= SUPPORT.get(proposal.kind, OTHER_SUPPORT)


def _whole(tags: Sequence[Tagged], draft: Draft) -> list[Tagged]:
    """Phrases widened to whole words, and pieces of one phrase put together again."""
    out: list[Tagged] = []
    for tag in tags:
        start = at_position(draft.tokens, tag.span.start)
        end = at_position(draft.tokens, tag.span.end - 1)
        if start is None or end is None:
            continue
        span = Span(min(draft.tokens[start].start, tag.span.start), max(draft.tokens[end].end, tag.span.end))
        if out and out[-1].kind == tag.kind and _one_phrase(out[-1].span.end, span.start, tag.kind, draft.text):
            joined = Span(out[-1].span.start, max(span.end, out[-1].span.end))
            out[-1] = Tagged(tag.kind, joined, max(tag.probability, out[-1].probability))
        else:
            out.append(tag._replace(span=span))
    return out


def _heard(proposal: Proposal, theirs: Sequence[Proposal]) -> Proposal:
    """A rule's proposal that the tagger shares: surer, and with the tagger's limits where it knows them better."""
    for other in theirs:
        if other.kind == proposal.kind and other.span.overlaps(proposal.span):
            if proposal.kind in _TAGGER_LIMITS and proposal.confidence < SURE:
                return other._replace(confidence=1 - (1 - other.confidence) * (1 - proposal.confidence))
            return proposal._replace(confidence=1 - (1 - proposal.confidence) * 0.5)
    return proposal


# What a phrase of a kind can't do without, and what is none of it by the guide; the tagger guesses from what stands
# around, so it now and then takes a 居然 or 质量 for what should stand there.
_HOLDS = {
    "evidence": re.compile("[图照像频录音证报告单票据合同凭执历书函截屏测鉴流水账信邮控条片页档签存拍物检]"),
    "delivery": re.compile("[发货寄收到送签件递物流揽退拒派途仓库站柜门取转卡滞投出运妥丢偷海]"),
    "address": re.compile("[路街道区号栋室楼镇村巷弄苑园城市县]"),
}
_NEVER = {
    "product": re.compile(
        "产品|商品|东西|货品|货物|物品|质量|问题|设备|瑕疵|服务|快递|包裹|订单|售后|客服|商家|平台|店铺|链接|赠品|配件|外观|版本|复制"
        "|.*(?:元|块|店|公司)|[0-9x×*]+|[0-9]+[箱件个包盒套台次天月年]|.?(?:成|换|产|手|构|无|新|批)"
    ),
    "merchant": re.compile(
        "商家|卖家|店家|客服|平台|店铺|快递|该.?|和?商家|小二|微信|支付宝|骑手|师傅|销售|官方|售后|厂家|门店|公司|进行|台风|本店|对方|品牌方|[购号用店铺把上以]"
    ),
    "platform": re.compile("平台|健身房|[0-9]+|商家|官方|网上|手机|客服|微信|支付宝|APP|app|小程序"),
    "demand": re.compile(
        "尽快|赶紧|马上|立刻|立即|立马|给我|立即给我|不能|予以|支持|依据?|免费的?|处理措施|正当权益|[^退换修赔补]|.*(?:权益|收据)"
    ),
    "person": re.compile("客服|商家|卖家|老板|店长|骑手|师傅|快递员|经理|销售|老师|主播|.*(?:客服|商家)"),
}
_ONE_CHARACTER = {"product": "车包药床门锅鱼虾猫狗鞋伞酒烟茶米油肉奶碗刀灯", "demand": "退换修赔补"}


def plausible(kind: str, phrase: str) -> bool:
    """Whether a phrase can be of this kind at all."""
    if len(phrase) == 1 and phrase not in _ONE_CHARACTER.get(kind, ""):
        return False
    holds, never = _HOLDS.get(kind), _NEVER.get(kind)
    return (holds is None or holds.search(phrase) is not None) and (never is None or never.fullmatch(phrase) is None)


def _proposed(tag: Tagged, draft: Draft, rulebook: Rulebook) -> Proposal | None:
    """The phrase as a proposal, or None where it is plainly none."""
    phrase = tag.span.of(draft.text)
    if not plausible(tag.kind, phrase):
        return None
    value, role = phrase, ""
    if tag.kind == "delivery":
        value = role = state_of(phrase, rulebook)
    elif tag.kind == "demand":
        value, how = demand_of(phrase, rulebook), manner(draft.folded, tag.span, draft)
        if how == "reported" or is_topic(draft.folded, tag.span.end):
            return None
        role = "refused" if how == "refused" else ""
    percent = (("percent", f"{100 * tag.probability:.0f}"),)
    return Proposal(tag.kind, tag.span, value, min(0.99, tag.probability), "model", role, percent)


def _resolved(proposals: Iterable[Proposal]) -> list[Proposal]:
    """No two facts of plain kinds overlap, nor two of one container kind; containers may hold plain ones."""
    groups: dict[str, list[Proposal]] = {}
    for p in proposals:
        groups.setdefault(p.kind if p.kind in _CONTAINERS else "", []).append(p)
    out: list[Proposal] = []
    for group in groups.values():
        out += without_overlaps(group, lambda p: p.span, lambda p: (-p.confidence, p.span.start - p.span.end))
    return sorted(out, key=lambda p: (p.span.start, -p.span.end, p.kind))


# A later mention in fewer words is the same thing again: 纸尿裤 after 帮宝适纸尿裤, 退款 after 全额退款.
_BY_CONTAINMENT = frozenset({"product", "merchant", "demand", "delivery", "evidence", "platform", "carrier"})


def _first_mentions(proposals: Iterable[Proposal], text: str) -> list[Proposal]:
    seen: dict[str, list[Proposal]] = {}
    out = []
    for p in proposals:
        earlier = seen.setdefault(p.kind, [])
        if not any(_again(p, e, text) for e in earlier):
            earlier.append(p)
            out.append(p)
    return out


def _again(later: Proposal, earlier: Proposal, text: str) -> bool:
    if later.kind in _BY_CONTAINMENT and later.span.of(text) in earlier.span.of(text):
        return True
    if later.kind == "date":
        return _same_day(later.value, earlier.value)
    return later.kind not in _BY_WORDS and later.value == earlier.value


# Their value is a class, which two different phrases may share.
_BY_WORDS = frozenset({"demand", "delivery", "evidence"})


def _same_day(later: str, earlier: str) -> bool:
    """5号 after 10月5号, 10月5号 after 2026年10月5号."""
    return later == earlier or (later.startswith("-") and earlier.endswith(later.lstrip("-")) and "T" not in later)
