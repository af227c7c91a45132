"""The false-alarm corpus: texts with bad words in innocent use. It grows with every report of a false alarm."""

import json
from pathlib import Path

import pytest

from tousu.rules import FLAG_IDS

PATH = Path(__file__).parents[1] / "data" / "innocent.jsonl"
TEXTS = [json.loads(line)["text"] for line in PATH.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def alarms(analyzer):
    """The texts that raise an alarm, with their findings of language."""
    found = {text: [f for f in analyzer.analyze(text).findings if f.kind in FLAG_IDS] for text in TEXTS}
    return {text: findings for text, findings in found.items() if findings}


def test_the_corpus_is_large_and_says_nothing_twice():
    assert len(TEXTS) >= 300
    assert len(set(TEXTS)) == len(TEXTS)


def test_no_innocent_text_is_told_that_it_must_change(alarms):
    assert not {t: f for t, f in alarms.items() if any(x.severity == "block" for x in f)}


def test_at_most_two_in_a_hundred_raise_any_alarm(alarms):
    said = "\n".join(f"{text}: {[(f.rule, f.text) for f in findings]}" for text, findings in alarms.items())
    assert len(alarms) <= 0.02 * len(TEXTS), said
