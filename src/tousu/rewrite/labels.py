"""Labels and guesses: the plain word for somebody or something, a doubt where one was sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tousu import patterns as re
from tousu.rewrite.grammar import PARTY_NOUN
from tousu.rewrite.wording import Say, Wording
from tousu.spans import Span

_PACK = re.compile(
    "(?P<who>你们|他们|她们|它们)?(?P<pack>这群|那群|这帮|那帮|这伙|那伙|一群|一帮|一伙|这些|那些|这个|那个|这种|那种|这家|那家)?$"
)


_TOWARDS = re.compile("(?:给了?|对|跟|向|被|让|把|找|替|由|和)$")


def somebody(body: str, flagged: Span, start: int, say: Say) -> Wording | None:
    """A label for somebody to whom something is done: 白送给这种疯子 → 白送给对方."""
    a, b = flagged.start - start, flagged.end - start
    named = _SOMEBODY.fullmatch(body, a, b)
    pack = _SUCH.search(body, 0, a)
    at = pack.start() if pack else a
    if named is None or not (pack or named["pack"]) or not _TOWARDS.search(body, 0, at):
        return None
    return Wording(start + at, flagged.end, say("party"))


_SUCH = re.compile("(?:[这那一]?(?:群|帮|伙|种|些|个|家|样的))$")
_SOMEBODY = re.compile(
    "(?P<pack>[这那一]?(?:群|帮|伙|种|些|个))?[^的]{1,8}?(?:子|鬼|货|蛋|狗|猪|徒|人|东西|氓|棍|种|玩意儿?|生|物)们?"
)


_BARE_DEMAND = re.compile("(?:们|快|赶紧|马上|立刻|给我|把|我的)*(?:还|退|赔)(?:我|给我)?(?:的)?(?:血汗)?[钱款]?")
_PARTY = re.compile(PARTY_NOUN)


def plain_word(body: str, flagged: Span, start: int, plain: Mapping[str, str]) -> Wording | None:
    """The plain word where the clause needs one: 骗子不退钱 → 对方不退钱, 我们的血汗钱 → 我们的钱."""
    a, b = flagged.start - start, flagged.end - start
    if _PARTY.match(body, b):
        # 骗子客服: the noun is there.
        return None
    words = body[a:b].removesuffix("们")
    if a == 0 and _BARE_DEMAND.fullmatch(body, b):
        # 骗子还钱: what is asked for says it all.
        return Wording(flagged.start, flagged.end, "")
    pack = re.match("这群|那群|这帮|那帮|这伙|那伙|一群|一帮|一伙", words)
    word = plain.get(words) or (plain.get(words[pack.end() :]) if pack else None)
    if word is None or (a == 0 and b == len(body)):
        return None
    after = body[b:]
    if not after.strip() or after[0] in "的了吗吧呢啊":
        return (
            Wording(flagged.start, flagged.end, word)
            if (word in ("钱", "积蓄") and a and not body[:a].endswith("是"))
            or (word == "恳请" and body[:a].endswith("我"))
            else None
        )
    m = _PACK.search(body, 0, a)
    assert m is not None
    deed = _CONDUCT.fullmatch(after)
    if deed:
        return Wording(start + m.start(), start + len(body), "")
    if m["who"]:
        return Wording(start + m.end("who"), flagged.end, "")
    return Wording(start + m.start(), flagged.end, word)


_CONDUCT = re.compile("(?:的)?(?:行径|行为|伎俩|手段|嘴脸|作风|做派|把戏|逻辑)")
"""What is said of what somebody is like, and no deed: 骗子行径."""

_GUESS = re.compile(
    "(?:我看|我猜|我想|我觉得|我估计|我琢磨着|在我看来)?(?:他们?|你们?|商家|卖家|这)?(?:一看就知道是|一看就知道|一看就是|一看就|一眼就|明显就是|明显是|明显|肯定就是|肯定是|肯定|绝对是|八成是|八成|多半是|多半|估计是|估计|估摸着|想必是|想必|指定是|准是|怕是|恐怕是|大概率是|应该就是|不用想都知道是|不用想都知道)(?P<what>.{2,30})"
)


def guess(body: str, flagged: Span, start: int, charges: Sequence[re.Pattern[str]] | None, say: Say) -> Wording | None:
    """A guess as a doubt to be examined: 一看就是翻新机 → 怀疑是翻新机; with ``charges`` only about what they name."""
    a, b = flagged.start - start, flagged.end - start
    m = _GUESS.match(body, a, b)
    if not m or (charges is not None and not any(c.search(m["what"]) for c in charges)):
        return None
    head = m.group()[: m.start("what") - a]
    is_ = "是" if head.endswith("是") or head.endswith("一看就") else ""
    who = re.match("(?:我看|我猜|我想|我觉得|我估计|我琢磨着|在我看来)?(他们?|你们?|商家|卖家|这)?", head)
    subject = who[1] if who and who[1] else ""
    if a and not subject and re.search("[一-鿿0-9A-Za-z”」]$", body[:a]):
        # Somebody or something stands before it, and it is not they who doubt.
        return Wording(start + a, start + m.start("what"), say("suspected_thing"))
    return Wording(start + a, start + m.start("what"), say("doubt") + (subject if subject != "这" else "") + is_)
