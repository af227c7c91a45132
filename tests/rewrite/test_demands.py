"""What is asked for, once; nothing that was asked of the writer."""

import pytest

from tousu.rewrite.demands import each_once, goes_on, wish_of_others


@pytest.mark.parametrize(
    ("demands", "left"),
    [
        (["我要求换锅或者退款", "我现在要求退款"], ["我要求换锅或者退款"]),
        (["请退款", "要求退款90元"], ["要求退款90元"]),
        (["我不要退货", "要求退货"], ["我不要退货", "要求退货"]),
        (["退款", "退款"], ["退款"]),
        (["道歉", "退款90元"], ["道歉", "退款90元"]),
    ],
)
def test_each_demand_stands_once(demands: list[str], left: list[str]) -> None:
    assert each_once(demands) == left


@pytest.mark.parametrize(
    ("words", "more"),
    [("不接受维修", True), ("免费换一口新锅", True), ("退款一直没有到", False), ("换锅要我自己付运费", False)],
)
def test_what_goes_on_with_a_demand(words: str, more: bool) -> None:
    assert goes_on(words) is more


def test_what_was_asked_of_the_writer() -> None:
    assert wish_of_others("要求提供小票", ["我当天就寄出了"])
    assert not wish_of_others("要求退款", ["我寄回了锅"])
