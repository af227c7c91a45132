"""Names of people: after a label or a role (业务员邓志高), with a title (裴女士), half hidden (周*敏, 王某)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span

_AFTER_LABEL = re.compile(
    r"\s?(?:[：:]|是|为|叫)?\s?(?P<name>[一-鿿]{1,2}\*{1,2}[一-鿿]?|[一-鿿]{2,4}|[一-鿿]某{1,2}[一-鿿]?)(?=$|[^一-鿿*])"
)
_HIDDEN = re.compile(r"[一-鿿]\*{1,2}[一-鿿]?(?![*0-9a-z蛋])|(?<![一-鿿])[一-鿿]某{1,2}(?![种个些人家平商店地天时款])")
_GLUE = re.compile(r"\s?[：:]?\s?")
_NICKNAME = re.compile(r"[小老](?P<surname>[一-鿿])(?![一-鿿]*?[卖店家])|阿[一-鿿]")
_NO_NICKNAME = re.compile(r"小[时姐伙哥妹孩朋区票费程心]|老[板师是人家公婆客顾实样]|阿[姨里胶]")
_TITLE = "先生|女士|小姐|师傅|经理|老师|主管|老板|店长|姐|哥|教练|医生|大姐|阿姨|总|顾问|专员|同学"
_TITLED = re.compile(rf"(?P<surname>[一-鿿])(?:{_TITLE})(?![一-鿿]?[夫子])")
_SOMEBODY = re.compile(r"(?P<surname>[一-鿿])某{1,2}")
_SURNAME_ALONE = re.compile(r"(?:我|本人|师傅|对方|他|她|老板|客服)姓(?P<name>[一-鿿])(?=$|[，,。；;！!？?\s、])")
# What may stand between a name and the rest of its sentence, where the segmenter gives no word of two or three.
# Family names that are common words too: only where the name ends the clause.
_WEAK = frozenset("戴向游金蓝严万方何任常于余管简项席符施房温宁")
_NO_NAME = re.compile(r"[的是我你他她它为了在不就这那有]")
_SHOP_AFTER = re.compile(r"[一-鿿]{0,3}(?:铺|店|社|馆|屋|坊|家居|数码|单车|平台|面包)")
_STRONG_END = re.compile(r"$|[，,。；;！!？?、\s（(）)：:“”\"0-9]")
_ENDS = re.compile(r"$|[，,。；;！!？?、\s（(）)：:“”\"0-9]|[说让把在来打给送拿收发告拒表答承和与的微电手签帮]")


def find_people(draft: Draft, hits: Hits, rulebook: Rulebook) -> Iterator[Proposal]:
    """Names of people, in no order."""
    text = draft.folded
    surnames = rulebook.lexicons["surnames"].words
    yield from _labelled(text, hits, surnames)
    yield from _after_roles(draft, hits, rulebook)
    if "*" in text or "某" in text:
        for m in _HIDDEN.finditer(text):
            if m.group().startswith(surnames):
                yield Proposal("person", Span(*m.span()), m.group(), 0.86, "person_masked")
    if "姓" in text:
        for m in _SURNAME_ALONE.finditer(text):
            if m["name"] in surnames:
                yield Proposal(
                    "person", Span(*m.span("name")), m["name"], 0.86, "person_role", "", (("label", m.group()[:-1]),)
                )
    yield from _titled(text, hits, rulebook)


def _labelled(text: str, hits: Hits, surnames: tuple[str, ...]) -> Iterator[Proposal]:
    for start, end in hits.get(Owner("facts", "person", "label"), ()):
        m = _AFTER_LABEL.match(text, end)
        if m and m["name"].startswith(surnames):
            yield Proposal(
                "person", Span(*m.span("name")), m["name"], 0.9, "person_label", "", (("label", text[start:end]),)
            )


def _titled(text: str, hits: Hits, rulebook: Rulebook) -> Iterator[Proposal]:
    """A family name and a title with no other character before it."""
    surnames = rulebook.lexicons["surnames"].words
    titles = rulebook.lexicons["person_titles"].words
    for start, end in hits.get(Owner("lexicons", "person_titles", "word"), ()):
        if start and text[start - 1] in surnames and text[start:end] in titles and end - start > 1:
            before = text[start - 2 : start - 1]
            if not before or not re.match(r"[一-鿿]", before) or before in "是的叫找位和给跟由":
                yield Proposal("person", Span(start - 1, end), text[start - 1 : end], 0.7, "person_title")


_known = lru_cache(maxsize=8)(frozenset[str])


def _after_roles(draft: Draft, hits: Hits, rulebook: Rulebook) -> Iterator[Proposal]:
    """A name right after what somebody is; of roles that end together the longest speaks."""
    text = draft.folded
    roles: dict[int, Span] = {}
    for span in hits.get(Owner("lexicons", "person_roles", "word"), ()):
        if span.end not in roles or span.start < roles[span.end].start:
            roles[span.end] = span
    surnames, innocent = (_known(rulebook.lexicons[id_].words) for id_ in ("surnames", "not_names"))
    starts: list[int] | None = None
    for end, role in roles.items():
        at = _GLUE.match(text, end).end()  # type: ignore[union-attr]  # matches the empty string too
        found = _short_name(text, at, surnames)
        if found is None and text[at : at + 1] in surnames and text[at : at + 2] not in innocent:
            starts = starts if starts is not None else [t.start for t in draft.tokens]
            found = _full_name(draft, at, starts, innocent)
        if found and not _SHOP_AFTER.match(text, found.end):
            label = (("label", role.of(text)),)
            yield Proposal("person", found, found.of(text), 0.87, "person_role", "", label)


def _short_name(text: str, at: int, surnames: frozenset[str]) -> Span | None:
    """小范, 老郑, 阿兵; 裴女士; 许某."""
    m = _NICKNAME.match(text, at)
    if m and not _NO_NICKNAME.match(text, at) and (m["surname"] is None or m["surname"] in surnames):
        return Span(*m.span())
    m = _TITLED.match(text, at) or _SOMEBODY.match(text, at)
    return Span(*m.span()) if m and m["surname"] in surnames else None


def _full_name(draft: Draft, at: int, starts: list[int], innocent: frozenset[str]) -> Span | None:
    """Two or three characters: as the segmenter cuts them, or up to where a name may end."""
    span = _cut(draft, at, starts, innocent)
    text = draft.folded
    if span and span.end - span.start == 3 and text[span.end - 1] in "称说约让把":
        span = Span(span.start, span.end - 1)
    if span is None or _NO_NAME.search(text, at + 1, span.end):
        return None
    return span if text[at] not in _WEAK or _STRONG_END.match(text, span.end) else None


def _cut(draft: Draft, at: int, starts: list[int], innocent: frozenset[str]) -> Span | None:
    text = draft.folded
    place = bisect_left(starts, at)
    if place < len(starts) and starts[place] == at:
        token = draft.tokens[place]
        if token.end - token.start == 4 and _ENDS.match(text, token.end - 1):
            token = Span(token.start, token.end - 1)  # the segmenter took the verb along: 王小红帮
        if 2 <= token.end - token.start <= 3 and token.of(text) not in innocent and _han(token.of(text)):
            return token
        if token.end - token.start == 1 and place + 1 < len(starts):
            given = draft.tokens[place + 1]
            if given.end - given.start <= 2 and _han(given.of(text)) and _ENDS.match(text, given.end):
                return Span(at, given.end)
    return None


def _han(text: str) -> bool:
    return all("一" <= c <= "鿿" for c in text)
