"""Where the phrases of a word list stand, the longest of those that overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from tousu.draft import Draft, folded
from tousu.rulebook import Owner, Rulebook
from tousu.spans import Span


def phrases(draft: Draft, rulebook: Rulebook, lexicon: str) -> Iterator[tuple[Span, str]]:
    """Each phrase of ``data/lexicons/<lexicon>`` in the folded text with its value, in order, none within another."""
    values = _folded(rulebook, lexicon)
    at = 0
    for span in sorted(rulebook.scan(draft).get(Owner("lexicons", lexicon, "word"), ()), key=_longest_first):
        if span.start >= at:
            at = span.end
            yield span, values[span.of(draft.folded)]


@lru_cache(maxsize=8)
def _folded(rulebook: Rulebook, lexicon: str) -> Mapping[str, str]:
    values = rulebook.lexicons[lexicon].values
    return dict(zip(folded(values), values.values(), strict=True))


def _longest_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end
