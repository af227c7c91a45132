"""Facts by rules alone: no model, so that what fails is a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.results import Fact
from tousu.rulebook import Rulebook

Find = Callable[..., list[Fact]]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return Rulebook.packaged()


@pytest.fixture(scope="session")
def find(rulebook: Rulebook) -> Find:
    def find_(text: str, kind: str | None = None, today: dt.date | None = None) -> list[Fact]:
        draft = Draft(text)
        facts = find_facts(draft, rulebook.scan(draft), rulebook, None, today)
        return [f for f in facts if kind in (None, f.kind)]

    return find_
