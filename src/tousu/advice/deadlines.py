"""Terms that run from the draft's own dates; nothing is computed from a date that the draft does not state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from tousu.advice.case import Case
from tousu.advice.conditions import holds
from tousu.advice.events import Event, find_events
from tousu.catalogue import DeadlineRule
from tousu.facts.date_values import days_in
from tousu.results import Deadline

_MOST_PER_RULE = 3
_YEAR, _SOON = 365, 60
# What may well be still to come.
_AHEAD = frozenset({"promised"})


def find_deadlines(case: Case, today: dt.date | None) -> tuple[Deadline, ...]:
    """The terms of the issues: first those that run, the nearest first, then those past, then the undated."""
    events = find_events(case)
    ids = dict.fromkeys(id_ for issue in case.issues for id_ in issue.deadlines)
    out = [d for id_ in ids for d in _of_rule(case, case.rulebook.deadlines[id_], events, today)]
    return tuple(sorted(out, key=_urgency))


def _urgency(deadline: Deadline) -> tuple[int, int]:
    if deadline.due is None:
        return 2, 0
    left = deadline.days_left
    if left is None:
        return 0, deadline.due.toordinal()
    return (0, left) if left >= 0 else (1, -left)


def _of_rule(
    case: Case, rule: DeadlineRule, events: Mapping[str, Sequence[Event]], today: dt.date | None
) -> Iterator[Deadline]:
    if rule.confidence == "L" or any(events.get(name) for name in rule.unless):
        return
    if not all(holds(need, case) for need in rule.needs):
        return
    if rule.only_when and case.said("deadlines", rule.id, "when") is None:
        return
    excepted = case.words("deadlines", rule.id, "except")
    if excepted:
        note = case.rulebook.say("advice", "deadline_excepted", note=rule.except_note).format(words="、".join(excepted))
        yield _made(case, rule, note)
        return
    name = next((name for name in rule.triggers if events.get(name)), "")
    found = events[name] if name else ()
    if not found and rule.ask:
        yield _made(case, rule, case.rulebook.say("advice", "deadline_unstated", trigger=rule.trigger_name), rule.note)
    for event in found[:_MOST_PER_RULE]:
        yield _from_event(case, rule, name, event, today)


def _from_event(case: Case, rule: DeadlineRule, name: str, event: Event, today: dt.date | None) -> Deadline:
    say = case.rulebook.say
    if event.vague:
        return _made(case, rule, say("advice", "deadline_vague", text=event.fact.text), rule.note)
    if rule.working_days:
        return _made(case, rule, say("advice", "deadline_working", days=rule.working_days), rule.note, start=event.day)
    if event.day is None:
        return _made(case, rule, _yearless(case, rule, event), rule.note)
    day = event.day
    if today and _to_come(event, day, today):
        if name not in _AHEAD:
            return _made(case, rule, say("advice", "deadline_ahead", text=event.fact.text, today=today), rule.note)
        day = day if day > today else add_months(day, 12)
    if today and name in rule.early and due_date(rule, day) < today:
        return _made(case, rule, say("advice", "deadline_unstated", trigger=rule.trigger_name), rule.note)
    notes = [rule.note]
    if event.by_anchor:
        notes.insert(0, say("advice", "deadline_anchored", anchor=event.by_anchor, date=day))
    elif event.resolved:
        notes.insert(0, say("advice", "deadline_resolved", today=today, date=day))
    due = due_date(rule, day)
    return _made(case, rule, *notes, start=day, due=due, left=(due - today).days if today else None)


def _to_come(event: Event, day: dt.date, today: dt.date) -> bool:
    """A day after today; or one without its year that comes round so soon that last year's is a guess."""
    guessed = event.resolved and not event.by_anchor and "年" not in event.fact.text
    return day > today or (guessed and (day - today).days + _YEAR <= _SOON)


def due_date(rule: DeadlineRule, start: dt.date) -> dt.date:
    """The last day of the term; the day of the event itself does not count (民法典第201条)."""
    if rule.years or rule.months:
        return add_months(start, rule.years * 12 + rule.months)
    return start + dt.timedelta(days=rule.days)


def add_months(start: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of a month that lacks it."""
    count = start.year * 12 + start.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return dt.date(year, month, min(start.day, days_in(year, month)))


def _yearless(case: Case, rule: DeadlineRule, event: Event) -> str:
    """In words, where the draft leaves out the year and the term does not depend on it."""
    say = case.rulebook.say
    shown = say("advice", "date_words", month=event.month, day=event.of_month)
    ends = set()
    if rule.days:
        for year in (2023, 2024):  # a common year and a leap year: the same end in both, or none is said
            try:
                due = due_date(rule, dt.date(year, event.month, event.of_month))
            except ValueError:
                continue
            ends.add((due.month, due.day))
    if len(ends) != 1:
        return say("advice", "deadline_yearless", date=shown)
    month, day = ends.pop()
    due_words = say("advice", "date_words", month=month, day=day)
    return say("advice", "deadline_yearless_due", date=shown, due=due_words)


def _made(
    case: Case,
    rule: DeadlineRule,
    *notes: str,
    start: dt.date | None = None,
    due: dt.date | None = None,
    left: int | None = None,
) -> Deadline:
    doubt = case.rulebook.say("advice", "unverified") if rule.confidence == "M" else ""
    return Deadline.model_construct(
        id=rule.id,
        name=rule.name,
        ground=rule.ground,
        trigger=rule.trigger_name,
        trigger_date=start,
        due=due,
        days_left=left,
        note="。".join(filter(None, (*notes, doubt))),
    )
