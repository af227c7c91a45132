"""Train the tone model: clauses and windows of the corpus to kinds of flag, by logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tousu.draft import Draft
from tousu.features import KeyIndex
from tousu.learn.corpus import Example
from tousu.rules import FLAG_IDS
from tousu.tone import ANY, Piece, ToneModel, piece_keys, pieces

KINDS: tuple[str, ...] = (ANY, *FLAG_IDS)
CAREFUL = frozenset({"wit", "rage", "plainfolk", "mix", "hardangry", "hardplain"})
"""Groups of drafts whose flags were marked all and with care: each of theirs counts ``Settings.care`` times."""
_LIGHT = 3  # of 127: what weighs no more changes no finding on 350 flags, and is a third of the file


class Settings(NamedTuple):
    """What can be tuned: ``strength`` is C, ``least`` the rarest feature kept, ``care`` the weight of ``CAREFUL``."""

    strength: float = 10.0
    least: int = 2
    iterations: int = 200
    care: float = 3.0


DEFAULT = Settings()


def targets(example: Example, stretches: Sequence[Piece]) -> npt.NDArray[np.bool_]:
    """Which kinds each stretch holds: at least half of the flag lies in it, or the flag fills half of it."""
    out = np.zeros((len(stretches), len(KINDS)), dtype=bool)
    for number, (start, end) in enumerate(stretches):
        for kind, span in example.marks:
            shared = min(end, span.end) - max(start, span.start)
            if kind in KINDS and shared > 0 and (2 * shared >= span.end - span.start or 2 * shared >= end - start):
                out[number, KINDS.index(kind)] = True
                out[number, 0] = True
    return out


def train(examples: Sequence[Example], settings: Settings = DEFAULT) -> ToneModel:
    """A tone model, thresholds all 0.5; the same input gives the same weights."""
    keys, target, weight = [], [], []
    for example in examples:
        codes = Draft(example.text).codes
        stretches = pieces(codes)
        if stretches:
            keys += [piece_keys(codes, piece)[0] for piece in stretches]
            target.append(targets(example, stretches))
            weight += [settings.care if example.group in CAREFUL else 1.0] * len(stretches)
    truth = np.concatenate(target)
    flat = np.concatenate(keys)
    distinct, counts = np.unique(flat, return_counts=True)
    kept = distinct[counts >= settings.least]
    matrix = _matrix(KeyIndex(kept), keys)
    weights, bias = np.zeros((len(kept), len(KINDS))), np.full(len(KINDS), -20.0)
    for column in range(len(KINDS)):
        if truth[:, column].any():
            model = LogisticRegression(C=settings.strength, max_iter=settings.iterations, solver="liblinear")
            model.fit(matrix, truth[:, column], sample_weight=weight)
            weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    small = np.rint(weights / scale).astype(np.int8)
    heavy = np.flatnonzero(np.abs(small).max(axis=1) > _LIGHT)
    return ToneModel(
        KINDS,
        kept[heavy],
        small[heavy],
        scale.astype(np.float32),
        bias.astype(np.float32),
        np.full(len(KINDS), 0.5, dtype=np.float32),
    )


def _matrix(index: KeyIndex, keys: Sequence[npt.NDArray[np.uint64]]) -> csr_matrix:
    rows = [index.rows(k) for k in keys]
    known = [r[r >= 0] for r in rows]
    indptr = np.concatenate(([0], np.cumsum([len(r) for r in known])))
    values = np.concatenate([np.full(len(k), 1 / np.sqrt(len(r))) for k, r in zip(known, rows, strict=True)])
    return csr_matrix((values, np.concatenate(known), indptr), shape=(len(keys), len(index.keys)))
