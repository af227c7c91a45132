"""Files of the build in named sections, mapped: what nobody asks for is never read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

_HEAD = 4
"""Bytes of the size of the head."""
_STEP = 8
"""A section begins where numbers of eight bytes may."""


def write(path: Path, made_for: str, sections: Mapping[str, bytes]) -> None:
    """Write the sections; ``made_for`` says who can read them."""
    places, body = {}, bytearray()
    for name, data in sections.items():
        places[name] = len(body), len(body) + len(data)
        body += data + bytes(-len(data) % _STEP)
    head = json.dumps({"made_for": made_for, "sections": places}, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(_HEAD + len(head)) % _STEP)
    part = path.with_suffix(".part")
    part.write_bytes(len(head).to_bytes(_HEAD, "little") + head + body)
    part.replace(path)


def opened(path: Path, made_for: str) -> dict[str, memoryview]:
    """The sections of a file.

    Raises:
        OSError: no such file. ValueError: damaged, or made for somebody else.
    """
    import mmap

    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    first = _HEAD + int.from_bytes(data[:_HEAD], "little")
    head = json.loads(bytes(data[_HEAD:first]))
    try:
        if head["made_for"] != made_for or first % _STEP:
            raise ValueError(f"made for {head['made_for']}")
        return {name: data[first + start : first + end] for name, (start, end) in head["sections"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"its head lacks {error}") from None
