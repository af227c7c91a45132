"""Train the classifier of issue types and export it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from tousu.learn.corpus import Example
from tousu.learn.vectorize import NgramCounter
from tousu.linear import LinearModel


def pipeline(sizes: Sequence[int] = (1, 2, 3), least: int = 3, strength: float = 10.0) -> Pipeline:
    """Counts of n-grams, TF-IDF, logistic regression."""
    return Pipeline(
        [
            ("counts", NgramCounter(sizes, least)),
            ("tfidf", TfidfTransformer(sublinear_tf=True)),
            ("classes", LogisticRegression(C=strength, max_iter=300)),
        ]
    )


def train(examples: Sequence[Example]) -> Pipeline:
    """A fitted pipeline that tells the primary issue."""
    return pipeline().fit([e.text for e in examples], [e.issues[0] for e in examples])


def exported(model: Pipeline, thresholds: Sequence[float] | float = 0.2) -> LinearModel:
    """The pipeline as plain arrays."""
    counts, tfidf, classes = (step for _, step in model.steps)
    width = len(classes.classes_)
    return LinearModel(
        tuple(str(c) for c in classes.classes_),
        tuple(counts.sizes),
        counts.keys_,
        tfidf.idf_.astype(np.float32),
        classes.coef_.T.astype(np.float32),
        classes.intercept_.astype(np.float32),
        np.broadcast_to(np.float32(thresholds), (width,)).copy(),
    )
