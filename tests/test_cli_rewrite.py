"""``tousu rewrite``: nothing is overwritten without being asked for."""

import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from tousu.cli.commands import tousu
from tousu.errors import FileError

DRAFT = "气死我了！！！9月1日买的台灯不亮，联系客服好几次没人管，要求退款35元。"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def run(*arguments: str, answers: str = "") -> str:
    result = CliRunner().invoke(tousu, ["rewrite", *arguments], input=answers)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_rewrite_is_printed_and_the_file_left_alone(draft: Path) -> None:
    assert "气死" not in run(str(draft))
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_the_diff_shows_what_went_and_what_came(draft: Path) -> None:
    out = run(str(draft), "--diff")
    assert "[-气死我了" in out
    assert "{+【请补充：具体次数】+}" in out


def test_the_statement_is_printed(draft: Path) -> None:
    assert "诉求" in run(str(draft), "--statement")


def test_apply_writes_the_file_and_keeps_every_backup(draft: Path) -> None:
    run(str(draft), "--apply")
    assert "气死" not in draft.read_text(encoding="utf-8")
    assert draft.with_name("draft.txt.bak").read_text(encoding="utf-8") == DRAFT
    draft.write_text("锅坏了。", encoding="utf-8")
    run(str(draft), "--apply")
    assert draft.with_name("draft.txt.bak").read_text(encoding="utf-8") == DRAFT


def test_a_file_without_a_flaw_is_not_written(draft: Path) -> None:
    run(str(draft), "--apply")
    run(str(draft), "--apply")
    assert [p.name for p in sorted(draft.parent.iterdir())] == ["draft.txt", "draft.txt.bak"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_apply_keeps_the_encoding_and_the_line_ends(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(f"台灯不亮。{newline}{DRAFT}{newline}请核实。{newline}".encode(encoding))
    run(str(path), "--apply")
    written = path.read_bytes().decode(encoding)
    assert "气死" not in written
    assert written.startswith(f"台灯不亮。{newline}我9月1日")
    assert written.endswith(f"。{newline}请核实。{newline}")
    assert written.count("\r") == (3 if "\r" in newline else 0)
    assert written.count("\n") == (3 if "\n" in newline else 0)
    assert not written.startswith("\ufeff")


def test_lines_that_end_in_several_ways_end_as_most_do(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(f"台灯不亮。\r\n{DRAFT}\n请核实。\r\n".encode())
    run(str(path), "--apply")
    assert path.read_bytes().count(b"\r\n") == 3


@pytest.mark.parametrize("other", ["--apply", "--ask", "--statement"])
def test_a_diff_is_only_looked_at(draft: Path, other: str) -> None:
    result = CliRunner().invoke(tousu, ["rewrite", str(draft), "--diff", other])
    assert result.exit_code == 2
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_answers_fill_the_blanks(draft: Path) -> None:
    out = run(str(draft), "--ask", answers="4\n" + "\n" * 12)
    assert "联系客服4次" in out
    assert "【请补充" not in out


def test_an_empty_draft_is_told_of() -> None:
    result = CliRunner().invoke(tousu, ["rewrite"], input=" \n")
    assert (result.exit_code, result.stdout) == (0, " \n")
    assert "稿子是空的" in result.stderr


def test_standard_input_cannot_be_written_back() -> None:
    result = CliRunner().invoke(tousu, ["rewrite", "-", "--apply"], input=DRAFT)
    assert result.exit_code == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_cannot_be_written_back(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(DRAFT,), kwargs={"encoding": "utf-8"})
    writer.start()
    result = CliRunner().invoke(tousu, ["rewrite", str(pipe), "--apply"])
    writer.join()
    assert result.exit_code == 2


def test_a_file_that_cannot_be_written_is_a_clear_error_and_stays(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("shutil.copy2", refused)
    result = CliRunner().invoke(tousu, ["rewrite", str(draft), "--apply"])
    assert isinstance(result.exception, FileError)
    assert result.exception.fields["reason"] == "unwritable"
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_a_draft_of_pure_anger_is_not_emptied(tmp_path: Path) -> None:
    path = tmp_path / "anger.txt"
    path.write_text("你们就是畜生。", encoding="utf-8")
    result = CliRunner().invoke(tousu, ["rewrite", str(path), "--apply"], standalone_mode=False)
    assert result.return_value == 1
    assert "没有留下陈述事实的话" in result.stderr
    assert path.read_text(encoding="utf-8") == "你们就是畜生。"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_draft_and_no_copy(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = CliRunner().invoke(tousu, ["rewrite", str(draft), "--apply"])
    assert isinstance(result.exception, FileError)
    assert draft.read_text(encoding="utf-8") == DRAFT
    assert list(draft.parent.iterdir()) == [draft]


def test_apply_keeps_the_mode_and_follows_a_link(draft: Path) -> None:
    draft.chmod(0o640)
    link = draft.with_name("link.txt")
    link.symlink_to(draft)
    run(str(link), "--apply")
    assert link.is_symlink()
    assert "气死" not in draft.read_text(encoding="utf-8")
    assert draft.stat().st_mode & 0o777 == 0o640
