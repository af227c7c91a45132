"""What tests share: the analyzer, built once, and hypothesis without deadlines (the first call loads dictionaries)."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import tousu
from tousu import patterns
from tousu.rulebook import Rulebook

settings.register_profile("tousu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tousu")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def analyzer() -> tousu.Analyzer:
    return tousu.Analyzer()


@pytest.fixture(scope="session")
def patterns_of_rules() -> set[tuple[str, int]]:
    """Every pattern that the packaged rules are searched with, and its flags."""
    wanted = patterns.listen()
    try:
        book = Rulebook.packaged()
        for rule in book.flags.values():
            book.patterns(rule)
    finally:
        patterns._wanted = None
    return wanted


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring texts, which the project does not need and CI may lack."""
    if not SHARED.exists():
        pytest.skip("../shared is not here")
    return SHARED
