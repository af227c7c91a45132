"""``tousu rewrite --ask``: answers are checked, asked for once more, or leave the draft truthful without them."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis.strategies import sampled_from, text

import tousu
from tousu.cli import asking
from tousu.cli.answers import Judge
from tousu.cli.commands import tousu as command
from tousu.cli.kinds import KINDS
from tousu.cli.spoken import absent
from tousu.errors import FileError
from tousu.rewrite.filling import place_of
from tousu.rulebook import Rulebook
from tousu.spans import Span

COUNTED = (
    "9月1日在京东「明明灯饰」买的台灯，订单号302817465920，实付35元，收到不亮，有照片，"
    "联系客服好几次没人管，要求退款35元。"
)
CALLED = COUNTED.replace("联系客服好几次没人管", "打了一万次电话没人接")
JUDGE = Judge(tousu.Analyzer(), tousu.analyze("水壶漏水，报修好几次没人来。"))
BARE = "在京东「明明灯饰」买的台灯不亮，有照片，要求退款。"


def ask(tmp_path: Path, draft: str, *answers: str, options: tuple[str, ...] = ()) -> Result:
    path = tmp_path / "draft.txt"
    path.write_text(draft, encoding="utf-8")
    lines = "".join(answer + "\n" for answer in answers)
    result = CliRunner().invoke(command, ["rewrite", str(path), "--ask", *options], input=lines, standalone_mode=False)
    assert result.exception is None, result.exception
    return result


@pytest.mark.parametrize(
    ("draft", "answer", "said"),
    [
        (COUNTED, "3", "联系客服3次没人管"),
        (COUNTED, "三次", "联系客服三次没人管"),
        (COUNTED, "3次，9月5日和9月6日", "联系客服3次（9月5日和9月6日）没人管"),
        (COUNTED, "不记得了", "联系客服好几次没人管"),
        (CALLED, "三次", "打了三次电话没人接"),
        (CALLED, "5个", "打了5次电话没人接"),
        (CALLED, "不记得了", "打了【请补充：具体次数】次电话没人接"),
        (CALLED, "没有", "打了【请补充：具体次数】次电话没人接"),
        (CALLED, "", "打了【请补充：具体次数】次电话没人接"),
    ],
)
def test_a_count_goes_in_with_one_unit_or_not_at_all(tmp_path: Path, draft: str, answer: str, said: str) -> None:
    assert said in ask(tmp_path, draft, answer).stdout


NO_NUMBER = "退一赔十 三次 89元 在手机里 骗子 ？？ 【请补充：订单号】 12 13812345678"
NONE = "没有 无 不知道 忘了 我不记得订单号了 订单号找不到了"
ODD = "你们都是骗子 他把我拉黑了 三次 89元 是的 退一赔十 123 2月30日 <b>店</b> 同上 见附件 呵呵 00000000 2999年1月1日"


@pytest.mark.parametrize("answer", f"{NO_NUMBER} {NONE}".split())
def test_what_is_no_order_number_never_stands_as_one(tmp_path: Path, answer: str) -> None:
    assert "订单号：" not in ask(tmp_path, BARE, answer, answer).stdout


@pytest.mark.parametrize("answer", ["302817465920", "订单号是302817465920", "我的订单号：302817465920"])
def test_an_order_number_stands_once_behind_its_label(tmp_path: Path, answer: str) -> None:
    out = ask(tmp_path, BARE, answer).stdout
    assert "订单号：302817465920\n" in out
    assert any(f.value == "302817465920" for f in tousu.analyze(out).facts)


def test_an_answer_that_does_not_fit_is_asked_for_once_more_with_reason_and_example(tmp_path: Path) -> None:
    result = ask(tmp_path, BARE, "退一赔十", "302817465920")
    assert "“退一赔十”不像订单号" in result.stderr
    assert "例如：260914-402716338850917" in result.stderr
    assert "订单号：302817465920" in result.stdout


def test_a_number_of_its_own_shape_is_taken_when_it_is_said_again(tmp_path: Path) -> None:
    assert "订单号：A-77" not in ask(tmp_path, BARE, "A-77", "A-77").stdout
    result = ask(tmp_path, BARE, "8812", "8812")
    assert "同样的内容再写一遍" in result.stderr
    assert "订单号：8812" in result.stdout
    assert "订单号：" not in ask(tmp_path, BARE, "8812", "三次").stdout


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("截图和录音", "证据：截图和录音"),
        ("没有截图", None),
        ("没有", None),
        ("都删了", None),
        ("忘记录音了", None),
        ("没有发票，有聊天记录", "证据：没有发票，有聊天记录"),
    ],
)
def test_who_has_no_evidence_states_none(tmp_path: Path, answer: str, said: str | None) -> None:
    out = ask(tmp_path, BARE.replace("有照片，", ""), "", "", answer, answer).stdout
    assert said in out if said else "证据：" not in out


@pytest.mark.parametrize(
    ("answer", "said"), [("赶紧退钱", "诉求：请尽快退钱"), ("让老板坐牢", None), ("89元", None), ("换货", "诉求：换货")]
)
def test_a_demand_is_put_as_the_rewrite_would(tmp_path: Path, answer: str, said: str | None) -> None:
    draft = "9月1日在京东「明明灯饰」买的台灯，订单号302817465920，实付35元，收到不亮，有照片。"
    out = ask(tmp_path, draft, answer, answer).stdout
    assert said in out if said else "诉求：" not in out


@pytest.mark.parametrize("answer", ODD.split())
@pytest.mark.parametrize("kind", ["订单号", "商家", "日期"])
def test_one_odd_answer_goes_nowhere(tmp_path: Path, kind: str, answer: str) -> None:
    out = ask(tmp_path, "在京东买的台灯不亮，有照片，要求退款。", *[answer, ""] * 4).stdout
    assert f"{kind}：" not in out


def test_two_blanks_of_one_name_are_two_questions(tmp_path: Path) -> None:
    draft = COUNTED.replace("联系客服好几次没人管", "打了一万次电话，投诉了一百遍没人管")
    out = ask(tmp_path, draft, "4", "2").stdout
    assert "打了4次电话。投诉了2遍" in out


def test_what_was_asked_for_in_a_blank_is_not_asked_again(tmp_path: Path) -> None:
    result = ask(tmp_path, "前几天在京东「明明灯饰」买的台灯不亮，有照片，要求退款。", "9.1")
    assert "我9月1日在京东" in result.stdout or "9月1日在京东" in result.stdout
    assert "哪天下单" not in result.stderr


def test_a_day_that_only_the_writer_can_count_is_told_as_a_date(tmp_path: Path) -> None:
    draft = "前几天在京东「明明灯饰」买的台灯不亮，有照片，要求退款。"
    options = ("--today", "2026-11-28")
    result = ask(tmp_path, draft, "昨天", options=options)
    assert "2026年11月27日在京东" in result.stdout
    assert "写成：2026年11月27日" in result.stderr
    assert "昨天下午在京东" in ask(tmp_path, draft, "昨天下午", options=options).stdout


def test_a_draft_that_lacks_nothing_is_asked_nothing(tmp_path: Path) -> None:
    result = ask(tmp_path, COUNTED.replace("好几次", "三次"))
    assert result.stderr == "没有要问的。\n"


def test_a_statement_is_filled_and_loses_what_there_is_none_of(tmp_path: Path) -> None:
    result = ask(tmp_path, "在京东买的台灯不亮，客服说修不了，要求退款。", *["没有"] * 9, options=("--statement",))
    assert "【" not in result.stdout
    assert "订单号" not in result.stdout
    assert "诉求：" in result.stdout


def test_a_statement_tells_what_was_bought_before_what_happened(tmp_path: Path) -> None:
    answers = ("302817465920", "9月1日", "截图", "退款")
    out = ask(tmp_path, "水壶漏水，客服说修不了。", *answers, options=("--statement",)).stdout
    assert out.index("订单号：302817465920") < out.index("9月1日") < out.index("事实经过")


def test_all_else_stays_to_the_letter(tmp_path: Path) -> None:
    before = tousu.analyze(COUNTED).rewrite.text
    after = ask(tmp_path, COUNTED, "3").stdout.removesuffix("\n")
    head, tail = before.split("好几次【请补充：具体次数】")
    assert after == f"{head}3次{tail}"


def test_personal_data_of_an_answer_are_masked_in_public(tmp_path: Path) -> None:
    draft = BARE.replace("有照片，", "")
    answers = ("302817465920", "9月1日", "和客服13812345678的聊天记录")
    assert "13812345678" in ask(tmp_path, draft, *answers).stdout
    assert "13812345678" not in ask(tmp_path, draft, *answers, options=("--channel", "heimao")).stdout


def test_no_more_answers_leave_the_rest_open(tmp_path: Path) -> None:
    result = ask(tmp_path, COUNTED)
    assert result.return_value == 0
    assert "好几次【请补充：具体次数】" in result.stdout
    assert "剩下的空着" in result.stderr


def test_apply_writes_what_was_answered(tmp_path: Path) -> None:
    assert ask(tmp_path, COUNTED, "3", options=("--apply",)).stdout == ""
    assert "联系客服3次没人管" in (tmp_path / "draft.txt").read_text(encoding="utf-8")
    assert (tmp_path / "draft.txt.bak").read_text(encoding="utf-8") == COUNTED


@pytest.mark.parametrize("answered", [0, 1])
def test_who_stops_keeps_the_answers_and_the_file(
    tmp_path: Path, answered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["4"] * answered)

    def read() -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "_read", read)
    draft = COUNTED.replace("联系客服好几次没人管", "打了一万次电话，投诉了一百遍没人管")
    result = ask(tmp_path, draft, options=("--apply",))
    assert result.return_value == 130
    assert ("打了4次电话。投诉了【请补充：具体次数】遍" in result.stdout) == bool(answered)
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == draft
    assert [p.name for p in tmp_path.iterdir()] == ["draft.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_answers_are_piped_in_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "draft.txt").write_text(COUNTED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tousu", "rewrite", "draft.txt", "--ask"],
        input="三次\n".encode(encoding),
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0
    assert "联系客服三次没人管" in done.stdout.decode()


@given(text(max_size=40), sampled_from(KINDS))
def test_whatever_is_answered_all_else_stays_to_the_letter(answer: str, kind: str) -> None:
    before = place_of("水壶漏水，报修好几次【请补充：具体次数】没人来。", Span(10, 20))
    assert before.blank.of(before.text) == "【请补充：具体次数】"
    reply = JUDGE.reply(before, kind, answer)
    filled = reply.text
    assert bool(reply.wrong) + reply.absent + (filled is not None) == 1
    assert filled is None or (filled.startswith("水壶漏水，报修") and filled.endswith("没人来。"))


@pytest.mark.parametrize("trouble", ["changed", "full"])
def test_answers_are_shown_where_they_cannot_be_written(
    tmp_path: Path, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody wrote into the file meanwhile stays."""
    path = tmp_path / "draft.txt"
    path.write_text(COUNTED, encoding="utf-8")

    def read() -> str:
        if trouble == "changed":
            path.write_text(COUNTED + "补充：已拍照。", encoding="utf-8")
        return "3"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(asking, "_read", read)
    if trouble == "full":
        monkeypatch.setattr("os.fsync", full)
    result = CliRunner().invoke(command, ["rewrite", str(path), "--ask", "--apply"])
    assert isinstance(result.exception, FileError)
    assert "联系客服3次没人管" in result.stdout
    assert path.read_text(encoding="utf-8") == COUNTED + ("补充：已拍照。" if trouble == "changed" else "")
    assert [p.name for p in tmp_path.iterdir()] == ["draft.txt"]


def test_pure_anger_is_not_asked_about(tmp_path: Path) -> None:
    result = ask(tmp_path, "你们就是畜生。", "302817465920", options=("--apply",))
    assert result.return_value == 1
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "你们就是畜生。"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_reason_and_an_example_that_fits(kind: str) -> None:
    from tousu.cli.kinds import Reader

    rulebook, analyzer = Rulebook.packaged(), tousu.Analyzer()
    assert "甲" in rulebook.say("asking", f"unfit_{kind}", answer="甲")
    example = rulebook.say("asking", f"example_{kind}")
    reader = Reader(analyzer, analyzer.analyze(BARE))
    assert reader.tells(kind, example)
    assert not absent(rulebook, kind, example)
    assert reader.plain(kind, example) == example
