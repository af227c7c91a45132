"""Arguments, files, exit codes; no analysis, no wording. A command lives in a module of its own, loaded when called.

Exit codes: 0 nothing to mend, 1 findings or missing facts, 2 wrong use (unknown option, unreadable file).
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from tousu import __version__
from tousu.cli.usage import Context, mistake
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

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"tousu.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        command.context_class = Context
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


def main(arguments: list[str] | None = None) -> None:
    """The console script; no traceback reaches its user."""
    # NumPy would start a thread for each processor, which costs more than anything that it computes here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Modules, rules and models stay for as long as the command runs: looking through them for garbage is in vain.
    gc.set_threshold(50_000)
    if sys.stdout is None:  # closed by whoever started the command and wants the exit code alone
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for as long as the process lives
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(tousu.main(arguments, prog_name="tousu", standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.exceptions.NoArgsIsHelpError as page:
        page.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(mistake(error), err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        sys.exit(130)
    except TousuError as error:
        _fail(error)
    except OSError as error:  # a full disk; a closed pipe ends the command inside click
        _fail(FileError(str(error), reason="output"))


def _fail(error: TousuError) -> NoReturn:
    """Ends the command with one line."""
    from tousu.cli.wording import sentence

    click.echo(sentence(error), err=True)
    sys.exit(2)
