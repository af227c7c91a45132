"""The ways to tell an issue that are compared, each a scikit-learn estimator over texts.

The shipped one is ``tousu.learn.issues.pipeline``; a way wins here before it goes there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.learn import issues
from tousu.learn.issues import CueCounter, rulebook
from tousu.learn.vectorize import NgramCounter
from tousu.models import Models

Floats = npt.NDArray[np.float64]


def words(text: str) -> list[str]:
    """The words of a text, as ``tousu.segment`` cuts them."""
    draft = Draft(text)
    return [token.of(text) for token in draft.tokens]


class FactCounter(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Which facts a draft states: a column for each kind, each state of the parcel and each demand.

    Args:
        scale: what a stated fact counts beside the n-grams, whose norm is 1.
    """

    def __init__(self, scale: float = 0.2) -> None:
        self.scale = scale

    def fit(self, texts: Iterable[str], labels: Any = None) -> Self:
        """Learn which columns there are."""
        self.names_ = sorted({name for text in texts for name in facts_of(text)})
        return self

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        """Shape (texts, columns)."""
        column = {name: at for at, name in enumerate(self.names_)}
        found = [{column[name] for name in facts_of(text) if name in column} for text in texts]
        rows = np.repeat(np.arange(len(found)), [len(f) for f in found])
        columns = [at for f in found for at in sorted(f)]
        return csr_matrix((np.full(len(columns), self.scale), (rows, columns)), shape=(len(found), len(column)))


@lru_cache(maxsize=50_000)  # learnt from, then asked, in every fold
def facts_of(text: str) -> frozenset[str]:
    """Kinds of the facts a text states, with the value where it is a state: ``delivery=signed``."""
    draft = Draft(text)
    found = find_facts(draft, rulebook().scan(draft), rulebook(), Models.packaged().facts)
    return frozenset(f"{f.kind}={f.value}" if f.kind in {"delivery", "demand"} else f.kind for f in found)


class SnowBayes(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The naive Bayes of snownlp (``snownlp.classification.bayes``) over words, trained by snownlp itself.

    Its probabilities are read off as a matrix, because its own loop takes 56 ms a text; they are the same.
    """

    def fit(self, texts: Iterable[str], labels: Sequence[Any]) -> Self:
        """Train; of several labels each counts alike: this Bayes knows no weights."""
        from snownlp.classification.bayes import Bayes

        bayes = Bayes()
        bayes.train([(words(text), one) for text, label in zip(texts, labels, strict=True) for one in _listed(label)])
        self.classes_ = np.array(sorted(bayes.d))
        vocabulary = sorted({word for counts in bayes.d.values() for word in counts.d})
        self.counter_ = CountVectorizer(analyzer=words, vocabulary=vocabulary)
        self.weights_ = np.log([[bayes.d[name].freq(word) for name in self.classes_] for word in vocabulary])
        self.unknown_ = np.log([bayes.d[name].none / bayes.d[name].getsum() for name in self.classes_])
        self.bias_ = np.log([bayes.d[name].getsum() / bayes.total for name in self.classes_])
        return self

    def predict_proba(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, classes)."""
        counts = self.counter_.transform(texts)
        unknown = np.array([len(words(text)) for text in texts]) - np.asarray(counts.sum(axis=1)).ravel()
        return issues.softmax(self.bias_ + counts @ self.weights_ + np.outer(unknown, self.unknown_))

    def predict(self, texts: Sequence[str]) -> npt.NDArray[Any]:
        """The likeliest class of each text."""
        return np.asarray(self.classes_[self.predict_proba(texts).argmax(axis=1)])


class SentencePool(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A classifier trained on drafts and asked sentence by sentence; a draft is what its sentences say on average.

    Args:
        base: a pipeline over texts; None takes the shipped one.
        power: 1 averages the probabilities; the greater, the more the surest sentence decides.
    """

    def __init__(self, base: Any = None, power: float = 2.0) -> None:
        self.base = base
        self.power = power

    def fit(self, texts: Sequence[str], labels: Sequence[Any]) -> Self:
        """Fit the base on whole drafts."""
        base = issues.pipeline() if self.base is None else clone(self.base)
        self.base_ = issues.fit(base, texts, [_listed(label) for label in labels])
        self.classes_ = self.base_.classes_
        return self

    def predict_proba(self, texts: Sequence[str]) -> Floats:
        """Shape (texts, classes): the power mean over the sentences."""
        drafts = [Draft(text) for text in texts]
        pieces = [[s.of(d.text) for s in d.sentences] or [d.text] for d in drafts]
        ends = np.cumsum([0, *map(len, pieces)])[:-1]
        each = self.base_.predict_proba([piece for own in pieces for piece in own]) ** self.power
        pooled = np.add.reduceat(each, ends, axis=0) ** (1 / self.power)
        return np.asarray(pooled / pooled.sum(axis=1, keepdims=True))

    def predict(self, texts: Sequence[str]) -> npt.NDArray[Any]:
        """The likeliest class of each text."""
        return np.asarray(self.classes_[self.predict_proba(texts).argmax(axis=1)])


def _listed(label: Any) -> Sequence[str]:
    return [label] if isinstance(label, str) else list(label)


def _regression() -> LogisticRegression:
    return LogisticRegression(C=8.0, max_iter=150, tol=1e-3)


def _word_tfidf() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=words, min_df=3, sublinear_tf=True)


def _characters() -> Pipeline:
    return Pipeline([("counts", NgramCounter((1, 2), 3)), ("tfidf", TfidfTransformer(sublinear_tf=True))])


def _over(features: Any, classes: Any) -> Pipeline:
    return Pipeline([("features", features), ("classes", classes)])


def _with_facts() -> Pipeline:
    parts = [("grams", _characters()), ("cues", CueCounter()), ("facts", FactCounter())]
    return _over(FeatureUnion(parts), _regression())


SHIPPED = "shipped"

METHODS: dict[str, Callable[[], Any]] = {
    "cues": lambda: _over(CueCounter(1.0), _regression()),
    "words": lambda: _over(_word_tfidf(), _regression()),
    "characters": lambda: _over(_characters(), _regression()),
    SHIPPED: issues.pipeline,
    "svm": lambda: _over(_characters(), CalibratedClassifierCV(LinearSVC(C=0.3), cv=3)),
    "complement_bayes": lambda: _over(_word_tfidf(), ComplementNB(alpha=0.3)),
    "sentences": SentencePool,
    "facts": _with_facts,
    "snownlp": SnowBayes,
}
"""Each way by its id; its name for people stands in ``data/messages/learn.toml``."""


def fit(model: Any, texts: Sequence[str], labels: Sequence[Sequence[str]], others: Sequence[Sequence[str]] = ()) -> Any:
    """Fit any of them on labelled drafts: pipelines as the shipped one is, the others by their own ``fit``."""
    return issues.fit(model, texts, labels, others) if isinstance(model, Pipeline) else model.fit(texts, labels)
