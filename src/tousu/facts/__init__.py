"""Draft → facts: what the draft states, each with its place, its normal form and the reason it was recognised.

A room a family: ``numbers`` (orders, parcels, payments, phones, cards), ``dates``, ``amounts``, ``parties``, ``apps``,
``merchants``, ``delivery``, ``demands``, ``evidence``, ``products``, ``personal``.
``details`` (stations, counts of calls) stand beside them. ``planes`` tells the tagger what
they saw and ``merging`` makes one list of what both propose.
"""

from __future__ import annotations

import datetime as dt

from tousu.draft import Draft
from tousu.facts.amounts import find_amounts
from tousu.facts.apps import find_apps
from tousu.facts.dates import find_dates
from tousu.facts.delivery import find_delivery
from tousu.facts.demands import find_demands
from tousu.facts.details import find_counts, find_stations
from tousu.facts.edges import Edges
from tousu.facts.evidence import find_evidence
from tousu.facts.merchants import find_merchants
from tousu.facts.merging import merge
from tousu.facts.numbers import find_numbers
from tousu.facts.opinion import Opinion
from tousu.facts.parties import find_names
from tousu.facts.personal import find_personal
from tousu.facts.places import Places
from tousu.facts.planes import fact_planes, planes_of
from tousu.facts.products import find_products
from tousu.facts.proposal import Proposal
from tousu.facts.settling import settle
from tousu.readers import Tagger
from tousu.results import Fact
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import overlapping

__all__ = ["fact_planes", "find_facts"]


def find_facts(
    draft: Draft, hits: Hits, rulebook: Rulebook, tagger: Tagger | None, today: dt.date | None = None
) -> tuple[Fact, ...]:
    """The facts in order of place, each distinct value once."""
    platforms, carriers = find_names(draft, hits, rulebook)
    shaped = settle(
        find_numbers(draft, hits, rulebook, platforms, carriers),
        find_dates(draft, hits, rulebook, today),
        find_amounts(draft, hits, rulebook),
    )
    edges = Edges(draft, rulebook)
    ruled: list[Proposal] = [*shaped, *platforms, *carriers, *find_apps(draft, hits, [*platforms, *carriers], edges)]
    ruled += find_merchants(draft, hits, rulebook, platforms, edges)
    ruled += [*find_stations(draft.folded, edges), *find_counts(draft.folded)]
    ruled += find_personal(draft, hits, rulebook)
    names = Places(p.span for p in (*platforms, *carriers))
    ruled += find_products(draft, hits, rulebook, edges, names)
    for find in (find_delivery, find_demands, find_evidence):
        ruled += find(draft, hits, rulebook)
    if draft.blanks:  # 【请补充：订单号】 asks for one
        ruled = [p for p in ruled if not overlapping(draft.blanks, p.span)]
    planes = planes_of(draft, hits, shaped, platforms, carriers) if tagger else ()
    words = hits.get(Owner("lexicons", "products", "word"), ())
    opinion = Opinion(tagger, draft, planes, words, rulebook, edges, names)
    return tuple(p.fact(draft.text, rulebook) for p in merge(draft, ruled, opinion, rulebook))
