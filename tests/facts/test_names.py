"""Where names begin and end, which thing is the product, and which name is whose."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Find
from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.models import Models
from tousu.rulebook import Rulebook


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("目前青禾汽修厂不肯返工", "青禾汽修厂"),
        ("后来联系到云麓家政", "云麓家政"),
        ("拖到了上饶吉利店", "上饶吉利店"),
        ("打大众客服没人接", "大众"),
        ("周六在云上小厨（人民路店）吃的", "云上小厨（人民路店）"),
        ("淘宝花信手作，一束199", "花信手作"),
        ("去联通营业厅销户", "联通营业厅"),
        ("【商家】一品果业，抖音", "一品果业"),
        ("云帆汽配，胎压传感器装反了", "云帆汽配"),
        ("我在千叶美甲做美甲", "千叶美甲"),
        ("花店半夏小园，母亲节订的花没送", "半夏小园"),
        ("主播“老街杂货”在喊包退", "老街杂货"),
        ("听雨山房老板说退不了", "听雨山房"),
        ("在文昌教育交了13500", "文昌教育"),
    ],
)
def test_a_shop_s_name_is_free_of_the_words_before_it(find: Find, text: str, name: str) -> None:
    assert [f.text for f in find(text, "merchant")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "反复催厂家也没用",
        "2018款230tsi自动挡汽车",
        "售后服务站说没货",
        "附近加油站排队",
        "跑了好几趟营业厅",
        "市教育局和普惠金融部都去过",
        "合同最终解释权归门店",
        "共享汽车押金不退",
        "让我去找租赁公司",
        "机票酒店都订好了",
        "孩子在儿童乐园摔了",
        "已经到了南宁分拨中心",
        "商家发货慢",
        "小区门口的便利店老板说没见过",
        "他还教育我一通",
        "大润发楼下有人发传单",
        "云禾燃气热水器打不着火",
        "隔壁是家卖瓷砖的",
    ],
)
def test_kinds_of_shops_and_things_are_no_names(find: Find, text: str) -> None:
    assert not find(text, "merchant")


def test_once_the_dealer_is_named_4s_is_the_dealer_again(find: Find) -> None:
    assert [f.text for f in find("4S店一直拖着", "merchant")] == ["4S店"]
    assert [f.text for f in find("在临江市广本4S店买的，后来4s店不认", "merchant")] == ["临江市广本4S店"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大众朗逸1.6自动挡轿车，开了两年", "大众朗逸1.6自动挡轿车"),
        ("2017款速腾方向盘异响", "2017款速腾"),
        ("华为P40屏幕碎了", "华为P40"),
        ("买了京东省心卡套餐", "套餐"),
    ],
)
def test_models_and_codes_name_a_product(find: Find, text: str, name: str) -> None:
    assert any(name in f.text for f in find(text, "product"))


@pytest.mark.parametrize("text", ["他爱打高尔夫球", "新买的polo衫起球"])
def test_a_model_inside_another_word_is_none(find: Find, text: str) -> None:
    assert not [f for f in find(text, "product") if "型号" in f.why]


def test_parts_and_gifts_are_not_what_was_bought(find: Find) -> None:
    assert [f.text for f in find("速腾开了一年，轮胎鼓包，电瓶也坏了", "product")] == ["速腾"]
    assert [f.text for f in find("网上买的轮胎鼓包了", "product")] == ["轮胎"]


def test_things_named_in_one_breath_are_all_products(find: Find) -> None:
    assert [f.text for f in find("买了两双袜子和一件卫衣", "product")] == ["袜子", "卫衣"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青橙易贷的催收打到我单位", "青橙易贷"),
        ("月石分期app打不开", "月石分期"),
        ("在淘宝天猫超市买的", "淘宝天猫超市"),
        ("玩王者荣耀被封号", "王者荣耀"),
    ],
)
def test_lenders_apps_and_double_names_are_platforms(find: Find, text: str, name: str) -> None:
    assert [f.text for f in find(text, "platform")] == [name]


@pytest.mark.parametrize(
    "text", ["我办了免息分期", "每月要还房贷", "雨滴滴答答下了一夜", "送我一张京东卡", "带老人出去转转"]
)
def test_kinds_of_loans_and_plain_words_are_no_platforms(find: Find, text: str) -> None:
    assert not find(text, "platform")


@pytest.mark.parametrize("text", ["请商家提供退款凭证", "客服发来一张打包照片", "天天发催收短信"])
def test_what_is_asked_for_or_shown_by_others_is_no_evidence(find: Find, text: str) -> None:
    assert not find(text, "evidence")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("修车要一万六", "16000.00"),
        ("本金三万多", "30000.00+"),
        ("花了一万九千八", "19800.00"),
        ("运费5~10元", "5.00..10.00"),
        ("刚买就降了400，", "400.00"),
    ],
)
def test_sums_in_thousands_and_ranges(find: Find, text: str, value: str) -> None:
    assert [f.value for f in find(text, "amount")] == [value]


@pytest.mark.parametrize("text", ["跑了三万多公里", "有百万粉丝", "来了一百多个人", "做了一百多项检测", "2020.5的车"])
def test_what_is_counted_otherwise_is_no_money(find: Find, text: str) -> None:
    assert not find(text, "amount")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在青禾记忆报的速记班", "青禾记忆"),
        ("从云岭小雅买的窗帘褪色", "云岭小雅"),
        ("我在松果洗护做的皮衣翻新", "松果洗护"),
    ],
)
def test_where_something_was_bought_or_done_is_a_shop_by_its_place(find: Find, text: str, name: str) -> None:
    assert [f.text for f in find(text, "merchant")] == [name]


@pytest.mark.parametrize(
    "text", ["在手机上买的", "在楼下买的", "在你们店里买的", "后来去实体店买", "在拼多多买的", "现在买的人多"]
)
def test_where_anybody_buys_is_no_shop_by_name(find: Find, text: str) -> None:
    assert not find(text, "merchant")


def test_a_name_that_is_met_as_an_app_is_a_platform(find: Find) -> None:
    assert [f.kind for f in find("在云岭租车平台租的车") if f.kind in ("merchant", "platform")] == ["platform"]


def test_the_next_line_of_a_form_is_no_part_of_the_shop_above_it(find: Find) -> None:
    found = find("水壶坏了。\n商家：山野小厨旗舰店\n平台：淘宝")
    assert [(f.kind, f.text) for f in found if f.kind in ("merchant", "platform")] == [
        ("merchant", "山野小厨旗舰店"),
        ("platform", "淘宝"),
    ]


def test_what_a_shop_has_its_name_of_is_what_it_sold(rulebook: Rulebook) -> None:
    draft = Draft("在饿了么「阿婆豆花（河东店）」点的，骑手送到，豆花里有虫")
    facts = find_facts(draft, rulebook.scan(draft), rulebook, Models.packaged().facts)
    assert [(f.text, f.span.start) for f in facts if f.kind == "product"] == [("豆花", draft.text.rindex("豆花"))]
