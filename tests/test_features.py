"""Feature keys: the same characters, the same keys; and an index that finds exactly what was put in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tousu import features
from tousu.draft import Draft
from tousu.features import KeyIndex

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.sets(st.integers(0, 2**64 - 1), max_size=300), st.lists(st.integers(0, 2**64 - 1), max_size=50))
def test_an_index_finds_its_keys_and_no_others(keys: set[int], others: list[int]) -> None:
    held = np.array(sorted(keys), dtype=np.uint64)
    index = KeyIndex(held)
    assert index.rows(held).tolist() == list(range(len(held)))
    asked = np.array(others, dtype=np.uint64)
    assert [r >= 0 for r in index.rows(asked).tolist()] == [o in keys for o in others]


@given(text, text)
def test_an_ngram_has_one_key_wherever_it_stands(before: str, after: str) -> None:
    key = features.ngram_keys(Draft("退款").codes, [2])[0][0]
    keys = features.ngram_keys(Draft(before + "退款" + after).codes, [2])[0]
    assert keys[len(before)] == key


@given(text)
def test_shapes(content: str) -> None:
    codes = Draft(content).codes
    for size, keys in zip((1, 2, 3), features.ngram_keys(codes, (1, 2, 3)), strict=True):
        assert keys.shape == (max(0, len(content) - size + 1),)
    assert features.window_keys(codes, [(0,), (-1, 0)]).shape == (len(content), 2)


def test_digits_are_alike() -> None:
    a, b = (features.normal(Draft(x).codes).tolist() for x in ("付了199元", "付了508元"))
    assert a == b


def test_keys_that_want_the_same_slot_are_found_and_strangers_in_it_are_not() -> None:
    low = np.arange(40, dtype=np.uint64) << np.uint64(20)  # alike in the bits of the slot, in every level but the last
    keys = np.concatenate((low[1:], np.array([5, 2**64 - 1], dtype=np.uint64)))
    index = features.KeyIndex(keys)
    assert index.rows(keys).tolist() == list(range(len(keys)))
    strangers = np.array([0, 1, 7, 2**63, 2**64 - 2, 41 << 20], dtype=np.uint64)
    assert index.rows(strangers).tolist() == [-1] * len(strangers)
