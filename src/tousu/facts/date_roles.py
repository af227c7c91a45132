"""What happened on a date: the verb beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tousu import patterns as re
from tousu.records import NamedTuple, quick
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span


@quick
class _Verb(NamedTuple):
    start: int
    end: int
    role: str


def verbs(text: str, hits: Hits, rulebook: Rulebook) -> list[_Verb]:
    """Verbs that give a date its role, by their start; of those that start together the longest."""
    roles = rulebook.lexicons["date_roles"].values
    found: dict[int, _Verb] = {}
    for start, end in hits.get(Owner("lexicons", "date_roles", "word"), ()):
        if start not in found or end > found[start].end:
            found[start] = _Verb(start, end, roles[text[start:end]])
    return [found[start] for start in sorted(found)]


_STOP = re.compile(r"[。；;！!？?\n]")
_GLUE = re.compile(r"[\s:：是为于在]{0,4}$")


def role(span: Span, text: str, found: Sequence[_Verb]) -> str:
    """What happened on this date: by the verb right before it (签收时间：), else by the first one after it."""
    at = bisect_left(found, span.start, key=lambda v: v.start)
    for verb in reversed(found[max(0, at - 4) : at]):
        if verb.end <= span.start and span.start - verb.end <= 4 and _GLUE.fullmatch(text[verb.end : span.start]):
            return verb.role
    for verb in found[at:]:
        if verb.start < span.end:
            continue
        gap = text[span.end : verb.start]
        if len(gap) > 20 or _STOP.search(gap) or gap.count("，") + gap.count(",") > 1:
            return ""
        return verb.role
    return ""
