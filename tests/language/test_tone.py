"""The tone model beside the rules: when it speaks, and when it takes a rule's word back."""

from __future__ import annotations

from typing import cast

import pytest

from tousu.draft import Draft
from tousu.language.search import Candidate
from tousu.language.tone import Tone
from tousu.readers import Judgement, Tagged, ToneModel
from tousu.rulebook import Rulebook
from tousu.spans import Span

RULEBOOK = Rulebook.packaged()
TEXT = "修了三回还漏水，师傅说这叫天然喷泉，等他们想起我来"
PHRASE = Span(8, 17)


class Model:
    """Says one phrase of one kind, and of every place that it is a fault with one chance."""

    def __init__(self, kind: str, chance: float) -> None:
        self.kind, self.chance = kind, chance

    def judged(self, text: str) -> Model:
        return self

    def worst(self, span: Span) -> float:
        return self.chance

    def phrases(self, judgement: Judgement, *, supported: bool = False) -> list[Tagged]:
        return [Tagged(self.kind, PHRASE, self.chance)]


def tone(kind: str, chance: float, text: str = TEXT) -> Tone:
    return Tone(cast(ToneModel, Model(kind, chance)), Draft(text), RULEBOOK)


HEATED = sorted(kind for kind, limits in RULEBOOK.kinds.items() if limits.heated)


@pytest.mark.parametrize("kind", HEATED)
def test_a_weak_phrase_is_said_only_in_a_draft_full_of_faults(kind: str) -> None:
    limits = RULEBOOK.kinds[kind]
    assert limits.heated < limits.propose
    weak = tone(kind, (limits.heated + limits.propose) / 2)
    assert weak.proposals(0) == []
    assert [c.rule.id for c in weak.proposals(1)] == [f"tone-{kind}"]


def test_one_fault_in_a_long_draft_is_no_heat() -> None:
    limits = RULEBOOK.kinds["sarcasm"]
    weak = tone("sarcasm", (limits.heated + limits.propose) / 2, TEXT + "。我等到今天" * 20)
    assert weak.proposals(1) == []


@pytest.mark.parametrize(("chance", "dropped"), [(0.001, True), (0.2, False)])
def test_a_rule_is_overruled_only_where_the_model_is_sure(chance: float, dropped: bool) -> None:
    candidate = Candidate(RULEBOOK.flags["louder-than"], PHRASE)
    assert tone("sarcasm", chance).vetoes(candidate) is dropped
