"""Findings about personal data: other people's everywhere, one's own where others can read it, secrets always."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.catalogue import Channel, Severity
from tousu.draft import Draft
from tousu.redaction.masks import mask
from tousu.redaction.places import Place, find_places
from tousu.results import Fact, Finding
from tousu.rulebook import Rulebook


def find_privacy(
    draft: Draft, facts: Sequence[Fact], rulebook: Rulebook, channel: Channel | None
) -> tuple[Finding, ...]:
    """One finding for each number, name or code, at its first mention; its replacement is the mask, if one is due."""
    kinds = {id_ for id_, kind in rulebook.facts.items() if kind.personal}
    if channel:
        kinds.update(channel.mask, channel.forbid)
    places = find_places(draft, facts, kinds, rulebook)
    first = {(p.kind, p.value): p for p in reversed(places) if not p.safe}
    found = (_finding(p, rulebook, channel) for p in first.values())
    return tuple(sorted((f for f in found if f), key=lambda f: f.span))


def _finding(place: Place, rulebook: Rulebook, channel: Channel | None) -> Finding | None:
    """What to say of one mention, or None where it may stand."""
    hidden = channel is not None and place.kind in (*channel.mask, *channel.forbid)
    if place.kind == "secret_code":
        return _made(place, "secret", "warn", rulebook, channel, hide=True)
    if not rulebook.facts[place.kind].personal:
        return None  # a parcel number is masked in public without a word: it is nobody's data by itself
    if place.whose == "other":
        severity: Severity = "warn" if channel is None else channel.severity.get("privacy", "warn")
        return _made(place, "other", severity, rulebook, channel, hide=hidden)
    if channel is None or not hidden:
        return None
    rule = "own" if channel.public else "form"
    return _made(place, rule, "block" if channel.public else "warn", rulebook, channel, hide=True)


def _made(
    place: Place, rule: str, severity: Severity, rulebook: Rulebook, channel: Channel | None, *, hide: bool
) -> Finding:
    named = {"text": place.text, "kind": rulebook.facts[place.kind].name, "channel": channel.name if channel else ""}
    return Finding.model_construct(
        rule=f"privacy-{rule}",
        kind="privacy",
        severity=severity,
        span=place.span,
        text=place.text,
        message=rulebook.say("advice", f"privacy_{rule}", **named),
        why=rulebook.say("advice", f"privacy_{rule}_why"),
        action="replace" if hide else "advise",
        replacement=mask(place.kind, place.text, rulebook) if hide else None,
    )
