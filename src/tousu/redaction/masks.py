"""What is left of personal data, by the common conventions: 138****1234, 张**, the last four digits of a card.

``kept`` says which characters stay; a mask for people shortens what is hidden, a mask for reports keeps the length,
so that spans hold.
"""

from __future__ import annotations

from collections.abc import Callable

from tousu import patterns as re
from tousu.draft import fold
from tousu.rulebook import Rulebook

_STAR = "*"
_SHORTENED = frozenset({"address", "email", "tracking_number", "order_number"})
_SAFE = re.compile(r"[*＊×•●…]|[xX]{3,}|某|(?:尾号|后四位)")
_CITY = re.compile(
    r"^.{0,24}?[省市州盟].{0,12}?(?<!小)[区县旗](?=.)|^.{2,8}?[市州盟](?=.)|^[^0-9路街道巷弄]{1,6}?(?<!小)[区县旗](?=.)"
)
_NICKNAME = re.compile(r"^[小老阿大].$")


def mask(kind: str, text: str, rulebook: Rulebook) -> str:
    """The text as a person may show it; of secrets and accounts nothing is left, not even their length."""
    starred = stars(kind, text, rulebook)
    if kind not in _KEPT:
        return _STAR * 4
    return re.sub(r"\*{5,}", _STAR * 4, starred) if kind in _SHORTENED else starred


def stars(kind: str, text: str, rulebook: Rulebook) -> str:
    """The text with hidden characters as stars, of the same length; separators inside stay."""
    if kind not in _KEPT:
        return "".join(c if c.isspace() else _STAR for c in text)
    keep = _KEPT[kind](text, rulebook)
    return "".join(c if i in keep or not _tells(c) else _STAR for i, c in enumerate(text))


def _tells(char: str) -> bool:
    """Separators and the 转 before an extension say nothing."""
    return char.isalnum() and char != "转"


def is_safe(kind: str, text: str, rulebook: Rulebook) -> bool:
    """Already masked by the writer (138****1234, 张某), or no full name (李女士, 小王)."""
    if _SAFE.search(text):
        return True
    if kind != "person":
        return False
    titled = text.endswith(rulebook.lexicons["person_titles"].words) and len(text) <= 4
    return titled or len(text) < 2 or bool(_NICKNAME.match(text))


def _digits(text: str) -> list[int]:
    return [i for i, c in enumerate(text) if c.isdigit()]


def _phone(text: str, rulebook: Rulebook) -> set[int]:
    """Of a mobile the first three and last four of its eleven; of a landline the area code and the last two."""
    places = _digits(text)
    plain = fold("".join(text[i] for i in places))  # full-width digits are digits too
    head = 2 if plain.startswith("86") and len(plain) >= 13 else 0
    if re.match(r"1[3-9]", plain[head:]) and len(plain) >= head + 11:
        number = places[head : head + 11]
        return {*places[:head], *number[:3], *number[-4:]}
    area = 0
    if plain.startswith("0"):
        area = 3 if plain[1:2] in ("1", "2") else 4
    return {*places[:area], *places[-2:]}


def _identity(text: str, rulebook: Rulebook) -> set[int]:
    return {0, len(text) - 1}


def _card(text: str, rulebook: Rulebook) -> set[int]:
    return set(_digits(text)[-4:])


def _person(text: str, rulebook: Rulebook) -> set[int]:
    """The family name, of two characters where the list knows it."""
    surnames = rulebook.lexicons["surnames"].words
    return {0, 1} if len(text) > 2 and text[:2] in surnames else {0}


def _address(text: str, rulebook: Rulebook) -> set[int]:
    """Down to the district or county; what is nearer to the door is hidden."""
    match = _CITY.match(text)
    return set(range(match.end())) if match else set()


def _mail(text: str, rulebook: Rulebook) -> set[int]:
    at = text.find("@")
    return {0, *range(at, len(text))} if at >= 0 else {0}


def _plate(text: str, rulebook: Rulebook) -> set[int]:
    letters = [i for i, c in enumerate(text) if c.isalnum()]
    return {*letters[:3], *letters[-1:]}


def _tail(text: str, rulebook: Rulebook) -> set[int]:
    """A prefix of letters and the last four."""
    places = [i for i, c in enumerate(text) if c.isalnum()]
    prefix = 0
    while prefix < len(places) and text[places[prefix]].isalpha():
        prefix += 1
    return {*places[:prefix], *places[-4:]}


_KEPT: dict[str, Callable[[str, Rulebook], set[int]]] = {
    "phone": _phone,
    "id_number": _identity,
    "bank_card": _card,
    "person": _person,
    "address": _address,
    "email": _mail,
    "plate": _plate,
    "order_number": _tail,
    "tracking_number": _tail,
}
