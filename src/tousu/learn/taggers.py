"""The recipes of the facts tagger and the tone model: what they learn from, their thresholds, their files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from tousu.draft import Draft
from tousu.facts.planes import fact_planes
from tousu.learn import corpus, tagger, tone
from tousu.learn.corpus import Example
from tousu.models import FILES
from tousu.rulebook import Rulebook
from tousu.tagging import Plane, Tagger, decode
from tousu.tone import ToneModel

FACT_KINDS = ("product", "merchant", "platform", "delivery", "demand", "evidence", "person", "address")
# On held-out drafts: from 0.5 on where something else speaks against the draft, else from 0.75 on (see the card).
TONE_THRESHOLD, TONE_ALONE = 0.5, 0.75

Say = Callable[[str], None]


def train_all(folder: Path, say: Say = print) -> None:
    """Train both from the project's corpus and write them into ``folder``; the same corpus gives the same bytes."""
    drafts, clauses = corpus.own("drafts"), corpus.own("clauses")
    say(f"facts: {len(drafts)} drafts")
    train_facts(drafts).save(folder / FILES["facts"], drafts=len(drafts))
    say(f"tone: {len(drafts)} drafts, {len(clauses)} clauses")
    train_tone([*drafts, *clauses]).save(folder / FILES["tone"], drafts=len(drafts), clauses=len(clauses))


def planes(rulebook: Rulebook) -> Callable[[Draft], Sequence[Plane]]:
    """What rules lay over a draft for the facts tagger to read."""
    return lambda draft: fact_planes(draft, rulebook.scan(draft), rulebook)


def held_out(examples: Sequence[Example], every: int = 5) -> tuple[list[Example], list[Example]]:
    """All but every fifth row of each file, and these; the rows of a file are in no order."""
    number = [int(e.place.rsplit(":", 1)[1]) % every for e in examples]
    return (
        [e for e, n in zip(examples, number, strict=True) if n],
        [e for e, n in zip(examples, number, strict=True) if not n],
    )


def train_facts(examples: Sequence[Example], settings: tagger.Settings = tagger.DEFAULT) -> Tagger:
    """The facts tagger; thresholds of best F1 on rows held out from a first training."""
    marks = planes(Rulebook.packaged())
    seen, unseen = held_out(examples)
    first = tagger.train(seen, FACT_KINDS, marks, settings)
    found = []
    for example in unseen:
        draft = Draft(example.text)
        found.append((example, decode(first.probabilities(draft.codes, marks(draft)), FACT_KINDS)))
    model = tagger.train(examples, FACT_KINDS, marks, settings)
    model.thresholds = np.array(tagger.best_thresholds(found, FACT_KINDS), dtype=np.float32)
    return model


def train_tone(examples: Sequence[Example], settings: tone.Settings = tone.DEFAULT) -> ToneModel:
    """The tone model; half probability for any flag, and the likeliest kind whatever its own."""
    model = tone.train(examples, settings)
    model.thresholds = np.full(len(tone.KINDS), 0.05, dtype=np.float32)
    model.thresholds[0] = TONE_THRESHOLD
    model.alone = TONE_ALONE
    return model
