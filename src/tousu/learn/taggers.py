"""The recipes of the facts tagger and the tone model: what they learn from, and their thresholds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from tousu.draft import Draft
from tousu.facts.planes import fact_planes
from tousu.learn import tagger, tone
from tousu.learn.corpus import Example
from tousu.readers import Plane
from tousu.rulebook import Rulebook
from tousu.tagging import Tagger, decode
from tousu.tone import ToneModel

FACT_KINDS = ("product", "merchant", "platform", "delivery", "demand", "evidence", "person", "address")
# No phrase below TONE_LEAST is said; a kind is said from where TONE_PRECISION of its phrases are right on held-out
# drafts; TONE_ALONE is what the likeliest phrase of a draft must reach when no rule speaks against the draft.
TONE_LEAST, TONE_PRECISION, TONE_ALONE = 0.3, 0.7, 0.55


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
    """The tone model; for each kind the lowest threshold that holds its precision on held-out drafts.

    Thresholds come from drafts alone: the clauses were written to hold every kind alike, real drafts do not.
    """
    seen, unseen = held_out(examples)
    first = tone.train(seen, settings)
    first.thresholds[:] = TONE_LEAST
    model = tone.train(examples, settings)
    model.thresholds = _precise(first, [e for e in unseen if e.issues])
    model.alone = TONE_ALONE
    return model


def _precise(model: ToneModel, examples: Sequence[Example]) -> npt.NDArray[np.float32]:
    """The thresholds at which a phrase of each kind meets a flag, of whatever kind, often enough."""
    met: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in model.kinds}
    for example in examples:
        flags = [m.span for m in example.marks if m.kind in model.kinds]
        for tag in model.tag(Draft(example.text).codes):
            met[tag.kind].append((tag.probability, any(tag.span.overlaps(flag) for flag in flags)))
    out = [TONE_LEAST]
    for kind in model.kinds[1:]:
        able = [t for t in np.arange(TONE_LEAST, 0.96, 0.05) if _precision(met[kind], float(t)) >= TONE_PRECISION]
        out.append(float(able[0]) if able else 0.95)
    return np.array(out, dtype=np.float32)


def _precision(met: Sequence[tuple[float, bool]], threshold: float) -> float:
    right = [hit for probability, hit in met if probability >= threshold]
    return sum(right) / len(right) if len(right) >= 5 else 0.0
