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
    found += [Span(*m.span()) for m in _TO_ALL.finditer(draft.folded)]
    if not found:
        return
    values = rulebook.lexicons["plain_phrases"].values
    closed = SpanSet([*(q.span for q in draft.quotes), *(e.span for e in taken)])
    named = SpanSet(f.span for f in facts if f.kind in ("merchant", "product", "platform", "carrier", "person"))
    for span in found:
        if not closed.touches(span) and not named.touches(span):
            yield Edit(span, values.get(span.of(draft.folded).rstrip("，,"), ""), RULE)


@lru_cache(maxsize=4)
def _phrases(rulebook: Rulebook) -> re.Pattern[str]:
    values: Mapping[str, str] = rulebook.lexicons["plain_phrases"].values
    words = sorted(values, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) + ("" if values[word] else "[，,]?") for word in words))


_EVERYBODY = "(?:姐妹们?|家人们|兄弟们|宝子们|朋友们|各位亲?|大家)"
_TO_ALL = re.compile(
    f"(?:^|(?<=[。！？!?\\n])){_EVERYBODY}(?:避雷|避坑|快?看看|注意|评评理|千万别买)?[了啊吧呀]*(?:[，,！!~～]+|(?=[❌⚠🔥💣]))"
    "|(?<=[了啊])各位(?=[！!。])"
)
"""A call to whoever reads it: a complaint has one reader."""
