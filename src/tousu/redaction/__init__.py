"""Personal data: found again wherever it stands, masked as a channel asks, named as a finding, kept out of reports.

A room a task: ``places`` where it stands and whose it is, ``masks`` what is left of it, ``privacy`` the findings,
``reports`` an analysis without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tousu import patterns as re
from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.redaction.masks import mask
from tousu.redaction.places import Place, find_places
from tousu.redaction.privacy import find_privacy
from tousu.redaction.reports import without_personal_data
from tousu.results import Fact, Redaction
from tousu.rulebook import Rulebook
from tousu.spans import Edit, apply_edits

__all__ = ["find_privacy", "redact_draft", "restored", "without_personal_data"]


def redact_draft(
    draft: Draft, facts: Sequence[Fact], rulebook: Rulebook, channel: Channel, *, mapped: bool = False
) -> Redaction:
    """The text as this channel may read it.

    Args:
        draft: the text.
        facts: what was found in it; other mentions of the same number or name are masked with it.
        rulebook: wording.
        channel: its ``mask`` says what is masked there, its ``forbid`` what is removed.
        mapped: also give the way back, from each mask to what it hides; a mask that would be ambiguous is then
            replaced by a numbered one.
    """
    places = [p for p in find_places(draft, facts, {*channel.mask, *channel.forbid}, rulebook) if not p.safe]
    shown = {p: mask(p.kind, p.text, rulebook) for p in places}
    if mapped:
        shown |= _numbered(draft, places, shown, rulebook)
    edits = tuple(Edit(p.span, shown[p], f"privacy-{p.kind}") for p in places)
    mapping = {shown[p]: p.text for p in places} if mapped else {}
    return Redaction(text=apply_edits(draft.text, edits), edits=edits, mapping=mapping)


def _numbered(
    draft: Draft, places: Sequence[Place], shown: Mapping[Place, str], rulebook: Rulebook
) -> dict[Place, str]:
    """A label of its own for each original whose mask hides another too, is part of another, or stands in the text."""
    owners: dict[str, set[str]] = {}
    for place in places:
        owners.setdefault(shown[place], set()).add(place.text)
    out: dict[Place, str] = {}
    labels: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    for place in places:
        own = shown[place]
        clear = len(owners[own]) == 1 and own not in draft.text
        if clear and not any(own != other and own in other for other in owners):
            continue
        key = (place.kind, place.text)
        while key not in labels:
            counts[place.kind] = counts.get(place.kind, 0) + 1
            name = rulebook.facts[place.kind].name
            label = rulebook.say("advice", "placeholder", name=name, number=counts[place.kind])
            if label not in draft.text:
                labels[key] = label
        out[place] = labels[key]
    return out


def restored(text: str, mapping: Mapping[str, str]) -> str:
    """The text with every mask of ``mapping`` turned back, in one pass; the text may have been edited meanwhile."""
    if not mapping:
        return text
    shape = "|".join(map(re.escape, sorted(mapping, key=len, reverse=True)))
    return re.sub(shape, lambda match: mapping[match.group()], text)
