"""Amounts of money, what they are, and what only looks like money."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Find


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("花了199元", "199元", "199.00"),
        ("￥1,299.00", "￥1,299.00", "1299.00"),
        ("¥59.9", "¥59.9", "59.90"),
        ("199块9买的", "199块9", "199.90"),
        ("两百块", "两百块", "200.00"),
        ("一百九十九元", "一百九十九元", "199.00"),
        ("一千零五块钱", "一千零五块钱", "1005.00"),
        ("1.2万元", "1.2万元", "12000.00"),
        ("一万四千块", "一万四千块", "14000.00"),
        ("实付1280", "1280", "1280.00"),
        ("开了季卡，8.8一个月", "8.8", "8.80"),
        ("充了两百二", "两百二", "220.00"),
        ("两百多块", "两百多块", "200.00+"),
        ("约300元", "约300元", "~300.00"),
        ("300元左右", "300元左右", "~300.00"),
        ("至少500元", "至少500元", "500.00+"),
        ("不到100元", "不到100元", "100.00-"),
        ("八百定金", "八百", "800.00"),
        ("退我400差价", "400", "400.00"),
        ("赔1800违约金", "1800", "1800.00"),
        ("几百块", "几百块", "几百块"),
        ("１９９元", "１９９元", "199.00"),
        ("空气炸锅，299，用了两次", "299", "299.00"),
    ],
)
def test_an_amount_has_its_span_and_normal_form(find: Find, text: str, phrase: str, value: str) -> None:
    assert [(f.text, f.value) for f in find(text, "amount")] == [(phrase, value)]


@pytest.mark.parametrize(
    "text",
    [
        "两块屏幕都裂了", "行驶1万多公里", "买了3箱", "打了12315", "订单尾号7719，没收到", "实测71，标称90",
        "元旦买的", "3元素面霜", "第2块电池", "用了500毫升", "满2年", "充了3次电", "收到2台",
        "要扣百分之二十的手续费", "排号排到五万多号",
    ],
)  # fmt: skip
def test_counts_and_measures_are_no_money(find: Find, text: str) -> None:
    assert not find(text, "amount")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("实付199元", "paid"),
        ("原价299元", "price"),
        ("运费12元", "freight"),
        ("12元运费", "freight"),
        ("退款199元", "refund"),
        ("赔偿500元", "compensation"),
        ("交了500元定金", "deposit"),
        ("违约金300元", "fee"),
    ],
)
def test_the_words_beside_an_amount_say_what_it_is(find: Find, text: str, role: str) -> None:
    assert [f.role for f in find(text, "amount")] == [role]
