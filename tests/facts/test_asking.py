"""Clauses that ask by their place, whatever they ask for; what is only told asks nothing."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Find


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("希望厂家召回同批次的扫地车", ["召回"]),
        ("要求物业公示电梯广告收入", ["公示电梯广告收入"]),
        ("请把扣走的工本费还给我", ["把扣走的工本费还给我"]),
        ("以后别再给我爸打推销电话", ["别再给我爸打推销电话"]),
        ("把没用完的九次护理退给我，谢谢", ["把没用完的九次护理退给我"]),
        ("请退款，公示收费依据，查处这家店", ["退款", "公示收费依据", "查处"]),
        ("申请退货，到今天没人理", ["退货"]),
        ("按主播讲的赠品补给我", ["按主播讲的赠品补给我"]),
        ("没有货就按双倍定金赔我", ["按双倍定金赔我"]),
        ("尽快安排师傅上门", ["安排师傅上门"]),
        ("多扣的两百还我", ["多扣的两百还我"]),
        ("三件一起退吧", ["三件一起退"]),
        ("给个准信", ["给个准信"]),
        ("重新给我调一遍", ["重新给我调一遍"]),
        ("要求工厂出一份鉴定报告", ["出一份鉴定报告"]),
        ("换货，运费他们出", ["换货", "运费他们出"]),
        ("修不好换个新壳子", ["换个新壳子"]),
        ("门诊的收据都得赔", ["门诊的收据都得赔"]),
        ("退剩余课时费", ["退剩余课时费"]),
        ("原图全部发给我", ["原图全部发给我"]),
        ("看病的钱你们出", ["看病的钱你们出"]),
        ("要求拆机费由厂家承担", ["拆机费由厂家承担"]),
        ("我提出把旧款换成新款", ["把旧款换成新款"]),
        ("要求解封", ["解封"]),
        ("请厂家核实原因，三天内书面答复", ["核实原因", "书面答复"]),
    ],
)
def test_a_clause_that_asks_is_a_demand(find: Find, text: str, phrases: list[str]) -> None:
    assert [f.text for f in find(text, "demand")] == phrases


@pytest.mark.parametrize(
    "text",
    [
        "客服要求我提供三张照片",
        "商家说希望我改好评",
        "他们把原装的换成了杂牌",
        "这种做法让人心寒",
        "请问运费谁出",
        "市场监管局还没有回信",
        "商家马上给我打了电话",
        "按流程处理要等三天",
        "钱一直没退我",
        "最后免费换了一台",
        "医生要求减少用眼",
        "店里给出的解释是受潮",
        "重新发动后还是抖",
        "我说退，对方同意",
        "公司答应罚款由他们承担",
        "检测报告可以提供",
    ],
)
def test_what_others_ask_or_what_is_told_is_none(find: Find, text: str) -> None:
    assert not find(text, "demand")


def test_a_sum_in_words_belongs_to_the_demand(find: Find) -> None:
    assert [f.text for f in find("要求赔偿三千元", "demand")] == ["赔偿三千元"]
