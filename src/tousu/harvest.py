"""Keeps what ``re`` makes of every pattern of tousu, for ``tousu.patterns``: ``python -m tousu.harvest``.

It has to be a process of its own: it listens while the modules are imported.
"""

from __future__ import annotations

import ast
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import tousu
from tousu import patterns

_ELSEWHERE = ("tousu.learn", "tousu.build", "tousu.harvest", "tousu.__main__", "tousu.arrow")
"""What no draft needs."""


def harvest() -> None:
    """Import every module, compile every rule, and write what was asked for on the way."""
    wanted = patterns.listen()
    for module in pkgutil.walk_packages(tousu.__path__, "tousu."):
        if not module.name.startswith(_ELSEWHERE):
            try:
                import_module(module.name)
            except ImportError as error:
                if (error.name or "").startswith("tousu"):
                    raise
    book = import_module("tousu.rulebook").Rulebook.packaged()
    for rule in book.flags.values():
        book.patterns(rule)
    _compile_late(book)
    for path in Path(tousu.__file__).parent.rglob("*.py"):
        wanted |= {(pattern, 0) for pattern in _in_place(ast.parse(path.read_text(encoding="utf-8")))}
    patterns.write(wanted)


def _compile_late(book: Any) -> None:
    """What is compiled when it is first needed: the shapes of numbers and verbs of the data, and what a draft meets."""
    shapes = import_module("tousu.facts.checks").compiled
    for record in (*book.platforms.values(), *book.carriers.values()):
        for shape in (
            *getattr(record, "order_shapes", ()),
            *getattr(record, "strong", ()),
            *getattr(record, "weak", ()),
        ):
            shapes(shape)
    search = import_module("tousu.language.search")
    for rule in book.unanchored:
        (search._repeat(rule.longest, rule.least) if rule.type == "repeat" else search._run(rule.marks, rule.least))
    import_module("tousu.facts.asking")._verbs(book.lexicons["demand_verbs"].words)
    import_module("tousu.rewrite.editor")._words(book)


def _in_place(tree: ast.Module) -> set[str]:
    """The patterns that are written where they are used: ``re.search("…", text)``."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "re"
        and call.func.attr in patterns.__all__
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


if __name__ == "__main__":
    harvest()
