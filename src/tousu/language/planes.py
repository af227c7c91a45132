"""Marks that rules lay over a draft for the tone model to read: what the rules would say, and who is speaking.

Training and serving call the same function, so the marks can't drift apart. They say nothing of contexts that
silence: what a mark is worth beside its surroundings is for the model to learn.
"""

from __future__ import annotations

from collections.abc import Sequence

from tousu.draft import Draft
from tousu.language.search import Candidate, candidates
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.rules import FLAG_IDS
from tousu.spans import Span
from tousu.tagging import Plane, plane

# Lexicons whose words tell who speaks and how sure he is; one group a lexicon.
CUES = ("authority_cues", "lawful_cues", "hedges", "question_cues", "technical_cues", "speech_verbs", "other_side")


def tone_planes(draft: Draft, hits: Hits, rulebook: Rulebook, found: Sequence[Candidate] | None = None) -> list[Plane]:
    """Three planes, each of shape (len(text),): candidates by kind, quotation marks, cues of context.

    Args:
        draft: the text.
        hits: what the rulebook's automaton found in it.
        rulebook: the rules.
        found: the candidates, when the caller has them already.
    """
    every = candidates(draft, hits, rulebook) if found is None else found
    by_kind: dict[str, list[Span]] = {kind: [] for kind in FLAG_IDS}
    for candidate in every:
        by_kind[candidate.rule.kind].append(candidate.span)
    length = len(draft.text)
    quotes = [quote.inner for quote in draft.quotes if quote.inner.end > quote.inner.start]
    cues = [hits.get(Owner("lexicons", name, "word"), []) for name in CUES]
    return [plane(length, list(by_kind.values())), plane(length, [quotes]), plane(length, cues)]
