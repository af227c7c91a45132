"""What ``tousu.results`` needs of pydantic when results are only made and shown: importing pydantic takes longer.

The command chooses it with ``use`` before it loads anything; nothing else does, so whoever imports tousu gets pydantic
models. Parts made here have the same fields, are frozen as well, and write the same JSON to the byte, which a test
holds; they validate nothing and know no JSON Schema.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring as quoted
from math import isfinite
from typing import Any, Self, TypeVar

from tousu.records import NamedTuple

C = TypeVar("C")

chosen = False
"""Whether results are to be made of these classes."""


def use() -> None:
    """Make results without pydantic, unless it is loaded already."""
    global chosen
    chosen = "pydantic" not in sys.modules and "tousu.results" not in sys.modules


class FieldOf(NamedTuple):
    """A field of a part: what it holds when nothing is given."""

    default: Any = ...


def Field(default: Any = ..., **_: Any) -> Any:  # noqa: N802  # as pydantic calls it
    """A field; bounds and descriptions are for those who validate."""
    return FieldOf(default)


def ConfigDict(**settings: Any) -> dict[str, Any]:  # noqa: N802
    """Settings, which nobody reads here."""
    return settings


def model_validator(**_: Any) -> Callable[[C], C]:
    """Nothing is validated."""
    return lambda function: function


class BaseModel:
    """A frozen object with the fields of its class."""

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    model_fields: dict[str, FieldOf] = {}

    def __init_subclass__(cls) -> None:
        fields = dict(cls.model_fields)
        for name in cls.__annotations__:
            default = cls.__dict__.get(name, ...)
            fields[name] = default if isinstance(default, FieldOf) else FieldOf(default)
            if name in cls.__dict__:
                delattr(cls, name)
        cls.model_fields = fields

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with some fields changed."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.__dict__.update(update)
        return made

    def model_dump_json(self, *, indent: int | None = None) -> str:
        """The JSON that pydantic writes."""
        out: list[str] = []
        _write(self, out.append, indent, 1)
        return "".join(out)


def _write(value: object, put: Callable[[str], object], indent: int | None, depth: int) -> None:
    if isinstance(value, str):
        put(quoted(value))
    elif value is None or isinstance(value, bool):
        put({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, float):
        put(_number(value))
    elif isinstance(value, int):
        put(str(value))
    elif isinstance(value, dt.date):
        put(f'"{value.isoformat()}"')
    elif isinstance(value, (tuple, list)):
        _listed(((None, item) for item in value), "[]", bool(value), put, indent, depth)
    else:
        fields = value if isinstance(value, dict) else vars(value)
        _listed(fields.items(), "{}", bool(fields), put, indent, depth)


def _listed(items: Any, marks: str, some: bool, put: Callable[[str], object], indent: int | None, depth: int) -> None:
    """The inside of a list or an object."""
    line = "" if indent is None else "\n" + " " * (indent * depth)
    between = marks[0] + line
    for name, item in items:
        put(between)
        if name is not None:
            put(quoted(name) + (":" if indent is None else ": "))
        _write(item, put, indent, depth + 1)
        between = "," + line
    last = "" if indent is None else "\n" + " " * (indent * (depth - 1))
    put(last + marks[1] if some else marks)


def _number(value: float) -> str:
    """A float as pydantic writes it: 0.00001, 1e-6 where Python says 1e-05, 1e-06; null for no number."""
    if not isfinite(value):
        return "null"
    said = repr(value)
    if said.endswith("e-05"):
        return said[: said.index(said.lstrip("-")[0])] + "0.0000" + said[:-4].lstrip("-").replace(".", "")
    return said.replace("e-0", "e-")
