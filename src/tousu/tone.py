"""Loads and runs the exported tone model: which clause of a draft reproaches, threatens, mocks, and which is calm.

A clause gets, for each kind of flag, a sum of learnt weights of its character n-grams over the square root of their
number. Long clauses without punctuation are read through windows as well, so that a reproach in the middle of a
breathless sentence is seen. The phrase reported is the stretch that contributes most.
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
from tousu.tagging import Tagged

Floats = npt.NDArray[np.float64]

KIND = "tone"
SIZES = (1, 2, 3, 4)
ANY = "any"
"""The first column: whether the clause has any flag at all."""

_LONG, _WINDOW, _STEP = 22, 16, 5
_BREAKS = np.array([ord(c) for c in '，,、：:。！？!?；;\n… \t\u3000“”「」『』"()（）《》【】'], dtype=np.uint32)
_START, _END = 1, 2  # what stands for the edges of a clause; no text holds these controls


class Piece(NamedTuple):
    """A stretch that is judged: ``start`` and ``end`` in the text, and the mark that follows it."""

    start: int
    end: int


Marks = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]
"""Of the n-grams of a piece: rows in the table, where each begins in the text, and where it ends."""


class Judgement(NamedTuple):
    """What the model makes of a text: its pieces, their chances, shape (pieces, kinds), and the n-grams of each."""

    pieces: tuple[Piece, ...]
    chances: Floats
    marks: tuple[Marks, ...]

    def worst(self, span: tuple[int, int]) -> float:
        """The highest chance of any flag among the pieces that touch ``span``."""
        touching = [n for n, p in enumerate(self.pieces) if p.start < span[1] and span[0] < p.end]
        return float(self.chances[touching, 0].max()) if touching else 0.0


def pieces(codes: Codes) -> list[Piece]:
    """The clauses of a text, and windows over those that are long."""
    broken = np.isin(codes, _BREAKS)
    edges = np.flatnonzero(np.diff(np.concatenate(([True], broken, [True])).astype(np.int8)))
    out: list[Piece] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        out.append(Piece(start, end))
        if end - start > _LONG:
            out += [Piece(at, min(at + _WINDOW, end)) for at in range(start, end - _WINDOW + _STEP, _STEP)]
    return out


def piece_keys(codes: Codes, piece: Piece) -> tuple[features.Keys, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Keys of the n-grams of a piece with its edges, and where in the text each begins and ends.

    What follows the piece (its punctuation) belongs to its last edge: 吗？ and 吗。 are not the same.
    """
    start, end = piece
    after = codes[end : end + 1] if end < len(codes) else np.array([_END], dtype=np.uint32)
    before = np.array([_START], dtype=np.uint32) if start == 0 or codes[start - 1] in _BREAKS else codes[start:start]
    own = np.concatenate((before, features.normal(codes[start:end]), after)).astype(np.uint32)
    groups = features.ngram_keys(own, SIZES)
    begins = [np.arange(len(keys), dtype=np.int32) + start - len(before) for keys in groups]
    ends = [b + size for b, size in zip(begins, SIZES, strict=True)]
    low, high = np.concatenate(begins), np.concatenate(ends)
    return np.concatenate(groups), np.maximum(low, start), np.minimum(high, end)


class ToneModel:
    """One-vs-rest logistic regression over the n-grams of a clause, as plain arrays.

    Args:
        kinds: ``any`` first, then the kinds of flag, in the order of the columns.
        keys: shape (n,), feature keys in the order of the rows.
        weights: shape (n, kinds), integers to be multiplied by ``scale``, shape (kinds,).
        bias: shape (kinds,).
        thresholds: shape (kinds,), probability of any flag from which a phrase is said when this is its likeliest kind.
        alone: probability that the likeliest phrase of a draft must reach when nothing else speaks against the draft:
            one doubtful phrase in a calm draft is more often a false alarm than one in an angry draft.
    """

    def __init__(
        self,
        kinds: tuple[str, ...],
        keys: features.Keys,
        weights: npt.NDArray[np.int8],
        scale: npt.NDArray[np.float32],
        bias: npt.NDArray[np.float32],
        thresholds: npt.NDArray[np.float32],
        alone: float = 0.0,
    ) -> None:
        self.alone = alone
        self.kinds, self.scale, self.bias, self.thresholds = kinds, scale, bias, thresholds
        self._index = KeyIndex(keys)
        # An unknown feature has row -1: the last row, all zero.
        self._weights = np.concatenate([weights, np.zeros((1, weights.shape[1]), dtype=weights.dtype)])

    @classmethod
    def load(cls, path: Path) -> ToneModel:
        """Read a tone model; raises ModelError when it can't be one."""
        meta, arrays = modelfile.read(path, KIND)
        if meta.get("features") != features.VERSION:
            raise ModelError(f"{path}: made with features {meta.get('features')}, this tousu has {features.VERSION}")
        try:
            model = cls(
                tuple(meta["kinds"]),
                *(arrays[name] for name in ("keys", "weights", "scale", "bias", "thresholds")),
                float(meta["alone"]),
            )
        except KeyError as error:
            raise ModelError(f"{path}: lacks {error}", path=str(path)) from None
        if arrays["weights"].shape != (len(arrays["keys"]), len(model.kinds)):
            raise ModelError(f"{path}: arrays do not fit each other", path=str(path))
        return model

    def save(self, path: Path, **about: object) -> None:
        """Write the model with what is to be known ``about`` it."""
        meta = {"kinds": list(self.kinds), "features": features.VERSION, "alone": self.alone, **about}
        arrays = {"keys": self._index.keys, "weights": self._weights[:-1], "scale": self.scale, "bias": self.bias}
        modelfile.write(path, KIND, meta, {**arrays, "thresholds": self.thresholds})

    def judge(self, codes: Codes, stretches: Sequence[Piece]) -> Judgement:
        """Probability of each kind for each stretch, and the n-grams that make it."""
        if not stretches:
            return Judgement((), np.zeros((0, len(self.kinds))), ())
        keyed = [piece_keys(codes, piece) for piece in stretches]
        sizes = [len(keys) for keys, _, _ in keyed]
        rows = self._index.rows(np.concatenate([keys for keys, _, _ in keyed]))
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
        sums = np.add.reduceat(self._weights[rows].astype(np.int32), starts, axis=0) * self.scale.astype(np.float64)
        scores = sums / np.sqrt(np.array(sizes))[:, None] + self.bias
        marks = tuple(
            (rows[at : at + size], low, high)
            for at, size, (_, low, high) in zip(starts.tolist(), sizes, keyed, strict=True)
        )
        return Judgement(tuple(stretches), 1 / (1 + np.exp(-scores)), marks)

    def phrases(self, judgement: Judgement, *, supported: bool = False) -> list[Tagged]:
        """The phrases above their thresholds, in order: one a stretch, of its likeliest kind.

        Args:
            judgement: what ``judge`` made of the text.
            supported: something else (a rule) has found fault with the text already.
        """
        if not supported and judgement.chances[:, 0].max(initial=0.0) < self.alone:
            return []
        likely = np.flatnonzero(judgement.chances[:, 0] >= self.thresholds[0])
        out: list[Tagged] = []
        for at in likely.tolist():
            kind = int(judgement.chances[at, 1:].argmax()) + 1
            if judgement.chances[at, 0] >= self.thresholds[kind]:
                span = self._phrase(judgement.pieces[at], judgement.marks[at], kind)
                out.append(Tagged(self.kinds[kind], span, float(judgement.chances[at, 0])))
        return _best(out)

    def tag(self, codes: Codes) -> list[Tagged]:
        """The phrases of a text that hurt, in order."""
        return self.phrases(self.judge(codes, pieces(codes)))

    def _phrase(self, piece: Piece, marks: Marks, kind: int) -> Span:
        """The stretch of the piece that contributes most to this kind."""
        rows, low, high = marks
        weights = self._weights[rows]
        values = weights[:, 0] * float(self.scale[0]) + weights[:, kind] * float(self.scale[kind])
        length = piece.end - piece.start
        each = np.zeros(length)
        for value, start, end in zip(values.tolist(), low.tolist(), high.tolist(), strict=True):
            if value and end > start:
                each[start - piece.start : end - piece.start] += value / (end - start)
        total = each.cumsum()
        each -= 0.25 * max(float(total[-1]), 0.0) / length
        best, best_span, run, start = 0.0, (0, length), 0.0, 0
        for at, value in enumerate(each.tolist()):
            if run <= 0:
                run, start = 0.0, at
            run += value
            if run > best:
                best, best_span = run, (start, at + 1)
        return Span(piece.start + best_span[0], piece.start + best_span[1])


def _best(tags: list[Tagged]) -> list[Tagged]:
    """Where a clause and its windows say the same thing twice, the likelier stays."""
    from tousu.spans import without_overlaps

    return without_overlaps(tags, lambda t: t.span, lambda t: (-t.probability, t.span))
