"""Loads and runs an exported tagger: which phrase of a draft is a product, a demand, a reproach.

Each character gets a score for beginning a phrase of each kind, being inside one, or standing outside: a sum of
learnt weights of what stands around it. The best legal sequence is taken (an inside follows its own begin).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tousu import features, modelfile
from tousu.errors import ModelError
from tousu.features import Codes, KeyIndex
from tousu.spans import Span

Floats = npt.NDArray[np.float32]
Plane = npt.NDArray[np.uint8]

KIND = "tagger"

# What is read around a character: single ones and groups of two to four, up to four places away.
WINDOW: tuple[tuple[int, ...], ...] = (
    *((k,) for k in range(-3, 4)),
    *((k, k + 1) for k in range(-3, 3)),
    *((k, k + 1, k + 2) for k in range(-3, 2)),
    *((k, k + 1, k + 2, k + 3) for k in range(-4, 2)),
)  # fmt: skip
# What is read of a plane (marks that rules and lexicons lay over the text).
PLANE_WINDOW: tuple[tuple[int, ...], ...] = ((-2,), (-1,), (0,), (1,), (2,), (-1, 0), (0, 1), (-1, 0, 1))


class Tagged(NamedTuple):
    """A phrase of one kind and the mean probability of its characters to belong to it."""

    kind: str
    span: Span
    probability: float


def feature_keys(codes: Codes, planes: Sequence[Plane] = ()) -> features.Keys:
    """Keys of all features of each character, shape (len, templates)."""
    parts = [features.window_keys(features.normal(codes), WINDOW)]
    for number, plane in enumerate(planes):
        parts.append(features.window_keys(plane.astype(np.uint32), PLANE_WINDOW, salt=1000 + 20 * number))
    return np.concatenate(parts, axis=1)


def plane(length: int, groups: Sequence[Sequence[tuple[int, int]]]) -> Plane:
    """Marks over a text: 0 nothing, 2g+1 where a span of group g begins, 2g+2 inside one."""
    out = np.zeros(length, dtype=np.uint8)
    for number, spans in enumerate(groups):
        for start, end in spans:
            out[start:end] = 2 * number + 2
            out[start] = 2 * number + 1
    return out


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

    def probabilities(self, codes: Codes, planes: Sequence[Plane] = ()) -> Floats:
        """Probability of each label for each character, shape (len, 1 + 2 * kinds)."""
        rows = self._index.rows(feature_keys(codes, planes))
        scores = self._weights[rows].sum(axis=1, dtype=np.int32) * self.scale + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)

    def tag(self, codes: Codes, planes: Sequence[Plane] = ()) -> list[Tagged]:
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
    out: list[Tagged] = []
    live = chances[:, 0] < 0.95
    edges = np.flatnonzero(np.diff(np.concatenate(([False], live, [False]))))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        logs = np.log(np.maximum(chances[start:end], 1e-9))
        logs[:, 1:] += prior
        labels = _best_sequence(logs)
        at = 0
        while at < len(labels):
            label = labels[at]
            if not label:
                at += 1
                continue
            kind = (label - 1) // 2
            stop = at + 1
            while stop < len(labels) and labels[stop] == 2 * kind + 2:
                stop += 1
            held = chances[start + at : start + stop, 2 * kind + 1 : 2 * kind + 3].sum(axis=1)
            out.append(Tagged(kinds[kind], Span(start + at, start + stop), float(held.mean())))
            at = stop
    return out


def _best_sequence(logs: Floats) -> list[int]:
    """Viterbi with structural rules alone: O and a begin may follow anything, an inside only its own kind."""
    best = logs[0].copy()
    best[2::2] = -1e9
    back: list[npt.NDArray[np.intp]] = []
    labels = np.arange(logs.shape[1])
    inside = labels[2::2]
    for row in logs[1:]:
        top = int(best.argmax())
        came = np.full(len(labels), top)
        now = best[top] + row
        stay = best[inside] > best[inside - 1]
        came[inside] = np.where(stay, inside, inside - 1)
        now[inside] = best[came[inside]] + row[inside]
        back.append(came)
        best = now
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]
