"""Where a name begins and ends: no shop is called 目前荣泰, no product 最近发现的空调.

Rules read backwards from a word that ends a name, and the tagger goes by what stands around; both take words along
that no name begins or ends with. The segmenter knows where words are, two lists which words these are.
"""

from __future__ import annotations

from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.rulebook import Rulebook
from tousu.spans import Span, at_position


@lru_cache(maxsize=4)
def _never_words(rulebook: Rulebook) -> frozenset[str]:
    return rulebook.word_set("name_edges") | rulebook.word_set("function_words")


_COUNTED = re.compile("(?<=[一-鿿])[0-9]{1,3}(?=[盒瓶袋包罐箱片支条双斤])[一-鿿]$")
"""How many there are is no part of the name: 纯牛奶24盒."""


class Edges:
    """Cuts phrases of one draft free of words that belong to no name."""

    def __init__(self, draft: Draft, rulebook: Rulebook) -> None:
        self._draft = draft
        self._never = _never_words(rulebook)
        self._never_first = rulebook.word_set("name_leads")

    def cut(self, span: Span) -> Span:
        """The phrase without such words at its edges; an empty span where nothing is left."""
        tokens, text = self._draft.tokens, self._draft.folded
        start, end = self.begin(span), span.end
        last = at_position(tokens, end - 1)
        while last is not None and end > start and tokens[last].end <= end and tokens[last].of(text) in self._never:
            end = tokens[last].start
            last = last - 1 if last else None
        counted = _COUNTED.search(text, start, min(end + 1, len(text)))
        if counted and counted.end() == end + 1:
            end = counted.start()
        return Span(start, max(start, end))

    def begin(self, span: Span) -> int:
        """Where the phrase begins without the words that begin no name; its end where nothing is left."""
        tokens, text = self._draft.tokens, self._draft.folded
        at, start = at_position(tokens, span.start), span.start
        while (
            at is not None
            and start < span.end
            and tokens[at].start >= start
            and self._cannot_begin(tokens[at].of(text))
        ):
            start = tokens[at].end
            at = at + 1 if at + 1 < len(tokens) else None
        return min(start, span.end)

    def after_last(self, span: Span) -> int:
        """Where the last such word inside the phrase ends, of two characters or more; its start where there is none.

        Single characters are let be: names are often cut into them (永 和 大 王).
        """
        tokens, text = self._draft.tokens, self._draft.folded
        at = at_position(tokens, span.end - 1) if span.end > span.start else None
        while at is not None and tokens[at].start >= span.start:
            word = tokens[at].of(text)
            if len(word) > 1 and self._cannot_begin(word):
                return min(tokens[at].end, span.end)
            at = at - 1 if at else None
        return span.start

    def _cannot_begin(self, word: str) -> bool:
        return word in self._never or word in self._never_first
