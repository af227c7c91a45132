"""Where personal data stands: the facts, and every further mention of the same number or name; and whose it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from tousu import patterns as re
from tousu.draft import Draft, fold
from tousu.records import NamedTuple
from tousu.redaction.masks import is_safe
from tousu.results import Fact
from tousu.rulebook import Rulebook
from tousu.spans import Span, without_overlaps

Whose = Literal["own", "other"]

_REACH = 14
_FEW = 8
_BESIDE = 8
_OTHER = (
    "快递员|快递小哥|快递师傅|骑手|配送员|派件员|外卖员|客服|店员|店长|老板|经理|师傅|司机|主播|教练|销售|顾问|中介|业务员|催收|卖家|商家|店主|店家|邻居|"
    "朋友|同事|物业|保安|门卫|站长|驿站|网点|对方|负责人|他|她|骗子|工作人员|医生|护士|老师|安装工|维修工|签收人|家人|妈妈|爸爸|父亲|母亲|孩子|儿子|女儿|"
    "老婆|老公|丈夫|妻子|奶奶|爷爷|代收|自称|陌生|号码为"
)
_OWN = (
    "本人|我的|我叫|我姓|我是|我手机|我电话|投诉人|申请人|收件人|收货人|联系人|联系电话|联系方式|我家|我住|住在|收货地址|收件地址|寄到|发到|预留|绑定|我微信|"
    "我身份证|我卡|请联系我|打我"
)
_CUE = re.compile(f"(?P<own>{_OWN})|(?P<other>{_OTHER})")
_AFTER = re.compile(
    r"[^，。；！？\n]{0,6}?(?:骚扰|来电|打来|打了过来|打给我|发短信|发来|自称|的?(?:快递员|骑手|客服|司机|师傅|老板|店主))"
)
# Whose home an address may be, if not the writer's: a shop that writes 你住… means the writer.
_NEIGHBOURS = frozenset({"他", "她", "对方", "邻居", "朋友", "同事", "快递员", "骑手", "司机", "师傅", "负责人"})
# The address or landline of a business is no personal data.
_BUSINESS = re.compile(
    r"(?:店|商家|公司|门店|机构|工厂|仓库|厂家|商场|营业部|网点|退货|寄回|退回|退到)[^，。；！？\n]{0,6}$"
)
_COUNTRY = "86"
_SQUEEZED = re.compile("(?<=[0-9A-Za-z])[ \u00a0\\-‐‑–—－.·](?=[^\\W_])")


class Place(NamedTuple):
    """One mention of personal data.

    Attributes:
        value: the normal form, the same for every mention of it.
        safe: masked by the writer already, or no full name. whose: the writer's or somebody else's, by the words near.
    """

    kind: str
    span: Span
    text: str
    value: str
    whose: Whose
    safe: bool


def find_places(draft: Draft, facts: Sequence[Fact], kinds: Collection[str], rulebook: Rulebook) -> list[Place]:
    """Every mention of facts of these kinds, in order, none overlapping another."""
    wanted = [fact for fact in facts if fact.kind in kinds]
    if not wanted:
        return []
    found = [(fact.span, fact) for fact in wanted]
    found += _repeated(draft, wanted)
    first = {fact.span for fact in wanted}
    chosen = without_overlaps(found, lambda f: f[0], lambda f: (f[0] not in first, f[0].start - f[0].end, f[0].start))
    owners = _owners(draft, wanted)
    known = {fact.span: (owners[fact.span], _of_business(draft, fact)) for fact in wanted}
    out = []
    for span, fact in chosen:
        whose, business = known[fact.span]
        text = span.of(draft.text)
        out.append(Place(fact.kind, span, text, fact.value, whose, business or is_safe(fact.kind, text, rulebook)))
    return out


def _repeated(draft: Draft, facts: Iterable[Fact]) -> list[tuple[Span, Fact]]:
    """Further mentions, spaces and dashes inside numbers left aside: facts name each value once."""
    owners: dict[str, Fact] = {}
    for fact in facts:
        for form in (_squeeze(fold(fact.text))[0], _squeeze(fold(fact.value))[0]):
            if len(form) >= 2:
                owners.setdefault(form, fact)
                if fact.kind == "phone":
                    owners.setdefault(_COUNTRY + form, fact)
    view, places = _squeeze(draft.folded)
    return [
        (Span(places[start], places[end - 1] + 1), owners[needle])
        for needle, start, end in _found(view, list(owners))
        if not _cuts_a_run(view, start, end)
    ]


def _found(text: str, needles: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Every place of every needle; an automaton pays from a handful of needles on."""
    if len(needles) > _FEW:
        from ahocorasick_rs import AhoCorasick

        for number, start, end in AhoCorasick(needles).find_matches_as_indexes(text, overlapping=True):
            yield needles[number], start, end
        return
    for needle in needles:
        start = text.find(needle)
        while start >= 0:
            yield needle, start, start + len(needle)
            start = text.find(needle, start + len(needle))


def _squeeze(text: str) -> tuple[str, Sequence[int]]:
    """The text without separators between letters and digits, and where each of its characters came from."""
    kept: list[int] = []
    at = 0
    for mark in _SQUEEZED.finditer(text):
        kept += range(at, mark.start())
        at = mark.end()
    if not at:
        return text, range(len(text))
    kept += range(at, len(text))
    return _SQUEEZED.sub("", text), kept


def _cuts_a_run(text: str, start: int, end: int) -> bool:
    """A number inside a longer one is not the same number."""

    def joined(a: str, b: str) -> bool:
        return bool(a and b) and a.isascii() and b.isascii() and a.isalnum() and b.isalnum()

    return joined(text[start - 1 : start], text[start]) or joined(text[end - 1], text[end : end + 1])


def _owners(draft: Draft, facts: Iterable[Fact]) -> dict[Span, Whose]:
    """Whose each fact is; what no word near tells belongs to whoever is named right before: 快递员李建国，电话…."""
    out: dict[Span, Whose] = {}
    last: Fact | None = None
    for fact in sorted(facts, key=lambda f: f.span):
        told = _told(draft, fact)
        if not told and last and fact.kind != "address":
            near = (
                fact.span.start - last.span.end <= _BESIDE and draft.sentence_at(last.span.start).end > fact.span.start
            )
            told = out[last.span] if near else None
        out[fact.span] = told or "own"
        last = fact
    return out


def _told(draft: Draft, fact: Fact) -> Whose | None:
    """By the nearest word before it in its sentence, else by what follows; None where nothing tells."""
    text = draft.folded
    start = max(draft.sentence_at(fact.span.start).start, fact.span.start - _REACH)
    cues = list(_CUE.finditer(text, start, fact.span.start))
    if fact.kind == "address":
        return "other" if cues and cues[-1].group() in _NEIGHBOURS else "own"
    if cues:
        return "own" if cues[-1]["own"] else "other"
    return "other" if _AFTER.match(text, fact.span.end) else None


def _of_business(draft: Draft, fact: Fact) -> bool:
    if fact.kind != "address" and not (fact.kind == "phone" and fact.value.startswith("0")):
        return False
    return _BUSINESS.search(draft.folded, max(0, fact.span.start - _REACH), fact.span.start) is not None
