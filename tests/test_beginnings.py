"""A pattern that knows what its matches begin with finds what it found before."""

import re
from re import _compiler, _parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tousu import patterns
from tousu.beginnings import quickened
from tousu.rulebook import Rulebook

HELPED = [
    "[0-9]+元",
    "(?<![0-9])(?:[0-9]{2,}|[一二三]+)元",
    "(?:约|大概)?(?P<n>[0-9]+)",
    "(?=[0-9约])(?:约)?[0-9]+(?!年)",
    "(?:请(?!问)|麻烦|(?:^|(?<=，))退)(?:款|货)",
    "(?>[！？]\\s?)+!",
    "(?:a|(?:b|c)?d)+?e",
    "(?:^|，)[没不]",
    r"(?:[\d零]|\s)+[元块]",
]
LEFT_ALONE = [
    "订单号",  # the engine knows the letters
    "[0-9]元",  # or the set
    "(?:大概)?",  # nothing is a match too
    "(?:[^元]|约)[0-9]",  # anything but one
    "(?:.|约)[0-9]",
    r"(?P<one>.)(?P=one)",
    "(?i:a|b+)c",  # small and large
    "(?<=a)(?:.)b",
    "(?![0-9]).+?b",
]
SPELLED = "约大概0123一二三元块年请问麻烦退款货，！？! abcde不没零\n٣"


def spelled(pattern, text):
    return [(match.span(), match.groups()) for match in pattern.finditer(text)]


def code_of(pattern, flags=0):
    parsed = _parser.parse(pattern, flags)
    code = [int(number) for number in _compiler._code(parsed, flags)]
    return code, [int(number) for number in quickened(list(code), parsed, flags | parsed.state.flags)]


@pytest.mark.parametrize("pattern", HELPED)
def test_what_the_engine_does_not_see_is_written_down(pattern):
    before, after = code_of(pattern)
    assert after != before
    assert after[1 + after[1] :] == before[1 + before[1] :]  # behind the head nothing changes


@pytest.mark.parametrize("pattern", LEFT_ALONE)
def test_what_it_sees_or_what_says_nothing_stays(pattern):
    before, after = code_of(pattern)
    assert after == before


def test_small_and_large_letters_stay():
    before, after = code_of("(?:a|b+)c", re.IGNORECASE)
    assert after == before


@pytest.fixture(scope="module")
def made(patterns_of_rules, tmp_path_factory):
    """Each pattern of the test and of the rules, as it comes from the store, and as ``re`` makes it."""
    wanted = {*patterns_of_rules, *((pattern, 0) for pattern in (*HELPED, *LEFT_ALONE))}
    patch = pytest.MonkeyPatch()
    patch.setattr(patterns, "STORE", tmp_path_factory.mktemp("store") / "patterns.bin")
    try:
        patterns.write(wanted)
        patch.setattr(patterns, "_store", None)
        assert len(patterns._open()[0]) == len(wanted)
        return [(patterns.compile(*key), re.compile(*key)) for key in sorted(wanted)]
    finally:
        patch.undo()


@given(st.text(SPELLED, max_size=60))
def test_the_same_is_found(made, text):
    for ours, theirs in made[-len(HELPED) - len(LEFT_ALONE) :]:
        assert spelled(ours, text) == spelled(theirs, text)


def test_the_rules_find_the_same(made):
    texts = [rule_text for rule in Rulebook.packaged().flags.values() for rule_text in rule.match]
    helped = [(ours, theirs) for ours, theirs in made if ours != theirs]
    assert len(helped) > 50
    for text in texts[::7]:
        for ours, theirs in helped:
            assert spelled(ours, text) == spelled(theirs, text), ours.pattern
