"""A named tuple made by the kernel is the named tuple that its own ``__new__`` makes."""

import copy
import gc
import pickle
import typing
from typing import NamedTuple

import pytest

from tousu import records
from tousu.spans import Span

pytestmark = pytest.mark.skipif(records.kernel is None, reason="the kernel was not built: no compiler")


class Plain(NamedTuple):
    one: int
    other: str = "b"
    more: tuple[int, ...] = ()


@records.quick
class Quick(NamedTuple):
    one: int
    other: str = "b"
    more: tuple[int, ...] = ()


class Light(records.NamedTuple):
    one: int
    other: str = "b"
    more: tuple[int, ...] = ()

    @property
    def both(self) -> str:
        return f"{self.one}{self.other}"


def test_a_definition_is_what_typing_makes_of_it():
    assert Light.__mro__ == (Light, tuple, object)
    assert Light(1).both == "1b"
    assert (Light._fields, Light._field_defaults) == (Plain._fields, Plain._field_defaults)
    assert (Light.__module__, Light.__qualname__) == (__name__, "Light")
    assert typing.get_type_hints(Light) == typing.get_type_hints(Plain)
    assert pickle.loads(pickle.dumps(Light(1))) == copy.deepcopy(Light(1)) == Light(1) == Plain(1)
    assert repr(Light(1, more=(2,))) == repr(Plain(1, more=(2,))).replace("Plain", "Light")


def test_however_it_is_called():
    for args, named in (((1, "c", (2,)), {}), ((1,), {}), ((1,), {"more": (3,)}), ((), {"other": "d", "one": 4})):
        plain, made = Plain(*args, **named), Quick(*args, **named)
        assert type(made) is Quick
        assert tuple(made) == tuple(plain)
        assert repr(made) == repr(plain).replace("Plain", "Quick")
        assert made._asdict() == plain._asdict()
        assert made._replace(one=9) == plain._replace(one=9)
        assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == Quick._make(made) == made


@pytest.mark.parametrize(
    ("args", "named"), [((), {}), ((1, 2, 3, 4), {}), ((1,), {"one": 2}), ((1,), {"what": 2})], ids=str
)
def test_what_does_not_fit_is_refused_in_the_same_words(args, named):
    with pytest.raises(TypeError) as plain:
        Plain(*args, **named)
    with pytest.raises(TypeError) as made:
        Quick(*args, **named)
    assert str(made.value) == str(plain.value).replace("Plain", "Quick")


def test_fields_are_replaced():
    plain, made = Plain(1, "c"), Quick(1, "c")
    computed = "".join(["mo", "re"])  # a name that is not the same object
    for named in ({}, {"one": 2}, {"other": "d", "one": None}, {computed: (3,)}):
        assert type(made._replace(**named)) is Quick
        assert tuple(made._replace(**named)) == tuple(plain._replace(**named))
    for call in (lambda record: record._replace(one=1, what=2, who=3), lambda record: record._replace(2)):
        with pytest.raises((ValueError, TypeError)) as theirs:
            call(plain)
        with pytest.raises(theirs.type) as ours:
            call(made)
        assert theirs.type is TypeError or str(ours.value) == str(theirs.value)


def test_what_can_be_part_of_no_cycle_is_none_of_the_collectors_business():
    assert not gc.is_tracked(Span(1, 2))
    assert gc.is_tracked(Quick(1, "c", ()))


def test_only_named_tuples_are_taken():
    for cls in (int, tuple, type("Twice", (Span,), {}), Span(1, 2)):
        with pytest.raises((TypeError, AttributeError)):
            records.kernel.quick(cls)
    with pytest.raises(ValueError):
        records.kernel.quick(NamedTuple("Long", [(letter, int) for letter in "abcdefghi"]))


def test_without_the_kernel_it_stays_as_it_is(monkeypatch):
    monkeypatch.setattr(records, "kernel", None)
    assert records.quick(Plain) is Plain
