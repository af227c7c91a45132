"""How flagged language that cannot simply go is worded: questions, charges, threats, counts, urging, vagueness.

Each function reads one piece and the part of it that was flagged, and returns the cuts that mend it, or None
when it knows no safe wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tousu.rewrite.grammar import PARTY_NOUN
from tousu.spans import Span

Say = Callable[..., str]
"""``say(key, **fields)``: a wording of ``data/messages/rewrite.toml``."""


class Wording(NamedTuple):
    """A replacement inside a piece, offsets into the draft."""

    start: int
    end: int
    text: str


LEFT = Wording(-1, -1, "")
"""The verdict that a part had better stay as the person wrote it."""


def collapsed(words: str) -> str:
    """Repetition reduced to one: 退钱退钱退钱 → 退钱, ！！！ → 。, rows of signs and emoji → nothing."""
    out = re.sub(r"([【\[（(「])\1+", r"\1", words)
    out = re.sub(r"([】\]）)」])\1+", r"\1", out)
    out = re.sub(r"([^\s！!？?。.，,~～…—*]{1,8}?)(?:[\s，,！!。？?、~～]*\1)+", r"\1", out)
    out = re.sub(r"[！!？?。.，,~～…⋯—*^_#￥$\s]{2,}", _one_mark, out)
    return "" if out != words and _INTERJECTION.fullmatch(out) else out


def _one_mark(match: re.Match[str]) -> str:
    marks = match.group()
    if any(c in "？?" for c in marks):
        return "？"
    return "。" if any(c in "！!。.…⋯" for c in marks) else ""


_SIGNS_ONLY = re.compile(r"[^0-9A-Za-z㐀-鿿]+")


_INTERJECTION = re.compile("[哈呵啊呜哎唉嘿呸急呀哼嗷噢哦]+")


def only_signs(words: str) -> bool:
    """No letter, digit or Han in it."""
    return _SIGNS_ONLY.fullmatch(words) is not None


_WHY = re.compile(
    "(?P<lead>[^，,]{0,8}?)(?P<ask>(?:你们?|他们?|商家|平台)?(?:还)?(?P<word>凭什么|凭啥|凭嘛|为什么|为啥|为何|怎么能|怎么可以|怎么就|怎么会|怎么|咋就|咋|干嘛|干吗))(?P<rest>.{2,60}?)(?:呢|啊|呀|吗|嘛|了吗|的)?"
)
_SURELY = re.compile("(?:难道|莫非|不是吗)(?:说|是)?(?P<rest>.{2,60}?)(?:吗|么|吧|呢)?")
_SUBJECT_ONLY = re.compile(rf"(?:你们?|您|他们?|这|那|我们?|请问|{PARTY_NOUN}|现在|到底|究竟|可|但|那么)*")


_OPEN = re.compile("哪个|哪家|哪条|什么|多少|几个|几天|几时|(?P<a>[是有能会要敢退管算])(?:不|没)(?P=a)")
_TRAILING = re.compile("(?:了?[呢啊呀嘛吗]+)$")


_BARE_WHY = re.compile("(?:就|都|这|这是|到底|究竟|请问)?(?P<word>凭什么|凭啥|为什么|为啥|为何)(?:呢|啊|呀)?")
_GENUINE = re.compile(
    "算不算|属于|是否|合法吗|违法吗|合理吗|可以.{0,12}吗|能否|怎么办|是不是被|有没有办法|告谁|找谁(?!去)|怎么投诉|去哪里?投诉"
)
"""What a person who wants to know asks."""


def genuine(body: str) -> bool:
    """Whether a question may want its answer: 这样算不算砍头息."""
    return _GENUINE.search(body) is not None


_VERDICT = re.compile(
    "(?:难道)?(?:这|那)?(?:难道)?(?:不就是|不是|算不算|就是|是不是)(?P<what>.{2,12}?)(?:吗|么|嘛|了吗)?"
)


def verdict(body: str, start: int, charges: re.Pattern[str], things: re.Pattern[str], say: Say) -> Wording | None:
    """A question that is a verdict as a suspicion: 这不就是霸王条款吗 → 疑似霸王条款."""
    m = _VERDICT.fullmatch(body)
    if not m:
        return None
    bare = re.sub("^(?:涉嫌|疑似|在|公然|赤裸裸的?)+", "", m["what"])
    thing = things.fullmatch(bare)
    if not thing and not re.fullmatch(f"(?:{charges.pattern})(?:行为|消费者|我们?|客户|顾客)?", bare):
        return None
    return Wording(start, start + len(body), say("suspected_thing" if thing else "suspected") + bare)


_DEED = re.compile("退|换|扣|收|罚|赔|加|要我|让我|发|封|修|限|降|删|拒|不给|不让|取消|驳")


def question(body: str, start: int, say: Say, needed: bool) -> Wording | None:
    """A question that wants no answer as one that can be answered: 凭什么扣我80元 → 请说明扣我80元的依据.

    Args:
        body: the clause.
        start: where it begins in the draft.
        say: the wording.
        needed: it holds a fact that is said nowhere else; without one only 凭什么 with a deed is kept.
    """
    m = _BARE_WHY.fullmatch(body)
    if m:
        return Wording(start, start + len(body), say("ask_ground" if m["word"][0] == "凭" else "ask_reason"))
    m = _WHY.fullmatch(body)
    if m and _SUBJECT_ONLY.fullmatch(m["lead"]):
        who = m["ask"][: -len(m["word"])].removesuffix("还")
        clause = m["lead"].removeprefix("请问") + who + m["rest"]
        key = "explain_ground" if m["word"][0] == "凭" else "explain_reason"
        if not needed and not (key == "explain_ground" and _DEED.search(m["rest"])):
            return None
        return Wording(start, start + len(body), say(key, clause=clause))
    if not needed:
        return None
    m = _SURELY.fullmatch(body)
    if m:
        return Wording(start, start + len(body), say("explain_fair", clause=m["rest"]))
    clause = re.sub("^(?:那么?|可|但)", "", _TRAILING.sub("", body))
    m = _OPEN.search(clause)
    if m and m.start() > 1 and any(c.isdigit() for c in clause) and not clause.startswith(("试问", "敢问", "请问")):
        return Wording(start, start + len(body), say("explain", clause=clause))
    # What could only be asked crookedly is left as it was asked.
    return LEFT


_CERTAIN = (
    "这不就是|这就是|这不是|这是|这叫|就是在|就是|纯属|纯粹是|纯粹|完全是|完全属于|完全|明摆着是|明摆着|明显是|明显|摆明了是|摆明了|摆明|妥妥的|妥妥|"
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
    if body[:left].endswith(_NO_ROOM):
        return LEFT if body[:left].endswith(_OBJECT_OF) else None
    verb = before["verb"] or "" if before else ""
    if not thing and left == a:
        left = _chain(body, left, charges)
        verb = body[left:a]
    if thing and thing.group() == "霸王条款" and left == a and re.search("[一-鿿A-Za-z]$", body[:left]):
        verb = "存在"
    word = say("suspected_thing" if thing else "suspected") + verb
    if deed and body.startswith("了", deed.end()) and deed.end() < len(body):
        # 涉嫌 bears no 了 after its verb.
        return Wording(start + left, start + deed.end() + 1, word + body[core : deed.end()])
    return Wording(start + left, start + core, word)


_LURED = re.compile(
    "(?P<lure>(?:欺骗|哄骗|诱骗|忽悠|骗|坑)(?P<whom>我们|我|老人|家人|孩子|消费者))(?=给?(?:他们?|商家|平台|店家)?"
    "(?:签|买|购|交|付|充|办|下单|报名|转|贷|投|去|加|开通|点|退|确认|收|取消|删|改|下载|注册|借|升级|续|刷|定|订|做))"
)


def _lured(body: str, a: int, b: int) -> re.Match[str] | None:
    """骗我签合同: what it led to is told, so 让我签合同 says it all; None where nothing is told."""
    return next((m for m in _LURED.finditer(body, max(0, a - 2), b + 6) if m.start() < b and m.end("lure") > a), None)


_UNFIT_AFTER = re.compile("[^，,]{0,2}(?:得|地)(?!到)|张口就来|才开始|玩|着|(?<=骗我)[一-鿿](?<!了)")
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
            if word in ("钱", "积蓄", "恳请") and body[:a].endswith(("的", "把", "我"))
            else None
        )
    m = _PACK.search(body, 0, a)
    assert m is not None
    if m["who"]:
        return Wording(start + m.end("who"), flagged.end, "")
    return Wording(start + m.start(), flagged.end, word)


_COUNT = re.compile(
    "(?:不下|不止|起码|至少|最少|少说也?有?|足足|得有|将近|差不多|大概|都快|快)?(?P<n>[零〇一二两三四五六七八九十百千万亿几数无多上好成0-9]{1,8}|不计其数)(?P<more>多|来)?(?P<unit>次|遍|趟|回|通|个电话)"
)


def count(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """An inflated count as a blank for the true one: 打了一万次电话 → 打了【请补充：具体次数】次电话."""
    m = _COUNT.search(body, flagged.start - start, flagged.end - start)
    if not m or any(c.isdigit() and m["n"].isdigit() for c in m["n"]):
        return None
    if not any(c in "百千万亿无数" for c in m["n"]):
        return None
    return Wording(start + m.start(), start + m.start("unit"), say("blank", what=say("blank_count")))


_SUPERLATIVE = re.compile(
    "(?:(?:绝对|真的|简直)?(?:是)?(?:我|本人)?(?:这辈子|活了大半辈子|平生|有生以来|从小到大)?(?:见过|遇到过|遇见过|碰到过|用过|买过|住过|吃过)的?)?"
    "(?:史上|全网|天下|世上|世界上|全世界|全国|有史以来|历史上|全宇宙)?最(?:为)?(?P<how>差劲|恶劣|糟糕|垃圾|差|烂|慢|坑|黑|难用|难吃|离谱|无良)(?P<of>的?)(?:一次|一家|一个)?(?:没有之一)?"
)
_ABSOLUTE = re.compile(
    "(?:永远都?|从来都?|从(?=[不没未])|根本就?|完全|绝对|彻底|简直|压根儿?就?|天天都?|每次都?|一直都|自始至终都?|全程都?)(?=(?P<rest>.{2,}))"
)


_IN_VAIN = re.compile(
    "(?:无论|不管)?(?:再|怎么)(?:怎么)?(?P<what>[一-鿿]{2,6}?)(?:都|也)(?:没用|没有用|不管用|没任何用|没效果|没有效果)"
)


def absolute(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """The claim without its absolute: 永远占线 → 占线, 是我见过最差的 → 很差."""
    a, b = flagged.start - start, flagged.end - start
    m = _SUPERLATIVE.search(body, max(0, a - 8), b + 6)
    if m and m.start() < b and m.end() > a:
        if m["of"] and m.end() == len(body):
            how = {"垃圾": "差", "烂": "差", "坑": "差", "黑": "差", "无良": "差", "离谱": "差"}.get(m["how"], m["how"])
            return Wording(start + m.start(), start + m.end(), say("very") + how)
        return None
    m = _IN_VAIN.match(body, a, b)
    if m:
        return Wording(start + a, start + m.end(), m["what"] + say("in_vain"))
    m = _ABSOLUTE.match(body, a, b)
    if m:
        return Wording(start + a, start + m.end(), "")
    return None


_HURRY = (
    "快(?:快)+|立刻马上|马上立刻|立马|马上|立刻|立即|即刻|赶紧的|赶紧|赶快|抓紧时间|抓紧|速速|火速|快点|快些|"
    "现在就|现在立刻|现在马上|现在|今天就|今天之内|连夜|秒|麻溜的|麻利的|麻利点"
)
_HURRIES = re.compile(rf"(?:(?:{_HURRY})[，,、]?)+(?:必须|务必|一定要|就得|就要|给我)?")
_TERM = re.compile(
    "(?:限你们?|限)?(?:在)?(?P<term>[一二两三半几0-9]+(?:个)?(?:小时|钟头|分钟|秒钟?|天)(?:之内|以内|内)?)(?:必须|务必|就)?(?:要(?!么|不|求))?"
)


def hurry(body: str, flagged: Span, start: int, say: Say, kept: bool = False) -> Wording | None:
    """Pressing as a plain request: 马上给我退款 → 请尽快给我退款; ``kept``: the term it sets has to stay."""
    a, b = flagged.start - start, flagged.end - start
    m = _HURRIES.search(body, a, b) or _TERM.match(body, a, b)
    if not m or len(body) == m.end() - m.start():
        return None
    before = body[: m.start()]
    if m.end() == len(body):
        return Wording(start + m.start(), start + m.end(), "")
    if kept and "term" in m.re.groupindex and m["term"]:
        return Wording(start + m.start(), start + m.end(), say("please_within", term=m["term"]))
    end = m.end()
    while body[end : end + 2] == "尽快":
        end += 2
    if before and not _MAY_BE_ASKED.search(before):
        return Wording(start + m.start(), start + end, say("soon"))
    return Wording(start + m.start(), start + end, say("please_soon"))


_MAY_BE_ASKED = re.compile("^(?:你们?|贵司|贵店|平台|商家|客服|现在|那|所以|因此|[^，,]{0,6}[，,：:])+$")


def only_hurry(words: str) -> bool:
    """Nothing but pressing or a term: 马上, 一小时之内."""
    m = _HURRIES.match(words) or _TERM.match(words)
    return m is not None and m.end() == len(words)


_VAGUE_WORDS = {
    "blank_duration": "很久 好久 多久 好长时间 很长时间 一段时间 好些?天 "
    "好多天 好几天 好几个月 好多个月 老长时间 好一阵 半天",
    "blank_date": "前几天 前些天 前阵子 前段时间 前不久 前一阵 上次 之前 不久前 那天 "
    "有一天 有天 最近 早些时候 好些日子前 很久以前 很早以前 几天前 几个月前 去年 前年",
    "blank_count": "好几次 好几回 好几遍 好多次 好多遍 很多次 很多遍 多次 无数次 "
    "几次 数次 若干次 反复 三番五次 好些次 N次 n次 多回 多遍",
    "blank_amount": "好几百 好几千 好几万 几百 几千 几万 几十 不少钱 "
    "很多钱 一笔钱 一大笔 好多钱 大几百 大几千 上千 上万",
    "blank_actor": "有个客服 某个客服 一个客服 客服人员 某客服 那个人 有个人 一个人 有个师傅 那边的人 有人",
}
_VAGUE = {
    key: re.compile("(?:" + "|".join(words.split()) + ")(?:块钱|块|元|多)?") for key, words in _VAGUE_WORDS.items()
}


def vague(body: str, flagged: Span, start: int, used: set[str], say: Say) -> Wording | None:
    """What is vague stays, followed by a blank for what is exact; one blank of a kind in a draft."""
    a, b = flagged.start - start, flagged.end - start
    for key, pattern in _VAGUE.items():
        m = pattern.search(body, a, b)
        if m:
            if key in used:
                return None
            used.add(key)
            return Wording(start + m.end(), start + m.end(), say("blank", what=say(key)))
    return None


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


_VAGUE_WITH_BLANK = "(?:" + "|".join(pattern.pattern for pattern in _VAGUE.values()) + ")?"


def with_answer(text: str, blank: str, answer: str) -> str:
    """The text with the blank, and the vague word before it, replaced by the exact answer: 好几次【…】 → 3次."""
    vague_word = re.compile(_VAGUE_WITH_BLANK + re.escape(blank))

    def exact(match: re.Match[str]) -> str:
        unit = match.group()[: -len(blank)][-1:]
        return answer + unit if answer.isdigit() and unit in ("次", "遍", "回", "天") else answer

    return vague_word.sub(exact, text)
