"""Repetition reduced to one, and signs that are no words."""

from __future__ import annotations

from tousu import patterns as re


def collapsed(words: str) -> str:
    """Repetition reduced to one: 退钱退钱退钱 → 退钱, ！！！ → 。, rows of signs and emoji → nothing."""
    out = re.sub(r"([【\[（(「])\1+", r"\1", words)
    out = re.sub(r"([】\]）)」])\1+", r"\1", out)
    out = re.sub(r"([^\s！!？?。.，,~～…—*]{1,8}?)(?:[\s，,！!。？?、~～]*\1)+", r"\1", out)
    out = re.sub(r"[！!？?。.，,~～…⋯—*^_#￥$\s]{2,}", _one_mark, out)
    return "" if out != words and _INTERJECTION.fullmatch(out) else out


def _one_mark(match: re.Match[str]) -> str:
    marks = match.group()
    if any(c in "？?" for c in marks):
        return "？"
    return "。" if any(c in "！!。.…⋯" for c in marks) else ""


_SIGNS_ONLY = re.compile(r"[^0-9A-Za-z㐀-鿿]+")


_INTERJECTION = re.compile("[哈呵啊呜哎唉嘿呸急呀哼嗷噢哦]+")


def only_signs(words: str) -> bool:
    """No letter, digit or Han in it."""
    return _SIGNS_ONLY.fullmatch(words) is not None
