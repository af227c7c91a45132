"""What a file of each room of ``data/`` may hold. One file is one record; its name is the record's id.

A record says by ``terms`` which literal strings are to be searched for on its behalf; all of them are found in one
search of the rulebook. Wording for people stands in the files, not here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, dataclass_transform

Severity = Literal["block", "warn", "hint"]


class _Nothing(dict[str, Any]):
    """An empty table that nobody fills; hashable, as defaults have to be."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # there is one


NOTHING = _Nothing()


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Frozen:
    """What a dataclass gives, without the code that ``dataclasses`` writes and compiles for each class at every start.

    Raises:
        TypeError: a field that there is not, or one that is missing.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    def __init__(self, **values: Any) -> None:
        made = {**_defaults(type(self)), **values}
        if len(made) != len(fields_of(type(self))):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(fields_of(type(self)))}, not {values}")
        self.__dict__.update(made)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:  # records hold tables; nobody looks for an equal one
        return object.__hash__(self)

    def __repr__(self) -> str:
        cls = type(self)
        return f"{cls.__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in fields_of(cls))})"


_FIELDS: dict[type, dict[str, str]] = {}
_DEFAULTS: dict[type, dict[str, Any]] = {}


def fields_of(cls: type[Frozen]) -> dict[str, str]:
    """The fields of a record in order, and their types as they are written."""
    if cls not in _FIELDS:
        said = [pair for base in reversed(cls.__mro__[:-1]) for pair in base.__annotations__.items()]
        _FIELDS[cls] = {name: type_ for name, type_ in said if not type_.startswith("ClassVar")}
    return _FIELDS[cls]


def _defaults(cls: type[Frozen]) -> dict[str, Any]:
    if cls not in _DEFAULTS:
        _DEFAULTS[cls] = {name: getattr(cls, name) for name in fields_of(cls) if hasattr(cls, name)}
    return _DEFAULTS[cls]


class Record(Frozen):
    """Base of the rooms: its id is the file name; unknown keys are errors."""

    nested: ClassVar[dict[str, type]] = {}

    id: str

    def terms(self) -> Iterator[tuple[str, str]]:
        """Pairs of a group of this record and a literal to be searched for."""
        return iter(())


class IssueType(Record):
    """``data/issues``: what a complaint can be about, and what its reader then needs.

    Attributes:
        name: Chinese name. topic: what a title calls it, so widely that it claims nothing: 退款问题.
        definition: when it applies. border: what it is not, and what that is instead.
        rank: when several fit equally, the smaller wins.
        cues: literals that speak for it (a weak prior; the model decides).
        needs: fact kind to the severity of its lack.
        evidence: ids of ``data/evidence``, what to keep. commonly_lost: those that people lose and then miss.
        channels: channel ids in the usual order. law: ``statute:article`` references.
        deadlines: ids of ``data/deadlines``. demands: ids of demands that fit.
    """

    name: str
    definition: str
    topic: str = ""
    border: str = ""
    rank: int = 50
    cues: tuple[str, ...] = ()
    needs: dict[str, Severity] = NOTHING
    evidence: tuple[str, ...] = ()
    commonly_lost: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()

    def terms(self) -> Iterator[tuple[str, str]]:
        return (("cue", cue) for cue in self.cues)


class Platform(Record):
    """``data/platforms``: a marketplace or app, its names, and what its order numbers look like.

    Attributes:
        name: the usual name. aliases: other names that people write.
        order_shapes: regular expressions of a whole order number, surest first.
        unmistakable: a number of this shape needs neither label nor platform name.
        order_path: where the order number is found in the app. complaint_path: where to complain in the app.
        family: ids of platforms with which numbers are shared.
        weak_names: names that mean the platform only where the text says that something was bought there, or that
            it acts.
        in_passing: named for paying or talking far more often than complained of; meant where the text says that
            something was bought there, or speaks of what is its own (its app, an account with it).
        social: people also show and tell there: not meant where something was only posted.
        shops: it also has shops in the street: its name before 门店 is that shop.
        not_before, not_after: characters beside which a name is a piece of other words.
    """

    name: str
    aliases: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    in_passing: bool = False
    social: bool = False
    shops: bool = False
    not_before: str = ""
    not_after: str = ""
    order_shapes: tuple[str, ...] = ()
    unmistakable: bool = False
    order_path: str = ""
    complaint_path: str = ""
    family: tuple[str, ...] = ()
    source: str = ""

    def terms(self) -> Iterator[tuple[str, str]]:
        return (("name", name) for name in (self.name, *self.aliases))


class Carrier(Record):
    """``data/carriers``: a courier, its names, and what its parcel numbers look like.

    Attributes:
        strong: regular expressions in which the prefix alone proves the carrier.
        weak: shapes shared with other carriers: a candidate, never a verdict.
        weak_names: names that mean the carrier only beside words of delivery (菜鸟, 邮政).
    """

    name: str
    aliases: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    source: str = ""

    def terms(self) -> Iterator[tuple[str, str]]:
        return (("name", name) for name in (self.name, *self.aliases))


class FactKind(Record):
    """``data/facts``: a kind of fact, how it is labelled in a draft, and how it is asked for.

    Attributes:
        name: Chinese name. question: what to ask when it is missing; ``{order_path}`` is the platform's.
        why: why its reader needs it. blank: what stands in 【请补充：…】.
        weight: points in the readiness figure. personal: personal data of a natural person.
        detail: it narrows the case down beside the main facts, and is told among ``Analysis.details``.
        labels: words that stand before a value of this kind. not_labels: words that make it something else.
    """

    name: str
    question: str = ""
    why: str = ""
    blank: str = ""
    weight: float = 0
    personal: bool = False
    detail: bool = False
    labels: tuple[str, ...] = ()
    not_labels: tuple[str, ...] = ()

    def terms(self) -> Iterator[tuple[str, str]]:
        yield from (("label", label) for label in self.labels)
        yield from (("not_label", label) for label in self.not_labels)


class Lexicon(Record):
    """``data/lexicons``: a list of words of one sort, for whoever asks for it by id.

    Attributes:
        about: what the words have in common and who uses them.
        words: the words; ``values`` gives some of them a normal form.
        searched: whether drafts are searched for them; a list that is only looked into need not cost the search.
    """

    about: str
    words: tuple[str, ...] = ()
    values: dict[str, str] = NOTHING
    searched: bool = True

    def terms(self) -> Iterator[tuple[str, str]]:
        if not self.searched:
            return iter(())
        return (("word", word) for word in (*self.words, *self.values))


class Demand(Record):
    """``data/demands``: a remedy that can be asked for.

    Attributes:
        name: how the statement words it. phrases: how people write it.
    """

    name: str
    phrases: tuple[str, ...] = ()

    def terms(self) -> Iterator[tuple[str, str]]:
        return (("phrase", phrase) for phrase in self.phrases)


class EvidenceKind(Record):
    """``data/evidence``: something that proves a complaint.

    Attributes:
        text: what to keep and how. cues: how a draft says that it is there.
        lost: why people lack it in the end, and what to do while there is time.
    """

    text: str
    cues: tuple[str, ...] = ()
    lost: str = ""

    def terms(self) -> Iterator[tuple[str, str]]:
        return (("cue", cue) for cue in self.cues)


class Channel(Record):
    """``data/channels``: where a complaint can be sent.

    Attributes:
        name: Chinese name. order: place among channels that an issue does not list itself, smallest first.
        matters: issue ids it takes; empty: all.
        stance: ``step`` of the ladder; ``parallel`` beside it; ``urgent`` before it, where ``only_when`` holds.
        after: ids of channels that come before it; who has been here is past them. must_follow: they are a condition.
        precondition: what must have been tried before, in words.
        only_when: literals one of which the draft must hold before the channel is proposed.
        only_if: conditions under which it is proposed (see ``tousu.advice.conditions``); who chooses it is not asked.
        not_with: ids of channels that must not have the same matter.
        requires: fact kinds it needs, with the severity of a lack. requires_note: what else it asks for.
        how: the in-app or official path. can, cannot: what it does and does not. risk: what to beware of.
        public: others can read it. length: longest text it takes, in characters; 0: unknown.
        formality: ``plain`` or ``formal``.
        tried: phrases that say the writer has been there. parties: names of whom one speaks to there: 商家, 12315.
        strict: only words of the past say that it was tried (向12315投诉 may be a plan).
        mask: personal fact kinds to mask there; forbid: to remove there.
        severity: kind of a finding to severity, where this channel differs.
        handles: what it is for, shown to people. confidence, source, checked_on: where the facts come from.
    """

    name: str
    order: int
    matters: tuple[str, ...] = ()
    stance: Literal["step", "parallel", "urgent"] = "step"
    after: tuple[str, ...] = ()
    must_follow: tuple[str, ...] = ()
    precondition: str = ""
    only_when: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    requires: dict[str, Severity] = NOTHING
    requires_note: tuple[str, ...] = ()
    how: str = ""
    can: str = ""
    cannot: str = ""
    risk: str = ""
    public: bool = False
    length: int = 0
    formality: Literal["plain", "formal"] = "plain"
    tried: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    strict: bool = False
    mask: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    severity: dict[str, Severity] = NOTHING
    handles: str = ""
    confidence: Literal["H", "M", "L"] = "H"
    source: str = ""
    checked_on: dt.date | None = None

    def terms(self) -> Iterator[tuple[str, str]]:
        yield from (("tried", phrase) for phrase in self.tried)
        yield from (("party", name) for name in self.parties)
        yield from (("when", phrase) for phrase in self.only_when)


class Article(Frozen):
    """An article of a statute: what it gives, and when it may be named.

    Attributes:
        gives: in plain Chinese.
        needs: conditions that must all hold before it is named (see ``tousu.advice.conditions``).
        multiple: whether it gives more than the loss, which wants its facts.
        confidence: H official text read, M good source, L weak: M is shown as «请核对», L is never shown.
    """

    number: str
    gives: str
    needs: tuple[str, ...] = ()
    multiple: bool = False
    confidence: Literal["H", "M", "L"] = "M"
    note: str = ""
    source: str = ""


class Statute(Record):
    """``data/law``: a law, regulation or interpretation with the articles that complaints lean on.

    Attributes:
        in_force_from, in_force_to: the days between which it may be cited. replaced_by: id of what took its place.
    """

    nested: ClassVar[dict[str, type]] = {"articles": Article}

    title: str
    in_force_from: dt.date
    in_force_to: dt.date | None = None
    replaced_by: str = ""
    source: str
    checked_on: dt.date
    articles: tuple[Article, ...] = ()

    def in_force(self, day: dt.date) -> bool:
        """Whether it may be cited on this day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


class DeadlineRule(Record):
    """``data/deadlines``: a term that runs from a date in the draft.

    Attributes:
        triggers: events it runs from (see ``tousu.advice.events``), the first one that the draft dates counts.
        trigger_name: the event in words.
        days, months, years: its length. working_days: not turned into a date, because holidays are decided yearly.
        unless: events whose date in the draft makes another rule apply.
        only_when: literals one of which the draft must hold. except_when: literals that take the case out of the rule.
        needs: conditions under which it is named at all (see ``tousu.advice.conditions``).
        early: triggers that only come before the true one: a term from them that is over proves nothing.
        except_note: what is said then. ask: without a date in the draft, ask for it rather than say nothing.
    """

    name: str
    ground: str
    triggers: tuple[str, ...]
    trigger_name: str
    days: int = 0
    working_days: int = 0
    months: int = 0
    years: int = 0
    unless: tuple[str, ...] = ()
    only_when: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    except_when: tuple[str, ...] = ()
    except_note: str = ""
    ask: bool = True
    note: str = ""
    confidence: Literal["H", "M", "L"] = "M"
    source: str = ""

    def terms(self) -> Iterator[tuple[str, str]]:
        yield from (("when", phrase) for phrase in self.only_when)
        yield from (("except", phrase) for phrase in self.except_when)


class Messages(Record):
    """``data/messages``: sentences shown to people, by key, with ``{fields}``."""

    text: dict[str, str] = NOTHING
