"""Diversity: near duplicates are found, different texts are not."""

import pytest

from tousu.learn.diversity import measure, near_duplicates


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["买的锅漏水了，商家不给换", "买的锅漏水了，商家不给退"], 1),
        (["买的锅漏水了，商家不给换", "快递三天没动，单号查不到"], 0),
        (["坏了", "坏了"], 1),
        ([], 0),
    ],
)
def test_a_text_with_a_near_duplicate_before_it_counts(texts: list[str], found: int) -> None:
    assert near_duplicates(texts) == found


def test_distinct_n_grams_are_a_share() -> None:
    assert measure(["好好好好好"]).distinct == (1 / 4, 1 / 3, 1 / 2)
