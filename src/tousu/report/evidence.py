"""Why a draft has its issues → lines for a terminal: each class with what its phrases add to the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu.issues import Ground, name_of
from tousu.rulebook import Rulebook


def explain_issues(text: str, grounds: Sequence[Ground], rulebook: Rulebook) -> Iterator[str]:
    """A block an issue: its probability, then the phrases and the rest, which sum to the score."""
    if not grounds:
        yield rulebook.say("report", "unsure")
        return
    for ground in grounds:
        name = name_of(ground.id, rulebook)
        yield rulebook.say("report", "ground", name=name, id=ground.id, percent=f"{ground.probability:.0%}")
        for span, share in ground.phrases:
            phrase = " ".join(span.of(text).split())
            yield rulebook.say("report", "ground_phrase", share=f"{share:+.2f}", text=phrase)
        yield rulebook.say("report", "ground_rest", share=f"{ground.rest:+.2f}")
        yield rulebook.say("report", "ground_bias", share=f"{ground.bias:+.2f}")
        yield rulebook.say("report", "ground_score", score=f"{ground.score:+.2f}")
    yield rulebook.say("report", "ground_note")
