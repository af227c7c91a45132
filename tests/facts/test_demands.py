"""What is asked for, what is refused, and what is only told."""

from __future__ import annotations

import pytest

import tousu
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
    assert [f.text for f in find("商家不肯退货 6月1日买的风扇", "demand")] == ["退货"]
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
    assert [f.role for f in find("第二天拿去退，店里不认", "demand")] == ["applied"]


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("这钱怎么才能退款呢？", "退款"),
        ("请问这种情况能不能换货", "换货"),
        ("发票开错了，能重开吗", "重开"),
        ("用了三天就卡，我想退货", "退货"),
        ("如缺货则退款", "退款"),
        ("三天内必须把押金退给我", "退给我"),
        ("要求赔偿医药费", "赔偿医药费"),
        ("请协助查件", "协助查件"),
        ("要求退还多收的30元", "退还多收的30元"),
        ("贷款利息你们承担", "贷款利息你们承担"),
        ("160元请还给我", "160元请还给我"),
        ("不处理不行，再不给个说法我就去投诉", "给个说法"),
        ("向店家要求退货退款店家回说不行", "退货退款"),
    ],
)
def test_what_asks_without_a_plain_verb_of_asking(find: Find, text: str, demand: str) -> None:
    assert [f.text for f in find(text, "demand")] == [demand]


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("我不要退货，我要换货", ["换货"]),
        ("要求更换主板才能解决卡顿", ["更换主板"]),
        ("请平台：一、核实驳回的理由；二、支持退货退款", ["核实驳回的理由", "支持退货退款"]),
        ("希望退款，把看牙的钱报了", ["退款", "把看牙的钱报了"]),
        ("我申请客服介入，客服不理，要求退款", ["退款"]),
    ],
)
def test_demands_among_what_is_not_asked_for(find: Find, text: str, demands: list[str]) -> None:
    assert [f.text for f in find(text, "demand")] == demands


@pytest.mark.parametrize(
    "text", ["到期不退款", "商家没有发货", "我不需要赔偿", "客服告知已经登记", "再不处理我就去投诉", "贴了停业通知"]
)
def test_what_did_not_happen_or_is_not_wanted_is_no_demand(find: Find, text: str) -> None:
    assert not find(text, "demand")


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


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("你们等着，我要发微博让你们一台洗衣机都卖不掉！", []),
        ("再不退款我就曝光你们让你们关门", ["退款"]),
    ],
)
def test_what_a_threat_is_after_is_no_demand(text: str, demands: list[str]) -> None:
    assert [f.text for f in tousu.analyze(text).facts if f.kind == "demand"] == demands
