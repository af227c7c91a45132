"""What a rhetorical question asks for or denies, said plainly: the question asked politely, or the writer's opinion.

Only shapes whose grammar leaves no doubt are worded, in the draft's own words; anything else is none of this room's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tousu import patterns as re
from tousu.records import NamedTuple
from tousu.rewrite.grammar import PARTY_NOUN, told_of
from tousu.rewrite.wording import Say, Wording

_SHORTEST, _LONGEST = 4, 42
_MEAN = re.compile(
    "良心|[脸瞎傻疯死滚狗骗坑黑抢屁鬼耍玩贼耻羞猪脑贱毒笑昧]|人性|天理|王法|吃干饭|上天|好意思|底线|人话|[你他]妈|孙子|要饭|糊弄|忽悠|欺|活该|"
    "王八|摆设|皮球|逗|哄|土匪|强盗|缺德|亏心|害臊|心安|吃素|白痴|胆|勇气|底气|权[力利]|资格|态度|心情|感想|感受|尊严|诚信|苛刻|恶劣|冷漠|非要|非得|意思|本事|王道|当我|当人|把人|"
    "逻辑|道理|规矩|名堂|时代|社会|国家|中国|老百姓|天下|算什么|什么[货样鬼人]|这样子?$|如此$|干什么|干嘛|干啥|是人|做人|上帝|保护伞|养你|养着|眼里|心里|图什么|何苦"
)
"""Words of an outburst: no wording makes an open question of them."""
_LINK = re.compile(
    "(?:那么|那(?![些个样种天边时里位家次句台条款张])|我说(?![好过])|可是|可(?!以|能|不)|但是|但|所以|而且|请问|试问|敢问|(?:我们?)?(?:就|只|真的?|很|倒)?想(?:请)?问(?:一下|问|问看)?(?:你们|大家|各位)?|到底|究竟|不知道?)+"
)
_END = re.compile("[吗呢啊呀嘛么吧]+$")
_WH = re.compile("谁|怎么|什么|哪|啥|多少|为何|几[天个时]|咋|难道|凭")
_PRESSED = re.compile("到底|究竟")
_TOLD = re.compile("[问说称告]|回复|答复|表示|怀疑|觉得|认为|没有?人|就是")
"""Words of others, or what frames the question: what stands before it is no part of it."""
_POINTS = re.compile("还|也|就|都|又|才|的|我|倒|反而|[你他]")
"""What is no subject: that is told before it."""
_PERSON = re.compile(rf"(?:你们?|您|他们?|她们?|我们?|咱们?|{PARTY_NOUN}|大众|贵[司店])*")

_WHY = re.compile(
    "(?P<lead>[^，,：:]{0,18}?)(?:还)?(?:凭什么|凭啥|凭嘛|为什么|为啥|为何|怎么就|咋就|怎么(?=会(?!不|没))|"
    "怎么(?=又|还(?!好|能|敢)|变|成了|没有?[^用法]|突然|反而|却))就?(?P<rest>[^，,：:]{3,30})"
)
_OWN = re.compile("(?:^|[^了的让叫给替找])(?:我们?|本人|老子|俺)(?:还|就|又)?$")
_VAIN = re.compile(
    ".{0,3}你家|你自己|你一个|给你|[^，,]{0,2}(?:证明|知道|确定|断定|看出)|(?:还)?(?:能|可能|敢|好|可以)(?!正常)|会这样|这么[^，,]{1,3}$|这样$|要?(?:投诉|买|相信|选择)|不(?:去|来|早)"
)
"""What 怎么 denies, or what the writers ask themselves."""

_WHO_DID = re.compile(
    "(?P<lead>[^，,谁问说]{0,14}?)是?(?P<who>谁(?!知道|能|会|都|敢|愿|不|没|家|[让叫]我|给我们?[^，,]{0,2}(?:保|解|说|负|处))"
    "[一-鿿]{1,2}[^，,]{1,16}的)"
)
_WHAT_WAY = re.compile("[^，,]{0,16}是(?:怎么|如何|从哪里?|什么时候|哪天)[^，,]{1,16}的")
_WHICH_RULE = re.compile("[^，,]{0,8}哪一?[条项个](?:规定|法律|条款|法规|协议|合同)[^，,]{2,18}")
_WHERE = re.compile("[^，,]{1,16}(?:去|跑|弄|送|放|寄)(?:到)?哪(?:里|儿)?去?了?")
_WHOSE = re.compile("(?P<lead>[^，,]{2,20}?)(?P<is>算|是)?谁的(?P<what>错|责任|问题)?")
_BY_WHOM = re.compile(
    "(?P<lead>[^，,谁]{0,22}?)(?:应该|该|又|要|能|由){0,2}谁(?:来|去|该|应该|能|会)*(?P<deed>(?:给我们?|替我们?|对[^，,的]{1,6}|为[^，,的]{1,6})?(?:负责|承担|赔偿?|保障|保证|买单)[^，,的]{0,4})"
)
_OPEN = re.compile(
    "[^，,]*(?:谁|哪|什么时候|何时|几时|多少|多久|怎么回事|什么原因|啥原因|怎么处理|如何|怎么解决)[^，,]*"
)
_OPENLY = re.compile("[^，,]{2,}(?:哪些|哪[天个项条]|什么时候|何时|多少)[^，,]*")
_WHETHER = re.compile(
    "(?P<lead>[^，,]{0,12}?)(?P<even>还)?(?P<v>[修退赔换发送补装给来]|能|可|会|有|是|该|想)(?:不|没)(?P=v)(?P<rest>[^，,]{0,20})"
)
_IDLE = re.compile("个?[准谱数完底]")
_FULL = {"修": "维修", "赔": "赔偿", "换": "更换", "发": "发货", "补": "补发", "装": "安装"}
"""A bare verb is too short behind 是否."""
_ABLE = {"能": "能否", "可": "可否", "是": "是否", "有": "是否有", "会": "是否会", "该": "是否该", "想": "是否想"}

_CALLED = re.compile(
    "(?P<lead>[^，,]{1,20}?)(?:也|还|就|都|也能|还能|就能|能|可以|敢|好意思)*(?:叫(?!花子|板|嚣|苦|好|醒|外卖|车|板)做?|(?<=[也还就能以都敢思])算是?)(?P<what>(?![我你他人谁让给用家])[^，,我你他]{2,10}?)了?"
)
_FAULT = re.compile(
    "(?P<lead>[^，,]{2,20}?)(?:难道)?(?:就|也|还|都)?是(?P<what>(?:我们?|客户|顾客|消费者|车主|用户|买家)(?:自己)?的(?:错|责任|问题|原因)|我们?(?:自己)?[一-鿿]{1,3}的|小事|理由)"
)
_NORMAL = re.compile("(?P<lead>[^，,]{0,20}?)(?:难道)?(?:就|也|还)?(?:是|算|属于)?(?P<what>正常)(?:的|现象|情况)?")
_DENIED = re.compile("(?:多|为?何|很|[不没]|更|还|才|难道)$|[不没](?:就|也|都|还)*$|难道")
_REALLY = re.compile("(?:真的?|会|能)+$")
_IN_VAIN = re.compile("(?:我们?)?(?P<lead>[^，,]{2,20}?)(?:还)?有(?:什么|啥|何)(?P<what>用|意义)")
_IS = re.compile("(?P<lead>[^，,]{2,20}?)不就是(?P<what>[^，,]{2,16})")
_SAID = re.compile(
    "(?P<who>(?:你们?|他们?|当初|当时|之前|明明|不|一开始|原来|[一-鿿]{0,4}(?:客服|商家|店家|平台|销售|老板))*?)不是(?P<said>(?:都|已经?)?(?:说|讲|答应|承诺|保证|宣传|写着|标着)[^，,]{2,26})"
)
_OUGHT = re.compile("(?P<lead>[^，,]{0,24}?)(?:难道)?(?:就)?不(?:应该|应当|该)(?P<what>[^，,吗么]{2,22})")
_FAIR = re.compile(
    "难道(?P<surely>[^，,]*(?:就(?:要|得|该|能|可以|应该)|[要让叫](?:我|用户|消费者|车主|顾客|客户))[^，,]{2,})"
    "|(?P<lead>[^，,]{4,18}?)就(?:由我|[要得让该]我|不用|不给|不退|不赔|不管|不修)[^，,]{0,14}"
)
_FEARED = re.compile("(?P<what>[^，,]{0,8}(?:万一|要是|如果)[^，,]{2,20}?)(?:咋办|咋整|怎么整)")


class _Asked(NamedTuple):
    """A question without what leads to it and what ends it."""

    words: str
    pressed: bool
    openly: bool
    tagged: bool
    """It ends in 吗."""


def answer(body: str, start: int, mark: str, say: Say) -> Wording | None:
    """A rhetorical question as what it asks or denies: 谁给我回复的 → 请说明是谁给我回复的; None: neither is sure.

    Args:
        body: the clause.
        start: where it begins in the draft.
        mark: what ends it.
        say: the wording.
    """
    if not _SHORTEST <= len(body) <= _LONGEST or _MEAN.search(body):
        return None
    link = _LINK.match(body)
    bare = body[link.end() :] if link else body
    words = _END.sub("", _PRESSED.sub("", bare)).strip()
    tagged = body.endswith(("吗", "么", "嘛")) or mark[:1] in ("？", "?")
    asked = _Asked(words, _PRESSED.search(body) is not None, bool(link and "问" in link.group()), tagged)
    found = next((text for shape in _SHAPES if (text := shape(asked, say))), None)
    return Wording(start, start + len(body), found) if found else None


def _why(asked: _Asked, say: Say) -> str | None:
    m = _WHY.fullmatch(asked.words)
    if (
        m is None
        or _OWN.search(m["lead"])
        or _TOLD.search(m["lead"])
        or _WH.search(m["lead"] + m["rest"])
        or _VAIN.match(m["rest"])
    ):
        return None
    return say("explain_why", lead=m["lead"], rest=told_of(m["rest"]))


def _who(asked: _Asked, say: Say) -> str | None:
    m = _WHO_DID.fullmatch(asked.words)
    if m:
        return say("explain", clause=m["lead"] + "是" + m["who"])
    m = _BY_WHOM.fullmatch(asked.words)
    if m and not _WH.search(m["lead"]) and not _TOLD.search(m["lead"]):
        return say("explain", clause=m["lead"] + "由谁" + m["deed"].replace("买单", "承担"))
    m = _WHOSE.fullmatch(asked.words)
    if m and (m["is"] or m["what"]) and not _WH.search(m["lead"]):
        return say("explain", clause=f"{m['lead']}{m['is'] or '是'}谁的{(m['what'] or '').replace('错', '责任')}")
    return None


def _which(asked: _Asked, say: Say) -> str | None:
    words = asked.words
    plain = any(shape.fullmatch(words) for shape in (_WHAT_WAY, _WHICH_RULE, _WHERE))
    pressed = asked.pressed and _OPEN.fullmatch(words)
    if plain or pressed or (asked.openly and _OPENLY.fullmatch(words)):
        return say("explain", clause=words)
    return None


def _whether(asked: _Asked, say: Say) -> str | None:
    m = _WHETHER.fullmatch(asked.words)
    if m is None or not (asked.pressed or m["even"]) or _WH.search(asked.words) or _IDLE.match(m["rest"]):
        return None
    able = _ABLE.get(m["v"])
    if able:
        return say("explain", clause=m["lead"] + able + m["rest"]) if m["rest"] else None
    return say("explain", clause=m["lead"] + "是否" + (m["v"] if m["rest"] else _FULL.get(m["v"], m["v"])) + m["rest"])


def _denied(asked: _Asked, say: Say) -> str | None:
    """这叫投递吗: the writer thinks that it is none."""
    if not asked.tagged or _WH.search(re.sub("难道|有(?:什么|啥)(?=用|意义)", "", asked.words)):
        return None
    m = _CALLED.fullmatch(asked.words)
    lead = "这" if m and _POINTS.fullmatch(m["lead"]) else m["lead"] if m else ""
    if m and not _PERSON.fullmatch(lead) and not _DENIED.search(lead):
        return say("think", clause=f"{lead}不算{m['what']}")
    m = _FAULT.fullmatch(asked.words)
    if m:
        return say("think", clause=f"{m['lead']}不是{m['what']}")
    m = _NORMAL.fullmatch(asked.words)
    if m and not _PERSON.fullmatch(m["lead"]) and not _TOLD.search(m["lead"]) and not _DENIED.search(m["lead"]):
        return say("explain", clause=_REALLY.sub("", m["lead"]) + f"是否{m['what']}")
    m = _IN_VAIN.fullmatch(asked.words)
    if m and not _PERSON.fullmatch(re.sub("^(?:要|养|找|跟|问)", "", m["lead"])):
        return say("think", clause=f"{m['lead']}没有{m['what']}")
    return None


def _affirmed(asked: _Asked, say: Say) -> str | None:
    """不应该召回吗, 你们不是说包邮吗: what is denied twice is said."""
    if not asked.tagged or _WH.search(asked.words.replace("难道", "")):
        return None
    m = _SAID.fullmatch(asked.words)
    if m:
        return f"{m['who'].removesuffix('不')}{m['said'].removesuffix('的')}"
    m = _OUGHT.fullmatch(asked.words)
    if m:
        return say("think", clause=f"{m['lead']}应该{m['what']}")
    m = _IS.fullmatch(asked.words)
    if m and not _PERSON.fullmatch(m["lead"]):
        return say("think", clause=f"{m['lead']}就是{m['what']}")
    return None


def _fair(asked: _Asked, say: Say) -> str | None:
    m = _FAIR.fullmatch(asked.words)
    if m is None or not asked.tagged or _WH.search(asked.words.replace("难道", "")):
        return None
    return say("explain_fair", clause=(m["surely"] or asked.words.removeprefix("难道")).removeprefix("也"))


def _feared(asked: _Asked, say: Say) -> str | None:
    m = _FEARED.fullmatch(asked.words)
    return say("fear", clause=m["what"]) if m else None


_SHAPES: Sequence[Callable[[_Asked, Say], str | None]] = (
    _feared,
    _why,
    _who,
    _which,
    _whether,
    _affirmed,
    _denied,
    _fair,
)
