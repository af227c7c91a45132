"""The one place where what rules and the tagger propose becomes the facts of a draft.

Rules are surer of what has a shape or a label (numbers, dates, amounts, names on a list); the tagger is surer of
what has none (products, shops, delivery, demands, evidence). So

- a rule that is ``SURE`` stays, whatever the tagger says;
- a less sure one stays where the tagger holds it at least possible (``SUPPORT``), or knows nothing of its kind;
- the tagger adds what it finds above its own thresholds and no rule holds already.

Without a tagger every rule from ``LEAST`` on stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tousu.draft import Draft
from tousu.facts.delivery import state_of
from tousu.facts.demands import demand_of
from tousu.facts.proposal import Proposal
from tousu.rulebook import Rulebook
from tousu.spans import Span, without_overlaps
from tousu.tagging import Floats, Plane, Tagged, Tagger, decode

SURE = 0.85
LEAST = 0.48
SUPPORT = {"product": 0.25, "merchant": 0.1, "delivery": 0.1, "demand": 0.25, "evidence": 0.15, "person": 0.1, "address": 0.05}
OTHER_SUPPORT = 0.15

# May lie inside one another: an amount in a demand, a date in a delivery phrase. All other facts exclude each other.
_CONTAINERS = frozenset({"demand", "delivery", "evidence"})
# Of these the tagger knows the limits of the phrase better than a list of words does.
_TAGGER_LIMITS = frozenset({"product", "demand", "delivery", "evidence"})


class Opinion:
    """What the tagger says of one draft: its phrases, and how possible it holds a span of a kind.

    Args:
        tagger: None where there is no model.
    """

    def __init__(self, tagger: Tagger | None, draft: Draft, planes: Sequence[Plane]) -> None:
        self.kinds: tuple[str, ...] = tagger.kinds if tagger else ()
        self.tags: list[Tagged] = []
        self._chances: Floats | None = None
        if tagger and draft.text:
            self._chances = tagger.probabilities(draft.codes, planes)
            floors = dict(zip(tagger.kinds, tagger.thresholds.tolist(), strict=True))
            tags = (_trimmed(t, draft.text) for t in decode(self._chances, tagger.kinds))
            self.tags = [t for t in tags if len(t.span.of(draft.text)) and t.probability >= floors[t.kind]]

    def support(self, kind: str, span: Span) -> float:
        """Mean probability of the span's characters to belong to a phrase of this kind; 1 where it has no say."""
        if self._chances is None or kind not in self.kinds:
            return 1.0
        column = 2 * self.kinds.index(kind) + 1
        return float(self._chances[span.start : span.end, column : column + 2].sum(axis=1).mean())


_EDGE = " \t\n　，,。；;！!？?：:、“”\"「」『』【】（）()《》…"


def _trimmed(tag: Tagged, text: str) -> Tagged:
    """The phrase without quotation marks and white space at its edges; empty when nothing else is in it."""
    piece = tag.span.of(text)
    left = len(piece) - len(piece.lstrip(_EDGE))
    right = len(piece.rstrip(_EDGE))
    start = tag.span.start + left
    end = max(start, tag.span.start + right)
    if "（" in text[start:end] and text[end : end + 1] == "）":
        end += 1
    return tag._replace(span=Span(start, end))


def merge(draft: Draft, ruled: Iterable[Proposal], opinion: Opinion, rulebook: Rulebook) -> list[Proposal]:
    """The proposals that become facts, in order of place, each distinct value of a kind once."""
    theirs = [_proposed(t, draft.text, rulebook) for t in opinion.tags if _is_phrase(t, draft.text)]
    ours = [_heard(p, theirs) for p in ruled if _stays(p, opinion)]
    added = [p for p in theirs if not any(o.kind == p.kind and o.span.overlaps(p.span) for o in ours)]
    return _first_mentions(_resolved([*ours, *added]))


def _stays(proposal: Proposal, opinion: Opinion) -> bool:
    if proposal.confidence >= SURE or proposal.kind not in opinion.kinds:
        return proposal.confidence >= LEAST
    return opinion.support(proposal.kind, proposal.span) >= SUPPORT.get(proposal.kind, OTHER_SUPPORT)


_ONE_CHARACTER = frozenset({"product", "demand"})


def _is_phrase(tag: Tagged, text: str) -> bool:
    """A single character is a product (车) or a demand (退), never a name."""
    return tag.span.end - tag.span.start > 1 or tag.kind in _ONE_CHARACTER


def _heard(proposal: Proposal, theirs: Sequence[Proposal]) -> Proposal:
    """A rule's proposal that the tagger shares: surer, and with the tagger's limits where it knows them better."""
    for other in theirs:
        if other.kind == proposal.kind and other.span.overlaps(proposal.span):
            if proposal.kind in _TAGGER_LIMITS and proposal.confidence < SURE:
                return other._replace(confidence=1 - (1 - other.confidence) * (1 - proposal.confidence))
            return proposal._replace(confidence=1 - (1 - proposal.confidence) * 0.5)
    return proposal


def _proposed(tag: Tagged, text: str, rulebook: Rulebook) -> Proposal:
    phrase = tag.span.of(text)
    value, role = phrase, ""
    if tag.kind == "delivery":
        value = role = state_of(phrase, rulebook)
    elif tag.kind == "demand":
        value = demand_of(phrase, rulebook)
    percent = (("percent", f"{100 * tag.probability:.0f}"),)
    return Proposal(tag.kind, tag.span, value, min(0.99, tag.probability), "model", role, percent)


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
