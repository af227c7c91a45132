"""A draft: its folded view, its parts, and what is refused at the door."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tousu.draft import Draft, fold, folded
from tousu.errors import InputError

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(text)
def test_folding_never_changes_the_length(content: str) -> None:
    assert len(fold(content)) == len(content)
    assert fold(fold(content)) == fold(content)


@given(st.lists(st.text(), max_size=6))
def test_many_words_are_folded_as_each_of_them(words: list[str]) -> None:
    assert folded(words) == [fold(word) for word in words]
    assert folded(dict.fromkeys(words)) == [fold(word) for word in dict.fromkeys(words)]


def test_folding_makes_width_case_and_script_alike() -> None:
    assert fold("ＯＲＤＥＲ１２３ 退貨 Ａbc") == "order123 退货 abc"


@given(text)
def test_sentences_and_clauses_are_in_order_and_leave_out_only_white_space_and_marks(content: str) -> None:
    draft = Draft(content)
    for parts in (draft.sentences, draft.clauses):
        assert all(a.end <= b.start for a, b in itertools.pairwise(parts))
        assert all(part.of(content).strip() == part.of(content) != "" for part in draft.sentences)
    covered = {at for s in draft.sentences for at in range(*s)}
    assert all(content[at].isspace() for at in range(len(content)) if at not in covered)


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        ("今天到了。坏的！怎么办？", ["今天到了。", "坏的！", "怎么办？"]),
        ("他说“不退。”我不同意", ["他说“不退。”", "我不同意"]),
        ("价格是3.5元\n单号123", ["价格是3.5元", "单号123"]),
        ("退钱！！！！听到没有", ["退钱！！！！", "听到没有"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences(content: str, sentences: list[str]) -> None:
    assert [s.of(content) for s in Draft(content).sentences] == sentences


def test_quotes_nest_and_an_unclosed_one_swallows_nothing() -> None:
    content = "客服说“按‘规定’办”，《消法》在手，他又说“随便\n第二行”"
    assert [q.inner.of(content) for q in Draft(content).quotes] == ["按‘规定’办", "规定", "消法"]


@pytest.mark.parametrize("content", [None, 1, b"bytes", ["text"]])
def test_only_str_is_taken(content: object) -> None:
    with pytest.raises(InputError, match="expected the draft as str"):
        Draft(content)  # type: ignore[arg-type]


def test_a_lone_surrogate_is_refused_with_its_place_and_a_remedy() -> None:
    with pytest.raises(InputError, match=r"lone surrogate at code point 2.*decode"):
        Draft("坏了\ud83d")


def test_a_draft_over_the_limit_is_refused_and_the_limit_can_be_raised() -> None:
    with pytest.raises(InputError, match=r"3000 bytes, the limit is 1000"):
        Draft("货" * 1000, limit=1000)
    assert Draft("货" * 1000, limit=3000).text
