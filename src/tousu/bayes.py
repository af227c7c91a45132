"""An exported naive Bayes of two classes over character n-grams: log-odds in a table, summed by NumPy.

It gives the probability that snownlp's Bayes gives, without snownlp. A token that training never saw counts too: its
smoothed chance differs between the classes as their totals do.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tousu import features, modelfile
from tousu.errors import ModelError
from tousu.features import Codes, KeyIndex
from tousu.spans import Span

Floats = npt.NDArray[np.float64]

KIND = "bayes"


class BayesModel:
    """Log-odds of a class against another, as plain arrays.

    Args:
        sizes: lengths of the n-grams that are tokens, in characters.
        keys: shape (n,), feature keys.
        weights: shape (n,), log-odds of each key.
        bias: log-odds before any token.
        unknown: log-odds of a token without a key.
    """

    def __init__(self, sizes: tuple[int, ...], keys: features.Keys, weights: Floats, bias: float, unknown: float):
        self.sizes, self.weights, self.bias, self.unknown = sizes, weights, bias, unknown
        self._index = KeyIndex(keys)

    @classmethod
    def load(cls, path: Path) -> BayesModel:
        """Read a model; raises ModelError when it can't be one."""
        meta, arrays = modelfile.read(path, KIND)
        try:
            if meta["features"] != features.VERSION:
                raise ModelError(f"{path}: made with features {meta['features']}, this tousu has {features.VERSION}")
            model = cls(tuple(meta["sizes"]), arrays["keys"], arrays["weights"], meta["bias"], meta["unknown"])
        except KeyError as error:
            raise ModelError(f"{path}: lacks {error}", path=str(path)) from None
        if model.weights.shape != arrays["keys"].shape:
            raise ModelError(f"{path}: arrays do not fit each other", path=str(path))
        return model

    def save(self, path: Path, **about: object) -> None:
        """Write the model with what is to be known ``about`` it."""
        meta = {"sizes": list(self.sizes), "features": features.VERSION, "bias": self.bias, "unknown": self.unknown}
        modelfile.write(path, KIND, {**meta, **about}, {"keys": self._index.keys, "weights": self.weights})

    def log_odds(self, codes: Codes, spans: Iterable[Span]) -> Floats:
        """Log-odds of each stretch of a text, shape (spans,); n-grams across its borders do not count.

        Args:
            codes: of the folded text, shape (len,).
            spans: the stretches.
        """
        sums = []
        for keys in features.ngram_keys(features.normal(codes), self.sizes):
            rows = self._index.rows(keys)
            each = np.where(rows >= 0, self.weights.take(rows), self.unknown)
            sums.append(np.concatenate(([0.0], each.cumsum())))
        out = []
        for start, end in spans:
            score = self.bias
            for size, total in zip(self.sizes, sums, strict=True):
                last = end - size + 1
                if last > start:
                    score += float(total[last] - total[start])
            out.append(score)
        return np.array(out, dtype=np.float64)


def probabilities(log_odds: Floats) -> Floats:
    """Log-odds to probabilities, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(log_odds / 2)))
