"""Evaluation counts what it says it counts."""

import json
from pathlib import Path

import pytest

from tousu.learn.corpus import Example
from tousu.learn.evaluate import calibration_bins, calibration_error, evaluate, read_gold


def example(text: str, *issues: str) -> Example:
    return Example(text, issues, (), "", f"x:{text}")


def test_per_class_confusion_and_worst_errors() -> None:
    said = {"1": [("a", 0.9)], "2": [("b", 0.8), ("a", 0.3)], "3": [("a", 0.6)]}
    report = evaluate([example("1", "a"), example("2", "b", "a"), example("3", "b")], said.__getitem__)
    assert report.accuracy == pytest.approx(2 / 3)
    assert {s.id: (s.precision, s.recall, s.support) for s in report.classes} == {
        "a": (pytest.approx(2 / 3), 1.0, 2),
        "b": (1.0, 0.5, 2),
    }
    assert report.confusion == {("a", "a"): 1, ("b", "b"): 1, ("b", "a"): 1}
    assert [(e.place, e.gold, e.said) for e in report.worst] == [("x:3", "b", "a")]
    assert json.loads(report.as_json())["texts"] == 3


@pytest.mark.parametrize(
    ("chances", "hits", "error"),
    [
        ([], [], 0.0),
        ([1.0, 1.0], [True, True], 0.0),
        ([0.9, 0.9], [True, False], 0.4),
        ([0.15, 0.95], [False, True], 0.1),
    ],
)
def test_calibration_is_the_gap_between_probability_and_accuracy(
    chances: list[float], hits: list[bool], error: float
) -> None:
    assert calibration_error(chances, hits) == pytest.approx(error)


def test_bins_hold_every_text_once_and_make_the_error() -> None:
    bins = calibration_bins([0.05, 0.95, 0.91, 1.0], [False, True, False, True])
    assert [(round(b.low, 1), round(b.high, 1), b.texts) for b in bins] == [(0.0, 0.1, 1), (0.9, 1.0, 3)]
    assert bins[1].accuracy == pytest.approx(2 / 3)


def test_a_class_that_is_too_rare_does_not_count_in_the_mean() -> None:
    """As the scoring of the gold texts does it: with fewer than three texts an F1 is chance."""
    texts = [example(str(n), "a") for n in range(3)] + [example("3", "b")]
    assert evaluate(texts, lambda text: [("a", 0.9)]).macro_f1 == pytest.approx(2 * 3 / (4 + 3))


def test_gold_rows_hold_issues_or_a_label(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"text": "没发货", "issues": ["not_shipped", "service"]}\n{"text": "坏", "label": "quality"}\n{}\n'
    )
    good, bad = read_gold(path)
    assert [e.issues for e in good] == [("not_shipped", "service"), ("quality",)]
    assert [row.line for row in bad] == [3]
