"""What does not fit together is said mildly, and only when it is sure."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.facts.conftest import Find
from tousu.facts.consistency import find_inconsistencies
from tousu.rulebook import Rulebook

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2026年9月10日下单，2026年9月5日签收", "consistency_order"),
        ("2月30日下单", "consistency_impossible"),
        ("2026年12月3日签收", "consistency_future"),
        ("实付100元，要求退款300元", "consistency_overclaim"),
        ("9月1日签收，9月20日申请，要求七天无理由退货", "consistency_seven"),
        ("中通快递，单号SF1409217735602", "consistency_carrier"),
        ("9月14日下单，订单号260903-402716338850917", "consistency_number_date"),
    ],
)
def test_each_contradiction_is_a_mild_finding(find: Find, rulebook: Rulebook, text: str, rule: str) -> None:
    findings = find_inconsistencies(find(text, today=TODAY), (), TODAY, rulebook)
    assert [f.rule for f in findings] == [rule]
    assert all(f.severity == "hint" and f.action == "advise" and f.kind == "consistency" for f in findings)
    assert all(f.text == text[f.span.start : f.span.end] for f in findings)


@pytest.mark.parametrize(
    "text",
    [
        "12月28日下单，1月3日签收",
        "9月10日下单，9月5日下单，9月7日签收",
        "实付100元，要求退款100元并赔偿300元",
        "实付100元，要求退一赔三300元",
        "9月4日寄回，9月7日仓库签收",
        "菜鸟SF1409217735602",
        "9月3日下单，订单号260903-402716338850917",
        "9月1日签收，9月5日申请，要求七天无理由退货",
    ],
)
def test_what_may_be_right_is_not_said(find: Find, rulebook: Rulebook, text: str) -> None:
    assert not find_inconsistencies(find(text), (), None, rulebook)
