"""What the next round would only mend is mended in this one, and the draft is read anew but once."""

from collections.abc import Callable
from typing import Any

import pytest

import tousu
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.foresight import foreseen
from tousu.spans import Edit, Span, apply_edits


@pytest.fixture
def rereadings(analyzer: tousu.Analyzer, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: Callable[..., Any] = analyzer._reread
    texts: list[str] = []

    def counted(draft: Draft, *args: Any, **named: Any) -> Any:
        texts.append(draft.text)
        return read(draft, *args, **named)

    monkeypatch.setattr(analyzer, "_reread", counted)
    return texts


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        (
            "我在健身房办了年卡，交了2380。垃圾店家上周突然关门，一直联系不上，要求退款",
            "我在健身房办了年卡，交了2380元。店家上周突然关门，一直联系不上，要求退款。",
        ),
        (
            "修车师傅收了我800，垃圾！车开回来第二天又熄火了。要求退钱",
            "修车师傅收了我800元。车开回来第二天又熄火了。要求退钱。",
        ),
    ],
)
def test_a_mend_beside_an_edit_costs_no_reading_of_its_own(
    analyzer: tousu.Analyzer, rereadings: list[str], text: str, rewritten: str
) -> None:
    made = analyzer.analyze(text).rewrite
    assert made.text == rewritten
    assert rereadings == [rewritten, made.statement]


def test_a_draft_without_a_flaw_is_not_mended(analyzer: tousu.Analyzer, rereadings: list[str]) -> None:
    text = "6月2日在京东花了800买锅，一直没有发货。请退款。"
    made = analyzer.analyze(text).rewrite
    assert made.text == text
    assert rereadings == [made.statement]


def test_where_foresight_harms_only_with_a_later_round_the_rounds_go_without(analyzer: tousu.Analyzer) -> None:
    text = analyzer.analyze("退我差价281，没良心").rewrite.text
    assert text.startswith("请退我差价281")
    assert analyzer.analyze(text).rewrite.text == text


def _fact(text: str, words: str, kind: str = "amount") -> Fact:
    at = text.index(words)
    return Fact(kind=kind, span=Span(at, at + len(words)), text=words, value=words, confidence=0.95, why="")


def test_facts_stand_where_the_edits_move_them() -> None:
    text = "垃圾店，收了我500，押金300，都没退。"
    facts = [_fact(text, "500"), _fact(text, "300")]
    edits = [Edit(Span(0, 2), "", "r"), Edit(Span(10, 11), "。", "r")]
    seen = foreseen(Draft(text), facts, edits)
    assert apply_edits(text, seen.edits) == seen.draft.text == "店，收了我500元。押金300元，都没退。"
    assert seen.mended is not None
    assert [f.span.of(seen.draft.text) for f in seen.mended] == ["500", "300"] == [f.text for f in seen.mended]


def test_an_edit_inside_a_fact_leaves_it_what_became_of_its_words() -> None:
    text = "要求赶紧退款。我已经等了很久"
    fact = _fact(text, "要求赶紧退款", "demand")
    seen = foreseen(Draft(text), [fact], [Edit(Span(2, 4), "尽快给我", "r")])
    assert seen.mended is not None
    assert [f.text for f in seen.mended] == ["要求尽快给我退款"]
