"""A long draft is rewritten in parts that rejoin, and what is written is what each of its tellings alone would get."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.draft import Draft
from tousu.rewrite import parts
from tousu.rewrite.parts import parts_of

TELLINGS = (
    "我买的电饭锅三天就坏了，客服一直推脱！！！骗子！要求退款。\n",
    "订单号：2026092188123455，付了268元，十月二日签收时箱子是破的，垃圾商家。\n",
    "师傅说下午来，等到晚上也没来。你们还要不要脸？我要求退还安装费80元。\n",
    "健身房关门了，会员卡里还有一千二没退。黑心商家不得好死！\n",
    "衣服掉色，把别的都染了，真是气死我了。希望退货退款，运费由店家承担。\n",
)


@given(st.lists(st.sampled_from(["客服不理，", "退款。", "\n", "【请补充：订单号】", "   ", "坏了"]), max_size=60))
def test_parts_rejoin_and_only_the_last_is_short(pieces: list[str]) -> None:
    draft = Draft("".join(pieces))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LENGTH", 20)
        found = list(parts_of(draft, (), ()))
    assert "".join(part.draft.text for part in found) == draft.text
    assert [part.start for part in found] == [0, *accumulate(len(part.draft.text) for part in found)][:-1]
    assert all(len(part.draft.text) >= 20 for part in found[:-1])


def test_no_fact_and_no_finding_is_cut_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LENGTH", 30)
    text = "".join(TELLINGS) * 4
    analysis = tousu.analyze(text)
    found = list(parts_of(Draft(text), analysis.facts, analysis.findings))
    assert len(found) > 5
    facts = [f.span.shifted(part.start) for part in found for f in part.facts]
    findings = [f.span.shifted(part.start) for part in found for f in part.findings]
    assert facts == [f.span for f in analysis.facts]
    assert findings == [f.span for f in analysis.findings]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 2, 0, 3, 1)])
def test_in_parts_as_in_one(order: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(TELLINGS[n] for n in order)
    whole = tousu.analyze(text).rewrite
    monkeypatch.setattr(parts, "LENGTH", 30)
    cut = tousu.analyze(text).rewrite
    assert cut.edits == whole.edits
    assert len(cut.edits) > 4


def test_a_rewrite_of_many_parts_keeps_every_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LENGTH", 60)
    text = "".join(TELLINGS) * 3
    rewritten = tousu.analyze(text).rewrite.text
    assert rewritten != text
    assert tousu.verify(text, rewritten).ok
