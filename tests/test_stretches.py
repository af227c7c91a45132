"""What is found between two stops is found once, wherever the stretch stands."""

import pytest

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts import orders, plain_orders
from tousu.facts.asking import find_asked
from tousu.facts.places import Places
from tousu.rulebook import Rulebook
from tousu.stretches import STOPS, Confined


def words_of(text: str) -> list[tuple[int, str]]:
    return list(Confined(lambda stretch: (stretch,))(Draft(text)))


def test_a_stretch_goes_to_its_stop() -> None:
    assert words_of("杯子碎了，退我。\n谢谢") == [(0, "杯子碎了，"), (5, "退我。"), (9, "谢谢")]
    assert words_of("") == words_of("。，！\n") == []


def test_the_comma_of_a_number_ends_nothing() -> None:
    assert words_of("退2,940元,好") == [(0, "退2,940元,"), (8, "好")]


def test_what_is_found_is_remembered_from_draft_to_draft() -> None:
    asked: list[str] = []

    def find(stretch: str) -> tuple[int, ...]:
        asked.append(stretch)
        return (stretch.find("碎"),) if "碎" in stretch else ()

    confined = Confined(find)
    assert list(confined(Draft("收到就碎了，退款。"))) == [(0, 3)]
    assert list(confined(Draft("你好，收到就碎了，退款。"))) == [(3, 3)]
    assert asked == ["收到就碎了，", "退款。", "你好，"]


def test_a_long_stretch_does_not_fill_the_memory() -> None:
    asked: list[str] = []
    confined = Confined(lambda stretch: asked.append(stretch) or ())  # type: ignore[func-returns-value]
    for _ in range(2):
        list(confined(Draft("退" * 5000)))
    assert len(asked) == 2


@pytest.mark.parametrize("shapes", [orders.SHAPES, orders.LOOSE, plain_orders.SHAPES])
def test_no_shape_of_an_order_that_may_match_is_left_out(shapes: tuple[re.Signed, ...]) -> None:
    alternatives = re.Alternatives(shapes)
    texts = [
        "二百四退我",
        "给我接上",
        "把定金吐出来",
        "药费他们出",
        "别再拉我",
        "换个新的",
        "重新装一遍",
        "今天天气好",
        "",
    ]
    found = 0
    for text in texts:
        likely = list(alternatives.likely(text))
        for shape in shapes:
            if list(shape.finditer(text)):
                assert shape in likely
                found += 1
    assert found
    assert list(alternatives.likely("今天天气")) == []


def test_orders_are_found_where_they_stand() -> None:
    rulebook = Rulebook.packaged()
    text = "杯子碎了。换个新的。杯子碎了，换个新的。"
    spans = [p.span for p in find_asked(Draft(text), (), Places(()), rulebook)]
    assert spans == [(5, 9), (15, 19)]
    assert all(stop not in span.of(text) for span in spans for stop in STOPS)
