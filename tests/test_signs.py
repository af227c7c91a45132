"""No match of a signed pattern is without one of its signs: proven from the pattern itself, way by way."""

import gc
import pkgutil
from importlib import import_module
from re import _constants, _parser

import pytest

import tousu
from tousu import patterns

_MANY = 64
"""Of a set with more characters nothing is known."""


def without_sign(ends, items, signs):
    """How what has no sign so far can end, when these parts of a pattern follow: as much of it as can begin a sign.

    Where anything may stand nothing is known: an empty end, which is the hardest to make a sign of.
    """
    for op, value in items:
        ends = _one(ends, str(op), value, signs) if ends else ends
    return ends


def _one(ends, op, value, signs):
    if op == "LITERAL":
        return _longer(ends, [value], signs)
    if op == "IN":
        listed = _listed(value)
        return {""} if listed is None else _longer(ends, listed, signs)
    if op == "BRANCH":
        return set().union(*(without_sign(ends, way, signs) for way in value[1]))
    if op in ("SUBPATTERN", "ATOMIC_GROUP"):
        return without_sign(ends, value[3] if op == "SUBPATTERN" else value, signs)
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = value
        once = without_sign(ends, inner, signs)
        if most == 1:
            return once if least else once | ends
        return {""} if once or not least else set()
    if op in ("AT", "ASSERT", "ASSERT_NOT"):
        return ends
    return {""}


def _longer(ends, codes, signs):
    reach = max(map(len, signs)) - 1
    longer = {end + chr(code) for end in ends for code in codes}
    return {end[-reach:] if reach else "" for end in longer if not end.endswith(signs)}


def _listed(value):
    codes = []
    for op, inner in value:
        if op is _constants.LITERAL:
            codes.append(inner)
        elif op is _constants.RANGE and inner[1] - inner[0] < _MANY:
            codes += range(inner[0], inner[1] + 1)
        else:
            return None
    return codes


def proven(pattern, signs):
    return not without_sign({""}, _parser.parse(pattern), tuple(signs))


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("[0-9]+元|块钱", ("元", "块")),
        ("(?:约|大概)?(?P<n>[一二])[元块](?:整)?", "元块"),
        ("取(?:走|了)|拿走", ("取", "走")),
        ("还给?我", ("还我", "还给我")),
        ("(?:没元?)+", "没"),
    ],
)
def test_what_each_match_holds_is_seen(pattern, signs):
    assert proven(pattern, signs)


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("[0-9]+元?", "元"),
        ("元|块", "元"),
        ("还给?我", ("还我",)),
        ("还[^我]?我", ("还我",)),
        ("(?:元)*", "元"),
        ("(?=元).", "元"),
        ("[一-鿿]元?", "元"),
    ],
)
def test_what_a_match_can_be_without_is_seen(pattern, signs):
    assert not proven(pattern, signs)


def signed():
    for module in pkgutil.walk_packages(tousu.__path__, "tousu."):
        if not module.name.startswith(("tousu.learn", "tousu.__main__", "tousu.harvest", "tousu.arrow")):
            import_module(module.name)
    return [found for found in gc.get_objects() if isinstance(found, patterns.Signed)]


def test_every_signed_pattern():
    found = signed()
    assert len(found) > 20
    for pattern in found:
        assert proven(pattern.pattern.pattern, pattern.signs), pattern.pattern.pattern[:60]


def test_without_a_sign_nothing_is_looked_for():
    pattern = patterns.Signed("[0-9]+元", "元")
    assert [m.group() for m in pattern.finditer("付了30元")] == ["30元"]
    assert list(pattern.finditer("付了30")) == []
