"""Export the Bayes of praise and complaint that snownlp brings, as log-odds of words.

snownlp trained it on shop reviews, which is what it is good at. A Bayes trained on this project's own praise and drafts
was measured beside it and did worse on reviews that neither has seen (0.63 against 0.83). The words are those of
``tousu.segment``: snownlp's own segmenter takes most of its 56 ms a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import Any

import numpy as np

from tousu import features
from tousu.bayes import BayesModel
from tousu.draft import Draft, fold
from tousu.learn import corpus
from tousu.learn.corpus import Example

PRAISE, COMPLAINT = "pos", "neg"
"""What snownlp calls them."""
EVERY = 8
"""Every eighth draft speaks for complaint where polarity is measured: enough beside a few hundred of praise."""


def snownlp_bayes() -> tuple[Any, frozenset[str]]:
    """The Bayes as snownlp trained it, and the words that it passes over."""
    from snownlp import normal, sentiment

    return sentiment.classifier.classifier, frozenset(normal.stop)


def exported(bayes: Any, passed_over: Iterable[str] = ()) -> BayesModel:
    """The log-odds of praise for every word, for a word never seen, and before any word.

    Words that differ only in width or case share a key: the folded form counts where it is a word of its own.
    """
    good, bad = bayes.d[PRAISE], bayes.d[COMPLAINT]
    weights = {word: log(good.freq(word)) - log(bad.freq(word)) for word in {*good.d, *bad.d}}
    weights |= dict.fromkeys(passed_over, 0.0)
    folded: dict[str, float] = {}
    for word in sorted(weights, key=lambda word: (fold(word) != word, word)):
        if 0 < len(word) <= features.LONGEST_WORD:
            folded.setdefault(fold(word), weights[word])
    keys = np.array([word_key(word) for word in folded], dtype=np.uint64)
    order = np.argsort(keys)
    values = np.array(list(folded.values()), dtype=np.float64)
    unknown = log(good.none / good.getsum()) - log(bad.none / bad.getsum())
    return BayesModel(keys[order], values[order], log(good.getsum()) - log(bad.getsum()), unknown)


def word_key(word: str) -> np.uint64:
    """The key of a folded word."""
    codes = np.frombuffer(word.encode("utf-32-le"), dtype=np.uint32)
    (key,) = features.word_keys(codes, np.array([0]), np.array([len(word)]))
    return np.uint64(key)


def words(text: str, passed_over: frozenset[str] = frozenset()) -> list[str]:
    """The words of a text that the Bayes counts."""
    return [word for token in Draft(text).tokens if (word := token.of(text)) not in passed_over]


def own_texts() -> tuple[list[str], list[str]]:
    """The project's praise and complaints (``other`` is neither), on which polarity is measured."""
    folder = corpus.CORPUS / "praise"
    praise = [e.text for path in sorted(folder.glob("*.jsonl")) for e in corpus.read_labelled(path)[0]]
    drafts: list[Example] = [e for e in corpus.own("drafts") if e.issues[0] != "other"]
    return praise, [e.text for e in drafts[::EVERY]]
