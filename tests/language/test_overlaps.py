"""Overlaps are settled once: what stays is the longest of a kind, and a nested kind that may be nested."""

from hypothesis import given
from hypothesis import strategies as st

from tousu.draft import Draft
from tousu.language.overlaps import resolved
from tousu.language.search import Candidate
from tousu.rulebook import Rulebook
from tousu.spans import Span

RULEBOOK = Rulebook.packaged()


def kinds(findings):
    return [(f.kind, f.text) for f in findings]


def test_of_one_kind_the_longest_stays(find):
    assert kinds(find("你们这帮诈骗团伙")) == [("accusation", "诈骗团伙")]


def test_emphasis_inside_a_question_is_reported_too(find):
    assert {k for k, _ in kinds(find("凭什么不给退？？？"))} == {"rhetorical", "emphasis"}


def test_the_same_words_again_in_one_sentence_are_one_finding(find):
    assert len([f for f in find("骗子，说你呢，骗子，大家都听着") if f.kind == "accusation"]) == 1


def test_the_same_words_in_two_sentences_are_two_findings(find):
    assert len([f for f in find("你们是骗子。老板也是骗子。") if f.kind == "accusation"]) == 2


def test_who_writes_no_full_stop_is_told_again_further_on(find):
    text = "他们骗了我的押金 " + "后来我去了三趟门店都说经办人不在让我回去等消息 " * 2 + "上周又骗了我的押金"
    assert len([f for f in find(text) if f.kind == "accusation"]) == 2


def test_a_threat_that_goes_on_behind_its_comma_is_one_finding(find):
    text = "再拖我就把欠条贴满你们小区，看你们还怎么招生。押金三百元"
    assert kinds(find(text)) == [("threat", "再拖我就把欠条贴满你们小区，看你们还怎么招生")]


def test_two_threats_with_words_between_them_are_two_findings(find):
    text = "这事没完，我家三口人都等着这笔钱，你们等着瞧"
    assert [f.kind for f in find(text)].count("threat") == 2


RULES = [rule for rule in RULEBOOK.flags.values() if rule.type == "tone"]
CANDIDATES = st.lists(
    st.builds(
        lambda rule, start, length: Candidate(rule, Span(start, min(start + length, 40))),
        st.sampled_from(RULES),
        st.integers(0, 38),
        st.integers(1, 12),
    ),
    max_size=12,
)


@given(CANDIDATES)
def test_no_two_of_a_kind_overlap_and_none_cross(found):
    kept = resolved(found, Draft("字" * 40), RULEBOOK)
    for one in kept:
        for other in kept:
            if one is other or not one.span.overlaps(other.span):
                continue
            assert one.rule.kind != other.rule.kind
            assert one.span.covers(other.span) or other.span.covers(one.span)


@given(CANDIDATES)
def test_something_stays_where_something_was_found(found):
    assert bool(resolved(found, Draft("字" * 40), RULEBOOK)) == bool(found)
