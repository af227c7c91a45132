"""snownlp's naive Bayes of praise and complaint, exported: log-odds of words in a table, summed by NumPy.

It gives the probability that snownlp's Bayes gives of the same words, without snownlp. A word that training never saw
counts too: its smoothed chance differs between the classes as their totals do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tousu import features, modelfile
from tousu.errors import ModelError
from tousu.features import Codes, KeyIndex
from tousu.spans import Span

Floats = npt.NDArray[np.float64]

KIND = "bayes"
UNIT = "word"


class BayesModel:
    """Log-odds of praise against complaint, as plain arrays.

    Args:
        keys: shape (n,), of the folded words (``features.word_keys``).
        weights: shape (n,), log-odds of each word.
        bias: log-odds before any word.
        unknown: log-odds of a word without a key.
    """

    def __init__(self, keys: features.Keys, weights: Floats, bias: float, unknown: float):
        self.weights, self.bias, self.unknown = weights, bias, unknown
        self._index = KeyIndex(keys)

    @classmethod
    def load(cls, path: Path) -> BayesModel:
        """Read a model; raises ModelError when it can't be one."""
        meta, arrays = modelfile.read(path, KIND)
        try:
            if meta["features"] != features.VERSION:
                raise ModelError(f"{path}: made with features {meta['features']}, this tousu has {features.VERSION}")
            if meta["unit"] != UNIT:
                raise ModelError(f"{path}: counts {meta['unit']!r}, this tousu counts {UNIT!r}", path=str(path))
            model = cls(arrays["keys"], arrays["weights"], meta["bias"], meta["unknown"])
        except KeyError as error:
            raise ModelError(f"{path}: lacks {error}", path=str(path)) from None
        if model.weights.shape != arrays["keys"].shape:
            raise ModelError(f"{path}: arrays do not fit each other", path=str(path))
        return model

    def save(self, path: Path, **about: object) -> None:
        """Write the model with what is to be known ``about`` it."""
        meta = {"unit": UNIT, "features": features.VERSION, "bias": self.bias, "unknown": self.unknown}
        modelfile.write(path, KIND, {**meta, **about}, {"keys": self._index.keys, "weights": self.weights})

    def log_odds(self, text: str | Codes, words: Sequence[Span], spans: Iterable[Span]) -> Floats:
        """Log-odds of each stretch of a text, shape (spans,), of the words that lie in it.

        Args:
            text: folded, or its code points, shape (len,).
            words: the tokens of the text, in order.
            spans: the stretches.
        """
        bounds = _bounds(words)
        rows = self._index.rows(features.word_keys(features.codes_of(text), bounds[:, 0], bounds[:, 1]))
        each = np.where(rows >= 0, self.weights.take(rows), self.unknown)
        total = np.concatenate(([0.0], each.cumsum()))
        stretches = _bounds(list(spans))
        first = bounds[:, 0].searchsorted(stretches[:, 0])
        last = np.maximum(first, bounds[:, 1].searchsorted(stretches[:, 1], side="right"))
        return np.asarray(self.bias + total[last] - total[first])


def _bounds(spans: Sequence[Span]) -> npt.NDArray[np.intp]:
    """Starts and ends, shape (spans, 2); from flat numbers, which NumPy takes many times faster than pairs."""
    return np.fromiter(chain.from_iterable(spans), dtype=np.intp, count=2 * len(spans)).reshape(-1, 2)


def probabilities(log_odds: Floats) -> Floats:
    """Log-odds to probabilities, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(log_odds / 2)))
