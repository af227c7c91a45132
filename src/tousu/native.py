"""The exported models read by ``_kernel``: no NumPy is imported, and a draft costs a fraction.

Where the kernel was not built or a model is not as it expects, ``None`` is returned and the classes over NumPy serve
(``linear``, ``tagging``, ``tone``, ``bayes``); a test holds the answers of both against each other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import exp, log, tanh
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from tousu import modelfile, readers, templates
from tousu.compiled import kernel as _kernel
from tousu.readers import Plane, Tagged
from tousu.records import NamedTuple
from tousu.spans import Span, without_overlaps
from tousu.words import ARRAYS, CLASSES, KIND, UNKNOWN

M = TypeVar("M")
Buffers = Mapping[str, Any]
"""Arrays as memoryviews, whose types can't say what they hold."""


def opened(path: Path, kind: str, make: Callable[[Mapping[str, Any], Buffers], M]) -> M | None:
    """A packaged model of this kind; None where it has to be read otherwise.

    Raises:
        ModelError: no readable file.
    """
    if _kernel is None or sys.byteorder != "little" or path.parent != modelfile.folder():
        return None
    meta, arrays = modelfile.views(path, kind)
    try:
        return make(meta, arrays) if meta["features"] == templates.VERSION else None
    except (KeyError, ValueError, TypeError):
        return None


def tagger(path: Path) -> Tagger | None:
    """The tagger, read by the kernel."""
    return opened(path, "tagger", Tagger)


def tone(path: Path) -> ToneModel | None:
    """The tone model, read by the kernel."""
    return opened(path, "tone", ToneModel)


def issues(path: Path) -> IssueModel | None:
    """The classifier of issue types, read by the kernel."""
    return opened(path, "linear", IssueModel)


def polarity(path: Path) -> PolarityModel | None:
    """The Bayes of praise and complaint, read by the kernel."""
    return opened(path, "bayes", PolarityModel)


class Dictionary(NamedTuple):
    """As ``tousu.words.Words``: ``cut`` gives the lengths of the words of a run of Han characters.

    ``tokens`` gives the words of a whole text as tuples of the type that is named; ``opened`` is what the kernel holds.
    """

    version: str
    cut: Callable[[str], tuple[int, ...]]
    tokens: Callable[[str, type[Span]], tuple[Span, ...]]
    opened: Any


def words(path: Path) -> Dictionary | None:
    """Jieba's dictionary, read by the kernel.

    Raises:
        ModelError: no readable file.
    """
    if _kernel is None or sys.byteorder != "little":
        return None
    meta, arrays = modelfile.views(path, KIND)
    try:
        held = _kernel.Words(meta["total"], *(arrays[name] for name in (*ARRAYS, *UNKNOWN, *CLASSES)))
        return Dictionary(meta["jieba"], held.cut, held.tokens, held)
    except (KeyError, ValueError, TypeError):
        return None


Marked = Callable[[str, tuple[Span, ...], tuple[Span, ...], int, int], tuple[Plane, ...]]
"""From a folded text, its words and clauses, and where all behind its first sentence begins and where its last two do,
to planes."""


def surroundings(
    dictionary: object, cues: Sequence[tuple[int, str]], before: int, ahead: int, coarse: Sequence[int]
) -> Marked | None:
    """What makes the planes of ``tousu.facts.surroundings``; None where the kernel has not opened the dictionary.

    Args:
        dictionary: as ``words`` gives it.
        cues: words of one to four characters and the bit of what each tells; of two that begin alike the first counts.
        before: the bits that count for what stands behind a cue.
        ahead: the bits that count for what stands before it.
        coarse: for each class of a word the one that it has for its neighbours.
    """
    if not isinstance(dictionary, Dictionary):
        return None
    bits, listed = bytes(bit for bit, _ in cues), tuple(word for _, word in cues)
    made_: Marked = _kernel.Surroundings(dictionary.opened, listed, bits, before, ahead, bytes(coarse)).planes
    return made_


plane: Callable[[int, tuple[Sequence[tuple[int, int]], ...]], Plane] = (
    readers.plane if _kernel is None else _kernel.plane
)
"""As ``tousu.readers.plane``; of spans that are not empty and lie in the text."""


Named = TypeVar("Named")


def searched(owners: Sequence[Named], parts: Mapping[str, Any]) -> Callable[[str], dict[Named, list[Span]]] | None:
    """What finds the terms of ``tousu.terms`` in a text, as ``Found.gathered`` gives them; None without the kernel.

    Args:
        owners: the owners by number.
        parts: the arrays of the terms.
    """
    if _kernel is None:
        return None
    held = _kernel.Terms(tuple(owners), *(parts[name] for name in _TERMS))
    return lambda text: held.hits(text, Span)


_TERMS = ("text", "ends", "begins", "firsts", "grouped", "group_ends", "groups")


class Tagger:
    """As ``tousu.tagging.Tagger``."""

    def __init__(self, meta: Mapping[str, Any], arrays: Buffers) -> None:
        self.kinds: tuple[str, ...] = tuple(meta["kinds"])
        self.floors = dict(zip(self.kinds, arrays["thresholds"].tolist(), strict=True))
        windows = templates.packed(templates.WINDOW), templates.packed(templates.PLANE_WINDOW)
        index = _kernel.Index(arrays["keys"])
        self._tagger = _kernel.Tagger(index, *windows, arrays["weights"], arrays["scale"], arrays["bias"])

    def chances(self, text: str, planes: Sequence[Plane]) -> Any:
        """Probability of each label of each character, character by character, as bytes of float32."""
        return self._tagger.tag(text, tuple(planes))

    def read(self, text: str, planes: Sequence[Plane]) -> Tags:
        """What it makes of a folded text."""
        return Tags(self.chances(text, planes), self.kinds)


class Tags:
    """As ``tousu.tagging.Tags``."""

    def __init__(self, chances: Any, kinds: tuple[str, ...]) -> None:
        self.kinds, self._chances, self._labels = kinds, chances, 1 + 2 * len(kinds)
        found = _kernel.phrases(chances, self._labels, templates.SURELY_NONE)
        self.found = [Tagged(kinds[kind], Span(start, end), chance) for kind, start, end, chance in found]

    def support(self, kind: str, span: Span) -> float:
        """Mean probability of the span's characters to belong to a phrase of this kind."""
        chance: float = _kernel.support(self._chances, self._labels, self.kinds.index(kind), *span)
        return chance

    def likeliest(self, kind: str) -> Tagged:
        """The likeliest phrase of a kind, however unlikely."""
        column = 1 + 2 * self.kinds.index(kind)
        flat = memoryview(self._chances).cast("B").cast("f")
        begins, insides = (flat[at :: self._labels].tolist() for at in (column, column + 1))
        span = Span(*templates.likeliest(begins, insides))
        return Tagged(kind, span, self.support(kind, span))


class Judgement(NamedTuple):
    """As ``tousu.tone.Judgement``; ``chances`` lie row by row, as bytes of float64.

    ``likeliest`` is the likeliest kind of each piece, ``highest`` its chance.
    """

    text: str
    pieces: Sequence[tuple[int, int]]
    chances: bytes
    likeliest: bytes
    highest: Sequence[float]
    reach: Sequence[int]

    def worst(self, span: tuple[int, int]) -> float:
        """The highest chance of any kind among the pieces that touch ``span``."""
        touching = templates.touching(self.pieces, self.reach, span)
        return max((self.highest[n] for n in touching), default=0.0)


class ToneModel:
    """As ``tousu.tone.ToneModel``."""

    def __init__(self, meta: Mapping[str, Any], arrays: Buffers) -> None:
        self.kinds: tuple[str, ...] = tuple(meta["kinds"])
        self.alone = float(meta["alone"])
        self.thresholds: list[float] = arrays["thresholds"].tolist()
        self._index = _kernel.Index(arrays["keys"])
        self._layer = arrays["weights"], arrays["scale"], arrays["bias"]
        if len(self.thresholds) != len(self.kinds):
            raise ValueError("arrays do not fit each other")
        self.judged("")

    def judged(self, text: str) -> Judgement:
        """The clauses of a folded text and their chances."""
        pieces = templates.pieces(text)
        known = templates.BREAKS, templates.LONGEST, *self._layer
        chances, likeliest, highest = self._index.tone(text, pieces, *known)
        reach = list(accumulate([end for _, end in pieces], max))
        return Judgement(text, pieces, chances, likeliest, highest, reach)

    def phrases(self, judgement: Judgement, *, supported: bool = False) -> list[Tagged]:
        """The phrases above their thresholds, in order: one a piece, of its likeliest kind."""
        if not supported and max(judgement.highest, default=0.0) < self.alone:
            return []
        out: list[Tagged] = []
        for number, (kind, high) in enumerate(zip(judgement.likeliest, judgement.highest, strict=True)):
            if high >= self.thresholds[kind]:
                out.append(Tagged(self.kinds[kind], self._phrase(judgement, number, kind), high))
        return without_overlaps(out, lambda t: t.span, lambda t: (-t.probability, t.span))

    def _phrase(self, judgement: Judgement, number: int, kind: int) -> Span:
        """The stretch of a piece that contributes most to this kind."""
        start, end = judgement.pieces[number]
        begins = start == 0 or judgement.text[start - 1] in templates.BREAKS
        around = judgement.text[start : end + 1]  # with the mark that ends it: what is far away need not be copied
        each = self._index.shares(around, 0, end - start, begins, templates.LONGEST, *self._layer, kind)
        return Span(*(start + at for at in templates.heaviest(each)))


_NO_CUES: Mapping[str, Sequence[Span]] = MappingProxyType({})


class Reading(NamedTuple):
    """As ``tousu.linear.Reading``."""

    rows: bytes
    """The known n-grams, each once."""
    values: bytes
    factors: bytes
    """Of ``values``, what falls to each of the n-grams that are alike."""
    grams: bytes
    """Rows of all n-grams, size by size, -1 for an unknown one."""
    cues: list[float]
    cue_spans: tuple[tuple[Span, ...], ...]


class IssueModel:
    """As ``tousu.linear.LinearModel``."""

    def __init__(self, meta: Mapping[str, Any], arrays: Buffers) -> None:
        self.classes: tuple[str, ...] = tuple(meta["classes"])
        self.sizes = bytes(meta["sizes"])
        self.link: str = meta["link"]
        self.cue_groups: tuple[str, ...] = tuple(meta["cue_groups"])
        self.thresholds: list[float] = arrays["thresholds"].tolist()
        self._index = _kernel.Index(arrays["keys"])
        self._idf = arrays["idf"]
        self._besides = tuple(arrays[f"besides_{name}"] for name in _HEAD) if meta["besides"] else None
        self._use(*(arrays[name] for name in _HEAD))
        if len(self._idf) * 8 != arrays["keys"].nbytes or len(self.thresholds) != len(self.classes):
            raise ValueError("arrays do not fit each other")

    def _use(self, weights: Any, bias: Any, cue_weights: Any) -> None:
        self.bias: list[float] = bias.tolist()
        self._weights = weights
        self._cue_weights = [row.tolist() for row in _rows(cue_weights, len(self.classes))]

    @cached_property
    def second(self) -> IssueModel:
        """The second reader; without one this model."""
        if self._besides is None:
            return self
        view = object.__new__(type(self))
        view.__dict__.update(vars(self))
        view._use(*self._besides)
        view.link, view._besides = "sigmoid", None
        return view

    def read(self, text: str, cues: Mapping[str, Sequence[Span]] = _NO_CUES) -> Reading:
        """The known n-grams with sublinear TF-IDF, l2 norm 1."""
        rows, values, factors, grams = self._index.weighed(text, self.sizes, self._idf)
        spans = tuple(tuple(cues.get(name, ())) for name in self.cue_groups)
        damped = [1 + log(len(group)) if group else 0.0 for group in spans]
        return Reading(rows, values, factors, grams, damped, spans)

    def scores(self, found: Reading) -> list[float]:
        """Score of each class."""
        out = _kernel.weighted(found.rows, found.values, self._weights, len(self.classes))
        said = [0.0] * len(self.classes)
        for damped, weights in zip(found.cues, self._cue_weights, strict=True):
            if damped:
                said = [sum_ + damped * weight for sum_, weight in zip(said, weights, strict=True)]
        return [bias + score + cues for bias, score, cues in zip(self.bias, out, said, strict=True)]

    def probabilities(self, found: Reading) -> list[float]:
        """Probability of each class."""
        scores = self.scores(found)
        if self.link == "sigmoid":
            return [0.5 * (1 + tanh(score / 2)) for score in scores]
        high = max(scores)
        powers = [exp(score - high) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def also(self, found: Reading) -> list[float]:
        """Probability that the text speaks of each class, beside others or not."""
        return self.second.probabilities(found)

    def per_character(self, found: Reading, column: int, length: int) -> list[float]:
        """What each character adds to a class: each n-gram gives its characters equal shares."""
        known = found.grams, self.sizes, length, found.rows, found.factors
        out: list[float] = _kernel.spread(*known, self._weights, len(self.classes), column)
        for damped, weights, spans in zip(found.cues, self._cue_weights, found.cue_spans, strict=True):
            for start, end in spans:
                part = damped * weights[column] / len(spans) / (end - start)
                for at in range(start, end):
                    out[at] += part
        return out


_HEAD = ("weights", "bias", "cue_weights")


def _rows(array: Any, width: int) -> Iterator[Any]:
    flat = array.cast("B").cast("f")
    return (flat[at : at + width] for at in range(0, len(flat), width))


class PolarityModel:
    """As ``tousu.bayes.BayesModel``."""

    def __init__(self, meta: Mapping[str, Any], arrays: Buffers) -> None:
        if meta["unit"] != "word" or arrays["weights"].nbytes != arrays["keys"].nbytes:
            raise ValueError("arrays do not fit each other")
        self._weights, self.bias, self.unknown = arrays["weights"], float(meta["bias"]), float(meta["unknown"])
        self._index = _kernel.Index(arrays["keys"])

    def log_odds(self, text: str, words: tuple[Span, ...], spans: Sequence[Span]) -> list[float]:
        """Log-odds of praise of each stretch of a folded text, of the words that lie in it."""
        odds: list[float] = self._index.odds(text, words, list(spans), self._weights, self.unknown, self.bias)
        return odds
