"""Platforms, carriers and shops by name, label and context."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Find


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("在拼多多买的", "pinduoduo"),
        ("天猫超市下单", "tmall"),
        ("抖音商城买了台风扇", "douyin"),
        ("JD自营买的", "jd"),
        ("在“云梯听书”APP充了会员", "云梯听书"),
        ("我在微信上买的", "weixin"),
        ("找去哪儿客服三次", "qunar"),
        ("大麦显示退票中", "damai"),
        ("6月2日猫眼上买的票", "maoyan"),
        ("我的支付宝账号被冻结", "alipay"),
        ("某宝上买的花盆", "taobao"),
        ("得到会员到期不让退", "得到"),
        ("在58上找的房子", "wuba"),
        ("扣了218，是喜听app", "喜听"),
        ("丁香医生的问诊没接通", "丁香医生"),
        ("作业帮的直播课", "作业帮"),
    ],
)
def test_a_platform_has_its_id_or_its_name(find: Find, text: str, value: str) -> None:
    assert [f.value for f in find(text, "platform")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "我要发抖音",
        "微信转账给他",
        "用支付宝付的款",
        "京东快递送来的",
        "九两肉去哪儿了",
        "满满当当一箱",
        "照片被他们的抖音用了",
        "我平时跑滴滴",
        "苏宁生活广场买的冰箱",
        "这是什么狗东西",
        "钱没有得到退还",
        "客厅的猫眼坏了",
        "团长在微信群里收了钱",
        "让我去公众号再跳到小程序",
    ],
)
def test_a_name_that_is_no_place_of_purchase_is_no_platform(find: Find, text: str) -> None:
    assert not find(text, "platform")


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("顺丰一直不派送", "顺丰", "sf"),
        ("中通快递丢件", "中通快递", "zto"),
        ("京东物流送到", "京东物流", "jdl"),
        ("京东快递员放门口", "京东快递", "jdl"),
        ("极兔速递", "极兔速递", "jt"),
        ("邮政的包裹停了十天", "邮政", "chinapost"),
    ],
)
def test_a_carrier_has_its_id(find: Find, text: str, phrase: str, value: str) -> None:
    assert [(f.text, f.value) for f in find(text, "carrier")] == [(phrase, value)]


@pytest.mark.parametrize("text", ["放菜鸟驿站了", "邮政储蓄卡", "不合理地跨越了"])
def test_stations_and_banks_are_no_carriers(find: Find, text: str) -> None:
    assert not find(text, "carrier")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("店铺名称：云梯家居旗舰店\n其他", "云梯家居旗舰店"),
        ("在抖音「半夏童鞋」买的", "半夏童鞋"),
        ("我在禾木家电专营店购买", "禾木家电专营店"),
        ("4S店说不保", "4S店"),
        ("中国移动客服打来", "中国移动"),
        ("被投诉人：安禾科技有限公司", "安禾科技有限公司"),
    ],
)
def test_a_shop_is_found_by_label_quotes_or_what_its_name_ends_with(find: Find, text: str, phrase: str) -> None:
    assert [f.text for f in find(text, "merchant")] == [phrase]


@pytest.mark.parametrize(
    "text", ["商家不理我", "客服说不退", "快递公司不管", "找了家培训机构", "去医院看了", "退到中国银行储蓄卡"]
)
def test_kinds_of_parties_are_no_names(find: Find, text: str) -> None:
    assert not find(text, "merchant")
