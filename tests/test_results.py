"""The contract: frozen, exact in JSON, and its schema is the published one."""

import json

import pytest
from pydantic import ValidationError

import tousu
from tousu.results import Analysis

from .conftest import ROOT

TEXTS = [
    "",
    "   \n ",
    "hello world 12345",
    "😀😀😀",
    "东西很好，谢谢店家，下次还来！",
    "啊啊啊啊啊",
    "订单号 260914-402716338850917，九月十四号在拼多多买的四件套，一直没发货，要求退款128元。",
    (ROOT / "examples" / "drafts" / "hasty.txt").read_text(encoding="utf-8"),
    (ROOT / "examples" / "drafts" / "calm.txt").read_text(encoding="utf-8"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_an_analysis_survives_json_exactly(analyzer: tousu.Analyzer, text: str) -> None:
    analysis = analyzer.analyze(text)
    assert analysis.text == text
    assert Analysis.model_validate_json(analysis.model_dump_json()) == analysis
    assert Analysis.model_validate(json.loads(analysis.model_dump_json())) == analysis


@pytest.mark.parametrize("text", TEXTS)
def test_every_part_quotes_what_stands_at_its_span(analyzer: tousu.Analyzer, text: str) -> None:
    analysis = analyzer.analyze(text)
    for part in (*analysis.facts, *analysis.findings):
        assert part.span.of(text) == part.text != ""
    assert "".join(token.of(text) for token in analysis.tokens) == text


@pytest.mark.parametrize("text", ["", " \n", "hello world", "asdkjh 1234 !!", "今天天气真好，适合出门散步"])
def test_what_is_no_complaint_is_other(analyzer: tousu.Analyzer, text: str) -> None:
    assert [issue.id for issue in analyzer.analyze(text).issues][:1] == ["other"]


def test_parts_are_frozen_and_unknown_fields_are_refused(analyzer: tousu.Analyzer) -> None:
    analysis = analyzer.analyze("一直没发货，请退款")
    with pytest.raises(ValidationError, match="frozen"):
        analysis.text = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Analysis.model_validate({**json.loads(analysis.model_dump_json()), "surprise": 1})


def test_a_span_that_does_not_hold_its_text_is_refused(analyzer: tousu.Analyzer) -> None:
    content = json.loads(analyzer.analyze("订单号 260914-402716338850917，一直没发货").model_dump_json())
    content["facts"][0]["text"] = "别的"
    with pytest.raises(ValidationError, match="holds"):
        Analysis.model_validate(content)


def test_the_signature_names_all_that_produced_the_result(analyzer: tousu.Analyzer) -> None:
    signature = analyzer.analyze("没发货").signature
    assert signature.tousu == tousu.__version__
    assert all((signature.rules, signature.models, signature.segmenter))
    assert "rules" in str(signature)


def test_an_unknown_channel_names_the_nearest_and_the_known(analyzer: tousu.Analyzer) -> None:
    with pytest.raises(tousu.UnknownNameError, match=r"Did you mean 'platform'\?.*12315"):
        analyzer.analyze("没发货", channel="platfrom")


def test_analyze_many_keeps_the_order_and_is_lazy(analyzer: tousu.Analyzer) -> None:
    texts = [f"第{n}单没发货" for n in range(5)]
    assert [a.text for a in analyzer.analyze_many(texts)] == texts
    endless = iter(lambda: "没发货", None)
    assert next(iter(analyzer.analyze_many(endless))).text == "没发货"
