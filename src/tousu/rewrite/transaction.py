"""The transaction of a statement: what was bought where, when and for how much, each told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tousu import patterns as re
from tousu.results import Fact
from tousu.rewrite.shown import Shown

if TYPE_CHECKING:
    from tousu.rewrite.softening import Say
    from tousu.rulebook import Rulebook

TRADE = ("platform", "merchant", "product", "order_number", "amount", "date", "carrier", "tracking_number")
_VAGUE_SUM = re.compile("几|数[十百千万]")


def surest(facts: Sequence[Fact], kind: str) -> Fact | None:
    """The fact of a kind to name the case by: the surest, of equals the longest."""
    return max((f for f in facts if f.kind == kind), key=lambda f: (round(f.confidence, 1), len(f.text)), default=None)


def trade_of(facts: Sequence[Fact], shown: Shown) -> dict[str, list[Fact]]:
    """The facts of the transaction, by kind."""
    out: dict[str, list[Fact]] = {}
    for kind in TRADE:
        of_kind = [f for f in facts if f.kind == kind]
        if kind == "date":
            of_kind = [f for f in of_kind if f.role in ("ordered", "paid")][:1]
        elif kind == "amount":
            of_kind = [f for f in of_kind if not _VAGUE_SUM.search(f.text) and not _hidden(f, shown.text)]
            paid = [f for f in of_kind if f.role == "paid"]
            of_kind = paid if len(paid) == 1 else [f for f in of_kind if len(of_kind) == 1 and _price(f, shown.text)]
        elif kind not in ("order_number", "tracking_number"):
            best = surest(of_kind, kind)
            of_kind = [best] if best else []
        if of_kind:
            out[kind] = of_kind
    return out


def _hidden(amount: Fact, text: str) -> bool:
    """Whether stars stand in the place of some of its digits."""
    return text[amount.span.end : amount.span.end + 1] in ("*", "＊")


_BARE_SUM = re.compile("[0-9][0-9,]*(?:[.][0-9]+)?(?:[-~—至到][0-9][0-9,]*)?")
_PAYING = re.compile("[买购花付价费款充交缴订拍充]|金额|下单|办了?|总共|一共|合计")
_PAYS_FOR = re.compile("的|购|买|左右的")


def _price(amount: Fact, text: str) -> bool:
    """Whether a sum without a role is what was paid: its clause speaks of paying, or names what it bought."""
    if amount.role or text[amount.span.end : amount.span.end + 1] in ("-", "—"):
        return False
    clause = re.split("[，,。；;！!？?\n]", text[max(0, amount.span.start - 30) : amount.span.start])[-1]
    return _PAYING.search(clause) is not None or _PAYS_FOR.match(text, amount.span.end) is not None


def trade_lines(
    trade: dict[str, list[Fact]], shown: Shown, blanks: Mapping[str, str], rulebook: Rulebook, say: Say
) -> list[str]:
    """What was bought where, when, for how much: one line a kind."""
    out = []
    for kind in TRADE:
        named = (shown.fact(f.span) for f in trade.get(kind, ()))
        if kind == "amount":
            named = (say("yuan", sum=text) if _BARE_SUM.fullmatch(text) else text for text in named)
        values = list(dict.fromkeys(named)) or [blanks[k] for k in (kind,) if k in blanks]
        if values:
            name = say("ordered_on") if kind == "date" else rulebook.facts[kind].name
            out.append(say("line", name=name, value="、".join(values)))
    return out
