"""Exclamation marks of a draft that is edited, or that has more than one, as full stops; one 然后 after the other."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.rewrite.grammar import PARTY_NOUN
from tousu.rewrite.protection import quoted_of
from tousu.rewrite.wording import MENDING
from tousu.spans import Edit, Span, SpanSet

_CALL = re.compile(
    "(?<=[一-鿿0-9a-z”」）)】])(?<![您你]好)(?<!大家好)(?<!谢谢)(?<!感谢)"
    "[！!](?:[ 　]+(?=[一-鿿]))?(?![！!？?。.，,~～… 　])"
)
"""An exclamation mark alone; a greeting and thanks have theirs."""

_CHAIN = re.compile(
    f"(?:^|[，,。；;！!\n])然后[^，,。；;！!？?\n]+[，,。；;！!](?P<again>然后)(?=我|他|她|对方|{PARTY_NOUN})"
)
_WAITS = re.compile("(?:后|时|时候|因为|由于|如果|的话|和|与|及|把|被)$")
"""A clause that goes on behind its mark: 去店里处理后！发动机报警."""


def calmed(draft: Draft, taken: SpanSet, *, edited: bool) -> Iterator[Edit]:
    """Full stops in place of exclamation marks outside quotations; of a lone one where the draft is edited anyway."""
    if "！" not in draft.text and "!" not in draft.text:
        return
    quoted = quoted_of(draft)
    calls = [Span(*m.span()) for m in _CALL.finditer(draft.text) if not quoted.touches(m.span())]
    for call in calls if edited or len(calls) > 1 else ():
        if not taken.touches(call):
            waits = _WAITS.search(draft.text, max(0, call.start - 2), call.start) is not None
            yield Edit(call, "，" if waits else "。", MENDING)


def unchained(draft: Draft, taken: SpanSet) -> Iterator[Edit]:
    """The second of two clauses that begin with 然后 goes on without it, where it tells who acts."""
    if draft.folded.count("然后") < 2:
        return
    quoted = quoted_of(draft)
    for chain in _CHAIN.finditer(draft.folded):
        again = Span(*chain.span("again"))
        if not quoted.touches(again) and not taken.touches(again):
            yield Edit(again, "", MENDING)
