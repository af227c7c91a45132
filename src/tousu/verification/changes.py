"""One verdict on one fact, as results hold it."""

from __future__ import annotations

from tousu.claims import Claim
from tousu.results import Fact, FactChange, Verdict
from tousu.spans import Span


def kept(fact: Fact, span: Span, text: str | None = None) -> FactChange:
    """A fact that stands on both sides."""
    return FactChange.model_construct(
        verdict="kept",
        kind=fact.kind,
        before=fact.text,
        after=fact.text if text is None else text,
        before_span=fact.span,
        after_span=span,
    )


def change(
    verdict: Verdict, kind: str, before: Fact | Claim | None, after: Fact | Claim | None, why: str = ""
) -> FactChange:
    """A fact or a claim that was lost, changed or invented."""

    def said(part: Fact | Claim | None) -> str:
        return part.text if isinstance(part, Fact) else part.key if part else ""

    return FactChange.model_construct(
        verdict=verdict,
        kind=kind,
        before=said(before),
        after=said(after),
        before_span=before.span if before else None,
        after_span=after.span if after else None,
        why=why,
    )
