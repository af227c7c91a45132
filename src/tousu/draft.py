"""A draft as every later step reads it: the caller's exact text, a folded view of the same length, and its parts.

Nothing is computed twice and nothing before it is asked for: sentences, clauses, quotes and tokens are found
on first use and kept.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar, cast

from tousu import patterns as re
from tousu import segment
from tousu.errors import InputError
from tousu.records import NamedTuple, quick
from tousu.spans import Span, made

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

R = TypeVar("R")

DEFAULT_LIMIT = 1_000_000
"""Longest text taken by default, in UTF-8 bytes."""
_BYTES = 4
"""No code point takes more of them in UTF-8."""

# Marks that end a sentence, with the closing quotes that follow them. A full stop in ASCII counts only before
# white space, so that prices and file names stay whole.
_SENTENCE = re.compile(r"[^。！？!?；;\n…]*(?:[。！？!?；;…]+[”’」』）)\"]*|\n|$)")
_CLAUSE = re.compile(r"[^，,、：:。！？!?；;\n…\s]+")

_OPENERS = {"“": "”", "「": "」", "『": "』", "‘": "’", "《": "》", "【": "】", '"': '"', "＂": "＂"}
_QUOTE = re.compile('[“”「」『』‘’《》【】"＂\n]')
_LONGEST_QUOTE = 300
_DEEPEST_QUOTE = 16


BLANK = re.compile("【(?:请补充|待补充?|请填写)[^】\n]{0,60}】")
"""A blank that waits for the writer; nothing in it is said of the case."""


def blanks_in(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where the blanks stand, in order."""
    if "【" not in text:
        return []
    return [Span(*m.span()) for m in BLANK.finditer(text, start, len(text) if end is None else end)]


@quick
class Quote(NamedTuple):
    """A pair of quotation marks: ``span`` with them, ``inner`` without; ``mark`` is the opening one."""

    span: Span
    inner: Span
    mark: str


def _folding() -> dict[int, int]:
    """One code point to one code point: full-width to ASCII, upper to lower case, traditional to simplified."""
    from tousu._folding import TRADITIONAL

    table = {code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)}
    table |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    table[0x3000] = table[0xA0] = 0x20
    # Full-width punctuation of Chinese stays: it separates sentences and clauses.
    for mark in "，：；！？（）～":
        table.pop(ord(mark), None)
    table |= {ord(a): ord(b) for a, b in zip(TRADITIONAL[::2], TRADITIONAL[1::2], strict=True)}
    return table


_TABLE: dict[int, int] | None = None


def fold(text: str) -> str:
    """``text`` with width, case and script folded one to one; the length never changes."""
    global _TABLE
    if _TABLE is None:
        _TABLE = _folding()
    return text.translate(_TABLE)


def folded(words: Collection[str]) -> list[str]:
    """Each of the words folded; all at once, because a long text takes hardly longer than a word."""
    joined, ends = fold("".join(words)), accumulate(map(len, words))
    return [joined[end - len(word) : end] for word, end in zip(words, ends, strict=True)]


class Draft:
    """A text to be analysed.

    Args:
        text: the caller's exact text.
        limit: longest text taken, in UTF-8 bytes.

    Raises:
        InputError: not a ``str``, a lone surrogate in it, or longer than ``limit``.
    """

    def __init__(self, text: str, *, limit: int = DEFAULT_LIMIT) -> None:
        if not isinstance(text, str):
            raise InputError(
                f"expected the draft as str, got {type(text).__name__}; decode bytes first, e.g. data.decode('utf-8')",
                reason="type",
            )
        try:
            size = len(text) if len(text) * _BYTES <= limit else len(text.encode())
            if size <= limit:
                text.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"the draft holds a lone surrogate at code point {error.start}; it was decoded wrongly: "
                "decode its bytes again, or drop it with text.encode('utf-8', 'ignore').decode()",
                reason="surrogate",
                at=error.start,
            ) from None
        if size > limit:
            raise InputError(
                f"the draft has {size} bytes, the limit is {limit}; pass a larger one with Analyzer(limit=…)",
                reason="size",
                size=size,
                limit=limit,
            )
        self.text = text
        self._found: dict[str, object] = {}

    @classmethod
    def made(cls, text: str) -> Draft:
        """A text that was made of a draft within its limit: it has none of its own."""
        return cls(text, limit=_BYTES * len(text))

    def once(self, name: str, find: Callable[[Draft], R]) -> R:
        """What ``find`` finds in this draft, kept under ``name`` for those who ask again."""
        if name not in self._found:
            self._found[name] = find(self)
        return cast(R, self._found[name])

    @cached_property
    def folded(self) -> str:
        """The folded view, of the same length as ``text``: what terms and patterns are matched against."""
        return fold(self.text)

    @cached_property
    def codes(self) -> npt.NDArray[np.uint32]:
        """The code points of the folded view, shape (len(text),), for those who train."""
        import numpy as np

        return np.frombuffer(self.folded.encode("utf-32-le"), dtype=np.uint32)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in order, without the white space around them; only white space lies between them."""
        out: list[Span] = []
        for match in _SENTENCE.finditer(self.text):
            piece = match.group()
            left = len(piece) - len(piece.lstrip())
            right = len(piece.rstrip())
            if right > left:
                out.append(Span(match.start() + left, match.start() + right))
        return tuple(out)

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """Runs of text between punctuation or white space, in order."""
        return tuple([made(match.span()) for match in _CLAUSE.finditer(self.text)])

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """Closed pairs of quotation marks, titles 《》 and brackets 【】, outer and inner, in order of their opening.

        A pair does not cross a line and is at most 300 code points long: an unclosed mark must not swallow a draft.
        """
        out: list[Quote] = []
        stack: list[tuple[str, int]] = []
        for match in _QUOTE.finditer(self.text):
            mark, at = match.group(), match.start()
            if mark == "\n":
                stack.clear()
            elif stack and any(_OPENERS[m] == mark for m, _ in stack):
                while stack:
                    opener, start = stack.pop()
                    if _OPENERS[opener] == mark:
                        if at - start <= _LONGEST_QUOTE:
                            out.append(Quote(Span(start, at + 1), Span(start + 1, at), opener))
                        break
            elif mark in _OPENERS:
                stack.append((mark, at))
                # Nobody nests deeper; a run of opening marks must not cost the square of its length.
                if len(stack) > _DEEPEST_QUOTE:
                    del stack[0]
        return tuple(sorted(out))

    @cached_property
    def blanks(self) -> tuple[Span, ...]:
        """The blanks that wait for the writer, in order."""
        return tuple(blanks_in(self.text))

    @cached_property
    def tokens(self) -> tuple[Span, ...]:
        """Jieba's words, as spans that rejoin to the text."""
        return segment.tokens(self.text)

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds ``position``, or the empty span there."""
        at = bisect_right(self._sentence_starts, position) - 1
        return held if at >= 0 and (held := self.sentences[at])[1] > position else Span(position, position)

    def clause_at(self, position: int) -> Span:
        """The clause that holds ``position``, or the empty span there."""
        at = bisect_right(self._clause_starts, position) - 1
        return held if at >= 0 and (held := self.clauses[at])[1] > position else Span(position, position)

    # Side by side in memory: a long draft is asked a hundred thousand times, and each step of a search through spans
    # is to somewhere else.
    @cached_property
    def _sentence_starts(self) -> array[int]:
        return array("q", [start for start, _ in self.sentences])

    @cached_property
    def _clause_starts(self) -> array[int]:
        return array("q", [start for start, _ in self.clauses])
