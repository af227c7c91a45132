"""Long numbers: what each is, by its label, else by its shape and checks, else by platform and carrier nearby.

Label beats length; a shape settles only what it proves. What stays open is proposed with low confidence or not
at all: an order number must never be made of a phone, a card, a bar code or a time stamp.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts import checks
from tousu.facts.checks import compiled
from tousu.facts.labels import NOT, Label, Labels
from tousu.facts.proposal import Proposal
from tousu.facts.runs import Run, find_runs, loose_run
from tousu.records import NamedTuple
from tousu.rulebook import Hits, Rulebook
from tousu.spans import Span, without_overlaps

_PHONE = re.compile(r"(?:86)?(1[3-9][0-9]{9})")
_MASKED_PHONE = re.compile(r"1[3-9][0-9][*x]{3,6}[0-9]{2,4}")
# Hotlines (400…) and bank cards (62…) are masked too; an order number keeps digits at its end.
_MASKED_ORDER = re.compile(r"(?!62|400|800)(?=.{12})[0-9]{4,}[*x]{3,}[0-9a-z*]*[0-9]")
_MASKED_CARD_ID = re.compile(r"(?:[1-9][0-9]{2,5})[*x]{6,14}[0-9]{2,4}[0-9x]")
_TAIL = re.compile(r"尾号|后四位|末四位|后4位|后[0-9一二三四五六]位|末[0-9]位")
_UNIT_AFTER = re.compile(r"\s?(?:[元块万毫克斤公米度瓦]|多?个|ml|mah|kg)")
_LIST_GAP = re.compile(r"(?:\s*[、，,;；/和与及跟]\s*|\s+|还有|以及)")
_RETURN = re.compile("退|回寄|寄回")


class Context(NamedTuple):
    """What the draft says around its numbers.

    Attributes:
        platforms: ids of the platforms named in it. carriers: places and ids of the carriers named in it.
    """

    text: str
    labels: Labels
    platforms: Sequence[str]
    carriers: Sequence[tuple[Span, str]]
    platforms_at: Sequence[tuple[Span, str]]


def find_numbers(
    draft: Draft, hits: Hits, rulebook: Rulebook, platforms: Sequence[Proposal], carriers: Sequence[Proposal]
) -> list[Proposal]:
    """Order, parcel, payment, phone, identity and other long numbers, in order of place."""
    text = draft.folded
    if not _ANY_NUMBER.search(text):
        return []
    labels = Labels(text, hits, rulebook)
    runs = _with_loose(list(find_runs(text, rulebook)), labels, text)
    context = Context(
        text,
        labels,
        tuple(dict.fromkeys(p.value for p in platforms)),
        tuple((p.span, p.value) for p in carriers),
        tuple((p.span, p.value) for p in platforms),
    )
    out: list[Proposal] = []
    for run in runs:
        proposal = _classified(run, out, context, draft, rulebook)
        if proposal:
            out.append(proposal)
    return out


_ANY_NUMBER = re.compile("[0-9*]{3}|[0-9] [0-9]")


def _with_loose(runs: list[Run], labels: Labels, text: str) -> list[Run]:
    """The runs, those behind a label of an order replaced by all the groups there, where these are longer."""
    found = (loose_run(text, labels.value_start(label)) for label in labels.of_kind("order_number"))
    spans = {r.span for r in runs}
    whole = [loose for loose in found if loose and loose.span not in spans]
    # The longer span wins, and of a group cut across by another run nothing is taken.
    return without_overlaps([*runs, *whole], lambda r: r.span, lambda r: (r.span.start - r.span.end, r.span.start))


def _classified(
    run: Run, before: Sequence[Proposal], context: Context, draft: Draft, rulebook: Rulebook
) -> Proposal | None:
    """What this number is, or None when nothing sure can be said."""
    label = context.labels.before(run.span.start) or _listed(run, before, context)
    if len(run.plain) < _LEAST_UNLABELLED:
        return _labelled(run, label, context, draft, rulebook) if label else None
    return (
        _unmistakable(run, label, context, rulebook)
        or _card(run, label, context)
        or (_labelled(run, label, context, draft, rulebook) if label else None)
        or (_personal(run) if not label or label.kind not in (NOT, "order_number", "tracking_number") else None)
        or (None if label else _by_context(run, context, draft, rulebook))
    )


def _listed(run: Run, before: Sequence[Proposal], context: Context) -> Label | None:
    """In a list (订单号：A、B、C) the label of the number before counts on."""
    if before and before[-1].kind in ("order_number", "tracking_number", "payment_number"):
        gap = context.text[before[-1].span.end : run.span.start]
        alike = abs(len(before[-1].value) - len(run.plain)) <= 2
        if _LIST_GAP.fullmatch(gap) and (alike or ("\n" in gap and len(run.plain) >= 12)):
            return Label(run.span.start, run.span.start, before[-1].kind, "")
    return None


def _unmistakable(run: Run, label: Label | None, context: Context, rulebook: Rulebook) -> Proposal | None:
    """Numbers whose shape alone proves what they are."""
    text = run.span.of(context.text)
    for platform in rulebook.platforms.values():
        # Digits alone prove nothing: without its dash a Pinduoduo number needs a label or the platform's name.
        if (
            platform.unmistakable
            and not text.isdigit()
            and not (label and label.kind == NOT)
            and _fits(text, platform.order_shapes)
        ):
            return _order(run, 0.99, "shape", (("name", platform.name),))
    for id_, carrier in rulebook.carriers.items():
        if _fits(run.plain, carrier.strong):
            return _parcel(run, label, context, 0.98, "carrier_prefix", (("name", carrier.name),), id_)
    if checks.is_payment_number(run.plain):
        return Proposal("payment_number", run.span, run.plain, 0.95, "payment")
    return None


_CARD_AFTER = re.compile(r"\s?(?:的|这张|那张|这个)?(?:银行卡|储蓄卡|信用卡|借记卡|卡里|卡上)")

_BANK_BEFORE = re.compile("开户|银行")


def _card(run: Run, label: Label | None, context: Context) -> Proposal | None:
    """A bank card without its usual label: 账号 before and a right check sum, or 银行卡 right after it."""
    if (label and label.kind != NOT) or not re.fullmatch("[0-9]{16,19}", run.plain):
        return None
    if label and checks.is_bank_card(run.plain):
        return Proposal("bank_card", run.span, run.plain, 0.9, "bank_card")
    before = label and _BANK_BEFORE.search(context.text, max(0, label.start - 16), label.start)
    if before or _CARD_AFTER.match(context.text, run.span.end):
        return Proposal("bank_card", run.span, run.plain, 0.9, "bank_words")
    return None


def _fits(text: str, shapes: Sequence[str]) -> bool:
    for shape in shapes:
        match = compiled(shape).fullmatch(text)
        if match:
            day = match.groupdict().get("date")
            return day is None or checks.is_day("20" + day)
    return False


_LEAST_UNLABELLED = 9
"""Shorter numbers say nothing by their shape."""

_SHORTEST = {"order_number": 6, "tracking_number": 8, "payment_number": 10, "ticket_number": 5, "bank_card": 12}
_SHORTEST |= {"phone": 7, "id_number": 15, "staff_number": 3, "secret_code": 4, "social_account": 5}
# Words that are labels of an order number only before something of its length.
_WEAK_LABELS = {
    "单号": 8,
    "编号": 10,
    "订单": 8,
    "快递": 9,
    "运单": 8,
    "电话": 7,
    "手机": 11,
    "工单": 6,
    "银行卡": 12,
    "微信": 6,
}


def _labelled(run: Run, label: Label, context: Context, draft: Draft, rulebook: Rulebook) -> Proposal | None:
    """A number with a label: the label says what it is, if the number can be that at all."""
    named = (("label", label.word),) if label.word else ()
    why = "label" if label.word else "listed"
    tail = _TAIL.search(context.text[label.start : run.span.start]) if label.word else None
    shortest = 3 if tail else _WEAK_LABELS.get(label.word, _SHORTEST.get(label.kind, 99))
    if len(run.plain) < shortest or (not tail and _UNIT_AFTER.match(context.text, run.span.end)):
        return None
    if label.kind == "order_number":
        if label.word == "编号" and not run.span.of(context.text).isdigit():
            return None
        if tail and _behind_carrier(label, context):
            return _parcel(run, label, context, 0.9, "partial", ())
        if label.word in ("单号", "编号", "订单"):
            other = _weakly_labelled(run, label, context, draft, rulebook)
            if other:
                return other
        return _order(run, 0.98, "partial" if tail else why, named if not tail else (), "partial" if tail else "")
    if label.kind == "tracking_number":
        return _parcel(run, label, context, 0.97, why, named)
    if label.kind == "phone":
        return Proposal("phone", run.span, run.plain, 0.97, why, "", named) if _is_phone(run) else None
    if label.kind == "id_number":
        good = run.masked or checks.looks_like_identity_card(run.plain) or len(run.plain) == 15
        return Proposal("id_number", run.span, run.plain.upper(), 0.97, why, "", named) if good else None
    if label.kind in _SHORTEST:
        value = run.plain if label.kind == "social_account" else run.plain.upper()
        return Proposal(label.kind, run.span, value, 0.95, why, "", named)
    return None


_PARCEL_WORD = re.compile("(?:件|包裹|快递|运单)(?:是|为|：|:)?$")


def _behind_carrier(label: Label, context: Context) -> bool:
    """顺丰单号尾号7719: the label follows the name of a carrier."""
    at = bisect_right(context.carriers, label.start, key=lambda c: c[0].end) - 1
    return at >= 0 and label.start - context.carriers[at][0].end <= 2


def _weakly_labelled(run: Run, label: Label, context: Context, draft: Draft, rulebook: Rulebook) -> Proposal | None:
    """After a bare 单号 or 编号 a phone stays a phone, and a parcel number beside its carrier a parcel number."""
    if label.word == "编号" and _PHONE.fullmatch(run.plain):
        return Proposal("phone", run.span, run.plain, 0.8, "phone")
    if run.masked and run.plain[0] in "0123456789*":
        return None  # what is left of it looks like either
    near = _carrier_near(run, context, draft)
    if label.word == "单号" and near and _could_be_parcel(run.plain):
        return _parcel(run, label, context, 0.9, "carrier_near", (("name", rulebook.carriers[near].name),), near)
    fits = any(_fits(run.plain, rulebook.platforms[id_].order_shapes) for id_ in context.platforms)
    if label.word == "单号" and not fits and re.fullmatch("[0-9]{13,15}", run.plain):
        # Thirteen to fifteen digits are parcel numbers; order numbers of that length belong to few platforms.
        return _parcel(run, label, context, 0.75, "label", (("label", label.word),))
    return None


def _personal(run: Run) -> Proposal | None:
    """Phones, identity cards: by shape and checks, whether labelled or not."""
    plain = run.plain
    if checks.is_identity_card(plain):
        return Proposal("id_number", run.span, plain.upper(), 0.97, "id_number")
    if not run.masked and _PHONE.fullmatch(plain):
        return Proposal("phone", run.span, plain[-11:], 0.95, "phone")
    if _MASKED_PHONE.fullmatch(plain):
        return Proposal("phone", run.span, plain, 0.9, "phone")
    if len(plain) == 18 and _MASKED_CARD_ID.fullmatch(plain):
        return Proposal("id_number", run.span, plain, 0.85, "id_masked")
    return None


def _is_phone(run: Run) -> bool:
    """A mobile or a landline; 400, 95 and the like are public and no personal data."""
    if run.masked:
        return len(run.plain) >= 7
    return bool(_PHONE.fullmatch(run.plain) or re.fullmatch(r"0[1-9][0-9]{8,10}|[2-8][0-9]{6,7}", run.plain))


def _by_context(run: Run, context: Context, draft: Draft, rulebook: Rulebook) -> Proposal | None:
    """A number without a label: by the carrier in its sentence, a label not far before, or the platform named."""
    plain = run.plain
    if len(plain) < 10 or _UNIT_AFTER.match(context.text, run.span.end) or checks.is_company_code(plain):
        return None
    loose = context.labels.near(run.span.start)
    if loose and loose.kind == NOT:
        return None
    if loose and loose.kind in ("order_number", "tracking_number") and len(loose.word) > 2:
        named = (("label", loose.word),)
        if loose.kind == "tracking_number" and _could_be_parcel(plain):
            return _parcel(run, loose, context, 0.85, "label_loose", named)
        if loose.kind == "order_number" and len(plain) >= 12:
            return _order(run, 0.85, "label_loose", named)
    touching = _touching_platform(run, context)
    if touching and _fits(plain, rulebook.platforms[touching].order_shapes):
        return _order(run, 0.85, "shape_platform", (("name", rulebook.platforms[touching].name),))
    if re.fullmatch("[0-9]{12,15}", plain) and _PARCEL_WORD.search(
        context.text, max(0, run.span.start - 3), run.span.start
    ):
        return _parcel(run, None, context, 0.8, "label", (("label", "包裹"),))
    near = _carrier_near(run, context, draft)
    if near and _could_be_parcel(plain) and not checks.is_timestamp(plain):
        return _parcel(run, None, context, 0.8, "carrier_near", (("name", rulebook.carriers[near].name),), near)
    if checks.is_timestamp(plain) or (checks.is_day(plain[:8]) and len(plain) < 16):
        return None
    for id_ in context.platforms:
        platform = rulebook.platforms[id_]
        if len(plain) >= 12 and plain.isdigit() and _fits(plain, platform.order_shapes):
            return _order(run, 0.75, "shape_platform", (("name", platform.name),))
    if run.masked and _MASKED_ORDER.fullmatch(plain):
        return _order(run, 0.6, "shape_weak", (), "masked")
    if 16 <= len(plain) <= 19 and plain.isdigit() and not checks.is_bank_card(plain):
        return _order(run, 0.5, "shape_weak")
    return None


def _touching_platform(run: Run, context: Context) -> str:
    """The platform whose name ends right before the number (唯品会26092703157746)."""
    at = bisect_right(context.platforms_at, run.span.start, key=lambda p: p[0].end) - 1
    if at < 0:
        return ""
    span, id_ = context.platforms_at[at]
    gap = context.text[span.end : run.span.start]
    return id_ if len(gap) <= 3 and not set(gap) & set("，,。；;") else ""


def _could_be_parcel(plain: str) -> bool:
    return bool(re.fullmatch(r"[a-z]{0,5}[0-9*]{9,15}", plain)) and not _PHONE.fullmatch(plain)


def _carrier_near(run: Run, context: Context, draft: Draft) -> str:
    """The carrier named last before the number in its sentence, else the first one after it."""
    sentence = draft.sentence_at(run.span.start)
    at = bisect_right(context.carriers, run.span.start, key=lambda c: c[0].end)
    if at and context.carriers[at - 1][0].end > sentence.start:
        return context.carriers[at - 1][1]
    if at < len(context.carriers) and context.carriers[at][0].start < sentence.end:
        return context.carriers[at][1]
    return ""


def _order(run: Run, confidence: float, why: str, named: tuple[tuple[str, str], ...] = (), role: str = "") -> Proposal:
    role = role or ("masked" if run.masked else "")
    return Proposal("order_number", run.span, run.plain.upper(), confidence, why, role, named)


def _parcel(  # the fields of a fact
    run: Run,
    label: Label | None,
    context: Context,
    confidence: float,
    why: str,
    named: tuple[tuple[str, str], ...],
    carrier: str = "",
) -> Proposal:
    """A parcel number; ``return`` is its role where the draft speaks of sending back just before it."""
    before = context.text[max(0, (label.start if label and label.word else run.span.start) - 8) : run.span.start]
    role = "return" if _RETURN.search(before) else ""
    return Proposal("tracking_number", run.span, run.plain.upper(), confidence, why, role, named)
