"""Personal data of a natural person beside its numbers: names, addresses, mail, accounts, plates, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tousu.draft import Draft
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span

_MAIL = re.compile(r"(?<![0-9a-z._%+-])[0-9a-z][0-9a-z._%+-]{0,63}@[0-9a-z-]{1,63}(?:\.[0-9a-z-]{2,20}){1,3}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][·\s]?"
    r"(?:[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳](?![a-z0-9])|[a-hj-np-z0-9]{6}(?![a-z0-9])|[a-hj-np-z0-9]?\*{2,4}[a-hj-np-z0-9]{1,2})"
)
_NAME_AFTER_LABEL = re.compile(
    r"\s?(?:[：:]|是|为|叫)?\s?(?P<name>[一-鿿]{1,2}\*{1,2}[一-鿿]?|[一-鿿]{2,4}|[一-鿿]某{1,2}[一-鿿]?)(?=$|[^一-鿿*])"
)
_MASKED_NAME = re.compile(
    r"(?<![一-鿿*])[一-鿿]\*{1,2}[一-鿿]?(?![*0-9a-z])|(?<![一-鿿])[一-鿿]某{1,2}(?![种个些人家平商店地天时])"
)
_STREET = r"[一-鿿0-9]{1,12}?(?:路|街|大道|巷|弄|胡同|小区|花园|苑|公寓|新村|村|里|广场|庄园|府|城|园)"
_DOOR = r"[0-9a-z一二三四五六七八九十]{1,5}(?:号楼|号|弄|栋|幢|座|期|单元|室|楼|层|房|户)"
_ADDRESS = re.compile(
    rf"(?:[一-鿿]{{2,8}}?(?:省|自治区))?(?:[一-鿿]{{2,6}}?(?:市|州|盟))?(?:[一-鿿]{{1,6}}?(?:区|县|旗|市))?(?:[一-鿿]{{1,6}}?(?:镇|乡|街道))?"
    rf"{_STREET}(?:{_DOOR})+[0-9]{{0,5}}(?:{_DOOR})*"
)
_LEADING = re.compile(r"^.*(?:[在从到给往至于是了：:，住寄送]|地址)")


def find_personal(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Names, addresses, mail addresses, accounts and plates, in order of place."""
    text = draft.folded
    out = [*_people(text, hits, rulebook), *_addresses(text)]
    if "@" in text:
        out += [Proposal("email", Span(*m.span()), m.group(), 0.98, "email") for m in _MAIL.finditer(text)]
    out += [Proposal("plate", Span(*m.span()), m.group().upper(), 0.95, "plate") for m in _PLATE.finditer(text)]
    return out


def _people(text: str, hits: Hits, rulebook: Rulebook) -> Iterator[Proposal]:
    surnames = rulebook.lexicons["surnames"].words
    for start, end in hits.get(Owner("facts", "person", "label"), ()):
        match = _NAME_AFTER_LABEL.match(text, end)
        if match and match["name"].startswith(surnames):
            span = Span(*match.span("name"))
            yield Proposal("person", span, span.of(text), 0.9, "person_label", "", (("label", text[start:end]),))
    if "*" in text or "某" in text:
        for m in _MASKED_NAME.finditer(text):
            if m.group().startswith(surnames):
                yield Proposal("person", Span(*m.span()), m.group(), 0.85, "person_masked")
    titles = rulebook.lexicons["person_titles"].words
    for start, end in hits.get(Owner("lexicons", "person_titles", "word"), ()):
        if start and text[start - 1] in surnames and text[start:end] in titles and len(text[start:end]) > 1:
            before = text[start - 2 : start - 1]
            if not before or not re.match(r"[一-鿿]", before) or before in "是的叫找位和给跟由":
                yield Proposal("person", Span(start - 1, end), text[start - 1 : end], 0.7, "person_title")


def _addresses(text: str) -> Iterator[Proposal]:
    """A street or estate with a door number; it is looked for only where such a number stands."""
    for door in re.finditer(rf"(?:路|街|道|巷|弄|区|园|苑|寓|村|里|场|府|城){_DOOR}", text):
        begin = max(0, door.start() - 24)
        lead = _LEADING.match(text[begin : door.start()])
        begin += lead.end() if lead else 0
        match = _ADDRESS.search(text, begin)
        if match and match.start() <= door.start() < match.end() and match.end() - match.start() >= 6:
            yield Proposal("address", Span(*match.span()), match.group(), 0.85, "address")
