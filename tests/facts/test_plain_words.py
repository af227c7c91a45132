"""Facts told as people talk: sums without a unit, orders without 要求, proofs by what was done with them."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Find


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("电饼铛，一百七十九，用了两天就不热了", "一百七十九", "179.00"),
        ("拉一趟砖说好的运费九十，到了要一百六", "九十", "90.00"),
        ("干洗每件二十五", "二十五", "25.00"),
        ("土鸡二百六一只，炖出来是冻的", "二百六", "260.00"),
        ("多收的那三百五退给我", "三百五", "350.00"),
        ("话费押了小两百", "小两百", "200.00"),
        ("戏票七百六两张", "七百六", "760.00"),
    ],
)
def test_a_sum_in_words_needs_no_unit(find: Find, text: str, phrase: str, value: str) -> None:
    assert (phrase, value) in [(f.text, f.value) for f in find(text, "amount")]


@pytest.mark.parametrize(
    "text",
    [
        "我妈七十六，走不动",
        "量了血压一百五，药师不管",
        "车子跑了三百二十公里",
        "等了二十一天",
        "石榴三十二斤",
        "同一个号打来四十六次",
        "瓷砖断成四块，一块都用不了",
    ],
)
def test_what_is_read_off_or_counted_is_no_sum(find: Find, text: str) -> None:
    assert not find(text, "amount")


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("水壶漏水。退。", "退"),
        ("两百四退我", "两百四退我"),
        ("铁的生锈。换木柄的。", "换木柄的"),
        ("给我接上断掉的那截", "给我接上断掉的那截"),
        ("把定金吐出来", "把定金吐出来"),
        ("照没上的次数退", "照没上的次数退"),
        ("拆洗的钱他们出", "拆洗的钱他们出"),
        ("派个会修的", "派个会修的"),
        ("三块玻璃给换", "三块玻璃给换"),
        ("删掉你们库里我的号", "删掉你们库里我的号"),
        ("给个准信", "给个准信"),
        ("下次别搁门口", "别搁门口"),
    ],
)
def test_an_order_needs_no_word_of_asking(find: Find, text: str, demand: str) -> None:
    assert [f.text for f in find(text, "demand")] == [demand]


@pytest.mark.parametrize(
    "text",
    [
        "老板给我换了一双，这次合脚",
        "客服说按天退",
        "他把拉链修好了",
        "店里写着破损全额退",
        "把我拉黑了",
    ],
)
def test_what_was_done_or_promised_is_no_order(find: Find, text: str) -> None:
    assert not find(text, "demand")


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("坏的那只碗我拍了", "坏的那只碗我拍了"),
        ("纸箱没扔", "纸箱没扔"),
        ("送修单写着主板进水", "送修单"),
        ("合同第四条是这样写的", "合同第四条"),
        ("收条三张", "收条三张"),
        ("送来时就裂，开箱录了像", "开箱录了像"),
    ],
)
def test_a_proof_by_what_was_done_with_it(find: Find, text: str, proof: str) -> None:
    assert [f.text for f in find(text, "evidence")] == [proof]


@pytest.mark.parametrize("text", ["客服让拍，拍了", "他们自己录了像", "四月下的单", "钱我存着呢"])
def test_other_peoples_pictures_and_orders_are_no_proof(find: Find, text: str) -> None:
    assert not find(text, "evidence")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("前年冬至装的窗", "前年冬至"),
        ("去年腊月买的被子", "去年腊月"),
        ("国庆前一天下的单", "国庆前一天"),
        ("开学第一天就坏了", "开学第一天"),
        ("大年二十七寄的腊肉", "大年二十七"),
        ("谷雨订的茶", "谷雨"),
    ],
)
def test_days_by_the_calendar_of_the_people(find: Find, text: str, date: str) -> None:
    assert [f.text for f in find(text, "date")] == [date]


def test_a_price_by_the_piece_is_no_first_of_may(find: Find) -> None:
    assert not find("手套八块五一双", "date")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("多肉三十六，没发", "没发"),
        ("在临川分拨中心停了六天", "在临川分拨中心停了六天"),
        ("快递说放电表箱里了", "放电表箱里"),
    ],
)
def test_where_the_parcel_stays(find: Find, text: str, phrase: str) -> None:
    assert [f.text for f in find(text, "delivery")] == [phrase]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("桥头老郭农机，换了油还是灭火", "桥头老郭农机"),
        ("金雀银匠铺说刻字不退", "金雀银匠铺"),
    ],
)
def test_a_shop_named_by_its_trade(find: Find, text: str, name: str) -> None:
    assert [f.text for f in find(text, "merchant")] == [name]
