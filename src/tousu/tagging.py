"""Loads and runs an exported tagger: which phrase of a draft is a product, a demand, a reproach.

Each character gets a score for beginning a phrase of each kind, being inside one, or standing outside: a sum of
learnt weights of what stands around it. The best legal sequence is taken (an inside follows its own begin).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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

_BLOCK = 4096
"""Characters scored at once: memory stays flat for long texts."""
_MARGIN = 8


class Tagged(NamedTuple):
    """A phrase of one kind and the mean probability of its characters to belong to it."""

    kind: str
    span: Span
    probability: float


def feature_keys(codes: Codes, planes: Sequence[Plane] = ()) -> features.Keys:
    """Keys of all features of each character, shape (len, templates)."""
    parts = [features.window_keys(features.normal(codes), WINDOW).T]
    for number, plane in enumerate(planes):
        parts.append(features.window_keys(plane.astype(np.uint32), PLANE_WINDOW, salt=1000 + 20 * number).T)
    return np.concatenate(parts).T


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
    live = chances[:, 0] < 0.95
    framed = np.zeros(len(live) + 2, dtype=bool)
    framed[1:-1] = live
    edges = np.flatnonzero(framed[1:] != framed[:-1]).tolist()
    stretches = list(zip(edges[::2], edges[1::2], strict=True))
    if not stretches:
        return []
    places = np.flatnonzero(live)
    logs = np.log(np.maximum(chances[places], 1e-9))
    logs[:, 1:] += prior
    # Labels have no cost of following each other, so the likeliest label everywhere is the best sequence wherever
    # it is legal; only a stretch where it is not has to be searched.
    labels = logs.argmax(axis=1).tolist()
    out: list[Tagged] = []
    at = 0
    for start, end in stretches:
        found = labels[at : at + end - start]
        if not _legal(found):
            found = _best_sequence(logs[at : at + end - start])
        out += _phrases(found, chances, start, kinds)
        at += end - start
    return out


def _legal(labels: Sequence[int]) -> bool:
    """Whether every inside follows its own begin or inside."""
    before = 0
    for label in labels:
        if label and not label & 1 and before != label and before != label - 1:
            return False
        before = label
    return True


def _phrases(labels: Sequence[int], chances: Floats, start: int, kinds: tuple[str, ...]) -> Iterator[Tagged]:
    """Each begin with the insides after it."""
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
        span = Span(start + at, start + stop)
        held = chances[span.start : span.end, 2 * kind + 1] + chances[span.start : span.end, 2 * kind + 2]
        yield Tagged(kinds[kind], span, float(np.add.reduce(held) / np.float32(stop - at)))
        at = stop


def _best_sequence(logs: Floats) -> list[int]:
    """Viterbi with structural rules alone: O and a begin may follow anything, an inside only its own kind."""
    rows = logs.tolist()  # a handful of short rows: plain lists are faster than arrays here
    insides = range(2, len(rows[0]), 2)
    best = [-1e9 if label in insides else value for label, value in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        high = max(best)
        came = [best.index(high)] * len(row)
        now = [high + value for value in row]
        for label in insides:
            came[label] = before = label if best[label] > best[label - 1] else label - 1
            now[label] = best[before] + row[label]
        back.append(came)
        best = now
    path = [best.index(max(best))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]
