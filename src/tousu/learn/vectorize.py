"""Texts to counts of ``tousu.features`` keys, as scikit-learn expects a transformer to do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin

from tousu import features
from tousu.draft import Draft
from tousu.features import KeyIndex, Keys


class NgramCounter(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Counts character n-grams by their 64-bit keys: the vocabulary that ``tousu.linear`` serves.

    Args:
        sizes: lengths of the n-grams, in characters.
        least: the smallest number of texts in which an n-gram must stand.

    Attributes:
        keys_: shape (n_features,), the learnt keys, ascending.
    """

    def __init__(self, sizes: Sequence[int] = (1, 2, 3), least: int = 2) -> None:
        self.sizes = sizes
        self.least = least

    def fit(self, texts: Iterable[str], labels: Any = None) -> Self:
        """Learn the keys that stand in at least ``least`` of the texts."""
        keys, counts = np.unique(np.concatenate([key for key, _ in self._counted(texts)]), return_counts=True)
        self.keys_: Keys = keys[counts >= self.least]
        return self

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        """Counts, shape (texts, keys)."""
        index = KeyIndex(self.keys_)
        rows: list[np.ndarray[Any, Any]] = []
        data: list[np.ndarray[Any, Any]] = []
        ends = [0]
        for keys, counts in self._counted(texts):
            found = index.rows(keys)
            known = found >= 0
            rows.append(found[known])
            data.append(counts[known])
            ends.append(ends[-1] + int(known.sum()))
        matrix = csr_matrix(
            (np.concatenate(data).astype(np.float64), np.concatenate(rows), ends), shape=(len(rows), len(self.keys_))
        )
        matrix.sort_indices()  # keys ascend and so do their rows: nothing moves, the flag is set
        return matrix

    def _counted(self, texts: Iterable[str]) -> list[tuple[Keys, np.ndarray[Any, Any]]]:
        return [np.unique(self._keys(text), return_counts=True) for text in texts]

    def _keys(self, text: str) -> Keys:
        return np.concatenate(features.ngram_keys(features.normal(Draft(text).codes), tuple(self.sizes)))
