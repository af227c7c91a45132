"""How people answer beside the point: that there is none, with a wave of the hand, or with the question repeated."""

from __future__ import annotations

from tousu import patterns as re
from tousu.draft import fold
from tousu.rulebook import Rulebook

NUMBERS = ("order_number", "tracking_number")


def absent(rulebook: Rulebook, kind: str, answer: str) -> bool:
    """Whether the person says that there is none or that it is not known: 订单号我不记得了, 没有截图."""
    words = fold(answer)
    record = rulebook.facts.get(kind)
    if record and kind != "delivery":  # 没有物流信息 tells of the parcel
        named = (*record.labels, record.name, record.blank, *_CALLED)
        for label in sorted(filter(None, map(fold, named)), key=len, reverse=True):
            words = words.replace(label, "")
    words = _IDLE.sub("", words)
    if kind == "evidence" and _WITHOUT.fullmatch(words):
        return True
    return words in rulebook.word_set("answers_none")


def evasive(rulebook: Rulebook, answer: str) -> bool:
    """同上, 呵呵, ？？: nobody learns anything from it, whatever was asked for."""
    words, idle = fold(answer), rulebook.word_set("answers_evasive")
    return words in idle or _IDLE.sub("", words) in ("", *idle)


def unlabelled(rulebook: Rulebook, kind: str, answer: str) -> str:
    """The answer without the words of the question that it repeats: 订单号是3028… → 3028…, 实付89元 → 89元."""
    if kind == "amount" and (paid := _PAID.match(answer)):
        return answer[paid.end() :]
    record = rulebook.facts.get(kind)
    names = sorted({record.name, *record.labels}, key=len, reverse=True) if record else ()
    answer = answer.removeprefix("我的")
    for name in names:
        if answer.startswith(name) and (cut := _IS.match(answer, len(name))):
            bare = kind in NUMBERS and not _PARTIAL.search(name)
            if cut.end() < len(answer) and (cut.end() > len(name) or bare):
                return answer[cut.end() :]
    return answer


_CALLED = ("号码", "单号", "号", "名字", "名称", "名")
_IS = re.compile("的?(?:号码?|名[字称]?)?(?:大概|好像|应该)?(?:叫做?|就?是|为|：|:)?[ ]*")
_PARTIAL = re.compile("尾号|[后末]四位")
_PAID = re.compile("(?:我|实际|实付款?|支付|付款?|花费?|一共|总共|共|了|是)+(?=[^a-z]{0,3}[0-9])")
_IDLE = re.compile(
    "我们?|本人|真的?|[都也就还了啊呀呢吧哦嗯的过]|已经|早就|现在|暂时|目前|好像|可能|应该|具体|确切|任何|什么|一[个点张份]|手里|这个|那个|实在|[^0-9a-z/一-鿿]"
)
"""What adds nothing to a word of not having or not knowing."""
_WITHOUT = re.compile("(?:没|没有|无|没得|忘|忘记)[^有]{1,6}|.{1,8}(?:删|删掉|删除|丢|丢失|弄丢|清空|撤回|找不到)")
