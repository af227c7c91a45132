"""What is served is what was learnt: the exported arrays against the scikit-learn pipeline, to 1e-6."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="needs the learn extra")

from tousu.draft import Draft
from tousu.issues import cues_of
from tousu.learn import corpus, issues
from tousu.linear import LinearModel

TEXTS = (
    "付款二十天了一直没有发货，商家说没货，要求退款99元。",
    "显示已签收，可我根本没收到！！驿站说没有这个件",
    "ＡＢＣ全角，鑨鑫牌没见过的字",
    "退款" * 200,
    "好",
    "一二\n三四　五六",
)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> tuple[issues.Pipeline, issues.Second, LinearModel]:
    drafts = corpus.own("drafts")[::12]
    texts, labels = [e.text for e in drafts], [e.issues for e in drafts]
    pipeline = issues.fit(issues.pipeline(), texts, labels)
    second = issues.fit_second(pipeline, texts, labels)
    path: Path = tmp_path_factory.mktemp("export") / "issues.safetensors"
    issues.exported(pipeline, besides=second).save(path)
    return pipeline, second, LinearModel.load(path)


@pytest.mark.parametrize("text", [*TEXTS, *(e.text for e in corpus.own("drafts")[5::900])])
def test_scores_and_probabilities_equal(learnt: tuple[issues.Pipeline, issues.Second, LinearModel], text: str) -> None:
    pipeline, second, model = learnt
    draft = Draft(text)
    reading = model.read(draft.codes, cues_of(issues.rulebook().scan(draft), issues.rulebook()))
    assert list(model.classes) == [str(c) for c in pipeline.classes_]
    scores = pipeline.decision_function([text])[0]
    np.testing.assert_allclose(model.scores(reading), scores, rtol=0, atol=1e-6 * max(1, np.abs(scores).max()))
    np.testing.assert_allclose(model.probabilities(reading), pipeline.predict_proba([text])[0], rtol=0, atol=1e-6)
    np.testing.assert_allclose(model.also(reading), second.chances(pipeline, [text])[0], rtol=0, atol=1e-6)
