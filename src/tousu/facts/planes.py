"""Marks that rules and lexicons lay over a draft, for the tagger to read beside the characters.

Plane 1: amounts, dates, long numbers (orders, parcels, payments, cards), phones.
Plane 2: platforms, carriers, words of product categories, words of demands, words of delivery, words of evidence.
Planes 3 to 5 and 7: the words and the clause around (``surroundings``).
Plane 6: titles of persons, services, apps, companies, makers, ends of shops' names, models, parts.

The taggers are trained on these marks: when their meaning changes, the models must be trained anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from tousu.draft import Draft
from tousu.facts.amounts import find_amounts
from tousu.facts.dates import find_dates
from tousu.facts.numbers import find_numbers
from tousu.facts.parties import find_names
from tousu.facts.proposal import Proposal
from tousu.facts.settling import settle
from tousu.facts.surroundings import word_planes
from tousu.native import plane
from tousu.readers import Plane
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span

_LISTS = (
    "person_titles", "services", "apps", "companies", "makers", "merchant_suffixes", "product_models", "product_parts",
)  # fmt: skip


def fact_planes(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Plane]:
    """The planes, each of shape (len(draft.text),)."""
    platforms, carriers = find_names(draft, hits, rulebook)
    shaped = settle(
        find_numbers(draft, hits, rulebook, platforms, carriers),
        find_dates(draft, hits, rulebook),
        find_amounts(draft, hits, rulebook),
    )
    return planes_of(draft, hits, shaped, platforms, carriers)


def planes_of(
    draft: Draft, hits: Hits, shaped: Iterable[Proposal], platforms: Iterable[Proposal], carriers: Iterable[Proposal]
) -> list[Plane]:
    """The planes from what the rules have found already."""
    length = len(draft.text)
    amounts: list[Span] = []
    dates: list[Span] = []
    numbers: list[Span] = []
    phones: list[Span] = []
    homes = {"amount": amounts, "date": dates, "phone": phones}
    for proposal in shaped:
        homes.get(proposal.kind, numbers).append(proposal.span)
    demands = [span for (room, _, _), spans in hits.items() if room == "demands" for span in spans]
    words = [hits.get(Owner("lexicons", id_, "word"), ()) for id_ in ("products", "delivery_states", "evidence_words")]
    names = ([p.span for p in platforms], [p.span for p in carriers])
    listed = [hits.get(Owner("lexicons", id_, "word"), ()) for id_ in _LISTS]
    own, beside, before, ahead = word_planes(draft)
    return [
        plane(length, (amounts, dates, numbers, phones)),
        plane(length, (demands, words[0], words[1], words[2], *names)),
        own,
        beside,
        before,
        plane(length, tuple(listed)),
        ahead,
    ]
