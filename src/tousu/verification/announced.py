"""What only the rewrite says: a step that is announced, a reason that nobody gave."""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.claims import Claim, clause_start, told
from tousu.draft import Draft
from tousu.results import FactChange
from tousu.spans import Span
from tousu.verification.changes import change

_STEP = re.compile(
    "起诉|投诉|曝光|报警|举报|诉讼|法院|法庭|律师|差评|媒体|仲裁|123[14]5|12305|消协|维权|法律|监管|依法|网上|公开"
)
_COURT = re.compile("起诉|诉讼|法院|法庭|打官司|律师|法律|仲裁")
_POLICE = re.compile("报警|警察|派出所|公安|110")
_ANNOUNCED = re.compile(
    "(?:我们?|本人|否则|不然)[^，,。；;！!？?\n]{0,10}"
    "(?:(?P<court>起诉|诉讼|法院|诉诸)|(?P<police>报警)|曝光|举报|媒体|投诉)"
)


def steps(before: Draft, after: Draft, threatened: bool) -> Iterator[FactChange]:
    """A step that is announced though the original spoke of none, or of none so hard."""
    for m in _ANNOUNCED.finditer(after.folded):
        hard = _COURT if m["court"] else _POLICE if m["police"] else None
        if hard.search(before.folded) if hard else (threatened or _STEP.search(before.folded)):
            continue
        yield _invented("threat", m, after)


_REASON = re.compile(
    "(?:因为|(?<![原基病诱死])因(?![为此而果素人])|由于|原因[是为]|(?:导致|造成|致使)(?!我?[^，,。；;]{0,4}(?:损失|不便|影响|困扰)))"
    "(?P<what>[^，,。；;！!？?\n\0]{3,16})"
)
_SIGNS = ("因", "由于", "导致", "造成", "致使")
_STRANGE = 1 / 3
"""So small a part of a reason's words stands in the original when somebody made it up."""


def reasons(before: Draft, after: Draft) -> Iterator[FactChange]:
    """A reason in words that the original does not know."""
    text = before.folded
    if not any(sign in after.folded for sign in _SIGNS):
        return
    for m in _REASON.finditer(told(after)):
        if m.group() in text:
            continue
        what = m["what"]
        known = sum(what[n : n + 2] in text for n in range(len(what) - 1))
        if known <= (len(what) - 1) * _STRANGE:
            yield _invented("reason", m, after)


_SAID = re.compile(
    "(?P<who>[^，,。；;：:！!？?\n“”]{1,12}?)(?:说|告诉我|表示|回复)(?![明法服好话])(?P<what>[^，,。；;：:！!？?\n“”吗呢]{6,40})"
)
_TELLING = re.compile("[说称示诉复述：:“]")


def attributions(before: Draft, after: Draft) -> Iterator[FactChange]:
    """What somebody is said to have said, told as if it were known: 隔壁店的人说都是翻新的 → 都是翻新的."""
    text = told(after)
    for m in before.once("said", _said):
        at = text.find(m["what"])
        if at < 0 or m.group() in text or "我" in m["who"][-2:] or m["who"][-1] in "没未不有无" or "不是" in m["who"]:
            continue
        if _TELLING.search(text, clause_start(text, at, _FAR), at) is None and text[at - 1 : at] in _OPENING:
            one, other = (Claim("modality", Span(*s), m.group()) for s in (m.span(), (at, at + len(m["what"]))))
            yield change("changed", "modality", one, other, f"{m.group()} → {m['what']}")


def _said(draft: Draft) -> list[re.Match[str]]:
    return list(_SAID.finditer(told(draft)))


_FAR = 20
_OPENING = (*"，,。；;！!？?\n", "")

_APOLOGY = re.compile(
    "(?:已经?|口头|事后|当场|向我们?|对此)[^，,。；;！!？?\n]{0,4}(?:道歉|致歉|歉意)|(?:道歉|致歉)[了过]"
)
_NO_APOLOGY = re.compile("[没未无不要请望需应该]")


def apologies(before: Draft, after: Draft) -> Iterator[FactChange]:
    """An apology that nobody made."""
    if "歉" not in after.folded or any(_apologised(before)):
        return
    for m in _apologised(after):
        yield _invented("act", m, after)


def _apologised(draft: Draft) -> Iterator[re.Match[str]]:
    text = told(draft)
    return (
        m for m in _APOLOGY.finditer(text) if not _NO_APOLOGY.search(text, clause_start(text, m.start(), _FAR), m.end())
    )


def _invented(kind: str, m: re.Match[str], after: Draft) -> FactChange:
    claim = Claim(kind, Span(*m.span()), m.group())
    return change("invented", kind, None, claim, claim.span.of(after.text))
