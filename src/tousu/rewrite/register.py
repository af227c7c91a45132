"""Colloquial turns in plain words: the same said as a mediator would say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span, SpanSet

RULE = "mending"


def plainly(draft: Draft, facts: Sequence[Fact], taken: Sequence[Edit], rulebook: Rulebook) -> Iterator[Edit]:
    """Edits of phrases with a plain equal, outside quotations, names and what is edited already."""
    found = [Span(*m.span()) for m in _phrases(rulebook).finditer(draft.folded)]
    if not found:
        return
    values = rulebook.lexicons["plain_phrases"].values
    closed = SpanSet([*(q.span for q in draft.quotes), *(e.span for e in taken)])
    named = SpanSet(f.span for f in facts if f.kind in ("merchant", "product", "platform", "carrier", "person"))
    for span in found:
        if not closed.touches(span) and not named.touches(span):
            yield Edit(span, values[span.of(draft.folded)], RULE)


@lru_cache(maxsize=4)
def _phrases(rulebook: Rulebook) -> re.Pattern[str]:
    values: Mapping[str, str] = rulebook.lexicons["plain_phrases"].values
    return re.compile("|".join(map(re.escape, sorted(values, key=len, reverse=True))))
