"""Rooms of compiled records: each record is restored when it is first asked for, and few of most rooms ever are."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, TypeVar

from tousu.catalogue import Record, fields_of

R = TypeVar("R", bound=Record)
_read = json.JSONDecoder().raw_decode
"""What the build wrote has nothing around it that must be looked for."""

Places = Mapping[str, tuple[int, int]]
"""Where the JSON of each record of a room stands in that of the room."""


def packed(records: Mapping[str, Mapping[str, Any]]) -> tuple[bytes, Places]:
    """The records of a room one behind the other, and where each stands."""
    places, body = {}, bytearray()
    for id_, record in records.items():
        start = len(body)
        # In the order of the keys in the files: needs are asked in it.
        body += json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
        places[id_] = start, len(body)
    return bytes(body), places


class Room(dict[str, Record]):
    """The records of a room by id, in the order of the files.

    What was restored lies in the dict itself, so that asking for it again costs what a dict costs.
    """

    def __init__(self, cls: type[Record], text: memoryview, places: Places) -> None:
        super().__init__()
        self._cls, self._text, self._places = cls, text, places
        self._all: dict[str, Record] | None = None

    def __missing__(self, id_: str) -> Record:
        start, end = self._places[id_]
        record = self[id_] = restored(self._cls, _read(str(self._text[start:end], "utf-8"))[0])
        return record

    def _whole(self) -> dict[str, Record]:
        if self._all is None:
            self._all = {id_: self[id_] for id_ in self._places}
        return self._all

    def __contains__(self, id_: object) -> bool:
        return id_ in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(self._whole())

    def get(self, id_: str, default: Any = None) -> Any:
        """The record, or what is given."""
        return self[id_] if id_ in self._places else default

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # a view as good as the dict's own
        """The ids."""
        return self._places.keys()

    def values(self) -> ValuesView[Record]:  # type: ignore[override]
        """All records."""
        return self._whole().values()

    def items(self) -> ItemsView[str, Record]:  # type: ignore[override]
        """All records by id."""
        return self._whole().items()


def restored(cls: type[R], record: Mapping[str, Any]) -> R:
    """A record from compiled JSON, which was validated when it was made."""
    out: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, str):
            out[key] = dt.date.fromisoformat(value) if "dt.date" in fields_of(cls)[key] else value
        elif isinstance(value, list):
            nested = cls.nested.get(key)
            out[key] = tuple(nested(**{k: _tuples(v) for k, v in x.items()}) for x in value) if nested else tuple(value)
        elif isinstance(value, dict):
            out[key] = {k: _tuples(v) for k, v in value.items()}
        else:
            out[key] = value
    return cls(**out)


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
