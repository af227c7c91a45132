"""Where the parcel is or was: the phrase, and the state it means, negation and «显示…» understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps

# 收到 also takes calls, messages and money.
_NOT_GOODS = re.compile(
    r"[^，。；！？,;\n]{0,6}(?:短信|信息|消息|电话|通知|退款|回复|回信|邮件|提示|验证码|钱|赔|补偿|账单|来电|骚扰|诈骗|催|处理|答复|扣款"
    r"|预约|订单|录取|现金|取件码|卡密|收据|材料|申请|投诉|退回|成绩|证件|录用|律师|报告|反馈|提醒|推送|工资|好评|邀请|链接|罚|传票|转账|余额|押金|红包|优惠|奖|券|积分|样品|预订|告知|判决|派单|款项|利息)"
    r"|[了过]?[“\"「]|[了过]?(?:这|那|第)?[0-9一二两三四五六七八九十]+[0-9.,]*(?:万|元|块|笔)"
)
# 前台说没有收到, 财务说没收到: what they wait for is no parcel; 客服回“收到”: a word, nothing that came.
_THEY_WAIT = re.compile(
    '(?:财务|银行|支付宝|微信|医保局|公寓|前台|保险公司?|村委会|学校|单位|总部|公司)(?:又|再|却|也|都|还|一直)?(?:说|称|表示|回复)[“「"]?$'
)
_ANSWERED = re.compile('(?:说|回复?|回了?[句个])[：:“「"]*$')
# 18号到的, 京东快递送到的, 骑手送达: somebody or a day, and the arrival.
_ARRIVED = re.compile(
    r"(?:[号日晚早午天]|快递|物流|速递|顺丰|圆通|中通|申通|韵达|德邦|极兔|邮政|骑手|快递员|京东|师傅)(?:才|就|给我|把货)?"
    r"(?P<phrase>送?到的(?!店|医院|公司|学校|现场|那|网点)|送来的?了?|送到(?!期)|送达|送的货|送货)"
)
# 邻居帮我收的: somebody else took it.
_TAKEN = re.Signed(
    r"(?:邻居|门卫|保安|同事|家人|物业|前台|朋友|别人|室友|老公|老婆|我妈|妈妈|爸爸|阿姨|他人|陌生人)(?:帮我?|替我?|代我?)?"
    r"(?:代收|代签|签收|收的|收了|收下|签的|签了|签字|(?:取走|拿走|领走)(?=[了的，,。；;！!？?\s]|$))",
    ("代收", "代签", "签收", "收的", "收了", "收下", "签的", "签了", "签字", "取走", "拿走", "领走"),
)
# 圆通取走, 快递上门取件了: on its way back.
_FETCHED = re.Signed(
    r"(?:快递员?|小哥|顺丰|圆通|中通|申通|韵达|德邦|极兔|邮政|京东|骑手)(?:小哥|快递)?(?:已经?|上门|来)*(?:取走|揽走|拿走|收走|取了?件了?)(?!码|单)",
    ("取", "揽走", "拿走", "收走"),
)
# 晚上八点才给我送: late, but brought.
_LATE = re.compile(r"(?:才|都|就)(?:给我送(?:到|来|过来)?|送(?:到|来|过来))(?=[，,。；;！!？?\s])")
_NO_SUCH = re.compile("没有?(?:找到)?(?:我的|该|这个|我这个)(?:件|包裹|快递|快件)")
# 到手价, 收货地址, 签收时间, 代收货款: the word is part of another one.
_NAMES_OTHER = {
    "到手": re.compile("价|[0-9]|掌|心|指|只有|才|金额|多少|工资|[一二三四五六七八九十两几]+[百千万]"),
    "没发": re.compile("工资|短信|信息|消息|通知|现|票|奖|朋友圈|过?[一-鿿]{0,2}证|帖"),
    "代签": re.compile("合同|协议|[的了]?字|的?名"),
    "没收到": re.compile("一分|任何[一-鿿]{0,3}(?:通知|电话|短信|回复)"),
    "收货": re.compile("手机|人|地|电话|姓名|前|信息|时间|码|款"),
    "签收": re.compile("时间|单|图|照|人|码|信息|才|前"),
    "代收": re.compile("费|款|货款|点"),
    "送达": re.compile("[照图]"),
    "送到": re.compile("[^，。；！？,;!?]{0,8}(?:4s|维修|修理|医院|急诊|检测|店|厂|学校|单位|车行)"),
    "还没到": re.compile("[0-9一二两三四五六七八九十半]|期|点|时间|年|月|保"),
    "没有发出": re.compile("[^，。]{0,3}声"),
    "收到": re.compile("发票|(?:这|那)?(?:条|个|份)?(?:信|函|通知|电话|短信)"),
    "转运中": re.compile("心"),
    "在途": re.compile("牛|家"),
    "不动了": re.compile("手|心"),
    "拒签": re.compile("率|可"),
    "寄回": re.compile("期间|[^，。]{0,4}(?:差价|款|钱|押金|定金|余额|费)"),
    "退回": re.compile("[^，。]{0,4}(?:[0-9][0-9.,]*元?(?!号)|差价|款|钱|押金|定金|余额|费)"),
}
_WISHED = frozenset({"送货上门", "送到家", "送货到家", "送到", "寄回", "不发货", "送达"})
_WISH = re.compile(
    "请|要求|赶紧|立刻|马上|给我|安排|麻烦|备注|希望|承诺|说好|约定|按地址|让我|要我|需要|外加|专人|必须|以后|可以|提供|号称|宣传"
)
# 钱没收到, 银行说没收到: what did not come is no parcel.
_MONEY_BEFORE = re.compile(
    "(?:钱|款|押金|差价|红包|工资|余额|赔偿|补偿|短信|验证码|电话|通知|回复|答复|邮件|发票|证书|消息|银行|提醒|合同|协议|现金|原件|收据|报告|材料|定金|保证金|证件|一个字)[^，,。；;！!？?\n]{0,5}$"
)
_PARCEL = re.compile(
    "快递|物流|包裹|(?<![条软硬文零邮案证事配])件(?!事)|单号|货|运单|中转|分拨|揽|发货|驿站|派送|签收|寄|仓"
)
_DENIED = re.compile(r"(?:没有?|未|不|尚未|还没|并未|从未|从没|一直没|没法|无法)(?:正常|按时|实际|真正)?$")
_BEFORE = re.compile(
    r"(?:(?:系统|物流|平台|快递|订单|状态|页面)?(?:却|一直|就)?(?:显示|提示)(?:为|是|的?是)?(?:已经?|被)?|已经|已|被|还是|仍为|仍|一直|迟迟|至今|到现在都?)$"
)
_SIGNED = frozenset({"signed", "received"})


def find_delivery(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Phrases about the parcel, with the state as value and role."""
    text = draft.folded
    states = rulebook.lexicons["delivery_states"].values
    loose = rulebook.lexicons["delivery_loose"].words
    spans = hits.get(Owner("lexicons", "delivery_states", "word"), ())
    out = []
    for span in without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start)):
        word = span.of(text)
        if word in loose and not _in_parcel_talk(text, span, draft):
            continue
        if not of_goods(text, span):
            continue
        if word in _WISHED and _WISH.search(text, max(0, span.start - 8), span.start):
            continue
        if (word in _ON_PAPER and "合同" in text[max(0, span.start - 20) : span.start]) or (
            names_other(text, span, word)
        ):
            continue
        if word.endswith("收到") and _no_parcel(text, span):
            continue
        if word == "还没到" and _TERM_BEFORE.search(text, max(0, span.start - 4), span.start):
            continue
        if (word in _ARRIVES_NOT or word.endswith("拿到")) and _MONEY_BEFORE.search(
            text, max(0, span.start - 12), span.start
        ):
            continue
        state = _state(text, span, states[word])
        out.append(Proposal("delivery", _with_lead(text, span), state, 0.8, "delivery_words", state))
    out += _by_shape(text)
    return without_overlaps(out, lambda p: p.span, lambda p: (p.span.start - p.span.end, p.span.start))


_ON_PAPER = frozenset({"代签", "拒签", "签收"})
_ARRIVES_NOT = frozenset(
    {"没收到", "没有收到", "未收到", "从未收到", "一直没收到", "从来没收到", "还没到", "收到", "到手"}
)
_TERM_BEFORE = re.compile(
    "(?:保|期|保养|年检|时间|公里|里程|人|司机|师傅|医生|技师|教练|老师|飞机|火车|大巴)(?:都|也|就|它)?$"
)


def names_other(text: str, span: Span, word: str) -> bool:
    """Whether a word of delivery at the end of ``span`` is part of another one: 签收单, 到手价."""
    after = _NAMES_OTHER.get(word)
    return bool(after and after.match(text, span.end))


_BARE = frozenset({"收到", "收到的", "收到了", "到手", "寄来", "送来", "拿到手", "送到"})
_CAME = frozenset({"signed", "received", "signed_by_other"})


def without_bare(found: Sequence[Proposal], text: str) -> list[Proposal]:
    """That it came is said once: a bare 收到 beside 已签收 or 送达 tells nothing more."""
    bare = [p for p in found if p.kind == "delivery" and p.span.of(text) in _BARE]
    plain = [p for p in found if p.kind == "delivery" and p.value in _CAME and p.span.of(text) not in _BARE]
    dropped = {id(p) for p in (bare if plain else bare[1:])}
    return [p for p in found if id(p) not in dropped]


def _no_parcel(text: str, span: Span) -> bool:
    """Whether it is somebody's answer, or somebody else's paper or money that came or did not."""
    if _THEY_WAIT.search(text, max(0, span.start - 14), span.start):
        return True
    answered = _ANSWERED.search(text, max(0, span.start - 4), span.start)
    return (
        bool(answered) and span.of(text) == "收到" and text[span.end : span.end + 1] in ("，", "。", "”", "」", '"', "")
    )


def of_goods(text: str, span: Span) -> bool:
    """Whether what arrives may be goods: not a call, a message or money."""
    return not (span.of(text).rstrip("了的").endswith(("收到", "拿到")) and _NOT_GOODS.match(text, span.end))


# 放在小区垃圾桶旁边, 挂门把手上: left somewhere.
_PUT = re.Signed(
    r"(?<!让)(?:放|丢|扔|挂|搁|塞)(?:在|到|进)?了?(?:我家)?[^，。；！？,;!?\n了的我]{0,8}?(?:门口|门把手上?|楼下|[一二三四五六]楼|垃圾桶(?:旁边|里)?|快递架上?|鞋柜上?|楼道里?"
    r"|消防栓里?|水表箱里?|保安亭|保安室|门卫室?|传达室|收发室|前台|电表箱里?|花坛里?|窗台上?|信箱里?|台阶上|小卖部|车棚里?|消防箱里?|路边)(?=[，,。；;！!？?\s了]|$)",
    (
        "门",
        "楼",
        "垃圾桶",
        "快递架",
        "鞋柜",
        "消防栓",
        "水表箱",
        "保安",
        "传达室",
        "收发室",
        "前台",
        "电表箱",
        "花坛",
        "窗台",
        "信箱",
        "台阶",
        "小卖部",
        "车棚",
        "消防箱",
        "路边",
    ),
)


# 四百八，没发; 到今天也没人给寄: nothing was sent.
_UNSENT = re.Signed(
    r"(?<![我不])(?:(?:至今|到今天|到现在|一直|迟迟)(?:也|都|还)?)?(?:没|未)(?:人给)?(?:我)?(?:发|寄)(?=[，,。；;！!？?]|$)",
    ("没", "未"),
)
# 在临川分拨中心停了六天, 在县里转了四天: where it does not go on.
_HALTED = re.Signed(
    r"(?:停|卡|压|滞留|躺|趴)?在[一-鿿]{2,8}?(?:(?:分拨|中转|转运|分拣|集散)(?:中心|场|站)?|网点|仓库|驿站|站点|县里|镇上|市里)(?:里)?"
    r"(?:停|待|卡|躺|转|打转|压|趴|滞留)了?(?:整整|足足)?(?:[0-9]{1,2}|[一二两三四五六七八九十半]{1,3})(?:多)?(?:天|次|圈|个?小时|个?星期|周|个?月|晚上)",
    ("停", "待", "卡", "躺", "转", "压", "趴", "滞留"),
)


def _by_shape(text: str) -> Iterator[Proposal]:
    """Phrases that no word alone gives away."""
    for m in _UNSENT.finditer(text):
        yield Proposal("delivery", Span(*m.span()), "not_shipped", 0.86, "delivery_words", "not_shipped")
    for m in _HALTED.finditer(text):
        yield Proposal("delivery", Span(*m.span()), "stuck", 0.86, "delivery_words", "stuck")
    if "送" in text or "到的" in text:
        for m in _ARRIVED.finditer(text):
            day = m.start("phrase") - m.start() == 1
            span = Span(*m.span("phrase")) if day else Span(*m.span())
            yield Proposal("delivery", span, "received", 0.86, "delivery_words", "received")
    for m in _TAKEN.finditer(text):
        yield Proposal("delivery", Span(*m.span()), "signed_by_other", 0.86, "delivery_words", "signed_by_other")
    for m in _PUT.finditer(text):
        if _PARCEL.search(text):
            yield Proposal("delivery", Span(*m.span()), "station", 0.75, "delivery_words", "station")
    for m in _NO_SUCH.finditer(text):
        yield Proposal("delivery", Span(*m.span()), "not_received", 0.86, "delivery_words", "not_received")
    for m in _FETCHED.finditer(text):
        yield Proposal("delivery", Span(*m.span()), "returned", 0.8, "delivery_words", "returned")
    if "送" in text:
        for m in _LATE.finditer(text):
            yield Proposal("delivery", Span(*m.span()), "received", 0.75, "delivery_words", "received")


def _in_parcel_talk(text: str, span: Span, draft: Draft) -> bool:
    sentence = draft.sentence_at(span.start)
    if span.of(text) in _CAME_TO and _BOUGHT.search(text, sentence.start, span.start):
        return True
    return _PARCEL.search(text, sentence.start, sentence.end) is not None


_CAME_TO = frozenset({"送来", "寄来"})
_BOUGHT = re.compile("买|下单|网购|拼的|订了|点了|点的|外卖|外送")


def _state(text: str, span: Span, state: str) -> str:
    """A denial right before the word turns it round: 没有签收 is not signed."""
    if _DENIED.search(text[max(0, span.start - 6) : span.start]):
        return "not_received" if state in _SIGNED else "not_shipped" if state == "shipped" else state
    return state


def _with_lead(text: str, span: Span) -> Span:
    """The phrase with 显示已, 一直没有 and the like before it."""
    start = span.start
    for shape in (_DENIED, _BEFORE):
        m = shape.search(text[max(0, start - 10) : start])
        if m:
            start -= m.end() - m.start()
    return Span(start, span.end)


_ORDER = (
    "not_received", "signed_by_other", "refused", "returned", "not_shipped", "stuck", "station",
    "out_for_delivery", "signed", "received", "in_transit", "shipped", "opened",
)  # fmt: skip


def state_of(phrase: str, rulebook: Rulebook) -> str:
    """The state that a phrase found by the tagger means: by the most telling word in it."""
    for state, words in _words_of(rulebook):
        if any(map(phrase.__contains__, words)) or (state in _NEITHER and _NEITHER[state].search(phrase)):
            return state
    return _by_character(phrase)


_NEITHER = {
    "not_received": re.compile(r"(?:没|未|不|无法|还没).{0,3}(?:收到|签收|送|到|拿到|取到)"),
    "not_shipped": re.compile(r"(?:没|未|不|无法|迟迟|还没).{0,4}(?:发|寄|揽|出库|出仓)"),
}


@lru_cache(maxsize=4)
def _words_of(rulebook: Rulebook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of each state, the most telling state first."""
    states = {**rulebook.lexicons["delivery_states"].values, **rulebook.lexicons["delivery_more"].values}
    return tuple((state, tuple(word for word, its in states.items() if its == state)) for state in _ORDER)


def _by_character(phrase: str) -> str:
    for sign, state in (
        ("签", "signed"),
        ("驿站", "station"),
        ("柜", "station"),
        ("门", "station"),
        ("退", "returned"),
        ("寄", "shipped"),
        ("送", "received"),
        ("到", "received"),
        ("收", "received"),
        ("发", "shipped"),
    ):
        if sign in phrase:
            return state
    return "in_transit"
