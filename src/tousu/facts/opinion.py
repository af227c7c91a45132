"""What the tagger says of one draft, as phrases that can be facts: whole words, possible ones, with their values."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.delivery import names_other, of_goods, state_of
from tousu.facts.demands import ONLY_ALONE, demand_of, is_topic, manner
from tousu.facts.edges import Edges
from tousu.facts.evidence import not_held
from tousu.facts.merchants import runs_an_app
from tousu.facts.parts import is_part
from tousu.facts.places import Places, is_place, speech
from tousu.facts.proposal import Proposal
from tousu.readers import Plane, Tagged, Tagger
from tousu.rulebook import Rulebook
from tousu.spans import Span, at_position, overlapping

# The thresholds are learnt on drafts whose writers the tagger has read; of other people's it is less right than sure.
FLOORS = {"merchant": 0.5, "demand": 0.7, "evidence": 0.65}


class Opinion:
    """The tagger's phrases, and how possible it holds a span to be of a kind.

    Args:
        tagger: None where there is no model: then nothing is said, and nothing doubted.
        words: where words of the product list stand: a phrase that ends with one is whole.
        names: where platforms and carriers stand.

    Attributes:
        phrases: proposals above the tagger's thresholds. guesses: those below.
    """

    def __init__(
        self,
        tagger: Tagger | None,
        draft: Draft,
        planes: Sequence[Plane],
        words: Sequence[Span],
        rulebook: Rulebook,
        edges: Edges,
        names: Places,
    ) -> None:
        self.kinds: tuple[str, ...] = tagger.kinds if tagger and draft.text else ()
        self.phrases: list[Proposal] = []
        self.guesses: list[Proposal] = []
        if not self.kinds or not tagger:
            return
        self._tags = tags = tagger.read(draft.folded, planes)
        quoted, parts = speech(draft), rulebook.word_set("product_parts")
        self._about = draft, words, edges, names, quoted, rulebook
        for tag in _whole([_trimmed(t, draft.text) for t in tags.found], draft, words, edges, names):
            proposal = _proposed(tag, draft, quoted, rulebook)
            if proposal:
                sure = tag.probability >= max(tagger.floors[tag.kind], FLOORS.get(tag.kind, 0.0))
                sure = sure and not (tag.kind == "product" and is_part(draft, tag.span, parts))
                (self.phrases if sure else self.guesses).append(proposal)

    def likeliest_product(self) -> Proposal | None:
        """The phrase that is a product if any is, however unlikely; None where what is there can be none."""
        if "product" not in self.kinds:
            return None
        draft, words, edges, names, quoted, rulebook = self._about
        tag = _trimmed(self._tags.likeliest("product"), draft.text)
        for whole in _whole([tag], draft, words, edges, names):
            found = _proposed(whole, draft, quoted, rulebook)
            if found and not is_part(draft, found.span, rulebook.word_set("product_parts")):
                return found
        return None

    def support(self, kind: str, span: Span) -> float:
        """Mean probability of the span's characters to belong to a phrase of this kind; 1 where it has no say."""
        if kind not in self.kinds or span.end <= span.start:
            return 1.0
        return self._tags.support(kind, span)


_EDGE = ' \t\n　，,。；;！!？?：:、“”"「」『』【】（）()《》…'


def _trimmed(tag: Tagged, text: str) -> Tagged:
    """The phrase without quotation marks and white space at its edges; empty when nothing else is in it."""
    piece = tag.span.of(text)
    left = len(piece) - len(piece.lstrip(_EDGE))
    start = tag.span.start + left
    end = max(start, tag.span.start + len(piece.rstrip(_EDGE)))
    if "（" in text[start:end] and text[end : end + 1] == "）":
        end += 1
    return tag._replace(span=Span(start, end))


_PIECE_GAP = 5


# Names: cut free of words that no name begins or ends with. Clauses (demands, delivery) may begin with such words.
_NAMES = frozenset({"product", "merchant", "platform"})


# 中通到了, 班交了3680, 把风扇退了: words that the segmenter makes of the end of one and the beginning of another.
_PAID = re.compile("[交付花](?=了|过?[0-9])|[退换](?=了)")

# 小满陶瓷 + 店: the kind of shop belongs to its name.
_SHOP = re.compile("(?:官方|旗舰|专营|专卖|自营)*店(?![员铺长家主内里])")


def _whole(tags: Sequence[Tagged], draft: Draft, words: Sequence[Span], edges: Edges, names: Places) -> list[Tagged]:
    """Phrases widened to whole words, and pieces of one phrase put together again."""
    ends = {word.end for word in words}
    after = {word.start: word.end for word in sorted(words)}
    out: list[Tagged] = []
    for tag in tags:
        if tag.span.end <= tag.span.start:
            continue
        first, last = at_position(draft.tokens, tag.span.start), at_position(draft.tokens, tag.span.end - 1)
        if first is None or last is None:
            continue
        end = tag.span.end if tag.span.end in ends else max(draft.tokens[last].end, tag.span.end)
        span = Span(draft.tokens[first].start, end)
        if tag.kind == "product":
            # 原厂 + 行车记录仪: what the thing is belongs to its name.
            span = Span(span.start, after.get(span.end, span.end))
            if span.end - span.start > 1 and _PAID.match(draft.folded, span.end - 1):
                span = Span(span.start, span.end - 1)
        elif tag.kind == "delivery" and (name := names.last_before(span.end)) is not None:
            span = Span(max(span.start, min(name.end, span.end - 1)), span.end)
        if tag.kind in _NAMES:
            span = edges.cut(span)
            if span.end <= span.start:
                continue
        if tag.kind == "merchant" and (shop := _SHOP.match(draft.folded, span.end)):
            span = Span(span.start, shop.end())
        if out and out[-1].kind == tag.kind and _one_phrase(out[-1].span.end, span.start, tag.kind, draft.text):
            joined = Span(out[-1].span.start, max(span.end, out[-1].span.end))
            out[-1] = Tagged(tag.kind, joined, max(tag.probability, out[-1].probability))
        else:
            out.append(tag._replace(span=span))
    return out


# 纸尿裤 behind 一级帮L 码的, 奶粉 behind 3段.
_SIZE_GAP = re.compile(r"\s?[0-9a-z]{0,3}\s?[码号段款片]的?")


def _one_phrase(end: int, start: int, kind: str, text: str) -> bool:
    """Whether two tagged pieces belong together: they touch, or a few letters of a product's name lie between."""
    if start <= end:
        return True
    gap = text[end:start]
    if kind == "product" and _SIZE_GAP.fullmatch(gap):
        return True
    return kind == "product" and len(gap) <= _PIECE_GAP and gap.isalnum() and not set(gap) & set("和与跟的及买了")


# What a phrase of a kind can't do without, and what is none of it by the guide. The tagger goes by what stands
# around, so now and then it takes a 居然 or a 质量 for what should stand there.
_HOLDS = {
    "evidence": re.compile("[图照像频录音证报告单票据合同凭执历书函截屏测鉴流水账信邮控条片页档签存拍物检]"),
    "delivery": re.compile("[发货寄收到送签件递物流揽退拒派途仓库站柜门取转卡滞投出运妥丢偷海]"),
    "address": re.compile("[路街道区号栋室楼镇村巷弄苑园城市县]"),
    "demand": re.compile(
        "[退赔补换修还偿停删封赔免减给补罚查撤销召道歉发寄送取拆装开恢复解决处理回答复说法交代公道公正告知提供安排承担负责"
        "整改监督核实履兑现返付冻联系催尽重新保保证改正更出具延介入协清消禁止别不]"
    ),
}
_NEVER = {
    "delivery": re.compile("快递|包裹|物流|货物?|快件|件|.*(?:合同|协议).*"),
    "evidence": re.compile("微信|支付宝|电话|客服|图片|行车记录仪|.*门|.|.{1,8}法"),
    "product": re.compile(
        "产品|商品|东西|货品|货物|物品|质量|问题|设备|瑕疵|服务|快递|包裹|订单|售后|客服|商家|平台|店铺|链接|赠品|配件|外观|版本|复制"
        "|动力|电线|[0-9.]+|[一两二三几][辆台部].*|.*[是您].*|.*感觉|宝贝|[哈呵嘿嘻ok]+|好[吃气看听用]|.*(?:元|块|店|公司)|[0-9x×*]+|[0-9一二两三四五六七八九十几半]+[箱件个包盒套台次天月年桶瓶袋双张本只斤]|账户|账号|编号.*|奶奶|爷爷|妈妈|爸爸|专业|急件|意向|[日年月]息.*|征信|工资卡|银行卡|.?(?:成|换|产|手|构|无|新|批)"
    ),
    "merchant": re.compile(
        "商家|卖家|店家|客服|平台|店铺|快递|该.?|和?商家|小二|微信|支付宝|骑手|师傅|销售|官方|售后|厂家|门店|公司|进行|台风|本店|对方|品牌方|汽车|新车|车辆|车子|国家|(?:中国)?人民银行|.*(?:机场|委员会|政府|公安局|派出所|法院|公路|绕城|高速|力度)|.*[省市州][一-鿿]{1,4}[县区镇乡]|."
    ),
    "platform": re.compile("平台|健身房|[0-9]+|商家|官方|网上|手机|客服|微信|支付宝|APP|app|小程序|."),
    "demand": re.compile(
        "尽快|赶紧|马上|立刻|立即|立马|给我|立即给我|不能|予以|支持|依据?|免费的?|处理措施|[^退换修赔补]|[换修装]后|.*(?:权益|收据)"
    ),
    "person": re.compile("老板|店长|骑手|师傅|快递员|经理|销售|老师|主播|.*(?:客服|商家|卖家)|."),
}
# Things that one character names.
_ONE_CHARACTER = "车包药床门锅鱼虾猫狗鞋伞酒烟茶米油肉奶碗刀灯"


def plausible(kind: str, phrase: str) -> bool:
    """Whether a phrase can be of this kind at all."""
    if kind == "product" and len(phrase) == 1:
        return phrase in _ONE_CHARACTER
    holds, never = _HOLDS.get(kind), _NEVER.get(kind)
    return (holds is None or holds.search(phrase) is not None) and (never is None or never.fullmatch(phrase) is None)


# 川菜小馆(人民路店): not a dish, but who sells it.
# 花王京东自营旗舰店: nor the first part of a shop's name.
_NO_PRODUCT = re.compile(
    r".(?:京东|天猫|淘宝|抖音|拼多多|快手)?(?:自营|官方)*(?:旗舰店|专卖店|专营店)|.[（(][^）)\n]{1,10}店[）)]|车[架窗门身漆厢灯顶况主](?!险)"
)


def _proposed(tag: Tagged, draft: Draft, quoted: Places, rulebook: Rulebook) -> Proposal | None:
    """The phrase as a proposal, or None where it is plainly none."""
    phrase = tag.span.of(draft.text)
    if draft.blanks and overlapping(draft.blanks, tag.span):
        return None
    if tag.kind == "merchant" and runs_an_app(draft.folded, tag.span.end):
        tag = tag._replace(kind="platform")
    if not plausible(tag.kind, phrase) or (tag.kind == "merchant" and is_place(phrase, rulebook)):
        return None
    if tag.kind == "product" and _NO_PRODUCT.match(draft.text, tag.span.end - 1):
        return None
    if tag.kind == "evidence" and not_held(draft.folded, tag.span):
        return None
    value, role = phrase, ""
    if tag.kind == "delivery":
        if not of_goods(draft.folded, tag.span) or names_other(draft.folded, tag.span, phrase[-2:]):
            return None
        value = role = state_of(phrase, rulebook)
    elif tag.kind == "demand":
        how = manner(draft.folded, tag.span, draft, quoted)
        if how == "reported" or is_topic(draft.folded, tag.span.end):
            return None
        value, role = demand_of(phrase, rulebook), how if how in ONLY_ALONE else ""
    percent = (("percent", f"{100 * tag.probability:.0f}"),)
    return Proposal(tag.kind, tag.span, value, min(0.99, tag.probability), "model", role, percent)
