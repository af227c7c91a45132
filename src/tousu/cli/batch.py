"""``tousu batch``: every row of a file, or every text of a folder, into a file."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import click

from tousu.errors import FileError

if TYPE_CHECKING:
    from tousu.batch import Progress


@click.command()
@click.argument("source", metavar="输入")
@click.option("-o", "--output", required=True, metavar="输出", help="输出文件：.jsonl、.csv 或 .parquet。")
@click.option("--column", metavar="列名", help="投诉文本所在的列（默认：唯一的一列，或常用列名）。")
@click.option("--keep", metavar="列名,列名", help="一并写入输出的列（默认：全部）。")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="进程数（默认：处理器个数）。")
@click.option("--channel", metavar="渠道", help="要投到哪里，如 platform、12315、heimao。")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="今天的日期，用来算期限。")
@click.option("--limit", type=click.IntRange(min=1), help="单个文本的字节上限。")
@click.option("--rules", type=click.Path(), help="自己的规则文件夹。")
@click.option("--config", metavar="文件", help="配置文件（默认找最近的 tousu.toml）。")
@click.option("--full", is_flag=True, help="每行另附完整的分析结果（仅 .jsonl）。")
@click.option("--fresh", is_flag=True, help="不接着上次中断处，从头开始。")
@click.option("--progress/--no-progress", default=None, help="是否显示进度（默认：终端里显示）。")
def batch(
    source: str,
    output: str,
    column: str | None,
    keep: str | None,
    jobs: int | None,
    channel: str | None,
    today: dt.datetime | None,
    limit: int | None,
    rules: str | None,
    config: str | None,
    full: bool,
    fresh: bool,
    progress: bool | None,
) -> int:
    """成批检查：CSV、JSON Lines、Parquet 或一个文件夹的文本。中断后用同一条命令接着做。"""
    from tousu.analyzer import Analyzer
    from tousu.batch import run
    from tousu.cli.settings import settings

    if not source:  # Path("") is the working folder
        raise FileError("no file is called ''", reason="missing", path="“”")
    analyzer = Analyzer(**settings(config, rules=rules, limit=limit))
    say = analyzer.rulebook.say
    shown = sys.stderr.isatty() if progress is None else progress
    with _Bar(say("batch", "bar")) if shown else _Silent() as bar:
        done = run(
            source,
            output,
            column=column,
            keep=[name.strip() for name in keep.split(",") if name.strip()] if keep is not None else None,
            jobs=jobs,
            channel=channel,
            today=today.date() if today else None,
            full=full,
            fresh=fresh,
            analyzer=analyzer,
            progress=bar.show,
        )
    if done.resumed:
        click.echo(say("batch", "resumed", rows=done.resumed), err=True)
    click.echo(say("batch", "done", rows=done.rows, output=done.output), err=True)
    if done.side:
        click.echo(say("batch", "bad", bad=done.bad, side=done.side), err=True)
    return int(bool(done.bad))


class _Silent:
    """No progress at all."""

    show: Progress | None = None

    def __enter__(self) -> _Silent:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class _Bar(_Silent):
    """tqdm on standard error: rows, rate, time left, bad rows."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._bar: Any = None
        self.show = self._show

    def _show(self, rows: int, total: int, bad: int) -> None:
        if self._bar is None:
            try:
                from tqdm import tqdm
            except ImportError:
                self.show = None
                return
            self._bar = tqdm(desc=self.title, total=total, initial=rows, unit="", dynamic_ncols=True, smoothing=0.1)
            return
        self._bar.total = max(total, rows)
        self._bar.set_postfix_str(f"×{bad}" if bad else "", refresh=False)
        self._bar.update(rows - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
