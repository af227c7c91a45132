"""What must hold of the facts of any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tousu.draft import Draft
from tousu.facts import fact_planes, find_facts
from tousu.rulebook import Rulebook

RULES = Rulebook.packaged()
PIECES = st.sampled_from(
    [
        "订单号",
        "：",
        "6931770245518836027",
        "260914-402716338850917",
        "13812345678",
        "110105194912310029",
        "9月3日",
        "SF1409217735602",
        "昨天",
        "199元",
        "￥59.9",
        "两百多块",
        "在拼多多",
        "「云梯家居」",
        "买了台空气炸锅",
        "要求退款",
        "没收到货",
        "显示已签收",
        "有截图",
        "张*丽",
        "１２",
        "*",
        "-",
        "，",
        "。",
        "\n",
        "😡",
        "、",
        "复制",
        "A",
        "某",
        "【",
        "】",
        "“",
        "”",
        "元",
        "号",
        "月",
        " ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60))


def facts(text: str):  # type: ignore[no-untyped-def]
    draft = Draft(text)
    return find_facts(draft, RULES.scan(draft), RULES, None)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_spans_are_exact_in_order_and_every_fact_says_why(text: str) -> None:
    found = facts(text)
    for fact in found:
        assert fact.text == text[fact.span.start : fact.span.end] != ""
        assert fact.why
        assert fact.value
        assert 0 <= fact.confidence <= 1
        assert fact.kind in RULES.facts
    assert [f.span.start for f in found] == sorted(f.span.start for f in found)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_the_same_text_gives_the_same_facts_and_planes_of_its_length(text: str) -> None:
    assert facts(text) == facts(text)
    draft = Draft(text)
    planes = fact_planes(draft, RULES.scan(draft), RULES)
    assert [len(p) for p in planes] == [len(text)] * 7


@pytest.mark.parametrize(
    "text",
    ["订单号：6931770245518836027", "快递单号：78310928471123", "手机号13812345678", "身份证110105194912310029"],
)
def test_the_normal_form_of_a_number_survives_another_analysis(text: str) -> None:
    (first,) = facts(text)
    label = text[: first.span.start]
    (again,) = facts(label + first.value)
    assert (again.kind, again.value) == (first.kind, first.value)


UNITS = [
    "1",
    "一",
    "1 ",
    "2026-",
    "9.",
    "订单号1 ",
    "退款",
    "要求退",
    "张*",
    "“",
    "店",
    "12:",
    "￥1,",
    "a1-",
    "收到",
    "9月",
]
UNITS += ["请核实，", "退款，", "把钱还给我，", "一万", "大众客服", "安心贷", "速腾", "买了一个"]
UNITS += ["花了1", "截图", "0512-", "某", "中通"]


@pytest.mark.parametrize("unit", UNITS)
def test_cost_grows_with_the_length_alone(unit: str) -> None:
    """Four times the worst text takes four times as long, and room for a busy machine; squared it would be sixteen."""

    def once(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        facts(text)
        return time.process_time() - start

    def cost(length: int) -> float:
        return min(once(length) for _ in range(3))

    assert cost(48_000) <= 11 * max(cost(12_000), 0.03)
