"""What an answer is, read as the analyzer reads drafts: of the kind that was asked for, or of another, or too harsh."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tousu import patterns as re
from tousu.claims import find_claims
from tousu.cli.spoken import NUMBERS
from tousu.draft import Draft, blanks_in, fold
from tousu.rewrite.filling import dated
from tousu.spans import Span

if TYPE_CHECKING:
    from tousu.analyzer import Analyzer
    from tousu.results import Analysis, Fact

EXACT = (*NUMBERS, "date", "amount", "count", "duration")
NAMES = ("merchant", "product", "platform", "carrier", "staff_number")
TOLD = ("delivery", "evidence", "demand", "other")
KINDS = (*EXACT, *NAMES, *TOLD)
"""What is asked for, each with a reason and an example in ``data/messages/asking.toml``."""


class Reader:
    """Reads answers.

    Args:
        analyzer: its rules, words and models.
        analysis: of the draft: where it goes, and on which day.
    """

    def __init__(self, analyzer: Analyzer, analysis: Analysis) -> None:
        self._rulebook = analyzer.rulebook
        self._analyze = partial(analyzer.analyze, channel=analysis.channel, today=analysis.today)
        self._today = analysis.today or dt.date.today()  # who answers 昨天 speaks of the day here

    def facts(self, text: str) -> list[Fact]:
        """The facts and the details of a line."""
        analysis = self._analyze(text)
        return [*analysis.facts, *analysis.details]

    def labelled(self, kind: str, words: str) -> list[Fact]:
        """The facts of the words behind the name of the kind."""
        return self.facts(self._lead(kind) + words)

    def day(self, words: str) -> str:
        """昨天 as the day that it is, which a reader of the complaint can't know."""
        if _DAYS_AGO.fullmatch(words) is None:
            return words
        facts = self._analyze(self._lead("date") + words, today=self._today).facts
        day = next((dt.date.fromisoformat(f.value) for f in facts if f.kind == "date" and f.text == words), None)
        return self._rulebook.say("rewrite", "full_day", day=day) if day else words

    def with_dates(self, answer: str) -> tuple[str, str]:
        """How often or how long, and the days that are told with it: 3次，9月1日和9月3日."""
        head, _, tail = answer.partition(next((c for c in answer if c in "，,（(；; "), "\0"))
        tail = tail.strip(" ）)，,")
        return (head, tail) if not tail or any(f.kind == "date" for f in self.facts(tail)) else (answer, "")

    def tells(self, kind: str, words: str, *, alone: bool = True) -> bool:
        """Whether the words are of this kind: a fact of it is read in them, and none of another kind in its stead.

        Args:
            kind: that was asked for.
            words: the answer.
            alone: it stands behind its label, not within a sentence, where it must be one fact and nothing more.
        """
        if kind in ("count", "duration"):
            return True  # their shape tells
        if kind in NUMBERS:
            return self._is_number(kind, words)
        if kind == "date":
            return self._is_date(words, alone)
        if kind == "amount":
            return self._is_amount(words, alone)
        if kind in NAMES:
            named = self._is_person(words) if kind == "staff_number" else self._is_name(kind, words)
            return named and _SAYS.search(fold(words)) is None
        if kind == "evidence":
            return self._found((kind,), _HAVE, words)
        if kind == "demand" and (words.endswith("了") or self.plainly_other(kind, words)):
            return False
        return kind == "other" or any(f.kind == kind for f in self.labelled(kind, words))

    def plainly_other(self, kind: str, words: str) -> bool:
        """退一赔十 is a demand, whatever was asked for, and a phone number is no order's."""
        others = _PERSONAL if kind in (*NUMBERS, "staff_number") else _NO_NAMES - {kind}
        return any(f.kind in others and len(f.text) >= len(words) - 1 for f in self.facts(words))

    def plain(self, kind: str, words: str) -> str | None:
        """The words as the rewrite puts them; None where nothing of the kind is left, or a name is none."""
        if not self._harsh(words):
            return words
        plain = self._analyze(words).rewrite.text.rstrip("。")
        kept = kind in TOLD and plain and not blanks_in(plain) and not self._harsh(plain)
        return plain if kept and self.tells(kind, plain) else None

    def _harsh(self, words: str) -> bool:
        """Whether a word would have to go; what is only advised, as on a high claim, is the person's own matter."""
        return any(f.kind != "privacy" and f.action != "advise" for f in self._analyze(words).findings)

    def _is_number(self, kind: str, words: str) -> bool:
        own = [f for f in self.labelled(kind, words) if f.kind == kind]
        whole = not any(c.isdigit() for c in _without(own, words)) and len(set(words)) > 1  # not 00000000
        return bool(own) and whole and not any(f.kind in _PERSONAL for f in self.facts(words))

    def _is_date(self, words: str, alone: bool) -> bool:
        """A day, a month or a feast that there was: neither 2月30日 nor one to come."""
        words = dated(words, partial(self._rulebook.say, "rewrite"))
        analysis = self._analyze(self._lead("date") + words)
        own = [f for f in analysis.facts if f.kind == "date"]
        if any(f.rule == "consistency_impossible" for f in analysis.findings):
            return False
        to_come = any(f.value[0].isdigit() and f.value > self._today.isoformat() for f in own)
        rest = _without(own, words)
        told = not any(c.isdigit() for c in rest) or any(c in "点时分:：" for c in rest)  # 2999年 is no year
        return bool(own) and told and not to_come and (alone or _nearly(own[0], words))

    def _is_amount(self, words: str, alone: bool) -> bool:
        facts = self.labelled("amount", words)
        own = [f for f in facts if f.kind == "amount"]
        paid = not _NOT_PAID.search(words) and all(f.kind in ("amount", "product") for f in facts)
        paid = paid and not any(c.isdigit() for c in _without(own, words))
        return bool(own) and paid and (alone or _nearly(own[0], words))

    def _is_name(self, kind: str, words: str) -> bool:
        counted = any(c.kind == "count" and len(c.span.of(words)) == len(words) for c in find_claims(Draft(words)))
        named = not counted and any(not c.isdigit() for c in words) and not self.plainly_other(kind, words)
        if kind == "merchant":  # behind its label anything is one
            named = named and self._found(("merchant", "platform"), _BOUGHT_IN, words)
        return named and any(f.kind == kind for f in self.labelled(kind, words))

    def _is_person(self, words: str) -> bool:
        number = any(c.isdigit() for c in words)
        if self.plainly_other("staff_number", words) or (number and len(words) > _LONGEST_STAFF_NUMBER):
            return False
        return self._found(("person", "staff_number"), _SPOKEN, words)

    def _found(self, kinds: Sequence[str], frame: str, words: str) -> bool:
        """Whether a fact of these kinds is read in the words where they stand in a sentence."""
        lead, rest = frame.split("…")
        there = Span(len(lead), len(lead + words))
        return any(f.kind in kinds and f.span.overlaps(there) for f in self.facts(lead + words + rest))

    def _lead(self, kind: str) -> str:
        return self._rulebook.say("rewrite", "line", name=self._rulebook.facts[kind].name, value="")


def _without(facts: Sequence[Fact], words: str) -> str:
    for fact in facts:
        words = words.replace(fact.text, "")
    return words


def _nearly(fact: Fact, words: str) -> bool:
    """Within a sentence only the fact itself fits, with a word such as 大概."""
    return len(words) - len(fact.text) <= _AROUND


_SAYS = re.compile("[我你他她您它]|[了的吗呢吧啊]$|^(?:[是对好嗯有行没]|可以|已经|在)|[<>{}？?=;%@\\\\#]|//|[.][.]")
"""他把我拉黑了, 是的, <b>: what says something, or is no writing, names nothing."""
_DAYS_AGO = re.compile("今天|昨天|前天|大前天|上个?(?:周|星期|礼拜)[一二三四五六日天]")
_HAVE, _SPOKEN, _BOUGHT_IN = "我有…", "联系了客服，工号…", "我在…买的水壶坏了"
"""Sentences in which evidence, a person, a shop is read as one, if it is one."""
_AROUND = 4
_LONGEST_STAFF_NUMBER = 10
_PERSONAL = {"phone", "id_number", "bank_card"}
_NO_NAMES = {"demand", "date", "amount", "order_number", "tracking_number", "delivery", "phone"}
"""What is no name, though it stands behind 商家："""
_NOT_PAID = re.compile("[赔退减返积分刀]|红包|^[百千万]+$")
