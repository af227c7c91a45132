"""``tousu check``: what a draft says, lacks, and should not say."""

from __future__ import annotations

import datetime as dt

import click

from tousu.cli.checking import FORMATS, run


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
    return run(
        files,
        format_,
        echo=click.echo,
        channel=channel,
        today=today.date() if today else None,
        limit=limit,
        rules=rules,
        disable=disable,
        config=config,
        statement=statement,
        redacted=redacted,
        color=color,
    )
