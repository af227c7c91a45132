"""What stands where in a statement: what is asked for, what can be shown, what was paid, what the case is named by."""

from __future__ import annotations

import pytest

import tousu


def statement(draft: str) -> str:
    made = tousu.analyze(draft).rewrite.statement
    assert tousu.verify(draft, made).ok
    return made


@pytest.mark.parametrize(
    ("draft", "demand"),
    [
        ("门锁坏了。我的诉求很明确：第一，退还押金800元；第二，公开道歉。", "诉求：退还押金800元。"),
        ("毛衣起球严重，10月3日买的。请问能否退货？", "诉求：请问能否退货？"),
        ("少了一只拖鞋。能不能给我补发一个？", "诉求：能不能给我补发一个？"),
        ("鱼缸炸了。要求赔付，最少500元。", "诉求：要求赔付，最少500元。"),
        ("茶叶发霉。我要三倍赔偿，即897元。", "诉求：我要三倍赔偿，即897元。"),
        ("书柜断了一条腿。我有三点要求：1.退款200元。2.道歉。3.补发配件。", "诉求：退款200元。道歉。补发配件。"),
        ("书柜断了一条腿。我有两点要求，第一退款200元，第二道歉。", "诉求：退款200元。道歉。"),
        ("书柜断了一条腿。要求：1.退款200元2.书面道歉", "诉求：退款200元。书面道歉。"),
        ("地砖铺到一半走了。回来接着铺，不然退我五百元。", "诉求：回来接着铺，不然退我五百元。"),
        ("书柜断了一条腿。你们当我傻吗？退我差价28元，立刻马上", "诉求：请退我差价28元。"),
    ],
)
def test_a_demand_stands_under_its_heading(draft: str, demand: str) -> None:
    assert demand in statement(draft)


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("豆浆机漏水。三包凭证收在抽屉里，印着三年，店里不认。请修好。", "三包凭证收在抽屉里，印着三年，店里不认。"),
        ("9月3日买了冰箱，要求送货上门，送到驿站就走了。请退运费50元。", "9月3日买了冰箱，要求送货上门，"),
    ],
)
def test_what_is_understood_beside_what_stands_before_it_stays(draft: str, told: str) -> None:
    assert told in statement(draft)


@pytest.mark.parametrize("draft", ["我问客服能不能退，客服说不能。", "桌子晃。能不能退也没人说。"])
def test_what_was_asked_then_is_no_demand(draft: str) -> None:
    assert "诉求：能不能" not in statement(draft)


@pytest.mark.parametrize(
    ("draft", "shown"),
    [
        ("我拍了照片8张、视频1段发给客服，客服不理。", "证据：照片8张、视频1段。"),
        ("要求退车。已附检测报告，共6页。", "证据：已附检测报告，共6页。"),
        ("桌子晃。附件1为聊天截图，附件2为发票照片。", "证据：附件1为聊天截图。附件2为发票照片。"),
    ],
)
def test_what_is_handed_in_is_evidence(draft: str, shown: str) -> None:
    assert shown in statement(draft)


@pytest.mark.parametrize("draft", ["附近的门店都不给修，热水器漏水。", "情况是这样的：我10月2号买的锅漏了。"])
def test_no_attachment_and_no_opening_line(draft: str) -> None:
    made = statement(draft)
    assert "证据：附近" not in made
    assert "情况是这样的" not in made


@pytest.mark.parametrize(
    ("draft", "paid"),
    [
        ("在网上买了面膜，用了脸肿，去医院花了320元。", ""),
        ("相机寄丢了，请按保价金额3000元赔。", ""),
        ("台灯不亮，要求退款120元，退运费8元，合计128元。", ""),
        ("每月扣15元，扣了10个月，合计150元，视频会员我没开。", ""),
        ("买了三件衣服，一共花了436元，都掉色。", "金额：436元"),
        ("在口腔医院种牙花了12000元，三个月就掉了。", "金额：12000元"),
    ],
)
def test_only_what_was_paid_for_it_is_the_amount(draft: str, paid: str) -> None:
    made = statement(draft)
    assert paid in made
    assert bool(paid) == ("金额：" in made)


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        ("我的包裹十天没有动。", "包的投诉"),
        ("序列号KX88ZQ2230917，买来就打不开。", "KX88"),
        ("垃圾！再这样我就发到抖音小红书让大家看看。蛋糕是馊的。", "小红书的投诉"),
    ],
)
def test_the_case_is_not_named_by_what_is_mentioned_in_passing(draft: str, name: str) -> None:
    made = statement(draft)
    assert name not in made.splitlines()[0]
    assert "投诉对象：小红书" not in made
