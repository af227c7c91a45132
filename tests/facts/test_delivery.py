"""Where the parcel is, negation understood."""

from __future__ import annotations

import pytest

import tousu
from tests.facts.conftest import Find
from tousu.facts.delivery import state_of
from tousu.rulebook import Rulebook


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("付款十天还没发货", ["not_shipped"]),
        ("商家已发货", ["shipped"]),
        ("快递卡在中转站不动", ["stuck"]),
        ("一直显示派送中", ["out_for_delivery"]),
        ("快递扔我家门口", ["station"]),
        ("显示已签收但没收到货", ["signed", "not_received"]),
        ("没有签收过", ["not_received"]),
        ("邻居代收了", ["signed_by_other"]),
        ("直接放驿站了", ["station"]),
        ("我当场拒收", ["refused"]),
        ("10月5日已寄回", ["returned"]),
        ("收到货就坏了", ["received"]),
        ("18号到的", ["received"]),
        ("从来没有收到货", ["not_received"]),
        ("9月2日到的，盒子是扁的", ["received"]),
        ("快递圆通取走了", ["returned"]),
        ("夜里十点才给我送，人都睡了", ["received"]),
        ("商家不理人，退货了也不退钱", ["returned"]),
        ("包裹过不了海关", ["stuck"]),
        ("显示已签收，收到的时候袋子是破的", ["signed"]),
        ("快递挂在门把手上了", ["station"]),
        ("到今天还没有送来", ["not_received"]),
        ("外卖点的热汤，送来是凉的", ["received"]),
        ("收到后标签写着“合格”", ["received"]),
    ],
)
def test_a_phrase_tells_the_state_of_the_parcel(find: Find, text: str, states: list[str]) -> None:
    assert [f.value for f in find(text, "delivery")] == states


@pytest.mark.parametrize(
    "text",
    [
        "收到短信",
        "收到客服电话",
        "收货地址写错",
        "到手价59元",
        "代收货款",
        "寄回期间没有水用",
        "请送货上门",
        "没有收到退款",
        "收到诈骗信息",
        "退款一直没收到",
        "合同是中介代签的",
        "车子送到4S店检查",
        "质保期还没到就漏油",
        "原路退回79元",
        "还让我填签收单",
        "到现在只收到2.6万",
        "财务说没有收到",
        "每次都回“收到”，",
        "今年夏天在途牛报的团",
        "我到了医院，司机还没到",
        "押金还没拿到",
        "前台拿走两张表格",
    ],
)
def test_other_things_received_are_no_delivery(find: Find, text: str) -> None:
    assert not find(text, "delivery")


@pytest.mark.parametrize(
    ("phrase", "state"),
    [
        ("柜子里没取到", "not_received"),
        ("至今未寄", "not_shipped"),
        ("签收人写的前台", "signed"),
        ("在路上转圈", "in_transit"),
    ],
)
def test_a_phrase_of_the_tagger_gets_a_state(rulebook: Rulebook, phrase: str, state: str) -> None:
    assert state_of(phrase, rulebook) == state


def test_a_carrier_is_no_part_of_where_the_parcel_is() -> None:
    # The segmenter cuts 中|通到.
    for text in ("7号中通到了，打开一看烂了一半", "中通到了，箱子破的", "10月3日中通送到了，少一件"):
        facts = tousu.analyze(text).facts
        assert [f.text for f in facts if f.kind == "carrier"] == ["中通"]
        assert not [f.text for f in facts if f.kind == "delivery" and f.text.startswith("通")]
