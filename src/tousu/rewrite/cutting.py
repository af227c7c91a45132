"""How a part is taken out of a clause so that what stays is Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tousu.rewrite.grammar import LEFTOVER_END, LEFTOVER_START, PARTY_NOUN, settled
from tousu.spans import Span

_HEAD = re.compile(rf"(?:的|这个|那个)?(?P<noun>{PARTY_NOUN})$")
_INTENSIFIED = re.compile("(?:更|最|最为|更为|令人|让人|让我|真是|特别|十分|非常|太|很|真|好|实在|真的)+$")
_GROUP = re.compile(
    "(?:这帮|那帮|这群|那群|一群|一帮|一伙|这伙|这些|那些|这种|那种|这样|这个|那个|一个|这家|那家|什么|整个|就是|真是|简直是|真的是|简直|真的|是|个|种|的)+$"
)
# Kinds that must go wherever they stand; the others stay where taking them out would leave a torso.
_MUST_GO = frozenset(("insult", "emotion", "sarcasm", "rhetorical", "threat"))
_ATTRIBUTE = re.compile(rf"(?:的|地)|{PARTY_NOUN}")
_BARE_HEAD = re.compile(r"[一-鿿]{0,4}$")


def cut_out(body: str, part: Span, kind: str, names: Sequence[Span]) -> Span | None:
    """What to delete so that ``part`` is gone and the rest reads on; None when it had better stay.

    Args:
        body: the clause.
        part: what was flagged, offsets into ``body``.
        names: what must stay to the letter, offsets into ``body``.
        kind: the kind of language.

    Returns:
        The span to delete; all of the clause when nothing worth saying is left.
    """
    start, end = part
    kept_head = _kept_head(body, part, names)
    if kept_head is not None:
        return Span(start, kept_head) if kept_head > start else None
    before, after = body[:start], body[end:]
    if after.startswith("的是"):
        strong = _INTENSIFIED.search(before)
        return Span(start - (len(strong.group()) if strong else 0), end + 2)
    if not after.strip():
        return _tail(body, part, kind, names)
    if not before.strip():
        return _lead(after, part, kind)
    return _middle(before, after, part, kind)


def _kept_head(body: str, part: Span, names: Sequence[Span]) -> int | None:
    """Where the noun begins that the flagged words only describe: 垃圾平台, 破手机."""
    named = [n for n in names if n.end == part.end and n.start > part.start]
    if named:
        return min(n.start for n in named)
    head = _HEAD.search(body, part.start, part.end)
    if head and head.start("noun") > part.start and len(body) > part.end - part.start:
        return head.start("noun")
    return None


def _tail(body: str, part: Span, kind: str, names: Sequence[Span]) -> Span | None:
    before = body[: part.start]
    dangling = LEFTOVER_END.search(before)
    if dangling:
        before = before[: dangling.start()]
    group = _GROUP.search(before)
    if group:
        before = before[: group.start()]
    rest = settled(before)
    if rest:
        return Span(len(rest), part.end)
    if any(n.start < part.start for n in names):
        return Span(len(before), part.end) if kind in ("insult", "emotion", "sarcasm") else None
    return Span(0, part.end)


def _lead(after: str, part: Span, kind: str) -> Span | None:
    leftover = LEFTOVER_START.match(after)
    if kind not in _MUST_GO and not (leftover or _ATTRIBUTE.match(after)):
        return None
    return Span(part.start, part.end + (leftover.end() if leftover else 0))


def _middle(before: str, after: str, part: Span, kind: str) -> Span | None:
    start, end = part
    if after.startswith("的") and len(after) > 1 and not after.startswith("的时候"):
        # An attribute goes with its 的.
        return Span(start, end + 1)
    if kind not in _MUST_GO:
        noun = re.match(PARTY_NOUN, after)
        return Span(start, end) if noun else None
    group = _GROUP.search(before)
    if kind == "insult" and group and not re.match(PARTY_NOUN, after):
        start -= group.end() - group.start()
    leftover = LEFTOVER_START.match(after)
    return Span(start, end + (leftover.end() if leftover else 0))
