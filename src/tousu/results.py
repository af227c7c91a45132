"""The JSON contract: ``Analysis`` and its parts, frozen. Spans are half-open code-point offsets into ``text``.

A span is written to JSON as ``[start, end]``. ``Analysis.format`` is the version of this contract: it rises
when a field changes its meaning or goes, not when one is added.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Self

from tousu import plain
from tousu.spans import Edit, Span

if TYPE_CHECKING or not plain.chosen:
    from pydantic import BaseModel, ConfigDict, Field, model_validator
else:
    from tousu.plain import BaseModel, ConfigDict, Field, model_validator

FORMAT = 1

Severity = Literal["block", "warn", "hint"]
Action = Literal["delete", "replace", "soften", "ask", "advise"]
Status = Literal["tried", "next", "later", "parallel"]
Verdict = Literal["kept", "changed", "lost", "invented"]


class Part(BaseModel):
    """Base of the contract's parts: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="never", defer_build=True)

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:  # type: ignore[override]
        """A part whose fields were made here and are known to be right: twice as fast as validating it.

        A test holds what is made this way against what validation makes of it.

        Raises:
            TypeError: an unknown field.
        """
        template, names = _shape(cls)
        fields = {**template, **values}
        if len(fields) != len(names):
            raise TypeError(f"{cls.__name__} has the fields {', '.join(template)}, not {', '.join(values)}")
        made = _new(cls)
        _set_values(made, fields)
        _set_names(made, names)
        _set_extra(made, None)
        _set_private(made, None)
        return made


# The slots of a model, by their own setters: a draft makes fifty parts.
_new = object.__new__
_set_values, _set_names, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


@cache
def _shape(cls: type[Part]) -> tuple[dict[str, Any], set[str]]:
    """The fields of a part in order with their defaults, and their names."""
    return {name: field.default for name, field in cls.model_fields.items()}, set(cls.model_fields)


class Issue(Part):
    """What the draft complains of, the main issue first, then the further ones, likeliest first."""

    id: str = Field(description="issue id, e.g. `not_shipped`; `other` when the model abstains")
    name: str = Field(description="Chinese name")
    probability: float = Field(
        ge=0,
        le=1,
        description="of the first: that it is the main issue; of a further one: that the draft complains of it too",
    )
    evidence: tuple[Span, ...] = Field(default=(), description="the spans that speak for it, strongest first")


class Fact(Part):
    """A fact that the draft states."""

    kind: str
    span: Span
    text: str
    value: str = Field(description="normal form: ISO date, decimal yuan, digits alone, carrier or demand id")
    confidence: float = Field(ge=0, le=1)
    why: str = Field(description="how it was recognised, in words a person understands")
    role: str = Field(default="", description="what it is in the story, e.g. `paid`, `freight`, `signed`, `return`")


class Missing(Part):
    """A fact that the reader of the complaint needs and the draft lacks."""

    kind: str
    question: str
    why: str
    severity: Severity


class ReadinessPart(Part):
    """One line of the readiness figure."""

    kind: str
    name: str
    points: float
    of: float


class Readiness(Part):
    """How complete the draft is: points reached of points that this issue on this channel asks for."""

    score: float = Field(ge=0, le=1)
    parts: tuple[ReadinessPart, ...] = ()


class Finding(Part):
    """Language (or an inconsistency) to change."""

    rule: str
    kind: str
    severity: Severity
    span: Span
    text: str
    message: str
    why: str = Field(description="the reason a mediator would give")
    action: Action
    replacement: str | None = None


class Blank(Part):
    """A blank `【请补充：…】` of a rewrite that waits for the writer."""

    kind: str
    text: str
    question: str


class Rewrite(Part):
    """The draft with edits applied, and the ordered statement of facts."""

    text: str
    edits: tuple[Edit, ...] = ()
    statement: str = ""
    open: tuple[Blank, ...] = ()


class ChannelStep(Part):
    """A channel to go to, in order."""

    id: str
    name: str
    status: Status
    why: str
    how: str
    requires: tuple[str, ...] = ()
    limits: str = ""


class EvidenceItem(Part):
    """A piece of evidence to keep."""

    text: str
    mentioned: bool = Field(description="the draft already speaks of it")
    note: str = ""


class Deadline(Part):
    """A term, computed only from dates that the draft states."""

    id: str
    name: str
    ground: str
    trigger: str
    trigger_date: dt.date | None = None
    due: dt.date | None = None
    days_left: int | None = Field(default=None, description="negative: days past")
    note: str = ""


class LegalBasis(Part):
    """An article that may be cited, with its source; no legal advice."""

    law: str
    article: str
    gives: str
    source: str
    checked_on: dt.date
    note: str = ""


class Advice(Part):
    """Which channel, which evidence, until when, on what ground."""

    channels: tuple[ChannelStep, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    law: tuple[LegalBasis, ...] = ()
    notes: tuple[str, ...] = ()
    disclaimer: str = ""


class SentenceSentiment(Part):
    """Polarity of one sentence."""

    span: Span
    polarity: float = Field(ge=0, le=1)


class Sentiment(Part):
    """Polarity: 0 complaint, 1 praise. It says nothing about tone."""

    polarity: float = Field(ge=0, le=1)
    sentences: tuple[SentenceSentiment, ...] = ()


class Signature(Part):
    """What produced this result: two runs that differ say why."""

    tousu: str
    rules: str
    models: str
    segmenter: str

    def __str__(self) -> str:
        return f"tousu {self.tousu} · rules {self.rules} · models {self.models} · segmenter {self.segmenter}"


class Analysis(Part):
    """All that tousu says of one draft."""

    format: int = FORMAT
    text: str
    sentences: tuple[Span, ...]
    tokens: tuple[Span, ...]
    issues: tuple[Issue, ...]
    facts: tuple[Fact, ...]
    details: tuple[Fact, ...] = Field(
        (),
        description="what narrows the case down beside the facts: payment number, station, count of calls",
    )
    missing: tuple[Missing, ...]
    readiness: Readiness
    findings: tuple[Finding, ...]
    rewrite: Rewrite
    advice: Advice
    sentiment: Sentiment
    signature: Signature
    channel: str | None = None
    today: dt.date | None = None

    @model_validator(mode="after")
    def _spans_hold(self) -> Self:
        """Every span lies in the text, and what a part quotes is what stands there."""
        return self.checked()

    def _repr_html_(self) -> str:
        """How a notebook shows it: the report as a fragment of HTML."""
        from importlib import import_module  # a report stands floors above the contract; it is asked for on use

        rulebook = import_module("tousu.rulebook").Rulebook.packaged()
        return str(import_module("tousu.report.html").render(self, rulebook))

    def checked(self) -> Self:
        """This analysis, when what each part quotes is what stands at its span.

        Raises:
            ValueError: which span holds something else.
        """
        quoted = [(part.span, part.text) for part in (*self.facts, *self.details)]
        quoted += [(part.span, part.text) for part in self.findings]
        for span, text in quoted:
            if span.of(self.text) != text:
                raise ValueError(f"{span} holds {span.of(self.text)!r}, not {text!r}")
        return self


class FactChange(Part):
    """One fact compared between two texts."""

    verdict: Verdict
    kind: str
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    why: str = ""


class Verification(Part):
    """Which facts a rewrite kept, changed, lost or invented."""

    ok: bool
    changes: tuple[FactChange, ...] = ()

    def only(self, verdict: str) -> tuple[FactChange, ...]:
        """The changes with this verdict."""
        return tuple(c for c in self.changes if c.verdict == verdict)


class Redaction(Part):
    """A text with personal data masked; ``mapping`` leads from each mask back, when it was asked for."""

    text: str
    edits: tuple[Edit, ...] = ()
    mapping: dict[str, str] = Field(default_factory=dict)
