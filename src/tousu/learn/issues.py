"""Train the classifier of issue types and export it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from tousu.draft import Draft
from tousu.issues import cues_of
from tousu.learn.corpus import Example
from tousu.learn.vectorize import NgramCounter
from tousu.linear import LinearModel, damped
from tousu.rulebook import Rulebook

Floats = npt.NDArray[np.float64]

SECOND = 0.3
"""What a further issue of a draft weighs in training, the primary being 1."""


@cache
def rulebook() -> Rulebook:
    """The packaged rulebook, whose cues are features."""
    return Rulebook.packaged()


class CueCounter(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Damped counts of the cues of each issue type (``data/issues/*.toml``), times ``scale``.

    A cue unseen in training still counts: it shares the weight of its group.

    Args:
        scale: how much a cue counts beside the n-grams, whose norm is 1.
    """

    def __init__(self, scale: float = 0.2) -> None:
        self.scale = scale

    def fit(self, texts: Any, labels: Any = None) -> Self:
        """Nothing is learnt; the groups are those of the rulebook."""
        self.groups_ = tuple(rulebook().issues)
        return self

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        """Shape (texts, groups)."""
        book = rulebook()
        counts = []
        for text in texts:
            cues = cues_of(book.scan(Draft(text)), book)
            counts.append([len(cues[name]) for name in self.groups_])
        return csr_matrix(self.scale * damped(np.array(counts, dtype=np.float64)))


def pipeline(
    sizes: Sequence[int] = (1, 2), least: int = 3, scale: float = 0.2, strength: float = 1.0, iterations: int = 100
) -> Pipeline:
    """TF-IDF of n-grams beside cues, logistic regression: plain scikit-learn, so it can be searched over."""
    grams = Pipeline([("counts", NgramCounter(sizes, least)), ("tfidf", TfidfTransformer(sublinear_tf=True))])
    return Pipeline(
        [
            ("features", FeatureUnion([("grams", grams), ("cues", CueCounter(scale))])),
            ("classes", LogisticRegression(C=strength, max_iter=iterations, tol=1e-3)),
        ]
    )


def length_weights(texts: Sequence[str]) -> Floats:
    """Long drafts count for more: the corpus has many short ones, people write long ones."""
    return np.clip(np.array([len(t) for t in texts]) / 80, 0.5, 4.0)


def fit(model: Pipeline, texts: Sequence[str], labels: Sequence[Sequence[str]]) -> Pipeline:
    """Fit the pipeline: each draft once for its primary issue, and lightly for each further one."""
    matrix = model.named_steps["features"].fit_transform(texts)
    weights = length_weights(texts)
    rows = [(n, label, weights[n] * (SECOND if at else 1)) for n, x in enumerate(labels) for at, label in enumerate(x)]
    numbers, targets, each = zip(*rows, strict=True)
    model.named_steps["classes"].fit(csr_matrix(matrix)[list(numbers)], targets, sample_weight=each)
    return model


def train(examples: Sequence[Example], **settings: Any) -> tuple[Pipeline, LinearModel]:
    """The pipeline fitted on all examples, and its export, calibrated on every fifth row held out from a first fit."""
    held = [int(e.place.rsplit(":", 1)[1]) % 5 == 0 for e in examples]
    seen = [e for e, out in zip(examples, held, strict=True) if not out]
    unseen = [e for e, out in zip(examples, held, strict=True) if out]
    first = fit(pipeline(**settings), [e.text for e in seen], [e.issues for e in seen])
    classes = [str(c) for c in first.classes_]
    scores = first.decision_function([e.text for e in unseen])
    weights = length_weights([e.text for e in unseen])
    heat = temperature(scores, np.array([classes.index(e.issues[0]) for e in unseen]), weights)
    threshold = best_threshold(softmax(scores / heat), [{classes.index(i) for i in e.issues} for e in unseen])
    model = fit(pipeline(**settings), [e.text for e in examples], [e.issues for e in examples])
    return model, exported(model, threshold, heat)


def softmax(scores: Floats) -> Floats:
    """Scores to probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def temperature(scores: Floats, truth: npt.NDArray[np.int_], weights: Floats) -> float:
    """The divisor of the scores at which the probabilities are best calibrated (least weighted log loss)."""

    def loss(heat: float) -> float:
        return float(-(weights * np.log(softmax(scores / heat)[np.arange(len(truth)), truth] + 1e-12)).sum())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def best_threshold(chances: Floats, truth: Sequence[set[int]]) -> float:
    """The probability from which a further issue is said: of best micro F1 over all issues."""
    top = chances.argmax(axis=1)
    rated = []
    for threshold in np.arange(0.06, 0.5, 0.02):
        right = said = 0
        for row, first, gold in zip(chances, top, truth, strict=True):
            found = {int(first), *np.flatnonzero(row >= threshold).tolist()}
            right += len(found & gold)
            said += len(found)
        rated.append((2 * right / (said + sum(map(len, truth))), float(threshold)))
    return max(rated)[1]


def exported(model: Pipeline, threshold: float = 0.2, heat: float = 1.0) -> LinearModel:
    """The pipeline as plain arrays, its scores divided by ``heat``."""
    union, classes = model.named_steps["features"], model.named_steps["classes"]
    grams, cues = (step for _, step in union.transformer_list)
    counts, tfidf = grams.named_steps["counts"], grams.named_steps["tfidf"]
    weights = (classes.coef_.T / heat).astype(np.float64)
    width = len(counts.keys_)
    return LinearModel(
        tuple(str(c) for c in classes.classes_),
        tuple(counts.sizes),
        counts.keys_,
        tfidf.idf_.astype(np.float32),
        weights[:width].astype(np.float32),
        (classes.intercept_ / heat).astype(np.float32),
        np.full(len(classes.classes_), threshold, dtype=np.float32),
        cue_groups=cues.groups_,
        cue_weights=(cues.scale * weights[width:]).astype(np.float32),
    )
