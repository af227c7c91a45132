"""One verdict on one fact; what is kept becomes a part of the results only where somebody wants to read it."""

from __future__ import annotations

from tousu.claims import Claim
from tousu.records import NamedTuple
from tousu.results import Fact, FactChange, Verdict
from tousu.spans import Span


class Kept(NamedTuple):
    """A fact that stands on both sides, where it stands now and in which words."""

    fact: Fact
    after_span: Span
    after: str

    @property
    def before_span(self) -> Span:
        """Where it stood."""
        return self.fact.span

    def told(self) -> FactChange:
        """The same as results hold it."""
        return FactChange.model_construct(
            verdict="kept",
            kind=self.fact.kind,
            before=self.fact.text,
            after=self.after,
            before_span=self.fact.span,
            after_span=self.after_span,
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
