"""Charges: a suspicion that can be examined."""

from __future__ import annotations

from tousu import patterns as re
from tousu.rewrite.wording import LEFT, Say, Wording
from tousu.spans import Span

_CERTAIN = (
    "这不是存心|存心|本来就是|本来是|本来就|这不就是|这就是|这不是|这是|这叫|就是在|就是|纯属|纯粹是|纯粹|完全是|完全属于|完全|明摆着是|明摆着|明显是|明显|摆明了是|摆明了|摆明|妥妥的|妥妥|"
    "赤裸裸的|赤裸裸|典型的|明显的|严重的|属于一种|是一种|根本就是|简直就是|简直是|简直|分明是|分明|绝对是|绝对|公然|公开|是在|是"
)
_SURE = re.compile(f"(?:{_CERTAIN})*")
_SURE_BEFORE = re.compile(
    f"(?:{_CERTAIN})*(?P<verb>(?:存在|构成|属于|有|涉及)(?:着|了|很|极)?(?:严重|明显|多项|多处|一定|重大)?的?)?$"
)
_HEDGED = ("涉嫌", "疑似", "怀疑", "是否", "嫌疑", "可能", "觉得", "感觉", "认为", "以为")
_NO_ROOM_WORDS = (
    "被 条 的 这种 那种 种 个 反 防 打击 受到 遭 遭遇 遭到 不能 不要 不得 禁止 不许 别 防止 避免 拒绝 和 与 "
    "、 利用 从 又骗 没有 不是 不 没 只 光 就会 会 想 要 敢 让我 给我 再"
)
# What the charge is an object of: without it these would dangle.
_OBJECT_OF_WORDS = "说说 说 讲 提 关于 对于 以 用 靠 进行 多 得 合同 利用 从"
_OBJECT_OF = tuple(_OBJECT_OF_WORDS.split())
_NO_ROOM = (*_NO_ROOM_WORDS.split(), *_OBJECT_OF)


_SOLD_AS = re.compile(
    "[用拿把将][^，,。！？；]{1,8}(?:当|充当|冒充|充)(?:成|作)?[^，,。！？；]{1,8}?(?:卖给?|发给?|销售|出售)(?:我们?|消费者|顾客|客户|人)?(?![家场点票])"
)
"""What was sold as something else is told, as a suspicion: 用旧车当新车卖."""
_SUCH = re.compile("(?:这种|那种|居然|竟然|还|就|敢|确定|肯定|他们?|你们?)*")
_VERDICT = re.compile(
    "的?(?:店|商家|人|行为|做法)?(?:国家|有关部门|相关部门)?(?:就|真|也)?(?:应?该|要|得)?(?:管管?|查查?|重罚|严惩|曝光)?[了吧啊吗]*"
)
_KNEW = re.compile("明知道?(?!故犯)|明明知道|早就?知道")
"""What they knew is a guess at a mind; what they did all the same is told."""


def _sold_as(body: str, a: int, b: int) -> Wording | None:
    """What was sold as something else, with the certainty before it and the verdict behind it; None: nothing was."""
    sold = _SOLD_AS.search(body, a, b)
    if sold is None or doubted(body, sold.start()):
        return None
    sure = _SURE_BEFORE.search(body, 0, sold.start())
    begin = sure.start() if sure else sold.start()
    begin = 0 if _SUCH.fullmatch(body, 0, begin) else begin
    end = len(body) if _VERDICT.fullmatch(body, sold.end()) else sold.end()
    return Wording(begin, end, sold.group())


def charge(
    body: str, flagged: Span, start: int, charges: re.Pattern[str], things: re.Pattern[str], say: Say
) -> Wording | None:
    """A verdict as a suspicion: 这就是虚假宣传 → 涉嫌虚假宣传. None when it is no charge that could be examined.

    ``charges`` are deeds (涉嫌), ``things`` what goods or people may turn out to be (疑似).
    """
    a, b = flagged.start - start, flagged.end - start
    knew = _KNEW.match(body, a, b)
    if knew:
        return Wording(start + a, start + knew.end(), say("knowingly"))
    sold = _sold_as(body, a, b)
    if sold:
        return Wording(start + sold.start, start + sold.end, say("suspected") + sold.text)
    lured = _lured(body, a, b)
    if lured:
        return Wording(start + lured.start(), start + lured.end("lure"), say("let") + lured["whom"])
    headed = _headed(body, a, b, charges, things)
    if headed:
        word = say("suspected_thing" if headed == "thing" else "suspected")
        return Wording(start, start + len(body), word + body[:a])
    core = a + len(_SURE.match(body, a, b).group())  # type: ignore[union-attr]  # it matches nothing at least
    thing = things.match(body, core, b)
    named = thing or charges.match(body, core + len("变相") * body.startswith("变相", core), b)
    if named is None:
        return None
    if _UNFIT_AFTER.match(body, named.end()):
        return LEFT
    for back in range(1, min(a, 5) + 1):
        longer = None if thing else charges.match(body, a - back)
        if longer and longer.end() > a == core:
            core = a = a - back
            break
    row = a if thing else _row(body, a, charges)
    before = _SURE_BEFORE.search(body, 0, row)
    assert before is not None  # it matches nothing at least
    left, verb = before.start(), before["verb"] or ""
    found = _unsaid(body, left, named.end())
    if found is not _SAYS_IT:
        return Wording(start, start + len(body), "") if found is _IDLE else found
    if body[:left].endswith(_NO_ROOM):
        return LEFT if body[:left].endswith(_OBJECT_OF) else None
    means = _means(body, left) if not thing and not verb else left
    if means < left and doubted(body, means):
        return LEFT
    word = _suspicion(body, left, thing is not None, verb, say) + body[means:left] + body[row:a]
    if thing and thing.group() == "霸王条款" and left == a and not verb:
        used = _IN_USE.search(body, 0, left)
        if used:
            means, word = used.start(), say("suspected") + used.group()
        elif _ACTOR.search(body, 0, left):
            word = say("imposes")
    if means and not thing and _UNDERWAY.search(body, 0, means):
        # 一直在欺瞒: a suspicion is no deed that goes on.
        means -= 1
    if means and not verb and _COPULA.search(body, 0, means):
        # 该产品为假货: it is suspected to be one.
        means -= 1
        word += "为" if thing else ""
    if len(body) > _LONG and _DONE.search(body, 0, means):
        word = "，" + word
    told, end = _told(body, named.end(), verb, thing is None)
    return Wording(start + means, start + end, word + body[core : named.end()] + told)


_SAYS_IT = Wording(-2, -2, "")
_IDLE = Wording(-3, -3, "")


def _unsaid(body: str, left: int, end: int) -> Wording | None:
    """Why a charge is not to be worded as a suspicion, if so: it is one already, or nobody is charged with it."""
    if doubted(body, left):
        return None
    if _SUSPECTED_AFTER.search(body, end) or _FORBIDS.search(body, 0, left) or _MAY.search(body, 0, left):
        return LEFT
    return _IDLE if _PURPOSE.search(body, 0, left) else _SAYS_IT


def _suspicion(body: str, left: int, thing: bool, verb: str, say: Say) -> str:
    """What there is, is suspected to be there; a deed, to be done."""
    return say("suspected_thing" if thing or verb.startswith(("存在", "有", "属于")) else "suspected") + verb


def _told(body: str, at: int, verb: str, deed: bool) -> tuple[str, int]:
    """What stays of the words behind a charge, and where what they take the place of ends."""
    rest = _WHAT_ELSE.fullmatch(body, at)
    if rest:
        # 这不是高利贷是什么, 欺骗消费者的套路: the suspicion says it all.
        return body[at : rest.start("end")], len(body)
    rest = _COUPLED.fullmatch(body, at) if deed else None
    if rest:
        # 偷工减料还理直气壮: how they bore themselves is a judgement; 还收手续费 is told.
        judged = _JUDGED.match(rest["what"])
        return rest["whom"] + ("" if judged else f"，{rest['and']}{rest['what']}"), len(body)
    rest = _TRAILING.fullmatch(body, at) or (
        None if verb or not deed or _ABOUT.search(body) else _CONDUCTED.fullmatch(body, at)
    )
    if rest:
        return rest["whom"], len(body)
    if deed and body.startswith("了", at) and at < len(body):
        # 涉嫌 bears no 了 after its verb.
        return "", at + 1
    return "", at


_WHOM = (
    "(?P<whom>(?:货品?|药|酒|票|行为)?(?:广大|不懂[^，,]{0,4}的?)?"
    "(?:消费者|客户|顾客|用户|车主|百姓|老百姓|老人|我们?|人|大家|家长|学生)?(?:消费|销售)?)"
)
_COUPLED = re.compile(_WHOM + "(?P<and>还(?=[^有是])|又(?=[^是])|反而|却|居然还|竟然还)(?P<what>[^，,]{2,24})")
_JUDGED = re.compile(
    "(?:要|想)?(?:这么|那么|如此|一副|觉得|振振|特别|很)?(?:理直气壮|嚣张|有理|有词|硬气|蛮横|横|凶|狂妄?|嘴硬|强词夺理|倒打一耙|态度|好意思|大言不惭|装|狡辩|不要脸|脸不红|理所当然|恶劣|倒|死鸭子)"
)
"""How somebody bore themselves, in the eyes of whom they wronged."""
_TRAILING = re.compile(_WHOM + "(?:[吗么嘛呢啊呀哦着]|了(?=[吗么嘛呢啊呀])|的(?![一-鿿]))+")
_CONDUCTED = re.compile(_WHOM + "的(?:行为|行径|做法|手段)")
_ABOUT = re.compile("对于?|针对|把|将|就|关于|这[种样些]|此|该(?![店公平产车])|受|因|由于")
"""What the conduct is an object of, or what a word points to it with: 对于卖假货的行为."""
_SUSPECTED_AFTER = re.compile("[^，,]{0,8}(?:嫌疑|之嫌)")
_PURPOSE = re.compile("(?:用来|拿来|专门|专程|设计出来|存心|一心|只为了?|意在|企图)(?:就是|就|想|来|为了?)*$")
"""What something is for is a guess at a mind: no fact is lost with it."""
_UNDERWAY = re.compile("(?<![存现实正内])在$")
_ACTOR = re.compile(r"[一-鿿A-Za-z](?<![些的个条种项等])\Z")
"""What can impose terms: 该店, but not 合同里那些."""
_IN_USE = re.compile("(?:制定|设置|设定|设立|使用|采用|利用|搞|用)了?$")


_FORBIDS = re.compile("不要|不得|不许|不准|不应该?|请勿|切勿|禁止|杜绝|停止|严禁|别再|避免|防止")
"""A call to do something no more accuses nobody of it."""

_MAY = re.compile("(?:能|可以|允许|敢|不[全都]?|不一定|不见得|不算)$|^[^，,]{0,6}问")
"""Who asks whether something may be done charges nobody with it: 打折货就能卖假货吗."""

_LONG = 16
_DONE = re.compile("(?<=[一-鿿]{4})(?:[了过完]|[不没][一-鿿]{1,2}|不了|没人[接管理])$")
"""In a long clause what ends so ends a clause of its own: 没基础考不上涉嫌欺骗."""

_LURED = re.compile(
    "(?P<lure>(?:欺骗|哄骗|诱骗|忽悠|骗|坑)(?P<whom>我们|我|老人|家人|孩子|消费者))(?=给?(?:他们?|商家|平台|店家)?"
    "(?:签|买|购|交|付|充|办|下单|报名|转|贷|投|去|加|开通|点|退|确认|收|取消|删|改|下载|注册|借|升级|续|刷|定|订|做))"
)


_COPULA = re.compile("(?<![因认以行成作变视改])为$")
_WHAT_ELSE = re.compile(
    "[^，,的]{0,3}(?P<end>(?:又|还)?是(?:什么|啥)|的(?:老|惯用)?(?:套路|伎俩|把戏|勾当|嘴脸|手法))[啊呀呢]?"
)
"""What asks what else it might be, or calls it a trick."""

_OUTBURST = re.compile(
    "(?:[坑骗害宰忽哄蒙糊][悠弄骗人害]?)"
    "(?:人|了?我们?|老人家?|老百姓|消费者|顾客|客户|用户|孩子|家长|新人)?们?[啊呀吗]?"
)


def _headed(body: str, a: int, b: int, charges: re.Pattern[str], things: re.Pattern[str]) -> str:
    """Thing or deed: what a clause names before an outburst, as in 三无产品坑顾客; "" where it names none."""
    if not a or b != len(body) or not _OUTBURST.fullmatch(body, a, b):
        return ""
    if re.fullmatch(f"(?:{things.pattern})(?:产品|商品|货|药|食品)?", body[:a]):
        return "thing"
    return "deed" if charges.fullmatch(body, 0, a) else ""


def _lured(body: str, a: int, b: int) -> re.Match[str] | None:
    """骗我签合同: what it led to is told, so 让我签合同 says it all; None where nothing is told."""
    return next((m for m in _LURED.finditer(body, max(0, a - 2), b + 6) if m.start() < b and m.end("lure") > a), None)


_UNFIT_AFTER = re.compile(
    "[^，,]{0,2}(?:得|地)(?!到)|张口就来|才开始|玩|着|[^，,]{0,8}(?:不应该|不合适|不对)$|(?<=骗我)[一-鿿](?<!了)"
)
"""A charge that goes on in a way that a suspicion does not bear: 杀熟玩得真溜."""


def _row(body: str, at: int, charges: re.Pattern[str]) -> int:
    """Where a row of charges that ends at ``at`` begins: one suspicion is enough for all of them."""
    for size in range(2, 10):
        if at >= size and _charged(body, at - size, at, charges):
            return at - size
    return at


def _charged(body: str, start: int, end: int, charges: re.Pattern[str]) -> bool:
    """Whether a charge, and what joins it to the next, fills the stretch."""
    found = charges.match(body, start, end)
    return found is not None and _JOINT.fullmatch(body, found.end(), end) is not None


_JOINT = re.compile("(?:消费者|客户|顾客)?(?:行为)?(?:[和与及、]|以及|并且?)?")


_MEANS = re.compile(
    "(?:利用(?!率)|通过|借着?(?!款|钱|给|口)|打着|伙同|联合|(?<![可所足得加给予难])以(?!对方|他们?|你们?|[为上下后前及内外来便免至往])|(?<![都没不使采引作费信])用(?![户品车了])|拿(?![到走出了]))[^，,了]{2,20}$"
)
"""By what means: the suspicion is of all of it."""


def _means(body: str, left: int) -> int:
    """Where the means of a deed begin that stands at ``left``: 利用补贴涉嫌欺骗 is 涉嫌利用补贴欺骗."""
    found = _MEANS.search(body, 0, left)
    return found.start() if found else left


def doubted(body: str, at: int) -> bool:
    """Whether what stands at ``at`` is called doubtful already, as in 怀疑是假货."""
    return any(word in body[max(0, at - 6) : at] for word in _HEDGED)
