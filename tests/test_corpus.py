"""The corpus: marks that can't drift, labels that exist, rows that say where they are wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.learn import corpus
from tousu.rulebook import Rulebook


def test_marks_nest_and_point_at_their_text() -> None:
    text, marks = corpus.parse("要求{demand|赔偿{amount|500元}}，{emotion|气死我}")
    assert text == "要求赔偿500元，气死我"
    assert [(m.kind, m.span.of(text)) for m in marks] == [
        ("demand", "赔偿500元"),
        ("amount", "500元"),
        ("emotion", "气死我"),
    ]


@pytest.mark.parametrize("marked", ["{demand|退款", "退款}", "{demand|}"])
def test_a_broken_mark_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        corpus.parse(marked)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"), max_size=50))
def test_a_text_without_marks_is_itself(content: str) -> None:
    assert corpus.parse(content) == (content, ())


@pytest.mark.parametrize("room", ["drafts", "boards", "clauses"])
def test_every_row_of_the_own_corpus_has_known_labels(room: str) -> None:
    rulebook = Rulebook.packaged()
    kinds = set(rulebook.facts) | {rule.kind for rule in rulebook.flags.values()}
    examples = corpus.own(room)
    assert len(examples) >= 6000
    for example in examples:
        assert example.text.strip(), example.place
        assert {m.kind for m in example.marks} <= kinds, example.place
        assert set(example.issues) <= set(rulebook.issues), example.place
        assert bool(example.issues) == (room != "clauses"), example.place


def test_issues_are_learnt_from_drafts_that_were_read_twice() -> None:
    groups = {e.group for e in corpus.with_issues()}
    assert {"boards", "upset"} <= groups
    assert not groups & {"wit", "rage"}


def test_a_bad_row_of_the_own_format_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a-01.jsonl"
    path.write_text('{"text": "好"}\n{"text": "{demand|坏"}\n', encoding="utf-8")
    with pytest.raises(tousu.CorpusError, match=r"a-01\.jsonl:2: "):
        list(corpus.read([path]))


def test_nothing_of_anybodys_corpus_is_dropped_silently(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("text,label\n没发货,late\n,late\n坏了,broken|late\n退,weird\n", encoding="utf-8")
    good, bad = corpus.read_labelled(path, known=("late", "broken"))
    assert [(e.text, e.issues) for e in good] == [("没发货", ("late",)), ("坏了", ("broken", "late"))]
    assert [(row.line, row.reason) for row in bad] == [
        (3, "no text under 'text'"),
        (5, "unknown label 'weird'; known: late, broken"),
    ]


def test_a_row_that_would_lose_something_is_told(tmp_path: Path) -> None:
    """A comma without quotation marks would cut the text, a text over lines must keep them, blank lines count."""
    path = tmp_path / "mine.csv"
    path.write_text('text,label\n\n"第一行\n第二行",late\n没发货，, 等了三天,late\n坏了,broken\n坏\n', encoding="utf-8")
    good, bad = corpus.read_labelled(path)
    assert [(e.text, e.place) for e in good] == [("第一行\n第二行", "mine.csv:3"), ("坏了", "mine.csv:6")]
    assert [(row.line, row.reason.split(":")[0]) for row in bad] == [
        (5, "3 fields in 2 columns"),
        (7, "no label under 'label'"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"text": "坏\\ud800了", "label": "a"}', "no draft"),
        ('{"text": "坏了", "label": []}', "no label"),
        ('{"text": "坏了", "label": [null]}', "no label"),
        ('{"text": "坏了", "label": true}', "no label"),
        ('{"text": 3, "label": "a"}', "no text"),
        ('{"text": "坏了", "label": " | "}', "no label"),
        ("[1]", "not an object"),
        ('{"text": "坏了"', "not valid JSON"),
    ],
)
def test_a_bad_json_row_is_told_and_the_others_are_used(row: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(f'{{"text": "没发货\u2028等", "label": 3}}\n{row}\n', encoding="utf-8")
    good, bad = corpus.read_labelled(path)
    assert [(e.text, e.issues) for e in good] == [("没发货\u2028等", ("3",))]
    assert [(b.line, b.reason.startswith(reason)) for b in bad] == [(2, True)]


@pytest.mark.parametrize(("name", "encoding"), [("m.csv", "gb18030"), ("m.csv", "utf-8-sig"), ("m.tsv", "utf-8")])
def test_tables_as_offices_write_them(name: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / name
    comma = "\t" if name.endswith("tsv") else ","
    path.write_bytes(f"投诉内容{comma}类型\r\n一直没有发货{comma}late|service\r\n".encode(encoding))
    good, bad = corpus.read_labelled(path, text="投诉内容", label="类型")
    assert [(e.text, e.issues) for e in good] == [("一直没有发货", ("late", "service"))] and not bad


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(tousu.CorpusError, match=r"expected \.jsonl, \.csv or \.tsv"):
        corpus.read_labelled(path)


def test_a_corpus_with_no_usable_row_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text("not json\n[]\n", encoding="utf-8")
    with pytest.raises(tousu.CorpusError, match="none of 2 rows can be used; line 1: not valid JSON"):
        corpus.read_labelled(path)
