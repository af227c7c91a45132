"""The tone model beside the rules: it proposes where they are silent and vetoes where they misfire."""

from __future__ import annotations

from functools import cached_property

from tousu.draft import Draft
from tousu.language.search import Candidate
from tousu.readers import Judgement, ToneModel
from tousu.rulebook import Rulebook
from tousu.spans import Span, overlapping


class Tone:
    """What the tone model makes of one draft.

    Args:
        model: kinds are flag ids; its threshold was chosen for precision.
        draft: what it reads.
        rulebook: where ``tone-<kind>`` holds the wording of its proposals.
    """

    def __init__(self, model: ToneModel, draft: Draft, rulebook: Rulebook) -> None:
        self.model, self.draft, self.rulebook = model, draft, rulebook

    @cached_property
    def judgement(self) -> Judgement:
        """The clauses and their chances, found once for proposals and vetoes."""
        judged: Judgement = self.model.judged(self.draft.folded)
        return judged

    def proposals(self, found: int) -> list[Candidate]:
        """The model's phrases above its threshold: the words that decided, to the edges of their tokens.

        Args:
            found: how often rules have found fault with the draft; the more, the weaker a phrase may be believed.
        """
        out = []
        heated = found * _HEATED >= len(self.draft.text)
        for tagged in self.model.phrases(self.judgement, supported=found > 0):
            rule = self.rulebook.flags.get(f"tone-{tagged.kind}")
            if rule is None or tagged.probability < self._least(tagged.kind, heated):
                continue
            span = self._whole(tagged.span)
            if sum(c >= "\u4e00" for c in span.of(self.draft.text)) >= _LEAST_HAN:
                out.append(Candidate(rule, span, tagged.probability, (tagged.span,)))
        return out

    def _least(self, kind: str, heated: bool) -> float:
        """The chance from which a phrase of a kind is said, in a draft full of faults or in any."""
        limits = self.rulebook.kinds[kind]
        return (heated and limits.heated) or limits.propose

    def vetoes(self, candidate: Candidate) -> bool:
        """Whether the model holds a rule's candidate for innocent; only rules that allow it."""
        limit = self.rulebook.kinds[candidate.rule.kind].veto
        if not limit or not candidate.rule.veto:
            return False
        return self.judgement.worst(candidate.span) < limit

    def _whole(self, span: Span) -> Span:
        """To the edges of tokens, without punctuation and white space at the ends."""
        tokens = [self.draft.tokens[n] for n in overlapping(self.draft.tokens, span)]
        start, end = (tokens[0].start, tokens[-1].end) if tokens else span
        piece = self.draft.text[start:end]
        left = len(piece) - len(piece.lstrip(_EDGES))
        right = len(piece.rstrip(_EDGES))
        return Span(start + left, max(start + left, start + right))


_HEATED = 100  # characters to one fault that a rule finds: so dense is anger, not a slip of the pen
_LEAST_HAN = 4  # a shorter phrase that no rule knows (真是, 好吧) is mostly a scrap of one
_EDGES = " \t\n，,。、：:；;“”‘’「」"
