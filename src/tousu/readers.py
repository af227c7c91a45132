"""What a draft asks of its models: the doors that ``tousu.native`` and the classes over NumPy both have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from tousu.records import NamedTuple, quick
from tousu.spans import Span

Numbers = Any
"""Some floats in order: a list, or an array."""

Plane = bytes
"""Marks over a text, one byte a character."""


@quick
class Tagged(NamedTuple):
    """A phrase of one kind and the mean probability of its characters to belong to it."""

    kind: str
    span: Span
    probability: float


class Tags(Protocol):
    """What a tagger makes of a text."""

    found: list[Tagged]

    def support(self, kind: str, span: Span) -> float:
        """Mean probability of the span's characters to belong to a phrase of this kind."""

    def likeliest(self, kind: str) -> Tagged:
        """The likeliest phrase of a kind in a text that is not empty, however unlikely."""


class Tagger(Protocol):
    """Finds phrases; ``floors`` are the lowest probabilities at which a phrase of a kind is said."""

    kinds: tuple[str, ...]

    @property
    def floors(self) -> Mapping[str, float]: ...

    def read(self, text: str, planes: Sequence[Plane]) -> Tags:
        """What it makes of a folded text."""


class Judgement(Protocol):
    """What a tone model makes of a text."""

    def worst(self, span: tuple[int, int]) -> float:
        """The highest chance of any kind among the clauses that touch ``span``."""


class ToneModel(Protocol):
    """Tells what hurts from what is calm."""

    def judged(self, text: str) -> Any:
        """The ``Judgement`` of a folded text."""

    def phrases(self, judgement: Any, *, supported: bool = False) -> list[Tagged]:
        """The phrases above their thresholds, in order."""


class PolarityModel(Protocol):
    """Tells praise from complaint."""

    def log_odds(self, text: str, words: tuple[Span, ...], spans: Sequence[Span]) -> Numbers:
        """Log-odds of praise of each stretch of a folded text."""


class IssueModel(Protocol):
    """Tells what a draft complains of; each list has one number for each of ``classes``."""

    classes: tuple[str, ...]
    thresholds: Numbers
    bias: Numbers

    @property
    def second(self) -> Any:
        """The reader that says for each class alone whether a text speaks of it."""

    def read(self, text: str, cues: Mapping[str, Sequence[Span]]) -> Any:
        """A folded text as the model sees it."""

    def scores(self, found: Any, /) -> Numbers: ...

    def probabilities(self, found: Any, /) -> Numbers: ...

    def also(self, found: Any, /) -> Numbers: ...

    def per_character(self, found: Any, column: int, length: int) -> Numbers: ...


def plane(length: int, groups: Sequence[Sequence[tuple[int, int]]]) -> Plane:
    """Marks over a text: 0 nothing, 2g+1 where a span of group g begins, 2g+2 inside one."""
    out = bytearray(length)
    for number, spans in enumerate(groups):
        inside, begin = bytes([2 * number + 2]), 2 * number + 1
        for start, end in spans:
            out[start:end] = inside * (min(end, length) - start)
            out[start] = begin
    return bytes(out)
