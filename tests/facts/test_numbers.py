"""What a long number is: label beats length, shape and checks settle the rest."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.conftest import Find
from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.rulebook import Rulebook

NUMBERS = ("order_number", "tracking_number", "payment_number", "ticket_number", "phone", "id_number", "bank_card")


def numbers(find: Find, text: str) -> list[tuple[str, str]]:
    return [(f.kind, f.text) for f in find(text) if f.kind in NUMBERS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单号：6931770245518836027", [("order_number", "6931770245518836027")]),
        ("订单260712-118273366410，还没发", [("order_number", "260712-118273366410")]),
        ("订单编号是307193384620，还没发", [("order_number", "307193384620")]),
        ("【订单号】3018227590461183620", [("order_number", "3018227590461183620")]),
        ("订单号６９３１７７０２４５５１８８３６０２７", [("order_number", "６９３１７７０２４５５１８８３６０２７")]),
        ("订单号：6931 7702 4551 8836 027", [("order_number", "6931 7702 4551 8836 027")]),
        ("订单号：69317702455\n18836027", [("order_number", "69317702455\n18836027")]),
        ("订单号6931770245518836027复制", [("order_number", "6931770245518836027")]),
        ("单号 260914-402716338850917 没动", [("order_number", "260914-402716338850917")]),
        ("拼多多260914－402716338850917", [("order_number", "260914－402716338850917")]),
        ("260914—402716338850917", [("order_number", "260914—402716338850917")]),
        ("P716402883395170264这单", [("order_number", "P716402883395170264")]),
        ("亚马逊 114-7362819-0048213", [("order_number", "114-7362819-0048213")]),
        ("订单号6917****21", [("order_number", "6917****21")]),
        ("京东单号6917****2100", [("order_number", "6917****2100")]),
        ("顺丰单号SF1044****5678", [("tracking_number", "SF1044****5678")]),
        ("订单尾号7719", [("order_number", "7719")]),
        ("订单号后四位：3391", [("order_number", "3391")]),
        (
            "订单号：307193384620、305517729233、305517729418",
            [("order_number", n) for n in ("307193384620", "305517729233", "305517729418")],
        ),
        ("订单号：13812345678", [("order_number", "13812345678")]),
    ],
)
def test_an_order_number_is_found_by_label_or_unmistakable_shape(find: Find, text: str, expected: object) -> None:
    assert numbers(find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我的电话13812345678",
        "身份证号110105194912310029",
        "商品编号：6931770245518836027",
        "条形码6931770245518",
        "ISBN9787301234567",
        "生产批号20260914031",
        "型号KFR-35GW/26",
        "时间20260903142233",
        "取件码 12-3-4567",
        "重2100克，付了1299元",
        "支付单号2026090322001412345678901234",
        "快递单号：78310928471123",
        "统一社会信用代码91310115MA1K4ABC2X",
        "会员号 883102947756",
        "车架号LSVAA4182E2184873",
        "合同编号2026091400385512",
    ],
)
def test_other_numbers_are_never_taken_for_an_order_number(find: Find, text: str) -> None:
    assert not find(text, "order_number")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("手机号 138 1234 5678", "phone", "13812345678"),
        ("联系电话：+86 13812345678", "phone", "13812345678"),
        ("电话138****5678", "phone", "138****5678"),
        ("座机021-62345678", "phone", "02162345678"),
        ("身份证110105194912310029", "id_number", "110105194912310029"),
        ("本人1101**********0029", "id_number", "1101**********0029"),
        ("银行卡号6222021234567890128", "bank_card", "6222021234567890128"),
        ("微信支付单号4200001234202609031234567890", "payment_number", "4200001234202609031234567890"),
        ("工单号：20260915008871", "ticket_number", "20260915008871"),
        ("投诉编号 17390000001", "ticket_number", "17390000001"),
    ],
)
def test_personal_and_other_numbers_keep_their_kind(find: Find, text: str, kind: str, value: str) -> None:
    assert [(f.kind, f.value) for f in find(text) if f.kind in NUMBERS] == [(kind, value)]


@pytest.mark.parametrize("text", ["客服热线400-820-8820", "拨打12315", "打95338没人接", "去12345反映"])
def test_public_hotlines_are_no_phones(find: Find, text: str) -> None:
    assert not find(text, "phone")


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("快递单号：78310928471123", "78310928471123", ""),
        ("顺丰SF1409217735602", "SF1409217735602", ""),
        ("YT8807315529946一直不动", "YT8807315529946", ""),
        ("中通78310928471123", "78310928471123", ""),
        ("退货单号：773508217764093", "773508217764093", "return"),
        ("单号JDVC48210077263", "JDVC48210077263", ""),
    ],
)
def test_parcel_numbers_by_label_prefix_or_carrier_beside(find: Find, text: str, value: str, role: str) -> None:
    assert [(f.value, f.role) for f in find(text, "tracking_number")] == [(value, role)]


def test_a_pasted_order_page_gives_all_its_numbers(find: Find) -> None:
    page = "平台：唯品会\n订单号：26092703157746\n实付：¥89.90\n快递：韵达快递 434507718829036\n工号2037的客服"
    found = [(f.kind, f.value) for f in find(page) if f.kind in (*NUMBERS, "staff_number")]
    assert found == [
        ("order_number", "26092703157746"),
        ("tracking_number", "434507718829036"),
        ("staff_number", "2037"),
    ]


def test_a_carrier_is_named_only_where_the_prefix_proves_it(find: Find) -> None:
    assert "顺丰" in find("SF1409217735602", "tracking_number")[0].why
    assert not find("78310928471123", "tracking_number")


def test_a_tail_is_said_to_be_partial(find: Find) -> None:
    (fact,) = find("订单尾号7719", "order_number")
    assert fact.role == "partial"
    assert "部分" in fact.why


def test_a_payment_number_is_no_order_number_even_behind_its_label(find: Find) -> None:
    assert numbers(find, "订单号：4200001234202609031234567890") == [("payment_number", "4200001234202609031234567890")]


@settings(deadline=None, max_examples=200)
@given(length=st.integers(8, 21), seed=st.integers(0, 10**9))
def test_digits_without_a_label_are_never_a_confident_order_number(length: int, seed: int) -> None:
    rulebook = _rulebook()
    digits = "".join(random.Random(seed).choices("0123456789", k=length))
    draft = Draft(f"我买的东西坏了{digits}请处理")
    for fact in find_facts(draft, rulebook.scan(draft), rulebook, None):
        assert fact.kind != "order_number" or fact.confidence < 0.8


def _rulebook(_kept: list[Rulebook] = []) -> Rulebook:  # noqa: B006  # one rulebook for all examples
    if not _kept:
        _kept.append(Rulebook.packaged())
    return _kept[0]
