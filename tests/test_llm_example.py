"""The example of a language model as a rewriter: a local endpoint that answers well, badly, or not at all."""

import importlib.util
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

import tousu

from .conftest import ROOT

PATH = ROOT / "examples" / "llm_rewriter.py"
DRAFT = "气死我了！9月1日在京东买的台灯不亮，实付35元，客服说“已记录”，三天没人联系我，你们是骗子，退款35元！"
GOOD = "9月1日在京东买的台灯不亮，实付35元，客服说“已记录”，三天没人联系我，要求退款35元。"
LOST = GOOD.replace("，实付35元", "").replace("退款35元", "退款")
INVENTED = GOOD.replace("。", "，订单号302817465920。")

Say = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture(scope="module")
def example() -> object:
    spec = importlib.util.spec_from_file_location("llm_rewriter", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Endpoint(HTTPServer):
    """Answers with one thing after another, the last of them for ever; ``asked`` holds what came in."""

    says: list[str | bytes | int | float]
    asked: list[dict]


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:  # the name that the library looks for
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append({**json.loads(body), "path": self.path, "key": self.headers["Authorization"]})
        says = self.server.says.pop(0) if len(self.server.says) > 1 else self.server.says[0]
        if isinstance(says, float):
            time.sleep(says)
        elif isinstance(says, int):
            self.send_error(says)
        else:
            self.send_response(200)
            self.end_headers()
            reply = {"choices": [{"message": {"content": says}}]}
            self.wfile.write(says if isinstance(says, bytes) else json.dumps(reply).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint(("127.0.0.1", 0), _Handler)
    server.says, server.asked = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def rewritten(example: Any, endpoint: Endpoint, *says: str | bytes | int | float) -> tuple[tousu.Guarded, str]:
    endpoint.says = list(says)
    rewriter = example.ChatRewriter(f"http://127.0.0.1:{endpoint.server_port}/v1", "model", "key", timeout=0.3)
    result = tousu.guarded(rewriter, tousu.analyze(DRAFT), tousu.verify, attempts=2)
    return result, rewriter.failure


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        f"\n{GOOD}\n",
        f"```\n{GOOD}\n```",
        f"```text\n{GOOD}\n```\n希望对您有帮助！",
        f"好的，以下是改写后的投诉稿：\n\n{GOOD}",
        f"以下是修改后的内容：{GOOD}",
        f"修改后：\n{GOOD}",
        f"改写版：{GOOD}",
        f"好的！这是为您润色后的版本：\n```\n{GOOD}\n```",
        f"<think>\n用户想退款：35元。\n</think>\n\n{GOOD}",
    ],
)
def test_what_models_put_around_their_answer_goes(example: Any, endpoint: Endpoint, reply: str) -> None:
    result, failure = rewritten(example, endpoint, reply)
    assert (result.text, result.own, failure) == (GOOD, False, "")


@pytest.mark.parametrize("text", [GOOD, "以下商品：台灯不亮。", "商家修改价格：35元改成45元。", "这家店说：没改。"])
def test_a_text_without_a_frame_stays(example: Any, text: str) -> None:
    assert example.bare(text) == text


@pytest.mark.parametrize("bad", [LOST, INVENTED, GOOD.replace("三天", "五天"), GOOD.replace("没人", "有人")])
def test_who_loses_or_invents_a_fact_is_told_and_asked_once_more(example: Any, endpoint: Endpoint, bad: str) -> None:
    result, _ = rewritten(example, endpoint, bad, GOOD)
    assert (result.text, result.own) == (GOOD, False)
    first, second = endpoint.asked
    assert [m["role"] for m in first["messages"]] == ["system", "user"]
    assert "请改正" in second["messages"][-1]["content"]
    assert (first["path"], first["key"], first["model"]) == ("/v1/chat/completions", "Bearer key", "model")


@pytest.mark.parametrize("bad", [LOST, INVENTED])
def test_who_does_it_again_gives_way_to_the_own_rewrite(example: Any, endpoint: Endpoint, bad: str) -> None:
    result, failure = rewritten(example, endpoint, bad)
    assert (result.text, result.own, failure) == (tousu.analyze(DRAFT).rewrite.text, True, "")
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize(
    ("says", "failure"),
    [
        ("", "empty"),
        ("```\n```", "empty"),
        (500, "HTTPError"),
        (404, "HTTPError"),
        (b"<html>", "JSONDecodeError"),
        (b"{}", "KeyError"),
        (b'{"choices": []}', "IndexError"),
        (b'{"choices": [{"message": {"content": null}}]}', "TypeError"),
        (b"\xff\xff", "UnicodeDecodeError"),
        (0.6, "TimeoutError"),
    ],
)
def test_an_endpoint_that_fails_gives_way_to_the_own_rewrite(
    example: Any, endpoint: Endpoint, says: str | bytes | int | float, failure: str
) -> None:
    result, told = rewritten(example, endpoint, says)
    assert (result.text, result.own) == (tousu.analyze(DRAFT).rewrite.text, True)
    assert told.startswith(failure)


def test_nobody_there_gives_way_to_the_own_rewrite(
    example: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    monkeypatch.setenv("LLM_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("LLM_MODEL", "model")
    monkeypatch.setattr("sys.argv", ["llm_rewriter.py", str(tmp_path / "draft.txt")])
    example.main()
    out, err = capsys.readouterr()
    assert out == tousu.analyze(DRAFT).rewrite.text + "\n"
    assert "模型没有给出改写" in err
