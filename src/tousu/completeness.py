"""issues + facts + channel → what is missing, asked as questions, and how ready the draft is.

What is needed comes from the issue types' ``needs`` and the channel's ``requires``; how it is asked for, and how
much it weighs, from ``data/facts``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tousu.catalogue import Channel, FactKind, Severity
from tousu.records import NamedTuple
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
    named = any(fact.kind == "merchant" for fact in facts)
    needs = _needs(rulebook, tuple(issue.id for issue in issues), channel.id if channel else "", named)
    if {f.value for f in facts if f.kind == "delivery"} == {"not_shipped"}:
        needs = [need for need in needs if need.record.id not in _ONLY_AFTER_SHIPPING]
    held: dict[str, bool] = {}
    for fact in facts:
        held[fact.kind] = held.get(fact.kind, False) or fact.role not in _PARTIAL
    asked = sorted(needs, key=lambda need: (_RANK[need.severity], -need.record.weight))
    missing = (_missing(need, held, facts, rulebook, channel) for need in asked)
    return tuple(m for m in missing if m), _readiness(needs, held, channel)


class _Need(NamedTuple):
    """A kind of fact that is needed.

    Attributes:
        severity: of its lack. why: it is needed, in words.
        parts: of the readiness figure, where it is lacking, partly given and given; none where it carries no points.
    """

    record: FactKind
    severity: Severity
    why: str
    parts: tuple[ReadinessPart, ...]


@lru_cache(maxsize=256)
def _needs(rulebook: Rulebook, issues: tuple[str, ...], channel_id: str, named: bool) -> Sequence[_Need]:
    """What drafts of these issues need on this channel; the first issue counts in full, the others as hints.

    ``named``: a company is named in it.
    """
    channel = rulebook.channels[channel_id] if channel_id else None
    needs: dict[str, Severity] = {}
    for place, id_ in enumerate(issues):
        type_ = rulebook.issues.get(id_)
        asked = type_.needs if type_ else {}
        for kind, severity in asked.items():
            # Where no shop is asked for, the platform is whom it is about: a company that is named will do.
            if kind == "platform" and "merchant" not in asked and named:
                continue
            _add(needs, kind, severity if place == 0 else "hint")
    for kind, severity in (channel.requires if channel else {}).items():
        _add(needs, kind, severity)
    parts = _parts(rulebook)
    return [
        _Need(record, severity, _why(record, issues, rulebook, channel), parts[kind])
        for kind, severity in needs.items()
        if (record := rulebook.facts.get(kind))
    ]


@lru_cache(maxsize=4)
def _parts(rulebook: Rulebook) -> dict[str, tuple[ReadinessPart, ...]]:
    """Points of each kind by the weights of ``data/facts``: none, half for one that is partly given, all.

    Personal data belong in the channel's form and not in the text, so they carry no points.
    """
    return {
        kind: tuple(
            ReadinessPart.model_construct(kind=kind, name=record.name, points=record.weight * share, of=record.weight)
            for share in (0.0, 0.5, 1.0)
            if record.weight and not record.personal
        )
        for kind, record in rulebook.facts.items()
    }


def _add(needs: dict[str, Severity], kind: str, severity: Severity) -> None:
    if kind not in needs or _RANK[severity] < _RANK[needs[kind]]:
        needs[kind] = severity


def _missing(
    need: _Need, held: Mapping[str, bool], facts: Sequence[Fact], rulebook: Rulebook, channel: Channel | None
) -> Missing | None:
    """What is lacking of a need; ``held`` tells of each kind that the draft states whether one is given in full."""
    kind, why = need.record.id, need.why
    if kind in held:
        if channel is None or channel.public or held[kind] or kind != "order_number":
            return None
        why = rulebook.say("facts", "order_partial")
    question = _question(need.record, facts, rulebook)
    return Missing.model_construct(kind=kind, question=question, why=why, severity=need.severity)


def _why(record: FactKind, issues: Sequence[str], rulebook: Rulebook, channel: Channel | None) -> str:
    """For the channel's sake or the issue's, in words."""
    kind = record.id
    if channel and kind in channel.requires:
        return rulebook.say("facts", "channel_needs", channel=channel.name, why=record.why)
    for id_ in issues:
        type_ = rulebook.issues.get(id_)
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


def _readiness(needs: Sequence[_Need], held: Mapping[str, bool], channel: Channel | None) -> Readiness:
    """Where nothing is needed there are no parts, and the figure means nothing."""
    parts = []
    public = channel is not None and channel.public
    for need in needs:
        if need.parts:
            whole = held.get(need.record.id)
            parts.append(need.parts[0 if whole is None else 2 if whole or public else 1])
    parts.sort(key=lambda part: -part.of)
    of = sum(p.of for p in parts)
    return Readiness.model_construct(
        score=round(sum(p.points for p in parts) / of, 4) if of else 0.0, parts=tuple(parts)
    )
