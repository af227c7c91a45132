"""How a part is taken out of a clause so that what stays is Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from tousu import patterns as re
from tousu.rewrite.grammar import LEFTOVER_END, LEFTOVER_START, PARTY_NOUN, TO_DEATH, says_nothing, settled, waits
from tousu.spans import Span

_HEAD = re.compile(rf"(?:的|这个|那个)?(?P<noun>{PARTY_NOUN})$")
_INTENSIFIED = re.compile("(?:更|最|最为|更为|令人|让人|让我|真是|特别|十分|非常|太|很|真|好|实在|真的)+$")
_JOINED = re.compile("(?:乃至|甚至|以及|和|与|及)$")
_GROUP = re.compile(
    "(?:这帮|那帮|这群|那群|一群|一帮|一伙|这伙|这些|那些|这种|那种|这样|这个|那个|一个|这家|那家|什么|整个|就是|真是|简直是|真的是|简直|真的|是|个|种|的)+$"
)
# Kinds that must go wherever they stand; the others stay where taking them out would leave a torso.
_MUST_GO = frozenset(("insult", "emotion", "sarcasm", "rhetorical", "threat"))
_ATTRIBUTE = re.compile(rf"(?:的|地)|{PARTY_NOUN}")
_CONTENT = re.compile("我们|你们|他们|我|你|他|这|那|就|都|还|也|又|真|的|[^一-鿿0-9A-Za-z]")
_HAPPENED = re.compile("[了过着没不]")
_LIKE = re.compile("(?:说话|做事|服务|态度)?(?:就|简直|完全)?(?:跟|像|和|如同?|好像|就像|当)$")
_AS = re.compile("(?:一个样|一样|似的|一般|般)的?")


def cut_out(body: str, part: Span, kind: str, names: Sequence[Span]) -> Span | None:
    """What to delete so that ``part`` is gone and the rest reads on; None when it had better stay.

    Args:
        body: the clause.
        part: what was flagged, offsets into ``body``.
        names: what must stay to the letter, offsets into ``body``.
        kind: the kind of language.

    Returns:
        The span to delete; all of the clause when nothing worth saying is left.
    """
    start, end = part
    kept_head = _kept_head(body, part, names) if kind in ("insult", "accusation") else None
    if kept_head is not None:
        return Span(start, kept_head) if kept_head > start else None
    if kind == "accusation" and not names and start + len(body) - end and _only(body[:start], body[end:]):
        # 真够…的, …一个: nothing but what was flagged is said.
        return Span(0, len(body))
    if kind == "emotion" and _PLACED.match(body, start, end) and _PUT.search(body, 0, start):
        # 发在群里当笑话: what was done there is no feeling.
        return None
    complement = TO_DEATH.match(body, end) if kind in ("emotion", "sarcasm") else None
    if complement and not any(n.overlaps((end, complement.end())) for n in names):
        end = complement.end()
        part = Span(start, end)
    before, after = body[:start], body[end:]
    if before.endswith("最") and after.strip() and not after.startswith("的是"):
        return None
    if after.startswith("的是"):
        strong = _INTENSIFIED.search(before)
        return Span(start - (len(strong.group()) if strong else 0), end + 2)
    if not after.strip():
        return _tail(body, part, kind, names)
    if not before.strip():
        return _lead(after, part, kind)
    return _middle(before, after, part, kind)


_PLACED = re.compile("[在到给往]")
_NO_MORE = re.compile("(?:一[个群帮伙窝]|[的了啊呀吧嘛 ])*")
_PUT = re.compile("(?:发|放|挂|贴|写|送|寄|扔|丢|传|晒|留|堆|倒)$")


def _only(before: str, after: str) -> bool:
    return (not before.strip() or says_nothing(before)) and _NO_MORE.fullmatch(after) is not None


def _kept_head(body: str, part: Span, names: Sequence[Span]) -> int | None:
    """Where the noun begins that the flagged words only describe: 垃圾平台, 破手机."""
    named = [n for n in names if n.end == part.end and n.start > part.start]
    if named:
        return min(n.start for n in named)
    head = _HEAD.search(body, part.start, part.end)
    if head and head.start("noun") > part.start and len(body) > part.end - part.start:
        return head.start("noun")
    return None


def _tail(body: str, part: Span, kind: str, names: Sequence[Span]) -> Span | None:
    before = body[: part.start]
    dangling = LEFTOVER_END.search(before)
    if dangling:
        before = before[: dangling.start()]
    group = _GROUP.search(before)
    if group:
        before = before[: group.start()]
    subject = _SUBJECT.search(before)
    if subject and len(before) > subject.end() - subject.start():
        # Who did it stands before it: without the deed nothing is told of them.
        if kind not in _MUST_GO:
            return None
        before = before[: subject.start()]
    rest = settled(before)
    if _TOPIC.fullmatch(rest) or _UNDER_NAME.fullmatch(rest) or before.endswith(("每", "哪", "某")):
        # 这种收费的方式: what was judged, without the judgement.
        return None if names else Span(0, part.end)
    if rest and (names or _says_enough(rest, kind)):
        return Span(len(rest), part.end)
    if any(n.start < part.start for n in names) and not waits(before):
        return Span(len(before), part.end) if kind in ("insult", "emotion", "sarcasm") else None
    return None if names and waits(before) else Span(0, part.end)


_SUBJECT = re.compile(
    "(?<![给对跟让叫把被向找问求骂骗坑为帮替拉联系着由和与以和以为告诉了过等])(?:我们|他们|她们|你们|商家|客服|卖家|店家|平台|我|他|她)$"
)
_TOPIC = re.compile(
    "(?:但是?|可是?|不过|而且)?(?:这种|那种|这样的?|那样的?|这类|如此)[^，,]{1,12}(?:方式|做法|行为|态度|说法|规定|作风|手段|套路|玩法)"
)
"""A name of what somebody did, and no clause."""
_UNDER_NAME = re.compile(
    "(?:打着|借着|顶着|仗着|以|用|拿|借|利用)[^，,]{1,14}(?:名义|旗号|幌子|招牌|名头|口号|借口|手段|方式)"
)
"""Under what name something is done, without what is done."""


def _says_enough(rest: str, kind: str) -> bool:
    """Whether the beginning of a clause is worth keeping without its end."""
    if kind in _MUST_GO:
        return len(_CONTENT.sub("", rest)) > 5
    return _HAPPENED.search(rest) is not None


def _lead(after: str, part: Span, kind: str) -> Span | None:
    leftover = LEFTOVER_START.match(after)
    if kind not in _MUST_GO and not (leftover or _ATTRIBUTE.match(after)):
        return None
    return Span(part.start, part.end + (leftover.end() if leftover else 0))


def _middle(before: str, after: str, part: Span, kind: str) -> Span | None:
    start, end = part
    like, same = _LIKE.search(before), _AS.match(after)
    if like and same:
        # 说话跟…一样: the comparison goes with what it compares to.
        start, end = like.start(), end + same.end()
        rest = settled(before[:start])
        return Span(len(rest), end) if len(after) == same.end() else Span(start, end)
    if same and kind == "insult":
        # 改变…一般的标准: a comparison of one word goes with what ends it.
        return Span(start, end + same.end())
    if after.startswith("的") and len(after) > 1 and not after.startswith("的时候"):
        # An attribute goes with its 的, and with what tells its degree.
        degree = _INTENSIFIED.search(before)
        joined = _JOINED.search(before)
        if joined:
            # 一百户乃至上万人的利益: what joined it to the attribute before goes, its 的 stays.
            return Span(start - len(joined.group()), end)
        return Span(start - (len(degree.group()) if degree else 0), end + 1)
    if kind not in _MUST_GO:
        describes = kind == "accusation" and end - start <= 6 and re.match(PARTY_NOUN, after)
        return Span(start, end) if describes else None
    group = _GROUP.search(before)
    if kind == "insult" and group and not re.match(PARTY_NOUN, after):
        start -= group.end() - group.start()
    leftover = LEFTOVER_START.match(after)
    return Span(start, end + (leftover.end() if leftover else 0))
