"""Classes of words are those of jieba's dictionary."""

import pytest

from tousu import wordclasses
from tousu.wordclasses import CLASSES, OTHER, UNKNOWN, class_of_tag


@pytest.mark.parametrize(
    ("word", "tag"), [("床垫", "n"), ("北京", "ns"), ("购买", "v"), ("的", "u"), ("阿司匹林", "nz"), ("在", "p")]
)
def test_a_word_has_the_class_of_its_tag(word: str, tag: str) -> None:
    assert wordclasses.packaged().of(word) == CLASSES[tag]


@pytest.mark.parametrize("word", ["青禾云麓", "", "abc", "㐀", "床垫床垫", "的的"])
def test_what_the_dictionary_does_not_hold_is_unknown(word: str) -> None:
    assert wordclasses.packaged().of(word) == UNKNOWN


def test_the_longest_beginning_of_a_tag_decides() -> None:
    assert class_of_tag("nrt") == CLASSES["nr"] != class_of_tag("n")
    assert class_of_tag("uj") == CLASSES["u"]
    assert class_of_tag("x") == OTHER
