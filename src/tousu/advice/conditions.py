"""The closed set of conditions under which an article is named.

``issue:a|b``, ``fact:kind|kind``, ``demand:a|b``: the draft has one of them. ``words:lexicon|lexicon``: an
undenied word of one of these lists of ``data/lexicons`` stands in it. ``unless:lexicon|lexicon``: none of these does.
``a or b``: one of the two is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tousu.advice.case import Case
from tousu.errors import RuleError

KINDS = ("issue", "fact", "demand", "words", "unless")
OR = " or "


def holds(condition: str, case: Case) -> bool:
    """Whether the draft meets the condition.

    Raises:
        RuleError: a condition of no known kind.
    """
    return any(_holds(condition, kind, wanted, case) for kind, wanted in _parsed(condition))


@lru_cache(maxsize=1024)
def _parsed(condition: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each part of the condition: of what kind it is, and what is wanted. The rulebook has a few hundred."""
    parts = (part.partition(":") for part in condition.split(OR))
    return tuple((kind, tuple(rest.split("|"))) for kind, _, rest in parts)


def _holds(condition: str, kind: str, wanted: Sequence[str], case: Case) -> bool:
    if kind in ("words", "unless"):
        return any(case.said("lexicons", id_, "word") is not None for id_ in wanted) is (kind == "words")
    known = {"issue": case.issue_ids, "fact": case.kinds, "demand": case.demands}
    if kind not in known:
        raise RuleError("data/law", "needs", f"{condition!r}: expected one of {', '.join(KINDS)}")
    return not known[kind].isdisjoint(wanted)
