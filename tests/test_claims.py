"""The smallest things a text states, and their normal form."""

import time

import pytest

from tousu.claims import find_claims, han_number
from tousu.draft import Draft


def keys(text: str, kind: str) -> list[str]:
    return [c.key for c in find_claims(Draft(text)) if c.kind == kind]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("两百二", 220),
        ("一千零五", 1005),
        ("十二", 12),
        ("二十一", 21),
        ("三", 3),
        ("一万", 10000),
        ("两万三", 23000),
        ("一百零二", 102),
    ],
)
def test_a_chinese_numeral_has_a_value(word: str, value: int) -> None:
    assert han_number(word) == value


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("修了三次", "count", ["3次"]),
        ("修了３回", "count", ["3次"]),
        ("约３天", "count", ["约3天"]),
        ("不到三天", "count", ["<3天"]),
        ("¥1,299.00", "count", ["1299元"]),
        ("1.2万元", "count", ["12000元"]),
        ("单号SF1020304050607", "identifier", ["sf1020304050607"]),
        ("电话138****5678", "identifier", ["138****5678"]),
        ("花了一万六", "number", ["16000"]),
        ("没有收到货", "negation", ["收到"]),
        ("一直没有给我回复", "negation", ["回复"]),
        ("盖子打不开", "negation", ["打不开"]),
        ("一句道歉都没有", "negation", ["道歉"]),
        ("连句对不起也没", "negation", ["道歉"]),
        ("一直没有理会", "negation", ["回复"]),
        ("这人太不负责任", "negation", []),
        ("科目二一次没约上", "count", ["1次"]),
        ("听邻居说是旧机", "modality", ["hedge"]),
        ("第二天和隔天", "time", ["次日", "次日"]),
        ("银行柜台拒绝我", "act", ["卖方→拒绝→我"]),
        ("不退款我就起诉", "negation", []),
        ("不好意思打扰了", "negation", []),
        ("1、屏幕碎了", "number", []),
        ("客服联系我", "act", ["卖方→联系→我"]),
        ("疑似翻新", "modality", ["hedge"]),
        ("承诺书在附件", "modality", []),
        ("【请补充：9月3日的截图】", "count", []),
    ],
)
def test_a_claim_has_a_normal_form(text: str, kind: str, expected: list[str]) -> None:
    assert keys(text, kind) == expected


@pytest.mark.parametrize(
    "text", ["一万遍也没用", "打了八百次电话", "一个客服", "有一家店", "一件都没收到", "只有两个字"]
)
def test_a_figure_of_speech_is_weak(text: str) -> None:
    assert all(c.weak for c in find_claims(Draft(text)) if c.kind == "count")


@pytest.mark.parametrize("piece", ["一", "不", "没给我", "1", "1,", "a1-", "我", "“", "约", "不到三"])
def test_claims_are_found_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    find_claims(Draft(text))
    assert time.perf_counter() - start < 3


def test_bare_figures_that_count_the_lines_of_a_list_state_nothing() -> None:
    assert keys("1门锁坏了\n2人在里面\n3打不开", "count") == []
    assert keys("1门锁坏了\n2人在里面\n3打不开", "number") == []
    # What does not count from one is told.
    assert keys("2人在里面\n3打不开", "count") == ["2人"]


@pytest.mark.parametrize(
    "text", ["我有三点要求：退款、道歉、换新", "诉求两条：退款、道歉", "我的要求有2点：退款、道歉"]
)
def test_how_many_demands_follow_is_weak(text: str) -> None:
    """Each of them stands there itself."""
    assert all(c.weak for c in find_claims(Draft(text)) if c.kind == "count")
