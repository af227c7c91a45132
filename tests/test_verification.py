"""Any rewrite held against its original: the twenty mistakes of rewriting, and what is no mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.draft import Draft
from tousu.results import FactChange

# What a rewriter does wrong, and a verdict that must be among those given: (before, after, verdict, kind or "").
MISTAKES = [
    ("invented date", "烤箱坏了，一直没有人来修。", "9月12日烤箱坏了，一直没有人来修。", "invented", "date"),
    ("invented staff number", "客服让我等消息。", "工号3305的客服让我等消息。", "invented", ""),
    ("doubt dropped", "怀疑这台相机是翻新机。", "这台相机是翻新机。", "changed", "modality"),
    ("negation dropped with an exaggeration", "我从来没收到货。", "我收到货。", "changed", "negation"),
    ("promise told as done", "客服承诺退款给我。", "客服已经退款给我。", "lost", "modality"),
    ("two calls merged", "9月2日打过电话，9月5日又打过电话。", "9月2日打过电话。", "lost", "date"),
    ("another amount of the same figure", "实付268元。", "原价268元。", "changed", ""),
    ("about made exact", "约4次没有接通。", "4次没有接通。", "changed", "count"),
    ("less than made about", "不到3天就裂了。", "约3天就裂了。", "changed", "count"),
    ("who did it turned round", "我联系客服两次。", "客服联系我两次。", "changed", "act"),
    ("injury dropped as emotion", "孩子手背烫伤2处，真让人崩溃。", "希望商家处理。", "lost", "count"),
    ("demand softened away", "要求全额退款。", "希望关注此事。", "lost", "demand"),
    ("threat added", "请退款50元。", "请退款50元，否则将赔偿500元。", "invented", "amount"),
    ("model corrected", "买的WH-810耳机左边没声音。", "买的WH-801耳机左边没声音。", "changed", "product"),
    ("numeral converted wrongly", "付了两百二十元。", "付了202元。", "changed", "amount"),
    ("days made working days", "说好7天内到账。", "说好7个工作日内到账。", "changed", "count"),
    ("station made signature", "包裹放在驿站，我没有取。", "包裹显示已签收，我没有取。", "changed", "delivery"),
    ("mask of a number gone", "电话138****5678打不通。", "电话1385678打不通。", "lost", "phone"),
    ("another office", "我已拨打12315登记。", "我已拨打12345登记。", "changed", "number"),
    ("quoted words changed", "客服回复“亲亲这边不支持退的哦”。", "客服回复“不支持退货”。", "changed", "quote"),
    ("scope of a negation", "货品未全部收到。", "货品全部未收到。", "changed", "negation"),
    ("quote invented", "客服不肯退。", "客服说“你去告吧”，不肯退。", "invented", "quote"),
]


@pytest.mark.parametrize(
    ("before", "after", "verdict", "kind"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_each_mistake_of_rewriting_is_seen(before: str, after: str, verdict: str, kind: str) -> None:
    result = tousu.verify(before, after)
    assert not result.ok
    assert any(c.verdict == verdict and kind in ("", c.kind) for c in result.changes), result.changes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("打了三次电话，没有收到货。", "打了3次电话，未收到货。"),
        ("付了两百二十元。", "付了220元。"),
        ("8月3号下单。", "8月3日下单。"),
        ("气死我了，锅坏了，退我199元！", "锅坏了，退我199元。"),
        ("我在拼多多买的锅，客服说“等等”。", "客服说“等等”。锅是我在拼多多买的。"),
        ("打了一万次电话都没人接。", "打了【请补充：具体次数】次电话都没人接。"),
        ("马上给我退款50元！", "请尽快给我退款50元。"),
        ("我的电话13900001111，请回电。", "我的电话139****1111，请回电。"),
    ],
)
def test_other_words_for_the_same_facts_pass(before: str, after: str) -> None:
    result = tousu.verify(before, after)
    assert result.ok, [c for c in result.changes if c.verdict != "kept"]


def test_each_verdict_names_both_places() -> None:
    before, after = "实付199元的锅坏了。", "实付299元的锅坏了。"
    change = next(c for c in tousu.verify(before, after).changes if c.kind == "amount")
    assert change.verdict == "changed"
    assert change.before_span is not None and change.before_span.of(before) == "199元"
    assert change.after_span is not None and change.after_span.of(after) == "299元"


def test_a_blank_states_nothing() -> None:
    assert tousu.verify("锅坏了。", "锅坏了【请补充：购买日期9月1日】。").ok


@given(st.text(alphabet="退款没收到9月3日199元，。“”客服说不三次！？a1 \n", max_size=80))
def test_a_text_agrees_with_itself(text: str) -> None:
    result = tousu.verify(text, text)
    assert result.ok
    assert all(isinstance(c, FactChange) and c.verdict == "kept" for c in result.changes)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared(before: str, after: str) -> None:
    for change in tousu.verify(before, after).changes:
        assert change.before_span is None or change.before_span.end <= len(before)
        assert change.after_span is None or change.after_span.end <= len(after)


@pytest.mark.parametrize(
    ("before", "after", "ok"),
    [
        ("请把我的血汗钱还给我。", "请把我的钱还给我。", True),
        ("要求退一赔三。", "要求退一。", False),
    ],
)
def test_a_demand_may_lose_its_anger_and_nothing_it_asks_for(
    analyzer: tousu.Analyzer, before: str, after: str, ok: bool
) -> None:
    assert analyzer.verify(before, after).ok is ok


@pytest.mark.parametrize("words", ["退款", "订单号 12345", "二三", "一", "没有的话", "12", "三。一"])
def test_a_long_text_is_searched_as_a_short_one(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tousu.verification import visible

    text = Draft("一二三。一要求退款，订单号 12345，123，一二三。" * 3)
    plain = visible.Visible(text).find(words)
    monkeypatch.setattr(visible, "_LONG", 0)
    assert visible.Visible(text).find(words) == plain


def test_figures_inside_a_demand_are_checked_though_it_is_worded_otherwise() -> None:
    assert not tousu.verify("请退1800不过分吧", "请退1800分吧").ok
