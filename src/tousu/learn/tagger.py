"""Train the character taggers: which phrase is a product, a demand, a reproach.

scikit-learn's multinomial logistic regression over the features of ``tousu.tagging``; the weights are rounded to
eight bits and the features that weigh nothing are left out.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from tousu import features
from tousu.draft import Draft
from tousu.features import KeyIndex
from tousu.learn.corpus import Example, Marked
from tousu.readers import Plane
from tousu.spans import Span
from tousu.tagging import Tagged, Tagger, decode, feature_keys
from tousu.templates import PLANE_WINDOW, WINDOW

PlaneMaker = Callable[[Draft], Sequence[Plane]]


class Settings(NamedTuple):
    """What can be tuned: ``strength`` is C, ``least`` the rarest feature kept, ``rows`` the largest table."""

    strength: float = 10.0
    least: int = 2
    rows: int = 150_000
    iterations: int = 120


DEFAULT = Settings()


def labels_of(length: int, marks: Sequence[Marked], kinds: Sequence[str]) -> npt.NDArray[np.int16]:
    """One label a character: 0 outside, 2k+1 begin, 2k+2 inside kind k; where marks nest the inner one counts."""
    out = np.zeros(length, dtype=np.int16)
    for kind, (start, end) in sorted(marks, key=lambda m: m.span.start - m.span.end):
        if kind in kinds:
            number = kinds.index(kind)
            out[start:end] = 2 * number + 2
            out[start] = 2 * number + 1
    return out


def repeated(example: Example, kinds: Sequence[str]) -> list[Marked]:
    """The marks, and every later mention of a marked phrase: the corpus marks a fact at its first mention alone,
    but a tagger must not learn that the second mention is none.
    """
    out = [m for m in example.marks if m.kind in kinds]
    taken = [m.span for m in out]
    for kind, span in list(out):
        word = span.of(example.text)
        at = example.text.find(word, span.end)
        while at >= 0 and len(word) >= 2:
            again = Span(at, at + len(word))
            if not any(again.overlaps(t) for t in taken):
                out.append(Marked(kind, again))
                taken.append(again)
            at = example.text.find(word, again.end)
    return out


def train(
    examples: Sequence[Example],
    kinds: Sequence[str],
    planes: PlaneMaker = lambda draft: (),
    settings: Settings = DEFAULT,
    *,
    repeats: bool = True,
) -> Tagger:
    """A tagger for these kinds of phrase, thresholds all zero; the same input gives the same weights."""
    drafts = [Draft(e.text) for e in examples]
    keys = [_learnt_keys(d, planes(d)) for d in drafts]
    marks = [repeated(e, kinds) if repeats else e.marks for e in examples]
    target = np.concatenate([labels_of(len(e.text), m, kinds) for e, m in zip(examples, marks, strict=True)])
    table = np.concatenate(keys)
    distinct, counts = np.unique(table, return_counts=True)
    kept = distinct[counts >= settings.least]
    chosen, weight = _near_marks(target)
    matrix = _matrix(KeyIndex(kept).rows(table[chosen]), len(kept))
    model = LogisticRegression(C=settings.strength, max_iter=settings.iterations, tol=1e-4)
    with warnings.catch_warnings():
        # Stopping early is one more regularisation here: the held-out figures stop rising long before it converges.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix, target[chosen], sample_weight=weight)
    full = np.zeros((len(kept), 1 + 2 * len(kinds)))
    bias = np.full(1 + 2 * len(kinds), -20.0)
    full[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return _compact(tuple(kinds), kept, full, bias, settings.rows)


# Of the planes from the third on, which places of ``PLANE_WINDOW`` are learnt: they say the same for many characters
# on end, so that groups of them would only be learnt by heart. The names of plane 6 have no groups of three.
_HERE, _BESIDES, _GROUPS = ((0,),), ((-1,), (0,), (1,)), ((-1, 0), (0, 1))
LEARNT = ((*_BESIDES, *_GROUPS), _HERE, _HERE, _BESIDES, _HERE)
_WHOLE = 2


def _learnt_keys(draft: Draft, planes: Sequence[Plane]) -> features.Keys:
    """The keys of a draft that are learnt from, shape (len, templates)."""
    first = len(WINDOW) + _WHOLE * len(PLANE_WINDOW)
    columns = list(range(min(first, len(WINDOW) + len(planes) * len(PLANE_WINDOW))))
    for number, learnt in enumerate(LEARNT[: max(0, len(planes) - _WHOLE)]):
        columns += [first + number * len(PLANE_WINDOW) + PLANE_WINDOW.index(places) for places in learnt]
    return np.ascontiguousarray(feature_keys(draft.codes, planes)[:, columns])


def _near_marks(target: npt.NDArray[np.int16], reach: int = 6) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    """Positions to learn from, and their weights: all near a mark, every third of the rest at triple weight."""
    near = np.convolve(target > 0, np.ones(2 * reach + 1), mode="same") > 0
    far = np.flatnonzero(~near)[::3]
    chosen = np.sort(np.concatenate((np.flatnonzero(near), far)))
    return chosen, np.where(near[chosen], 1.0, 3.0).astype(np.float32)


def _matrix(rows: features.Rows, width: int) -> csr_matrix:
    known = rows >= 0
    counts = known.sum(axis=1)
    indptr = np.concatenate(([0], np.cumsum(counts)))
    data = np.ones(int(counts.sum()), dtype=np.float32)
    return csr_matrix((data, rows[known], indptr), shape=(len(rows), width))


def _compact(
    kinds: tuple[str, ...],
    keys: features.Keys,
    weights: npt.NDArray[np.float64],
    bias: npt.NDArray[np.float64],
    most: int,
) -> Tagger:
    """Eight-bit weights, heaviest features first dropped to ``most`` rows, in the order of their keys."""
    weights = weights - weights.mean(axis=1, keepdims=True)
    weight = np.abs(weights).max(axis=1)
    chosen = np.sort(np.argsort(-weight, kind="stable")[:most])
    weights = weights[chosen]
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    return Tagger(
        kinds,
        keys[chosen],
        np.rint(weights / scale).astype(np.int8),
        scale.astype(np.float32),
        bias.astype(np.float32),
        np.zeros(len(kinds), dtype=np.float32),
    )


class Score(NamedTuple):
    """Overlap counts of one kind."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def out_of_fold(
    examples: Sequence[Example],
    kinds: Sequence[str],
    planes: PlaneMaker,
    settings: Settings,
    folds: Sequence[str],
    *,
    repeats: bool = True,
    prior: float = 0.0,
) -> list[tuple[Example, list[Tagged]]]:
    """What a tagger that has not seen an example's group says of it."""
    out: list[tuple[Example, list[Tagged]]] = []
    for fold in folds:
        tagger = train([e for e in examples if e.group != fold], kinds, planes, settings, repeats=repeats)
        for example in (e for e in examples if e.group == fold):
            draft = Draft(example.text)
            chances = tagger.probabilities(draft.codes, planes(draft))
            out.append((example, decode(chances, tagger.kinds, prior)))
    return out


def scores(
    tagged: Sequence[tuple[Example, list[Tagged]]], kinds: Sequence[str], thresholds: Sequence[float]
) -> dict[str, Score]:
    """Same kind, overlapping span, one to one; a repeat of a marked phrase is no false alarm."""
    out = {}
    for kind, threshold in zip(kinds, thresholds, strict=True):
        right = false = missed = 0
        for example, found in tagged:
            gold = [m.span for m in example.marks if m.kind == kind]
            said = {g.of(example.text) for g in gold}
            for tag in found:
                if tag.kind != kind or tag.probability < threshold:
                    continue
                at = next((g for g in gold if g.overlaps(tag.span)), None)
                if at is not None:
                    gold.remove(at)
                    right += 1
                elif tag.span.of(example.text) not in said:
                    false += 1
            missed += len(gold)
        out[kind] = Score(right, false, missed)
    return out


def best_thresholds(
    tagged: Sequence[tuple[Example, list[Tagged]]], kinds: Sequence[str], precision: float = 0.0
) -> list[float]:
    """For each kind the threshold of the best F1 among those that reach ``precision``."""
    grid = [x / 20 for x in range(4, 20)]
    chosen = []
    for kind in kinds:
        rated = [(scores(tagged, [kind], [t])[kind], t) for t in grid]
        able = [(s.f1, t) for s, t in rated if s.precision >= precision] or [(s.precision, t) for s, t in rated]
        chosen.append(max(able)[1])
    return chosen
