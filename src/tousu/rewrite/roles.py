"""What a clause is in a complaint: a demand, evidence, a label with its value, the person who complains."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.results import Fact
from tousu.rewrite.grammar import PLEASE, REMEDY, WISH_LEAD
from tousu.spans import Span

_LONGEST_DEMAND = 45
ASKING = re.compile(
    "要求|请|希望|诉求|恳请|望|必须|我要|给我|退我|赔我|还我|补我|需要|请求|最好|尽快|要么|应(?:当|该)?(?:退|赔|换|补)"
)
REFUSED = re.compile(
    "不给|不予|不肯|不同意|拒|驳|不让|没给|没有给|说好|承诺|答应|[说称]|回复|表示|告知|不能|不退|不换|不赔|过了|已经|第[一二三]次|申请了|邀请|请假|请问|请示|宴请|[要让]我(?!方)"
)
_HOLDING = re.compile(
    "有|附|见|都在|还在|留着|留了|留存|存了|存着|拍了|录了|为证|提供|保存|齐|均已|整理|"
    "截了|截图|可查|可以查|录音|照片|视频|在手|在此|传了|上传|准备好|备好|没删|未删|没有删"
)
_NOT_HOLDING = re.compile(
    '(?:他们?|她们?|对方|商家|卖家|客服|平台|品牌)[^，,]{0,4}(?:提供|出具|发)|没有|没|未|不|无|写|说|显示|要求|让|提示|[“「"]'
)
_UNDELETED = re.compile("(?:都|还)?(?:没有?|未)删除?")
ITEM = re.compile(r"\s*(?:[0-9]{1,2}[.、．)）](?![0-9])|[-*·•]|[（(]?[一二三四五六七八九][)）、])\s*")
ORDINAL = re.compile("第[一二三四五六七八九十]|[一二三四五六]|首先|其[一二三四次]|再次|最后|另外")
"""What only counts the things asked for: 第一，退款."""
ATTACHED = re.compile(
    "(?:现|并|另|随信|以上|相关|所有)*附(?:件[一二三四五六七八九十0-9]{0,2}(?:[是为有至到—–~-]|$)|上了?|有(?!近|属|带)|图)"
)
"""What begins a list of what is handed in: 附件1是订单截图."""
_LABEL = re.compile(
    r"[【\[（(]?(?:我的|我|该|购买|[一-鿿A-Za-z]{0,6}(?:号码?|编号|单号|平台|店铺|商家|商品|名称|金额|付款?|付|价格|快递|物流|公司|渠道|产品|买的|拍的|型号|订单|运单|"
    r"合计|总价|共计?|下单时间|下单日期|购买时间|购买日期|付款时间|支付时间|款))?[】\])）]?[：:是为]?\s*"
)
_OPENLY = re.compile(f"{WISH_LEAD}(?:{PLEASE}|要求|希望|恳请|望|诉求)(?!.{{0,6}}(?:被拒|遭拒|无果|未果))")
"""A demand, whatever else the clause says."""
_ASKED_THEN = re.compile(
    "按照?[^，,]{0,4}要求|[0-9两三四五六七八九]次要求|还给我[发打]|不要求|不需要|不想要|多次|一直|当时|曾|几次|次次|当天|第二天|次日|后来|(?:要求|请求|申请|希望)[^，,]{0,12}(?:被拒|遭拒|无果|未果|没人|不理)|要求过|才[能可会]|退[款货费钱][^，,]{0,4}(?:直接|就是|却|总|都)"
)
"""A demand of the past: a part of the story."""
_BEGGED = re.compile(
    "(?:特|恳|跪|还)?求(?:贵|平台|有关|相关)[^，,了]{2,24}$|(?:就|只)?(?:给|帮)我?退[^，,了]{0,10}(?:可以|行|好|成)吗|(?:就|只)?帮我[^，,了过吗]{0,8}(?:原|修|退|换|处理|解决|查|取消|注销|解)|"
    "(?:我们?|本人)(?:现在?|特|只|就)*(?:希望|要求|申请)(?!了|过)[^，,了没]{0,24}(?:负责|处理|解决|答复|说法|重视|道歉|结果|交代)"
)
"""A demand though no remedy is named by the words of one."""
PLEA = re.compile(
    "(?:我们?|俺)?(?:就是|只是|只|就)?想(?:要|让|给|把|请)?[^，,了]{0,6}(?:修|换|退|赔|补)|[^，,]{0,8}必须给我|"
    "(?:现在?|特此?|因此|所以|故|在此|就是|只是|只)?(?:(?:恳请|敬请|望|请(?!问|了|假|教|客|我|他|她|人|过|来的|看|师傅|医生|律师))|(?:希望|要求)(?=平台|商家|卖家|店家|你们|贵|有关|相关|官方|客服|厂家|公司)"
    "|现申请|特申请|我(?:现在|们)?(?:想要(?!买|的)|只要(?!是)|只想要))|(?:请尽快)?(?:退|赔|还)(?:钱|款)$"
)
"""A demand by its words alone."""
FAVOUR = re.compile(
    "(?:请问|问一下|麻烦看看|看看|那)?(?:平台|商家|卖家|客服|你们)?(?:能不能|能否|可不可以|可否|是否可以|是不是可以)(?:也|先|再|请|直接|尽快|帮忙|帮我们?|给我们?|麻烦)*(?:把[^，,了]{1,8})?(?:全额|全部|部分)?"
    "(?:退(?!出|休)|换|补|赔|修|处理|解决|取消|重新|核实|发货|安排)(?!.*(?:都|[说讲]|知道|看|回复|[了过](?!$)))|"
    "麻烦(?:您|你们|平台|客服|贵方|帮忙|帮我|尽快|给我?)*(?:核实|核查|处理|解决|退|换|补|赔)(?!.*[了过](?!$))|"
    "给(?:我们?)?(?:一)?个(?:合理的?|明确的?|满意的?|准确的?)?(?:说法|交代|答复|解释|解决方案|处理结果)吧?$"
)
"""A demand put as a question or a favour: 能不能给我换一双, 麻烦核实一下."""
_POINTS = re.compile("下面|以下|上面|如图|附图")
"""What shows, and asks for nothing: 下面为更换玻璃的痕迹."""
_DONE = re.compile("[了过](?!户|期|程)")
"""给我更换了刹车盘 tells what was done."""
_ASKED_WHY = re.compile("请说明(?:依据|原因)")
"""What was a mere 凭什么 is no demand."""
REMEDIES = re.compile("退|赔|换|补|修|道歉|取消|关闭|解|删|注销|发货|处理|更换|归还|停止")
_PERSONAL = frozenset(("person", "id_number", "phone", "address", "email"))
_NAMED = re.compile("[：:]|号|时间|日期|金额|付|价|平台|店铺|商家|名称|物流|公司|渠道")
"""What tells that a value is listed, not told."""


def asks_for(words: str, here: Sequence[Fact]) -> bool:
    """Whether a clause asks for a remedy now."""
    demands = [f for f in here if f.kind == "demand"]
    if _ASKED_WHY.fullmatch(words):
        return False
    if _POINTS.match(words) or (demands and _DONE.match(words, words.find(demands[0].text) + len(demands[0].text))):
        return False
    if FAVOUR.match(words):
        return len(words) <= _LONGEST_DEMAND
    if _BEGGED.match(words):
        return len(words) <= _LONGEST_DEMAND and not _ASKED_THEN.search(words)
    if not demands and not (_OPENLY.match(words) and REMEDY.search(words)) and not PLEA.match(words):
        return False
    if (
        not re.search("[一-鿿]", re.sub("[0-9.]+元?|[一共计合总]", "", words))
        or len(words) > _LONGEST_DEMAND
        or _ASKED_THEN.search(words)
    ):
        return False
    if REFUSED.search(words):
        return _OPENLY.match(words) is not None
    covered = sum(len(f.text) for f in demands)
    return ASKING.search(words) is not None or (
        covered * 10 >= len(words) * 7 and (REMEDY.search(words) or REMEDIES.search(words)) is not None
    )


def asking(words: str, part: str) -> str:
    """The part from its word of asking to the end of its clause, where that is short: 要求更换四个轮胎."""
    at = words.find(part)
    start = max(words.rfind(mark, 0, at) for mark in "，,。；;：: ") + 1
    asking = ASKING.search(words, start, at + len(part))
    clause = re.split("[，,。；;：:！!？? ]", words[asking.start() if asking else at :], maxsplit=1)[0]
    fits = len(clause) <= _LONGEST_DEMAND and not REFUSED.search(clause) and not _ASKED_THEN.search(clause)
    near = asking and asking.end() >= at - 2
    return clause if fits else words[asking.start() : at + len(part)] if asking and near else part


def led(words: str, part: str) -> str:
    """The part with the few words before it."""
    at = words.find(part)
    return words[max(0, at - 6) : at + len(part)]


def holds_evidence(words: str, here: Sequence[Fact]) -> bool:
    """Whether a clause says what the writer can show."""
    if not any(f.kind == "evidence" for f in here) or any(f.kind == "date" for f in here):
        return False
    held = _HOLDING.search(words)
    return len(words) < 30 and held is not None and not _NOT_HOLDING.search(_UNDELETED.sub("", words))


_OWN = "(?:但|可|而且|另外|并|且)?(?:我们?|本人|这边|这里|手里|手机里|手头|家里|现在?|都|也|还|就|均|全部?)*"
_ONLY = re.compile(
    f"{_OWN}(?:有|附|附有|附上|留有|留着|留存了?|存有|保留了?|保存了?|握有)?"
    "(?:当时的?|完整的?|相关的?|相应的?|全部的?|所有的?|先前的?)*(?:[一-鿿A-Za-z0-9]{1,10}[和及与、])*\0(?:[和及与、，]?[一-鿿]{0,8}\0)*(?:资料|材料|等|为证)*"
    "(?:我们?|本人|都|也|还|就|均|已经?|全部?|完整的?|一直)*"
    "(?:有|在|在手|齐全?|留着|存着|保存着?|保留着?|可查|可提供|可以提供|为证|没删|没有删|未删|准备好了?|备好了?|截了[^，,]{0,3})?(?:着|了|的)?"
)
_MADE = re.compile(
    "拍|录(?!音)|录了|有(?!人)|都在|给了|给她看|截了|截图|留|保存|提交|提供|上传|发给|发去|发过|发了|带着|准备|存"
)
_OTHER_HAND = re.compile(
    "他|她|骑手|店员|对方|有人|商家|卖家(?!看)|快递员|师傅|教练|健身房|游客|邻居|警察|平台|你们|注册|发到[^，,]{0,8}(?:群|朋友圈)|名字"
)
_HANDED_TO = re.compile("(?:给|向|找)(?:他们?|她|客服|卖家|商家|店家|店员|对方|平台|师傅|快递员|骑手|你们)(?:们?看)?")
_BEFORE_NAME = re.compile("^(?:进行|自己|当时|拍了?|录了|的)+")
_MAKING = re.compile("[拍录截]了")
_THING = re.compile("照|图|视频|像|录|证|单|票|据|合同|协议|报告|病历|卡|章|信|邮件|监控|流水|凭|条|记录|语音|账|书|页")


_SAID_BEFORE = re.compile("(?:这|那)(?:句话?|些话?|段话?|番话|件事|一点|次|个)")


def leans_back(words: str) -> bool:
    """Whether a clause speaks of what stands before it: 这句话我有录音."""
    return _SAID_BEFORE.match(words) is not None


def only_shows(words: str, here: Sequence[Fact]) -> bool:
    """Whether a clause says nothing but that something can be shown: 录音都在."""
    for fact in here:
        if fact.kind == "evidence" and not _MAKING.search(fact.text):
            words = words.replace(fact.text, "\0")
    return _ONLY.fullmatch(words) is not None


def own_evidence(words: str, here: Sequence[Fact]) -> list[str]:
    """What the writer made or kept, by name, of a clause that tells more: 我拍了照片给店家."""
    if not _MADE.search(words) or _OTHER_HAND.search(_HANDED_TO.sub("", words)):
        return []
    named = (_BEFORE_NAME.sub("", f.text) + _how_many(words, f.text) for f in here if f.kind == "evidence")
    things = [name for name in named if len(name) > 1 and name != "证据" and _THING.search(name)]
    counted = [m.group() for m in _COUNTED.finditer(words) if not any(m.group() in name for name in things)]
    return sorted([*counted, *things], key=words.find)


_COUNTED = re.compile("(?:照片|图片|视频|录像|录音|截图)共?[0-9一二两三四五六七八九十]+(?:张|段|份|个|条)")
_HOW_MANY = re.compile("共?[0-9一二两三四五六七八九十]+(?:张|段|份|页|条|个|封|组)")


def _how_many(words: str, name: str) -> str:
    """The count behind the name: 照片12张."""
    at = words.find(name)
    found = _HOW_MANY.match(words, at + len(name)) if at >= 0 else None
    return found.group() if found else ""


def is_label(words: str, here: Sequence[Fact], listed: frozenset[Span]) -> bool:
    """订单号 with its number alone: it stands in the transaction."""
    if not here or len(words) > 60 or any(f.span not in listed for f in here):
        return False
    bare = words
    for fact in here:
        bare = bare.replace(fact.text, "\0")
    head, _, tail = bare.partition("\0")
    between = tail.strip("\0 复制xX×1个件】")
    if re.search("[我买在了到日]", re.sub("^(?:我?买的|拍的)[：:]", "", head) + between):
        return False
    return _LABEL.fullmatch(head) is not None and (not between or _LABEL.fullmatch(between.strip("\0")) is not None)


def _head(words: str, here: Sequence[Fact]) -> str:
    """What stands before the first fact."""
    return words[: min((at for f in here if (at := words.find(f.text)) >= 0), default=0)]


def is_named(words: str, here: Sequence[Fact]) -> bool:
    """Whether what stands before the first fact names it, as in a list."""
    return _NAMED.search(_head(words, here)) is not None


def introduces(words: str, here: Sequence[Fact]) -> bool:
    """投诉人：…，联系电话：…: nothing but the person, with labels."""
    if not here or any(f.kind not in _PERSONAL for f in here):
        return False
    for fact in here:
        words = words.replace(fact.text, "")
    return len(re.findall("[一-鿿]", words)) <= 4 * len(here) + 2


def clean(words: str) -> str:
    """The words without the number of a list item and the marks around them."""
    item = ITEM.match(words)
    return words[item.end() if item else 0 :].strip("，,、；;：: 　\n。")
