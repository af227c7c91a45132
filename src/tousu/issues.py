"""Draft → ranked issues with evidence."""

from __future__ import annotations

import numpy as np

from tousu.draft import Draft
from tousu.linear import LinearModel, Reading
from tousu.results import Issue
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, merged

OTHER = "other"
_MOST = 4
_LEAST = 0.12  # below it even the likeliest type is little better than a guess among seventeen
_PHRASES = 3


def classify(draft: Draft, hits: Hits, rulebook: Rulebook, model: LinearModel | None) -> tuple[Issue, ...]:
    """The issues above their thresholds, best first; ``other`` when none is."""
    if model is None or not draft.text.strip():
        return (_other(rulebook, 1.0),)
    reading = model.read(draft.codes, cues_of(hits, rulebook))
    chances = model.probabilities(reading)
    order = np.argsort(-chances, kind="stable").tolist()
    top = order[0]
    if model.classes[top] == OTHER or chances[top] < _LEAST:
        return (_other(rulebook, float(chances[model.classes.index(OTHER)])),)
    said = [top, *(at for at in order[1:] if chances[at] >= model.thresholds[at])][:_MOST]
    return tuple(
        Issue.model_construct(
            id=model.classes[at],
            name=rulebook.issues[model.classes[at]].name,
            probability=float(chances[at]),
            evidence=evidence(draft, model, reading, at),
        )
        for at in said
        if model.classes[at] != OTHER
    )


def cues_of(hits: Hits, rulebook: Rulebook) -> dict[str, list[Span]]:
    """Where the cues of each issue type stand."""
    return {name: hits.get(Owner("issues", name, "cue"), []) for name in rulebook.issues}


def _other(rulebook: Rulebook, probability: float) -> Issue:
    return Issue.model_construct(id=OTHER, name=rulebook.issues[OTHER].name, probability=probability)


def evidence(draft: Draft, model: LinearModel, reading: Reading, column: int) -> tuple[Span, ...]:
    """The phrases that add most to the score of a class: each character's share summed, the heaviest runs merged."""
    weight = model.per_character(reading, column, len(draft.text))
    bar = weight.max() * 0.3
    if bar <= 0:
        return ()
    strong = np.flatnonzero(weight >= bar)
    runs = [run for run in merged(((at, at + 1) for at in strong.tolist()), gap=1) if run.end - run.start > 1]
    runs.sort(key=lambda run: -float(weight[run.start : run.end].sum()))
    return tuple(runs[:_PHRASES])
