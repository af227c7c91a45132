"""Charges, guesses and labels: a suspicion that can be examined, or the plain word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tousu import patterns as re
from tousu.rewrite.wording import LEFT, Say, Wording
from tousu.spans import Span

_CERTAIN = (
    "这不是存心|存心|本来就是|本来是|本来就|这不就是|这就是|这不是|这是|这叫|就是在|就是|纯属|纯粹是|纯粹|完全是|完全属于|完全|明摆着是|明摆着|明显是|明显|摆明了是|摆明了|摆明|妥妥的|妥妥|"
    "赤裸裸的|赤裸裸|典型的|根本就是|简直就是|简直是|简直|分明是|分明|绝对是|绝对|公然|公开|是在|是"
)
_SURE = re.compile(f"(?:{_CERTAIN})*")
_SURE_BEFORE = re.compile(f"(?:{_CERTAIN})*(?P<verb>存在|构成|属于|有|涉及)?$")
_HEDGED = ("涉嫌", "疑似", "怀疑", "是否", "嫌疑", "可能", "觉得", "感觉", "认为", "以为")
_NO_ROOM_WORDS = (
    "被 条 的 这种 那种 种 个 反 防 打击 受到 遭 遭遇 遭到 不能 不要 不得 禁止 不许 别 防止 避免 拒绝 和 与 "
    "、 利用 从 又骗 没有 不是 不 没 只 光 就会 会 想 要 敢 让我 给我 再"
)
# What the charge is an object of: without it these would dangle.
_OBJECT_OF_WORDS = "说说 说 讲 提 关于 对于 以 用 靠 进行 多 得 合同 利用 从"
_OBJECT_OF = tuple(_OBJECT_OF_WORDS.split())
_NO_ROOM = (*_NO_ROOM_WORDS.split(), *_OBJECT_OF)


def charge(
    body: str, flagged: Span, start: int, charges: re.Pattern[str], things: re.Pattern[str], say: Say
) -> Wording | None:
    """A verdict as a suspicion: 这就是虚假宣传 → 涉嫌虚假宣传. None when it is no charge that could be examined.

    ``charges`` are deeds (涉嫌), ``things`` what goods or people may turn out to be (疑似).
    """
    a, b = flagged.start - start, flagged.end - start
    lured = _lured(body, a, b)
    if lured:
        return Wording(start + lured.start(), start + lured.end("lure"), say("let") + lured["whom"])
    headed = _headed(body, a, b, charges, things)
    if headed:
        word = say("suspected_thing" if headed == "thing" else "suspected")
        return Wording(start, start + len(body), word + body[:a])
    core = a + len(_SURE.match(body, a, b).group())  # type: ignore[union-attr]  # it matches nothing at least
    thing = things.match(body, core, b)
    deed = None if thing else charges.match(body, core + len("变相") * body.startswith("变相", core), b)
    if not thing and not deed:
        return None
    if _UNFIT_AFTER.match(body, (thing or deed).end()):  # type: ignore[union-attr]  # one of them is there
        return LEFT
    for back in range(1, min(a, 5) + 1):
        longer = None if thing else charges.match(body, a - back)
        if longer and longer.end() > a == core:
            core = a = a - back
            break
    before = _SURE_BEFORE.search(body, 0, a) if a else None
    left = before.start() if before else a
    if doubted(body, left):
        return None
    if _FORBIDS.search(body, 0, left) or _MAY.search(body, 0, left):
        return LEFT
    if body[:left].endswith(_NO_ROOM):
        return LEFT if body[:left].endswith(_OBJECT_OF) else None
    verb = before["verb"] or "" if before else ""
    if not thing and left == a:
        left = _chain(body, left, charges)
        verb = body[left:a]
    imposed = thing is not None and thing.group() == "霸王条款" and re.search("[一-鿿A-Za-z]$", body[:left])
    if imposed and left == a and not verb:
        word = say("imposes")
    else:
        # What there is, is suspected to be there; a deed, to be done.
        word = say("suspected_thing" if thing or verb in ("存在", "有", "属于") else "suspected") + verb
    if left and not verb and _COPULA.search(body, 0, left):
        # 该产品为假货: it is suspected to be one.
        left -= 1
        word += "为" if thing else ""
    if len(body) > _LONG and _DONE.search(body, 0, left):
        word = "，" + word
    rest = _WHAT_ELSE.fullmatch(body, (thing or deed).end())  # type: ignore[union-attr]  # one of them is there
    if rest:
        # 这不是高利贷是什么, 欺骗消费者的套路: the suspicion says it all.
        return Wording(start + left, start + len(body), word + body[core : rest.start("end")])
    if deed and body.startswith("了", deed.end()) and deed.end() < len(body):
        # 涉嫌 bears no 了 after its verb.
        return Wording(start + left, start + deed.end() + 1, word + body[core : deed.end()])
    return Wording(start + left, start + core, word)


_FORBIDS = re.compile("不要|不得|不许|不准|不应该?|请勿|切勿|禁止|杜绝|停止|严禁|别再|避免|防止")
"""A call to do something no more accuses nobody of it."""

_MAY = re.compile("(?:能|可以|允许|敢)$|^[^，,]{0,6}问")
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


def _chain(body: str, at: int, charges: re.Pattern[str]) -> int:
    """Where a row of charges that ends at ``at`` begins: one suspicion is enough for all of them."""
    for size in range(2, 7):
        if at >= size and charges.fullmatch(body, at - size, at):
            return at - size
    return at


def doubted(body: str, at: int) -> bool:
    """Whether what stands at ``at`` is called doubtful already, as in 怀疑是假货."""
    return any(word in body[max(0, at - 6) : at] for word in _HEDGED)


_PACK = re.compile(
    "(?P<who>你们|他们|她们|它们)?(?P<pack>这群|那群|这帮|那帮|这伙|那伙|一群|一帮|一伙|这些|那些|这个|那个|这种|那种|这家|那家)?$"
)


_TOWARDS = re.compile("(?:给了?|对|跟|向|被|让|把|找|替|由|和)$")


def somebody(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """A label for somebody to whom something is done: 白送给这种疯子 → 白送给对方."""
    a, b = flagged.start - start, flagged.end - start
    named = _SOMEBODY.fullmatch(body, a, b)
    pack = _SUCH.search(body, 0, a)
    at = pack.start() if pack else a
    if named is None or not (pack or named["pack"]) or not _TOWARDS.search(body, 0, at):
        return None
    return Wording(start + at, flagged.end, say("party"))


_SUCH = re.compile("(?:[这那一]?(?:群|帮|伙|种|些|个|家|样的))$")
_SOMEBODY = re.compile(
    "(?P<pack>[这那一]?(?:群|帮|伙|种|些|个))?[^的]{1,8}?(?:子|鬼|货|蛋|狗|猪|徒|人|东西|氓|棍|种|玩意儿?|生|物)们?"
)


def plain_word(body: str, flagged: Span, start: int, plain: Mapping[str, str]) -> Wording | None:
    """The plain word where the clause needs one: 骗子不退钱 → 对方不退钱, 我们的血汗钱 → 我们的钱."""
    a, b = flagged.start - start, flagged.end - start
    words = body[a:b].removesuffix("们")
    pack = re.match("这群|那群|这帮|那帮|这伙|那伙|一群|一帮|一伙", words)
    word = plain.get(words) or (plain.get(words[pack.end() :]) if pack else None)
    if word is None or (a == 0 and b == len(body)):
        return None
    after = body[b:]
    if not after.strip() or after[0] in "的了吗吧呢啊":
        return (
            Wording(flagged.start, flagged.end, word)
            if (word in ("钱", "积蓄") and a and not body[:a].endswith("是"))
            or (word == "恳请" and body[:a].endswith("我"))
            else None
        )
    m = _PACK.search(body, 0, a)
    assert m is not None
    deed = _CONDUCT.fullmatch(after)
    if deed:
        return Wording(start + m.start(), start + len(body), "")
    if m["who"]:
        return Wording(start + m.end("who"), flagged.end, "")
    return Wording(start + m.start(), flagged.end, word)


_CONDUCT = re.compile("(?:的)?(?:行径|行为|伎俩|手段|嘴脸|作风|做派|把戏|逻辑)")
"""What is said of what somebody is like, and no deed: 骗子行径."""

_GUESS = re.compile(
    "(?:我看|我猜|我想|我觉得|我估计|我琢磨着|在我看来)?(?:他们?|你们?|商家|卖家|这)?(?:一看就知道是|一看就知道|一看就是|一看就|一眼就|明显就是|明显是|明显|肯定就是|肯定是|肯定|绝对是|八成是|八成|多半是|多半|估计是|估计|估摸着|想必是|想必|指定是|准是|怕是|恐怕是|大概率是|应该就是|不用想都知道是|不用想都知道)(?P<what>.{2,30})"
)


def guess(body: str, flagged: Span, start: int, charges: Sequence[re.Pattern[str]] | None, say: Say) -> Wording | None:
    """A guess as a doubt to be examined: 一看就是翻新机 → 怀疑是翻新机; with ``charges`` only about what they name."""
    a, b = flagged.start - start, flagged.end - start
    m = _GUESS.match(body, a, b)
    if not m or (charges is not None and not any(c.search(m["what"]) for c in charges)):
        return None
    head = m.group()[: m.start("what") - a]
    is_ = "是" if head.endswith("是") or head.endswith("一看就") else ""
    who = re.match("(?:我看|我猜|我想|我觉得|我估计|我琢磨着|在我看来)?(他们?|你们?|商家|卖家|这)?", head)
    subject = who[1] if who and who[1] else ""
    if a and not subject and re.search("[一-鿿0-9A-Za-z”」]$", body[:a]):
        # Somebody or something stands before it, and it is not they who doubt.
        return Wording(start + a, start + m.start("what"), say("suspected_thing"))
    return Wording(start + a, start + m.start("what"), say("doubt") + (subject if subject != "这" else "") + is_)
