"""The articles that this issue and these facts may lean on; only what is in force, and said so where unchecked."""

from __future__ import annotations

import datetime as dt

from tousu.advice.case import Case
from tousu.advice.conditions import holds
from tousu.advice.prepared import prepared
from tousu.advice.references import citable
from tousu.results import LegalBasis

_MOST = 5
_MOST_OF_SECOND = 2


def find_law(case: Case, today: dt.date | None) -> tuple[LegalBasis, ...]:
    """The articles of the issues whose conditions hold, the primary issue's first."""
    parts = prepared(case.rulebook)
    out: dict[str, LegalBasis] = {}
    for place, issue in enumerate(case.issues):
        most = len(out) + (_MOST_OF_SECOND if place else _MOST)
        for reference in issue.law:
            if len(out) >= most:
                break
            if reference in out:
                continue
            statute, article, basis = parts.basis(reference)
            if citable(statute, article, today) and all(holds(need, case) for need in article.needs):
                out[reference] = basis
    return tuple(out.values())
