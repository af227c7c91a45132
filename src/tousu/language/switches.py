"""What the user turned off: rules, kinds, own names, and places by a comment in the text.

A comment ``<!-- tousu:off insult -->`` silences its line, or the next one when it stands alone; without ids it
silences all. ``off-all`` holds until ``<!-- tousu:on -->`` or the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tousu.draft import Draft, fold
from tousu.errors import UnknownNameError
from tousu.language.search import Candidate
from tousu.rulebook import Rulebook
from tousu.rules import FLAG_IDS, FlagRule
from tousu.spans import Span

_COMMENT = re.compile(r"<!--[ \t]{0,9}tousu:(off-all|off|on)((?:[ \t,]{1,9}[a-z0-9_-]{1,60}){0,30})[ \t]{0,9}-->")


@dataclass(frozen=True)
class Switches:
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
        known = {*rulebook.flags, *FLAG_IDS}
        for name in (*disable, *enable):
            if name not in known:
                raise UnknownNameError("rule or kind", name, known)
        return cls(frozenset(disable), frozenset(enable), tuple(sorted({fold(n) for n in names if n.strip()})))

    def off(self, candidate: Candidate, draft: Draft) -> bool:
        """Whether this candidate is not to be reported."""
        rule = candidate.rule
        if _named(rule, self.disabled) or not (rule.default or _named(rule, self.enabled)):
            return True
        if "tousu:" not in draft.folded:
            return False
        return any(
            place.overlaps(candidate.span) and (not ids or _named(rule, ids)) for place, ids in silent_places(draft)
        )


NONE_OFF = Switches()


def _named(rule: FlagRule, ids: Iterable[str]) -> bool:
    return rule.id in ids or rule.kind in ids


def silent_places(draft: Draft) -> list[tuple[Span, frozenset[str]]]:
    """The places that comments silence, with the ids they name; an empty set: all."""
    text = draft.folded
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
