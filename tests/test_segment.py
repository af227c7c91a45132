"""Words: exact spans that rejoin, equal from both engines, and no trace left in jieba's shared places."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tousu import segment
from tousu.errors import ConfigError

from .conftest import SHARED

OWN = [
    "我在淘宝买的电饭煲用了三天就不通电了，订单号3921 7745 0086 1123 904，实付199.5元。",
    "快递YT7530081264459显示已签收，但是我根本没收到！！",
    "客服小姐姐说“亲，拆封不退哦~”……我真的会谢😂",
    "ＡＰＰ自动续费9.9元/月，iPhone15 Pro Max 256GB",
]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
def test_tokens_rejoin_to_the_text(content: str) -> None:
    assert "".join(t.of(content) for t in segment.tokens(content)) == content


@pytest.mark.parametrize("content", OWN)
def test_both_engines_give_the_same_words(content: str) -> None:
    pytest.importorskip("rjieba")
    assert segment.tokens(content, "rjieba") == segment.tokens(content, "jieba")


def test_both_engines_agree_on_the_own_corpus() -> None:
    pytest.importorskip("rjieba")
    corpus = pytest.importorskip("tousu.learn.corpus")
    texts = [example.text for example in corpus.own("drafts")[::7]]
    assert len(texts) > 100
    different = [x for x in texts if segment.tokens(x, "rjieba") != segment.tokens(x, "jieba")]
    assert len(different) <= len(texts) // 500  # ties of equal probability, e.g. 赞赞赞赞赞


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_both_engines_agree_on_real_texts() -> None:
    import json

    pytest.importorskip("rjieba")
    with (SHARED / "data" / "complaints_unlabelled.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][::10]
    different = [x for x in texts if segment.tokens(x, "rjieba") != segment.tokens(x, "jieba")]
    assert len(different) <= len(texts) // 200


def test_numbers_and_letters_stay_whole() -> None:
    content = "单号YT7530081264459共199.50元，2026-11-03到"
    assert {"YT", "199.50", "2026-11-03"} <= {t.of(content) for t in segment.tokens(content)}


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(ConfigError, match="'rjieba' or 'jieba'"):
        segment.tokens("分词", "thulac")  # type: ignore[arg-type]


def test_jieba_writes_only_a_private_folder_prints_nothing_and_warns_of_nothing(tmp_path: Path) -> None:
    code = "from tousu.segment import tokens; tokens('退款投诉', 'jieba')"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        env={"XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert not (tmp_path / "jieba.cache").exists()
    folder = next((tmp_path / "cache" / "tousu").iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700
