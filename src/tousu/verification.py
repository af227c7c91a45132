"""Facts lost, changed or invented between two texts: anybody's rewrite held against its original.

Facts are aligned by what they mean (two ways to write one date agree), claims by their normal form. A blank
``【请补充：…】`` states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tousu.claims import BLANK, Claim, find_claims
from tousu.draft import Draft
from tousu.results import Fact, FactChange, Verdict, Verification
from tousu.spans import Span, SpanSet

_SKIN = re.compile(r"[\s，,。、；;：:！!？?“”「」『』\"'‘’（）()【】…~～的了]+")
# Words that soften a request without changing it, or ask what a rhetorical question asked.
_POLITE = re.compile("(?:请说明|说明)(?:依据|原因)$|请说明|说明|的依据|的原因|是否合理|请|尽快|麻烦|涉嫌|疑似|怀疑")
_CLAIMED_KINDS = ("number", "count", "identifier", "quote", "title", "negation", "modality", "act", "time")
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
        pressure: threats and exaggerations of the original: what is counted or shown in them states nothing;
            ``tousu.claims.pressure_of``.

    Returns:
        Each verdict with both spans where both sides have one, in the order of the original, inventions last.
    """
    if before.text == after.text:
        return Verification.model_construct(ok=True, changes=tuple(_kept(fact, fact.span) for fact in before_facts))
    pressing = SpanSet(pressure)
    before_facts = [f for f in before_facts if not (_loose(f, before) and pressing.covers(f.span))]
    changes = list(_facts(before, before_facts, after, after_facts))
    old, new = find_claims(before), find_claims(after)
    judged_before = SpanSet(c.before_span for c in changes if c.before_span)
    judged_after = SpanSet(c.after_span for c in changes if c.after_span)
    changes += _claims(
        [c for c in old if not _inside(c, judged_before) and not _pressing(c, pressing)],
        old,
        [c for c in new if not _inside(c, judged_after)],
        new,
        before,
        after,
    )
    if not pressure:
        changes += _steps(before, after)
    changes.sort(key=lambda c: (c.before_span is None, c.before_span or c.after_span or Span(0, 0)))
    return Verification.model_construct(ok=all(c.verdict == "kept" for c in changes), changes=tuple(changes))


_TIMES = re.compile("[多来]?[遍次回通趟]")


def _loose(fact: Fact, draft: Draft) -> bool:
    """What states nothing amid pressure, such as the 一万 of 打了一万遍."""
    if fact.kind == "amount":
        return not any(c.isdigit() for c in fact.text) and _TIMES.match(draft.folded, fact.span.end) is not None
    return fact.kind in _LOOSE_KINDS


_STEP = re.compile(
    "起诉|投诉|曝光|报警|举报|诉讼|法院|律师|差评|媒体|仲裁|123[14]5|12305|消协|维权|法律|监管|依法|网上|公开"
)
_ANNOUNCED = re.compile(
    "(?:我们?|本人|否则|不然)[^，,。；;！!？?\n]{0,10}(?:起诉|报警|曝光|举报|诉讼|法院|诉诸|媒体|投诉)"
)


def _steps(before: Draft, after: Draft) -> Iterator[FactChange]:
    """A step that is announced though the original spoke of none."""
    if _STEP.search(before.folded):
        return
    for m in _ANNOUNCED.finditer(after.folded):
        claim = Claim("threat", Span(*m.span()), m.group())
        yield _change("invented", "threat", None, claim, claim.span.of(after.text))


def _pressing(claim: Claim, pressure: SpanSet) -> bool:
    return claim.kind not in ("identifier", "quote", "title") and pressure.covers(claim.span)


def _inside(claim: Claim, spans: SpanSet) -> bool:
    return claim.kind in ("number", "count", "identifier", "time") and spans.covers(claim.span)


# --- facts -----------------------------------------------------------------------------------------------------


def _facts(before: Draft, facts: Sequence[Fact], after: Draft, after_facts: Sequence[Fact]) -> Iterator[FactChange]:
    visible = _Visible(after)
    blanks = SpanSet(visible.blanks)
    free = [f for f in after_facts if not blanks.touches(f.span)]
    alike = _Alike(free)
    pending: list[Fact] = []
    for fact in facts:
        same = alike.first(fact)
        if same is not None:
            yield _kept(fact, same.span, same.text)
        elif (span := visible.find(fact.text) or visible.find(_once(fact.text))) is not None or (
            span := visible.masked(fact)
        ) is not None:
            yield _kept(fact, span, span.of(after.text))
        else:
            pending.append(fact)
    original, stated = _Visible(before), _Alike(facts)
    strange = [
        f
        for f in free
        if original.find(f.text) is None
        and not (stated.first(f) if f.kind in _NUMBERED else stated.of_any_kind(f))
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


class _Alike:
    """Facts found by what they mean: one value, or one text but for punctuation and particles."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._first: dict[tuple[str, str, str], int] = {}
        self._any: set[tuple[str, str]] = set()
        for number, fact in enumerate(facts):
            for key in _keys(fact):
                self._first.setdefault((fact.kind, *key), number)
                self._any.add(key)

    def first(self, fact: Fact) -> Fact | None:
        """The first of the same kind and meaning."""
        found = [n for key in _keys(fact) if (n := self._first.get((fact.kind, *key))) is not None]
        return self._facts[min(found)] if found else None

    def of_any_kind(self, fact: Fact) -> bool:
        """Whether one of any kind means the same."""
        return any(key in self._any for key in _keys(fact))


_REPEATED = re.compile(r"([一-鿿]{2,4}?)\1+")


def _once(words: str) -> str:
    """退钱退钱退钱 asks for what 退钱 asks for."""
    return _REPEATED.sub(r"\1", words)


def _keys(fact: Fact) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("value", fact.value), ("text", _once(_skinless(fact.text)))


def _skinless(text: str) -> str:
    return _SKIN.sub("", text).casefold()


def _kept(fact: Fact, span: Span, text: str | None = None) -> FactChange:
    return FactChange.model_construct(
        verdict="kept",
        kind=fact.kind,
        before=fact.text,
        after=fact.text if text is None else text,
        before_span=fact.span,
        after_span=span,
    )


def _change(
    verdict: Verdict, kind: str, before: Fact | Claim | None, after: Fact | Claim | None, why: str = ""
) -> FactChange:
    def said(part: Fact | Claim | None) -> str:
        return part.text if isinstance(part, Fact) else part.key if part else ""

    return FactChange.model_construct(
        verdict=verdict,
        kind=kind,
        before=said(before),
        after=said(after),
        before_span=before.span if before else None,
        after_span=after.span if after else None,
        why=why,
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
    by_key: dict[str, list[Claim]] = {}
    for claim in all_after:
        by_key.setdefault(claim.key, []).append(claim)
    heads = {key: {c.head for c in claims} for key, claims in by_key.items()}
    for claim in all_before:
        if claim.head and claim.kind in ("number", "count") and heads.get(claim.key, {""}).isdisjoint(("", claim.head)):
            # 实付199 that became 原价199.
            other = by_key[claim.key][0]
            yield _change("changed", claim.kind, claim, other, f"{claim.head} → {other.head}")
    for kind in _CLAIMED_KINDS:
        here = [c for c in before if c.kind == kind]
        there = [c for c in after if c.kind == kind]
        known = {c.key for c in all_before if c.kind == kind}
        said = {c.key for c in all_after if c.kind == kind}
        if kind in ("number", "count", "identifier"):
            known = {c.key for c in all_before if c.kind in ("number", "count", "identifier")}
            said = {c.key for c in all_after if c.kind in ("number", "count", "identifier")}
        strange = [c for c in there if c.key not in known and not _stands(c, old, new)]
        if kind == "modality":
            done = {c.head for c in all_before if c.key == "done"}
            strange = [c for c in there if (c.head not in done if c.key == "done" else c.key not in known)]
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
            nearest = _nearest(claim, strange)
            if nearest is not None:
                strange.remove(nearest)
                became = f"{claim.span.of(old.text)} → {nearest.span.of(new.text)}"
                yield _change("changed", kind, claim, nearest, became)
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


_NOT_GIVEN = re.compile("不(?:给|予|同意|肯|让|愿意?|批准?|支持)|不(?=退|换|赔|修|补)")
"""A refusal in other words."""


def _modality(
    here: Sequence[Claim], strange: Sequence[Claim], all_after: Sequence[Claim], old: Draft, new: Draft
) -> Iterator[FactChange]:
    heads = {(c.key, c.head) for c in all_after if c.kind == "modality"}
    keys = {key for key, _ in heads}
    for claim in here:
        if (claim.key, claim.head) in heads:
            continue
        if claim.key not in ("hedge", "done") and claim.key in keys:
            continue
        if claim.key == "done" or (claim.key == "refuse" and _NOT_GIVEN.search(new.folded)):
            continue
        if claim.key == "hedge":
            still = "hedge" not in keys and len(claim.head) > 1
            if still and 0 < old.folded.count(claim.head) <= new.folded.count(claim.head):
                yield _change("changed", "modality", claim, None, f"{claim.head}: 不再存疑")
            continue
        yield _change("lost", "modality", claim, None, claim.key + claim.head)
    for claim in strange:
        if claim.key == "refuse" and _NOT_GIVEN.search(old.folded):
            continue
        if claim.key == "done" and (re.search(re.escape(claim.head[0]) + "[一-鿿]?[了完好]", old.folded)):
            continue
        if claim.key in ("promise", "agree", "refuse", "confirm", "done"):
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
