"""What is asked for, what is refused, and what is only told."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Find
from tousu.facts.demands import demand_of
from tousu.rulebook import Rulebook


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("要求全额退款", ["refund"]),
        ("请求退货退款", ["refund_return"]),
        ("希望尽快补发", ["reship"]),
        ("诉求：退一赔三", ["triple"]),
        ("要求换货、道歉", ["exchange", "apology"]),
        ("必须关闭自动续费", ["stop_charge"]),
        ("请平台介入", ["handle"]),
        ("商家不给退款", ["refund"]),
    ],
)
def test_demands_have_the_id_of_the_remedy(find: Find, text: str, ids: list[str]) -> None:
    assert [f.value for f in find(text, "demand")] == ids


def test_the_sum_belongs_to_the_demand(find: Find) -> None:
    assert [f.text for f in find("要求退款199元", "demand")] == ["退款199元"]


@pytest.mark.parametrize(
    "text",
    ["商家已经同意退款", "客服要求提供视频", "退款记录在附件", "客服说“可以换货”", "质保维修单还在"],
)
def test_what_is_told_is_no_demand(find: Find, text: str) -> None:
    assert not find(text, "demand")


def test_a_refusal_tells_a_demand_only_where_nothing_else_does(find: Find) -> None:
    assert [f.text for f in find("商家不给退款，我要求换货", "demand")] == ["换货"]
    assert [f.role for f in find("商家不给退款", "demand")] == ["refused"]


@pytest.mark.parametrize(
    ("phrase", "id_"),
    [
        ("把钱退回来", "refund"),
        ("把人开除", "punish"),
        ("再退一半", "refund"),
        ("赔我一千", "compensation"),
        ("别扭", "other"),
    ],
)
def test_a_phrase_of_the_tagger_gets_an_id(rulebook: Rulebook, phrase: str, id_: str) -> None:
    assert demand_of(phrase, rulebook) == id_
