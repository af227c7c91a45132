"""Polarity: what is served is what snownlp's Bayes says, to the last digits that matter."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tousu
from tousu import features
from tousu.bayes import BayesModel, probabilities
from tousu.draft import Draft
from tousu.modelfile import folder
from tousu.spans import Span

polarity = pytest.importorskip("tousu.learn.polarity", reason="needs the learn extra")


@pytest.fixture(scope="module")
def snownlp() -> tuple[Any, frozenset[str]]:
    return polarity.snownlp_bayes()


DRAFTS = (
    "衣服面料舒服，颜色漂亮，非常喜欢。",
    "坏了不给退，客服一直不理人，要求全额退款199元",
    "没见过的鑨鑫牌，就那样吧",
    "退款" * 300,
)


@settings(max_examples=300)
@given(
    st.one_of(st.sampled_from(DRAFTS), st.text("很好用坏了不给退客服推荐满意发货鑨。，0 ！", min_size=1, max_size=60))
)
def test_the_export_equals_snownlps_own_arithmetic(snownlp: tuple[Any, frozenset[str]], content: str) -> None:
    """``classify`` of snownlp over the same words, to 1e-12. Latin words share a key in any case: none here."""
    bayes, passed_over = snownlp
    name, chance = bayes.classify(polarity.words(content, passed_over))
    model = BayesModel.load(folder() / "polarity.safetensors")
    draft = Draft(content)
    (odds,) = model.log_odds(draft.codes, draft.tokens, [Span(0, len(content))])
    expected = chance if name == polarity.PRAISE else 1 - chance
    assert math.isclose(probabilities(odds), expected, rel_tol=0, abs_tol=1e-12)


def test_the_packaged_model_is_what_training_makes(snownlp: tuple[Any, frozenset[str]]) -> None:
    made, served = polarity.exported(*snownlp), BayesModel.load(folder() / "polarity.safetensors")
    assert (made._index.keys == served._index.keys).all() and (made.weights == served.weights).all()
    assert (made.bias, made.unknown) == (served.bias, served.unknown)


@given(st.text("坏好退a0，。 ", max_size=40), st.data())
def test_a_stretch_counts_the_words_that_lie_in_it(content: str, data: st.DataObject) -> None:
    model = BayesModel.load(folder() / "polarity.safetensors")
    draft = Draft(content)
    start = data.draw(st.integers(0, len(content)))
    span = Span(start, data.draw(st.integers(start, len(content))))
    inside = [t for t in draft.tokens if span.start <= t.start and t.end <= span.end]
    alone = [float(model.log_odds(draft.codes, [t], [t])[0]) - model.bias for t in inside]
    (odds,) = model.log_odds(draft.codes, draft.tokens, [span])
    assert math.isclose(odds, model.bias + sum(alone), abs_tol=1e-9)


def test_words_longer_than_the_longest_share_a_key_that_no_word_has() -> None:
    codes = Draft("a" * 60).codes
    keys = features.word_keys(codes, np.array([0, 0, 0]), np.array([24, 25, 60]))
    assert keys[0] != 0 and keys[1] == keys[2] == 0


def test_praise_inside_a_complaint_is_seen_by_its_sentence(analyzer: tousu.Analyzer) -> None:
    found = analyzer.analyze("衣服面料舒服，颜色漂亮，非常喜欢。但是商家一直不给退差价，客服也不回复我。").sentiment
    praise, complaint = (s.polarity for s in found.sentences)
    assert praise > 0.5 > complaint


@pytest.mark.parametrize("content", ["", " \n"])
def test_without_text_polarity_is_unknown(analyzer: tousu.Analyzer, content: str) -> None:
    assert analyzer.analyze(content).sentiment.polarity == 0.5
