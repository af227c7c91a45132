"""Chinese and Arabic numerals to exact numbers; what is vague in them is said, not lost."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from tousu import patterns as re

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
DIGITS |= {c: n for n, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000}

HAN = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟俩仨"
# Whole: what follows a number is no digit, stop or comma, so that of a shorter one nothing is to be hoped.
ARABIC = r"(?>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"


def from_han(text: str) -> int | None:
    """The whole number that Chinese numerals write: 两百二 is 220, 一千零五 is 1005; None when they write none."""
    if not text or any(c not in DIGITS and c not in SCALES for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    last = 1
    zero = False
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
            zero = zero or digit == 0
            continue
        scale = SCALES[c]
        if scale >= 10_000:
            total = (total + section + digit) * scale if scale > last and total else total + (section + digit) * scale
            section = 0
        else:
            section += (digit or 1) * scale
        last, digit, zero = scale, 0, False
    # 两百二: a last digit right after a scale counts in tenths of it, unless 零 stands before it.
    tail = digit * (last // 10) if last >= 100 and not zero else digit
    return total + section + tail


def to_decimal(text: str) -> Decimal | None:
    """The number that ``text`` writes in either script (``1,299.5``, ``1.2万``, ``3千``, ``两百二``), or None."""
    plain = text.replace(",", "").replace(" ", "")
    match = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿wk]*)", plain)
    if match:
        try:
            value = Decimal(match[1])
        except InvalidOperation:
            return None
        for scale in match[2]:
            value *= {"w": 10_000, "k": 1000}.get(scale) or SCALES[scale]
        return value
    number = from_han(plain)
    return None if number is None else Decimal(number)
