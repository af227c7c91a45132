"""Facts lost, changed or invented between two texts: anybody's rewrite held against its original.

Facts are aligned by what they mean (two ways to write one date agree), claims by their normal form. A blank
``【请补充：…】`` states nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.claims import Claim, find_claims
from tousu.draft import Draft
from tousu.results import Fact, FactChange, Verification
from tousu.spans import Span, SpanSet
from tousu.verification.announced import apologies, attributions, reasons, steps
from tousu.verification.changes import Kept
from tousu.verification.claims import judged
from tousu.verification.crossed import crossed
from tousu.verification.facts import NAMES, aligned
from tousu.verification.guards import guarded
from tousu.verification.scope import cut

__all__ = ["compare", "harm"]

# The value of such a fact leaves out its hedge, which the claim inside it keeps: 大约5次 is not 5次.
_UNHEDGED = frozenset(("contact_count",))
_LOOSE_KINDS = frozenset(("evidence", "delivery", "product", "demand"))


def compare(
    before: Draft,
    before_facts: Sequence[Fact],
    after: Draft,
    after_facts: Sequence[Fact],
    pressure: Sequence[Span] = (),
) -> Verification:
    """The facts of both sides aligned; ``ok`` when nothing was lost, changed or invented.

    Args:
        before: the original.
        before_facts: what it states.
        after: the rewrite.
        after_facts: what it states.
        pressure: threats and exaggerations of the original: what is counted or shown in them states nothing;
            ``tousu.claims.pressure_of``.

    Returns:
        Each verdict with both spans where both sides have one, in the order of the original, inventions last.
    """
    found = sorted(_changes(before, before_facts, after, after_facts, pressure), key=_place)
    changes = tuple(c.told() if isinstance(c, Kept) else c for c in found)
    return Verification.model_construct(ok=all(c.verdict == "kept" for c in changes), changes=changes)


def harm(
    before: Draft, before_facts: Sequence[Fact], after: Draft, after_facts: Sequence[Fact], pressure: Sequence[Span]
) -> list[FactChange]:
    """Of what ``compare`` tells what is not kept: for a rewriter, who asks after each step and hopes for nothing."""
    found = _changes(before, before_facts, after, after_facts, pressure)
    return sorted((c for c in found if not isinstance(c, Kept)), key=_place)


def _place(change: Kept | FactChange) -> tuple[bool, Span]:
    return change.before_span is None, change.before_span or change.after_span or Span(0, 0)


def _changes(
    before: Draft, before_facts: Sequence[Fact], after: Draft, after_facts: Sequence[Fact], pressure: Sequence[Span]
) -> list[Kept | FactChange]:
    """What became of each fact and each claim."""
    if before.text == after.text:
        return [Kept(fact, fact.span, fact.text) for fact in before_facts]
    pressing = SpanSet(pressure)
    before_facts = [f for f in before_facts if not (_loose(f, before) and pressing.covers(f.span))]
    changes = list(aligned(before, before_facts, after, after_facts))
    old, new = find_claims(before), find_claims(after)
    settled = [c for c in changes if _settles(c)]
    judged_before = SpanSet(c.before_span for c in settled if c.before_span)
    judged_after = SpanSet(c.after_span for c in settled if c.after_span)
    # A statement tells a sum twice, in the transaction and in the story: neither place invents it.
    told = {(c.kind, c.key) for c in new if _inside(c, judged_after)} - {(c.kind, c.key) for c in old}
    changes += judged(
        [c for c in old if not _inside(c, judged_before) and not _pressing(c, pressing)],
        old,
        [c for c in new if not _inside(c, judged_after) and (c.kind, c.key) not in told],
        new,
        before,
        after,
    )
    changes += guarded(before, old, after, new, pressing)
    names = frozenset(f.text for f in (*before_facts, *after_facts) if f.kind in NAMES)
    changes += cut(before, after, pressing, names)
    changes += steps(before, after, bool(pressure))
    changes += crossed(before, old, after, new)
    for look in (reasons, attributions, apologies):
        changes += look(before, after)
    return changes


def _settles(change: Kept | FactChange) -> bool:
    """Whether the figures inside a judged fact are judged with it.

    A demand in other words is kept, but 退2500 may have become 退2500分 in it.
    """
    if isinstance(change, Kept):
        fact = change.fact
        return fact.kind not in _UNHEDGED and (fact.kind not in _LOOSE_KINDS or fact.text == change.after)
    return change.kind not in _UNHEDGED


_TIMES = re.compile("[多来]?[遍次回通趟]")


def _loose(fact: Fact, draft: Draft) -> bool:
    """What states nothing amid pressure, such as the 一万 of 打了一万遍."""
    if fact.kind == "amount":
        return not any(c.isdigit() for c in fact.text) and _TIMES.match(draft.folded, fact.span.end) is not None
    return fact.kind in _LOOSE_KINDS


def _pressing(claim: Claim, pressure: SpanSet) -> bool:
    return claim.kind not in ("identifier", "quote", "title") and pressure.covers(claim.span)


def _inside(claim: Claim, spans: SpanSet) -> bool:
    return claim.kind in ("number", "count", "identifier", "time") and spans.covers(claim.span)
