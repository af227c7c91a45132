"""Train snownlp's Bayes on praise and complaint, and export it as log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from snownlp.classification.bayes import Bayes

from tousu import features
from tousu.bayes import BayesModel
from tousu.draft import Draft
from tousu.learn import corpus
from tousu.learn.corpus import Example

PRAISE, COMPLAINT = "praise", "complaint"
SIZES = (2,)
EVERY = 8
"""Every eighth draft speaks for complaint: more change no figure."""


def tokens(text: str, sizes: Sequence[int] = SIZES) -> list[int]:
    """The keys of a text's n-grams: what the Bayes counts."""
    codes = features.normal(Draft(text).codes)
    return [int(key) for keys in features.ngram_keys(codes, sizes) for key in keys]


def own_texts() -> tuple[list[str], list[str]]:
    """The project's praise and complaints (``other`` is neither)."""
    folder = corpus.CORPUS / "praise"
    praise = [e.text for path in sorted(folder.glob("*.jsonl")) for e in corpus.read_labelled(path)[0]]
    drafts: list[Example] = [e for e in corpus.own("drafts") if e.issues[0] != "other"]
    return praise, [e.text for e in drafts[::EVERY]]


def train(praise: Sequence[str], complaints: Sequence[str], sizes: Sequence[int] = SIZES) -> Any:
    """The Bayes of snownlp; praise is repeated until both classes weigh about alike, so that length tells nothing."""
    good = [tokens(text, sizes) for text in praise]
    bad = [tokens(text, sizes) for text in complaints]
    repeats = max(1, round(sum(map(len, bad)) / max(1, sum(map(len, good)))))
    model = Bayes()
    model.train([(row, PRAISE) for row in good * repeats] + [(row, COMPLAINT) for row in bad])
    return model


def exported(model: Any, sizes: Sequence[int] = SIZES) -> BayesModel:
    """The log-odds of praise for every token, for a token never seen, and before any token."""
    good, bad = model.d[PRAISE], model.d[COMPLAINT]
    keys = np.array(sorted({*good.d, *bad.d}), dtype=np.uint64)
    weights = np.array([log(good.freq(int(k))) - log(bad.freq(int(k))) for k in keys], dtype=np.float64)
    bias = log(good.getsum()) - log(bad.getsum())
    return BayesModel(tuple(sizes), keys, weights, bias, bias_of_unknown(good, bad))


def bias_of_unknown(good: Any, bad: Any) -> float:
    """Log-odds of a token that neither class has."""
    return float(log(good.none / good.getsum()) - log(bad.none / bad.getsum()))
