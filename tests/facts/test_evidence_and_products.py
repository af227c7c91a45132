"""Evidence that is held, and products by what surrounds them."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Find


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("我有聊天记录", "聊天记录"),
        ("附订单截图", "订单截图"),
        ("开箱视频为证", "开箱视频"),
        ("检测报告显示不合格", "检测报告"),
    ],
)
def test_evidence_is_a_mention_of_what_is_held(find: Find, text: str, phrase: str) -> None:
    assert [f.text for f in find(text, "evidence")] == [phrase]


@pytest.mark.parametrize("text", ["客服让我提供视频", "我没有录音", "商家没有检测报告"])
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
    ],
)
def test_a_product_stands_behind_labels_counts_and_words_of_buying(find: Find, text: str, phrase: str) -> None:
    assert phrase in [f.text for f in find(text, "product")]
