"""The settings of a command: ``tousu.toml`` (given, or the nearest above the working folder), and options over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tousu import config


def settings(
    given: str | None, *, rules: str | None = None, limit: int | None = None, disable: Sequence[str] = ()
) -> dict[str, Any]:
    """Keyword arguments of ``Analyzer``.

    Args:
        given: a configuration file; None looks for one.
        rules: folder of own rule files, instead of the file's.
        limit: bytes, instead of the file's.
        disable: ids of rules and kinds, added to the file's.
    """
    path = Path(given) if given is not None else config.find(Path.cwd())
    out = config.read(path) if path is not None else {}
    if rules is not None:
        out["rules"] = rules
    if limit is not None:
        out["limit"] = limit
    if disable:
        out["disable"] = [*out.get("disable", ()), *disable]
    return out
