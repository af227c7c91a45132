"""Evidence is real: what the phrases and the rest add is the score, to the letter of the model."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.draft import Draft
from tousu.issues import classify, cues_of, grounds
from tousu.linear import LinearModel
from tousu.modelfile import folder

DRAFTS = (
    "付款二十天了一直没有发货，商家说没货，要求退款99元。",
    "显示已签收，可我根本没收到！！驿站说没有这个件",
    "锅用了四天就起皮。找客服，客服只会复制粘贴。",
    "一",
)
texts = st.one_of(st.sampled_from(DRAFTS), st.text("没发货退款客服坏了碎签收。，！ 9a", min_size=1, max_size=80))


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return LinearModel.load(folder() / "issues.safetensors")


@given(texts)
def test_contributions_and_bias_sum_to_the_score(analyzer: tousu.Analyzer, model: LinearModel, text: str) -> None:
    draft = Draft(text)
    reading = model.read(draft.codes, cues_of(analyzer.rulebook.scan(draft), analyzer.rulebook))
    for reader in (model, model.second):
        scores = reader.scores(reading)
        for column in range(len(reader.classes)):
            each = reader.contributions(reading, column)
            assert all(0 <= c.span.start < c.span.end <= len(text) for c in each)
            assert math.isclose(float(reader.bias[column]) + sum(c.weight for c in each), scores[column], abs_tol=1e-6)
            characters = reader.per_character(reading, column, len(text))
            assert math.isclose(reader.bias[column] + characters.sum(), scores[column], abs_tol=1e-6)


@given(texts)
def test_grounds_sum_to_the_score_and_name_what_is_said(
    analyzer: tousu.Analyzer, model: LinearModel, text: str
) -> None:
    draft = Draft(text)
    hits = analyzer.rulebook.scan(draft)
    said = classify(draft, hits, analyzer.rulebook, model)
    found = grounds(draft, hits, analyzer.rulebook, model)
    if text.strip() and said[0].id != "other":
        assert [(g.id, g.probability) for g in found] == [(i.id, i.probability) for i in said]
        assert [tuple(span for span, _ in g.phrases) for g in found] == [i.evidence for i in said]
    for ground in found:
        assert ground.score == pytest.approx(ground.bias + sum(w for _, w in ground.phrases) + ground.rest)
        assert all(weight > 0 for _, weight in ground.phrases)


@given(texts)
def test_a_phrase_can_be_read(analyzer: tousu.Analyzer, model: LinearModel, text: str) -> None:
    """It is made of whole words and crosses no mark or space; no two share a character."""
    analysis = analyzer.analyze(text)
    starts, ends = {t.start for t in analysis.tokens}, {t.end for t in analysis.tokens}
    for issue in analysis.issues:
        for span in issue.evidence:
            assert len(span.of(text)) > 1 and span.of(text).isalnum()
            assert span.start in starts and span.end in ends
        assert not any(a.overlaps(b) for n, a in enumerate(issue.evidence) for b in issue.evidence[:n])
