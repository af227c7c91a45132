"""A draft that is edited anyway gets its subject, its units and its full stops; one without a flaw gets nothing."""

import pytest

import tousu

FLAW = "气死我了！！！"
"""What is edited anyway."""


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("9月3日在京东买了一口锅。", "9月3日，我在京东买了一口锅。"),
        ("9月3日晚上8点在京东买了一口锅。", "9月3日晚上8点，我在京东买了一口锅。"),
        ("9月3日，在京东买了一口锅。", "9月3日，我在京东买了一口锅。"),
        ("于9月3日在京东购买一口锅。", "我于9月3日在京东购买一口锅。"),
        ("9月3日在京东买的锅漏水。", "我9月3日在京东买的锅漏水。"),
        ("昨天下单一口锅。", "我昨天下单一口锅。"),
        ("京东买的锅漏水。", "我在京东买的锅漏水。"),
        ("9月3日淘宝上买了一口锅。", "9月3日，我在淘宝上买了一口锅。"),
        ("锅9月3日坏了，店家不管。打电话让来修，没有人来。", "锅9月3日坏了，店家不管。我打电话让来修，没有人来。"),
        ("锅9月3日坏了，店家不管。申请退款，店家拒绝。", "锅9月3日坏了，店家不管。我申请退款，店家拒绝。"),
        ("锅9月3日坏了，店家不管。打客服电话，一直占线。", "锅9月3日坏了，店家不管。我打客服电话，一直占线。"),
        ("本人要求退货。9月3日在京东买了一口锅。", "本人要求退货。9月3日在京东买了一口锅。"),
        ("锅坏了，店家说与本人无关。购买一口锅才用两天。", "锅坏了，店家说与本人无关。本人购买一口锅才用两天。"),
    ],
)
def test_the_buyer_is_named_where_nobody_is(analyzer: tousu.Analyzer, draft: str, expected: str) -> None:
    rewrite = analyzer.analyze(draft + FLAW).rewrite.text
    assert rewrite == expected
    assert analyzer.analyze(rewrite).rewrite.text == rewrite


@pytest.mark.parametrize(
    "draft",
    [
        "9月3日我妈在京东买了一口锅，锅9月4日坏了。买了两口。",
        "付款后一直不发货。",
        "购买时间：9月3日。",
        "联系客服说不管。",
        "9月3日发货，至今未到。",
        "我9月3日买了一口锅。联系客服，没有人管。",
        "买的锅我用了三天就漏水。",
        "消费者9月3日购买一口锅。申请退款，店家拒绝。",
    ],
)
def test_nobody_is_named_where_somebody_else_may_have_done_it(analyzer: tousu.Analyzer, draft: str) -> None:
    assert analyzer.analyze(draft + FLAW).rewrite.text == draft


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("我花了500买的锅漏水。", "我花了500元买的锅漏水。"),
        ("我交了5000定金。", "我交了5000元定金。"),
        ("我充了99.5，余额没了。", "我充了99.5元，余额没了。"),
        ("我买锅满200减30，店家不认。", "我买锅满200减30，店家不认。"),
        ("我花了500块买的锅漏水。", "我花了500块买的锅漏水。"),
    ],
)
def test_a_sum_gets_its_unit(analyzer: tousu.Analyzer, draft: str, expected: str) -> None:
    rewrite = analyzer.analyze(draft + FLAW)
    assert rewrite.rewrite.text == expected
    assert analyzer.verify(draft + FLAW, expected).ok


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("锅漏水！店家不管！", "锅漏水。店家不管。"),
        ("修好后！店家不管！", "修好后，店家不管。"),
        ("锅漏水！ 店家不管！", "锅漏水。店家不管。"),
        ("您好！锅漏水！店家不管！", "您好！锅漏水。店家不管。"),
        ("锅漏水，店家说：“不退！”我要退货！", "锅漏水，店家说：“不退！”我要退货！"),
        ("我买了锅，然后店家不发货，然后我打电话。气死了！！！", "我买了锅，然后店家不发货，我打电话。"),
    ],
)
def test_a_calm_reader_gets_calm_marks(analyzer: tousu.Analyzer, draft: str, expected: str) -> None:
    rewrite = analyzer.analyze(draft).rewrite.text
    assert rewrite == expected
    assert analyzer.analyze(rewrite).rewrite.text == rewrite


@pytest.mark.parametrize(
    "draft", ["9月3日在京东买了一口锅，花了500。", "锅漏水！", "于9月3日在京东购买一口锅，申请退款。"]
)
def test_what_is_merely_short_is_no_flaw(analyzer: tousu.Analyzer, draft: str) -> None:
    assert analyzer.analyze(draft).rewrite.edits == ()


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("锅坏了，狗屁经理没来。", "锅坏了，经理没来。"),
        ("我9月3日问店里，啥也问不出。", "我9月3日问店里，什么也问不出。"),
        ("他非说锅没坏。", "他坚持说锅没坏。"),
        ("锅吱吱声不停。", "锅吱吱声不停。"),
    ],
)
def test_coarse_turns_are_worded_neutrally(analyzer: tousu.Analyzer, draft: str, expected: str) -> None:
    assert analyzer.analyze(draft).rewrite.text == expected
