"""What stands in the middle of a clause that is told otherwise: 我老公手上 → 我手上, 没写不退 → 写了不退.

A new clause is held beside the clause of the original that went and shares most of its words. What they share at
both ends goes away; what is left on both sides must have the same force.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tousu import patterns as re
from tousu.records import NamedTuple, quick
from tousu.verification.parties import other_doer, others, parties_in

_NO_DENIAL = re.compile(
    "不(?:但|仅|管|过|断|停|久|然|如|光|止|好意思|少|同|远|错|料|想|曾想|由得|至于|起)|没(?:想到|料到|几|多久|过|用?两)|"
    "无(?:论|非)|非(?:要|得|让|说|常)|未来|好不容易|说不定|差点没|要不是|动不动|忍不住|对不起"
)
_DENIAL = re.compile("没有|不|没|未|无|非")
_PARTICLES = re.compile("[了的着过也都就又还再才却便则即已是仍]|已经")
_SIDES = """
多-少 前-后 左-右 先-后 新-旧 大-小 长-短 高-低 厚-薄 快-慢 真-假 涨-降 增-减 买-卖 借-还 早-晚 开-关 男-女
南-北 东-西 上-下 月-年 日-月 周-月 日-周 天-周 天-月 之前-之后 以前-以后 线上-线下
全部-部分 全额-部分 全部-大部分 全部-一部分 一半-全部 半-全 一半-全
至少-最多 至少-至多 最少-最多 超过-不到 超过-不足 以上-以下 不低于-不超过
"""
_OPPOSITES = {frozenset(pair.split("-")) for pair in _SIDES.split()}
_ASKED = re.compile("请|希望|要求|申请|望|敦促")
"""Who is asked may be named otherwise than who asks."""
_EMPHASIS = re.compile(
    "一[次点句个分毛丝]|根本|完全|从来|从|压根|至今|任何|刚好|正好|恰好|可以|能够|能|只|硬是|竟然|居然"
)
_DOUBT = re.compile("疑似|涉嫌|怀疑|可能|也许|或许|似乎|好像|大概")
_CONCLUSION = re.compile("结论|报告|(?:鉴定|检测)(?![站机中费所单])|认定|判决|证书|公告|判定")
_FRONTED = re.compile("[都也][没不未无]")
_MIDDLE = 8
_SHARED = 3


@quick
class Clause(NamedTuple):
    """The words of a clause and where it begins."""

    text: str
    start: int


def sources(clause: Clause, gone: Sequence[tuple[Clause, frozenset[str]]]) -> Clause | None:
    """The clause that went and shares the most with this one, at least half of its pairs of characters."""
    own = pairs(clause.text)
    best, shared = None, max(_SHARED - 1, (len(own) + 1) // 2)
    for old, theirs in gone:
        both = len(own & theirs)
        if both > shared or (both == shared and best is None):
            best, shared = old, both
    return best


def pairs(words: str) -> frozenset[str]:
    """The pairs of characters side by side."""
    return frozenset(map("".join, pairwise(words)))


def exchanged(old: str, new: str, seen: set[tuple[str, str]]) -> str | None:
    """The kind of fact that differs in the middle of two clauses that share their ends.

    ``seen`` keeps what became what, to know 包月 → 包年 in one clause and 包年 → 包月 in another for an exchange.
    """
    old = _counterpart(old, new)
    if _ASKED.search(new) is None and (others(parties_in(old), parties_in(new)) or other_doer(old, new)):
        return "act"
    if _CONCLUSION.search(old) and len(_DOUBT.findall(new)) > len(_DOUBT.findall(old)):
        return "modality"
    ours, theirs = middles(old, new)
    if len(old) - len(ours) < _SHARED or max(len(ours), len(theirs)) > _MIDDLE:
        return None
    if _denied(old) % 2 != _denied(new) % 2 and _same_content(ours, theirs):
        return "negation"
    one, other = _PARTICLES.sub("", ours), _PARTICLES.sub("", theirs)
    if frozenset((one, other)) in _OPPOSITES or frozenset(_EMPHASIS.sub("", w) for w in _own(one, other)) in _OPPOSITES:
        return "act"
    return "act" if _turned_round(one, other, seen) else None


def _own(one: str, other: str) -> tuple[str, str]:
    """The characters that only stand in one of them."""
    return "".join(c for c in one if c not in other), "".join(c for c in other if c not in one)


def _turned_round(one: str, other: str, seen: set[tuple[str, str]]) -> bool:
    """Whether what became this here became that elsewhere; what has become what is noted."""
    gone, come = _own(one, other)
    if not gone or not come:
        return False
    seen.add((gone, come))
    return (come, gone) in seen


def _counterpart(old: str, new: str) -> str:
    """The part of a longer clause that begins and ends as the new one does."""
    start, end = max(old.find(new[:2]), 0), old.rfind(new[-2:])
    part = old[start : end + 2] if end >= start + 2 else old[start:]
    rest = old[start + len(part) :]
    return old if _FRONTED.match(rest) or _DENIAL.search(old[:start]) or parties_in(old[:start]) else part


def middles(old: str, new: str) -> tuple[str, str]:
    """What is left of both without the beginning and the end that they share."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return old[start : len(old) - end], new[start : len(new) - end]


def _denied(words: str) -> int:
    return len(_DENIAL.findall(_NO_DENIAL.sub("", words)))


def _same_content(ours: str, theirs: str) -> bool:
    """Whether both say the same but for the denial: 没写 and 写了, not 不好 and 差."""
    one, other = (set(_PARTICLES.sub("", _DENIAL.sub("", _EMPHASIS.sub("", words)))) for words in (ours, theirs))
    if not one or not other:
        return not one and not other
    return 2 * len(one & other) >= max(len(one), len(other))
