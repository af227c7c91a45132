"""What the language tests share: the packaged rulebook, and a search without the tone model."""

from collections.abc import Callable, Sequence

import pytest

from tousu.draft import Draft
from tousu.language import find_language
from tousu.results import Fact, Finding
from tousu.rulebook import Rulebook

Find = Callable[..., tuple[Finding, ...]]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return Rulebook.packaged()


@pytest.fixture(scope="session")
def find(rulebook: Rulebook) -> Find:
    """Findings of the rules alone, so that a retrained model never changes these tests."""

    def search(text: str, facts: Sequence[Fact] = (), **options: object) -> tuple[Finding, ...]:
        draft = Draft(text)
        return find_language(
            draft, rulebook.scan(draft), facts, rulebook, None, options.pop("channel", None), **options
        )

    return search
