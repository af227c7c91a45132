"""The comparison: every way is an estimator, no draft judges itself, the table is made of the figures."""

import json
from pathlib import Path

import numpy as np
import pytest

from tousu.learn import corpus

pytest.importorskip("sklearn", reason="needs the learn extra")

from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold

from tousu.learn import compare, issues, methods

KINDS = {
    "not_shipped": "付款{n}天一直没发货",
    "damaged": "收到就碎了{n}处，漏了一地",
    "refund_delayed": "退款{n}天没到账",
}
THINGS = ("裙子", "锅", "手机", "牛奶", "书包", "台灯")


@pytest.fixture(scope="module")
def drafts() -> list[corpus.Example]:
    rows = [
        (f"{thing}{text.format(n=n)}。客服不回。", (kind, "service") if n % 2 else (kind,), hand)
        for n, hand in enumerate(("a", "b", "c", "d"))
        for thing in THINGS
        for kind, text in KINDS.items()
    ]
    return [corpus.Example(text, labels, (), hand, f"{hand}:{n}") for n, (text, labels, hand) in enumerate(rows)]


@pytest.mark.parametrize("name", methods.METHODS)
def test_every_way_learns_and_gives_probabilities(name: str, drafts: list[corpus.Example]) -> None:
    model = methods.fit(methods.METHODS[name](), [e.text for e in drafts], [e.issues for e in drafts])
    chances = model.predict_proba(["水杯付款九天没发货。", "碗收到就碎了"])
    assert np.allclose(chances.sum(axis=1), 1)
    said = [str(model.classes_[at]) for at in chances.argmax(axis=1)]
    if name != "cues":  # cues know nothing of these words but what the rulebook says
        assert said == ["not_shipped", "damaged"]


@pytest.mark.parametrize("name", methods.METHODS)
def test_every_way_can_be_cloned(name: str) -> None:
    assert type(clone(methods.METHODS[name]())) is type(methods.METHODS[name]())


def test_the_shipped_way_can_be_searched_over(drafts: list[corpus.Example]) -> None:
    search = GridSearchCV(
        issues.pipeline(),
        {"classes__C": [0.5, 2.0], "features__cues__scale": [0.1]},
        cv=GroupKFold(2),
        error_score="raise",
    )
    search.fit([e.text for e in drafts], [e.issues[0] for e in drafts], groups=[e.group for e in drafts])
    assert search.best_score_ > 0.5


def test_snownlps_bayes_is_its_own_arithmetic(drafts: list[corpus.Example]) -> None:
    from snownlp.classification.bayes import Bayes

    model = methods.SnowBayes().fit([e.text for e in drafts], [e.issues for e in drafts])
    bayes = Bayes()
    bayes.train([(methods.words(e.text), i) for e in drafts for i in e.issues])
    for text in ("锅碎了，客服不理人", "没见过的词语", "退款退款退款"):
        name, chance = bayes.classify(methods.words(text))
        (chances,) = model.predict_proba([text])
        assert model.classes_[chances.argmax()] == name
        assert chances.max() == pytest.approx(chance, abs=1e-9)


def test_no_hand_stands_on_both_sides(drafts: list[corpus.Example]) -> None:
    held = compare.folds(drafts, 5)
    assert len(held) == 4  # no more folds than hands
    assert sorted(n for rows in held for n in rows.tolist()) == list(range(len(drafts)))
    for rows in held:
        inside = {drafts[n].group for n in rows}
        assert not inside & {e.group for n, e in enumerate(drafts) if n not in rows}


def test_other_stands_alone_and_is_never_said_further() -> None:
    classes = ("damaged", "other", "quality")
    also = np.array([0.9, 0.8, 0.4])
    assert compare._said(classes, np.array([0.3, 0.5, 0.2]), also, 0.1) == [("other", 0.5)]
    assert compare._said(classes, np.array([0.5, 0.3, 0.2]), also, 0.1) == [("damaged", 0.5), ("quality", 0.4)]
    assert compare._said(classes, np.array([0.5, 0.3, 0.2]), also, 0.5) == [("damaged", 0.5)]


def test_figures_of_two_ways_and_a_gold_set(drafts: list[corpus.Example], tmp_path: Path) -> None:
    found = compare.compare(drafts, {"mine": drafts[:6]}, ["cues", "complement_bayes"], number=2, jobs=1)
    assert json.loads(json.dumps(found)) == found
    assert (found["drafts"], found["groups"], found["folds"]) == (len(drafts), 4, 2)
    row = found["methods"]["complement_bayes"]
    assert row["cross_validation"]["accuracy"] == 1.0 and row["gold"]["mine"]["texts"] == 6
    assert row["megabytes"] >= 0 and row["fit_seconds"] >= 0
