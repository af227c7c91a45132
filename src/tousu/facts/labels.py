"""The label that stands before a value: 订单号：…, 快递单号是…. The nearest and longest one decides."""

from __future__ import annotations

from bisect import bisect_right

from tousu.records import NamedTuple, quick
from tousu.rulebook import Hits, Rulebook

NOT = "not"
"""Kind of a label that makes the number after it something of no kind (商品编号, 型号)."""

NUMBERED = frozenset({
    "order_number", "tracking_number", "payment_number", "ticket_number", "bank_card", "phone", "id_number",
    "staff_number", "secret_code", "social_account",
})  # fmt: skip
"""Kinds whose values are numbers; labels of other kinds say nothing of the number behind them."""

_GLUE = frozenset(" \t\n　:：=是为#【[（(“\"「『'】]）)」”』,，、号码的→-—如下分别后末尾四六位数字")
_GLUE_LENGTH = 8
_LOOSE_REACH = 12
_STOP = frozenset("。；;！!？?\n")


@quick
class Label(NamedTuple):
    """A label word of the draft."""

    start: int
    end: int
    kind: str
    word: str


class Labels:
    """The label words of a draft, to be asked what stands before a place."""

    def __init__(self, text: str, hits: Hits, rulebook: Rulebook) -> None:
        self._text = text
        found: dict[int, Label] = {}
        for owner, spans in hits.items():
            if owner.room != "facts" or (owner.group == "label" and owner.id not in NUMBERED):
                continue
            kind = owner.id if owner.group == "label" else NOT
            for start, end in spans:
                # Of labels that end together the longest counts: 商品编号 beats 编号.
                known = found.get(end)
                if known is None or start < known.start or (start == known.start and known.kind == NOT):
                    found[end] = Label(start, end, kind, text[start:end])
        self._ends = sorted(found)
        self._found = found

    def before(self, place: int) -> Label | None:
        """The label that touches ``place`` but for colons, brackets, spaces, 是 and the like."""
        at = place
        while at >= 0 and place - at <= _GLUE_LENGTH:
            if at in self._found:
                return self._found[at]
            if at == 0 or self._text[at - 1] not in _GLUE:
                return None
            at -= 1
        return None

    def near(self, place: int) -> Label | None:
        """The nearest label at most twelve places before, in the same sentence."""
        index = bisect_right(self._ends, place) - 1
        if index < 0:
            return None
        end = self._ends[index]
        between = self._text[end:place]
        if len(between) > _LOOSE_REACH or any(c in _STOP or c.isdigit() for c in between):
            return None
        return self._found[end]

    def of_kind(self, kind: str) -> list[Label]:
        """The labels of this kind, in order of place."""
        return [self._found[end] for end in self._ends if self._found[end].kind == kind]

    def value_start(self, label: Label) -> int:
        """Where the value behind a label begins: past colons, brackets and spaces."""
        at = label.end
        while at < len(self._text) and at - label.end <= _GLUE_LENGTH and self._text[at] in _GLUE:
            at += 1
        return at
