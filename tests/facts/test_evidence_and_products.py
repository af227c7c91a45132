"""Evidence that is held, and products by what surrounds them."""

from __future__ import annotations

import pytest

import tousu
from tests.facts.conftest import Find


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("我有聊天记录", "聊天记录"),
        ("附订单截图", "订单截图"),
        ("开箱视频为证", "开箱视频"),
        ("检测报告显示不合格", "检测报告"),
        ("收到青禾航空短信说可以全退", "短信"),
        ("附：排班表。", "排班表"),
        ("购车合同在我手上", "合同"),
        ("加油小票我没扔", "加油小票"),
        ("刷卡单还有", "刷卡单"),
        ("门铃摄像头录到他踢箱子", "门铃摄像头"),
        ("微信语音我一条没删", "语音"),
    ],
)
def test_evidence_is_a_mention_of_what_is_held(find: Find, text: str, phrase: str) -> None:
    assert [f.text for f in find(text, "evidence")] == [phrase]


def test_the_number_of_an_item_is_no_evidence(find: Find) -> None:
    assert [f.text for f in find("证据：\n1. 合同都在。\n2. 收据在。", "evidence")] == ["合同都在", "收据"]


def test_the_label_of_a_list_is_no_item_of_it(find: Find) -> None:
    assert [f.text for f in find("凭证：照片6张、签收单备注", "evidence")] == ["照片6张", "签收单备注"]


def test_what_is_listed_as_evidence_is_evidence(find: Find) -> None:
    found = [f.text for f in find("要求退款。证据：服务协议、医嘱、孩子写的说明。", "evidence")]
    assert found == ["服务协议", "医嘱", "孩子写的说明"]


@pytest.mark.parametrize(
    "text",
    [
        "客服让我提供视频",
        "我没有录音",
        "商家没有检测报告",
        "没有接到过电话或短信",
        "让店主给我录视频道歉",
        "他们图片显示的是新款",
        "请换一台，提供主板的检测报告",
        "修手机的拷走了我的照片",
        "网盘里的照片被自动清理了",
        "发票我也要开",
        "监控物业说要民警来才给看",
        "已经送检，等报告",
        "按协议提交了申请",
    ],
)
def test_evidence_said_to_be_missing_is_none(find: Find, text: str) -> None:
    assert not find(text, "evidence")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("商品名称：清禾空气炸锅5L", "清禾空气炸锅5L"),
        ("买了台空气炸锅", "空气炸锅"),
        ("购买了清禾电饭煲", "清禾电饭煲"),
        ("下单两箱纸尿裤", "纸尿裤"),
        ("办了一张健身卡", "健身卡"),
        ("【商品】云岭 有机燕麦米5斤", "云岭 有机燕麦米5斤"),
        ("直播间买的“草本舒筋贴”没有用", "草本舒筋贴"),
        ("办理借款的时候没说利息", "借款"),
        ("订的MU5317航班被取消", "MU5317"),
        ("购车座椅说好是真皮", "车座椅"),
        ("2019款 途安L 2018年3月上的牌", "2019款 途安L"),
        ("新车开了两个月变速箱就漏油", "新车"),
        ("我的车子买来半年就生锈", "车子"),
        ("去年提车时答应的事到现在没办", "车"),
        ("机构说能报考自考本科，交了钱", "自考本科"),
        ("在应用里办理客房预订", "客房预订"),
        ("上午坐302公交，扣了两遍钱", "302公交"),
        ("答应换一台发动机", "发动机"),
        ("车是岚山越野，去年提的", "岚山越野"),
        ("28元一份酸汤鱼，里面全是水", "酸汤鱼"),
    ],
)
def test_a_product_stands_behind_labels_counts_and_words_of_buying(find: Find, text: str, phrase: str) -> None:
    assert phrase in [f.text for f in find(text, "product")]


@pytest.mark.parametrize(
    "text",
    [
        "和房东签订一个解约协议",
        "直播间买的“全新正品保证”是假的",
        "主播拍着胸脯说三个疗程就好",
        "订单超过一年已归档",
        "车门异响，车商不管",
        "手机上显示预估五十九",
    ],
)
def test_no_product_is_made_of_verbs_papers_and_praise(find: Find, text: str) -> None:
    assert not find(text, "product")


def test_the_last_guess_is_a_thing() -> None:
    assert [f.text for f in tousu.analyze("如不退90元，我会继续投诉。").facts if f.kind == "product"] == []
    assert [f.text for f in tousu.analyze("我买了电热水壶，坏了。").facts if f.kind == "product"] == ["电热水壶"]


def test_how_many_there_are_is_no_part_of_the_name(find: Find) -> None:
    assert [f.text for f in find("在超市买的纯豆浆24盒，两盒是鼓的，要求退款。", "product")] == ["纯豆浆"]


@pytest.mark.parametrize("word", ["共计", "合计", "共"])
def test_what_leads_to_the_sum_is_no_part_of_the_name(word: str) -> None:
    facts = tousu.analyze(f"我在淘宝买了小鹿牌婴儿湿巾{word}86元，收到是坏的。").facts
    assert [f.text for f in facts if f.kind == "product"] == ["婴儿湿巾"]
