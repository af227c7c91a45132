"""Loads and scores an exported linear classifier over character n-grams and cues: TF-IDF, logistic regression.

It gives what the scikit-learn pipeline in ``tousu.learn`` gives, to 1e-6, without scikit-learn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from tousu import features, modelfile
from tousu.errors import ModelError
from tousu.features import Codes, KeyIndex
from tousu.records import NamedTuple
from tousu.spans import Span

Floats = npt.NDArray[np.float64]
Link = Literal["softmax", "sigmoid"]

KIND = "linear"
_NO_CUES: Mapping[str, Sequence[Span]] = MappingProxyType({})


class Contribution(NamedTuple):
    """How much the n-gram at ``span`` adds to the score of one class."""

    span: Span
    weight: float


class Reading(NamedTuple):
    """A text as the model sees it.

    Attributes:
        rows: the distinct known n-grams, as rows of the model. values: their TF-IDF. counts: how often each stands.
        starts, sizes: every known n-gram in the text. place: which of ``rows`` each is.
        cues: shape (groups,), damped counts of the literals of each group of cues. cue_spans: where they stand.
    """

    rows: features.Rows
    values: Floats
    place: npt.NDArray[np.intp]
    counts: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]
    sizes: npt.NDArray[np.intp]
    cues: Floats
    cue_spans: tuple[tuple[Span, ...], ...]


class Besides(NamedTuple):
    """Weights that tell for each class alone whether a text speaks of it.

    Attributes:
        weights: shape (n, classes). bias: shape (classes,). cue_weights: shape (groups, classes).
    """

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    cue_weights: npt.NDArray[np.float32]


class LinearModel:
    """Logistic regression over TF-IDF of character n-grams, as plain arrays.

    Args:
        classes: ids, in the order of the columns.
        sizes: lengths of the n-grams, in characters.
        keys: shape (n,), feature keys in the order of the rows.
        idf: shape (n,).
        weights: shape (n, classes).
        bias: shape (classes,).
        thresholds: shape (classes,), probability from which a class is said.
        cue_weights: shape (groups, classes): what a literal of a group of cues adds; there may be no groups.
        link: ``softmax``: the probabilities share out one; ``sigmoid``: each class for itself.
        besides: a second reader of the same n-grams, ``sigmoid``: whether a class holds beside the first one; its
            ``thresholds`` decide. None when the thresholds are for the shared-out probabilities.
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
        link: Link = "softmax",
        cue_groups: tuple[str, ...] = (),
        cue_weights: npt.NDArray[np.float32] | None = None,
        besides: Besides | None = None,
    ) -> None:
        self.cue_groups, self.besides = cue_groups, besides
        none = np.zeros((0, len(classes)), dtype=np.float32)
        self.cue_weights = none if cue_weights is None else cue_weights
        self.classes, self.sizes, self.link = classes, sizes, link
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
                keys=arrays["keys"],
                idf=arrays["idf"],
                weights=arrays["weights"],
                bias=arrays["bias"],
                thresholds=arrays["thresholds"],
                link=meta["link"],
                cue_groups=tuple(meta["cue_groups"]),
                cue_weights=arrays["cue_weights"],
                besides=Besides(*(arrays[f"besides_{name}"] for name in Besides._fields)) if meta["besides"] else None,
            )
        except KeyError as error:
            raise ModelError(f"{path}: lacks {error}", path=str(path)) from None
        rows, columns = len(arrays["keys"]), len(model.classes)
        groups = len(model.cue_groups)
        heads = [(model.weights, model.bias, model.cue_weights), *filter(None, [model.besides])]
        shapes = [[a.shape for a in head] for head in heads]
        fitting = all(own == [(rows, columns), (columns,), (groups, columns)] for own in shapes)
        if not fitting or model.idf.shape != (rows,) or model.thresholds.shape != (columns,):
            raise ModelError(f"{path}: arrays do not fit each other", path=str(path))
        return model

    def save(self, path: Path, **about: object) -> None:
        """Write the model with what is to be known ``about`` it."""
        meta: dict[str, object] = {
            "classes": list(self.classes),
            "sizes": list(self.sizes),
            "features": features.VERSION,
            "link": self.link,
            "cue_groups": list(self.cue_groups),
            "besides": self.besides is not None,
            **about,
        }
        arrays: modelfile.Arrays = {
            "keys": self._index.keys,
            "idf": self.idf,
            "weights": self.weights,
            "bias": self.bias,
            "cue_weights": self.cue_weights,
        }
        if self.besides is not None:
            arrays |= {f"besides_{name}": array for name, array in self.besides._asdict().items()}
        modelfile.write(path, KIND, meta, {**arrays, "thresholds": self.thresholds})

    def read(self, text: str | Codes, cues: Mapping[str, Sequence[Span]] = _NO_CUES) -> Reading:
        """The known n-grams with sublinear TF-IDF, l2 norm 1; read once for all that is asked of a text.

        Args:
            text: folded, or its code points, shape (len,).
            cues: where the literals of each group of cues stand.
        """
        keys = features.ngram_keys(features.normal(features.codes_of(text)), self.sizes)
        cuts = np.cumsum([len(group) for group in keys])
        found = self._index.rows(np.concatenate(keys))
        known = np.flatnonzero(found >= 0)
        rows, place, counts = _distinct(found[known])
        values = (1 + np.log(counts)) * self.idf[rows].astype(np.float64)
        norm = float(np.sqrt(values @ values)) or 1.0
        group = np.searchsorted(cuts, known, side="right")
        starts = known - np.concatenate(([0], cuts[:-1]))[group]
        cue_spans = tuple(tuple(cues.get(name, ())) for name in self.cue_groups)
        return Reading(
            rows,
            values / norm,
            place,
            counts,
            starts,
            np.array(self.sizes, dtype=np.intp)[group],
            damped(np.array([len(spans) for spans in cue_spans], dtype=np.float64)),
            cue_spans,
        )

    def scores(self, codes: Codes | Reading) -> Floats:
        """Score of each class for a text, shape (classes,): log-odds, or log probability up to a constant."""
        found = codes if isinstance(codes, Reading) else self.read(codes)
        grams = found.values @ self.weights[found.rows].astype(np.float64)
        return self.bias + grams + found.cues @ self.cue_weights.astype(np.float64)

    @cached_property
    def second(self) -> LinearModel:
        """The second reader as a model of its own over the same features: it reads what ``read`` gives.

        Without one it is this model.
        """
        if self.besides is None:
            return self
        view = copy(self)
        view.weights, view.bias, view.cue_weights = self.besides
        view.link, view.besides = "sigmoid", None
        return view

    def also(self, found: Reading) -> Floats:
        """Probability that the text speaks of each class, beside others or not, shape (classes,).

        Without a second reader these are the ``probabilities``.
        """
        return self.second.probabilities(found)

    def probabilities(self, codes: Codes | Reading) -> Floats:
        """Probability of each class, shape (classes,)."""
        scores = self.scores(codes)
        if self.link == "sigmoid":
            return _sigmoid(scores)
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())

    def contributions(self, codes: Codes | Reading, column: int) -> list[Contribution]:
        """What each n-gram and each cue in the text adds to a class; with the bias they sum to its score."""
        found = codes if isinstance(codes, Reading) else self.read(codes)
        spans = zip(found.starts.tolist(), (found.starts + found.sizes).tolist(), strict=True)
        each = self._shares(found, column).tolist()
        grams = [Contribution(Span(*span), weight) for span, weight in zip(spans, each, strict=True)]
        return [*grams, *(Contribution(span, weight) for span, weight in self._cue_shares(found, column))]

    def per_character(self, found: Reading, column: int, length: int) -> Floats:
        """What each character adds to a class, shape (length,): each n-gram gives its characters equal shares."""
        out = np.zeros(length)
        shares = self._shares(found, column) / found.sizes
        for size in self.sizes:
            own = found.sizes == size
            dense = np.zeros(length)
            dense[found.starts[own]] = shares[own]
            for offset in range(min(size, length) - 1, -1, -1):
                out[offset:] += dense[: length - offset]
        for (start, end), share in self._cue_shares(found, column):
            out[start:end] += share / (end - start)
        return out

    def _cue_shares(self, found: Reading, column: int) -> Iterator[tuple[Span, float]]:
        for number, spans in enumerate(found.cue_spans):
            if spans:
                share = float(found.cues[number] * self.cue_weights[number, column]) / len(spans)
                yield from ((span, share) for span in spans)

    def _shares(self, found: Reading, column: int) -> Floats:
        return np.asarray((found.values * self.weights[found.rows, column] / found.counts)[found.place])


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(scores / 2)))


def damped(counts: Floats) -> Floats:
    """1 + log(count) where there is any: the third mention of a thing tells less than the first."""
    return np.asarray(np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0.0))


def _distinct(rows: features.Rows) -> tuple[features.Rows, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The distinct rows in order, which of them each is, and how often it stands there."""
    order = rows.argsort(kind="stable")
    ranked = rows[order]
    first = np.ones(len(rows), dtype=bool)
    np.not_equal(ranked[1:], ranked[:-1], out=first[1:])
    place = np.empty(len(rows), dtype=np.intp)
    place[order] = first.cumsum() - 1
    at = np.flatnonzero(first)
    return ranked[at], place, np.diff(at, append=len(rows))
