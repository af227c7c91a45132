"""Rhetorical questions: what they ask, as a request that can be answered."""

from __future__ import annotations

from tousu import patterns as re
from tousu.rewrite.grammar import PARTY_NOUN, told_of
from tousu.rewrite.wording import LEFT, Say, Wording

_WHY = re.compile(
    "(?P<lead>[^，,]{0,8}?)(?P<ask>(?:你们?|他们?|商家|平台)?(?:还)?(?P<word>凭什么|凭啥|凭嘛|为什么|为啥|为何|怎么能|怎么可以|怎么就|怎么会|怎么|咋就|咋|干嘛|干吗))(?P<rest>.{2,60}?)(?:呢|啊|呀|吗|嘛|了吗|的)?"
)
_SURELY = re.compile("(?:难道|莫非|不是吗)(?:说|是)?(?P<rest>.{2,60}?)(?:吗|么|吧|呢)?")
_SUBJECT_ONLY = re.compile(rf"(?:你们?|您|他们?|这|那|我们?|请问|{PARTY_NOUN}|现在|到底|究竟|可|但|那么)*")


_OPEN = re.compile("哪个|哪家|哪条|什么|多少|几个|几天|几时|(?P<a>[是有能会要敢退管算])(?:不|没)(?P=a)")
_TRAILING = re.compile("(?:了?[呢啊呀嘛吗]+)$")


_BARE_WHY = re.compile("(?:就|都|这|这是|到底|究竟|请问)?(?P<word>凭什么|凭啥|为什么|为啥|为何)(?:呢|啊|呀)?")
_GENUINE = re.compile(
    "算不算|属于|是否|合法吗|违法吗|合理吗|可以.{0,12}吗|能否|怎么办|是不是被|有没有办法|(?<!还)是[^，,]{2,}还是[^，,]{2,}|告谁|找谁(?!去)|怎么投诉|去哪里?投诉"
)
"""What a person who wants to know asks."""


_WHETHER_FAIR = re.compile(
    "(?:那|请问|试问|难道)*(?P<lead>[^，,]{0,30}?)(?P<this>这样?|这种|那样?)?(?:做法?)?(?:难道)?(?:就|还|也|都|算|是)*"
    "(?P<what>合理|合法|合规|公平)(?:吗|么|嘛)"
)
"""这样合理吗: asked of the other side, whether an answer is expected or not."""
_WHAT_NOW = re.compile(
    "(?:那|现在|这|你们?|到底|究竟|不知道|又|还|如今)*(?:让|叫|要)?(?:我们?|消费者|车主|顾客|用户)?(?:该|应该|还能)?怎么办[呢啊]?"
)
_UNOPENED = re.compile(
    "(?:可是?|但是?|那)?(?P<clause>[^，,不]{0,8}?不(?:拆开?|打开|开封|开箱|开|用|穿|吃|试|装|安装|戴|喝)[^，,我你谁]{0,6}?)"
    "(?:我们?|你们?|谁|他|消费者)?(?:又|就)?怎么(?:能|会|可能)?(?P<what>(?:知道|发现|看出来?|检查|判断)[^，,谁哪怎]{0,20}?)[呢啊吗]?"
)
"""不开封怎么知道坏了: without it one cannot know."""
_ASKING = re.compile("请教|咨询一下|想咨询|想了解|想请问|问一下|帮我看看")
_ADVICE = re.compile("没有(?:什么|要)?投诉|不是(?:来|要)?投诉(?!的)|律师你?好|你?好，?律师")
_PLAIN = re.compile("[^，,你]{2,12}吗")


def genuine(body: str, before: str = "") -> bool:
    """Whether a question may want its answer: 这样算不算砍头息, or any plain one of somebody who asks for advice."""
    if _ADVICE.search(before) or (_ASKING.search(before) and _PLAIN.fullmatch(body)):
        return True
    if _WHETHER_FAIR.fullmatch(body) or _WHAT_NOW.fullmatch(body):
        return False
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


_DEFECT = re.compile(
    "异响|漏[水油电气液]|裂|断[了裂开]|碎|坏了|故障|失灵|熄火|抖动|烧(?:机油|防冻液|焦|坏|糊)|生锈|起火|自燃|发霉|变质|过期|脱落|掉[色漆皮毛]|开胶|起球"
    "|褪色|死机|黑屏|蓝屏|花屏|打不着|没反应|不制冷|不通电"
)
_DOUBTED = re.compile(
    "[吗呢么吧嘛哪谁凭啥咋岂几怎敢]|什么|难道|就|还|才|又|能|会|是不是|有没有|正常|算|叫|所谓|说|属于|导致|因为|人为|的问题|自己|偷|故意"
)


def tells_defect(body: str, sentence: str) -> bool:
    """Whether a clause with a question mark asks nothing, and only tells what is wrong: 内饰异响太严重？ tells it."""
    return _DEFECT.search(body) is not None and _DOUBTED.search(sentence) is None


_HOW_COME = re.compile("(?P<lead>[^，,]{4,24}?)(?:怎么就|怎么(?=一[个样]?.?都|又|也|还))(?P<rest>[^，,]{2,24})")
"""What can hardly be: 我不在家怎么就算本人收了."""
_MAY_BE = re.compile(
    "就(?:可以|不用|能不|该|得|变成|不算|不管)|可以不|不用(?=[一-鿿]{2})|允许.{1,8}却|一[个张份].{1,6}要.{1,6}[天月年]$|还没.{1,8}先"
)
"""Whether it may be so: 换个招牌就不用退钱了吗."""
_MEASURED = re.compile(
    "(?:(?<!只)能|要|值|抵扣?|等|扣|收|差|就这么)(?!没|不)[^，,]{0,6}(?:[0-9一二两三四五六七八九十百千万半]+|没有了)"
    "|[0-9一二两三四五六七八九十百千万半]+[^，,]{1,6}就(?:这么|为了|没)"
)
"""What is asked about a measure: 误差能差三毫米, 三节课值九千."""
_OURS = re.compile("我|你[们家]|他们?家|难道|谁")
_CALLED = re.compile("(?P<lead>[^，,]{3,16})怎么(?=[叫算])(?P<rest>[^，,]{2,12})")
_TO_WHOM = re.compile("[^，,谁]{3,16}(?:找谁|问谁)[要退赔]")
_WHETHER = re.compile("(?:[^，,]{1,6})?是不是(?!就是|太|在)[^，,]{4,}")
_WH = re.compile("谁|怎么|什么|哪|啥|多少|为何|难道|[我你您他她]们?[疯傻]")
_TOLD_BY = re.compile("[^，,]{0,6}[说问讲]")
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
    m = _WHETHER_FAIR.fullmatch(body)
    if m and not _WH.search(m["lead"]):
        return Wording(
            start, start + len(body), say("explain_whether", clause=m["lead"] or m["this"] or "这样", what=m["what"])
        )
    if _WHAT_NOW.fullmatch(body):
        return Wording(start, start + len(body), say("explain_how"))
    m = _UNOPENED.fullmatch(body)
    if m:
        return Wording(start, start + len(body), say("cannot", clause=m["clause"], what=m["what"]))
    m = _WHY.fullmatch(body)
    if m and _SUBJECT_ONLY.fullmatch(m["lead"]):
        who = m["ask"][: -len(m["word"])].removesuffix("还")
        clause = m["lead"].removeprefix("请问") + who + m["rest"]
        key = "explain_ground" if m["word"][0] == "凭" else "explain_reason"
        ours = clause.startswith("我")  # 我们凭什么让你白用: nobody else has to give a ground for that
        if not needed and (ours or not (key == "explain_ground" and _DEED.search(m["rest"]))):
            return None
        return LEFT if ours and key == "explain_ground" else Wording(start, start + len(body), say(key, clause=clause))
    if not needed:
        return None
    m = _SURELY.fullmatch(body)
    if m:
        return Wording(start, start + len(body), say("explain_fair", clause=m["rest"]))
    clause = re.sub("^(?:那么?|可|但)", "", _TRAILING.sub("", body))
    told, open_ = _TOLD_BY.match(clause), _WH.search(clause)
    for shape, key in ((_HOW_COME, "explain_reason"), (_CALLED, "explain_ground")):
        m = shape.fullmatch(clause)
        if m and not told:
            return Wording(start, start + len(body), say(key, clause=m["lead"] + told_of(m["rest"])))
    if _TO_WHOM.fullmatch(clause) or (_WHETHER.match(clause) and not open_):
        return Wording(start, start + len(body), say("explain", clause=clause))
    fair = _MAY_BE.search(clause) or (_MEASURED.search(clause) and not _OURS.match(clause))
    if fair and not open_ and not told:
        return Wording(start, start + len(body), say("explain_fair", clause=clause))
    m = _OPEN.search(clause)
    if m and m.start() > 1 and any(c.isdigit() for c in clause) and not clause.startswith(("试问", "敢问", "请问")):
        return Wording(start, start + len(body), say("explain", clause=clause))
    # What could only be asked crookedly is left as it was asked.
    return LEFT
