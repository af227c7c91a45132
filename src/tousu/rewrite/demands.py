"""What is asked for, said once: clauses that go on with a demand, demands of others, the same one said twice."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.rewrite.grammar import PLEASE, SAYING, WISH_LEAD
from tousu.rewrite.roles import ORDINAL

_LONGEST = 30
_MANY = 40
"""Demands that are no longer compared each with each: no person asks for so many things."""
_MORE = re.compile(
    "(?:[0-9一二两三五七十]+个?(?:工作日|小时|[天日月周])(?:之|以)?内|不接受|不要(?!求)|不是(?=.{1,12}[就而])|不得|少一分|而不是|"
    "(?:并且?|且|同时|请)?(?:(?:向|给|跟|对)我们?[^，,了]{0,6}道歉|赔礼道歉|别(?=把|再|给|让)|查(?=是谁|一查|一下|封)|解封|召回|检查(?!发现|出|说|显示|结果|单)|查清|查明|核实(?!发现|后)|下架|撤销|撤回|免除|结清|销[户号]|找回|追回|返还|拆[掉除]|停止|停运|退(?![住学休伍役群圈])|赔|补(?!贴款)|更?换|修(?!理[厂店])|改|注销|解决|道歉|公开|处罚|查处|解除|取消|删除?|归还|免费|承担|支付|安排|提供|出具|加强|改善|督促|责令|写一?[份个]|恢复|开具|重新|给(?:我|[一个出])|把|按(?!理|说|时|得|到|住|下|摩|压|了)))"
)
_BLUNT = re.compile("(?!不|少|而|并|且|同时|请|[^，,]{0,3}(?:要求|希望|恳|请)|望|按理|给我个|修改?后|更改后)")
_NAMED = re.compile(
    "(?:仅?退款|退货|退押|退费|退订|退保|退回|返还|换货|支付|付款|赔付|赔偿|补发|补偿|维修|修理|更换|安装|取消|注销|删除|停止|恢复|公开|提供|安排|处罚|道歉)"
    "[^，,]{0,8}(?:明细|截图|记录|凭证|页面|照片|单[号据]?(?:$|[、和及])|流水|视频|录音|录屏|进度|显示|编号|信息[在如]|[在如]下|附件|在此|证据|都在|都有|时间[是为：:]|原因[是为：:])"
    "|支付宝|修理[厂店]|退款[中单]|换货[中单]|退货[中单地快]"
)
"""A name of something that begins like a demand: 退款明细截图."""
_SAID_OF = re.compile(
    "[堵砸拆拉]着|(?<![0-9.])0(?:元|件|块|个|次|笔)|[收要][0-9一二三四五六七八九十百]|(?<![退归返交偿把给])还(?!我|给|款|钱|清|本)|的时候|的比|的费用[^，,]|的钱我|到账|到现在|就不|我不|我先|好评|入口|按摩|补牙|换折|花[0-9]|修车[0-9]|把(?:人|几|我们?当)|个赞|不愿意|当(?:文盲|傻|人看)|同意退|能抵|修脚|^退[款货]?(?:也|都)?可以$|免费的"
)
"""What tells of a refund or an exchange, and asks for none: 补偿10元我不要."""
_ASKS = re.compile("请|要求|希望|恳|求|诉|想|要|应该|必须|如果|要么|方案|[：:]")
_WISH = re.compile(f"{WISH_LEAD}(?:{PLEASE}|希望|要求|恳请|望(?=[^，,]{{0,6}}(?:部门|平台|商家)))")
_TELLS = re.compile(
    "[了也是说称讲]|过(?!户|期|程)|(?<!不)要(?!求)|已|没|未|一直|毕竟|但|可是|因为|不然|让我|要我|叫我|自己|无法|不能|不行|不给|不肯|不让|失败|被|扣我|还扣|才|却|算|还得|倒贴|就(?:要|得|只|会)|款项?在|[吗呢？?]"
)
"""What tells what was done about it, or wasn't."""
_OTHERS_WISH = re.compile("(?:要求|请|让)(?!退|赔|换)")
_COMPLIED = re.compile(
    "(?:于是|然后|随后)?我们?(?:就|也|都|又|已经?|便|当天|当场|马上)*(?:寄|给|提供|发|按|照|配合|提交|上传|交|补|拍)"
)
_ASKING = re.compile(
    "(?:我们?|本人|现在?|特此?|再次|强烈|同时|并且?|也|就|只|是|想|因此|所以|要求|请求?|希望|恳请|需要|必须|申请|应该?|最好|"
    "尽快|立即|马上|立刻|平台|商家|卖家|店家|你们|官方|贵司|对方|给我|给予|予以|能够?|可以|帮我|帮忙|[，,。：:、 ])+"
)


_HOPES = re.compile(
    f"{WISH_LEAD}(?:也|只|就是?|真心|强烈|再次)*(?:希望|请求|恳[请求]|要求(?!我))(?!大家|各位|[^，,]{{0,4}}(?:其他|更多|广大)|过|了|不)"
)
_OBJECT = re.compile(
    "退|赔|换|补|修|查|道歉|处理|解决|答复|说法|交代|重视|负责|结果|取消|注销|发货|召回|安排|管|督|给我|给予|停止|公道|追|帮|找|保障|协调|协助|兑现"
)


def hopes(words: str) -> bool:
    """Whether a clause, at the end of a draft, opens what is hoped for: 我盼着有一份说得清，信得过的检测报告."""
    return _HOPES.match(words) is not None and _TELLS.search(words) is None


def names_no_remedy(words: str) -> bool:
    """Whether a clause that hopes has not said yet for what."""
    return _HOPES.match(words) is not None and _OBJECT.search(words) is None


def is_wished(words: str) -> bool:
    """Whether a clause may be a part of what is hoped for: it speaks of a remedy, and not of what was."""
    return _OBJECT.search(words) is not None and re.search("[了过没已]", words) is None


def goes_on(words: str) -> bool:
    """Whether a clause asks for one more thing, or limits what is asked for: 召回有问题的车, 不接受换货."""
    return len(words) <= _LONGEST and _MORE.match(words) is not None and _TELLS.search(words) is None


def asks_from(clauses: Sequence[str]) -> int:
    """Where the last clauses begin that all ask for something though no word of asking stands there: 免费修好，道歉."""
    at = len(clauses)
    while at and asked(clauses[at - 1]):
        at -= 1
    return at


def asked(words: str) -> bool:
    """Whether a clause by its words alone asks for something."""
    return goes_on(words) or _wished(words)


_WONDERS = re.compile("什么|哪|谁|怎么|多少|为何")
"""给我转成什么业务 asks a question, not a favour."""


_WOULD_DO = re.compile("就(?:成|行|好|得|可以)了?$|[也都](?:成|行|可以|中)$|^[^，,]{1,4}不(?:好|了|到|成)就")
"""What would do, or would have to do: 换个盖就成, 修不好就退."""


def bluntly(words: str, before: Sequence[str]) -> bool:
    """Whether what is asked for begins without a word of asking, and no clause before it asks or says it."""
    if _NAMED.match(words) or _SAID_OF.search(words) or _WONDERS.search(words) or _WOULD_DO.search(words):
        return False
    return _BLUNT.match(words) is not None and not any(SAYING.search(b) or _ASKS.search(b) for b in before)


def _wished(words: str) -> bool:
    return len(words) <= _LONGEST and _WISH.match(words) is not None and _TELLS.search(words) is None


def wish_of_others(words: str, following: Sequence[str]) -> bool:
    """Whether it was asked of the writer, who did it: 要求提供收据，我寄出了."""
    return bool(following) and _OTHERS_WISH.match(words) is not None and _COMPLIED.match(following[0]) is not None


_NTH = re.compile("第[一二三四五六七八九十](?![次个批天周期时页条阶])[、，,：: ]?")
_NEXT = re.compile("[，,、；; ]*(?<=[一-鿿，,、；; ])[2-9][.、．)）](?![0-9])")
"""The number of the next item, where no other mark parts it from the one before."""


def counted(words: str) -> bool:
    """Whether a clause begins with what counts the things asked for: 第一退款."""
    return ORDINAL.fullmatch(words) is not None or _NTH.match(words) is not None


def items(words: str) -> list[str]:
    """Each thing asked for, without the number that only counts it: 退款200元2.书面道歉, 第一退款."""
    return [bare for item in _NEXT.split(words) if (bare := _NTH.sub("", item, count=1) if _NTH.match(item) else item)]


def each_once(demands: Sequence[str]) -> list[str]:
    """The demands without those of which all that is asked for stands in another one."""
    if len(demands) > _MANY:
        return list(dict.fromkeys(demands))
    out: list[str] = []
    for at, words in enumerate(demands):
        core = _ASKING.sub("", words, count=1) if _ASKING.match(words) else words
        core = core.strip("，,。！!吧 ")
        others = [*out, *demands[at + 1 :]]
        if words in out or (len(core) >= 2 and any(_says(other, core) for other in others)):
            continue
        out.append(words)
    return out


def _says(other: str, core: str) -> bool:
    """Whether a demand holds the core of another, not denied."""
    at = other.find(core)
    return at >= 0 and not re.search("[不没别非无][^，,]{0,3}$", other[:at])
