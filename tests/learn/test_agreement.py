"""Agreement counts what it says, and the readings kept in the corpus are whole."""

from pathlib import Path

import pytest

import tousu
from tousu.learn import agreement, corpus
from tousu.learn.agreement import measure
from tousu.learn.corpus import Reading
from tousu.rulebook import Rulebook

READINGS = [
    Reading("a:1", ("x",), ("x",)),
    Reading("a:2", ("x", "y"), ("y", "x")),
    Reading("a:3", ("y",), ("y", "x")),
    Reading("a:4", ("y",), ("x",)),
]


def test_figures() -> None:
    found = measure(READINGS)
    assert (found.texts, found.primary, found.among) == (4, 0.5, 0.75)
    assert found.kappa == pytest.approx((0.5 - 0.5) / (1 - 0.5))  # each reader says each label half the time
    assert found.micro_f1 == pytest.approx(2 * 4 / (5 + 6))
    assert [(c.id, c.first, c.second, c.both, c.f1) for c in found.classes] == [
        ("x", 2, 2, 1, 0.5),
        ("y", 2, 2, 1, 0.5),
    ]
    assert found.disagreements == (("x", "y", 1), ("y", "x", 1))


def test_readers_who_agree_always_have_kappa_one() -> None:
    assert measure([Reading("a:1", ("x",), ("x",)), Reading("a:2", ("y",), ("y",))]).kappa == 1.0
    assert measure([Reading("a:1", ("x",), ("x",))]).kappa == 1.0


def test_readings_go_to_a_file_and_back(tmp_path: Path) -> None:
    path = tmp_path / "second.tsv"
    agreement.write(READINGS[::-1], path)
    assert corpus.readings(path) == READINGS


@pytest.mark.parametrize("line", ["a:1\tx", "a:1\tx\t", "a:1\tx\ty\tz\tx", "a:1\tx,,y\tx"])
def test_a_broken_row_names_file_and_line(line: str, tmp_path: Path) -> None:
    path = tmp_path / "second.tsv"
    path.write_text(f"a:0\tx\tx\n{line}\n", encoding="utf-8")
    with pytest.raises(tousu.CorpusError, match=r"second\.tsv:2: "):
        corpus.readings(path)


def test_the_readings_of_the_corpus_are_whole() -> None:
    readings = corpus.readings()
    known = set(Rulebook.packaged().issues)
    assert len(readings) >= 6000 and len({r.place for r in readings}) == len(readings)
    assert all({*r.first, *r.second} <= known for r in readings)


def test_an_example_knows_what_the_other_reader_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    rows = [("x",), ("y", "x"), ("x",), ("x",)]
    lines = [f'{{"issues": {list(row)}, "text": "退款"}}'.replace("'", '"') for row in rows]
    (tmp_path / "drafts" / "a-01.jsonl").write_text("\n".join(lines), encoding="utf-8")
    kept = [
        Reading("drafts/a-01.jsonl:1", ("y",), ("x",)),  # the corpus follows the second
        Reading("drafts/a-01.jsonl:2", ("y", "x"), ("x",)),  # the first
        Reading("drafts/a-01.jsonl:3", ("x",), ("x",)),  # both
        Reading("drafts/a-01.jsonl:4", ("y",), ("z",)),  # neither: the row was mended since
    ]
    agreement.write(kept, tmp_path / corpus.READINGS.name)
    assert [e.other for e in corpus.own("drafts", tmp_path)] == [("y",), ("x",), (), ()]


def test_third_readings_are_kept_and_counted(tmp_path: Path) -> None:
    kept = [
        Reading("drafts/a-01.jsonl:1", ("y",), ("x",), ("x", "z")),
        Reading("drafts/a-01.jsonl:2", ("y",), ("x",), ("y",)),
        Reading("drafts/a-01.jsonl:3", ("y",), ("z",), ("x",)),
        Reading("drafts/a-01.jsonl:4", ("y",), ("z",)),
    ]
    agreement.write(kept, tmp_path / corpus.READINGS.name)
    assert corpus.readings(tmp_path / corpus.READINGS.name) == kept
    assert measure(kept).thirds == (1, 1, 1)
