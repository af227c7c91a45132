"""What narrows a case down: stations by their names, counts of calls; told beside the facts, not among them."""

from __future__ import annotations

import pytest

import tousu
from tests.facts.conftest import Find


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("快递在城南幸福里网点", "城南幸福里网点"),
        ("9月3日到达义乌集散中心", "义乌集散中心"),
        ("直接放在菜鸟驿站（阳光里店）", "菜鸟驿站（阳光里店）"),
        ("扔到兔喜", "兔喜"),
    ],
)
def test_a_station_is_known_by_its_name(find: Find, text: str, name: str) -> None:
    assert [f.text for f in find(text, "station")] == [name]


@pytest.mark.parametrize("text", ["直接放在驿站", "小区门口的快递柜", "当地网点不理人"])
def test_a_kind_of_station_names_none(find: Find, text: str) -> None:
    assert not find(text, "station")


@pytest.mark.parametrize(
    ("text", "count", "role"),
    [
        ("打了五次客服电话", "5", "called"),
        ("联系商家3次", "3", "contacted"),
        ("投诉三四次都没用", "3-4", "complained"),
        ("发动机修了2次", "2", "repaired"),
        ("4次电话没人接", "4", "called"),
        ("打了十多次电话", "10+", "called"),
    ],
)
def test_how_often_something_was_done(find: Find, text: str, count: str, role: str) -> None:
    assert [(f.value, f.role) for f in find(text, "contact_count")] == [(count, role)]


@pytest.mark.parametrize("text", ["打了无数次电话", "找了三个人帮忙", "维修5个月还没好", "上门维修费80元"])
def test_what_counts_something_else_is_no_count_of_calls(find: Find, text: str) -> None:
    assert not find(text, "contact_count")


def test_details_are_told_beside_the_facts() -> None:
    analysis = tousu.analyze("工号2037的客服说查不到，打了3次电话，支付单号4200001234202609031234567890。")
    assert {d.kind for d in analysis.details} == {"staff_number", "contact_count", "payment_number"}
    assert not {f.kind for f in analysis.facts} & {d.kind for d in analysis.details}
    assert all(d.span.of(analysis.text) == d.text for d in analysis.details)
