"""The outside measure of insults: what a neutral rewrite took out is what was toxic."""

import pytest

from tousu.learn import rewrites
from tousu.spans import Span


@pytest.mark.parametrize(
    ("toxic", "neutral", "gone"),
    [
        ("你这个废物别说了", "你别说了", ["这个废物"]),
        ("滚出去", "请出去", ["滚"]),
        ("今天下雨", "今天下雨", []),
    ],
)
def test_what_the_rewrite_took_out_is_toxic(toxic, neutral, gone):
    assert [span.of(toxic) for span in rewrites.toxic_spans(toxic, neutral)] == gone


def test_share_covered_precision_and_f1():
    pairs = [("滚出去", "请出去"), ("你是废物吧", "你是人吧")]
    found = {"滚出去": [Span(0, 1)], "你是废物吧": [Span(0, 1)]}
    measured = rewrites.measure(pairs, found.__getitem__)
    assert (measured.lines, measured.phrases, measured.covered, measured.precision) == (2, 2, 0.5, 0.5)
    assert measured.f1 == pytest.approx(0.5)


@pytest.mark.slow
def test_insults_are_met_on_lines_nobody_here_wrote(shared, analyzer):
    """Far from complaints (forum quarrels): few words are ours, but what is said to be an insult is mostly one."""
    pairs = rewrites.read(shared / "data" / "toxic_rewrite_train.jsonl")
    measured = rewrites.measure(
        pairs, lambda text: [f.span for f in analyzer.analyze(text).findings if f.kind == "insult"]
    )
    assert measured.precision >= 0.8
    assert measured.covered >= 0.2
