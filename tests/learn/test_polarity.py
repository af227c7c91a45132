"""Polarity: what is served is what snownlp's Bayes says, to the last digits that matter."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tousu
from tousu.bayes import BayesModel, probabilities
from tousu.draft import Draft
from tousu.spans import Span

polarity = pytest.importorskip("tousu.learn.polarity", reason="needs the learn extra")

GOOD = ["很好用，喜欢", "味道不错，推荐", "客服耐心，满意"]
BAD = ["坏了不给退", "一直不发货，客服不理人", "要求全额退款"]


@pytest.fixture(scope="module")
def bayes() -> object:
    return polarity.train(GOOD, BAD)


@given(st.text("很好用坏了不给退客服推荐满意发货。，0 a", min_size=2, max_size=60))
@settings(max_examples=300)
def test_the_export_equals_snownlps_own_probability(bayes: object, content: str) -> None:
    name, chance = bayes.classify(polarity.tokens(content))  # type: ignore[attr-defined]
    expected = chance if name == polarity.PRAISE else 1 - chance
    draft = Draft(content)
    (odds,) = polarity.exported(bayes).log_odds(draft.codes, [Span(0, len(content))])
    assert math.isclose(probabilities(odds), expected, abs_tol=1e-12)


def test_the_packaged_model_is_what_training_makes(analyzer: tousu.Analyzer) -> None:
    model = polarity.exported(polarity.train(*polarity.own_texts()))
    served = analyzer.models.polarity
    assert isinstance(served, BayesModel)
    draft = Draft("收到货很满意，物流也快。客服却一直不肯退款。")
    assert (
        model.log_odds(draft.codes, draft.sentences).tolist() == served.log_odds(draft.codes, draft.sentences).tolist()
    )


def test_praise_inside_a_complaint_is_seen_by_its_sentence(analyzer: tousu.Analyzer) -> None:
    found = analyzer.analyze("衣服面料舒服，颜色漂亮，非常喜欢。但是商家一直不给退差价，客服也不回复我。").sentiment
    praise, complaint = (s.polarity for s in found.sentences)
    assert praise > 0.5 > complaint


@pytest.mark.parametrize("content", ["", " \n"])
def test_without_text_polarity_is_unknown(analyzer: tousu.Analyzer, content: str) -> None:
    assert analyzer.analyze(content).sentiment.polarity == 0.5
