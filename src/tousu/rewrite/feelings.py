"""A feeling about somebody who is named nowhere else: the name stays, with the calm word for the feeling."""

from __future__ import annotations

from tousu import patterns as re
from tousu.rewrite.grammar import says_nothing
from tousu.rewrite.wording import Say, Wording
from tousu.spans import Span

_FELT = re.compile(
    "(?P<about>对[^，,]{1,24}?)(?:真的?|实在|太|很是?|非常|十分|极其|极度|特别|无比|感到|表示|深感|彻底|越来越|是)*"
    "(?:失望|寒心|心寒|气愤|愤怒|无语|恶心|崩溃|绝望|愤慨)(?:透顶|至极|极了|透了|不已)?了?"
)


_AFRAID = re.compile(
    "(?P<about>[^，,]{3,24}?)(?P<felt>(?:真的?|实在|很是?|非常|十分|极其|极度|特别|(?<![老太])太(?!太)|都|整天|感到|感觉|觉得|心里)*"
    "(?P<fear>害怕|恐惧|担惊受怕|提心吊胆|心惊胆战|心惊胆颤|胆战心惊|惶惶不安|忐忑不安|惴惴不安|不安)"
    "(?:极了|不已|得要命|得不行|得要死|死了)?了?)"
)
_BY_WHAT = re.compile("[让令叫使得弄搞的会不没别被]$")
_WORRIED = ("惶惶不安", "忐忑不安", "惴惴不安", "提心吊胆", "不安")


def afraid(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """Who is afraid and when is what happened: 夜里开门都提心吊胆 → 夜里开门感到担心; None where nothing tells it."""
    m = _AFRAID.fullmatch(body)
    if m is None or says_nothing(m["about"]) or _BY_WHAT.search(m["about"]):
        return None
    if not flagged.overlaps((start + m.start("felt"), start + m.end("felt"))):
        return None
    calm = say("worried" if m["fear"] in _WORRIED else "afraid")
    return Wording(start + m.start("felt"), start + m.end("felt"), calm)


_SUFFERED = re.compile(
    "(?:掉|流)(?:了)?(?:[一-鿿]{0,3})眼泪|哭了[好几一两半]|睡不着|失眠|吃不下|做噩梦|"
    "吓哭|吓病|不敢(?:出门|上学|睡|去|一个人)"
)
_FIGURE = re.compile("[气急愁心]|欲哭|哭笑|哭死|想哭|哭都")


def suffered(body: str) -> bool:
    """Whether a clause tells what it did to somebody, which stays: 孩子夜里做噩梦."""
    return _SUFFERED.search(body) is not None and _FIGURE.search(body) is None


_NO_DOOR = re.compile("(?P<step>投诉|维权|求助|申诉|反映)无门")


def unheard(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """4S店投诉无门 → 4S店投诉无效."""
    m = _NO_DOOR.search(body)
    if m is None or not flagged.overlaps((start + m.start(), start + m.end())):
        return None
    return Wording(start + m.start(), start + m.end(), m["step"] + say("in_vain"))


def displeased(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """对丰源店太失望了 → 对丰源店不满意; None where the feeling is about nobody."""
    m = _FELT.search(body)
    if m is None or m.end() != len(body) or not flagged.overlaps((start + m.end("about"), start + m.end())):
        return None
    return Wording(start + m.end("about"), start + m.end(), say("displeased"))
