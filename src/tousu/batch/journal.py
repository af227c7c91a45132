"""How far a run has come, on disk, so that an interrupted one goes on without repeating or losing a row.

``OUT.part`` and ``OUT.bad.part`` only ever grow; ``OUT.state`` says how many of their bytes count, and is replaced
whole about once a second. What a crash left behind that count is cut off. Only a finished run gets its name.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Self

from tousu.errors import ConfigError

_NOTE_EVERY = 1.0
"""Seconds between notes, each after the disk has the bytes: what a power cut can cost."""


@dataclass
class State:
    """Rows done, and the bytes of the two files that belong to them."""

    run: str
    rows: int = 0
    bad: int = 0
    output: int = 0
    side: int = 0


class Journal:
    """The unfinished output of one run; a context manager.

    Args:
        out: the file to be made.
        run: identity of input and settings: only the same run is gone on with.
        fresh: forget what an earlier run has done.

    Raises:
        ConfigError: another process is writing this output, or an unfinished run with other settings lies there.
    """

    def __init__(self, out: Path, run: str, *, fresh: bool = False) -> None:
        self.out = out
        self.part = out.with_name(out.name + ".part")
        self.side_part = out.with_name(out.name + ".bad.part")
        self.side = out.with_name(out.name + ".bad.jsonl")
        self._state_path = out.with_name(out.name + ".state")
        self._lock = _locked(out)
        self.state = State(run)
        if self._state_path.exists() and not fresh:
            self.state = self._read(run)
        self.resumed = self.state.rows
        self._output = _opened(self.part, self.state.output)
        self._side = _opened(self.side_part, self.state.side)
        self._noted = 0.0

    def _read(self, run: str) -> State:
        try:
            state = State(**json.loads(self._state_path.read_bytes()))
        except (ValueError, TypeError):
            return State(run)  # cut off while it was written for the first time
        if state.run != run:
            self._lock.close()
            raise ConfigError(
                f"{self._state_path} belongs to a run with another input, other settings or another tousu; "
                "go on with those, or begin anew with --fresh",
                reason="other_run",
                path=str(self._state_path),
            )
        whole = self.part.exists() and self.part.stat().st_size >= state.output
        side = self.side_part.exists() and self.side_part.stat().st_size >= state.side
        return state if whole and side else State(run)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._output.closed:
            self._note()
        self._output.close()
        self._side.close()
        self._lock.close()

    def add(self, output: bytes, side: bytes, rows: int = 0, bad: int = 0) -> None:
        """Keep a finished chunk."""
        self._output.write(output)
        self._side.write(side)
        state = self.state
        self.state = State(
            state.run, state.rows + rows, state.bad + bad, state.output + len(output), state.side + len(side)
        )
        if time.monotonic() - self._noted >= _NOTE_EVERY:
            self._note()

    def _note(self) -> None:
        """First the bytes, then the note that they count."""
        for file in (self._output, self._side):
            file.flush()
            os.fsync(file.fileno())
        new = self._state_path.with_name(self._state_path.name + ".new")
        new.write_text(json.dumps(asdict(self.state)))
        new.replace(self._state_path)
        self._noted = time.monotonic()

    def finish(self, finished: Path | None = None) -> None:
        """Give the output its name, and the side file where it holds a row; remove the rest.

        Args:
            finished: a file to become the output instead of the part as it is.
        """
        self._note()
        self._output.close()
        self._side.close()
        (finished or self.part).replace(self.out)
        self.part.unlink(missing_ok=True)
        if self.state.bad:
            self.side_part.replace(self.side)
        else:
            self.side_part.unlink()
            self.side.unlink(missing_ok=True)  # of an earlier run
        self._state_path.unlink(missing_ok=True)
        self.out.with_name(self.out.name + ".lock").unlink(missing_ok=True)


def _opened(path: Path, size: int) -> IO[bytes]:
    """Open for appending, cut to the bytes that count."""
    file = path.open("ab")
    file.truncate(size)
    return file


def _locked(out: Path) -> IO[Any]:
    """Held while the run goes on; the system frees it when the process dies, however it dies."""
    file = out.with_name(out.name + ".lock").open("w")
    try:
        import fcntl
    except ImportError:  # no such thing on Windows: two runs on one output are the caller's care there
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise ConfigError(f"another process is writing {out}", reason="locked", path=str(out)) from None
    return file
