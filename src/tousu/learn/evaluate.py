"""How well a classifier does on labelled texts: per class, confusion, calibration, worst errors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tousu.learn.corpus import BadRow, Example, read_labelled

SUPPORTED = 3
"""Texts that must have a class for its F1 to count in the mean: with fewer it is chance."""

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


class Bin(NamedTuple):
    """The texts whose first class was said with a probability from ``low`` up to ``high``."""

    low: float
    high: float
    texts: int
    probability: float
    accuracy: float


class Report(NamedTuple):
    """What an evaluation found.

    Attributes:
        accuracy: share of texts whose first class is the primary one.
        micro_f1: over all classes of all texts, primary or further.
        macro_f1: mean F1 of the classes that at least ``SUPPORTED`` texts have.
        ece: expected calibration error of the first class, and ``bins`` what it is made of.
        confusion: counts of (primary in truth, said first).
        worst: the wrong first classes said with most confidence.
    """

    texts: int
    accuracy: float
    micro_f1: float
    macro_f1: float
    ece: float
    bins: tuple[Bin, ...]
    classes: tuple[ClassScore, ...]
    confusion: dict[tuple[str, str], int]
    worst: tuple[Error, ...]

    def as_dict(self) -> dict[str, Any]:
        """The report as what JSON can hold."""
        out: dict[str, Any] = self._asdict()
        for name in ("bins", "classes", "worst"):
            out[name] = [part._asdict() for part in out[name]]
        out["confusion"] = [{"gold": g, "said": s, "count": n} for (g, s), n in sorted(self.confusion.items())]
        return out

    def as_json(self, bad: Sequence[BadRow] = ()) -> str:
        """The report as JSON, with the rows that could not be used."""
        out = {**self.as_dict(), "bad_rows": [row._asdict() for row in bad]}
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
        if not found:
            raise ValueError(f"{example.place}: nothing said of this text")
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
    known = [score.f1 for score in classes if score.support >= min(SUPPORTED, max(true.values(), default=0))]
    return Report(
        texts=len(hits),
        accuracy=float(np.mean(hits)) if hits else 0.0,
        micro_f1=_f1(right.total(), said.total(), true.total()),
        macro_f1=float(np.mean(known)) if known else 0.0,
        ece=calibration_error(chances, hits),
        bins=calibration_bins(chances, hits),
        classes=classes,
        confusion=dict(confusion),
        worst=tuple(sorted(errors, key=lambda e: (-e.probability, e.place))[:worst]),
    )


def calibration_bins(chances: Sequence[float], hits: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Texts by the probability of their first class, in bins of equal width; the empty ones are left out."""
    chance, hit = np.asarray(chances, dtype=float), np.asarray(hits, dtype=float)
    place = np.minimum((chance * bins).astype(int), bins - 1)
    found = [(at, place == at) for at in np.unique(place)]
    return tuple(
        Bin(float(at / bins), float((at + 1) / bins), int(own.sum()), float(chance[own].mean()), float(hit[own].mean()))
        for at, own in found
    )


def calibration_error(chances: Sequence[float], hits: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: how far probability and accuracy lie apart, bins of equal width, weighted by size.

    Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 3.
    """
    found = calibration_bins(chances, hits, bins)
    return sum(b.texts * abs(b.probability - b.accuracy) for b in found) / max(1, len(chances))


def _score(name: str, right: int, said: int, true: int) -> ClassScore:
    return ClassScore(name, right / max(1, said), right / max(1, true), _f1(right, said, true), true)


def _f1(right: int, said: int, true: int) -> float:
    return 2 * right / (said + true) if said + true else 0.0
