"""An analysis without personal data, to be stored or passed on: masked to the same length, so that all spans hold."""

from __future__ import annotations

from typing import Any

from tousu import patterns as re
from tousu.draft import Draft
from tousu.redaction.masks import stars
from tousu.redaction.places import find_places
from tousu.results import Analysis
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span, apply_edits


def without_personal_data(analysis: Analysis, rulebook: Rulebook) -> Analysis:
    """The same analysis with every personal fact starred in the text and in every string that repeats it."""
    personal = {id_ for id_, kind in rulebook.facts.items() if kind.personal}
    limit = 4 * len(analysis.text) + 1
    draft = Draft(analysis.text, limit=limit)
    places = [p for p in find_places(draft, analysis.facts, personal, rulebook) if not p.safe]
    if not places:
        return analysis
    text = apply_edits(analysis.text, [Edit(p.span, stars(p.kind, p.text, rulebook), "") for p in places])
    hidden = {p.text: stars(p.kind, p.text, rulebook) for p in places}
    spans = {p.span for p in places}
    hidden |= {
        f.value: stars(f.kind, f.value, rulebook) for f in analysis.facts if f.span in spans and len(f.value) > 1
    }
    shape = re.compile("|".join(map(re.escape, sorted(hidden, key=len, reverse=True))))
    content = _starred(analysis.model_dump(exclude={"text"}), shape, hidden)
    for part in (*content["facts"], *content["details"], *content["findings"]):
        part["text"] = Span(*part["span"]).of(text)
    return Analysis.model_validate({**content, "text": text})


def _starred(value: Any, shape: re.Pattern[str], hidden: dict[str, str]) -> Any:
    """Every string in nested lists, tuples and mappings with what is hidden replaced."""
    if isinstance(value, str):
        return shape.sub(lambda match: hidden[match.group()], value)
    if isinstance(value, dict):
        return {key: _starred(item, shape, hidden) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_starred(item, shape, hidden) for item in value]
    return value
