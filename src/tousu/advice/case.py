"""What a draft says, as the rooms of advice ask for it: its issues, its facts by kind, its words not denied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from tousu import patterns as re
from tousu.catalogue import IssueType
from tousu.draft import Draft
from tousu.results import Fact, Issue
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span

_DENIED = re.compile(
    r"(?:没有?|未|不是|并非|无|从未|不曾|忘了|忘记|来不及|懒得)(?:能|去|再|做|拍|录|有|任何|及时|提供|保留|留下?|存|保存|向|进行|给我?|写|的)?$"
)


class Case:
    """One draft with all that is known of it."""

    def __init__(
        self, draft: Draft, hits: Hits, issues: Sequence[Issue], facts: Sequence[Fact], rulebook: Rulebook
    ) -> None:
        self.draft, self.hits, self.facts, self.rulebook = draft, hits, facts, rulebook
        known = [rulebook.issues[issue.id] for issue in issues if issue.id in rulebook.issues]
        self.issues: Sequence[IssueType] = known or [rulebook.issues["other"]]

    @property
    def primary(self) -> IssueType:
        """The issue that decides the order of channels, evidence and law."""
        return self.issues[0]

    @cached_property
    def issue_ids(self) -> frozenset[str]:
        return frozenset(issue.id for issue in self.issues)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of fact that the draft states."""
        return frozenset(fact.kind for fact in self.facts)

    @cached_property
    def demands(self) -> frozenset[str]:
        """The ids of what it asks for."""
        return frozenset(fact.value for fact in self.facts if fact.kind == "demand")

    @cached_property
    def carrier_places(self) -> list[int]:
        """Where couriers and their people are named, in order."""
        homes = (("carriers", "name"), ("channels", "party"))
        return sorted(
            span.start
            for owner, spans in self.hits.items()
            if (owner.room, owner.group) in homes and (owner.room == "carriers" or owner.id == "carrier")
            for span in spans
        )

    def denied(self, span: Span) -> bool:
        """Whether a negation stands right before: 没有拍开箱视频."""
        text = self.draft.folded
        return _DENIED.search(text, max(0, span.start - 6), span.start) is not None

    def said(self, room: str, id_: str, group: str) -> Span | None:
        """The first place where a term of this owner stands undenied."""
        for span in self.hits.get(Owner(room, id_, group), ()):
            if not self.denied(span):
                return span
        return None

    def words(self, room: str, id_: str, group: str) -> list[str]:
        """The distinct terms of this owner that stand undenied, in order."""
        spans = self.hits.get(Owner(room, id_, group), ())
        return list(dict.fromkeys(s.of(self.draft.text) for s in spans if not self.denied(s)))
