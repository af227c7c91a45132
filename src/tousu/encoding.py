"""Bytes to text: UTF-8 with or without BOM, else GB18030; line ends become newlines."""

from __future__ import annotations

from tousu.errors import FileError


def decode(data: bytes, shown: str) -> str:
    """The text that the bytes hold.

    Args:
        data: a whole file.
        shown: what an error calls it.

    Raises:
        FileError: binary, or in no encoding that is known.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError(f"{shown}: UTF-16", reason="encoding", path=shown)
    if b"\0" in data[:4096]:
        raise FileError(f"{shown}: holds NUL bytes", reason="binary", path=shown)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise FileError(f"{shown}: neither UTF-8 nor GB18030", reason="encoding", path=shown)
