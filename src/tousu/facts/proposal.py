"""What a room of facts proposes: a fact whose reason is still a key into ``data/messages/facts.toml``."""

from __future__ import annotations

from tousu.records import NamedTuple, quick
from tousu.results import Fact
from tousu.rulebook import Rulebook
from tousu.spans import Span


@quick
class Proposal(NamedTuple):
    """A fact that a rule or the tagger proposes.

    Attributes:
        value: the normal form. why: key of the reason; ``named`` fills its fields.
    """

    kind: str
    span: Span
    value: str
    confidence: float
    why: str
    role: str = ""
    named: tuple[tuple[str, str], ...] = ()

    def fact(self, text: str, rulebook: Rulebook) -> Fact:
        """The fact, its reason in words for people."""
        why = rulebook.say("facts", self.why, **dict(self.named))
        # model_construct: every part was made here, and validating again costs more than finding it.
        return Fact.model_construct(
            kind=self.kind,
            span=self.span,
            text=self.span.of(text),
            value=self.value,
            confidence=round(self.confidence, 3),
            why=why,
            role=self.role,
        )
