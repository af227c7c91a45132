"""A candidate as a finding: what the writer reads comes from the rule, else from its kind."""

from __future__ import annotations

from tousu.catalogue import Channel, Severity
from tousu.draft import Draft
from tousu.language.search import Candidate
from tousu.results import Finding
from tousu.rulebook import Rulebook

_LONGEST_SHOWN = 30


def finding(candidate: Candidate, draft: Draft, rulebook: Rulebook, channel: Channel | None) -> Finding:
    """The finding with severity for this channel, message, reason and action."""
    rule, kind = candidate.rule, rulebook.kinds[candidate.rule.kind]
    text = candidate.span.of(draft.text)
    shown = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    why = rule.why or kind.why
    if candidate.words:
        words = "、".join(f"“{word.of(draft.text)}”" for word in candidate.words)
        why += rulebook.say("flags", "decided_by", words=words)
    return Finding.model_construct(
        rule=rule.id,
        kind=rule.kind,
        severity=severity(candidate, rulebook, channel),
        span=candidate.span,
        text=text,
        message=(rule.message or kind.message).replace("{text}", shown),
        why=why,
        action=rule.action or kind.action,
        replacement=(rule.replacement or kind.replacement).replace("{first}", text[0]) or None,
    )


def severity(candidate: Candidate, rulebook: Rulebook, channel: Channel | None) -> Severity:
    """The rule's severity or its kind's; a channel may set a kind's, a public one raises it."""
    rule, kind = candidate.rule, rulebook.kinds[candidate.rule.kind]
    own: Severity = rule.severity or kind.severity
    if channel is None:
        return own
    if rule.kind in channel.severity:
        return channel.severity[rule.kind]
    return (kind.public or own) if channel.public and not rule.severity else own
