"""Plain wording without any flag: what is demanded bluntly, and who was asked beside who answers."""

import pytest

import tousu


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("锅9月3日坏的，店里的人不管。补发。", "锅9月3日坏的，店里的人不管。请补发。"),
        ("锅9月3日坏的，店里的人不管。退锅钱，向我道歉。", "锅9月3日坏的，店里的人不管。请退锅钱，向我道歉。"),
        ("锅9月3日坏的，我咨询客服客服说不管。", "锅9月3日坏的，我咨询客服，客服说不管。"),
        ("手摸着根本不是温水，9月3日烫的。", "手摸着不是温水，9月3日烫的。"),
        ("说是温水，手摸着根本不是。9月3日烫的。", "说是温水，手摸着根本不是。9月3日烫的。"),
        ("锅9月3日坏的，店里的人不管。按地址送到。锅才90元。", "锅9月3日坏的，店里的人不管。请按地址送到。锅才90元。"),
        (
            "锅9月3日坏的。店里没有锅换。把锅钱退给我，做不到就别打广告。",
            "锅9月3日坏的。店里没有锅换。请把锅钱退给我，做不到就别打广告。",
        ),
        (
            "锅9月3日坏的，店里的人不管。退学还得倒贴。锅才90元。",
            "锅9月3日坏的，店里的人不管。退学还得倒贴。锅才90元。",
        ),
        ("锅9月3日坏的，店里的人不管。退款明细截图在附件。", "锅9月3日坏的，店里的人不管。退款明细截图在附件。"),
        ("锅9月3日坏的，店里的人不管。附：支付宝账单截图。", "锅9月3日坏的，店里的人不管。附：支付宝账单截图。"),
        ("锅9月3日坏的，店里的人不管，补偿10元我不要。", "锅9月3日坏的，店里的人不管，补偿10元我不要。"),
        ("表扬网店，退款十分钟到账。", "表扬网店，退款十分钟到账。"),
        ("锅9月3日坏的，修锅的时候快，赔的时候慢。", "锅9月3日坏的，修锅的时候快，赔的时候慢。"),
        ("锅9月3日坏的。换锅。店里说没有货。", "锅9月3日坏的。换锅。店里说没有货。"),
    ],
)
def test_a_draft_without_a_flag_is_worded_plainly(analyzer: tousu.Analyzer, draft: str, expected: str) -> None:
    once = analyzer.analyze(draft).rewrite.text
    assert once == expected
    assert analyzer.analyze(once).rewrite.text == once


def test_a_question_that_begins_like_a_demand_is_not_asked_for() -> None:
    text = "宽带办的是光纤，十一月断了六天，给我换成什么套餐了？"
    assert "请" not in tousu.analyze(text).rewrite.text
