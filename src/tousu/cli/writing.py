"""Writes a rewritten draft back to its file: whole or not at all, and the old one stays beside it."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from tousu.encoding import read
from tousu.errors import FileError


def write_back(path: Path, before: str, text: str) -> Path:
    """The file with its new content, in its own encoding and with its own line ends.

    Args:
        path: the file.
        before: what it held when it was read: what somebody has written into it since is not overwritten.
        text: what it shall hold.

    Returns:
        Where the old one lies: beside it, under a name that was free.

    Raises:
        FileError: the file or its folder can't be written to, or holds something else by now; then the file is as it
            was, without a copy beside it.
    """
    backup = path.with_name(path.name + ".bak")
    number = 1
    while backup.exists():
        backup = path.with_name(f"{path.name}.bak{number}")
        number += 1
    try:
        held, form = read(path.read_bytes(), str(path))
        if held != before:
            raise FileError(f"{path}: was changed meanwhile", reason="changed", path=str(path))
        shutil.copy2(path, backup)
        _replace(path.resolve(), form.encode(text))
    except OSError as error:
        backup.unlink(missing_ok=True)
        raise FileError.writing(path, error) from None
    return backup


def _replace(path: Path, data: bytes) -> None:
    """The file whole with its new content or whole with its old one, whatever happens; mode and owner stay."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        about = path.stat()
        with suppress(OSError, AttributeError):  # to give a file away is for its owner, and not on every system
            os.chown(new, about.st_uid, about.st_gid)
        shutil.copymode(path, new)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
