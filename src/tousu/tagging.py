"""Loads and runs an exported tagger: which phrase of a draft is a product, a demand, a reproach.

Each character gets a score for beginning a phrase of each kind, being inside one, or standing outside: a sum of
learnt weights of what stands around it. The best legal sequence is taken (an inside follows its own begin).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tousu import features, modelfile
from tousu.errors import ModelError
from tousu.features import Codes, KeyIndex
from tousu.readers import Plane, Tagged, plane
from tousu.spans import Span
from tousu.templates import PLANE_WINDOW, SURELY_NONE, WINDOW, best_sequence, legal, likeliest, stretches

__all__ = ["Tagged", "Tagger", "Tags", "decode", "feature_keys", "plane"]

Floats = npt.NDArray[np.float32]
Buffer = bytes | memoryview | npt.NDArray[np.uint8]

KIND = "tagger"

_BLOCK = 4096
"""Characters scored at once: memory stays flat for long texts."""
_MARGIN = 8


def feature_keys(codes: Codes, planes: Sequence[Buffer] = ()) -> features.Keys:
    """Keys of all features of each character, shape (len, templates)."""
    parts = [features.window_keys(features.normal(codes), WINDOW).T]
    for number, marked in enumerate(planes):
        marks = np.frombuffer(marked, dtype=np.uint8).astype(np.uint32)
        parts.append(features.window_keys(marks, PLANE_WINDOW, salt=1000 + 20 * number).T)
    return np.concatenate(parts).T


class Tagger:
    """A character tagger as plain arrays.

    Args:
        kinds: the kinds of phrase; the labels are O, then begin and inside of each kind.
        keys: shape (n,), feature keys in the order of the rows.
        weights: shape (n, 1 + 2 * kinds), integers to be multiplied by ``scale``.
        scale: shape (1 + 2 * kinds,).
        bias: shape (1 + 2 * kinds,).
        thresholds: shape (kinds,), lowest mean probability at which a phrase is said.
    """

    def __init__(
        self,
        kinds: tuple[str, ...],
        keys: features.Keys,
        weights: npt.NDArray[np.int8],
        scale: Floats,
        bias: Floats,
        thresholds: Floats,
    ) -> None:
        self.kinds, self.scale, self.bias, self.thresholds = kinds, scale, bias, thresholds
        self._index = KeyIndex(keys)
        # An unknown feature has row -1: the last row, all zero.
        self._weights = np.concatenate([weights, np.zeros((1, weights.shape[1]), dtype=weights.dtype)])

    @classmethod
    def load(cls, path: Path) -> Tagger:
        """Read a tagger; raises ModelError when it can't be one."""
        meta, arrays = modelfile.read(path, KIND)
        try:
            if meta["features"] != features.VERSION:
                raise ModelError(f"{path}: made with features {meta['features']}, this tousu has {features.VERSION}")
            model = cls(
                tuple(meta["kinds"]), *(arrays[name] for name in ("keys", "weights", "scale", "bias", "thresholds"))
            )
        except KeyError as error:
            raise ModelError(f"{path}: lacks {error}", path=str(path)) from None
        if arrays["weights"].shape != (len(arrays["keys"]), 1 + 2 * len(model.kinds)):
            raise ModelError(f"{path}: arrays do not fit each other", path=str(path))
        return model

    def save(self, path: Path, **about: object) -> None:
        """Write the tagger with what is to be known ``about`` it."""
        meta = {"kinds": list(self.kinds), "features": features.VERSION, **about}
        arrays = {"keys": self._index.keys, "weights": self._weights[:-1], "scale": self.scale, "bias": self.bias}
        modelfile.write(path, KIND, meta, {**arrays, "thresholds": self.thresholds})

    def probabilities(self, codes: Codes, planes: Sequence[Buffer] = ()) -> Floats:
        """Probability of each label for each character, shape (len, 1 + 2 * kinds)."""
        out = np.empty((len(codes), len(self.bias)), dtype=np.float32)
        for start in range(0, len(codes), _BLOCK):
            # A window reaches a few places beyond the block: it is read with a margin, which is cut off again.
            low, end = max(0, start - _MARGIN), start + _BLOCK
            keys = feature_keys(codes[low : end + _MARGIN], [plane[low : end + _MARGIN] for plane in planes])
            keys = keys[start - low : end - low]
            # One feature after the other: adding whole rows is what NumPy does fastest.
            rows = self._index.rows(keys.T)
            sums = np.add.reduce(self._weights.take(rows, axis=0), axis=0, dtype=np.int16).astype(np.int32)
            scores = sums * self.scale + self.bias
            scores -= np.maximum.reduce(scores, axis=1, keepdims=True)
            np.exp(scores, out=scores)
            np.divide(scores, np.add.reduce(scores, axis=1, keepdims=True), out=out[start:end])
        return out

    @cached_property
    def floors(self) -> dict[str, float]:
        """Lowest probability at which a phrase of a kind is said."""
        return dict(zip(self.kinds, self.thresholds.tolist(), strict=True))

    def read(self, text: str, planes: Sequence[Plane]) -> Tags:
        """What it makes of a folded text."""
        return Tags(self.probabilities(features.codes_of(text), planes), self.kinds)

    def tag(self, codes: Codes, planes: Sequence[Buffer] = ()) -> list[Tagged]:
        """The phrases above their thresholds, in order, none overlapping."""
        if not len(codes):
            return []
        chances = self.probabilities(codes, planes)
        return [t for t in decode(chances, self.kinds) if t.probability >= self.thresholds[self.kinds.index(t.kind)]]


def decode(chances: Floats, kinds: tuple[str, ...], prior: float = 0.0) -> list[Tagged]:
    """The most probable legal sequence of labels, as phrases.

    Only stretches in which something else than O is at all likely are searched, so the cost grows with what
    is found and not with the length of the text.

    Args:
        chances: shape (len, 1 + 2 * len(kinds)).
        kinds: the kinds, in the order of the columns.
        prior: added to the log probability of every label but O: above 0 finds more, below fewer.
    """
    live = chances[:, 0] < SURELY_NONE
    framed = np.zeros(len(live) + 2, dtype=bool)
    framed[1:-1] = live
    edges = np.flatnonzero(framed[1:] != framed[:-1]).tolist()
    bounds = list(zip(edges[::2], edges[1::2], strict=True))
    if not bounds:
        return []
    places = np.flatnonzero(live)
    logs = np.log(np.maximum(chances[places], 1e-9))
    logs[:, 1:] += prior
    # Labels have no cost of following each other, so the likeliest label everywhere is the best sequence wherever
    # it is legal; only a stretch where it is not has to be searched.
    labels = logs.argmax(axis=1).tolist()
    out: list[Tagged] = []
    at = 0
    for start, end in bounds:
        found = labels[at : at + end - start]
        if not legal(found):
            found = best_sequence(logs[at : at + end - start].tolist())  # a handful of short rows
        out += _phrases(found, chances, start, kinds)
        at += end - start
    return out


def _phrases(labels: Sequence[int], chances: Floats, start: int, kinds: tuple[str, ...]) -> Iterator[Tagged]:
    """Each begin with the insides after it."""
    for kind, first, last in stretches(labels):
        span = Span(start + first, start + last)
        held = chances[span.start : span.end, 2 * kind + 1] + chances[span.start : span.end, 2 * kind + 2]
        yield Tagged(kinds[kind], span, float(np.add.reduce(held) / np.float32(last - first)))


class Tags:
    """What a tagger makes of a text: the phrases, and how likely each character is to belong to one of a kind."""

    def __init__(self, chances: Floats, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds
        self.found = decode(chances, kinds) if len(chances) else []
        held = chances[:, 1::2] + chances[:, 2::2]
        self._chances = chances
        self._sums = np.concatenate((np.zeros((1, len(kinds))), held.cumsum(axis=0, dtype=np.float64)))

    def support(self, kind: str, span: Span) -> float:
        """Mean probability of the span's characters to belong to a phrase of this kind."""
        column = self.kinds.index(kind)
        return float(self._sums[span.end, column] - self._sums[span.start, column]) / (span.end - span.start)

    def likeliest(self, kind: str) -> Tagged:
        """The likeliest phrase of a kind, however unlikely."""
        column = 1 + 2 * self.kinds.index(kind)
        span = Span(*likeliest(self._chances[:, column].tolist(), self._chances[:, column + 1].tolist()))
        return Tagged(kind, span, self.support(kind, span))
