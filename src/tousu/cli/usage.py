"""What click says of wrong use and on help pages, in Chinese: its own words are English."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tousu.rulebook import Rulebook


def say(key: str, **fields: object) -> str:
    """A sentence of ``data/messages/usage.toml``."""
    return Rulebook.packaged().say("usage", key, **fields)


def exit_codes(command: str) -> str:
    """What the exit codes of a command mean; a paragraph of click's, whose lines stay as they are."""
    lines = [say(key) for key in ("exit_codes", f"exit_{command}", "exit_wrong", "exit_stopped")]
    return "\b\n" + "\n".join(line for line in lines if line)


def mistake(error: click.ClickException) -> str:
    """One line for the person who called a command wrongly, and where its usage stands."""
    said = _mistake(error)
    context = error.ctx if isinstance(error, click.UsageError) else None
    return say("see_help", sentence=said, command=context.command_path) if context else said


def _mistake(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = (error.possibilities or [""])[0]
        return say("no_option_near" if near else "no_option", name=error.option_name, near=near)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say(f"missing_{error.param.param_type_name}", name=_name(error.param))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _unfit(error.param)
    if isinstance(error, click.BadOptionUsage):
        return say("option_value", name=error.option_name)
    if isinstance(error, click.UsageError) and error.message.startswith("Got unexpected"):
        return say("extra")
    return say("wrong", detail=error.format_message())


def _unfit(parameter: click.Parameter) -> str:
    """What a value must be like that this parameter did not take."""
    name, kind = _name(parameter), parameter.type
    if isinstance(kind, click.Choice):
        return say("choice", name=name, known="、".join(map(str, kind.choices)))
    if isinstance(kind, click.DateTime):
        return say("date", name=name)
    if isinstance(kind, click.IntRange):
        return say("number", name=name, range=f"≥{kind.min}")
    return say("value", name=name)


def _name(parameter: click.Parameter) -> str:
    """An option as it is written, an argument as the help page calls it."""
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.make_metavar(_NOWHERE)


class HelpPage(click.HelpFormatter):
    """Headings and click's own texts in Chinese; whatever has no translation stays as it is."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _translated(args), say("usage"))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_translated(heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        translated = [(_translated(term), _translated(text)) for term, text in rows]
        super().write_dl(translated, col_max, col_spacing)


def _translated(text: str) -> str:
    """With click's words, the keys of ``data/messages/help.toml``, in Chinese."""
    words = Rulebook.packaged().rooms["messages"]["help"].text  # type: ignore[attr-defined]  # a Messages record
    for english, chinese in words.items():
        text = text.replace(english, chinese)
    return text


class Context(click.Context):
    """A context whose help page is in Chinese."""

    formatter_class = HelpPage


_NOWHERE = Context(click.Command("tousu"))
