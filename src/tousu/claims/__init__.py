"""What a text states, in pieces small enough to be checked one by one: numbers, counts, identifiers, quotes,
negations with their scope, modality, who did what.

Facts (``tousu.facts``) name what a reader needs; claims guard what a rewriter may not touch. Both sides of a
comparison are read with the same patterns, so a claim that is found twice is kept, whatever it means.
"""

from __future__ import annotations

from collections.abc import Sequence

from tousu.claims.claim import Claim, blanks_in, unblanked
from tousu.claims.deeds import acts, done_to, sorts, times, titled
from tousu.claims.numbers import bare_counts, bare_items, counts, han_number, numbers
from tousu.claims.pressure import clause_start, pressure_of, threat_start
from tousu.claims.words import fronted, modality, negations, quotes, unables, unmet
from tousu.draft import Draft

__all__ = [
    "Claim",
    "bare_items",
    "blanks_in",
    "clause_start",
    "find_claims",
    "han_number",
    "pressure_of",
    "threat_start",
    "told",
]


def find_claims(draft: Draft) -> Sequence[Claim]:
    """The claims in order of place; found once for a draft, however often it is compared."""
    return draft.once("claims", _claims)


def told(draft: Draft) -> str:
    """The folded text with nothing in its blanks, where claims are looked for."""
    return draft.once("told", lambda d: unblanked(d.folded))


def _claims(draft: Draft) -> Sequence[Claim]:
    text = told(draft)
    found = [
        *numbers(text),
        *counts(text),
        *bare_counts(text),
        *quotes(draft, text),
        *negations(text),
        *modality(text),
    ]
    found += [
        *unables(text),
        *unmet(text),
        *fronted(text),
        *acts(text),
        *done_to(text),
        *sorts(text),
        *times(text),
        *titled(text),
    ]
    return sorted(found, key=lambda c: (c.span, c.kind))
