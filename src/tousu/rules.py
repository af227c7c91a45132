"""The closed set of rule kinds, and how each searches a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tousu.catalogue import Record, Severity

FlagKind = Literal[
    "insult",
    "threat",
    "exaggeration",
    "accusation",
    "emotion",
    "rhetorical",
    "emphasis",
    "urging",
    "vague",
    "understatement",
    "sarcasm",
    "excessive_demand",
    "hearsay",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRule(Record):
    """``data/flags/<kind>/<id>.toml``: language that hurts a complaint.

    Attributes:
        kind: the flag id. type: the rule kind.
        terms: literals (rule kind ``terms``). pattern, anchors: a linear regular expression over one sentence and
            literals one of which must stand there (rule kind ``pattern``).
        inside: longer literals in which a hit is innocent (垃圾 in 垃圾袋).
        message: what the writer reads. why: the reason a mediator would give.
        action, replacement: what the rewriter does with it.
        match: sentences in which it must fire, the span in ⟦⟧. innocent: sentences in which it must not.
    """

    kind: FlagKind
    type: Literal["terms", "pattern"] = "terms"
    severity: Severity
    terms_: tuple[str, ...] = ()
    pattern: str = ""
    anchors: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    message: str
    why: str
    action: Literal["delete", "replace", "soften", "ask", "advise"]
    replacement: str = ""
    source: str = ""
    match: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()

    def terms(self) -> Iterator[tuple[str, str]]:
        yield from (("term", term) for term in self.terms_)
        yield from (("anchor", term) for term in self.anchors)
        yield from (("inside", term) for term in self.inside)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once a process."""
    return re.compile(pattern)
