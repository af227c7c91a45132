"""A part made without pydantic is, to its user, the part made with it: the same JSON to the byte."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tousu import plain

ROOT = Path(__file__).parents[1]
DRAFTS = sorted((ROOT / "examples" / "drafts").glob("*.txt"))


class Theirs(BaseModel):
    number: float
    words: tuple[str, ...] = ()
    table: dict[str, int] = {}


class Ours(plain.BaseModel):
    number: float
    words: tuple[str, ...] = ()
    table: dict[str, int] = plain.Field(default_factory=dict)


def both(**fields):
    ours = object.__new__(Ours)
    ours.__dict__.update(fields)
    return ours, Theirs(**fields)


@given(st.floats() | st.floats(1e-7, 1e-3), st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3))
def test_json_is_written_as_pydantic_writes_it(number, words):
    ours, theirs = both(number=number, words=tuple(words), table=dict.fromkeys(words, 1))
    assert ours.model_dump_json() == theirs.model_dump_json()
    assert ours.model_dump_json(indent=2) == theirs.model_dump_json(indent=2)


def test_a_part_is_frozen_and_compared_by_what_it_holds():
    one, other = both(number=1.0, words=(), table={})[0], both(number=1.0, words=(), table={})[0]
    assert one == other
    assert one != one.model_copy(update={"number": 2.0})
    with pytest.raises(TypeError):
        one.number = 2.0


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "html", "sarif", "github", "markdown"])
def test_the_command_prints_the_same_with_and_without_pydantic(format_):
    command = "; from tousu.cli import main; main()"
    files = [str(path) for path in DRAFTS]
    printed = [
        subprocess.run(
            [sys.executable, "-c", first + command, "check", "--format", format_, "--today", "2026-11-24", *files],
            capture_output=True,
            check=False,
        )
        for first in ("import tousu", "import pydantic")
    ]
    assert printed[0].stdout == printed[1].stdout
    assert len(printed[0].stdout) > 1000
    assert printed[0].returncode == printed[1].returncode == 1


def test_the_command_needs_no_pydantic_where_the_rules_are_compiled():
    code = (
        "import sys; from tousu.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "from tousu.rulebook import _compiled, _files, DATA\n"
        "assert not _compiled(_files(DATA)) or 'pydantic' not in sys.modules"
    )
    run = subprocess.run([sys.executable, "-c", code, "check", str(DRAFTS[0])], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
