"""A text without its blanks, searched by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from tousu import patterns as re
from tousu.claims import blanks_in, told
from tousu.draft import Draft, fold
from tousu.results import Fact
from tousu.spans import Span

_SKIN = re.compile(r"[\s，,。、；;：:！!？?“”「」『』\"'‘’（）()【】…~～的了]+")
# Words that soften a request without changing it, or ask what a rhetorical question asked.
_POLITE = re.compile("(?:请说明|说明)(?:依据|原因)$|请说明|说明|的依据|的原因|是否合理|请|尽快|麻烦|涉嫌|疑似|怀疑")
_ASKING = re.compile("凭什么|凭啥|为什么|为啥|为何|怎么(?:能|可以|就|会)?|难道|干嘛")
"""What a request for the reason leaves out of a question."""
_PERSONAL = frozenset(
    ("phone", "id_number", "address", "person", "bank_card", "email", "social_account", "plate", "secret_code")
)

_LONG = 20_000
"""From so many characters on a text is searched by an index."""


def skinless(text: str) -> str:
    """The text without punctuation, white space and particles."""
    return _SKIN.sub("", text).casefold()


class Visible:
    """A text without its blanks, searched by words."""

    def __init__(self, draft: Draft) -> None:
        self.blanks = blanks_in(draft.folded)
        self.text = told(draft)

    def find(self, words: str) -> Span | None:
        """Where the words stand first to the letter, numbers not inside longer ones."""
        return next(self.all(words), None)

    def all(self, words: str) -> Iterator[Span]:
        """Wherever the words stand to the letter, numbers not inside longer ones."""
        needle = fold(words)
        for at in self._places(needle):
            end = at + len(needle)
            left, right = self.text[at - 1 : at] if at else "", self.text[end : end + 1]
            if not (_word(left) and _word(needle[0])) and not (_word(right) and _word(needle[-1])):
                yield Span(at, end)

    def _places(self, needle: str) -> Iterator[int]:
        """Where the needle stands, in order; a long text is not gone through anew for each of its thousand facts."""
        if len(self.text) < _LONG or len(needle) < 2:
            at = self.text.find(needle)
            while at >= 0:
                yield at
                at = self.text.find(needle, at + 1)
            return
        pairs = [self._pairs.get(needle[n : n + 2], ()) for n in range(len(needle) - 1)]
        offset = min(range(len(pairs)), key=lambda n: len(pairs[n]))
        for place in pairs[offset]:
            if place >= offset and self.text.startswith(needle, place - offset):
                yield place - offset

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        """Where each two characters stand side by side."""
        found: dict[str, list[int]] = {}
        for at in range(len(self.text) - 1):
            found.setdefault(self.text[at : at + 2], []).append(at)
        return found

    @cached_property
    def _skinless(self) -> str:
        return skinless(self.text)

    @cached_property
    def _unasked(self) -> str:
        return skinless(_ASKING.sub("", self.text))

    def made_of(self, words: str) -> bool:
        """Whether the words stand here but for punctuation and particles."""
        said = skinless(_POLITE.sub("", words))
        return said in self._skinless or said in self._unasked

    def masked(self, fact: Fact) -> Span | None:
        """Where personal data stands with stars in its middle."""
        if fact.kind not in _PERSONAL and fact.kind not in ("order_number", "tracking_number"):
            return None
        digits = re.sub("[^0-9a-z*]", "", fact.value.lower())
        for m in re.finditer(r"[0-9a-z]{0,8}[*＊x]{2,20}[0-9a-z]{0,6}", self.text):
            head, tail = re.split(r"[*＊x]{2,20}", m.group(), maxsplit=1)
            if digits and digits.startswith(head) and digits.endswith(tail):
                return Span(*m.span())
        if fact.kind in ("person", "address"):
            found = re.search(re.escape(fact.text[:1].lower()) + r"[^，,。\n*＊某]{0,20}(?:[*＊]+|某+)", self.text)
            return Span(*found.span()) if found else None
        return None

    def masked_by(self, strange: Fact, facts: Sequence[Fact]) -> Fact | None:
        """The fact of which ``strange`` is the masked form."""
        if "*" not in strange.text and "某" not in strange.text:
            return None
        head = re.split(r"[*＊某]", strange.text, maxsplit=1)[0]
        return next((f for f in facts if f.text.startswith(head)), None)


def _word(c: str) -> bool:
    return c.isascii() and c.isalnum()
