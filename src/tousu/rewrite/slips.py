"""Slips of the pen: what can be read in one way only is put right, but never in a name, a fact or a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.phrases import phrases
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span, SpanSet

RULE = "mending"

_IN_OWN_WORDS = ("demand", "delivery", "evidence")
"""Facts that tell something in the writer's words, where a slip is no part of what is told."""

_YUAN = re.compile("(?<=[0-9])员(?![工大])")
"""30员: the 元 behind a sum."""


def slips(draft: Draft, facts: Sequence[Fact], taken: SpanSet, rulebook: Rulebook) -> Iterator[Edit]:
    """Edits of wrong writings, where they are words of their own: 在次 is none in 存在次品."""
    found = [(span, right) for span, right in phrases(draft, rulebook, "slips") if span.of(draft.folded) != right]
    if "员" in draft.text:
        found += [(Span(*m.span()), "元") for m in _YUAN.finditer(draft.text)]
    if not found:
        return
    closed = SpanSet([*(q.span for q in draft.quotes), *(f.span for f in facts if f.kind not in _IN_OWN_WORDS)])
    starts = {token.start for token in draft.tokens} | {len(draft.text)}
    for span, right in found:
        words = span.start in starts and span.end in starts
        if words and not closed.touches(span) and not taken.touches(span):
            yield Edit(span, right, RULE)
