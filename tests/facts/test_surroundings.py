"""What the tagger is told of the words and clauses around a character."""

from __future__ import annotations

from tousu.draft import Draft
from tousu.facts.surroundings import word_planes


def test_a_word_has_one_class_and_its_first_character_another_mark() -> None:
    own, _, _, _ = word_planes(Draft("床垫在北京买的"))
    assert own[1] == own[0] + 1
    assert own[0] != own[3]


def test_the_words_beside_count_not_the_word_itself() -> None:
    _, beside, _, _ = word_planes(Draft("买床垫退款"))
    _, other, _, _ = word_planes(Draft("买衣柜退款"))
    assert beside == other


def test_a_clause_tells_what_it_has_said_and_what_it_will_say() -> None:
    text = "店里买的床垫300元，床垫塌了"
    _, _, before, ahead = word_planes(Draft(text))
    at, again = text.index("床垫"), text.rindex("床垫")
    assert before[at] & 15 and not before[0] & 15
    assert not before[again] & 15  # another clause
    assert ahead[at] and not ahead[-1]
    assert before[at] & 16 and before[again] & 32


def test_the_last_sentences_are_marked_as_last() -> None:
    text = "一开始都好。后来坏了。打了电话。没人来。要求退款。"
    _, _, before, _ = word_planes(Draft(text))
    assert not before[0] & 192
    assert before[text.index("后来")] & 192 == 64
    assert before[text.index("要求")] & 192 == 192
