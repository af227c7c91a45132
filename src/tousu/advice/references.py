"""``statute:article`` references of the issues, and when what they lead to may be cited."""

from __future__ import annotations

import datetime as dt

from tousu import patterns as re
from tousu.catalogue import Article, Statute
from tousu.errors import RuleError
from tousu.rulebook import Rulebook

_PLACE = re.compile(r"([0-9]+)(?:\(([1-9])\))?")
_PARAGRAPHS = "一二三四五六七八九"


def resolve(reference: str, rulebook: Rulebook) -> tuple[Statute, Article]:
    """``consumer_law:55(1)`` → the statute and its 第55条第一款.

    Raises:
        RuleError: no such statute or article.
    """
    id_, _, place = reference.partition(":")
    match = _PLACE.fullmatch(place)
    statute = rulebook.law.get(id_)
    if match and statute:
        number = f"第{match[1]}条" + (f"第{_PARAGRAPHS[int(match[2]) - 1]}款" if match[2] else "")
        for article in statute.articles:
            if article.number == number:
                return statute, article
    raise RuleError("data/issues", "law", f"{reference!r}: no such article in data/law")


def citable(statute: Statute, article: Article, today: dt.date | None) -> bool:
    """In force on that day (without one: on the day it was checked), not replaced, and not of weak source."""
    return statute.in_force(today or statute.checked_on) and not statute.replaced_by and article.confidence != "L"
