"""``tousu rewrite``: the draft that can be sent. A file is overwritten only with ``--apply``, and a backup stays."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tousu.cli.files import read_draft
from tousu.cli.terminal import wants_color
from tousu.cli.writing import write_back
from tousu.errors import FileError
from tousu.rulebook import Rulebook

if TYPE_CHECKING:
    from tousu.analyzer import Analyzer
    from tousu.results import Analysis
    from tousu.spans import Edit

_AROUND = 12


@click.command()
@click.argument("file", default="-", metavar="[文件|-]")
@click.option("--channel", metavar="渠道", help="要投到哪里，如 platform、12315、heimao；公开渠道会遮住个人信息。")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="今天的日期。")
@click.option("--limit", type=click.IntRange(min=1), help="文本的字节上限。")
@click.option("--rules", type=click.Path(), help="自己的规则文件夹。")
@click.option("--disable", multiple=True, metavar="规则|类别", help="不要改的规则或类别，可写多次。")
@click.option("--config", metavar="文件", help="配置文件（默认找最近的 tousu.toml）。")
@click.option("--diff", is_flag=True, help="只列出改了哪里。")
@click.option("--statement", is_flag=True, help="打印整理好的陈述稿，而不是改写稿。")
@click.option("--ask", is_flag=True, help="把缺的信息一项项问一遍，核对后填进空白处。")
@click.option("--apply", "apply_", is_flag=True, help="写回文件，原稿另存为 .bak。")
@click.option("--color/--no-color", default=None, help="是否用颜色（默认：终端里用）。")
def rewrite(
    file: str,
    channel: str | None,
    today: dt.datetime | None,
    limit: int | None,
    rules: str | None,
    disable: tuple[str, ...],
    config: str | None,
    diff: bool,
    statement: bool,
    ask: bool,
    apply_: bool,
    color: bool | None,
) -> int:
    """改写投诉稿：去掉伤害投诉的话，事实一个字不改。"""
    from tousu.analyzer import Analyzer
    from tousu.cli.settings import settings

    if file == "-" and (apply_ or ask):
        # Answers come from standard input, and only a file can be written back.
        raise click.UsageError(wording("needs_file"))
    if diff and (apply_ or ask or statement):
        raise click.UsageError(wording("diff_alone"))
    text = read_draft(file)
    if apply_ and not Path(file).is_file():  # a pipe was read: there is nothing to write back to
        raise click.UsageError(wording("needs_file"))
    analyzer = Analyzer(**settings(config, rules=rules, limit=limit, disable=disable))
    analysis = analyzer.analyze(text, channel=channel, today=today.date() if today else None)
    colored = wants_color(color)
    if diff:
        click.echo(changes(analysis, analyzer, colored=colored), color=colored)
        return 0
    out = analysis.rewrite.statement if statement else analysis.rewrite.text
    if not out.strip() and text.strip():  # a file is never emptied, and silence would be read as a failure
        click.echo(analyzer.rulebook.say("rewrite", "nothing_left"), err=True)
        return 1
    if not text.strip():
        click.echo(analyzer.rulebook.say("rewrite", "empty"), err=True)
    if ask:
        from tousu.cli.asking import Asking

        asking = Asking(out, analysis, analyzer)
        try:
            asking.run()
        except KeyboardInterrupt:
            return _stopped(asking.text, out, analyzer)
        out = asking.text
    if apply_ and out == text:
        click.echo(analyzer.rulebook.say("report", "unchanged"), err=True)
    elif apply_:
        _write_back(file, text, out, analyzer, told=ask)
    else:
        _print(out)
    return 0


def _write_back(file: str, before: str, text: str, analyzer: Analyzer, *, told: bool) -> None:
    """The file with the new text; ``told``: it holds answers, which are shown where it can't be written."""
    try:
        backup = write_back(Path(file), before, text)
    except FileError:
        if told:
            _print(text)
        raise
    click.echo(analyzer.rulebook.say("rewrite", "applied", path=file, backup=backup), err=True)


def _print(text: str) -> None:
    """The text as it would be written to a file, and the end of a line where it has none."""
    if sys.stdout.isatty():
        from tousu.report.text import visible

        text = visible(text)
    click.echo(text, nl=not text.endswith("\n"), color=True)  # else click takes out what looks like a colour


def _stopped(text: str, before: str, analyzer: Analyzer) -> int:
    """Whoever stops in the middle keeps the answers, and the file as it was."""
    click.echo(err=True)  # behind the ^C that the terminal shows
    if text != before:
        _print(text)
    click.echo(analyzer.rulebook.say("asking", "stopped_at_once" if text == before else "stopped"), err=True)
    return 130


def wording(key: str) -> str:
    """A sentence for people, before there is an analyzer."""
    return Rulebook.packaged().say("rewrite", key)


def changes(analysis: Analysis, analyzer: Analyzer, *, colored: bool) -> str:
    """Each edit with the words around it, what goes in red, what comes in green."""
    edits = analysis.rewrite.edits
    if not edits:
        return analyzer.rulebook.say("report", "unchanged")
    from tousu.report.text import visible

    return visible("\n".join(_change(analysis.text, edit, colored) for edit in edits))


def _change(text: str, edit: Edit, colored: bool) -> str:
    start, end = edit.span
    before = text[max(0, start - _AROUND) : start].replace("\n", "⏎")
    after = text[end : end + _AROUND].replace("\n", "⏎")
    gone, come = text[start:end].replace("\n", "⏎"), edit.replacement
    if colored:
        marked = click.style(gone, fg="red", strikethrough=True) + click.style(come, fg="green")
    else:
        marked = (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
    return f"…{before}{marked}{after}…"
