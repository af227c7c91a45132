"""Personal data of a natural person beside its long numbers: names, addresses, mail, accounts, plates, codes.

Phones, identity and bank cards with a shape of digits alone stand in ``numbers``; here is what has more.
"""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts import people
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span

_MAIL = re.compile(r"(?<![0-9a-z._%+-])[0-9a-z][0-9a-z._%+-]{0,63}@[0-9a-z-]{1,63}(?:\.[0-9a-z-]{2,20}){1,3}")
_PLATE = re.Signed(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][·\s]?"
    r"(?:[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳](?![a-z0-9])|[a-hj-np-z0-9]{6}(?![a-z0-9])|[a-hj-np-z0-9]?\*{2,4}[a-hj-np-z0-9]{1,2})",
    re.LETTERS,
)
_EXTENDED_PHONE = re.compile(
    r"(?<![0-9a-z])(1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4})\s?(?:转接?(?:分机)?|-)\s?([0-9]{3,4})(?![0-9])"
)
_LANDLINE = re.Signed(
    r"(?<![0-9a-z-])(0(?:10|2[0-9])[- ]?[2-8][0-9]{7}|0[3-9][0-9]{2}[- ]?[2-8][0-9]{6,7})"
    r"(?:(?:-|\s?转(?:分机)?\s?)[0-9]{1,4})?(?![0-9a-z-])",
    "0",
)
_GLUE = r"[：:是为号码\s“\"【（(]{0,3}"
_CODE = re.compile(rf"{_GLUE}(?P<id>[0-9a-z]{{1,4}}(?:[-－][0-9a-z]{{1,5}}){{1,3}})(?![0-9a-z-])")
_ACCOUNT = re.compile(rf"{_GLUE}(?P<id>[a-z][a-z0-9_-]{{5,19}})(?![a-z0-9@.])")
_PASSPORT = re.compile(r"(?:护照|通行证)(?:号码|号)?[：:是为\s]{0,2}(?P<id>[a-z][a-z0-9]?[0-9]{7,8})(?![0-9])")

_UNIT = "(?:号楼|号院|号|弄|栋|幢|座|期|单元|室|楼|层|房|户|组|排|院)"
_COUNT = "(?:[0-9]{1,5}|[a-z]|[一二三四五六七八九十]{1,3})"
_DOOR = f"{_COUNT}{_UNIT}"
# After a door number: further ones, or flat numbers (3-502), or the name of the estate with one of these.
_ESTATE = rf"(?:[一-鿿]{{1,8}}?(?:苑|园|居|府|城|小区|大厦|公寓|宿舍楼?)(?={_COUNT}))?"
_FLAT = r"[a-z]?[0-9]{1,4}(?:-[0-9]{1,4}){0,3}(?![0-9])"
_DOORS = rf"(?:[（(]?{_DOOR}[）)]?)+{_ESTATE}(?:{_DOOR}|{_FLAT})*"
_STREET_END = "路|街|大道|道|巷|弄|胡同|小区|花园|苑|公寓|新村|村|里|广场|庄园|府|城|园|寓|区|场|大厦|大楼|宿舍|大学"
_STREET = rf"[一-鿿0-9]{{1,12}}?(?:{_STREET_END})"
_ADDRESS = re.compile(
    r"(?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{2,6}?(?:市|州|盟))?(?:[一-鿿]{1,6}?(?:区|县|旗|市))?(?:[一-鿿]{1,6}?(?:镇|乡|街道))?"
    rf"{_STREET}(?:{_STREET})?{_DOORS}"
)
_DOOR_PLACE = re.compile(rf"(?:{_STREET_END}){_DOOR}")
_LEADING = re.compile(
    r"^.*(?:[在从到给往至于是了：:，,。；;、！!？?\n“”\"（(）)【】|住寄送回的]|地址|我们|我家|他们|未付|店里|门店|线下店)"
)
# A public place or a shop, not where somebody lives.
_PUBLIC = re.compile(r"影城|影院|商城|商场|专柜|展厅|门店|营业厅|收费站|出口|候车|登机|食堂")
_OWN_ADDRESS = re.compile(r"[：:是为\s]{0,3}(?P<address>[一-鿿0-9a-z（）()·\-－#]{6,50})(?=$|[\s，,。；;！!？?、|])")
_ADMIN = re.compile(r"[省市区县旗镇乡村路街道巷弄号栋幢楼室]")


# 家住翠湖湾11栋2单元402: an estate by its name alone, where it is said that somebody lives there.
_HOME = re.Signed(
    r"(?:家住|住址|住在|家在|新房在|我住|我们住)[是：:\s]?(?P<home>[一-鿿]{2,10}?[0-9]{1,3}(?:栋|幢|号楼|座)(?:[0-9一二三四五六]单元)?(?:[0-9]{2,5}室?)?)",
    ("栋", "幢", "号楼", "座"),
)


def find_personal(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Names, addresses, mail addresses, accounts, plates and codes."""
    text = draft.folded
    out = [*people.find_people(draft, hits, rulebook), *_addresses(text, hits), *_labelled(text, hits), *_phones(text)]
    if "@" in text:
        out += [Proposal("email", Span(*m.span()), m.group(), 0.98, "email") for m in _MAIL.finditer(text)]
    if "护照" in text or "通行证" in text:
        out += [
            Proposal("id_number", Span(*m.span("id")), m["id"].upper(), 0.95, "passport")
            for m in _PASSPORT.finditer(text)
        ]
    out += [Proposal("plate", Span(*m.span()), m.group().upper(), 0.95, "plate") for m in _PLATE.finditer(text)]
    return out


def _phones(text: str) -> Iterator[Proposal]:
    """Mobiles with the extension of a privacy number, and landlines with their area code."""
    if "转" in text or "-" in text:
        for m in _EXTENDED_PHONE.finditer(text):
            yield Proposal("phone", Span(*m.span()), f"{re.sub('[- ]', '', m[1])}-{m[2]}", 0.995, "phone_extension")
    for m in _LANDLINE.finditer(text):
        sure = 0.995 if m.end() > m.end(1) else 0.9  # with its extension it is longer than what a label finds
        yield Proposal("phone", Span(*m.span()), re.sub("[- ]", "", m[1]), sure, "landline")


def _labelled(text: str, hits: Hits) -> Iterator[Proposal]:
    """Accounts and codes that only their label tells: 微信号 abc_123, 取件码 8-2-3041."""
    for kind, shape in (("social_account", _ACCOUNT), ("secret_code", _CODE)):
        for start, end in hits.get(Owner("facts", kind, "label"), ()):
            m = shape.match(text, end)
            if m:
                named = (("label", text[start:end]),)
                yield Proposal(kind, Span(*m.span("id")), m["id"], 0.95, "label", "", named)


def _addresses(text: str, hits: Hits) -> Iterator[Proposal]:
    """A street or estate with a door number, looked for only where such a number stands; and what its label gives."""
    done = 0
    for door in _DOOR_PLACE.finditer(text):
        if door.start() < done:
            continue
        begin = max(done, door.start() - 24)
        lead = _LEADING.match(text[begin : door.start()])
        begin += lead.end() if lead else 0
        match = _ADDRESS.match(text, begin)
        if match and match.start() <= door.start() < match.end() and match.end() - match.start() >= 6:
            done = match.end()
            if not _PUBLIC.search(match.group()):
                yield Proposal("address", Span(*match.span()), match.group(), 0.975, "address")
    for home in _HOME.finditer(text):
        yield Proposal("address", Span(*home.span("home")), home["home"], 0.9, "address")
    for start, end in hits.get(Owner("facts", "address", "label"), ()):
        m = _OWN_ADDRESS.match(text, end)
        if m and len(_ADMIN.findall(m["address"])) >= 2:
            named = (("label", text[start:end]),)
            yield Proposal("address", Span(*m.span("address")), m["address"], 0.985, "label", "", named)
