"""Words: exact spans that rejoin, jieba's to the letter, and no trace left in jieba's shared places."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tousu import modelfile, segment, words
from tousu.errors import ConfigError, ModelError
from tousu.words import Words

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


@pytest.mark.parametrize("content", [*OWN, "赞赞赞赞赞赞赞", "鑫垚淼焱犇羴骉", "㐀一㐁", "退款", "。", ""])
def test_the_words_are_jiebas(content: str) -> None:
    assert segment.tokens(content) == segment.tokens(content, "jieba")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=30))
def test_the_words_are_jiebas_in_any_row_of_characters(content: str) -> None:
    assert segment.tokens(content) == segment.tokens(content, "jieba")


def test_the_words_are_jiebas_in_the_own_corpus() -> None:
    corpus = pytest.importorskip("tousu.learn.corpus")
    texts = [example.text for example in corpus.own("drafts")[::7]]
    assert len(texts) > 100
    assert [x for x in texts if segment.tokens(x) != segment.tokens(x, "jieba")] == []


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_the_words_are_jiebas_in_real_texts() -> None:
    import json

    with (SHARED / "data" / "complaints_unlabelled.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][::10]
    assert [x for x in texts if segment.tokens(x) != segment.tokens(x, "jieba")] == []


def test_the_dictionary_is_the_one_of_the_jieba_that_is_installed(tmp_path: Path) -> None:
    learnt = pytest.importorskip("tousu.learn.words")
    learnt.export(tmp_path / "words.safetensors")
    assert (tmp_path / "words.safetensors").read_bytes() == (modelfile.folder() / segment.WORDS).read_bytes()


def test_a_file_that_is_no_dictionary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.safetensors"
    modelfile.write(path, "words", {"total": 2, "jieba": "0"}, {"ones": np.zeros(4, dtype=np.uint32)})
    with pytest.raises(ModelError, match="not a dictionary"):
        Words.load(path)


def test_what_is_remembered_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_PAIRS", 5)
    fresh = Words.load(modelfile.folder() / segment.WORDS)
    for content in OWN:
        fresh.cut("".join(c for c in content if "\u4e00" <= c <= "\u9fff"))
    assert len(fresh._begun) <= 5


def test_numbers_and_letters_stay_whole() -> None:
    content = "单号YT7530081264459共199.50元，2026-11-03到"
    assert {"YT", "199.50", "2026-11-03"} <= {t.of(content) for t in segment.tokens(content)}


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(ConfigError, match="'words' or 'jieba'"):
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
