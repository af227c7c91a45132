"""Facts lost, changed or invented between two texts: anybody's rewrite held against its original.

Facts are aligned by what they mean (two ways to write one date agree), claims by their normal form. A blank
``【请补充：…】`` states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tousu.claims import BLANK, Claim, find_claims
from tousu.draft import Draft
from tousu.results import Fact, FactChange, Verification
from tousu.spans import Span

_SKIN = re.compile(r"[\s，,。、；;：:！!？?“”「」『』\"'‘’（）()【】…~～的了]+")
# Words that soften a request without changing it, or ask what a rhetorical question asked.
_POLITE = re.compile("请说明|说明|的依据|的原因|是否合理|请|尽快|麻烦|涉嫌|疑似|怀疑")
_CLAIMED_KINDS = ("number", "count", "identifier", "quote", "title", "negation", "modality", "act", "time")
PRESSURE = ("threat", "exaggeration")
"""Kinds of language in which counts and shown things are means of pressure, not facts of the case."""
_LOOSE_KINDS = frozenset(("evidence", "delivery", "product", "demand"))
_PERSONAL = frozenset(
    ("phone", "id_number", "address", "person", "bank_card", "email", "social_account", "plate", "secret_code")
)
_NUMBERED = frozenset(
    (
        "order_number",
        "tracking_number",
        "amount",
        "date",
        "phone",
        "id_number",
        "bank_card",
        "payment_number",
        "ticket_number",
    )
)


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
        pressure: threats and exaggerations of the original: what is counted or shown in them states nothing.

    Returns:
        Each verdict with both spans where both sides have one, in the order of the original, inventions last.
    """
    if before.text == after.text:
        return Verification(ok=True, changes=tuple(_kept(fact, fact.span) for fact in before_facts))
    before_facts = [
        f for f in before_facts if f.kind not in _LOOSE_KINDS or not any(p.covers(f.span) for p in pressure)
    ]
    changes = list(_facts(before, before_facts, after, after_facts))
    old = find_claims(before)
    judged_before = [c.before_span for c in changes if c.before_span]
    judged_after = [c.after_span for c in changes if c.after_span]
    changes += _claims(
        [c for c in old if not _inside(c, judged_before) and not _pressing(c, pressure)],
        old,
        [c for c in find_claims(after) if not _inside(c, judged_after)],
        find_claims(after),
        before,
        after,
    )
    changes.sort(key=lambda c: (c.before_span is None, c.before_span or c.after_span or Span(0, 0)))
    return Verification(ok=all(c.verdict == "kept" for c in changes), changes=tuple(changes))


def _pressing(claim: Claim, pressure: Sequence[Span]) -> bool:
    return claim.kind not in ("identifier", "quote", "title") and any(p.covers(claim.span) for p in pressure)


def _inside(claim: Claim, spans: Iterable[Span]) -> bool:
    return claim.kind in ("number", "count", "identifier", "time") and any(s.covers(claim.span) for s in spans)


# --- facts -----------------------------------------------------------------------------------------------------


def _facts(before: Draft, facts: Sequence[Fact], after: Draft, after_facts: Sequence[Fact]) -> Iterator[FactChange]:
    visible = _Visible(after)
    free = [f for f in after_facts if not any(b.overlaps(f.span) for b in visible.blanks)]
    pending: list[Fact] = []
    for fact in facts:
        same = next((f for f in free if f.kind == fact.kind and _same(f, fact)), None)
        if same is not None:
            yield _kept(fact, same.span, same.text)
        elif (span := visible.find(fact.text)) is not None or (span := visible.masked(fact)) is not None:
            yield _kept(fact, span, span.of(after.text))
        else:
            pending.append(fact)
    original = _Visible(before)
    strange = [
        f
        for f in free
        if original.find(f.text) is None
        and not any(_same(f, fact) for fact in facts if fact.kind == f.kind or f.kind not in _NUMBERED)
        and original.masked_by(f, facts) is None
        and (f.kind in _NUMBERED or not original.made_of(f.text))
    ]
    for fact in pending:
        other = next((f for f in strange if f.kind == fact.kind), None)
        if other is not None:
            strange.remove(other)
            yield _change("changed", fact.kind, fact, other, f"{fact.text} → {other.text}")
        else:
            yield _change("lost", fact.kind, fact, None, fact.text)
    for f in strange:
        yield _change("invented", f.kind, None, f, f.text)


def _same(one: Fact, other: Fact) -> bool:
    return one.value == other.value or _skinless(one.text) == _skinless(other.text)


def _skinless(text: str) -> str:
    return _SKIN.sub("", text).casefold()


def _kept(fact: Fact, span: Span, text: str | None = None) -> FactChange:
    return FactChange(
        verdict="kept",
        kind=fact.kind,
        before=fact.text,
        after=fact.text if text is None else text,
        before_span=fact.span,
        after_span=span,
    )


def _change(
    verdict: str, kind: str, before: Fact | Claim | None, after: Fact | Claim | None, why: str = ""
) -> FactChange:
    def said(part: Fact | Claim | None) -> str:
        return part.text if isinstance(part, Fact) else part.key if part else ""

    return FactChange.model_validate(
        {
            "verdict": verdict,
            "kind": kind,
            "before": said(before),
            "after": said(after),
            "before_span": before.span if before else None,
            "after_span": after.span if after else None,
            "why": why,
        }
    )


class _Visible:
    """A text without its blanks, searched by words."""

    def __init__(self, draft: Draft) -> None:
        self.blanks = [Span(*m.span()) for m in BLANK.finditer(draft.folded)]
        self.text = BLANK.sub(lambda m: "\0" * len(m.group()), draft.folded)
        self._skinless = _skinless(self.text)

    def find(self, words: str) -> Span | None:
        """Where the words stand to the letter, numbers not inside longer ones."""
        from tousu.draft import fold

        needle = fold(words)
        at = self.text.find(needle)
        while at >= 0:
            end = at + len(needle)
            left, right = self.text[at - 1 : at] if at else "", self.text[end : end + 1]
            if not (_word(left) and _word(needle[0])) and not (_word(right) and _word(needle[-1])):
                return Span(at, end)
            at = self.text.find(needle, at + 1)
        return None

    def made_of(self, words: str) -> bool:
        """Whether the words stand here but for punctuation and particles."""
        return _skinless(_POLITE.sub("", words)) in self._skinless

    def masked(self, fact: Fact) -> Span | None:
        """Where personal data stands with stars in its middle."""
        if fact.kind not in _PERSONAL and fact.kind not in ("order_number", "tracking_number"):
            return None
        digits = re.sub("[^0-9a-z*]", "", fact.value.lower())
        for m in re.finditer(r"[0-9a-z]{0,8}[*＊x]{2,20}[0-9a-z]{0,6}", self.text):
            head, tail = re.split(r"[*＊x]{2,20}", m.group(), maxsplit=1)
            if digits and digits.startswith(head) and digits.endswith(tail):
                return Span(*m.span())
        if fact.kind in ("person", "address"):
            found = re.search(re.escape(fact.text[:1].lower()) + r"[^，,。\n*＊某]{0,20}(?:[*＊]+|某+)", self.text)
            return Span(*found.span()) if found else None
        return None

    def masked_by(self, strange: Fact, facts: Sequence[Fact]) -> Fact | None:
        """The fact of which ``strange`` is the masked form."""
        if "*" not in strange.text and "某" not in strange.text:
            return None
        head = re.split(r"[*＊某]", strange.text, maxsplit=1)[0]
        return next((f for f in facts if f.text.startswith(head)), None)


def _word(c: str) -> bool:
    return c.isascii() and c.isalnum()


# --- claims ----------------------------------------------------------------------------------------------------


def _claims(
    before: Sequence[Claim],
    all_before: Sequence[Claim],
    after: Sequence[Claim],
    all_after: Sequence[Claim],
    old: Draft,
    new: Draft,
) -> Iterator[FactChange]:
    """Claims that facts have not judged yet, kind by kind."""
    for claim in all_before:
        yield from _relabelled(claim, all_after)
    for kind in _CLAIMED_KINDS:
        here = [c for c in before if c.kind == kind]
        there = [c for c in after if c.kind == kind]
        known = {c.key for c in all_before if c.kind == kind}
        said = {c.key for c in all_after if c.kind == kind}
        if kind in ("number", "count", "identifier"):
            known = {c.key for c in all_before if c.kind in ("number", "count", "identifier")}
            said = {c.key for c in all_after if c.kind in ("number", "count", "identifier")}
        strange = [c for c in there if c.key not in known and not _stands(c, old, new)]
        if kind == "negation":
            yield from _negations(here, strange, said, all_before, new)
            continue
        if kind == "modality":
            yield from _modality(here, strange, all_after, old, new)
            continue
        if kind == "act":
            yield from _acts(here, all_before, there, said)
            continue
        for claim in here:
            if claim.key in said or (claim.kind in ("quote", "title", "time") and claim.key in new.folded):
                continue
            other = _nearest(claim, strange)
            if other is not None:
                strange.remove(other)
                yield _change("changed", kind, claim, other, f"{claim.span.of(old.text)} → {other.span.of(new.text)}")
            elif not claim.weak:
                yield _change("lost", kind, claim, None, claim.span.of(old.text))
        for claim in strange:
            if not claim.weak or claim.kind == "count":
                yield _change("invented", kind, None, claim, claim.span.of(new.text))


def _stands(claim: Claim, original: Draft, own: Draft) -> bool:
    """Whether what looks new stands to the letter in the original, where it was read otherwise."""
    if claim.kind in ("quote", "title", "time"):
        return claim.key in original.folded
    if "**" in claim.key:  # a masked number is the original's, where its head and tail are
        head, *_, tail = re.split(r"\*+", claim.key)
        return re.search(re.escape(head) + r"[0-9a-z \-]{1,24}" + re.escape(tail), original.folded) is not None
    return claim.kind == "negation" and claim.span.of(own.folded) in original.folded


_CORE = re.compile("[0-9][0-9.]*|[几数]")


def _nearest(claim: Claim, strange: Sequence[Claim]) -> Claim | None:
    """The new claim that took this one's place: the same unit or the same figure, or one quote for another."""

    def parts(c: Claim) -> tuple[str, str]:
        m = _CORE.search(c.key)
        return (m.group(), c.key[m.end() :]) if m else ("", c.key)

    figure, unit = parts(claim)
    for c in strange:
        f, u = parts(c)
        if claim.kind == "identifier":
            if c.key[:3] == claim.key[:3] or c.key[-3:] == claim.key[-3:]:
                return c
        elif (
            (claim.kind == "number" and not unit and not u and f[:3] == figure[:3])
            or claim.kind == "quote"
            or (u == unit and unit)
            or (f == figure and figure)
        ):
            return c
    return None


def _relabelled(claim: Claim, after: Sequence[Claim]) -> Iterator[FactChange]:
    """实付199 that became 原价199."""
    if not claim.head or claim.kind not in ("number", "count"):
        return
    same = [c for c in after if c.key == claim.key]
    if same and all(c.head and c.head != claim.head for c in same):
        yield _change("changed", claim.kind, claim, same[0], f"{claim.head} → {same[0].head}")


def _negations(
    here: Sequence[Claim], strange: Sequence[Claim], said: set[str], all_before: Sequence[Claim], new: Draft
) -> Iterator[FactChange]:
    stranger = list(strange)
    for claim in here:
        if claim.key in said:
            continue
        other = next((c for c in stranger if c.head == claim.head), None)
        if other is not None:
            stranger.remove(other)
            yield _change("changed", "negation", claim, other, f"{claim.key} → {other.key}")
        elif re.search("拒绝?(?:为我|给我)?" + re.escape(claim.head), new.folded):
            continue
        elif len(claim.head) > 1 and claim.head in new.folded:
            yield _change("changed", "negation", claim, None, f"{claim.key}: 否定没有了")
        elif not claim.weak:
            yield _change("lost", "negation", claim, None, claim.key)
    positive = {c.head for c in all_before if c.kind == "negation"}
    for claim in stranger:
        if claim.head not in positive:
            yield _change("invented", "negation", None, claim, claim.key)


def _modality(
    here: Sequence[Claim], strange: Sequence[Claim], all_after: Sequence[Claim], old: Draft, new: Draft
) -> Iterator[FactChange]:
    modal = [c for c in all_after if c.kind == "modality"]
    for claim in here:
        if any(c.key == claim.key and c.head == claim.head for c in modal):
            continue
        if claim.key != "hedge" and any(c.key == claim.key for c in modal):
            continue
        if claim.key == "hedge":
            still = len(claim.head) > 1 and 0 < old.folded.count(claim.head) <= new.folded.count(claim.head)
            if still and not any(c.key == "hedge" for c in modal):
                yield _change("changed", "modality", claim, None, f"{claim.head}: 不再存疑")
            continue
        yield _change("lost", "modality", claim, None, claim.key + claim.head)
    for claim in strange:
        if claim.key in ("promise", "agree", "refuse", "confirm"):
            yield _change("invented", "modality", None, claim, claim.key + claim.head)


def _acts(
    here: Sequence[Claim], known: Sequence[Claim], there: Sequence[Claim], said: set[str]
) -> Iterator[FactChange]:
    """Only a deed whose doer or target became another one is reported: 我联系客服 → 客服联系我."""
    old = {c.key for c in known if c.kind == "act"}
    for claim in here:
        if claim.key in said:
            continue
        agent, deed, patient = claim.key.split("→")
        for other in there:
            who, what, whom = other.key.split("→")
            if other.key not in old and what == deed and (who != agent or (patient and whom and whom != patient)):
                yield _change("changed", "act", claim, other, f"{claim.key} → {other.key}")
                break
