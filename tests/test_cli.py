"""The command line: what a person sees, exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

DRAFTS = ROOT / "examples" / "drafts"


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tousu", *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_check_marks_words_asks_questions_and_rewrites() -> None:
    code, out, _ = run("check", DRAFTS / "hasty.txt")
    assert code == 1
    assert all(head in out for head in ("问题类型", "建议修改", "找到的事实", "还缺什么", "改写稿"))
    assert "^^^^" in out
    assert "\x1b[" not in out


def test_marks_stand_under_their_words() -> None:
    from tousu.report.text import _width

    _, out, _ = run("check", "-", stdin="订单号260914-402716338850917，你们这群骗子一直没发货，请退款".encode())
    lines = out.splitlines()
    at = next(n for n, line in enumerate(lines) if set(line.strip()) == {"^"})
    marked = lines[at - 1]
    left = len(lines[at]) - len(lines[at].lstrip())
    columns = [_width(marked[:n]) for n in range(len(marked) + 1)]
    first, last = columns.index(left), columns.index(len(lines[at]))
    assert "骗子" in marked[first:last]


def test_json_is_the_analysis() -> None:
    code, out, _ = run("check", DRAFTS / "hasty.txt", "--format", "json")
    assert code == 1
    assert json.loads(out)["text"] == (DRAFTS / "hasty.txt").read_text(encoding="utf-8")


def test_json_of_several_drafts_is_one_list() -> None:
    names = [DRAFTS / "hasty.txt", DRAFTS / "calm.txt"]
    texts = [name.read_text(encoding="utf-8") for name in names]
    assert [a["text"] for a in json.loads(run("check", *names, "--format", "json")[1])] == texts
    lines = run("check", *names, "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["text"] for line in lines] == texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_are_read_in_utf8_and_gb18030(tmp_path: Path, encoding: str) -> None:
    text = "我在淘宝买的水壶漏水，要求退款。"
    path = tmp_path / "draft.txt"
    path.write_bytes(text.encode(encoding))
    _, out, _ = run("check", path, "--format", "json")
    assert json.loads(out)["text"] == text


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["check", "none.txt"], b"", "找不到文件"),
        (["check", "."], b"", "文件夹"),
        (["check"], b"\xff\xff\xff\xfe", "编码"),
        (["check"], "没发货".encode("utf-16"), "另存为 UTF-8"),
        (["check", ""], b"", "找不到文件"),
        (["check", "--disable", "insutl"], "没发货".encode(), "是不是“insult”"),
        (["check", "--config", "none.toml"], "没发货".encode(), "找不到文件 none.toml"),
        (["check", "--config", "."], "没发货".encode(), "是一个文件夹"),
        (["check"], b"a\0b", "不是文本文件"),
        (["check", "--channel", "12351"], "没发货".encode(), "12315"),
        (["check", "--limit", "10"], ("没发货" * 10).encode(), "超过了上限"),
        (["chekc"], b"", "没有“chekc”这一项"),
        (["check", "--rules", "no-such-folder"], "没发货".encode(), "no-such-folder"),
        (["check", "--chanel", "seller"], b"", "是不是“--channel”"),
        (["check", "--format", "pdf"], b"", "--format 只能是：text、json"),
        (["check", "--today", "昨天"], b"", "--today 请写成 2026-09-03"),
        (["check", "--limit", "0"], b"", "--limit 请给一个整数（≥1）"),
        (["check", "--channel"], b"", "选项 --channel"),
        (["batch"], b"", "还要给出“输入”"),
        (["batch", "in.csv"], b"", "--output"),
        (["redact", "--map", "no/a.json"], "没发货".encode(), "无法写入 no/a.json：没有这个文件夹"),
        (["redact", "--map", "."], "没发货".encode(), "已经存在"),
        (["rewrite", "--rules", "no"], "没发货".encode(), "找不到规则文件夹 no"),
        (["explain", "no.txt"], b"", "找不到文件 no.txt"),
        (["explain", "."], b"", "是一个文件夹"),
        (["explain", "insutl"], b"", "是不是“insult”"),
        (["explain", "nosuchrule"], b"", "用“tousu rules”可以看全部规则"),
        (["explain", "-", "--models", "no"], "没发货".encode(), "找不到模型 no"),
        (["batch", "", "-o", "out.csv"], b"", "找不到文件"),
        (["batch", ".", "-o", "no/out.csv"], b"", "找不到文件夹 no"),
        (["redact", "--map", "a.json", "--restore", "b.json"], b"", "一次只能用一个"),
        (["rewrite", "a", "b"], b"", "tousu rewrite --help"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_two(tmp_path: Path, arguments: list[str], stdin: bytes, said: str) -> None:
    code, out, err = run(*arguments, stdin=stdin, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("format_", ["sarif", "github", "markdown"])
def test_every_format_keeps_the_exit_code_and_names_several_files(format_: str) -> None:
    code, out, err = run("check", DRAFTS / "hasty.txt", DRAFTS / "calm.txt", "--format", format_)
    assert (code, err) == (1, "")
    assert "hasty.txt" in out.replace("\\", "")


@pytest.mark.skipif(os.name == "nt", reason="descriptors are closed as POSIX shells do")
@pytest.mark.parametrize(
    ("redirection", "code", "said"),
    [("<&-", 2, "标准输入是关着的"), ("< calm >&-", 1, ""), ("< calm 2>&-", 1, "")],
)
def test_closed_streams_are_no_traceback(tmp_path: Path, redirection: str, code: int, said: str) -> None:
    (tmp_path / "calm").write_text("你们这群骗子", encoding="utf-8")
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m tousu check - {redirection}', sys.executable],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["check", "rewrite"])
def test_a_full_disk_is_one_line_and_exit_code_two(command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tousu", command, DRAFTS / "hasty.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert "写不出结果" in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("chosen", "environment", "terminal", "colored"),
    [
        (None, {}, True, True),
        (None, {}, False, False),
        (None, {"NO_COLOR": "1"}, True, False),
        (None, {"NO_COLOR": ""}, True, True),
        (None, {"TERM": "dumb"}, True, False),
        (True, {"NO_COLOR": "1"}, False, True),
        (False, {}, True, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, chosen: bool | None, environment: dict[str, str], terminal: bool, colored: bool
) -> None:
    from tousu.cli.terminal import wants_color

    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    assert wants_color(chosen) is colored


def test_a_draft_does_not_steer_the_terminal() -> None:
    draft = "台灯\x1b[2J\x07不亮，你们是骗子，要求退款35元。".encode()
    for command in (["check", "-"], ["check", "-", "--color"], ["check", "--statement"]):
        out = run(*command, stdin=draft)[1]
        assert "␛[2J" in out
        assert "\x1b[2J" not in out
        assert "\x07" not in out
    for command in ("rewrite", "redact"):  # what goes to a file is the person's own to the letter
        assert "台灯\x1b[2J\x07不亮" in run(command, stdin=draft)[1]


@pytest.mark.skipif(os.name == "nt", reason="terminals as POSIX has them")
def test_who_gives_no_file_in_a_terminal_is_told_how_to_go_on() -> None:
    import pty

    ours, theirs = pty.openpty()
    os.write(ours, "你们是骗子\n\x04".encode())
    done = subprocess.run(
        [sys.executable, "-m", "tousu", "rewrite"], stdin=theirs, capture_output=True, timeout=60, check=False
    )
    os.close(ours)
    os.close(theirs)
    assert "请输入或粘贴草稿" in done.stderr.decode()


def test_a_broken_rule_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "flags").mkdir()
    (tmp_path / "flags" / "mine.toml").write_text('kindd = "insult"', encoding="utf-8")
    code, _, err = run("check", "--rules", tmp_path, stdin="没发货".encode())
    assert code == 2
    assert "mine.toml" in err


def test_several_files_are_told_apart(tmp_path: Path) -> None:
    _, out, _ = run("check", DRAFTS / "hasty.txt", DRAFTS / "calm.txt")
    assert out.count("== ") == 2


def test_version_and_help() -> None:
    import tousu

    assert tousu.__version__ in run("--version")[1]
    code, out, _ = run("--help")
    assert code == 0
    assert "check" in out


@pytest.mark.parametrize("command", ["check", "rewrite", "rules", "explain", "redact", "batch", "train", "evaluate"])
def test_every_command_has_help(command: str) -> None:
    assert run(command, "--help")[0] == 0


def test_the_examples_of_the_help_page_run(tmp_path: Path) -> None:
    (tmp_path / "草稿.txt").write_text(CALM, encoding="utf-8")
    (tmp_path / "投诉.csv").write_text(f"text\n{CALM}\n", encoding="utf-8")
    examples = [line.split("  ")[1].split() for line in run("--help")[1].split("例子：")[1].strip("\n").splitlines()]
    assert len(examples) > 4
    for name, *arguments in examples:
        assert name == "tousu"
        code, _, err = run(*arguments, cwd=tmp_path)
        assert code == 0, err


def test_help_pages_are_in_chinese() -> None:
    code, out, _ = run("batch", "--help")
    assert code == 0
    assert all(word in out for word in ("用法：", "选项", "[必填]", "显示这份说明。"))
    assert not any(word in out for word in ("Usage", "Options", "required", "Show this"))
    for command in ("train", "redact", "evaluate"):
        assert not any(word in run(command, "--help")[1] for word in ("default", "DIRECTORY", "PATH", "x>=1", "选项:"))


CALM = "9月1日在京东「明明灯饰」买的台灯，订单号302817465920，实付35元，收到不亮，有照片，要求退款35元。"
ANGRY = "你们就是畜生。"


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        (["check"], CALM, 0),
        (["check"], ANGRY, 1),
        (["rewrite"], CALM, 0),
        (["rewrite", "--statement"], CALM, 0),
        (["rewrite"], "", 0),
        (["rewrite"], "气死我了！" + CALM, 0),
        (["rewrite", "--diff"], CALM, 0),
        (["rewrite"], ANGRY, 1),
        (["rewrite", "--statement"], ANGRY, 1),
        (["rewrite", "--apply"], CALM, 2),
        (["rewrite", "none.txt"], "", 2),
        (["redact"], CALM, 0),
        (["redact", "--restore", "none.json"], CALM, 2),
        (["rules", "--kind", "insult"], "", 0),
        (["explain", "insult"], "", 0),
        (["explain", "-"], CALM, 0),
        (["explain", "nothing"], "", 2),
    ],
)
def test_exit_codes_are_those_of_the_help_page(arguments: list[str], stdin: str, code: int, tmp_path: Path) -> None:
    assert run(*arguments, stdin=stdin.encode(), cwd=tmp_path)[0] == code
    page = run(arguments[0], "--help")[1].split("退出码：")[1]
    assert str(code) in [line.split()[0] for line in page.strip().splitlines()]


def test_every_command_that_reads_drafts_heeds_the_settings_of_the_folder(tmp_path: Path) -> None:
    """What ``check`` is told to let stand, ``rewrite`` lets stand, and ``batch`` does not count."""
    draft = "气死我了。9月1日买的台灯不亮，要求退款35元。"
    (tmp_path / "draft.txt").write_text(draft, encoding="utf-8")
    (tmp_path / "in.csv").write_text(f"text\n{draft}\n", encoding="utf-8")
    assert "气死" not in run("rewrite", "draft.txt", cwd=tmp_path)[1]
    (tmp_path / "tousu.toml").write_text('disable = ["emotion"]', encoding="utf-8")
    assert "气死" in run("rewrite", "draft.txt", cwd=tmp_path)[1]
    assert run("batch", "in.csv", "-o", "out.jsonl", "--jobs", "1", cwd=tmp_path)[0] == 0
    assert "emotion" not in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    (tmp_path / "tousu.toml").write_text('disabel = ["emotion"]', encoding="utf-8")
    for command in (["rewrite"], ["redact"], ["explain", "-"], ["rules"], ["batch", "in.csv", "-o", "other.csv"]):
        code, _, err = run(*command, stdin=draft.encode(), cwd=tmp_path)
        assert (code, "disable" in err) == (2, True), command


def test_settings_of_another_folder_are_given_by_name(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('disable = ["emotion"]', encoding="utf-8")
    draft = "气死我了。9月1日买的台灯不亮，要求退款35元。".encode()
    assert "气死" in run("rewrite", "--config", "mine.toml", stdin=draft, cwd=tmp_path)[1]
    assert "气死" in run("rewrite", "--disable", "emotion", stdin=draft, cwd=tmp_path)[1]


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_the_rewrite_ends_as_the_draft_does(end: str) -> None:
    assert run("rewrite", stdin=(CALM + end).encode())[1] == CALM + (end or "\n")
