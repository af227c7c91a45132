"""``tousu train`` and ``tousu evaluate``: models rebuilt from a corpus, and measured on labelled texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tousu.errors import ConfigError, CorpusError, FileError
from tousu.modelfile import folder
from tousu.models import FILES

if TYPE_CHECKING:
    from tousu.learn.corpus import BadRow
    from tousu.learn.evaluate import Report


@click.command()
@click.option("--only", type=click.Choice(list(FILES)), help="只训练其中一个模型。")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="写到哪个文件夹。")
@click.option(
    "--corpus",
    "own",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="自己的语料（.jsonl、.csv），训练问题分类。",
)
@click.option("--text", default="text", show_default=True, metavar="列名", help="文本所在的列。")
@click.option("--label", default="label", show_default=True, metavar="列名", help="标签所在的列，多个用 | 分开。")
def train(only: str | None, output: Path | None, own: Path | None, text: str, label: str) -> int:
    """由语料重新训练模型；同样的语料和版本得到同样的字节。"""
    if own is not None:
        return _train_own(own, output, text, label, only)
    recipes = _learn("recipes")
    if not recipes.corpus.CORPUS.is_dir():
        raise CorpusError(f"{recipes.corpus.CORPUS}: no such folder", reason="missing")
    target = output or folder()
    for name in _progress([only] if only else list(FILES)):
        recipes.RECIPES[name](target)
        click.echo(_say("train_wrote", path=target / FILES[name]))
    return 0


def _train_own(own: Path, output: Path | None, text: str, label: str, only: str | None) -> int:
    if only not in (None, "issues"):
        raise ConfigError(f"--corpus trains issues, not {only}", reason="corpus_only")
    if output is None:
        raise ConfigError("--corpus needs --output", reason="corpus_output")
    recipes = _learn("recipes")
    examples, bad = recipes.corpus.read_labelled(own, text=text, label=label)
    _report_bad(bad, len(examples))
    click.echo(_say("train_rows", good=len(examples), classes=len({i for e in examples for i in e.issues})))
    for _ in _progress(["issues"]):
        recipes.train_own(examples, output)
    click.echo(_say("train_wrote", path=output / FILES["issues"]))
    return int(bool(bad))


@click.command()
@click.argument("gold", type=click.Path(path_type=Path), metavar="标注文件")
@click.option("--models", type=click.Path(path_type=Path), metavar="文件夹|文件", help="自己的模型。")
@click.option("--json", "json_", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="另存为 JSON。")
def evaluate(gold: Path, models: Path | None, json_: Path | None) -> int:
    """在标注好的文本上衡量问题分类：各类准确率、召回率、混淆、校准、最大的错误。"""
    from tousu.analyzer import Analyzer

    measure = _learn("evaluate")
    examples, bad = measure.read_gold(gold)
    _report_bad(bad, len(examples))
    if not examples:
        raise CorpusError(f"{gold}: no rows", reason="empty", file=str(gold))
    analyzer = Analyzer(models=models)
    report = measure.evaluate(
        _progress(examples), lambda text: [(i.id, i.probability) for i in analyzer.analyze(text).issues]
    )
    click.echo("\n".join(_lines(report)))
    if json_ is not None:
        try:
            json_.write_text(report.as_json(bad), encoding="utf-8")
        except OSError as error:
            raise FileError.writing(json_, error) from None
    return int(bool(bad))


def _lines(report: Report) -> Iterable[str]:
    yield _say(
        "summary",
        texts=report.texts,
        accuracy=f"{report.accuracy:.3f}",
        macro=f"{report.macro_f1:.3f}",
        micro=f"{report.micro_f1:.3f}",
        ece=f"{report.ece:.3f}",
    )
    yield f"{'':<18}{'P':>7}{'R':>7}{'F1':>7}{'n':>6}"
    for name, precision, recall, f1, support in report.classes:
        yield f"{name:<18}{precision:>7.3f}{recall:>7.3f}{f1:>7.3f}{support:>6}"
    yield _say("calibration")
    for low, high, texts, probability, accuracy in report.bins:
        shares = {"probability": f"{probability:.2f}", "accuracy": f"{accuracy:.2f}"}
        yield _say("calibration_bin", low=f"{low:.1f}", high=f"{high:.1f}", texts=texts, **shares)
    confused = sorted((-n, g, s) for (g, s), n in report.confusion.items() if g != s)[:10]
    if confused:
        yield _say("confused")
        yield from (f"  {gold} → {said}: {-count}" for count, gold, said in confused)
        yield _say("worst")
    for error in report.worst:
        start = " ".join(error.text.split())[:60]
        yield f"  {error.place} {error.gold} → {error.said} {error.probability:.2f} {start}"


def _report_bad(rows: Sequence[BadRow], good: int) -> None:
    for row in rows:
        click.echo(_say("bad_row", file=row.file, line=row.line, reason=row.reason), err=True)
    if rows:
        click.echo(_say("skipped", bad=len(rows), good=good), err=True)


def _learn(module: str) -> Any:
    """A module of ``tousu.learn``; a sentence that says what to install when the extra is not there."""
    from importlib import import_module

    try:
        return import_module(f"tousu.learn.{module}")
    except ImportError as error:
        if (error.name or "").startswith("tousu"):
            raise
        raise ConfigError(f"the learn extra is not installed: {error}", reason="learn") from None


def _progress(items: Iterable[Any]) -> Iterable[Any]:
    try:
        from tqdm import tqdm
    except ImportError:
        return items
    return tqdm(items, disable=None, unit="")  # type: ignore[no-any-return]


def _say(key: str, **fields: object) -> str:
    from tousu.rulebook import Rulebook

    return Rulebook.packaged().say("learn", key, **fields)
