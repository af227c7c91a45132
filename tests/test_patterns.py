"""A kept pattern is what ``re`` compiles, save for what it begins with; what is not kept is compiled as ever."""

import pickle
import re

import pytest

from tousu import beginnings, patterns

FLAGGED = [
    ("a+(?P<name>b)?", 0),
    ("[一-鿿]{2,}(?:元|块)", 0),
    ("x.y", re.DOTALL),
    ("退款|Refund", re.IGNORECASE),
    ("", 0),
]


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "STORE", tmp_path / "patterns.bin")
    monkeypatch.setattr(patterns, "_store", None)
    # Patterns are equal when their codes are; what is written into those is tested by itself (test_beginnings).
    monkeypatch.setattr(beginnings, "quickened", lambda code, parsed, flags: code)
    return patterns.STORE


def kept(wanted):
    """The patterns as they come back from the file."""
    patterns.write(wanted)
    patterns._store = None
    assert patterns._open()[0]
    return {key: patterns.compile(*key) for key in wanted}


def test_what_is_kept_equals_what_is_compiled(store):
    """``re`` compares patterns by their compiled code."""
    for (pattern, flags), made in kept(set(FLAGGED)).items():
        fresh = re.compile(pattern, flags)
        assert made == fresh
        assert (made.groups, made.groupindex, made.flags) == (fresh.groups, fresh.groupindex, fresh.flags)


def test_every_rule_is_kept_as_it_is_compiled(store, patterns_of_rules):
    assert len(patterns_of_rules) > 100
    assert all(made == re.compile(*key) for key, made in kept(patterns_of_rules).items())


@pytest.mark.parametrize("data", [b"", b"\xff\xff\xff\xff", b"\x02\0\0\0{}", b"\x02\0\0\0{]", b"not a store at all"])
def test_a_damaged_store_compiles_as_ever(store, data):
    store.write_bytes(data)
    assert patterns.compile("ab|c") == re.compile("ab|c")


def test_a_store_of_another_interpreter_is_not_read(store, monkeypatch):
    patterns.write({("ab|c", 0)})
    monkeypatch.setattr(patterns, "_MADE_FOR", "another")
    patterns._store = None
    assert patterns._open()[0] == {}
    assert patterns.compile("ab|c") == re.compile("ab|c")


def test_functions_answer_as_those_of_re():
    text = "订单号 123，金额 45 元"
    for name in ("search", "match", "fullmatch", "findall", "split"):
        ours, theirs = (getattr(module, name)("[0-9]+", text) for module in (patterns, re))
        assert (str(ours) if ours is None or hasattr(ours, "span") else ours) == (
            str(theirs) if theirs is None or hasattr(theirs, "span") else theirs
        )
    assert patterns.sub("[0-9]+", lambda m: f"<{m[0]}>", text) == re.sub("[0-9]+", lambda m: f"<{m[0]}>", text)
    assert [m.span() for m in patterns.finditer("[0-9]+", text)] == [m.span() for m in re.finditer("[0-9]+", text)]


def test_a_kept_pattern_has_no_engine_before_it_is_used(store):
    made = kept({("a+(?P<name>b)?", 0)})["a+(?P<name>b)?", 0]
    assert type(made) is patterns._Kept
    assert made.search("xaab")["name"] == "b"
    assert type(made) is patterns._Restored
    assert made.sub("-", "xaab") == "x-"
    with pytest.raises(AttributeError):
        _ = made.nothing
    assert (made, hash(made), repr(made)) == (made.engine, hash(made.engine), repr(made.engine))
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_pattern_that_holds_what_stands_between_them_is_compiled_as_ever(store):
    pattern = f"a{patterns._END}b"
    made = kept({(pattern, 0), ("ab", 0)})[pattern, 0]
    assert isinstance(made, re.Pattern)
    assert made.fullmatch(pattern)
