"""Bytes to text and back: UTF-8 with or without BOM, else GB18030; line ends become newlines."""

from __future__ import annotations

import codecs

from tousu.errors import FileError
from tousu.records import NamedTuple


class Form(NamedTuple):
    """How a file writes its text: its encoding, and what ends its lines."""

    encoding: str
    newline: str

    def encode(self, text: str) -> bytes:
        """The text, whose lines end with a newline, as the file writes it."""
        return text.replace("\n", self.newline).encode(self.encoding)


def decode(data: bytes, shown: str) -> str:
    """The text that the bytes hold.

    Args:
        data: a whole file.
        shown: what an error calls it.

    Raises:
        FileError: binary, or in no encoding that is known.
    """
    return read(data, shown)[0]


def read(data: bytes, shown: str) -> tuple[str, Form]:
    """The text that the bytes hold, and how they write it; of several kinds of line end the commonest.

    Raises:
        FileError: as for ``decode``.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(f"{shown}: UTF-16", reason="encoding", path=shown)
    if b"\0" in data[:4096]:
        raise FileError(f"{shown}: holds NUL bytes", reason="binary", path=shown)
    marked = data.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig" if marked else "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n"), Form(encoding, _newline(text))
    raise FileError(f"{shown}: neither UTF-8 nor GB18030", reason="encoding", path=shown)


def _newline(text: str) -> str:
    pairs = text.count("\r\n")
    counts = {"\n": text.count("\n") - pairs, "\r\n": pairs, "\r": text.count("\r") - pairs}
    return max(counts, key=lambda end: counts[end])
