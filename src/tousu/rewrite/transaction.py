"""The transaction of a statement: what was bought where, when and for how much, each told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.protection import only_a_stage
from tousu.rewrite.shown import Shown

if TYPE_CHECKING:
    from tousu.rewrite.softening import Say
    from tousu.rulebook import Rulebook

TRADE = ("platform", "merchant", "product", "order_number", "amount", "date", "carrier", "tracking_number")
_VAGUE_SUM = re.compile("几|数[十百千万]|^[一二两三四五六七八九十百千万]+多$")
_TOO_MUCH = re.compile("多(?:掏|付|收|扣|花|交|出|要|算|给)了?(?:我|我们)?$")
"""前后多掏了7980元 is no price."""
_OTHER_COST = re.compile(
    "急诊|门诊|医药|医疗费|看病|看医生|挂号|住院|去(?:了)?[^，,。]{0,6}医院|体检|鉴定|检测|检验|保价|改签|退票|手续费|误工|打车|路费|拖车|定损|运费|邮费|快递费|违约金|滞纳金|罚款|工资"
)
"""What was spent because of it, or what a carrier is liable for, is no price."""
_MEDICAL = re.compile("医|牙|诊|院|手术|体检|鉴定|检测|机票|车票|票|保险|快递|物流|寄")
_SUMMED = re.compile("(?:合计|共计|总计|总共|一共|共)(?:是|为|[:：])?$")
_SUM_OF = re.compile("要求|请|赔|退(?:款|还|我|回)?[0-9]|月租|每月|每个月|个月")
"""What a sum is of that was not paid at once for what was bought."""
_REALLY = re.compile("(?:实付|实际支付|实际付款|实际付|实收|最终支付|到手)(?:款|金额|价)?(?:了|是|为|[:：])?$")


def surest(facts: Sequence[Fact], kind: str) -> Fact | None:
    """The fact of a kind to name the case by: the surest, of equals the longest."""
    return max((f for f in facts if f.kind == kind), key=lambda f: (round(f.confidence, 1), len(f.text)), default=None)


_NO_GOODS = re.compile("(?:没有?|未)带|煎了?个?|炒了?个?|煮了?个?|蒸了?个?|(?:序列|型|编|货|批)号")
"""What stands before a thing that the story only mentions: a tool, what was cooked, what was spoiled."""
_SPOILED = re.compile("把(?:我|家里|我家)的?(?:[一两几]?[件条双床块])?[^，,。]{0,2}$")
_SPOILS = re.compile("(?:（[^）]{1,12}）)?(?:都|也|全|给)*[染弄划砸烫烧泡淋溅]")
"""What was spoiled by what was bought: 把我一件白衬衫染红."""
_SURE = 0.5


def nameable(facts: Sequence[Fact], text: str) -> list[Fact]:
    """The facts without products that the case cannot be named by: half a number, half a word, a thing in passing."""
    return [f for f in facts if not (_in_passing(f, text) if f.kind == "product" else only_a_stage(text, f))]


def _in_passing(product: Fact, text: str) -> bool:
    start, end = product.span
    if product.text.endswith("包") and text.startswith("裹", end):
        return True
    before = text[max(0, start - 12) : start]
    if _SPOILED.search(before) and _SPOILS.match(text, end):
        return True
    return product.confidence < _SURE and re.search(f"(?:{_NO_GOODS.pattern})$", before) is not None


def trade_of(facts: Sequence[Fact], shown: Shown) -> dict[str, list[Fact]]:
    """The facts of the transaction, by kind."""
    out: dict[str, list[Fact]] = {}
    for kind in TRADE:
        of_kind = [f for f in facts if f.kind == kind]
        if kind == "date":
            of_kind = _bought_on(of_kind, shown.text)
        elif kind == "amount":
            named = [f.text for kind in ("merchant", "product") for f in facts if f.kind == kind]
            named = [f.text for f in facts if f.kind == "product"] or named
            of_kind = _paid(of_kind, shown.text, named)
        elif kind not in ("order_number", "tracking_number"):
            best = surest(nameable(of_kind, shown.text), kind)
            of_kind = [best] if best else []
        if of_kind:
            out[kind] = of_kind
    return out


_MONTHS = re.compile(
    "[和到至、从自-][0-9一二三四五六七八九十]{1,2}月份?(?![0-9])|(?<![0-9年])[0-9一二三四五六七八九十]{1,2}月份?[和到至、-]"
)
"""Months one after another, in each of which something was taken."""


def _bought_on(dates: Sequence[Fact], text: str) -> list[Fact]:
    """The day of the order or the payment; a feast, 国庆的民宿, only where no day is told."""
    bought = [
        f for f in dates if f.role in ("ordered", "paid") and not _MONTHS.search(text, f.span.start - 1, f.span.end + 2)
    ]
    return ([f for f in bought if any(c.isdigit() for c in f.value)] or bought)[:1]


def _paid(sums: Sequence[Fact], text: str, names: Sequence[str]) -> list[Fact]:
    """The one sum that was paid for it, where that is told beyond doubt."""
    sums = [f for f in sums if not _VAGUE_SUM.search(f.text) and not _hidden(f, text)]
    bought = " ".join(names)
    sums = [f for f in sums if not _of_else(f, text, bought)]
    paid = [f for f in sums if f.role == "paid" and not _TOO_MUCH.search(text[: f.span.start])]
    if len(paid) > 1:
        paid = [f for f in paid if _REALLY.search(text[: f.span.start])] or paid
    if len(paid) == 1:
        return paid
    plain = [f for f in sums if not f.role]
    return plain if not paid and len(plain) == 1 and _price(plain[0], text) else []


def _of_else(amount: Fact, text: str, bought: str) -> bool:
    """Whether a sum is another cost, or adds up what is asked for or what was taken month by month."""
    sentence = re.split("[。；;！!？?\n]", text[max(0, amount.span.start - 60) : amount.span.start])[-1]
    clause = re.split("[，,]", sentence)[-1]
    other = _OTHER_COST.search(clause)
    if other and not _REALLY.search(clause) and not _MEDICAL.search(bought) and other.group() not in bought:
        return True
    return _SUMMED.search(clause) is not None and _SUM_OF.search(sentence) is not None


def _hidden(amount: Fact, text: str) -> bool:
    """Whether stars stand in the place of some of its digits."""
    return text[amount.span.end : amount.span.end + 1] in ("*", "＊")


_BARE_SUM = re.compile("[0-9][0-9,]*(?:[.][0-9]+)?(?:[-~—至到][0-9][0-9,]*)?")
_PAYING = re.compile("[买购花付价费款充交缴订拍充]|金额|下单|办了?|总共|一共|合计")
_BUYING = re.compile("[买购订拍办]了?")
_ALONE = re.compile("[，,。；;！!？?\n]|$")
_NEAR = 5
"""So many clauses back it may be told what was bought."""
_NOT_PAID = re.compile("需要|要(?:我们?)?[交付给收补]|(?:更换|维修|修理)的?费|费用在|的?(?:违约金|罚息|押金|拖车费)")
"""What was wanted, or what a repair would cost."""
_PAYS_FOR = re.compile("的|购|买|左右的")


def _price(amount: Fact, text: str) -> bool:
    """Whether a sum without a role is what was paid: its clause speaks of paying, or names what it bought."""
    if amount.role or text[amount.span.end : amount.span.end + 1] in ("-", "—"):
        return False
    clauses = re.split("[，,。；;！!？?\n]", text[max(0, amount.span.start - 60) : amount.span.start])
    clause = clauses[-1]
    if _NOT_PAID.search(clause) or _NOT_PAID.match(text, amount.span.end):
        return False
    if not clause.strip() and _ALONE.match(text, amount.span.end):
        # 买了一套餐具，699元: what it is paid for stands before it.
        return _BUYING.search("，".join(clauses[-_NEAR:])) is not None
    return _PAYING.search(clause) is not None or _PAYS_FOR.match(text, amount.span.end) is not None


_ORDERED = re.compile(
    "网[购店]|网上[^，,。]{0,6}[买订购拍]|官网|电商|商城|下单|下的单|拍下|订单|旗舰店|包裹|快递|发货|物流|直播间|秒杀|外卖|小程序|团购|收货"
)
_NO_ORDER = re.compile(
    "贷款|借款|网贷|利息|罚息|逾期|还款|汇款|网银|信用卡|学费|培训|驾校|报考|4s店|提车|购车|买车|二手车|房东|租房|租金|健身房|话费|宽带|提现|注销|销户|封号"
)
"""Where there may be an order number: not at a garage, in a gym, at a landlord's, at a lender's."""


def ordered(draft: Draft, facts: Sequence[Fact]) -> bool:
    """Whether the draft tells of an order, which has a number."""
    if _ORDERED.search(draft.folded) or any(f.kind in ("order_number", "tracking_number") for f in facts):
        return True
    return any(f.kind == "platform" for f in facts) and _NO_ORDER.search(draft.folded) is None


def trade_lines(
    trade: dict[str, list[Fact]], shown: Shown, blanks: Mapping[str, str], rulebook: Rulebook, say: Say, dated: str
) -> list[str]:
    """What was bought where, when (``dated`` names the day), for how much: one line a kind."""
    out = []
    for kind in TRADE:
        named = (shown.fact(f.span) for f in trade.get(kind, ()))
        if kind == "amount":
            named = (say("yuan", sum=text) if _BARE_SUM.fullmatch(text) else text for text in named)
        values = list(dict.fromkeys(named)) or [blanks[k] for k in (kind,) if k in blanks]
        if values:
            name = say(dated) if kind == "date" else rulebook.facts[kind].name
            out.append(say("line", name=name, value="、".join(values)))
    return out
