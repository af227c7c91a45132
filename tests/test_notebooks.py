"""The notebooks run from the top, show what they promise, and hold nothing of a machine."""

import re
from pathlib import Path

import pytest

from .conftest import ROOT

pytest.importorskip("nbclient", reason="needs the notebooks extra")
pytest.importorskip("sklearn", reason="needs the learn extra")

import nbformat

from tousu.learn import notebooks

BOOKS = sorted(notebooks.FOLDER.glob("*.ipynb"))


def plots_of(book: nbformat.NotebookNode) -> int:
    outputs = [o for cell in book.cells if cell.cell_type == "code" for o in cell.outputs]
    return sum("image/png" in o.get("data", {}) for o in outputs)


def test_there_are_three_and_their_page_names_each() -> None:
    page = (notebooks.FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in BOOKS] == re.findall(r"\]\((.+?\.ipynb)\)", page)


@pytest.mark.slow
@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_from_the_top(path: Path) -> None:
    book = notebooks.run(path)
    assert plots_of(book) == plots_of(nbformat.read(path, as_version=4)) > 0


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_what_is_kept_is_small_valid_and_of_no_machine(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    nbformat.validate(nbformat.read(path, as_version=4))
    assert len(content) < 250_000
    assert not re.search(r"site-packages|/home/|/root/|/tmp/|Traceback|[A-Z]:\\\\Users", content)


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_a_notebook_uses_the_public_face_and_learn_alone(path: Path) -> None:
    cells = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert set(re.findall(r"^from (tousu\S*)|^import (tousu\S*)", "\n".join(cells), re.MULTILINE)) <= {
        ("tousu.learn", ""),
        ("", "tousu"),
    }
    assert not re.search(r"\._[a-z]", "\n".join(cells))


def test_the_page_tells_how_to_run_them() -> None:
    assert "tousu.learn.notebooks" in (ROOT / "examples" / "notebooks" / "README.md").read_text(encoding="utf-8")
