"""What to beware of: conditions not met, demands without their facts, publicity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tousu.advice.case import Case
from tousu.advice.ladder import taken, unmet
from tousu.advice.prepared import prepared
from tousu.catalogue import Channel
from tousu.results import LegalBasis
from tousu.spans import Span

_REPORTS = frozenset({"punish", "takedown"})
_CIVIL = frozenset({"refund", "refund_return", "compensation", "exchange", "reship", "triple", "tenfold"})


def find_notes(
    case: Case, tried: Mapping[str, Span], target: Channel | None, law: Sequence[LegalBasis]
) -> tuple[str, ...]:
    """Sentences of caution that this draft gives reason for, most urgent first."""
    return tuple(_notes(case, tried, target, law))


def _notes(case: Case, tried: Mapping[str, Span], target: Channel | None, law: Sequence[LegalBasis]) -> Iterator[str]:
    say = case.rulebook.say
    if "injury" in case.issue_ids:
        yield say("advice", "medical_first")
    if target and target.must_follow and unmet(target, tried, case.rulebook):
        yield say("advice", "unmet_note", name=target.name, precondition=target.precondition)
    if target:
        for id_ in taken(target, tried):
            yield say("advice", "taken_note", name=target.name, other=case.rulebook.channels[id_].name)
    if target and target.public:
        yield say("advice", "public_note", name=target.name, risk=target.risk)
    elif any(case.rulebook.channels[id_].public for id_ in tried):
        yield say("advice", "public_last")
    multiples = prepared(case.rulebook).multiples
    named = any((basis.law, basis.article) in multiples for basis in law)
    if "triple" in case.demands and not named:
        yield say("advice", "triple_without_facts")
    if "tenfold" in case.demands and not named:
        yield say("advice", "tenfold_without_facts")
    if case.demands & _REPORTS and case.demands & _CIVIL:
        yield say("advice", "separate_report")
