"""The plainest use, ``tousu check FILE…``, without the library that reads arguments: loading it takes a tenth of it.

Whatever has more to it than files and one of the common formats goes the usual way; both print the same, which a test
holds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tousu.cli.terminal import wants_color
from tousu.cli.wording import told
from tousu.errors import FileError, TousuError

_FORMATS = ("text", "json", "jsonl")


def check(arguments: Sequence[str]) -> int | None:
    """The exit code of a plain ``check``; None where there is more to it."""
    asked = _plain(arguments)
    if asked is None:
        return None
    from tousu.cli.checking import run

    try:
        return run(asked[1], asked[0], echo=_print)
    except TousuError as error:
        return told(error)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130
    except BrokenPipeError:  # whoever read has seen enough; nothing may be written when the interpreter ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return told(FileError.writing("", error, "output"))


def _plain(arguments: Sequence[str]) -> tuple[str, list[str]] | None:
    """The format and the files, where nothing else is asked for and nothing has to be coloured."""
    if os.name != "posix" or arguments[:1] != ["check"] or wants_color(None):
        return None
    format_, names = "text", []
    words = iter(arguments[1:])
    for word in words:
        if word == "--format":
            format_ = next(words, "")
        elif word.startswith("-") and word != "-":
            return None
        else:
            names.append(word)
    return (format_, names) if names and format_ in _FORMATS else None


def _print(text: str, *, color: bool | None = None, nl: bool = True) -> None:
    sys.stdout.write(text + "\n" * nl)
    sys.stdout.flush()
