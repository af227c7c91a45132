"""Loads and scores an exported linear classifier over character n-grams: TF-IDF, logistic regression, calibration.

It gives what the scikit-learn pipeline in ``tousu.learn`` gives, to 1e-6, without scikit-learn.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tousu import features, modelfile
from tousu.errors import ModelError
from tousu.features import Codes, KeyIndex
from tousu.spans import Span

Floats = npt.NDArray[np.float64]

KIND = "linear"


class Contribution(NamedTuple):
    """How much the n-gram at ``span`` adds to the score of one class."""

    span: Span
    weight: float


class LinearModel:
    """One-vs-rest logistic regression over TF-IDF of character n-grams, as plain arrays.

    Args:
        classes: ids, in the order of the columns.
        sizes: lengths of the n-grams, in characters.
        keys: shape (n,), feature keys in the order of the rows.
        idf: shape (n,).
        weights: shape (n, classes).
        bias: shape (classes,).
        thresholds: shape (classes,), probability from which a class is said.
    """

    def __init__(
        self,
        classes: tuple[str, ...],
        sizes: tuple[int, ...],
        keys: features.Keys,
        idf: npt.NDArray[np.float32],
        weights: npt.NDArray[np.float32],
        bias: npt.NDArray[np.float32],
        thresholds: npt.NDArray[np.float32],
    ) -> None:
        self.classes, self.sizes = classes, sizes
        self.idf, self.weights, self.bias, self.thresholds = idf, weights, bias, thresholds
        self._index = KeyIndex(keys)

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read a model; raises ModelError when it can't be one."""
        meta, arrays = modelfile.read(path, KIND)
        try:
            if meta["features"] != features.VERSION:
                raise ModelError(f"{path}: made with features {meta['features']}, this tousu has {features.VERSION}")
            model = cls(
                tuple(meta["classes"]),
                tuple(meta["sizes"]),
                *(arrays[name] for name in ("keys", "idf", "weights", "bias", "thresholds")),
            )
        except KeyError as error:
            raise ModelError(f"{path}: lacks {error}", path=str(path)) from None
        rows, columns = len(arrays["keys"]), len(model.classes)
        if model.weights.shape != (rows, columns) or model.idf.shape != (rows,):
            raise ModelError(f"{path}: arrays do not fit each other", path=str(path))
        return model

    def save(self, path: Path, **about: object) -> None:
        """Write the model with what is to be known ``about`` it."""
        meta = {"classes": list(self.classes), "sizes": list(self.sizes), "features": features.VERSION, **about}
        arrays = {"keys": self._index.keys, "idf": self.idf, "weights": self.weights, "bias": self.bias}
        modelfile.write(path, KIND, meta, {**arrays, "thresholds": self.thresholds})

    def scores(self, codes: Codes) -> Floats:
        """Log-odds of each class for a text, shape (classes,)."""
        rows, values = self._vector(codes)[:2]
        return self.bias + values @ self.weights[rows].astype(np.float64)

    def probabilities(self, codes: Codes) -> Floats:
        """Probability of each class, each for itself, shape (classes,)."""
        return 1 / (1 + np.exp(-self.scores(codes)))

    def contributions(self, codes: Codes, column: int) -> list[Contribution]:
        """What each n-gram in the text adds to a class; with the bias they sum to its score."""
        rows, values, inverse, spans = self._vector(codes)
        if not len(rows):
            return []
        each = values * self.weights[rows, column]
        counts = np.bincount(inverse, minlength=len(rows))
        return [
            Contribution(span, float(each[at] / counts[at])) for span, at in zip(spans, inverse.tolist(), strict=True)
        ]

    def _vector(self, codes: Codes) -> tuple[features.Rows, Floats, npt.NDArray[np.intp], list[Span]]:
        """Distinct known rows, their TF-IDF (l2 norm 1), for each known n-gram its place among them, and its span."""
        groups = features.ngram_keys(features.normal(codes), self.sizes)
        found = [self._index.rows(keys) for keys in groups]
        known = [np.flatnonzero(rows >= 0) for rows in found]
        flat = np.concatenate([rows[at] for rows, at in zip(found, known, strict=True)])
        rows, inverse, counts = np.unique(flat, return_inverse=True, return_counts=True)
        values = (1 + np.log(counts)) * self.idf[rows].astype(np.float64)
        norm = float(np.sqrt(values @ values))
        spans = [
            Span(start, start + size)
            for size, at in zip(self.sizes, known, strict=True)
            for start in at.tolist()
        ]
        return rows, values / norm if norm else values, inverse, spans
