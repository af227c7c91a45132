"""A blank that waits for the writer is no fact, whatever its words look like."""

import pytest

import tousu
from tousu.draft import blanks_in


@pytest.mark.parametrize(
    "text",
    [
        "我联系客服好几次【请补充：具体次数】没人管，要求退款。",
        "花了好几百块【请补充：具体金额】买的水壶坏了",
        "商品或服务：【请补充：商品名称】\n订单号：【请补充：订单号】\n收到的水壶是坏的",
        "【请补充：快递公司】把水壶弄丢了，要求赔偿89元",
    ],
)
def test_no_fact_lies_in_a_blank(text: str) -> None:
    analysis = tousu.analyze(text)
    facts = (*analysis.facts, *analysis.details)
    assert not [f for f in facts if any(f.span.overlaps(blank) for blank in blanks_in(text))]
    assert "关于具体" not in analysis.rewrite.statement


def test_what_stands_in_brackets_of_its_own_is_a_title_still() -> None:
    facts = tousu.analyze("我买的【冬季加绒保暖卫衣】起球了，要求退货").facts
    assert any(f.kind == "product" and "卫衣" in f.text for f in facts)
