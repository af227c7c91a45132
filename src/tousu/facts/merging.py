"""The one place where what rules and the tagger propose becomes the facts of a draft.

Rules are surer of what has a shape or a label (numbers, dates, amounts, names on a list); the tagger is surer of
what has none (products, shops, delivery, demands, evidence). So

- a rule that is ``SURE`` stays, whatever the tagger says;
- a less sure one stays where the tagger holds it at least possible (``SUPPORT``), or knows nothing of its kind;
- the tagger adds what it finds above its own thresholds and no rule holds already;
- where neither is sure of any product, the likeliest one is taken.

Without a tagger every rule from ``LEAST`` on stays.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.delivery import without_bare
from tousu.facts.demands import ONLY_ALONE
from tousu.facts.opinion import Opinion
from tousu.facts.places import Places
from tousu.facts.products import opening_thing
from tousu.facts.proposal import Proposal
from tousu.rulebook import Rulebook
from tousu.spans import Span, without_overlaps

SURE = 0.85
LEAST = 0.48
# Least mean probability of the tagger for a rule that is not sure; chosen on the corpus, coarse on purpose.
SUPPORT = {"product": 0.45, "delivery": 0.0, "evidence": 0.05, "address": 0.05, "merchant": 0.1}
OTHER_SUPPORT = 0.1
BOUGHT = 0.7
GUESS = 0.12
GUESS_BLIND = 0.25
LAST_GUESS = 0.25
PLAIN = 0.25
"""From these probabilities on the likeliest product is taken where there is no other: ``GUESS`` where a word of
the product list ends it, ``GUESS_BLIND`` else, ``LAST_GUESS`` where the tagger did not call it a product at all;
``PLAIN`` is what the draft's own word of buying is worth."""

# May lie inside one another: an amount in a demand, a date in a delivery phrase. All other facts exclude each other.
_CONTAINERS = frozenset({"demand", "delivery", "evidence", "station", "contact_count"})
_NAMES = frozenset({"merchant", "platform", "carrier"})
# Of these the tagger knows the limits of the phrase better than a list of words does.
_TAGGER_LIMITS = frozenset({"product", "demand", "delivery", "evidence"})


def merge(draft: Draft, ruled: Sequence[Proposal], opinion: Opinion, rulebook: Rulebook) -> list[Proposal]:
    """The proposals that become facts, in order of place, each distinct value of a kind once."""
    theirs = opinion.phrases
    ours = _heard([p for p in ruled if _stays(p, opinion)], theirs, draft.text)
    taken = _by_kind(ours)
    added = [p for p in theirs if p.kind not in taken or not taken[p.kind].overlaps(p.span)]
    found = _resolved([*ours, *added])
    if not any(p.kind == "product" for p in found):
        guess = _likeliest_product(ruled, opinion, draft, rulebook, [p for p in found if p.kind in _NAMES])
        found = _resolved([*found, *(guess or opening_thing(draft) or _last_guess(opinion))])
    found = [p for p in found if p.kind != "product" or not _half_a_number(p.span, draft.folded)]
    return _few_products(_first_mentions(_without_refusals(without_bare(found, draft.text)), draft.text), draft.text)


_RUN_OF_MANY = re.compile("[0-9a-z]{8,}")


def _half_a_number(span: Span, text: str) -> bool:
    """Whether what the tagger takes for a product ends amid a number: 序列号C02XG2 of C02XG2JHJHD3."""
    if not (text[span.end - 1 : span.end + 1].isascii() and text[span.end - 1 : span.end + 1].isalnum()):
        return False
    run = _RUN_OF_MANY.search(text, max(0, span.end - _LONGEST_RUN), span.end + _LONGEST_RUN)
    return run is not None and run.start() < span.end < run.end()


_LONGEST_RUN = 40


def _stays(proposal: Proposal, opinion: Opinion) -> bool:
    if proposal.confidence >= SURE or proposal.kind not in opinion.kinds:
        return proposal.confidence >= LEAST
    return opinion.support(proposal.kind, proposal.span) >= SUPPORT.get(proposal.kind, OTHER_SUPPORT)


def _by_kind(proposals: Iterable[Proposal]) -> dict[str, Places]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for p in proposals:
        spans.setdefault(p.kind, []).append(p.span)
    return {kind: Places(found) for kind, found in spans.items()}


def _heard(ours: Iterable[Proposal], theirs: Sequence[Proposal], text: str) -> list[Proposal]:
    """The rules' proposals; what the tagger shares is surer, and has its limits where it knows them better."""
    places = _by_kind(theirs)
    at = {(p.kind, p.span.start): p for p in theirs}
    pieces = [p for p in theirs if p.kind == "product"]
    reach = list(accumulate((p.span.end for p in pieces), max))
    out = []
    for p in ours:
        place = places[p.kind].last_before(p.span.end) if p.kind in places else None
        other = at.get((p.kind, place.start)) if place and place.end > p.span.start else None
        if other is None:
            out.append(p)
        elif p.kind == "product" and (first := _first_piece(p, pieces, reach)) is not other:
            # The tagger broke the name in pieces: it is one.
            whole = Span(first.span.start, other.span.end)
            out.append(other._replace(span=whole, value=whole.of(text), confidence=max(p.confidence, other.confidence)))
        elif p.kind in _TAGGER_LIMITS and p.confidence < SURE:
            out.append(other._replace(confidence=1 - (1 - other.confidence) * (1 - p.confidence)))
        else:
            out.append(p._replace(confidence=1 - (1 - p.confidence) * 0.5))
    return out


def _first_piece(proposal: Proposal, pieces: Sequence[Proposal], reach: Sequence[int]) -> Proposal:
    """The first of the tagger's phrases of a kind inside a rule's; there is one. ``reach``: how far they go."""
    near = bisect_right(reach, proposal.span.start)
    return next(pieces[n] for n in range(near, len(pieces)) if pieces[n].span.overlaps(proposal.span))


def _likeliest_product(
    ruled: Sequence[Proposal], opinion: Opinion, draft: Draft, rulebook: Rulebook, named: Sequence[Proposal]
) -> list[Proposal]:
    """Nearly every complaint names what was bought; where nothing is sure the best guess is better than none.

    A word of what is ``named`` (千叶美甲) is no product.
    """
    names = Places(p.span for p in named)
    if not opinion.kinds:
        return []
    ruled = [p for p in ruled if p.kind == "product" and not names.overlaps(p.span)]
    told = [p._replace(confidence=_believed(p, opinion)) for p in ruled]
    words = rulebook.word_set("products")
    guesses = [p for p in opinion.guesses if p.kind == "product" and not names.overlaps(p.span)] + told
    able = [p for p in guesses if p.confidence >= (GUESS if _ends_with(p, draft, words) else GUESS_BLIND)]
    # Last, what stands behind a word of buying, though the tagger does not believe it.
    able = able or [p for p in ruled if p.confidence >= BOUGHT]
    if able:
        return [max(able, key=lambda p: p.confidence)]
    # Loans, memberships, removals: seldom "bought", but what else would the complaint be about?
    alone = rulebook.word_set("services_alone")
    taken = [p for p in ruled if _ends_with(p, draft, alone) and _taken_out(p, draft)]
    return (taken or [p for p in ruled if _sold_by_name(p, named, draft.text)])[:1]


def _sold_by_name(proposal: Proposal, names: Sequence[Proposal], text: str) -> bool:
    """麻辣烫 at 胖嫂麻辣烫: what the shop has its name of."""
    word = proposal.span.of(text)
    return len(word) > 1 and any(name.kind == "merchant" and word in name.value for name in names)


def _last_guess(opinion: Opinion) -> list[Proposal]:
    """What the tagger would take for the product if it had to."""
    guess = opinion.likeliest_product()
    if guess is None or guess.confidence < LAST_GUESS or _NO_THING.match(guess.value):
        return []
    return [guess]


_NO_THING = re.compile("如果?[不没]|若|要是|假如|[不没别][^锈粘]|[不没]$")
"""如不退: a condition or a denial names nothing that was bought, 不锈钢锅 does."""


def _believed(proposal: Proposal, opinion: Opinion) -> float:
    """How much the tagger gives for a rule's product; what was bought by the draft's own words counts somewhat."""
    return max(opinion.support("product", proposal.span), PLAIN if proposal.confidence >= BOUGHT else 0.0)


_TAKES_OUT = re.compile("(?:申请|进行|选择|就|开|叫|约|订|请|做|办理?|报|以|分期)(?:了|过|个|一个|的)*$")
_HAS_GONE_ON = re.compile("账[号户]|逾期|信息|司机|视频|押金|违章|中心|平台|柜|[结还]清|合同|结果|房型|权益")


def _taken_out(proposal: Proposal, draft: Draft) -> bool:
    """Whether the words around say that the writer took the service: 进行了贷款, 叫个搬家, 开过会员."""
    text, (start, end) = draft.folded, proposal.span
    word = end - 2 if end - start > 2 else start  # 上选择贷款: the rule may have taken the verb along
    return _TAKES_OUT.search(text, max(0, word - 6), word) is not None and _HAS_GONE_ON.match(text, end) is None


def _ends_with(proposal: Proposal, draft: Draft, words: frozenset[str]) -> bool:
    phrase = proposal.span.of(draft.folded)
    return any(phrase[-length:] in words for length in range(1, 7))


def _resolved(proposals: Iterable[Proposal]) -> list[Proposal]:
    """No two facts of plain kinds overlap, nor two of one container kind; containers may hold plain ones."""
    groups: dict[str, list[Proposal]] = {}
    for p in proposals:
        groups.setdefault(p.kind if p.kind in _CONTAINERS else "", []).append(p)
    out: list[Proposal] = []
    for group in groups.values():
        out += without_overlaps(group, lambda p: p.span, lambda p: (-p.confidence, p.span.start - p.span.end))
    return sorted(out, key=lambda p: (p.span.start, -p.span.end, p.kind))


def _without_refusals(proposals: Sequence[Proposal]) -> list[Proposal]:
    """A refusal (不给退款) or a former request (申请退货) tells a demand only where nothing else does."""
    asked = any(p.kind == "demand" and p.role not in ONLY_ALONE for p in proposals)
    return [p for p in proposals if not (asked and p.kind == "demand" and p.role in ONLY_ALONE)]


# 到手是…, 用来买…: what came in place of the goods, or what the goods were for.
_BESIDE = re.compile(
    "(?:到手|收到|里面|发来|寄来|送来|变成|结果|却是|打开|拆开|实际|换成|成了|当成|用来买|可以买|赠送?|送了?|自己买|重新买|另外?买|想买)[^，,。；;！!？?\n]{0,6}$"
)
_LESS = 0.7
FIRST = 0.6
"""From this confidence on a product before the surest one stays beside it."""
_AND = re.compile(
    r"[^，,。；;！!？?\n]{0,3}(?:[、和与及跟，,]|以及|还有|外加|另外)(?:[0-9一二两三四五六七八九十半几]{1,3}[^，,。；;！!？?\n0-9]{1,2})?[的了]?"
)


def _few_products(proposals: Sequence[Proposal], text: str) -> list[Proposal]:
    """A complaint is about one thing that was bought, or a few named in one breath; other goods are only spoken of
    (parts, gifts, what the shop sells else).
    """
    products = [p for p in proposals if p.kind == "product"]
    if len(products) < 2:
        return list(proposals)
    main = max(
        products,
        key=lambda p: p.confidence * (_LESS if _BESIDE.search(text, max(0, p.span.start - 14), p.span.start) else 1),
    )
    kept = {id(main)}
    for before, after in pairwise(products):
        if after is main and before.confidence >= FIRST:
            kept.add(id(before))
    for one, two in [*pairwise(products), *pairwise(products[::-1])]:
        first, second = sorted((one, two), key=lambda p: p.span)
        if id(one) in kept and _AND.fullmatch(text, first.span.end, second.span.start):
            kept.add(id(two))
    return [p for p in proposals if p.kind != "product" or id(p) in kept or p.why == "product_label"]


# A later mention in fewer words is the same thing again: 纸尿裤 after 帮宝适纸尿裤, 退款 after 全额退款.
_BY_CONTAINMENT = frozenset({"product", "merchant", "demand", "delivery", "platform", "carrier"})
# Their value is a class, which two different phrases may share.
_BY_WORDS = frozenset({"demand", "delivery", "evidence", "contact_count"})
_LOOK_BACK = 40
"""How many earlier facts of a kind a mention is compared with word by word."""


def _first_mentions(proposals: Iterable[Proposal], text: str) -> list[Proposal]:
    values: set[tuple[str, str]] = set()
    events: set[tuple[str, str]] = set()
    told: set[str] = set()
    seen: dict[str, list[str]] = {}
    out = []
    for p in proposals:
        key = (p.kind, p.span.of(text) if p.kind in _BY_WORDS else p.value)
        if p.kind == "date" and p.role:
            # 9月1日下单，9月1日付款: the same words for another event are a fact of their own.
            event = (p.span.of(text), p.role)
            key = ("event", f"{p.value} {p.role}") if event[0] in told else key
            if event in events:
                continue
            events.add(event)
            told.add(event[0])
        if key in values:
            continue
        if p.kind == "date" or p.kind in _BY_CONTAINMENT:
            mention = p.value if p.kind == "date" else _bare(p, text)
            earlier = seen.setdefault(p.kind, [])
            if _again(p.kind, mention, earlier[-_LOOK_BACK:]):
                continue
            earlier.append(mention)
        values.add(key)
        out.append(p)
    return out


def _again(kind: str, mention: str, earlier: Sequence[str]) -> bool:
    if kind == "date":
        return any(_same_day(mention, e) for e in earlier)
    return any(mention in e for e in earlier)


def _bare(proposal: Proposal, text: str) -> str:
    """The words without case; 4S店 and 4s are one."""
    words = proposal.span.of(text).lower()
    return words.removesuffix("店") if words.endswith("4s店") else words


def _same_day(later: str, earlier: str) -> bool:
    """5号 after 10月5号, 10月5号 after 2026年10月5号; not 9号 after 9月."""
    if not later.startswith("-") or "T" in later:
        return False
    day = earlier.split("T", maxsplit=1)[0]
    return day.endswith("-" + later.lstrip("-")) and day.strip("-").count("-") > later.strip("-").count("-")
