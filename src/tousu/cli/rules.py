"""``tousu rules`` and ``tousu explain``: what is looked for, and why: a rule, or the issues of a draft."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tousu.cli.settings import settings
from tousu.errors import UnknownNameError
from tousu.report.rules import explain_kind, explain_rule, rule_line, rule_lines
from tousu.rulebook import Rulebook
from tousu.rules import FLAG_IDS


@click.command()
@click.option("--kind", metavar="类别", help="只列一类，如 insult。")
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="自己的规则文件夹。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def rules(kind: str | None, folder: Path | None, as_json: bool) -> int:
    """列出全部规则。"""
    rulebook = _rulebook(_own(folder))
    if kind is not None and kind not in rulebook.kinds:
        raise UnknownNameError("kind", kind, FLAG_IDS)
    chosen = [rule for rule in rulebook.flags.values() if kind in (None, rule.kind)]
    if as_json:
        for rule in chosen:
            click.echo(json.dumps(rule_line(rule, rulebook), ensure_ascii=False))
    else:
        click.echo("\n".join(rule_lines(chosen, rulebook)))
    return 0


@click.command()
@click.argument("name", metavar="规则|类别|草稿文件|-")
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="自己的规则文件夹。")
@click.option("--models", type=click.Path(path_type=Path), metavar="文件夹|文件", help="自己的模型。")
def explain(name: str, folder: Path | None, models: Path | None) -> int:
    """解释一条规则（或一类）：为什么提示，什么时候不提示，正反例子，怎样关闭。

    给的是草稿文件时，解释问题类型：每个问题的依据是哪些话，各占多少分。
    """
    folder = _own(folder)
    rulebook = _rulebook(folder)
    if name in rulebook.flags:
        click.echo("\n".join(explain_rule(rulebook.flags[name], rulebook)))
    elif name in rulebook.kinds:
        click.echo("\n".join(explain_kind(rulebook.kinds[name], rulebook)))
    elif name == "-" or Path(name).exists() or not _OF_FILES.isdisjoint(name):
        _explain_issues(name, folder, models)
    else:
        raise UnknownNameError("rule or kind", name, {*rulebook.flags, *rulebook.kinds})
    return 0


_OF_FILES = frozenset("./\\")
"""What stands in no name of a rule or a kind."""


def _own(folder: Path | None, key: str = "rules") -> Path | None:
    """The folder that was given, or the one of the nearest ``tousu.toml``."""
    return folder or settings(None).get(key)


def _explain_issues(name: str, folder: Path | None, models: Path | None) -> None:
    from tousu.analyzer import Analyzer
    from tousu.cli.files import read_draft
    from tousu.report.evidence import explain_issues

    analyzer, text = Analyzer(rules=folder, models=_own(models, "models")), read_draft(name)
    click.echo("\n".join(explain_issues(text, analyzer.grounds(text), analyzer.rulebook)))


def _rulebook(folder: Path | None) -> Rulebook:
    rulebook = Rulebook.packaged()
    return rulebook.extended(folder) if folder is not None else rulebook
