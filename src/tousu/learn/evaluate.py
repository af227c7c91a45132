"""How well a classifier does on labelled texts: per class, confusion, calibration, worst errors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tousu.learn.corpus import BadRow, Example, read_labelled

Predict = Callable[[str], Sequence[tuple[str, float]]]
"""A text to its classes and their probabilities, best first."""


class ClassScore(NamedTuple):
    """One class, over all classes said of a text."""

    id: str
    precision: float
    recall: float
    f1: float
    support: int


class Error(NamedTuple):
    """A text whose first class is wrong."""

    place: str
    gold: str
    said: str
    probability: float
    text: str


class Report(NamedTuple):
    """What an evaluation found; ``confusion`` counts (primary in truth, said first)."""

    texts: int
    accuracy: float
    micro_f1: float
    macro_f1: float
    ece: float
    classes: tuple[ClassScore, ...]
    confusion: dict[tuple[str, str], int]
    worst: tuple[Error, ...]

    def as_json(self) -> str:
        """The report as JSON."""
        out: dict[str, Any] = self._asdict()
        out["classes"] = [score._asdict() for score in self.classes]
        out["worst"] = [error._asdict() for error in self.worst]
        out["confusion"] = [{"gold": g, "said": s, "count": n} for (g, s), n in sorted(self.confusion.items())]
        return json.dumps(out, ensure_ascii=False, indent=2) + "\n"


def read_gold(path: Path) -> tuple[list[Example], list[BadRow]]:
    """Gold rows (``issues``) or text and label; the rows that can't be used are told."""
    return read_labelled(path)


def evaluate(examples: Iterable[Example], predict: Predict, worst: int = 10) -> Report:
    """Compare what is said of each text with its labels; the first label is the primary one."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    true: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    chances, hits, errors = [], [], []
    for example in examples:
        found = predict(example.text)
        first, probability = found[0]
        gold = example.issues[0]
        names = {name for name, _ in found}
        right.update(names & set(example.issues))
        said.update(names)
        true.update(set(example.issues))
        confusion[gold, first] += 1
        chances.append(probability)
        hits.append(first == gold)
        if first != gold:
            errors.append(Error(example.place, gold, first, probability, example.text))
    classes = tuple(_score(name, right[name], said[name], true[name]) for name in sorted({*said, *true}))
    known = [score.f1 for score in classes if score.support]
    return Report(
        texts=len(hits),
        accuracy=float(np.mean(hits)) if hits else 0.0,
        micro_f1=_f1(right.total(), said.total(), true.total()),
        macro_f1=float(np.mean(known)) if known else 0.0,
        ece=calibration_error(chances, hits),
        classes=classes,
        confusion=dict(confusion),
        worst=tuple(sorted(errors, key=lambda e: (-e.probability, e.place))[:worst]),
    )


def calibration_error(chances: Sequence[float], hits: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: how far probability and accuracy lie apart, bins of equal width, weighted by size.

    Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 3.
    """
    if not len(chances):
        return 0.0
    place = np.minimum((np.asarray(chances) * bins).astype(int), bins - 1)
    gaps = np.bincount(place, weights=np.asarray(chances) - np.asarray(hits, dtype=float), minlength=bins)
    return float(np.abs(gaps).sum() / len(chances))


def _score(name: str, right: int, said: int, true: int) -> ClassScore:
    return ClassScore(name, right / max(1, said), right / max(1, true), _f1(right, said, true), true)


def _f1(right: int, said: int, true: int) -> float:
    return 2 * right / (said + true) if said + true else 0.0
