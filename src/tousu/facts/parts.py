"""Parts of what was bought: the tyre of a car is a product only for somebody who bought the tyre."""

from __future__ import annotations

from collections.abc import Set

from tousu import patterns as re
from tousu.draft import Draft
from tousu.spans import Span

_BOUGHT = re.compile(
    "换[一两]?[台个套只条块副](?:新的?)?$|买|购|下单|拍下|(?<![规约一肯决])定(?!期)|订|入手|团|抢|收到|寄来|发来|(?:了|的)[一二两三四五六七八九十0-9]+[个条副只块根套对]$"
)
_LONGEST = 8


def is_part(draft: Draft, span: Span, parts: Set[str]) -> bool:
    """Whether the phrase ends with the name of a part, and its clause does not say that the part was bought."""
    phrase = span.of(draft.folded)
    if not any(phrase[-length:] in parts for length in range(2, _LONGEST)):
        return False
    return _BOUGHT.search(draft.folded, draft.clause_at(span.start).start, span.start) is None
