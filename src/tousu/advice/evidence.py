"""What to keep, what of it the draft mentions, and what people usually lose."""

from __future__ import annotations

from tousu import patterns as re
from tousu.advice.case import Case
from tousu.advice.prepared import prepared
from tousu.results import EvidenceItem
from tousu.rulebook import Owner
from tousu.spans import Span

_OF_SECOND_ISSUES = 2
# 希望核实投递照片: asked for, not held.
_ASKED_FOR = re.compile(
    r"(?:希望|要求|请|能否|能不能|麻烦|帮|申请|必须|应当?)[^，。；！？\n]{0,8}(?:核实|提供|调取|调|查看?|给出?|出示|出具|公开|拿出)[^，。；！？\n]{0,4}$"
)


def find_evidence(case: Case) -> tuple[EvidenceItem, ...]:
    """The checklist of the primary issue, then the foremost items of the others; easily lost things first."""
    lost = {id_ for issue in case.issues for id_ in issue.commonly_lost}
    ids = list(case.primary.evidence)
    ids += [id_ for issue in case.issues[1:] for id_ in issue.evidence[:_OF_SECOND_ISSUES]]
    make = prepared(case.rulebook).evidence
    return tuple(make(id_, _mentioned(case, id_), id_ in lost) for id_ in dict.fromkeys(ids))


def _mentioned(case: Case, id_: str) -> bool:
    """Whether the draft says that this is at hand: named, not denied, not asked for from others."""
    text = case.draft.folded
    for start, end in case.hits.get(Owner("evidence", id_, "cue"), ()):
        if not case.denied(Span(start, end)) and not _ASKED_FOR.search(text, max(0, start - 16), start):
            return True
    return False
