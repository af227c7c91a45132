"""What the user turned off: rules, kinds, own names, and places by a comment in the text.

A comment ``<!-- tousu:off insult -->`` silences its line, or the next one when it stands alone; without ids it
silences all. ``off-all`` holds until ``<!-- tousu:on -->`` or the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tousu import patterns as re
from tousu.draft import Draft, fold
from tousu.errors import UnknownNameError
from tousu.records import NamedTuple
from tousu.rulebook import Rulebook
from tousu.rules import FLAG_IDS, FlagRule
from tousu.spans import Span

_COMMENT = re.compile(r"<!--[ \t]{0,9}tousu:(off-all|off|on)((?:[ \t,]{1,9}[a-z0-9_-]{1,60}){0,30})[ \t]{0,9}-->")


Places = Sequence[tuple[Span, frozenset[str]]]


class Switches(NamedTuple):
    """Ids of rules and kinds that are off, ids of rules that are on though off by default, and names left alone."""

    disabled: frozenset[str] = frozenset()
    enabled: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, rulebook: Rulebook, disable: Iterable[str] = (), enable: Iterable[str] = (), names: Iterable[str] = ()
    ) -> Switches:
        """Switches whose ids were checked.

        Raises:
            UnknownNameError: no such rule or kind; names the nearest.
        """
        disable, enable = frozenset(disable), frozenset(enable)
        known = {*rulebook.flags, *FLAG_IDS, *OTHER_KINDS}
        for name in sorted(disable | enable):
            if name not in known:
                raise UnknownNameError("rule or kind", name, known)
        return cls(disable, enable, tuple(sorted({fold(n.strip()) for n in names if n.strip()})))

    def off(self, rule: FlagRule, span: Span, places: Places) -> bool:
        """Whether this rule is not to speak here; ``places`` are those of ``silent_places``."""
        if not rule.default and not {rule.id, rule.kind} & self.enabled:
            return True
        return self.silent(rule.id, rule.kind, span, places)

    def silent(self, rule: str, kind: str, span: Span, places: Places) -> bool:
        """Whether a finding of this rule and kind was turned off, everywhere or in this place."""
        named = {rule, kind}
        if named & self.disabled:
            return True
        return any(place.overlaps(span) and (not ids or named & ids) for place, ids in places)


NONE_OFF = Switches()
OTHER_KINDS = ("privacy", "consistency")
"""Kinds of finding that are not language but can be turned off like it."""


def silent_places(draft: Draft) -> list[tuple[Span, frozenset[str]]]:
    """The places that comments silence, with the ids they name; an empty set: all."""
    text = draft.folded
    if "tousu:" not in text:
        return []
    out: list[tuple[Span, frozenset[str]]] = []
    open_: tuple[int, frozenset[str]] | None = None
    for match in _COMMENT.finditer(text):
        ids = frozenset(re.findall(r"[a-z0-9_-]+", match[2]))
        out.append((Span(*match.span()), frozenset()))
        if match[1] == "off":
            out.append((_line(text, match), ids))
        elif open_ is not None:
            out.append((Span(open_[0], match.start()), open_[1]))
            open_ = None
        if match[1] == "off-all":
            open_ = (match.end(), ids)
    if open_ is not None:
        out.append((Span(open_[0], len(text)), open_[1]))
    return out


def _line(text: str, match: re.Match[str]) -> Span:
    """The comment's own line, or the next when nothing else stands on it."""
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    end = len(text) if end < 0 else end
    if text[start : match.start()].strip() or text[match.end() : end].strip() or end == len(text):
        return Span(start, end)
    after = text.find("\n", end + 1)
    return Span(start, len(text) if after < 0 else after)
