"""``tousu redact``: the draft as others may read it, and the way back."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tousu.cli.files import read_draft
from tousu.errors import FileError
from tousu.rulebook import Rulebook


@click.command()
@click.argument("file", default="-", metavar="[文件|-]")
@click.option("--channel", default="heimao", show_default=True, metavar="渠道", help="要投到哪里；公开渠道遮得最多。")
@click.option("--map", "map_", type=click.Path(), metavar="文件", help="把“遮住后→原文”的对照表存到这个文件，供还原。")
@click.option("--restore", type=click.Path(), metavar="文件", help="用对照表把遮住的内容还原。")
@click.option("--rules", type=click.Path(), help="自己的规则文件夹。")
@click.option("--config", metavar="文件", help="配置文件（默认找最近的 tousu.toml）。")
def redact(
    file: str, channel: str, map_: str | None, restore: str | None, rules: str | None, config: str | None
) -> int:
    """遮住个人信息：电话、证件号、姓名、地址等；取件码、验证码整个隐去。"""
    if map_ and restore:
        raise click.UsageError(Rulebook.packaged().say("usage", "map_or_restore"))
    text = read_draft(file)
    if restore:
        from tousu.redaction import restored

        click.echo(restored(text, _mapping(restore)), nl=False, color=True)
        return 0
    from tousu.analyzer import Analyzer
    from tousu.cli.settings import settings

    result = Analyzer(**settings(config, rules=rules)).redact(text, channel=channel, mapped=map_ is not None)
    if map_:
        _save(map_, result.mapping)
    click.echo(result.text, nl=False, color=True)  # to the letter: click takes out what looks like a colour
    return 0


def _mapping(name: str) -> dict[str, str]:
    """The table of an earlier run.

    Raises:
        FileError: missing, or no such table.
    """
    try:
        content = json.loads(read_draft(name))
    except json.JSONDecodeError as error:
        raise FileError(f"{name}: {error}", reason="mapping", path=name) from None
    if not isinstance(content, dict) or not all(isinstance(v, str) for v in content.values()):
        raise FileError(f"{name}: not a table of strings", reason="mapping", path=name)
    return content


def _save(name: str, mapping: dict[str, str]) -> None:
    """Readable by its owner alone: it holds all that the text no longer does."""
    path = Path(name)
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(json.dumps(mapping, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except FileExistsError:
        raise FileError(f"{name}: exists", reason="exists", path=name) from None
    except OSError as error:
        raise FileError.writing(name, error) from None
