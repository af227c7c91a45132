"""Edits of edits are edits of the original; what harms a fact is taken back."""

from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.draft import Draft
from tousu.results import FactChange, Verification
from tousu.rewrite.rounds import _harmless
from tousu.spans import Edit, Span, apply_edits, composed


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    def edits(text: str) -> list[Edit]:
        cuts = sorted(set(draw(st.lists(st.integers(0, len(text)), max_size=8))))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        return [Edit(Span(a, b), draw(st.sampled_from(["", "甲", "乙丙"])), "r") for a, b in pairs]

    text = draw(st.text(alphabet="一二三四五六七", max_size=14))
    first = edits(text)
    return text, first, edits(apply_edits(text, first))


@given(two_rounds())
def test_composed_edits_do_what_both_rounds_do(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    both = composed(text, first, second)
    assert apply_edits(text, both) == apply_edits(apply_edits(text, first), second)


def test_only_the_sentence_that_lost_something_gets_its_edits_back() -> None:
    draft = Draft("甲乙丙。丁戊己。")
    edits = [Edit(Span(0, 1), "", "r"), Edit(Span(4, 5), "", "r")]
    now = Draft(apply_edits(draft.text, edits))
    lost = FactChange(verdict="lost", kind="count", before_span=Span(0, 1))
    assert _harmless(draft, now, edits, [lost]) == [edits[1]]
    assert Verification(ok=False, changes=(lost,)).only("lost") == (lost,)


def test_a_clause_that_only_all_rounds_together_would_harm_is_left(analyzer: tousu.Analyzer) -> None:
    draft = "9月3日孩子摔伤，店长给我看入场须知，一张纸就想把责任推干净。要求赔90元。"
    text = analyzer.analyze(draft).rewrite.text
    assert "一张纸就想把责任推干净" in text
    assert analyzer.analyze(text).rewrite.text == text


def test_a_slip_that_shows_only_in_the_rewrite_is_put_right_in_it(analyzer: tousu.Analyzer) -> None:
    text = "洗衣机9月3日送来，开机就震的非常非常厉害，请维修。"
    rewritten = analyzer.analyze(text).rewrite.text
    assert rewritten == "洗衣机9月3日送来，开机就震得非常厉害，请维修。"
    assert analyzer.analyze(rewritten).rewrite.edits == ()
