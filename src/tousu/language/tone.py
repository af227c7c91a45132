"""The tone model beside the rules: it proposes where they are silent and vetoes where they misfire."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from tousu.draft import Draft
from tousu.language.search import Candidate
from tousu.rulebook import Rulebook
from tousu.spans import Span, at_position
from tousu.tagging import Floats, Plane, Tagged, Tagger, decode


class Tone:
    """What the tone model makes of one draft.

    Args:
        tagger: kinds are flag ids; its thresholds were chosen for precision.
        draft, planes: what it reads.
        rulebook: where ``tone-<kind>`` holds the wording of its proposals.
    """

    def __init__(self, tagger: Tagger, draft: Draft, planes: Sequence[Plane], rulebook: Rulebook) -> None:
        self.tagger, self.draft, self.planes, self.rulebook = tagger, draft, planes, rulebook

    @cached_property
    def chances(self) -> Floats:
        """Probability of each label for each character."""
        return self.tagger.probabilities(self.draft.codes, self.planes)

    def proposals(self) -> list[Candidate]:
        """The model's phrases above their thresholds, each with the words that decided."""
        if not len(self.draft.text):
            return []
        out = []
        for tagged in decode(self.chances, self.tagger.kinds):
            rule = self.rulebook.flags.get(f"tone-{tagged.kind}")
            number = self.tagger.kinds.index(tagged.kind)
            if rule is None or tagged.probability < self.tagger.thresholds[number]:
                continue
            span = self._trimmed(tagged.span)
            if span.end > span.start:
                out.append(Candidate(rule, span, tagged.probability, self._deciding(tagged, number)))
        return out

    def vetoes(self, candidate: Candidate) -> bool:
        """Whether the model holds a rule's candidate for innocent; only rules that allow it."""
        limit = self.rulebook.kinds[candidate.rule.kind].veto
        if not limit or not candidate.rule.veto:
            return False
        start, end = candidate.span
        return float(1 - self.chances[start:end, 0].mean()) < limit

    def _trimmed(self, span: Span) -> Span:
        """Without punctuation and white space at its ends."""
        piece = span.of(self.draft.text)
        left = len(piece) - len(piece.lstrip(" \t\n，,。、：:；;"))
        right = len(piece.rstrip(" \t\n，,。、：:；;"))
        return Span(span.start + left, max(span.start + left, span.start + right))

    def _deciding(self, tagged: Tagged, number: int) -> tuple[Span, ...]:
        """The token of the phrase that speaks most clearly for its kind."""
        chances = self.chances[tagged.span.start : tagged.span.end, 2 * number + 1 : 2 * number + 3].sum(axis=1)
        token = at_position(self.draft.tokens, tagged.span.start + int(np.argmax(chances)))
        return (self.draft.tokens[token],) if token is not None else ()
