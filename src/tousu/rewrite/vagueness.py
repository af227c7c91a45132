"""What is vague, with a blank for what is exact; and the blank filled again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.results import Fact
from tousu.rewrite.wording import Say, Wording
from tousu.spans import Span

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
    """What is vague stays, followed by a blank for what is exact; one blank of a kind in a draft.

    How long something took is told by the dates, which are asked for where they are missing.
    """
    a, b = flagged.start - start, flagged.end - start
    for key, pattern in _VAGUE.items():
        m = pattern.search(body, a, b)
        if m:
            by_the_way = key == "blank_amount" and _BY_THE_WAY.search(body, 0, m.start())
            idle = key == "blank_duration" or (
                key == "blank_count" and (_USUAL.fullmatch(m.group()) or not _CONTACT.search(body))
            )
            if key in used or by_the_way or idle:
                return None
            used.add(key)
            return Wording(start + m.end(), start + m.end(), say("blank", what=say(key)))
    return None


_BY_THE_WAY = re.compile("(?:只|才|就|还不到|每[次天月单]|一[次天月单])[^，,0-9]{0,8}$")
"""A sum that only tells how little or how often: no reader needs it to the yuan."""

_USUAL = re.compile("多次|反复|数次|若干次|几次|多回|多遍")
"""Written Chinese for often: a blank behind it would only stumble."""

_CONTACT = re.compile("打|拨|联|投|沟|协|找|问|催|修|反|去|跑|来|申|换|退|发|扣|试|约|催|坏|停|出")
"""Deeds of which a reader wants to know how often."""

_INEXACT = re.compile("[几数多]|上[百千万]|左右|大概")


def told_exactly(facts: Sequence[Fact]) -> Iterator[str]:
    """The blanks that ask for nothing more: what a draft with its dates, or its sums, has told."""
    for key, kind in (("blank_date", "date"), ("blank_amount", "amount")):
        exact = (f for f in facts if f.kind == kind and any(c.isdigit() for c in f.value))
        if any(not _INEXACT.search(f.text) for f in exact):
            yield key


VAGUE_WORD = "|".join(pattern.pattern for pattern in _VAGUE.values())
"""What a blank may stand behind, which an exact answer takes the place of."""
