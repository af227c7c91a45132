"""Runs the notebooks of ``examples/notebooks`` from the top and writes them back with their small outputs.

python -m tousu.learn.notebooks [FILE]...
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tousu.learn.corpus import CORPUS

FOLDER = CORPUS.parents[1] / "examples" / "notebooks"


def run(path: Path, timeout: int = 600) -> Any:
    """The notebook with the outputs of a fresh run, and nothing in it that differs from run to run but they.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    book = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat ships half of its types
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # the debugger's warning would stand in the output
    NotebookClient(
        book, timeout=timeout, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":  # warnings name folders of this machine
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
    book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return book


def main(arguments: Sequence[str]) -> None:
    """Run the notebooks named, or all."""
    for path in [Path(a) for a in arguments] or sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(run(path), path)  # type: ignore[no-untyped-call]
        sys.stdout.write(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB)\n")


if __name__ == "__main__":
    main(sys.argv[1:])
