"""Loads and runs the exported tone model: which clause of a draft reproaches, threatens, mocks, and which is calm.

A clause gets, for each kind of flag, a sum of learnt weights of its character n-grams over the square root of their
number. Long clauses without punctuation are read through windows as well, so that a reproach in the middle of a
breathless sentence is seen. The phrase reported is the stretch that contributes most.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tousu import features, modelfile
from tousu.errors import ModelError
from tousu.features import Codes, KeyIndex
from tousu.readers import Tagged
from tousu.records import NamedTuple
from tousu.spans import Span
from tousu.templates import BREAKS, LONG, STEP, WIDE, heaviest, touching

Floats = npt.NDArray[np.float64]

KIND = "tone"
SIZES = (1, 2, 3, 4)
ANY = "any"
"""The first column: whether the clause has any flag at all."""

_BREAKS = np.array([ord(c) for c in BREAKS], dtype=np.uint32)
_IS_BREAK = np.zeros(1 << 16, dtype=bool)
_IS_BREAK[_BREAKS] = True
_PIECES = 1024  # judged at once: memory stays flat for long texts
_START, _END = 1, 2  # what stands for the edges of a clause; no text holds these controls


class Piece(NamedTuple):
    """A stretch that is judged: ``start`` and ``end`` in the text, and the mark that follows it."""

    start: int
    end: int


class _Marks(NamedTuple):
    """The n-grams of all pieces: of each size the row of the one that begins at a character of a piece, -1 for none.

    The characters of a piece, with the marks of its edges, are those from ``at[n]`` to ``at[n + 1]``; ``edged`` says
    whether the first is a mark.
    """

    rows: list[features.Rows]
    at: list[int]
    edged: list[bool]


class Judgement(NamedTuple):
    """What the model makes of a text: its pieces, their chances, shape (pieces, kinds), and the n-grams of each.

    The first column is the chance of any flag, each further one that of a flag of this kind.
    """

    pieces: Sequence[Piece]
    chances: Floats
    marks: _Marks
    reach: list[int]  # how far the pieces up to each reach

    def worst(self, span: tuple[int, int]) -> float:
        """The highest chance of any kind among the pieces that touch ``span``."""
        near = touching(self.pieces, self.reach, span)
        return float(self.chances[near, 1:].max()) if near else 0.0


def pieces(codes: Codes) -> list[Piece]:
    """The clauses of a text, and windows over those that are long."""
    broken = np.ones(len(codes) + 2, dtype=bool)
    broken[1:-1] = _IS_BREAK.take(np.minimum(codes, 0xFFFF))
    edges = np.flatnonzero(broken[1:] != broken[:-1]).tolist()
    out: list[Piece] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        out.append(Piece(start, end))
        if end - start > LONG:
            out += [Piece(at, min(at + WIDE, end)) for at in range(start, end - WIDE + STEP, STEP)]
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


class _Block(NamedTuple):
    """Some pieces, their characters with the marks of their edges in one row.

    Attributes:
        own: the characters. piece: the number of the piece of each.
        lengths: how many characters each piece has. starts: where each begins. edged: where the first is a mark.
        keys: of each size, of the n-grams that begin at each character.
    """

    own: Codes
    lengths: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]
    edged: npt.NDArray[np.bool_]
    keys: list[features.Keys]
    piece: npt.NDArray[np.intp]

    @classmethod
    def of(cls, codes: Codes, stretches: Sequence[Piece]) -> _Block:
        """What ``piece_keys`` gives for each piece, for all at once."""
        bounds = np.array(stretches, dtype=np.intp)
        start, end = bounds[:, 0], bounds[:, 1]
        edged = (start == 0) | _IS_BREAK.take(np.minimum(codes.take(start - 1), 0xFFFF))
        lengths = end - start + 1 + edged
        starts = lengths.cumsum() - lengths
        low, high = int(start.min()), int(end.max()) + 1
        around = np.concatenate((codes[low:high], np.array([_END], dtype=np.uint32)))
        places = np.arange(int(lengths.sum())) + np.repeat(start - edged - starts - low, lengths)
        own = features.normal(around).take(places)
        own[starts[edged]] = _START
        own[starts + lengths - 1] = around.take(end - low)
        piece = np.repeat(np.arange(len(stretches)), lengths)
        return cls(own, lengths, starts, edged, features.ngram_keys(own, SIZES), piece)


class ToneModel:
    """One-vs-rest logistic regression over the n-grams of a clause, as plain arrays.

    Args:
        kinds: ``any`` first, then the kinds of flag, in the order of the columns.
        keys: shape (n,), feature keys in the order of the rows.
        weights: shape (n, kinds), integers to be multiplied by ``scale``, shape (kinds,).
        bias: shape (kinds,).
        thresholds: shape (kinds,), chance of its likeliest kind from which a phrase is said.
        alone: chance that the likeliest phrase of a draft must reach when nothing else speaks against the draft:
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
                keys=arrays["keys"],
                weights=arrays["weights"],
                scale=arrays["scale"],
                bias=arrays["bias"],
                thresholds=arrays["thresholds"],
                alone=float(meta["alone"]),
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
        chances = np.empty((len(stretches), len(self.kinds)))
        rows: list[list[features.Rows]] = [[] for _ in SIZES]
        lengths: list[npt.NDArray[np.intp]] = []
        edged: list[bool] = []
        for start in range(0, len(stretches), _PIECES):
            block = _Block.of(codes, stretches[start : start + _PIECES])
            found = self._index.rows(np.concatenate(block.keys))
            groups = []
            for size, keys in zip(SIZES, block.keys, strict=True):
                group, found = found[: len(keys)], found[len(keys) :]
                group[block.piece[: len(keys)] != block.piece[size - 1 :]] = -1  # reaches into the next piece
                groups.append(group)
            chances[start : start + _PIECES] = self._chances(groups, block)
            for listed, group in zip(rows, groups, strict=True):
                listed.extend((group, np.full(len(block.own) - len(group), -1, dtype=np.int32)))
            lengths.append(block.lengths)
            edged += block.edged.tolist()
        at = [0, *np.concatenate(lengths).cumsum().tolist()] if lengths else [0]
        marks = _Marks([np.concatenate(listed) for listed in rows] if lengths else [], at, edged)
        reach = np.maximum.accumulate(np.array(stretches, dtype=np.intp).reshape(-1, 2)[:, 1]).tolist()
        return Judgement(stretches, chances, marks, reach)

    def _chances(self, groups: Sequence[features.Rows], block: _Block) -> Floats:
        """Chance of any flag, and of each kind, for the pieces of a block."""
        each = np.zeros((len(block.own), self._weights.shape[1]), dtype=np.int16)
        for rows in groups:
            each[: len(rows)] += self._weights.take(rows, axis=0)
        sums = np.add.reduceat(each, block.starts, axis=0, dtype=np.int32) * self.scale.astype(np.float64)
        sizes = sum(np.maximum(block.lengths - size + 1, 0) for size in SIZES)
        scores = sums / np.sqrt(sizes)[:, None] + self.bias
        # That a clause is a reproach at all and that it is one of this kind are two opinions learnt from different
        # examples: their mean is right far more often than either (docs/language.md).
        scores[:, 1:] = (scores[:, 1:] + scores[:, :1]) / 2
        return np.asarray(1 / (1 + np.exp(-np.maximum(scores, -500.0))))  # lower ones overflow, and mean 0 as well

    def phrases(self, judgement: Judgement, *, supported: bool = False) -> list[Tagged]:
        """The phrases above their thresholds, in order: one a stretch, of its likeliest kind.

        Args:
            judgement: what ``judge`` made of the text.
            supported: something else (a rule) has found fault with the text already.
        """
        chances = judgement.chances[:, 1:]
        if not supported and chances.max(initial=0.0) < self.alone:
            return []
        out: list[Tagged] = []
        for at in np.flatnonzero(chances.max(axis=1, initial=0.0) >= self.thresholds[1:].min()).tolist():
            kind = int(chances[at].argmax()) + 1
            if chances[at, kind - 1] >= self.thresholds[kind]:
                span = self._phrase(judgement, at, kind)
                out.append(Tagged(self.kinds[kind], span, float(chances[at, kind - 1])))
        return _best(out)

    def judged(self, text: str) -> Judgement:
        """What the model makes of a folded text."""
        codes = features.codes_of(text)
        return self.judge(codes, pieces(codes))

    def tag(self, codes: Codes) -> list[Tagged]:
        """The phrases of a text that hurt, in order."""
        return self.phrases(self.judge(codes, pieces(codes)))

    def _phrase(self, judgement: Judgement, number: int, kind: int) -> Span:
        """The stretch of a piece that contributes most to this kind."""
        piece, marks = judgement.pieces[number], judgement.marks
        first, stop = marks.at[number], marks.at[number + 1]
        length, shift = piece.end - piece.start, int(marks.edged[number])
        each = np.zeros(length)
        for size, found in zip(SIZES, marks.rows, strict=True):
            weights = self._weights.take(found[first : max(first, stop - size + 1)], axis=0)
            values = weights[:, 0] * float(self.scale[0]) + weights[:, kind] * float(self.scale[kind])
            begins = np.arange(len(values)) - shift
            values /= np.maximum(np.minimum(begins + size, length) - np.maximum(begins, 0), 1)
            # An n-gram gives each of its characters an equal share; those that lie on an edge have fewer of them.
            for offset in range(size - 1, -1, -1):
                low = offset - shift
                skipped = max(0, -low)
                given = values[skipped : max(skipped, length - low)]
                each[low + skipped : low + skipped + len(given)] += given
        return Span(*(piece.start + at for at in heaviest(each.tolist())))


def _best(tags: list[Tagged]) -> list[Tagged]:
    """Where a clause and its windows say the same thing twice, the likelier stays."""
    from tousu.spans import without_overlaps

    return without_overlaps(tags, lambda t: t.span, lambda t: (-t.probability, t.span))
