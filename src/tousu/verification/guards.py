"""What a rewriter need not keep to the letter and may not turn round: stages, minutes, harm, threats, who refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.claims import Claim, told
from tousu.claims.states import clocks, harms, menaces, rivals, states
from tousu.draft import Draft
from tousu.results import FactChange
from tousu.spans import SpanSet
from tousu.verification.changes import change

_HEADED = ("status", "clock")


def guarded(
    before: Draft, old: Sequence[Claim], after: Draft, new: Sequence[Claim], pressing: SpanSet
) -> Iterator[FactChange]:
    """Claims of this module that became others or went, and doers that went with the passive."""
    yield from _rivals(before, after, pressing)
    here = [c for c in guards(before) if not pressing.covers(c.span)]
    there = guards(after) if here else ()
    keys = {(c.kind, c.key) for c in there}
    known = {(c.kind, c.key) for c in here}
    for claim in here:
        if (claim.kind, claim.key) in keys:
            continue
        if claim.kind in _HEADED:
            other = next((c for c in there if c.kind == claim.kind and c.head == claim.head), None)
            if other is not None and (other.kind, other.key) not in known:
                yield change("changed", claim.kind, claim, other, f"{claim.key} → {other.key}")
        elif not _told(claim, after.folded):
            yield change("lost", claim.kind, claim, None, claim.key)
    yield from _passive(old, after, new)


def _rivals(before: Draft, after: Draft, pressing: SpanSet) -> Iterator[FactChange]:
    """One of several words that exclude each other where another one stood: 每周 → 每天."""
    old = [c for c in before.once("rivals", _found_rivals) if not pressing.covers(c.span)]
    gone = [c for c in old if c.span.of(before.folded) not in after.folded]
    if not gone:
        return
    known, there = {c.key for c in old}, after.once("rivals", _found_rivals)
    said = {c.key for c in there}
    for claim in gone:
        other = next((c for c in there if c.head == claim.head and c.key not in known), None)
        if other is not None and claim.key not in said:
            yield change("changed", claim.kind, claim, other, f"{claim.key} → {other.key}")


def _found_rivals(draft: Draft) -> Sequence[Claim]:
    return [*rivals(told(draft))]


def guards(draft: Draft) -> Sequence[Claim]:
    """Found once for a draft, however often it is compared."""
    return draft.once("guards", _guards)


def _guards(draft: Draft) -> Sequence[Claim]:
    text = told(draft)
    return [*states(text), *clocks(text), *harms(text), *menaces(text)]


def _told(claim: Claim, text: str) -> bool:
    """Whether the words, or how they begin or end, are still there."""
    if claim.kind == "menace":
        return claim.key[:2] in text and claim.key[-2:] in text
    return False


_BY_NOBODY = re.compile("[被遭](?P<deed>拒绝?|驳回|拉黑|屏蔽|威胁|辱骂|骂)")


def _passive(old: Sequence[Claim], after: Draft, new: Sequence[Claim]) -> Iterator[FactChange]:
    """客服拒绝退款 told as 退款被拒绝: who did it is gone."""
    if "被" not in after.folded and "遭" not in after.folded:
        return
    nameless = {m["deed"] for m in _BY_NOBODY.finditer(after.folded)}
    kept = {c.key for c in new if c.kind == "act"}
    deeds = {c.head for c in new if c.kind == "act"}
    for claim in old:
        if claim.kind != "act" or claim.key in kept or claim.key[:1] in ("我", "是") or claim.head in deeds:
            continue
        if claim.head in nameless:
            yield change("lost", "act", claim, None, claim.key)
