"""A verdict as a suspicion where that reads as Chinese; where it does not, the verdict goes or stays as told."""

import pytest

DRAFTS = [
    ("what something is for goes", "灯9月3日坏的，体验店就是用来骗人的。", "灯9月3日坏的。"),
    ("a judgement behind a charge goes", "9月3日装的门，偷工减料还理直气壮。", "9月3日装的门，涉嫌偷工减料。"),
    (
        "a fact behind a charge is told",
        "我9月3日买的表，卖假货还收手续费90元。",
        "我9月3日买的表，涉嫌卖假货，还收手续费90元。",
    ),
    ("one suspicion covers what follows", "这就是虚假宣传，误导消费者。", "涉嫌虚假宣传，误导消费者。"),
    (
        "and what stands beside it",
        "该店存在虚假宣传和欺骗行为，请退90元。",
        "该店疑似存在虚假宣传和欺骗行为，请退90元。",
    ),
    ("means belong to the deed", "店家利用补贴欺骗消费者，请退90元。", "店家涉嫌利用补贴欺骗消费者，请退90元。"),
    (
        "so does the use of terms",
        "这家店制定霸王条款，只为自己，请退90元。",
        "这家店涉嫌制定霸王条款，只为自己，请退90元。",
    ),
    ("nothing trails a suspicion", "这不是欺诈吗，请退90元。", "涉嫌欺诈，请退90元。"),
    ("what goes on is suspected", "他们一直在欺瞒顾客，请退90元。", "他们一直涉嫌欺瞒顾客，请退90元。"),
    ("a suspicion stays one", "存在销售欺诈的嫌疑，请退90元。", "存在销售欺诈的嫌疑，请退90元。"),
    ("what others said of it is told", "老板说他也是被骗的，可是钱是他收的。", "老板说他也是被骗的，可是钱是他收的。"),
]


@pytest.mark.parametrize(("draft", "expected"), [row[1:] for row in DRAFTS], ids=[row[0] for row in DRAFTS])
def test_a_charge_is_worded_where_it_fits(analyzer, draft, expected):
    made = analyzer.analyze(draft).rewrite.text
    assert made == expected
    assert analyzer.analyze(made).rewrite.text == made
