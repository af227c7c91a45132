"""Terms in flat arrays: found by what they begin with as by the automaton over all."""

from hypothesis import given
from hypothesis import strategies as st

from tousu.terms import Owner, Terms

SHOP, ROAD = Owner("platforms", "shop", "name"), Owner("carriers", "road", "name")
LETTERS = "退款货a𠮷"


def hits(found):
    return [(start, end, [found.owners[n] for n in found.owned[term]]) for term, start, end in found.matches]


def test_a_term_knows_its_owners_in_the_order_in_which_they_named_it():
    terms = Terms.of([("退款", ROAD), ("退", SHOP), ("退款", SHOP), ("退款", ROAD)])
    assert hits(terms.walked("退款")) == [(0, 1, [SHOP]), (0, 2, [ROAD, SHOP])]
    assert terms.owners == [ROAD, SHOP]


def test_no_terms_at_all():
    assert hits(Terms.of([]).walked("退款")) == hits(Terms.of([("", SHOP)]).scanned("退款")) == []


@given(st.lists(st.tuples(st.text(LETTERS, max_size=4), st.sampled_from([SHOP, ROAD])), max_size=30), st.text(LETTERS))
def test_without_the_automaton_the_same_is_found_in_the_same_order(owned, text):
    terms = Terms.of(owned)
    assert hits(terms.walked(text)) == hits(terms.scanned(text))
    assert {text[start:end] for start, end, _ in hits(terms.walked(text))} == {t for t, _ in owned if t and t in text}


@given(st.lists(st.tuples(st.text(LETTERS, max_size=4), st.sampled_from([SHOP, ROAD])), max_size=30))
def test_they_are_read_back_as_they_were_written(owned):
    terms = Terms.of(owned)
    again = Terms({name: memoryview(bytes(part)) for name, part in terms.parts.items()})
    assert again.owners == terms.owners
    assert hits(again.scanned(LETTERS)) == hits(terms.scanned(LETTERS))
