"""Reads a draft from a file or from standard input, in UTF-8 or GB18030."""

from __future__ import annotations

import sys
from pathlib import Path

from tousu.encoding import decode
from tousu.errors import FileError


def read_draft(name: str) -> str:
    """The text of a file, ``-`` for standard input.

    Raises:
        FileError: missing, a folder, binary, or in no encoding that is known.
    """
    shown = "标准输入" if name == "-" else name
    if name == "-" and sys.stdin is None:  # it was closed by whoever started the command
        raise FileError("standard input is closed", reason="closed", path=shown)
    if not name:  # Path("") is the working folder
        raise FileError("no file is called ''", reason="missing", path="“”")
    if name == "-" and sys.stdin.isatty():  # somebody sits there and may wonder
        from tousu.rulebook import Rulebook

        sys.stderr.write(Rulebook.packaged().say("usage", "paste") + "\n")
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise FileError.reading(shown, error) from None
    return decode(data, shown)
