"""What does not fit together: dates in impossible order, more claimed than paid, a number that is no such carrier's.

Each finding is mild and made only when it is sure: one date for each event, one amount paid, one carrier named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.facts.checks import compiled, is_day
from tousu.facts.date_values import days_in
from tousu.results import Fact, Finding, Issue
from tousu.rulebook import Rulebook

KIND = "consistency"

# Pairs of events of which the first can't come after the second. Sending back is none of them: the shop signs for it.
_ORDER = (
    ("ordered", "shipped"),
    ("ordered", "signed"),
    ("ordered", "received"),
    ("paid", "shipped"),
    ("shipped", "signed"),
    ("shipped", "received"),
)
_PAST = frozenset({"ordered", "paid", "shipped", "signed", "received", "returned", "found", "complained"})
# Without years 12月28日 may lie before 1月3日: only a short step back is surely one.
_SURELY_SAME_YEAR = 150
_DATE = re.compile(r"(?:([0-9]{4})|-)-([0-9]{2})-([0-9]{2})")


def find_inconsistencies(
    facts: Sequence[Fact], issues: Sequence[Issue], today: dt.date | None, rulebook: Rulebook
) -> tuple[Finding, ...]:
    """Findings of kind ``consistency``, in order of place; severity ``hint``, action ``advise``.

    Without ``today`` dates in the future are left unjudged.
    """
    found = [
        *_order(facts, rulebook),
        *_impossible(facts, rulebook),
        *_future(facts, today, rulebook),
        *_overclaimed(facts, rulebook),
        *_seven_days(facts, rulebook),
        *_wrong_carrier(facts, rulebook),
        *_number_date(facts, rulebook),
    ]
    return tuple(sorted(found, key=lambda f: (f.span, f.rule)))


def day_of(fact: Fact) -> tuple[int | None, int, int] | None:
    """Year (None when the draft leaves it out), month and day of a date fact; None when it is no full day."""
    match = _DATE.match(fact.value) if fact.kind == "date" else None
    return (int(match[1]) if match[1] else None, int(match[2]), int(match[3])) if match else None


def _finding(rule: str, fact: Fact, rulebook: Rulebook, **fields: object) -> Finding:
    return Finding.model_construct(
        rule=f"{KIND}_{rule}",
        kind=KIND,
        severity="hint",
        span=fact.span,
        text=fact.text,
        message=rulebook.say("facts", f"{rule}_message", **fields),
        why=rulebook.say("facts", f"{rule}_why"),
        action="advise",
    )


def _only(facts: Sequence[Fact], role: str) -> Fact | None:
    """The one date of this event; None when there is none or more than one."""
    found = [f for f in facts if f.kind == "date" and f.role == role and day_of(f)]
    return found[0] if len(found) == 1 else None


def _days_between(first: Fact, second: Fact) -> int | None:
    """Days from the first date to the second, negative when it lies before; None when years differ in being told."""
    a, b = day_of(first), day_of(second)
    if not a or not b or (a[0] is None) != (b[0] is None):
        return None
    try:
        days = (dt.date(b[0] or 2024, b[1], b[2]) - dt.date(a[0] or 2024, a[1], a[2])).days
    except ValueError:
        return None
    return days if a[0] is not None or abs(days) <= _SURELY_SAME_YEAR else None


def _order(facts: Sequence[Fact], rulebook: Rulebook) -> Iterator[Finding]:
    told: set[str] = set()
    for before, after in _ORDER:
        first, second = _only(facts, before), _only(facts, after)
        if not first or not second or second.text in told:
            continue
        days = _days_between(first, second)
        if days is not None and days < 0:
            told.add(second.text)
            yield _finding(
                "order",
                second,
                rulebook,
                later=second.text,
                earlier=first.text,
                later_role=rulebook.say("facts", f"role_{after}"),
                earlier_role=rulebook.say("facts", f"role_{before}"),
            )


_DAY_TEXT = re.compile(r"([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?[日号]")


def _impossible(facts: Sequence[Fact], rulebook: Rulebook) -> Iterator[Finding]:
    """30 February: written in full, and no such day in any year."""
    for fact in facts:
        match = _DAY_TEXT.search(fact.text) if fact.kind == "date" else None
        if match and 1 <= int(match[1]) <= 12 and int(match[2]) > days_in(2024, int(match[1])):
            yield _finding("impossible", fact, rulebook, text=fact.text)


def _future(facts: Sequence[Fact], today: dt.date | None, rulebook: Rulebook) -> Iterator[Finding]:
    if today is None:
        return
    for fact in facts:
        day = day_of(fact)
        if day and day[0] and fact.role in _PAST and (day[0], day[1], day[2]) > (today.year, today.month, today.day):
            yield _finding("future", fact, rulebook, text=fact.text, today=today)


_GROUNDS = frozenset({"triple", "tenfold", "promised_multiple", "compensation", "freight"})


def _overclaimed(facts: Sequence[Fact], rulebook: Rulebook) -> Iterator[Finding]:
    """More refund asked for than was paid, no other ground named, and one amount paid alone."""
    demands = [f for f in facts if f.kind == "demand"]
    if any(f.value in _GROUNDS for f in demands):
        return
    amounts = [f for f in facts if f.kind == "amount" and re.fullmatch(r"[0-9]+\.[0-9]{2}", f.value)]
    paid = {float(f.value) for f in amounts if f.role == "paid"}
    if len(paid) != 1:
        return
    for fact in amounts:
        asked = any(d.span.covers(fact.span) for d in demands)
        if asked and fact.role == "refund" and float(fact.value) > max(paid):
            yield _finding("overclaim", fact, rulebook, claimed=fact.value, paid=f"{max(paid):.2f}")


_SEVEN = re.compile("[七7]天无理由|[七7]日无理由|[七7]天内?无条件")


def _seven_days(facts: Sequence[Fact], rulebook: Rulebook) -> Iterator[Finding]:
    """Seven days claimed though the draft's own dates say that they are over."""
    claim = next((f for f in facts if f.kind == "demand" and _SEVEN.search(f.text)), None)
    start = _only(facts, "signed") or _only(facts, "received")
    end = _only(facts, "applied") or _only(facts, "returned")
    if claim and start and end:
        days = _days_between(start, end)
        if days is not None and days > 7:
            yield _finding("seven", claim, rulebook, received=start.text, claimed=end.text, days=days)


_CARRIES_FOR_OTHERS = frozenset({"cainiao", "danniao", "hivebox", "dada", "chinapost", "ems"})


def _wrong_carrier(facts: Sequence[Fact], rulebook: Rulebook) -> Iterator[Finding]:
    """The prefix proves a carrier, and the draft names another one only."""
    named = {f.value for f in facts if f.kind == "carrier"}
    if len(named) != 1:
        return
    (name,) = named
    for fact in facts:
        if fact.kind != "tracking_number":
            continue
        proved = [
            id_
            for id_, c in rulebook.carriers.items()
            if any(compiled(s).fullmatch(fact.value.lower()) for s in c.strong)
        ]
        if proved and name not in proved and name in rulebook.carriers and name not in _CARRIES_FOR_OTHERS:
            meant, told = rulebook.carriers[proved[0]].name, rulebook.carriers[name].name
            yield _finding("carrier", fact, rulebook, number=fact.text, meant=meant, named=told)


def _number_date(facts: Sequence[Fact], rulebook: Rulebook) -> Iterator[Finding]:
    """The first six digits of a Pinduoduo number are the day of the order."""
    stated = _only(facts, "ordered")
    day = day_of(stated) if stated else None
    numbers = [f for f in facts if f.kind == "order_number" and re.fullmatch(r"[0-9]{6}\D+[0-9]{15}", f.text)]
    if not stated or not day or len(numbers) != 1:
        return
    inside = numbers[0].value[:6]
    if is_day("20" + inside) and (int(inside[2:4]), int(inside[4:6])) != day[1:]:
        told = f"20{inside[:2]}-{inside[2:4]}-{inside[4:6]}"
        yield _finding("number_date", stated, rulebook, inside=told, stated=stated.text)
