"""The commands and their errors. A command lives in a module of its own, loaded when called."""

from __future__ import annotations

from importlib import import_module

import click

from tousu import __version__
from tousu.cli.usage import Context, exit_codes, mistake, say
from tousu.cli.wording import told
from tousu.errors import FileError, TousuError

COMMANDS = {
    "check": "check",
    "rewrite": "rewrite",
    "rules": "rules",
    "explain": "rules",
    "redact": "redact",
    "batch": "batch",
    "train": "train",
    "evaluate": "train",
}


class Commands(click.Group):
    """Loads the module of a command when it is called, so that ``check`` does not pay for ``train``."""

    context_class = Context

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write("\n" + say("examples"))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"tousu.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        command.context_class = Context
        command.epilog = exit_codes(cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from tousu.errors import UnknownNameError

            raise UnknownNameError("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tousu")
def tousu() -> None:
    """投诉稿检查：看清事实，改掉伤害投诉的话，补上缺的信息。"""


def run(arguments: list[str]) -> int:
    """Run a command; returns its exit code. No traceback reaches its user."""
    try:
        return tousu.main(arguments, prog_name="tousu", standalone_mode=False) or 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as page:
        page.show()
        return 2
    except click.ClickException as error:
        click.echo(mistake(error), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        return 130
    except TousuError as error:
        return told(error)
    except OSError as error:  # a full disk; a closed pipe ends the command inside click
        return told(FileError.writing("", error, "output"))
