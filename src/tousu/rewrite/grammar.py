"""Closed classes of Chinese that the rewriter leans on: what may stand alone, what dangles, what joins clauses."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re

PARTY_NOUN = (
    "平台|商家|店家|卖家|店主|客服|公司|店铺|店|快递员|快递|老板|厂家|厂商|销售|中介|售后|机构|学校|老师|师傅|员工|团队|商户|驿站|网点|站点|骑手|司机|"
    "房东|酒店|餐厅|饭店|超市|门店|车行|经销商|软件|APP|app|网站|企业|品牌|主播|医院|诊所|健身房|物业|保险公司|银行|修理厂|修理店|网店|直播间|商场|卖场|航空公司|旅行社|教练|技师"
)
"""Nouns of the other side: what an insult before them leaves behind."""

_ASKED_OF = re.compile("[^是]*的")


def told_of(asked: str) -> str:
    """What a question asks of, told: 又能上路的 without its 的; 是坏的 needs it."""
    return asked[:-1] if _ASKED_OF.fullmatch(asked) else asked


_FUNCTION = (
    "我们|我|本人|俺|咱们|咱|你们|你|您|他们|他|她|它|大家|这帮|那帮|这群|那群|一群|一帮|一伙|这些|那些|这个|那个|这种|那种|这样|那样|这么|那么|"
    "这|那|就是|真是|真的是|真的|真|太|都|也|还|又|就|才|更|最|很|是|个|们|简直|根本|完全|实在是|实在|确实|其实|反正|居然|竟然|果然|到底|究竟|"
    "现在|如今|今天|所以|因此|但是|但|可是|可|不过|而且|并且|并|然后|于是|结果|而|且|或者|和|跟|与|因为|由于|虽然|既然|如果|要是|哪怕|即使|"
    "的|了|得|地|着|过|吗|呢|吧|啊|呀|哦|哈|嘛|啦|喔|诶|唉|哎|嗯|呵|说|觉得|感觉|感到|让人|令人|让我|令我|叫我|使我|把我|对|在|当|给|被|有|"
    "一个|一点|一下|种|次|属于|纯属|妥妥的|妥妥|明摆着|摆明|典型|整个|整|什么|啥|怎么|无非|不过是|只是|仅|上|下|里|不|人|所谓|可以说|说白了|难道|凭什么|凭啥|另外|外加|顺便|加|再|够|够了|够呛|"
    "反正|已经|已|想知道|特别|想问一句|想问|想|请问|问一句|问问|问|一句|希望|可以|能够|能|会|要|准备|打算|继续|仍然|仍|一直|不能|不要|别|之前|刚才|也是|"
    "行为|感|之感|态度|东西|说实话|老实说|讲真|讲|总之|总的来说|一句话|其他|其它|各位|大家好|这次|这回|这里|那里|算|像|成|到|去|来|把|被|给|跟|向|让|使|为|由|从|比|用|拿|将"
)
_EMPTY_WORDS = frozenset(f"{_FUNCTION}|{PARTY_NOUN}".split("|"))
_LONGEST_EMPTY = max(map(len, _EMPTY_WORDS))
_MARKS = re.compile(r"(?<![0-9])[0-9]*[\s，,、；;：:。！？!?…~～“”\"'（）()\-—·*.]")
_TWO = re.compile("[一-鿿0-9A-Za-z][^一-鿿0-9A-Za-z]*[一-鿿0-9A-Za-z]")


CURSE = re.compile("(?:那?我?(?:衷心)?(?:祝愿?|希望|愿|诅?咒|巴不得)|你们?等着|等着)")
"""What opens a wish of ill: it wishes nothing else."""

ANSWERED = re.compile("[ \\n]*(?:从来?)?(?:没有?|没[一-鿿]{1,3}|不[一-鿿]{1,2})[过的啊呀]?(?=[，,。！!；;\\n ]|$)")
"""The writer's own answer to a question: without it the answer says nothing."""


def says_nothing(words: str) -> bool:
    """Whether only function words, a bare subject or punctuation is left: nothing that states anything."""
    return _TWO.search(words) is None or all(map(_only_empty_words, _runs(words)))


def _runs(words: str) -> Iterator[str]:
    """What stands between the marks, found as far as it is asked for."""
    at = 0
    for mark in _MARKS.finditer(words):
        yield words[at : mark.start()]
        at = mark.end()
    yield words[at:]


def _only_empty_words(run: str) -> bool:
    """Whether a run is function words end to end, however it is cut: linear, where one pattern would try every cut."""
    reached = {0}
    for at in range(len(run)):
        if at in reached:
            reached.update(at + size for size in range(1, _LONGEST_EMPTY + 1) if run[at : at + size] in _EMPTY_WORDS)
            reached.discard(at)
        if not reached:
            return False
    return len(run) in reached


# A clause that says that something happens, is or was; without one of these only a name is left.
_PREDICATE = re.compile(
    "[了着过是有在买卖说打坏碎裂漏停等问变掉破烂少错丢贵慢差高低大小长短退换补赔修送寄发收到付扣签用装拆穿吃喝走来去开关响亮通写标印拍查看见听叫让要想能会没不无未算选点领充转存借还租订约"
    "接做办交拿带留换推拖拒骂催查卡住脏臭霉烫疼痛痒红肿咳吐晕烧断松歪斜缺漏渗冒跳闪黑白花绿硬软]"
)
_COMPLEMENTLESS = re.compile("(?:不知道|也不知道|不晓得|觉得|感觉|认为|以为|说|想知道|想问)[^，,]{0,12}$")
_PREPOSITIONAL = re.compile(
    "(?:对于?|把|被|跟|向|比|给|拿|为了?|由|从|关于|就连|连|让|使|令)(?P<of>[^，,了着过]{1,10}?)(?:来说|来讲|而言)?$"
)
_HANGING = re.compile(
    "(?:对于|对|对着|把|被|给|跟|向|从|为|比|让|令|使|叫|不能|不要|不会|不可以|能够|能|会|要|想|可以|应该|还|也|都|又|就|的是|的|是|像|将|由|往|地|更|最|最为|很|太|真是|真的|真|只|光|再|并且|并|且|以及|与|及|"
    "或者|(?<=[里中时后])(?:我们?|他们?|她|本人)|这|那|种|些|竟然|居然|继续|实在|不|说|觉得|认为|感觉|以为|仍在|仍|已经|已|一直在|一直|正在|接到|接着|非常|特别|简直|完全|根本|所谓的|所谓|如此|这么|那么|显得|变得|搞得|弄得|害得|气得|在|这个数字|这个数|这个价格?|这笔钱|这个金额)$"
)


_AS_FOR = re.compile("(?:对于?|就)[^，,]{1,14}来(?:说|讲)?(?:就?是个?)?$")


def settled(words: str) -> str:
    """A clause that lost its end, cut back to where it can end; empty when nothing is stated any more.

    客服一直在 → nothing, 我的钱是不是被平台给 → nothing, 退货拖了三天真的 → 退货拖了三天.
    """
    while words:
        words = _AS_FOR.sub("", words)
        if _OPENED.search(words) or BEHELD.fullmatch(words):
            return ""
        shorter = _HANGING.sub("", words).rstrip("，,、 　")
        m = _PREPOSITIONAL.search(shorter)
        if m and not _PREDICATE.search(m["of"]):
            shorter = shorter[: m.start()]
        if shorter == words:
            break
        words = shorter
    bare = _COMPLEMENTLESS.sub("", words)
    return words if _PREDICATE.search(bare) and not says_nothing(words) else ""


BEHELD = re.compile("(?:我们?)?(?:每[天次])?(?:一?看着|一?想到|想起|望着|听着|想想|面对着?)[^，,0-9]{2,}")
"""What somebody looked at or thought of, and felt something."""

_OPENED = re.compile(
    "(?:的?时候|之后|以后)(?:我们?|本人)?(?:真的?|都|就|整个人)*$|(?:^|[我又都现在])一(?:听|看|想|提|说|闻)[到起见]?[^，,就]*$"
)
"""What waits for what somebody did or felt then: …的时候我, 一听到铃声."""


def waits(words: str) -> bool:
    """Whether a clause without its end only tells when."""
    return _OPENED.search(words) is not None


LEADING_LINK = re.compile(
    "但是|但|可是|可(?!以|能|见)|不过(?!是)|所以|因此|而且|并且|于是|结果(?!是|显示|下来)|反而|然后|还有|更何况|何况|况且|毕竟|再说(?!说|到)"
)

LEANS_BACK = re.compile(
    "(?:但是?|可是|可(?!以|能|见)|而(?!是|后)|而且|并且|且|不过(?!是|了)|反而|然而|毕竟|更?何况|况且)(?!说)[，,]?"
)
"""What tells a contrast, or one more reason, to what stands before it."""


def unlinked(words: str) -> str:
    """Words without the conjunction that they begin with."""
    link = LEADING_LINK.match(words)
    return words[link.end() :] if link else words


OPENING_LINK = re.compile("虽然|虽说|尽管|因为|由于|既然|不但|不仅|不光")
LEFTOVER_START = re.compile("[的了得地着吗呢吧啊呀哦哈嘛啦]+")
LEFTOVER_END = re.compile(
    "(?:[、和跟与，,\\s]|真的是|真是|就是|简直是|简直|真的|这是|这就是|完全是|根本是|纯属|属于|是个|都是|也是|算是|像个|像|叫做|叫|当成|(?<![觉记值不])得|(?<![基产外当的场本])地)+$"
)
_QUESTION = re.compile(
    "吗|呢|何时|是否|多久|什么|怎么|能否|可否|哪|谁|几时|几号|多少|为何|能不能|可不可以|是不是|有没有"
)


def asks(words: str) -> bool:
    """Whether a clause may stand before a question mark."""
    return _QUESTION.search(words) is not None and not words.startswith("请说明")


HURRIED = re.compile("别|不许|不要再|废话|磨叽|磨蹭|拖|快点|快些|赶紧|赶快|等不|没有第二|听见没|听到没|速速|急")
"""What only presses, in a clause that asks for nothing."""

CONDITION = re.compile(
    "(?:如果|要是|若是|若|倘若|今天|今晚|明天|你们|商家|再|敢|要|谁|一天|少|晚|还|拖|敢不|继续)*(?:不|少|晚|敢|再)[^，,。；;！!？?\n]{0,10}(?:的话)?(?:我们|我|本人|老子|那我|就|便|只好|那就)*$"
)
WISH = re.compile(
    "(?:我们|我|本人|咱们|咱|俺)?(?:希望|想|要|会|准备|打算|一定|必须|反正|已经|已|可以|能够|能|也|还|就)*$"
)
"""What may stand before a threat and means nothing without it."""

FLOURISH = re.compile(
    "(?:说到做到|走着瞧|等着瞧|你们?等着|不信试试|不信就试试|自己看着办|看着办|别怪我|勿谓言之不预|我说到做到|言出必行|后果自负|休怪我|谁也别想好过|看你们?怎么[^，,。]{1,4}|让大家都?[^，,。]{2,10}|让你们?[^，,。]{2,10}|你们?就?等着[^，,。]{0,6}|我?知道你们?[^，,。]{0,6}(?:在哪里?|住哪里?|地址)(?:的|上班)?)吧?"
)
"""What only adds to a threat beside it."""

THREATENING = re.compile(
    "曝光|差评|砸|堵|横幅|杀|弄|闹|媒体|直播|网上|热搜|刷|等着|鱼死|同归|打|烧|泼|贴|人肉|挂|骂|拉你|找人|叫人|带人|上门|开不|关门|倒闭|好看|好过|吃不了|不客气|收拾|教训|坐牢|后果"
    "|臭|(?:[你您他要去就会]|天天|每天)[^，,。]{0,10}(?:坐着|守着|站着|躺)|看你们?还|看谁|抵制|打印|传单"
)
"""Means of a threat."""

MENACE = re.compile(
    THREATENING.pattern
    + "|让你|让他|让她|让大家|让全|叫你|看你|看谁|别怪|逼我|小心|奉陪|没完|试试|知道.{0,6}[哪家住]|写|传|告诉|"
    "发|抖音|小红书|朋友圈|群|电话|主页|手机号|举|拉|死|活|命|血|血本|赔|恨|老子|不然|否则|要不|等|躲|跑|陪|玩|毁|拼|抖|见|狠|教|抄|炸|拆|举报|投诉|告|[就便]"
)
"""Without one of these there is no threat that a notice could take the place of."""

REMEDY = re.compile("退|赔|归还|还我|拿回|要回|返还|补偿|换|补发|修")
"""What a clause asks for, even where no demand was made out."""

THEN = re.compile("[，,]?(?:那我|我们|我|老子|咱们|俺)?(?:就|便|直接|马上)(?!是)|[，,](?:我|后果|等着|别怪|休怪)")
"""Where the threat of a conditional sentence begins."""

TO_DEATH = re.compile("(?:坏|死|透|极|惨|疯|懵|哭|飞|炸|翻|够)(?:我|人|俺|老子)?了?(?:我|人|俺)?了?")
"""What tells how much somebody feels, behind the feeling: 恶心坏了."""

WISH_LEAD = "(?:现在?|特此?|因此|所以|故|本人|我们?)*"
"""What may stand before a word of asking at the head of a clause."""
PLEASE = "请(?!问|假|客|教|了|来|过|师傅|人)"
"""请 that asks for something: no 请问, 请假, 请了师傅."""

SAYING = re.compile(
    "(?<![我听再别想用不据老照])(?:说|称|讲|承诺|保证|答应|告诉|写着|写的)(?!明|法|话|服|不定|实话|白了|到底|真的)"
)
"""Where the words of others begin."""

TAKEN_FOR = re.compile("(?:以为是?|当成是?|当作是?|误认为是?|看成是?)$")
"""What something was taken for is told: 保洁以为是垃圾."""

MOOD = re.compile(
    "[吗呢吧啊呀嘛气怒哭心崩累烦急愤恨疯愁屈笑脸良狗猪骗坑黑死滚傻蠢废贱烂破服呵哈绝太！!？?我]|"
    "什么|哪|谁|凭|难道|怎么|无语|失望|恶心|难受|垃圾|真|居然|竟然|还|你们|摆设|样"
)
"""A clause without any of these only tells."""

SIGH = re.compile("[呵哈唉哎嘿哼切啧呸哇嗐]+|早说[啊呀嘛]?")

SUPPOSED = re.compile("如果|要是|倘若|假如|假设|既然|若")
FOLLOWS = re.compile("那|就|便|还")
"""The two halves of a condition."""

FELT = re.compile(
    "我们?(?:爸|妈|老婆|老公|爱人|家人|父亲|母亲|丈夫|妻子|孩子|婆婆|闺女|儿子|女儿|家里?人)|(?:孩子|老人|家里?人|老婆|老公)"
)
SAID_ON = re.compile("(?:还|都|就|总|老)?(?:说|问|怪|怨|骂)(?!法|明|好|题)")
"""Somebody of the writer's family, and what goes on with what they said."""

ADDRESSED = re.compile("[^，,]{0,8}(?:告诉|提醒|告知)(?:更多的?|大家|广大|其他|所有)[^，,]{0,6}")
"""Who is to hear what follows."""

NOBODY = re.compile(
    "(?:没有?|无|不见)(?:一个|任何一?个?|半个|哪个)?"
    "(?:真?人|客服|回应|答复|回复|结果|负责人|负责的|管事的|工作人员|店员|员工|领导|老师|医生|护士|教练|司机|师傅|电话|短信|通知|消息|说明|标注|提示)"
)
"""What happened, or did not: nobody answered."""

LAWFUL = re.compile(
    "12315|12345|12305|消协|消费者协会|起诉|法院|法律途径|法律手段|仲裁|市场监管|监管部门|诉讼|报警|维权"
)
"""Words of a lawful step that the draft announces already."""
