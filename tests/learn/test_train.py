"""``tousu train`` and ``tousu evaluate``: own corpora, nothing dropped silently, the same bytes twice."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import tousu
from tousu.cli import main
from tousu.spans import Span

pytest.importorskip("sklearn", reason="needs the learn extra")

KINDS = {"late": "等了{n}天一直不发货", "broken": "收到{n}天就坏了，碎了一角", "refund": "退货{n}天了还不退钱"}
THINGS = ("裙子", "锅", "手机", "牛奶")
ROWS = "".join(
    f"{thing}{text.format(n=n)},{kind}\n" for n in range(3) for thing in THINGS for kind, text in KINDS.items()
)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exit_:
        main([*arguments])
    return int(exit_.value.code or 0)


def test_an_own_corpus_gives_the_same_bytes_twice_and_tells_bad_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "mine.csv"
    source.write_text(f"text,label\n{ROWS},late\n", encoding="utf-8")
    for name in ("one", "two"):
        assert run("train", "--corpus", str(source), "-o", str(tmp_path / name)) == 1
        assert f"{source} 第 38 行无法使用：no text under 'text'" in capsys.readouterr().err
    one, two = ((tmp_path / name / "issues.safetensors").read_bytes() for name in ("one", "two"))
    assert one == two


def test_an_own_model_says_its_own_ids_and_can_be_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "mine.csv", tmp_path / "out"
    source.write_text(f"text,label\n{ROWS}", encoding="utf-8")
    assert run("train", "--corpus", str(source), "-o", str(out)) == 0
    assert "36 行，3 种标签" in capsys.readouterr().out
    for models in (out, out / "issues.safetensors"):
        (issue, *_) = tousu.Analyzer(models=models).analyze("书包等了九天一直不发货").issues
        assert (issue.id, issue.name, bool(issue.evidence)) == ("late", "late", True)
    assert run("evaluate", str(source), "--models", str(out), "--json", str(tmp_path / "report.json")) == 0
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["accuracy"] == 1.0
    draft = tmp_path / "draft.txt"
    draft.write_text("书包等了九天一直不发货", encoding="utf-8")
    capsys.readouterr()
    assert run("explain", str(draft), "--models", str(out)) == 0
    assert "late（late）" in capsys.readouterr().out


def test_too_few_rows_of_a_class_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "mine.csv"
    source.write_text(f"text,label\n{ROWS}少发一件,short\n", encoding="utf-8")
    assert run("train", "--corpus", str(source), "-o", str(tmp_path / "out")) == 2
    assert "不够的标签：short" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_polarity_is_rebuilt_to_the_packaged_bytes(tmp_path: Path) -> None:
    assert run("train", "--only", "polarity", "-o", str(tmp_path)) == 0
    from tousu.models import folder

    name = "polarity.safetensors"
    assert (tmp_path / name).read_bytes() == (folder() / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--corpus", "missing.csv"], "请用 -o 指定"),
        (["--corpus", "missing.csv", "--only", "tone", "-o", "x"], "--corpus 只用来训练问题分类"),
        (["--corpus", "missing.csv", "-o", "x"], "找不到语料 missing.csv"),
    ],
)
def test_wrong_use_is_told_in_one_line(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("train", *arguments) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_without_the_learn_extra_a_sentence_says_what_to_install() -> None:
    code = "import sys; sys.modules['sklearn'] = None; from tousu.cli import main; main(['train', '--only', 'issues'])"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert "pip install 'tousu[learn]'" in done.stderr and "Traceback" not in done.stderr


def test_evaluate_prints_figures_and_writes_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"text": "付款二十天了一直没有发货", "issues": ["not_shipped"]}\n{"text": "坏了", "issues": []}\n',
        encoding="utf-8",
    )
    assert run("evaluate", str(gold), "--json", str(tmp_path / "out.json")) == 1
    out, err = capsys.readouterr()
    assert "首要问题正确" in out and "校准（" in out and "宏平均 F1" in out
    assert "第 2 行无法使用" in err and "共 1 行无法使用，其余 1 行照常使用" in err
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [row["line"] for row in report["bad_rows"]] == [2]
    assert sum(b["texts"] for b in report["bins"]) == report["texts"] == 1


class Fixed:
    """Stands for anything with ``predict_proba``."""

    classes_ = np.array(["late", "broken"])

    def predict_proba(self, texts: list[str]) -> np.ndarray:
        return np.array([[0.3, 0.7]] * len(texts))


def test_an_own_estimator_names_its_own_classes() -> None:
    analysis = tousu.Analyzer(issue_model=Fixed()).analyze("手机坏了，要求退款100元")
    assert [(i.id, i.name, i.probability) for i in analysis.issues] == [
        ("broken", "broken", 0.7),
        ("late", "late", 0.3),
    ]
    assert analysis.signature.models.endswith("+Fixed")


def test_what_can_not_predict_is_refused() -> None:
    with pytest.raises(tousu.ConfigError, match="predict_proba and classes_"):
        tousu.Analyzer(issue_model=object())


def test_an_analysis_shows_itself_in_a_notebook(analyzer: tousu.Analyzer) -> None:
    assert analyzer.analyze("手机<坏>了")._repr_html_().startswith('<div class="tousu">')


def test_where_readers_part_both_are_learnt_by_shares() -> None:
    from tousu.learn import issues

    texts = ["一直没发货", "还没有发货", "快递停在路上", "物流十天没动", "说发了物流却没有动"] * 4
    labels = [("not_shipped",), ("not_shipped",), ("logistics",), ("logistics",), ("not_shipped",)] * 4
    others = [(), (), (), (), ("logistics",)] * 4
    one = issues.fit(issues.pipeline(least=1), texts, labels)
    two = issues.fit(issues.pipeline(least=1), texts, labels, others)
    column = [str(c) for c in one.classes_].index("logistics")
    doubted = [m.predict_proba([texts[4]])[0, column] for m in (one, two)]
    assert doubted[0] < 0.2 < doubted[1] < 0.5


def test_a_draft_marked_with_care_counts_more_than_others() -> None:
    """Two readers part over the same clause; who marked with care decides."""
    from tousu.learn import tone
    from tousu.learn.corpus import Example, Marked

    text = "客服属算盘珠的，订单还没有发货"
    span = Span(0, text.index("，"))
    marked = Example(text, (), (Marked("sarcasm", span),), "", "a:1")
    plain = marked._replace(marks=())
    careful = next(iter(tone.CAREFUL))

    def chance(*examples: Example) -> float:
        model = tone.train(examples, tone.Settings(care=6.0))
        return float(model.judged(text).chances[0, model.kinds.index("sarcasm")])

    assert chance(plain._replace(group=careful), marked) < 0.5 < chance(plain, marked._replace(group=careful))
