"""Claims that facts have not judged: numbers, negations, modality, who did what, by their normal form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.claims import Claim, clause_start
from tousu.draft import Draft
from tousu.results import FactChange
from tousu.verification.changes import change

_FIGURES = ("number", "count", "identifier")
"""What one side reads as a count, the other may read as a mere number."""
_CLAIMED_KINDS = ("number", "count", "identifier", "quote", "title", "negation", "modality", "act", "time")


def judged(
    before: Sequence[Claim],
    all_before: Sequence[Claim],
    after: Sequence[Claim],
    all_after: Sequence[Claim],
    old: Draft,
    new: Draft,
) -> Iterator[FactChange]:
    """Claims that facts have not judged yet, kind by kind."""
    yield from _renamed(all_before, all_after)
    ours, theirs = _by_kind(before), _by_kind(after)
    for kind in _CLAIMED_KINDS:
        here, there = ours.get(kind, ()), theirs.get(kind, ())
        if not here and not there:
            continue
        alike = _FIGURES if kind in _FIGURES else (kind,)
        known = {c.key for c in all_before if c.kind in alike}
        said = {c.key for c in all_after if c.kind in alike}
        if kind == "count":
            known, said = known | _otherwise_counted(known - said), said | _otherwise_counted(said - known)
        strange = [c for c in there if c.key not in known and not _stands(c, old, new)]
        if kind == "modality":
            done = {c.head for c in all_before if c.key == "done"}
            strange = [c for c in there if (c.head not in done if c.key == "done" else c.key not in known)]
        if kind == "negation":
            yield from _negations(here, strange, said, all_before, old, new)
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
                yield change("changed", kind, claim, nearest, became)
            elif not claim.weak:
                yield change("lost", kind, claim, None, claim.span.of(old.text))
        for claim in strange:
            if not claim.weak or (claim.kind == "count" and not _ONE_OF.match(claim.key)):
                yield change("invented", kind, None, claim, claim.span.of(new.text))


def _renamed(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[FactChange]:
    """实付199 that became 原价199."""
    named = [c for c in before if c.head and c.kind in ("number", "count")]
    if not named:
        return
    by_key: dict[str, list[Claim]] = {}
    for claim in after:
        by_key.setdefault(claim.key, []).append(claim)
    heads = {key: {c.head for c in claims} for key, claims in by_key.items()}
    for claim in named:
        if heads.get(claim.key, {""}).isdisjoint(("", claim.head)):
            other = by_key[claim.key][0]
            yield change("changed", claim.kind, claim, other, f"{claim.head} → {other.head}")


def _by_kind(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    out: dict[str, list[Claim]] = {}
    for claim in claims:
        out.setdefault(claim.kind, []).append(claim)
    return out


def _stands(claim: Claim, original: Draft, own: Draft) -> bool:
    """Whether what looks new stands to the letter in the original, where it was read otherwise."""
    if claim.kind in ("quote", "title", "time"):
        return claim.key in original.folded
    if "**" in claim.key:  # a masked number is the original's, where its head and tail are
        head, *_, tail = re.split(r"\*+", claim.key)
        return re.search(re.escape(head) + r"[0-9a-z \-]{1,24}" + re.escape(tail), original.folded) is not None
    return claim.kind == "negation" and claim.span.of(own.folded) in original.folded


_THING = "[人名位只台件张把条部辆支枚根颗粒本家间]"
_ONE_OF = re.compile(f"1(?:个|款|份|{_THING})$")
"""一个, 一台: before the name of a thing it counts nothing new."""
_OF_THINGS = re.compile(f"([<>≤≥约]?[0-9.]+)(?:(个)|{_THING})$")


def _otherwise_counted(keys: set[str]) -> set[str]:
    """两个 is 两人, 两只, 两台, whatever is counted; 两人 is no 两台."""
    found = (_OF_THINGS.match(key) for key in keys)
    out: set[str] = set()
    for m in found:
        if m and m[2]:
            out.update(m[1] + unit for unit in _THING[1:-1])
        elif m:
            out.add(f"{m[1]}个")
    return out


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


_SILENCE = re.compile("[没无不未][^，,。；;！!？?]{0,4}(?:说法|动静|消息|下文|音讯|理|回)")
"""No answer, in words that are no claims."""


def _negations(
    here: Sequence[Claim], strange: Sequence[Claim], said: set[str], all_before: Sequence[Claim], old: Draft, new: Draft
) -> Iterator[FactChange]:
    stranger = list(strange)
    for claim in here:
        if claim.key in said:
            continue
        other = next((c for c in stranger if c.head == claim.head), None)
        if other is not None:
            stranger.remove(other)
            yield change("changed", "negation", claim, other, f"{claim.key} → {other.key}")
        elif re.search("拒绝?(?:为我|给我)?" + re.escape(claim.head), new.folded):
            continue
        elif len(claim.head) > 1 and claim.head in new.folded:
            yield change("changed", "negation", claim, None, f"{claim.key}: 否定没有了")
        elif not claim.weak:
            yield change("lost", "negation", claim, None, claim.key)
    silent = _SILENCE.search(old.folded) is not None
    positive = {c.head for c in all_before if c.kind == "negation"}
    for claim in stranger:
        if claim.head not in positive and not (silent and claim.key == "回复"):
            yield change("invented", "negation", None, claim, claim.key)


_NOT_GIVEN = re.compile("不(?:给|予|同意|肯|让|愿意?|批准?|支持)|不(?=退|换|赔|修|补)")
"""A refusal in other words."""
_OTHERWISE = {"refuse": _NOT_GIVEN, "promise": re.compile("约定|讲好|谈好|允诺")}
"""What was promised or refused, in words that are no claims."""


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
        if claim.key == "done" or ((other := _OTHERWISE.get(claim.key)) and other.search(new.folded)):
            continue
        if claim.key == "hedge":
            if len(claim.head) > 1 and _unhedged(claim.head, new) > _unhedged(claim.head, old):
                yield change("changed", "modality", claim, None, f"{claim.head}: 不再存疑")
            continue
        yield change("lost", "modality", claim, None, claim.key + claim.head)
    for claim in strange:
        if claim.key == "refuse" and _NOT_GIVEN.search(old.folded):
            continue
        if claim.key == "done" and (re.search(re.escape(claim.head[0]) + "[一-鿿]?[了完好]", old.folded)):
            continue
        if claim.key == "promise" and _PROMISING.search(old.folded):
            continue
        if claim.key in ("promise", "agree", "refuse", "confirm", "done"):
            yield change("invented", "modality", None, claim, claim.key + claim.head)


_PROMISING = re.compile("承诺|答应|保证|许诺|说好")
_HEDGED = re.compile(
    "疑似|涉嫌|怀疑|可能|也许|或许|似乎|好像|应该|据说|听说|听[^，,。；;]{1,6}说|据[^，,。；;]{1,5}说|估计|大概|不确定|不清楚|说不定|"
    "不敢|[不无没未].{0,2}[说定认断准]|是否|是不是|请"
)
_LONGEST_CLAUSE = 24


def _unhedged(words: str, draft: Draft) -> int:
    """How often the words stand in a clause that leaves no doubt."""
    count, at, text = 0, draft.folded.find(words), draft.folded
    while at >= 0:
        count += _HEDGED.search(text, clause_start(text, at, _LONGEST_CLAUSE), at) is None
        at = text.find(words, at + 1)
    return count


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
                yield change("changed", "act", claim, other, f"{claim.key} → {other.key}")
                break
