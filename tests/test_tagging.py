"""The taggers: legal sequences, exact spans, and the same answer however long the rest of the text is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tousu.draft import Draft
from tousu.modelfile import folder
from tousu.tagging import decode, plane
from tousu.templates import likeliest
from tousu.tone import ToneModel, pieces


def test_an_inside_follows_only_its_own_begin() -> None:
    o, b, i, _b2, i2 = range(5)
    chances = np.full((4, 5), 0.01, dtype=np.float32)
    chances[0, b], chances[1, i2], chances[2, i], chances[3, o] = 0.9, 0.5, 0.9, 0.96
    chances[1, i] = 0.4
    (tag,) = decode(chances, ("product", "merchant"))
    assert (tag.kind, tuple(tag.span)) == ("product", (0, 3))


def test_two_phrases_side_by_side_stay_two() -> None:
    chances = np.full((4, 3), 0.01, dtype=np.float32)
    chances[[0, 2], 1] = 0.95
    chances[[1, 3], 2] = 0.95
    assert [tuple(t.span) for t in decode(chances, ("product",))] == [(0, 2), (2, 4)]


def test_a_plane_marks_begin_and_inside_by_group() -> None:
    assert plane(6, [[(0, 2)], [(3, 5)]]) == bytes([1, 2, 0, 3, 4, 0])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_pieces_lie_in_the_text_in_order_and_cover_all_but_breaks(content: str) -> None:
    found = pieces(Draft(content).codes)
    assert all(0 <= p.start < p.end <= len(content) for p in found)
    assert [p.start for p in found] == sorted(p.start for p in found)


@pytest.mark.parametrize("content", ["你们就是一群骗子", "这也配叫旗舰店？"])
def test_the_tone_model_sees_a_clause_alike_in_a_long_text(content: str) -> None:
    model = ToneModel.load(folder() / "tone.safetensors")
    alone = [(t.kind, t.span.of(content), round(t.probability, 6)) for t in model.tag(Draft(content).codes)]
    long = "我十月三号下的单，客服说等。" * 50 + content
    last = [(t.kind, t.span.of(long), round(t.probability, 6)) for t in model.tag(Draft(long).codes)][-len(alone) :]
    assert alone and alone == last


@pytest.mark.parametrize("content", ["", " ", "。。。", "a"])
def test_empty_and_wordless_texts_give_nothing(content: str) -> None:
    assert ToneModel.load(folder() / "tone.safetensors").tag(Draft(content).codes) == []


def test_the_likeliest_phrase_goes_on_while_it_is_inside() -> None:
    begins, insides = [0.01, 0.2, 0.01, 0.05, 0.0], [0.0, 0.0, 0.15, 0.1, 0.01]
    assert likeliest(begins, insides) == (1, 4)
    assert likeliest([0.1], [0.0]) == (0, 1)
