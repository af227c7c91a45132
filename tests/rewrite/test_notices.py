"""Lawful threats: a calm notice where a draft is edited anyway, the end of the demand in a statement."""

from __future__ import annotations

import pytest

import tousu


@pytest.mark.parametrize(
    ("draft", "calm"),
    [
        (
            "气死我了！再不给我退钱，我就去消协和12315投诉你们！锅盖裂了。",
            "若仍不给我退钱，我将向消协、12315投诉。锅盖裂了。",
        ),
        (
            "什么破店！三天内再不发货我就打12345了，9月2号买的书桌。",
            "若三天内仍不发货，我将向12345投诉，9月2号买的书桌。",
        ),
        (
            "什么破店！再不赔付，我要去邮政局投诉你们，9月2号的包裹丢了。",
            "若仍不赔付，我将向邮政局投诉，9月2号的包裹丢了。",
        ),
        ("什么破店！9月2号的包裹丢了，不给说法咱们法庭见！", "9月2号的包裹丢了，若不给说法，我将起诉。"),
        ("什么破店！9月2号的包裹丢了，不服法院见。", "9月2号的包裹丢了，若协商不成，我将起诉。"),
        ("黑心商家！请3日内退款，否则我就去市场监管局举报你们。", "请3日内退款，否则我将向市场监管局举报。"),
    ],
)
def test_a_lawful_threat_is_a_notice_in_an_edited_draft(draft: str, calm: str) -> None:
    rewrite = tousu.analyze(draft).rewrite
    assert rewrite.text == calm
    assert tousu.verify(draft, rewrite.text).ok
    assert tousu.analyze(calm).rewrite.text == calm


@pytest.mark.parametrize(
    "draft",
    [
        "再不退款我就去12315投诉。台灯9月3日买的，不亮。",
        "垃圾卖家！商家不处理我就打12315，工作人员让我等。",
        "垃圾卖家！店里不管我就报警了，警察来了才开门。",
    ],
)
def test_a_flawless_draft_and_what_was_done_stay(draft: str) -> None:
    assert "我将" not in tousu.analyze(draft).rewrite.text


def test_the_next_step_ends_the_demand() -> None:
    statement = tousu.analyze("台灯9月3日买的，不亮。再不退款我就去12315投诉。").rewrite.statement
    assert statement.endswith("诉求：再不退款我就去12315投诉。")


def test_the_suggestion_says_what_the_rewrite_says() -> None:
    result = tousu.analyze("不退款我就曝光你们这家店。")
    threat = next(f for f in result.findings if f.kind == "threat")
    assert threat.replacement
    assert threat.replacement.removeprefix("若协商不成，") in result.rewrite.text
