"""我 where a sentence tells a buyer's own act, nobody is said to have done it, and nobody else can have.

A reader of complaints wants to know who bought, paid and called. Only sentences that begin with such an act get their
subject, never one after another, and none in a draft in which somebody else bought.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.grammar import PARTY_NOUN
from tousu.rewrite.protection import closed_of
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, SpanSet

_NONE_OF = "[^，,。；;：:！!？?\n我你他她让叫被]"
_PARTY = f"(?:{PARTY_NOUN}|官方|对方|他们?|物流|人工|工作人员|前台|班主任|仓库)"
_BOUGHT = (
    "购买|购入|购得|网购|选购|抢购|(?:订购|团购|秒杀|预[订定购]|定制|定做|订做)(?=[了的一两0-9])|买(?![家卖手单方])|拍(?:下|了|的)|"
    "下了?单|订(?:了|的)|定了|充(?:了|的|值|钱|话费|会员)|办(?:了|理|卡)|报(?:了|名)|付(?:了|款|费)|"
    "交(?:了|费|钱|款|定金|押金)|支付|缴(?:费|纳|了)|转(?:了|账)|租(?:了|的|用|房|车)|入住|提车|订车|取车|(?:去)?送修|投保|"
    f"托运(?:了|的)|托(?!运){_NONE_OF}{{2,8}}?(?:运|寄)(?:了|的)|看[中上]了?|"
    "申请(?:了)?(?:退|换|售后|仲裁|理赔|维修|平台|客服|取消|注销)"
)
_AT_PLACE = (
    "寄了|洗(?:了|的)|修(?:了|的)|做了|吃(?:了|饭)|剪(?:了|头)|染|住了|取(?:了|回)|存了|坐(?:了|的)|学(?:了|的|车|习)|"
    "停车|停了|消费|参加|注册|点(?:了|餐)|叫了|开通|就餐|用餐|体检|预约|接了|看(?:了|的|病)|借(?:了|款)|贷(?:了|款)|签(?:了|约|订)|拔|种了"
)
_CALLED = (
    f"(?:再次|多次|又|反复|马上|当即)?(?:联系|咨询|找|询问|致电)[了过到]?{_NONE_OF}{{0,6}}?{_PARTY}"
    f"|(?:再次|多次|又)?(?:打|拨打)[了过]?{_NONE_OF}{{0,10}}?(?:电话|热线|客服|12315|12345)"
    f"|(?:再次|多次|又)?向{_NONE_OF}{{1,10}}?(?:投诉|反映|举报)"
)
_HOW = (
    f"(?:分期|分{_NONE_OF}{{1,4}}(?:订单|次|单)|网上|线上|线下|现场|"
    "又|就|才|再|先|一共|共|刚刚?|新|当时|成功|多次|再次)"
)
_ACT = re.compile(
    f"(?P<place>(?:在|去|到|从|通过)(?![了哪]){_NONE_OF}{{1,20}}?)?{_HOW}*"
    f"(?:(?P<bought>{_BOUGHT})|(?P<there>{_AT_PLACE}|收到|接到))|(?P<called>{_CALLED})"
)
_INSIDE = re.compile("(?:官方)?(?:上面?|里面?|店铺?|平台|app|商城|直播间|小程序|旗舰店)")
_TIME = re.compile(
    "(?:[上下中]午|早[上晨]?|晚上?|凌晨|傍晚|夜里|深夜|当[天日晚]|那[天晚]|左右|前后|"
    "[0-9一二三四五六七八九十]{1,3}(?:[:：][0-9]{2}|点半?|时(?![候间]))(?:[0-9一二三四五六七八九十]{1,3}分)?)*"
)
_CALENDAR = re.compile("[0-9]|[月号日]")
_REST = re.compile("[^，,。；;！!？?\n]*")
_LABEL = re.compile(
    "(?:[^，,。；;！!？?\n]{0,8}[:：]|的?(?:时间|日期|金额|记录|凭证|方式|渠道|平台|地址|账号|截图|单号|编号))"
)
_SAID = re.compile("[说称讲复不没未让叫]")
"""联系客服说…: it was not the writer who said it."""
_ASKED_FOR = re.compile("(?:[让叫](?:回来|来|上门|处理|解决|[退换补修])|催|反映|投诉|报修|要求)[^说称讲复]*$")
"""打电话让来修: whoever asks for it calls."""
_OTHERS_TURN = re.compile(
    "(?:以?后|之后|时|时候|以?前)(?!我|发现|[0-9一二三四五六七八九十两几]+个?[天月年日周小]|[，,]|$)"
    "|(?:不|没|未|没有|一直)[^，,]{0,4}(?:发|退|到|处理|解决|送|派|装|回|给|理|寄|开)"
)
"""付款后一直不发货: what follows in the clause is the other side's to do."""
_FIRST_PERSON = re.compile("我|本人|咱|俺|笔者")
_I_ACT = re.compile("(?:^|[，,。；;！!？?\n])我(?!们)")
_SUBJECT = re.compile(
    "(?:^|[，,。；;：:、\\s后时])(?:但是?|而|后来|然后|当时|现在|于是|所以|并且|且)?(?:我|本人|咱|俺)"
)
_HIMSELF = re.compile("[，,][ 　]?(?:但是?|而|后来|然后|当时|于是|所以|并且|且)?(?:我|本人|咱|俺)(?!国)")
_VERBS = "(?:买|购|拍下|下单|充|付|交了|办|报名|订|租|转账|刷)"
_SOMEBODY_ELSE = re.compile(
    "(?<![给为帮替代我的家])(?:我们?|俺|他|她|本人)?(?:家|的)?(?:[妈爸]|母亲|父亲|老公|老婆|丈夫|妻子|爱人|对象|女儿|儿子|闺女|孩子|小孩|娃|[弟妹哥姐]|"
    f"爷爷|奶奶|姥|外公|外婆|公公|婆婆|岳|舅|姑|姨|叔|伯|侄|朋友|同[学事]|室友|闺蜜|老人|家[人属里]|邻居){_NONE_OF}{{0,10}}{_VERBS}"
    f"|(?:消费者|顾客|客户|用户|投诉人|当事人|举报人|车主|业主|乘客|学员|家长|患者|有人|我[司店]|本店|本公司|公司){_NONE_OF}{{0,6}}{_VERBS}"
)
_MOST = 3
"""More of them would sound like a roll call."""


def subjects(draft: Draft, facts: Sequence[Fact], taken: SpanSet) -> Iterator[Edit]:
    """Edits that put 我 before acts of the buyer that begin a sentence, where ``taken`` leaves the place alone."""
    dates, shops = _from_to(facts, "date"), _from_to(facts, "merchant", "platform")
    found = [
        (n, at) for n, s in enumerate(draft.sentences) if (at := _place(draft.folded, s, dates, shops)) is not None
    ]
    pronoun = _pronoun(draft.folded) if found else ""
    if not pronoun:
        return
    closed = closed_of(draft, facts)
    named: list[int] = []
    for number, place in found:
        before = draft.sentences[number - 1].of(draft.folded) if number else ""
        told = number - 1 in named or _SUBJECT.search(before) is not None
        if told or len(named) == _MOST or closed.touches((place, place)) or taken.touches((place, place + 1)):
            continue
        named.append(number)
        parted = place > draft.sentences[number].start and draft.text[place - 1] not in "，, 　"
        yield Edit(Span(place, place), "，" * parted + pronoun + "在" * (place in shops), MENDING)


def _from_to(facts: Sequence[Fact], *kinds: str) -> dict[int, int]:
    return {f.span.start: f.span.end for f in facts if f.kind in kinds}


def _pronoun(text: str) -> str:
    """How the writer speaks of himself; empty where several do, or somebody else may have bought."""
    if _SOMEBODY_ELSE.search(text):
        return ""
    alone = "我" in text.replace("我们", "")
    if not alone and "我们" in text:
        return ""
    return "本人" if "本人" in text and not _I_ACT.search(text) else "我"


def _place(text: str, sentence: Span, dates: Mapping[int, int], shops: Mapping[int, int]) -> int | None:
    """Where 我 belongs in a sentence that begins with an act of the buyer; None where it doesn't."""
    start = sentence.start
    led = text[start] in "于在" and start + 1 in dates
    at = dates.get(start + led, start)
    dated = at > start
    if dated:
        at = _TIME.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing at least
    act_at = at + (dated and text[at : at + 1] in ("，", ",", " ", "　"))
    act = _act(text, act_at, sentence.end, shops)
    if act is None or not _fits(text, sentence, act, first=start == len(text) - len(text.lstrip()), dated=dated):
        return None
    if act_at > at:
        return act_at
    named = not act["called"] and (text[act.end() - 1] == "的" or text.startswith("的", act.end()))
    calendar = dated and not led and _CALENDAR.search(text, start, at)
    return at if calendar and not named else start


def _act(text: str, at: int, end: int, shops: Mapping[int, int]) -> re.Match[str] | None:
    """The act that begins here, perhaps behind the bare name of where it was done: 京东买的."""
    if at not in shops:
        return _ACT.match(text, at, end)
    inside = _INSIDE.match(text, shops[at], end)
    act = _ACT.match(text, inside.end() if inside else shops[at], end)
    return act if act and act["bought"] and not act["place"] else None


def _fits(text: str, sentence: Span, act: re.Match[str], *, first: bool, dated: bool) -> bool:
    """Whether the act is the writer's own, and its clause reads on with 我 in it."""
    rest = _REST.match(text, act.end(), sentence.end).group()  # type: ignore[union-attr]  # it matches nothing at least
    clause = text[sentence.start : act.end() + len(rest)]
    if _FIRST_PERSON.search(clause) or _LABEL.match(text, act.end()) or _HIMSELF.match(text, act.end() + len(rest)):
        return False
    if act["called"]:
        return _SAID.search(rest) is None or _ASKED_FOR.match(rest) is not None
    if act["there"]:
        return first and (act["place"] is not None or (dated and act["there"] in ("收到", "接到"))) and not _turns(rest)
    asks = act["bought"].startswith("申请") and act.end() + len(rest) >= len(text.rstrip("。！!.， \n"))
    return not asks and not _turns(rest)


def _turns(rest: str) -> bool:
    return _OTHERS_TURN.search(rest) is not None
