"""Shape checks of numbers: identity cards, bank cards, parcel labels, dates inside order numbers."""

from __future__ import annotations

import datetime as dt
from functools import cache

from tousu import patterns as re

_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_S10 = (8, 6, 4, 2, 3, 5, 9, 7)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the data, compiled once a process."""
    return re.compile(pattern)


def is_identity_card(number: str) -> bool:
    """18 characters of GB 11643: region, a real date of birth and the check digit, all three."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9x]", number) or number[:2] not in _PROVINCES:
        return False
    if not is_day(number[6:14]) or int(number[6:10]) > 2100:
        return False
    rest = sum(int(c) * w for c, w in zip(number, _WEIGHTS, strict=False)) % 11
    return "10x98765432"[rest] == number[17]


def looks_like_identity_card(number: str) -> bool:
    """Region and date of birth fit; the check digit may be a slip of the pen. Enough beside a label only."""
    return bool(re.fullmatch(r"[1-9][0-9]{16}[0-9x]", number)) and number[:2] in _PROVINCES and is_day(number[6:14])


def is_day(digits: str) -> bool:
    """``YYYYMMDD`` is a day of 1900 to 2099."""
    try:
        return 1900 <= dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year < 2100
    except ValueError:
        return False


def passes_luhn(number: str) -> bool:
    """The check sum of payment cards. One random number in ten passes, so it proves nothing alone."""
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = int(char)
        if place % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0


def is_bank_card(number: str) -> bool:
    """16 to 19 digits of UnionPay, Visa or Mastercard with a right check sum."""
    return bool(re.fullmatch(r"(?:62[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14})", number)) and passes_luhn(number)


def is_payment_number(number: str) -> bool:
    """28 digits of Alipay (``YYYYMMDD…``) or WeChat Pay (``4200``, then the day at places 11 to 18)."""
    if not re.fullmatch(r"[0-9]{28}", number):
        return False
    return is_day(number[:8]) or (number[:4] in ("4200", "1000", "4000") and is_day(number[10:18]))


def is_timestamp(number: str) -> bool:
    """``YYYYMMDDHHMMSS``, or milliseconds since 1970 in thirteen digits."""
    if re.fullmatch(r"1[67][0-9]{11}", number):
        return True
    return (
        bool(re.fullmatch(r"20[0-9]{12}", number))
        and is_day(number[:8])
        and number[8:10] < "24"
        and number[10:12] < "60"
    )


def is_postal_label(number: str) -> bool:
    """``EA123456785CN`` with the check digit of UPU S10."""
    match = re.fullmatch(r"[a-z]{2}([0-9]{8})([0-9])cn", number)
    if not match:
        return False
    rest = 11 - sum(int(c) * w for c, w in zip(match[1], _S10, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest) == int(match[2])


def is_company_code(number: str) -> bool:
    """The unified social credit code of a company or shop: it begins with 9 and holds letters; no personal data."""
    return bool(re.fullmatch(r"9[0-9a-hj-npqrtuwxy]{17}", number)) and not number.isdigit()
