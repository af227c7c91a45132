"""A feeling about somebody who is named nowhere else: the name stays, with the calm word for the feeling."""

from __future__ import annotations

from tousu import patterns as re
from tousu.rewrite.wording import Say, Wording
from tousu.spans import Span

_FELT = re.compile(
    "(?P<about>对[^，,]{1,24}?)(?:真的?|实在|太|很是?|非常|十分|极其|极度|特别|无比|感到|表示|深感|彻底|越来越|是)*"
    "(?:失望|寒心|心寒|气愤|愤怒|无语|恶心|崩溃|绝望|愤慨)(?:透顶|至极|极了|透了|不已)?了?"
)


def displeased(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """对丰源店太失望了 → 对丰源店不满意; None where the feeling is about nobody."""
    m = _FELT.search(body)
    if m is None or m.end() != len(body) or not flagged.overlaps((start + m.end("about"), start + m.end())):
        return None
    return Wording(start + m.end("about"), start + m.end(), say("displeased"))
