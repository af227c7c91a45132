"""``tousu check``: what a draft says, lacks, and should not say."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import TYPE_CHECKING

import click

from tousu import plain
from tousu.cli.files import read_draft
from tousu.cli.terminal import wants_color

if TYPE_CHECKING:
    from tousu.results import Analysis

FORMATS = ("text", "json", "jsonl", "html", "sarif", "github", "markdown")
_NAMED = ("sarif", "github")
"""Formats that are read by machines, which look for the file by its name."""


def to_mend(analysis: Analysis) -> bool:
    """Whether anything is to be changed or added: the reason for exit code 1."""
    return bool(analysis.findings) or any(m.severity != "hint" for m in analysis.missing)


@click.command()
@click.argument("files", nargs=-1, metavar="[文件…|-]")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="输出格式。")
@click.option("--channel", metavar="渠道", help="要投到哪里，如 platform、12315、heimao。")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="今天的日期，用来算期限。")
@click.option("--limit", type=click.IntRange(min=1), help="单个文本的字节上限。")
@click.option("--rules", type=click.Path(), help="自己的规则文件夹。")
@click.option("--disable", multiple=True, metavar="规则|类别", help="不要提示的规则或类别，可写多次。")
@click.option("--config", metavar="文件", help="配置文件（默认找最近的 tousu.toml）。")
@click.option("--statement", is_flag=True, help="同时打印整理好的陈述。")
@click.option("--redacted", is_flag=True, help="报告里遮住个人信息（姓名、电话、地址等）。")
@click.option("--color/--no-color", default=None, help="是否用颜色（默认：终端里用）。")
def check(
    files: tuple[str, ...],
    format_: str,
    channel: str | None,
    today: dt.datetime | None,
    limit: int | None,
    rules: str | None,
    disable: tuple[str, ...],
    config: str | None,
    statement: bool,
    redacted: bool,
    color: bool | None,
) -> int:
    """检查投诉稿：问题类型、事实、缺的信息、要改的话和改写稿。"""
    if not redacted:  # masking makes a result of another one, which is validated
        plain.use()
    from tousu.analyzer import Analyzer
    from tousu.cli.settings import settings

    names = files or ("-",)
    texts = [(name, read_draft(name)) for name in names]
    analyzer = Analyzer(**settings(config, rules=rules, limit=limit, disable=disable))
    day = today.date() if today else None
    mend = False
    pages: list[tuple[str, Analysis]] = []
    for number, (name, text) in enumerate(texts):
        analysis = analyzer.analyze(text, channel=channel, today=day)
        mend |= to_mend(analysis)
        if redacted:
            from tousu.redaction import without_personal_data

            analysis = without_personal_data(analysis, analyzer.rulebook)
        if format_ not in ("text", "json", "jsonl"):
            shown = "stdin" if name == "-" else name
            pages.append((shown if len(texts) > 1 or format_ in _NAMED else "", analysis))
        elif format_ == "text":
            from tousu.report.text import render

            if len(texts) > 1:
                click.echo(("\n" if number else "") + f"== {name}")
            colored = wants_color(color)
            click.echo(render(analysis, analyzer.rulebook, color=colored, statement=statement), color=colored)
        else:
            click.echo(analysis.model_dump_json(indent=2 if format_ == "json" else None))
    if pages:
        page = import_module(f"tousu.report.{format_}").page
        click.echo(page(pages, analyzer.rulebook), nl=False)
    return int(mend)
