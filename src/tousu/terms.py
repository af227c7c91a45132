"""The literals that drafts are searched for: by the kernel, else by an automaton over all, the first drafts without.

They lie in a few flat arrays, in the order of their first two characters: a draft holds the beginnings of some hundred
of twenty thousand. The kernel reads the arrays as they are; without it and the automaton only those become strings.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from tousu.records import NamedTuple, quick
from tousu.spans import Span, made


@quick
class Owner(NamedTuple):
    """On whose behalf a term is searched."""

    room: str
    id: str
    group: str


class Found(NamedTuple):
    """What was found, in order of end and start: number of the term, start, end; each term's owners; the owners."""

    matches: list[tuple[int, int, int]]
    owned: list[Sequence[int]]
    owners: list[Owner]

    def gathered(self) -> dict[Owner, list[Span]]:
        """The spans of each owner, owners in the order in which they are met."""
        # Owners by number while they are gathered: hashing one costs more than all else that a hit costs.
        hits: dict[int, list[Span]] = {}
        for term, start, end in self.matches:
            span = made((start, end))
            for owner in self.owned[term]:
                hits.setdefault(owner, []).append(span)
        return {self.owners[number]: spans for number, spans in hits.items()}


class Terms:
    """Each term once, and on whose behalf it is searched.

    Args:
        parts: the arrays by name: ``text`` of all terms one behind the other and where each ends in it (``ends``);
            the two characters that terms begin with in order (``begins``) and the number of the first such term
            (``firsts``); the group of each term (``grouped``), where each group ends (``group_ends``) in the numbers of
            owners (``groups``); the ``owners``, a line each.
    """

    def __init__(self, parts: Mapping[str, memoryview]) -> None:
        self.parts = parts
        self._text, self._owners = parts["text"], parts["owners"]
        self._begins = parts["begins"].cast("Q")
        self._ends, self._firsts, self._grouped, self._group_ends, self._groups = (
            parts[name].cast("I") for name in ("ends", "firsts", "grouped", "group_ends", "groups")
        )

    @classmethod
    def of(cls, owned: Iterable[tuple[str, Owner]]) -> Terms:
        """Of these terms, which may come several times, and their owners."""
        owners: dict[Owner, int] = {}
        found: dict[str, dict[int, None]] = {}
        for term, owner in owned:
            found.setdefault(term, {})[owners.setdefault(owner, len(owners))] = None
        terms = sorted(filter(None, found), key=lambda term: (_begin(term), term))
        groups: dict[tuple[int, ...], int] = {}
        grouped = [groups.setdefault(tuple(found[term]), len(groups)) for term in terms]
        begins: dict[int, int] = {}
        for number, term in enumerate(terms):
            begins.setdefault(_begin(term), number)
        coded = [term.encode() for term in terms]
        parts: dict[str, bytes | array[int]] = {
            "text": b"".join(coded),
            "ends": array("I", accumulate(map(len, coded))),
            "begins": array("Q", begins),
            "firsts": array("I", [*begins.values(), len(terms)]),
            "grouped": array("I", grouped),
            "group_ends": array("I", accumulate(map(len, groups))),
            "groups": array("I", [number for group in groups for number in group]),
            "owners": "\n".join("\t".join(owner) for owner in owners).encode(),
        }
        return cls({name: memoryview(part).cast("B") for name, part in parts.items()})

    @cached_property
    def owners(self) -> list[Owner]:
        """The owners by number."""
        lines = str(self._owners, "utf-8").split("\n") if self._owners else []
        return [Owner(*line.split("\t")) for line in lines]

    def walked(self, text: str) -> Found:
        """Where they stand in a text, overlapping ones too, seen by trying those that begin as its characters do.

        Of a short text that is done in a hundredth of the time in which the automaton is built.
        """
        places: dict[int, list[int]] = {}
        for at in range(len(text)):
            places.setdefault(_begin(text[at]), []).append(at)
            if at + 1 < len(text) and text[at + 1] > "\0":
                places.setdefault(_begin(text[at : at + 2]), []).append(at)
        begins, firsts = self._begins, self._firsts
        found: list[tuple[int, int, int]] = []
        for begin, starts in places.items():
            row = bisect_left(begins, begin)
            if row < len(begins) and begins[row] == begin:
                for number in range(firsts[row], firsts[row + 1]):
                    term = self._term(number)
                    found += [(at + len(term), at, number) for at in starts if text.startswith(term, at)]
        known = {number: n for n, number in enumerate(sorted({number for *_, number in found}))}
        matches = [(known[number], start, end) for end, start, number in sorted(found)]
        return Found(matches, [self._group(self._grouped[number]) for number in known], self.owners)

    def scanned(self, text: str) -> Found:
        """The same, by the automaton."""
        finds, owned = self._automaton
        return Found(finds(text, overlapping=True), owned, self.owners)

    @cached_property
    def _automaton(self) -> tuple[Callable[..., list[tuple[int, int, int]]], list[Sequence[int]]]:
        from ahocorasick_rs import AhoCorasick

        groups = [self._group(number) for number in range(len(self._group_ends))]
        automaton = AhoCorasick([self._term(number) for number in range(len(self._ends))])
        return automaton.find_matches_as_indexes, [groups[number] for number in self._grouped]

    def _term(self, number: int) -> str:
        return str(self._text[self._ends[number - 1] if number else 0 : self._ends[number]], "utf-8")

    def _group(self, number: int) -> tuple[int, ...]:
        """The owners of a group; as a tuple of numbers, which the garbage collector need not look at each time."""
        start = self._group_ends[number - 1] if number else 0
        return tuple(self._groups[start : self._group_ends[number]])


def _begin(term: str) -> int:
    """The first two characters of a term, or its only one, as one number."""
    return ord(term[0]) << 32 | (ord(term[1]) if len(term) > 1 else 0)
