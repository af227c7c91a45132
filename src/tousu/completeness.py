"""issues + facts + channel → what is missing, asked as questions, and how ready the draft is.

What is needed comes from the issue types' ``needs`` and the channel's ``requires``; how it is asked for, and how
much it weighs, from ``data/facts``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tousu.catalogue import Channel, FactKind, Severity
from tousu.results import Fact, Issue, Missing, Readiness, ReadinessPart
from tousu.rulebook import Rulebook

_RANK: Mapping[Severity, int] = {"block": 0, "warn": 1, "hint": 2}
# Before a parcel is handed over there is no parcel number and no courier to be asked for.
_ONLY_AFTER_SHIPPING = frozenset({"tracking_number", "carrier"})
_PARTIAL = frozenset({"partial", "masked"})


def find_missing(
    issues: Sequence[Issue], facts: Sequence[Fact], rulebook: Rulebook, channel: Channel | None
) -> tuple[tuple[Missing, ...], Readiness]:
    """The missing facts, most important first, and the readiness figure with its parts."""
    needs = _needs(issues, facts, rulebook, channel)
    asked = (_missing(kind, severity, issues, facts, rulebook, channel) for kind, severity in needs.items())
    missing = [m for m in asked if m]
    missing.sort(key=lambda m: (_RANK[m.severity], -rulebook.facts[m.kind].weight))
    return tuple(missing), _readiness(needs, facts, rulebook, channel)


def _needs(
    issues: Sequence[Issue], facts: Sequence[Fact], rulebook: Rulebook, channel: Channel | None
) -> dict[str, Severity]:
    """Kind of fact to the severity of its lack; the first issue counts in full, the others as hints."""
    needs: dict[str, Severity] = {}
    for place, issue in enumerate(issues):
        type_ = rulebook.issues.get(issue.id)
        asked = type_.needs if type_ else {}
        for kind, severity in asked.items():
            # Where no shop is asked for, the platform is whom it is about: a company that is named will do.
            if kind == "platform" and "merchant" not in asked and any(f.kind == "merchant" for f in facts):
                continue
            _add(needs, kind, severity if place == 0 else "hint")
    for kind, severity in (channel.requires if channel else {}).items():
        _add(needs, kind, severity)
    unshipped = {f.value for f in facts if f.kind == "delivery"} == {"not_shipped"}
    return {k: s for k, s in needs.items() if k in rulebook.facts and not (unshipped and k in _ONLY_AFTER_SHIPPING)}


def _add(needs: dict[str, Severity], kind: str, severity: Severity) -> None:
    if kind not in needs or _RANK[severity] < _RANK[needs[kind]]:
        needs[kind] = severity


def _missing(  # everything that completeness is told
    kind: str,
    severity: Severity,
    issues: Sequence[Issue],
    facts: Sequence[Fact],
    rulebook: Rulebook,
    channel: Channel | None,
) -> Missing | None:
    record = rulebook.facts[kind]
    held = [f for f in facts if f.kind == kind]
    if held:
        if channel is None or channel.public or any(f.role not in _PARTIAL for f in held) or kind != "order_number":
            return None
        why = rulebook.say("facts", "order_partial")
    else:
        why = _why(kind, record, issues, rulebook, channel)
    return Missing.model_construct(kind=kind, question=_question(record, facts, rulebook), why=why, severity=severity)


def _why(kind: str, record: FactKind, issues: Sequence[Issue], rulebook: Rulebook, channel: Channel | None) -> str:
    """For the channel's sake or the issue's, in words."""
    if channel and kind in channel.requires:
        return rulebook.say("facts", "channel_needs", channel=channel.name, why=record.why)
    for issue in issues:
        type_ = rulebook.issues.get(issue.id)
        if type_ and kind in type_.needs:
            return rulebook.say("facts", "issue_needs", issue=type_.name, why=record.why)
    return record.why


def _question(record: FactKind, facts: Sequence[Fact], rulebook: Rulebook) -> str:
    """The question of this kind; where the platform is known, with the way to the order number in its app."""
    if "{order_path}" not in record.question:
        return record.question
    for fact in facts:
        platform = rulebook.platforms.get(fact.value) if fact.kind == "platform" else None
        if platform and platform.order_path:
            return record.question.format(order_path=platform.order_path)
    return record.question.format(order_path=rulebook.say("facts", "order_path_unknown"))


def _readiness(
    needs: Mapping[str, Severity], facts: Sequence[Fact], rulebook: Rulebook, channel: Channel | None
) -> Readiness:
    """Points by the weights of ``data/facts``: all for a fact, half for one that is partly given.

    Personal data belong in the channel's form and not in the text, so they carry no points. Where nothing is
    needed there are no parts, and the figure means nothing.
    """
    parts = []
    for kind in sorted(needs, key=lambda k: -rulebook.facts[k].weight):
        record = rulebook.facts[kind]
        if not record.weight or record.personal:
            continue
        held = [f for f in facts if f.kind == kind]
        partial = all(f.role in _PARTIAL for f in held) and not (channel and channel.public)
        share = 0.0 if not held else 0.5 if partial else 1.0
        parts.append(
            ReadinessPart.model_construct(kind=kind, name=record.name, points=record.weight * share, of=record.weight)
        )
    of = sum(p.of for p in parts)
    return Readiness.model_construct(
        score=round(sum(p.points for p in parts) / of, 4) if of else 0.0, parts=tuple(parts)
    )
