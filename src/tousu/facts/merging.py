"""The one place where what rules and the tagger propose becomes the facts of a draft.

Rules are surer of what has a shape or a label (numbers, dates, amounts, names on a list); the tagger is surer of
what has none (products, shops, delivery, demands, evidence). Where both speak of the same phrase the kind's
authority keeps its span, and the other only raises the confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tousu.facts.delivery import state_of
from tousu.facts.demands import demand_of
from tousu.facts.proposal import Proposal
from tousu.rulebook import Rulebook
from tousu.spans import without_overlaps
from tousu.tagging import Tagged

CONTEXTUAL = frozenset({"product", "merchant", "delivery", "demand", "evidence", "person", "address"})
"""Kinds that are decided by the tagger where there is one; of the rules only confident proposals stay beside it."""

SURE = 0.85
"""From this confidence on a rule's proposal of a contextual kind stays though the tagger is silent."""

LEAST = 0.48
"""Below this a proposal is no fact, unless the tagger shares it."""

# May lie inside one another: an amount in a demand, a brand date in a title. All other facts exclude each other.
_CONTAINERS = frozenset({"demand", "delivery", "evidence"})


def merge(
    text: str, ruled: Iterable[Proposal], tagged: Sequence[Tagged] | None, kinds: Sequence[str], rulebook: Rulebook
) -> list[Proposal]:
    """The proposals that become facts, in order of place, each distinct value of a kind once.

    Args:
        ruled: what the rules propose.
        tagged: what the tagger proposes; None where there is no tagger.
        kinds: the kinds that the tagger knows.
    """
    known = frozenset(kinds) & CONTEXTUAL
    theirs = [_proposed(text, t, rulebook) for t in tagged or ()]
    ours = [_supported(p, theirs) for p in ruled]
    kept = [p for p in ours if (p.kind not in known or p.confidence >= SURE) and p.confidence >= LEAST]
    kept += [p for p in theirs if p.kind in known]
    kept += [p for p in theirs if p.kind not in known and not any(p.span.overlaps(o.span) for o in kept)]
    return _first_mentions(_resolved(kept))


def _proposed(text: str, tagged: Tagged, rulebook: Rulebook) -> Proposal:
    phrase = tagged.span.of(text)
    value, role = phrase, ""
    if tagged.kind == "delivery":
        value = role = state_of(phrase, rulebook)
    elif tagged.kind == "demand":
        value = demand_of(phrase, rulebook)
    percent = (("percent", f"{100 * tagged.probability:.0f}"),)
    return Proposal(tagged.kind, tagged.span, value, min(0.99, tagged.probability), "model", role, percent)


def _supported(proposal: Proposal, theirs: Sequence[Proposal]) -> Proposal:
    """A rule's proposal that the tagger shares is surer."""
    if any(p.kind == proposal.kind and p.span.overlaps(proposal.span) for p in theirs):
        return proposal._replace(confidence=1 - (1 - proposal.confidence) * 0.5)
    return proposal


def _resolved(proposals: Iterable[Proposal]) -> list[Proposal]:
    """No two facts of plain kinds overlap, nor two of one container kind; containers may hold plain ones."""
    groups: dict[str, list[Proposal]] = {}
    for p in proposals:
        groups.setdefault(p.kind if p.kind in _CONTAINERS else "", []).append(p)
    out: list[Proposal] = []
    for group in groups.values():
        out += without_overlaps(group, lambda p: p.span, lambda p: (-p.confidence, p.span.start - p.span.end))
    return sorted(out, key=lambda p: (p.span.start, -p.span.end, p.kind))


# Of these every mention counts where the words differ; of the others a value is stated once.
_BY_TEXT = frozenset({"demand", "delivery", "evidence"})


def _first_mentions(proposals: Iterable[Proposal]) -> list[Proposal]:
    seen: set[tuple[str, object]] = set()
    out = []
    for p in proposals:
        key = (p.kind, (p.value, p.span.end - p.span.start) if p.kind in _BY_TEXT else p.value)
        if key not in seen:
            seen.add(key)
            out.append(p)
    return out
