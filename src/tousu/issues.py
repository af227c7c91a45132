"""Draft → ranked issues with evidence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tousu import patterns as re
from tousu.draft import Draft
from tousu.readers import IssueModel
from tousu.records import NamedTuple
from tousu.results import Issue
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, merged

OTHER = "other"
_MOST = 4
_LEAST = 0.12  # below it even the likeliest type is little better than a guess among seventeen
_PHRASES = 3
_LETTERS = re.compile(r"[^\W_]{2,}")
_TWO_HAN = re.compile(r"[\u4e00-\u9fff][^\u4e00-\u9fff]*[\u4e00-\u9fff]")


def classify(draft: Draft, hits: Hits, rulebook: Rulebook, model: IssueModel | None) -> tuple[Issue, ...]:
    """The main issue, then the further ones above their thresholds, likeliest first; ``other`` when there is none.

    The probability of the first says that it is the main issue; that of a further one, that the draft complains of it
    too.
    """
    if model is None or not _readable(draft):
        return (_other(rulebook, 1.0),)
    reading = model.read(draft.folded, cues_of(hits, rulebook))
    chances, also = _floats(model.probabilities(reading)), _floats(model.also(reading))
    top = chances.index(max(chances))
    if model.classes[top] == OTHER or (chances[top] < _LEAST and OTHER in model.classes):
        return (_other(rulebook, float(chances[model.classes.index(OTHER)])),)
    further = [at for at in _ranked(also) if also[at] >= model.thresholds[at] and at != top]
    said = [(top, chances[top]), *((at, also[at]) for at in further if model.classes[at] != OTHER)]
    return tuple(
        Issue.model_construct(
            id=model.classes[at],
            name=name_of(model.classes[at], rulebook),
            probability=float(chance),
            evidence=evidence(draft, model if at == top else model.second, reading, at),
        )
        for at, chance in said[:_MOST]
    )


def _floats(numbers: Iterable[float]) -> list[float]:
    """Plain numbers, whoever reckoned them."""
    return numbers if isinstance(numbers, list) else [float(number) for number in numbers]


def _ranked(chances: Sequence[float]) -> list[int]:
    """The classes by their chances, the likeliest first."""
    return sorted(range(len(chances)), key=lambda at: -chances[at])


def _readable(draft: Draft) -> bool:
    """Whether there are two Chinese characters: less tells of nothing."""
    return _TWO_HAN.search(draft.text) is not None


def cues_of(hits: Hits, rulebook: Rulebook) -> dict[str, list[Span]]:
    """Where the cues of each issue type stand."""
    return {name: hits.get(Owner("issues", name, "cue"), []) for name in rulebook.issues}


def name_of(id_: str, rulebook: Rulebook) -> str:
    """The Chinese name; a class of somebody's own model is called by its id."""
    return rulebook.issues[id_].name if id_ in rulebook.issues else id_


def _other(rulebook: Rulebook, probability: float) -> Issue:
    return Issue.model_construct(id=OTHER, name=rulebook.issues[OTHER].name, probability=probability)


def evidence(draft: Draft, model: IssueModel, reading: Any, column: int) -> tuple[Span, ...]:
    """The phrases that add most to the score of a class: each character's share summed, the heaviest runs merged.

    A phrase is made of whole words and crosses no mark or space, so that it can be read.
    """
    weight = _floats(model.per_character(reading, column, len(draft.text)))
    bar = max(weight) * 0.3
    if bar <= 0:
        return ()
    strong = [at for at, share in enumerate(weight) if share >= bar]
    phrases = [part for run in _whole_words(draft, _runs(strong)) for part in _between_marks(draft, run)]
    said = [(-round(share, 9), part) for part in phrases if (share := sum(weight[part.start : part.end])) > 0]
    said.sort(key=lambda phrase: phrase[0])
    return tuple([part for _, part in said[:_PHRASES]])


def _runs(places: Sequence[int]) -> Iterator[Span]:
    """Stretches of places in order, over gaps of one."""
    start = 0
    for number, place in enumerate(places, start=1):
        if number == len(places) or places[number] > place + 2:
            yield Span(places[start], place + 1)
            start = number


def _whole_words(draft: Draft, runs: Iterable[Span]) -> list[Span]:
    """The runs grown to the words that they begin and end in; those that then meet are one."""
    ends = draft.once("token ends", lambda d: [token.end for token in d.tokens])
    return merged((draft.tokens[bisect_right(ends, start)].start, ends[bisect_left(ends, end)]) for start, end in runs)


def _between_marks(draft: Draft, run: Span) -> Iterator[Span]:
    """The stretches of a run between its marks and spaces, single characters left out."""
    return (Span(*m.span()) for m in _LETTERS.finditer(draft.text, *run))


class Ground(NamedTuple):
    """Why a class has its score: ``bias``, what each phrase adds, and ``rest``, what all else adds or takes, sum to it.

    Attributes:
        id, probability: of the class.
        score: log-odds, for the main issue up to a constant that all classes share.
        phrases: the evidence, strongest first, with what it adds.
    """

    id: str
    probability: float
    score: float
    bias: float
    phrases: tuple[tuple[Span, float], ...]
    rest: float


def grounds(draft: Draft, hits: Hits, rulebook: Rulebook, model: IssueModel | None) -> tuple[Ground, ...]:
    """The grounds of each issue that is said, in order; of the two likeliest when it is ``other``."""
    if model is None or not _readable(draft):
        return ()
    reading = model.read(draft.folded, cues_of(hits, rulebook))
    said = [model.classes.index(i.id) for i in classify(draft, hits, rulebook, model) if i.id != OTHER]
    if not said:
        said = [at for at in _ranked(model.probabilities(reading)) if model.classes[at] != OTHER][:2]
        return tuple(_ground(draft, model, reading, at) for at in said)
    return tuple(_ground(draft, model if n == 0 else model.second, reading, at) for n, at in enumerate(said))


def _ground(draft: Draft, model: IssueModel, reading: Any, column: int) -> Ground:
    weight = _floats(model.per_character(reading, column, len(draft.text)))
    phrases = [(span, sum(weight[span.start : span.end])) for span in evidence(draft, model, reading, column)]
    score, bias = float(model.scores(reading)[column]), float(model.bias[column])
    rest = score - bias - sum(share for _, share in phrases)
    chance = float(model.probabilities(reading)[column])
    return Ground(model.classes[column], chance, score, bias, tuple(phrases), rest)
