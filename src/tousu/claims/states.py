"""How far a matter has come, the minute of a clock, harm to the body, what the other side threatens or shouts."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.claims.claim import Claim
from tousu.spans import Span

_STAGES = {
    "未": "未 没有 没 尚未 还没 还没有 不予",
    "已": "已 已经",
    "中": "正在",
    "败": "失败",
}
_STAGE = {word: stage for stage, words in _STAGES.items() for word in words.split()} | {
    "中": "中",
    **dict.fromkeys(("完成", "成功", "通过"), "已"),
    **dict.fromkeys(("失败", "驳回", "关闭", "取消"), "败"),
}
_STATUS = re.compile(
    "(?P<early>不予|尚未|还没有|还没|没有|没|未|已经|已|正在)?"
    "(?P<head>立案|受理|结案|退款|退货|签收|审核|派送|维修|处理|到账|发货|赔付|理赔|换货|申请|申诉|仲裁|提现|支付|交易)"
    "(?:(?:已经?|被|平台|商家|了){0,3}(?P<not>没有?|未|尚未)?(?P<late>中(?![国心间途])|完成|成功|失败|通过(?=[了，,。；;！!\\s]|$)|驳回|关闭|取消))?"
)


def states(text: str) -> Iterator[Claim]:
    """已立案, 退款中: how far a matter has come."""
    for m in _STATUS.finditer(text):
        if stage := _STAGE.get(m["not"] or m["late"] or m["early"] or ""):
            yield Claim("status", Span(*m.span()), f"{stage}{m['head']}", m["head"], weak=True)


_EXCLUSIVE = {
    "rate": {
        "每天": "每天 每日 天天",
        "每周": "每周 每星期 每个星期",
        "每月": "每月 每个月",
        "每年": "每年",
        "每季": "每季度",
        "隔天": "隔天 每隔一天",
        "每次": "每次",
    },
    "whole": {"全部": "全部 全额 全款", "部分": "部分"},
    "side": {
        "左": "左手 左脚 左腿 左眼 左耳 左臂 左侧 左边 左前 左后",
        "右": "右手 右脚 右腿 右眼 右耳 右臂 右侧 右边 右前 右后",
    },
    "kin": {
        "母": "我妈 妈妈 母亲",
        "父": "我爸 爸爸 父亲",
        "子": "儿子",
        "女": "女儿",
        "夫": "老公 丈夫",
        "妻": "老婆 妻子",
        "兄": "哥哥 我哥",
        "弟": "弟弟 我弟",
        "姐": "姐姐 我姐",
        "妹": "妹妹 我妹",
        "祖父": "爷爷 姥爷 外公",
        "祖母": "奶奶 姥姥 外婆",
        "岳母": "岳母 婆婆 丈母娘",
        "岳父": "岳父 公公",
    },
}
_RIVAL = {
    word: (kind, key) for kind, groups in _EXCLUSIVE.items() for key, words in groups.items() for word in words.split()
}
_RIVALS = re.compile("|".join(sorted(_RIVAL, key=len, reverse=True)))


def rivals(text: str) -> Iterator[Claim]:
    """每周, 左手, 我妈: one word of several that exclude each other."""
    for m in _RIVALS.finditer(text):
        kind, key = _RIVAL[m.group()]
        yield Claim("status", Span(*m.span()), key, kind, weak=True)


_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_HAN = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "十一": 11, "十二": 12}
_CLOCK = re.compile(
    "(?<![0-9.:第十一二三四五六七八九])(?:(?P<h>[0-9]{1,2})|(?P<han>十[一二]?|[一二两三四五六七八九]))"
    "(?:[点时](?![0-9]*[小])(?P<m>半|一刻|三刻|[0-9]{1,2}(?=分|[^0-9.]|$)|[二三四五]?十[一二三四五六七八九]?(?=分))?|:(?P<mm>[0-9]{2})(?![0-9]))"
)


def clocks(text: str) -> Iterator[Claim]:
    """晚上8点半, 20:15: the hour and the minute."""
    for m in _CLOCK.finditer(text):
        hour = int(m["h"]) if m["h"] else _HAN[m["han"]]
        minute = m["m"] or m["mm"] or "0"
        late = _MINUTES.get(minute, int(minute) if minute.isdigit() else minute)
        yield Claim("clock", Span(*m.span()), f"{hour % 12}:{late}", str(hour % 12), weak=True)


_HARMS = {
    "烫伤": "烫伤 烫到 烫出 烫红 烫起泡",
    "烧伤": "烧伤 灼伤 电伤",
    "受伤": "受伤 划伤 割伤 扎伤 擦伤 扭伤 砸伤 摔伤 夹伤 刮伤 划破 割破 扎破 磕破 咬伤 骨折 脱臼 流血 出血 缝针 挫伤",
    "住院": "住院 急诊 就医 送医 抢救 洗胃 输液 手术",
    "过敏": "过敏 红肿 红疹 起疹 皮疹 起泡 发炎 感染 烂脸 瘙痒",
    "起火": "起火 着火 自燃 失火 爆炸 炸裂 冒烟 烧焦",
    "触电": "触电 漏电",
    "中毒": "中毒 食物中毒 煤气中毒",
    "吐泻": "呕吐 腹泻 拉肚子 上吐下泻 闹肚子 拉稀",
    "晕倒": "晕倒 昏迷 窒息 昏倒",
}
_HARM_OF = {word: sort for sort, words in _HARMS.items() for word in words.split()}
_HARM = re.compile("|".join(sorted(_HARM_OF, key=len, reverse=True)))
_FIGURE = re.compile("(?:气|急|恶心|笑|看|骂|快|差点|心里)[^，,。；;！!？?\n]{0,5}$")


_ASKED = re.compile("[^，,。；;！!？?\n]{0,16}(?:[？?]|吗)")
"""只有自燃了才算不正常吗: what is asked has not happened."""


def harms(text: str) -> Iterator[Claim]:
    """烫伤, 住院: harm to the body, and what might have done it. 气得住院 is a figure of speech."""
    for m in _HARM.finditer(text):
        asked = _ASKED.match(text, m.end()) is not None
        if not asked and _FIGURE.search(text, max(0, m.start() - 8), m.start()) is None:
            yield Claim("harm", Span(*m.span()), _HARM_OF[m.group()], m.group(), weak=True)


_MENACE = re.compile(
    "(?:[把将]我们?的?(?:家庭|真实|个人|收货)?(?:地址|住址|电话|照片|信息|号码|手机号|隐私|身份证|名字|住处)[^，,。；;！!？?\n]{1,10}"
    "|(?:上门|派人|找人|带人)(?:来)?(?:找|收拾|堵|打|教训|弄|整|报复)我"
    '|(?:威胁|恐吓|吓唬|辱骂|骂|诅咒|污蔑|诬陷)(?:了)?我们?(?:说|是|要)?(?P<what>[^，,。；;！!？?\n“”"：:了的]{2,24}))'
)


def menaces(text: str) -> Iterator[Claim]:
    """威胁我不删差评就上门, 骂我神经病: what the other side threatens or shouts, in its words."""
    for m in _MENACE.finditer(text):
        words = m["what"] or m.group()
        yield Claim("menace", Span(*m.span()), words, words[:2], weak=True)
