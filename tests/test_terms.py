"""Terms in flat arrays: those that can stand in a text are found by what they begin with."""

from hypothesis import given
from hypothesis import strategies as st

from tousu.terms import Owner, Terms

SHOP, ROAD = Owner("platforms", "shop", "name"), Owner("carriers", "road", "name")
LETTERS = "退款货a𠮷"


def hits(automaton, text):
    found, owned, owners = automaton
    matches = found.find_matches_as_indexes(text, overlapping=True)
    return [(start, end, [owners[number] for number in owned[term]]) for term, start, end in matches]


def test_a_term_knows_its_owners_in_the_order_in_which_they_named_it():
    terms = Terms.of([("退款", ROAD), ("退", SHOP), ("退款", SHOP), ("退款", ROAD)])
    assert hits(terms.whole, "退款") == [(0, 1, [SHOP]), (0, 2, [ROAD, SHOP])]
    assert terms.owners == [ROAD, SHOP]


def test_no_terms_at_all():
    assert hits(Terms.of([]).within("退款"), "退款") == hits(Terms.of([("", SHOP)]).whole, "退款") == []


@given(st.lists(st.tuples(st.text(LETTERS, max_size=4), st.sampled_from([SHOP, ROAD])), max_size=30), st.text(LETTERS))
def test_those_that_can_stand_in_a_text_find_what_all_find(owned, text):
    terms = Terms.of(owned)
    assert hits(terms.within(text), text) == hits(terms.whole, text)
    assert {text[start:end] for start, end, _ in hits(terms.whole, text)} == {t for t, _ in owned if t and t in text}


@given(st.lists(st.tuples(st.text(LETTERS, max_size=4), st.sampled_from([SHOP, ROAD])), max_size=30))
def test_they_are_read_back_as_they_were_written(owned):
    terms = Terms.of(owned)
    again = Terms({name: memoryview(bytes(part)) for name, part in terms.parts.items()})
    assert again.owners == terms.owners
    assert again.whole.owned == terms.whole.owned
