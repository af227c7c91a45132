"""What ``tousu check`` does once its arguments are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

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


def run(
    files: Sequence[str],
    format_: str,
    *,
    echo: Callable[..., None],
    channel: str | None = None,
    today: dt.date | None = None,
    limit: int | None = None,
    rules: str | None = None,
    disable: Sequence[str] = (),
    config: str | None = None,
    statement: bool = False,
    redacted: bool = False,
    color: bool | None = None,
) -> int:
    """Check the files and show what was found by ``echo``, which takes what ``click.echo`` takes; the exit code."""
    if not redacted:  # masking makes a result of another one, which is validated
        plain.use()
    from tousu.analyzer import Analyzer
    from tousu.cli.settings import settings

    names = files or ("-",)
    texts = [(name, read_draft(name)) for name in names]
    analyzer = Analyzer(**settings(config, rules=rules, limit=limit, disable=disable))
    mend = False
    pages: list[tuple[str, Analysis]] = []
    documents: list[str] = []
    for number, (name, text) in enumerate(texts):
        analysis = analyzer.analyze(text, channel=channel, today=today)
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
                echo(("\n" if number else "") + f"== {name}")
            colored = wants_color(color)
            echo(render(analysis, analyzer.rulebook, color=colored, statement=statement), color=colored)
        elif format_ == "jsonl" or len(texts) == 1:
            echo(analysis.model_dump_json(indent=2 if format_ == "json" else None))
        else:  # several of them are one document, too
            documents.append(analysis.model_dump_json(indent=2))
    if documents:
        echo("[\n" + ",\n".join(documents) + "\n]")
    if pages:
        page = import_module(f"tousu.report.{format_}").page
        echo(page(pages, analyzer.rulebook), nl=False)
    return int(mend)
