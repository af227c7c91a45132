"""Train the classifier of issue types and export it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, vstack
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from tousu.draft import Draft
from tousu.issues import cues_of
from tousu.learn.corpus import Example
from tousu.learn.vectorize import NgramCounter
from tousu.linear import Besides, LinearModel, damped
from tousu.rulebook import Rulebook

Floats = npt.NDArray[np.float64]

OTHERS_SHARE = 0.35
"""How much of a draft is learnt for what the other reader said of it, where two readers part."""

SECOND = 4.0
"""Strength (C) of the regressions that tell whether a draft speaks of an issue at all."""


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
    sizes: Sequence[int] = (1, 2), least: int = 8, scale: float = 0.12, strength: float = 4.0, iterations: int = 300
) -> Pipeline:
    """TF-IDF of n-grams beside cues, logistic regression: plain scikit-learn, so it can be searched over."""
    grams = Pipeline([("counts", NgramCounter(sizes, least)), ("tfidf", TfidfTransformer(sublinear_tf=True))])
    return Pipeline(
        [
            ("features", FeatureUnion([("grams", grams), ("cues", CueCounter(scale))])),
            ("classes", LogisticRegression(C=strength, max_iter=iterations, tol=3e-4)),
        ]
    )


def length_weights(texts: Sequence[str]) -> Floats:
    """Long drafts count for more: the corpus has many short ones, people write long ones."""
    return np.sqrt(np.clip(np.array([len(t) for t in texts]) / 80, 0.3, 4.0))


def fit(
    model: Pipeline, texts: Sequence[str], labels: Sequence[Sequence[str]], others: Sequence[Sequence[str]] = ()
) -> Pipeline:
    """Fit the pipeline: each draft for its primary issue alone; what else it complains of only blurs that.

    Args:
        model: a pipeline as ``pipeline`` makes it.
        texts: the drafts.
        labels: their issues, primary first.
        others: what another reader gave each instead (``Example.other``). A draft whose readers part is learnt for
            both, by shares: that it can be read so is true as well.
    """
    matrix = csr_matrix(model.named_steps["features"].fit_transform(texts))
    weights, targets = length_weights(texts), [label[0] for label in labels]
    apart = [at for at, other in enumerate(others) if other and other[0] != targets[at]]
    shares = weights.copy()
    shares[apart] *= 1 - OTHERS_SHARE
    model.named_steps["classes"].fit(
        vstack([matrix, matrix[apart]]) if apart else matrix,
        [*targets, *(others[at][0] for at in apart)],
        sample_weight=np.concatenate([shares, weights[apart] * OTHERS_SHARE]),
    )
    return model


class Second(NamedTuple):
    """Whether a draft speaks of an issue at all: a logistic regression a class over the features of the pipeline.

    Attributes:
        weights: shape (features, classes). bias: shape (classes,).
    """

    weights: Floats
    bias: Floats

    def chances(self, model: Pipeline, texts: Sequence[str]) -> Floats:
        """Probabilities, shape (texts, classes)."""
        scores = csr_matrix(model.named_steps["features"].transform(texts)) @ self.weights + self.bias
        return np.asarray(0.5 * (1 + np.tanh(scores / 2)))


def fit_second(
    model: Pipeline, texts: Sequence[str], labels: Sequence[Sequence[str]], strength: float = SECOND
) -> Second:
    """Learn for each class of a fitted pipeline whether a draft speaks of it, as its first issue or a further one."""
    matrix = csr_matrix(model.named_steps["features"].transform(texts))
    weights, bias = [], []
    for name in model.classes_:
        one = LogisticRegression(C=strength, solver="liblinear", tol=1e-3)
        one.fit(matrix, [name in label for label in labels], sample_weight=length_weights(texts))
        weights.append(one.coef_[0])
        bias.append(one.intercept_[0])
    return Second(np.array(weights).T, np.array(bias))


def train(examples: Sequence[Example], **settings: Any) -> tuple[Pipeline, LinearModel]:
    """The pipeline fitted on all examples, and its export, calibrated on every fifth row held out from a first fit."""
    held = [int(e.place.rsplit(":", 1)[1]) % 5 == 0 for e in examples]
    seen = [e for e, out in zip(examples, held, strict=True) if not out]
    unseen = [e for e, out in zip(examples, held, strict=True) if out]
    first, besides = _both(seen, settings)
    texts, classes = [e.text for e in unseen], [str(c) for c in first.classes_]
    scores = first.decision_function(texts)
    heat = temperature(scores, np.array([classes.index(e.issues[0]) for e in unseen]), length_weights(texts))
    truth = np.array([[name in e.issues for name in classes] for e in unseen])
    thresholds = best_thresholds(besides.chances(first, texts), truth, scores.argmax(axis=1))
    model, besides = _both(examples, settings)
    return model, exported(model, thresholds, heat, besides)


def _both(examples: Sequence[Example], settings: dict[str, Any]) -> tuple[Pipeline, Second]:
    texts, labels = [e.text for e in examples], [e.issues for e in examples]
    model = fit(pipeline(**settings), texts, labels, [e.other for e in examples])
    return model, fit_second(model, texts, labels)


def softmax(scores: Floats) -> Floats:
    """Scores to probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def temperature(scores: Floats, truth: npt.NDArray[np.int_], weights: Floats) -> float:
    """The divisor of the scores at which the probabilities are best calibrated (least weighted log loss)."""

    def loss(heat: float) -> float:
        return float(-(weights * np.log(softmax(scores / heat)[np.arange(len(truth)), truth] + 1e-12)).sum())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def best_thresholds(chances: Floats, truth: npt.NDArray[np.bool_], top: npt.NDArray[np.int_]) -> Floats:
    """The probability from which a class is said beside the first one, shape (classes,).

    The one threshold of best micro F1 over all that is said, and each class's own: midway, because a class is rare.

    Args:
        chances: shape (texts, classes).
        truth: shape (texts, classes), which classes each text has.
        top: shape (texts,), the first one said of each text.
    """
    steps = np.arange(0.1, 0.8, 0.02)
    first = np.zeros_like(truth)
    first[np.arange(len(top)), top] = True
    said = np.array([first | (chances >= step) for step in steps])  # (steps, texts, classes)
    right, all_said, wanted = (said & truth).sum(axis=1), said.sum(axis=1), truth.sum(axis=0)
    common = steps[(right.sum(axis=1) / (all_said.sum(axis=1) + wanted.sum())).argmax()]
    own = steps[(right / np.maximum(1, all_said + wanted)).argmax(axis=0)]
    return np.asarray((common + own) / 2)


def exported(
    model: Pipeline, thresholds: Floats | float = 0.2, heat: float = 1.0, besides: Second | None = None
) -> LinearModel:
    """The pipeline as plain arrays, its scores divided by ``heat``."""
    union, classes = model.named_steps["features"], model.named_steps["classes"]
    grams, cues = (step for _, step in union.transformer_list)
    counts, tfidf = grams.named_steps["counts"], grams.named_steps["tfidf"]
    names, width = tuple(str(c) for c in classes.classes_), len(counts.keys_)

    def head(weights: Floats, bias: Floats) -> Besides:
        parts = (weights[:width], bias, cues.scale * weights[width:])
        return Besides(*(part.astype(np.float32) for part in parts))

    weights, bias, cue_weights = head(classes.coef_.T / heat, classes.intercept_ / heat)
    return LinearModel(
        names,
        tuple(counts.sizes),
        counts.keys_,
        tfidf.idf_.astype(np.float32),
        weights,
        bias,
        np.broadcast_to(np.asarray(thresholds, dtype=np.float32), len(names)).copy(),
        cue_groups=cues.groups_,
        cue_weights=cue_weights,
        besides=besides and head(besides.weights, besides.bias),
    )
