"""Every rule file keeps its own promises: its examples fire, its innocent ones do not, its patterns are linear."""

from __future__ import annotations

import re
import time

import pytest

from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.language.context import Context
from tousu.language.search import candidates
from tousu.rulebook import Rulebook
from tousu.rules import CONTEXT_IDS, FLAG_IDS, FlagRule
from tousu.spans import without_overlaps

RULEBOOK = Rulebook.packaged()
FINDING = [rule for rule in RULEBOOK.flags.values() if rule.type != "tone"]
PATTERNED = [rule for rule in FINDING if rule.patterns]


def marked(rule: FlagRule, text: str) -> str:
    """The text with what this rule alone finds in ⟦⟧, after context, longest first."""
    draft = Draft(text)
    hits = RULEBOOK.scan(draft)
    context = Context(draft, hits, find_facts(draft, hits, RULEBOOK, None), RULEBOOK)
    found = [c.span for c in candidates(draft, hits, RULEBOOK) if c.rule.id == rule.id and not context.silences(c)]
    for start, end in reversed(without_overlaps(found, lambda s: s, lambda s: (s.start - s.end, s.start))):
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


@pytest.mark.parametrize("rule", FINDING, ids=lambda r: r.id)
def test_a_rule_fires_in_its_examples_and_marks_the_span_they_mark(rule: FlagRule) -> None:
    for example in rule.match:
        assert "⟦" in example, f"{rule.id}: mark the span of {example!r} with ⟦⟧"
        assert marked(rule, re.sub("[⟦⟧]", "", example)) == example


@pytest.mark.parametrize("rule", FINDING, ids=lambda r: r.id)
def test_a_rule_is_silent_in_its_innocent_examples(rule: FlagRule) -> None:
    for example in rule.innocent:
        assert marked(rule, example) == example


@pytest.mark.parametrize("rule", FINDING, ids=lambda r: r.id)
def test_a_rule_shows_two_examples_that_fire_and_one_that_does_not(rule: FlagRule) -> None:
    assert len(rule.match) >= 2
    assert rule.innocent


@pytest.mark.parametrize("kind", FLAG_IDS)
def test_each_kind_has_rules_wording_and_a_tone_rule(kind: str) -> None:
    assert RULEBOOK.kinds[kind].message
    assert f"tone-{kind}" in RULEBOOK.flags
    assert sum(rule.kind == kind for rule in FINDING) >= 3


def test_rules_name_only_contexts_that_exist() -> None:
    for rule in RULEBOOK.flags.values():
        assert {*rule.also_silent_when, *rule.even_when} <= set(CONTEXT_IDS)


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda r: r.id)
def test_a_pattern_is_linear_in_the_length_of_its_worst_text(rule: FlagRule) -> None:
    """100,000 characters without any punctuation, made of what the pattern itself looks for."""
    words = [w for _, w in rule.terms()][:40]
    seeds = [
        "".join(words),
        *(re.sub("[⟦⟧，。！？!?；： ]", "", example) for example in rule.match),
        words[0],
        "".join(re.findall("[\u4e00-\u9fff]", rule.patterns[0]))[:60] or "我",
    ]
    for seed in seeds:
        text = (seed * (100_000 // len(seed) + 1))[:100_000]
        for pattern, *_ in RULEBOOK.patterns(rule):
            began = time.perf_counter()
            for at in range(0, len(text), 4000):
                for _ in pattern.finditer(text[at : at + 4000]):
                    pass
            assert time.perf_counter() - began < 2.5, f"{rule.id}: {pattern.pattern[:60]} on {seed[:20]!r}"


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda r: r.id)
def test_a_pattern_never_writes_unbounded_gaps_or_shorthand_digits(rule: FlagRule) -> None:
    for pattern in rule.patterns:
        assert not re.search(r"\\d|\\b|\.\*|\.\+|\][*+]|\)[*+](?!\?)", pattern), f"{rule.id}: {pattern}"
