"""The articles that this issue and these facts may lean on; only what is in force, and said so where unchecked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from tousu.advice.case import Case
from tousu.advice.conditions import holds
from tousu.catalogue import Article, Statute
from tousu.errors import RuleError
from tousu.results import LegalBasis
from tousu.rulebook import Rulebook

_MOST = 5
_MOST_OF_SECOND = 2
_REFERENCE = re.compile(r"([0-9]+)(?:\(([1-9])\))?")
_PARAGRAPHS = "一二三四五六七八九"


def find_law(case: Case, today: dt.date | None) -> tuple[LegalBasis, ...]:
    """The articles of the issues whose conditions hold, the primary issue's first."""
    out: dict[tuple[str, str], LegalBasis] = {}
    for place, issue in enumerate(case.issues):
        most = _MOST_OF_SECOND if place else _MOST
        new = 0
        for reference in issue.law:
            statute, article = resolve(reference, case.rulebook)
            key = (statute.id, article.number)
            if new >= most or key in out or not citable(statute, article, today):
                continue
            if all(holds(need, case) for need in article.needs):
                out[key] = _basis(case, statute, article)
                new += 1
    return tuple(out.values())


def citable(statute: Statute, article: Article, today: dt.date | None) -> bool:
    """In force on that day (without one: on the day it was checked), not replaced, and not of weak source."""
    return statute.in_force(today or statute.checked_on) and not statute.replaced_by and article.confidence != "L"


def resolve(reference: str, rulebook: Rulebook) -> tuple[Statute, Article]:
    """``consumer_law:55(1)`` → the statute and its 第55条第一款.

    Raises:
        RuleError: no such statute or article.
    """
    id_, _, place = reference.partition(":")
    match = _REFERENCE.fullmatch(place)
    statute = rulebook.law.get(id_)
    if match and statute:
        number = f"第{match[1]}条" + (f"第{_PARAGRAPHS[int(match[2]) - 1]}款" if match[2] else "")
        for article in statute.articles:
            if article.number == number:
                return statute, article
    raise RuleError("data/issues", "law", f"{reference!r}: no such article in data/law")


def references(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Every reference with the issue that makes it, for the check of the data."""
    for issue in rulebook.issues.values():
        for reference in issue.law:
            yield issue.id, reference


def _basis(case: Case, statute: Statute, article: Article) -> LegalBasis:
    doubt = case.rulebook.say("advice", "unverified") if article.confidence == "M" else ""
    return LegalBasis.model_construct(
        law=statute.title,
        article=article.number,
        gives=article.gives,
        source=article.source or statute.source,
        checked_on=statute.checked_on,
        note=article.note + doubt,
    )
