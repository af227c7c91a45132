"""What the cards say is counted as it says: phrases by overlap, numbers to the digit, every draft by a blind model."""

import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="needs the learn extra")

from tousu.learn import measure, phrases
from tousu.learn.corpus import Example, Marked, parse
from tousu.learn.phrases import Counts
from tousu.spans import Span


def marked(text: str) -> tuple[str, tuple[Marked, ...]]:
    return parse(text)


@pytest.mark.parametrize(
    ("gold", "found", "counts"),
    [
        ("{product|保温杯}坏了", "保{product|温杯}坏了", (1, 0, 0)),
        ("{product|保温杯}坏了", "保温杯{product|坏了}", (0, 1, 1)),
        ("{product|杯}坏了，杯", "{product|杯}坏了，{product|杯}", (1, 0, 0)),
        ("坏了", "{product|坏}了", (0, 1, 0)),
        ("单号{order_number|12345678}", "单号1{order_number|2345678}", (0, 1, 1)),
        ("单号{order_number|12345678}", "单号{order_number|12345678}", (1, 0, 0)),
    ],
)
def test_phrases(gold: str, found: str, counts: tuple[int, int, int]) -> None:
    text, truth = marked(gold)
    kinds = ("product", "order_number")
    got = phrases.by_kind([(text, truth, marked(found)[1])], kinds)
    assert phrases.total(got.values()) == Counts(*counts)


def test_any_kind_forgives_the_kind() -> None:
    text, truth = marked("{insult|骗子}不退")
    row = (text, truth, [Marked("accusation", Span(0, 2))])
    assert phrases.any_kind([row], ("insult", "accusation")) == Counts(1, 0, 0)
    assert phrases.total(phrases.by_kind([row], ("insult", "accusation")).values()) == Counts(0, 1, 1)


def test_figures_of_counts() -> None:
    assert Counts(1, 1, 0).figures() == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 1}
    assert Counts(0, 0, 0).figures()["f1"] == 0.0


def test_every_draft_is_judged_by_a_model_that_never_saw_its_hand() -> None:
    drafts = [Example(str(n), ("other",), (), hand, f"{hand}:{n}") for n, hand in enumerate("aabbcc")]

    def fold(seen: list[Example], unseen: list[Example]) -> list[str]:
        assert not {e.group for e in seen} & {e.group for e in unseen}
        return [e.text for e in unseen]

    assert measure.crossed(fold, drafts, 3, 1) == [str(n) for n in range(6)]


def test_clean_texts_that_stay_silent() -> None:
    clean, angry = Example("没发货", (), (), "", "x:1"), Example("骗子", (), (Marked("insult", Span(0, 2)),), "", "x:2")
    found = measure.marks_figures([clean, clean, angry], [[], [Marked("insult", Span(0, 2))], []], ("insult",))
    assert (found["clean_texts"], found["clean_texts_silent"]) == (2, 0.5)
    assert found["micro"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 1}


def test_gold_rows_keep_their_marks_and_give_no_text_away(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = {
        "text": "骗子，没发货",
        "issues": ["not_shipped"],
        "facts": [],
        "flags": [{"kind": "insult", "start": 0, "end": 2}],
    }
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    (example,) = measure.gold_examples(path)
    assert example.marks == (Marked("insult", Span(0, 2)),)
    report = measure.Measures([path], None, 2, 1)._said([example], [[("service", 0.9)]])
    assert "没发货" not in json.dumps(measure.issue_figures(report), ensure_ascii=False)


def test_polarity_figures() -> None:
    import numpy as np

    found = measure.polarity_figures(np.array([2.0, -1.0, 1.0, -3.0]), np.array([True, False, False, False]))
    assert (found["texts"], found["accuracy"], found["auc"]) == (4, 0.75, 1.0)
