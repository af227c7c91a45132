"""Blanks are filled in their place and left out with what belongs to them; nothing around them changes."""

from functools import partial

import pytest

from tousu.draft import blanks_in
from tousu.rewrite.filling import Place, attended, counted, dated, line_for, place_of, summed, without
from tousu.rulebook import Rulebook

say = partial(Rulebook.packaged().say, "rewrite")
HEADINGS = {"交易信息", "事实经过", "诉求", "证据"}


def place(text: str) -> Place:
    return place_of(text, blanks_in(text)[0])


@pytest.mark.parametrize(
    ("text", "answer", "said"),
    [
        ("报修好几次【请补充：具体次数】没人来", "三次", "报修三次没人来"),
        ("报修好几次【请补充：具体次数】没人来", "3", "报修3次没人来"),
        ("报修好几回【请补充：具体次数】没人来", "3", "报修3回没人来"),
        ("打了【请补充：具体次数】次电话", "三次", "打了三次电话"),
        ("打了【请补充：具体次数】次电话", "大概三四次吧", "打了大概三四次电话"),
        ("打了【请补充：具体次数】次电话", "3次左右", "打了约3次电话"),
        ("打了【请补充：具体次数】个电话", "一共打了5次", "打了5个电话"),
        ("催了【请补充：具体次数】遍", "5遍", "催了5遍"),
    ],
)
def test_a_count_is_told_with_one_unit(text: str, answer: str, said: str) -> None:
    words = counted(place(text), "count", answer)
    assert words is not None
    assert place(text).filled(words) == said


@pytest.mark.parametrize(
    "answer", ["3天", "0", "零次", "几次", "无数次", "第三次", "半次", "3.5次", "-3", "退一赔十", "N次"]
)
def test_what_counts_nothing_is_no_count(answer: str) -> None:
    assert counted(place("打了【请补充：具体次数】次电话"), "count", answer) is None


@pytest.mark.parametrize(
    ("answer", "said"), [("20", "20天"), ("两个月", "两个月"), ("半年", "半年"), ("约20天", "约20天")]
)
def test_a_time_has_a_unit(answer: str, said: str) -> None:
    assert counted(place("等了【请补充：具体天数】才修"), "duration", answer) == said
    assert counted(place("等了【请补充：具体天数】才修"), "duration", "3次") is None


def test_what_is_told_with_a_count_stands_behind_what_is_counted() -> None:
    here = place("打了【请补充：具体次数】次电话没人接")
    assert here.filled("3", "（9月1日和9月3日）") == "打了3次电话（9月1日和9月3日）没人接"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("89", "89元"),
        ("89.9元", "89.9元"),
        ("八十九", "八十九元"),
        ("一千二", "一千二"),
        ("¥89", "¥89"),
        ("三百多", "三百多元"),
    ],
)
def test_a_sum_has_one_unit(answer: str, said: str) -> None:
    assert summed(place("花了好几百块【请补充：具体金额】"), answer, say) == said
    assert not summed(place("花了【请补充：具体金额】元"), answer, say).endswith("元")


def test_a_day_in_figures_is_a_day() -> None:
    assert [dated(words, say) for words in ("9.1", "09-01", "9月1日", "19.1")] == ["9月1日", "9月1日", "9月1日", "19.1"]


@pytest.mark.parametrize(
    ("text", "answer", "said"),
    [
        ("有个客服【请补充：客服工号或姓名】说不修", "8012", "工号8012的客服"),
        ("有个客服【请补充：客服工号或姓名】说不修", "小周", "客服小周"),
        ("有个师傅【请补充：客服工号或姓名】说不修", "小周", "师傅小周"),
        ("有人【请补充：客服工号或姓名】说不修", "客服小周", "客服小周"),
    ],
)
def test_who_it_was_is_named_with_the_part_played(text: str, answer: str, said: str) -> None:
    assert attended(place(text), answer, say) == said


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("报修好几次【请补充：具体次数】没人来", "报修好几次没人来"),
        ("交易信息：平台：京东；订单号：【请补充：订单号】\n诉求：换货", "交易信息：平台：京东\n诉求：换货"),
        ("交易信息：订单号：【请补充：订单号】；平台：京东\n诉求：换货", "交易信息：平台：京东\n诉求：换货"),
        ("交易信息：订单号：【请补充：订单号】\n诉求：换货", "诉求：换货"),
        ("交易信息：\n订单号：【请补充：订单号】\n诉求：换货\n", "诉求：换货\n"),
        ("交易信息：\n订单号：【请补充：订单号】\n平台：京东", "交易信息：\n平台：京东"),
        ("诉求：换货\n证据：【请补充：证据】", "诉求：换货"),
        ("诉求：\n【请补充：具体诉求】\n若协商不成，我将投诉", "诉求：\n若协商不成，我将投诉"),
        ("打了【请补充：具体次数】次电话", None),
    ],
)
def test_who_has_no_answer_gets_the_text_without_the_entry(text: str, left: str | None) -> None:
    assert without(place(text), HEADINGS) == left


@pytest.mark.parametrize(("text", "end"), [("水壶坏了。", ""), ("水壶坏了。\n", "\n"), ("水壶坏了。\n\n", "\n")])
def test_a_line_is_added_behind_the_text(text: str, end: str) -> None:
    assert line_for(text, "订单号", say).filled("3028") == f"水壶坏了。\n订单号：3028{end}"


def test_a_line_of_a_statement_is_added_where_what_was_bought_stands() -> None:
    text = "关于水壶的投诉\n交易信息：商品或服务：水壶\n事实经过：漏水。\n证据：照片"
    told = line_for(text, "日期", say, ("事实经过", "诉求", "证据")).filled("9月1日")
    assert told == text.replace("水壶\n事实", "水壶\n日期：9月1日\n事实")
