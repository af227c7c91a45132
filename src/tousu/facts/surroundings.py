"""What stands around a character beyond the few places that the tagger's windows reach: the words and the clause.

Plane 3: the class of the word it belongs to (noun, verb, name of a place …), by jieba's dictionary.
Plane 4: the classes of the words before and behind that word.
Plane 5: what its clause has said so far (a word of buying, of asking, somebody who speaks, a denial), whether its
word comes again in the draft, and where in the draft it stands.
Plane 7: what its clause says behind it (money, a word of buying, of holding, somebody who works there).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from tousu import native, segment, wordclasses
from tousu import patterns as re
from tousu.draft import Draft
from tousu.readers import Plane

# Classes of what no dictionary holds, behind those of ``words.CLASSES``.
_LETTERS, _DIGITS, _MARK, _SPACE, _STRANGE, _SINGLE = range(26, 32)
_HAN = re.compile("[㐀-鿿]+")

# For the words beside: what tells most, fewer classes.
_COARSE = (
    *(0, 1, 2, 3, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 7, 12, 13, 13, 13, 13, 14, 14, 7, 7, 5, 0),
    *(1, 9, 15, 15, 0, 0),
)
_EDGE = 15

_BUYS, _ASKS, _SPEAKS, _DENIES, _MONEY, _HOLDS, _WORKS = (1 << n for n in range(7))
_SAID = {
    _BUYS: "买 购 下单 拍下 订了 入手 报名 报了 报的 办了 办的 办理 充了 充值 租了 租的 定了 定做 定制 换了 做了 做的"
    " 开通 预约 寄 托运 点了 点的 团购 收到",
    _ASKS: "要求 希望 请 必须 诉求 立即 马上 尽快 赶紧 赔 退",
    _WORKS: "店员 客服 老师 销售 经理 师傅 前台 工作人员 业务员 顾问 老板 店长",
    _SPEAKS: "商家 卖家 店家 对方 平台 他们 物业 公司 回复 说",
    _HOLDS: "都在 都有 留着 保存 为证 可查 在手 齐全 拍了 拍的 截了 收着 证明 写着 显示 为凭 附",
    _DENIES: "没 不 未 无 拒",
    _MONEY: " ".join((*(number + unit for number in "0123456789" for unit in "元块"), "百元", "千元", "万元")),
}
_CUES = [(bit, word) for bit, words in _SAID.items() for word in words.split()]
"""Words that tell something of their clause; of two that begin alike the first counts."""
_CUE, _TELLS = re.compile("|".join(word for _, word in _CUES)), {word: bit for bit, word in _CUES}
_BEFORE = _BUYS | _ASKS | _SPEAKS | _DENIES
_AHEAD = _BUYS | _DENIES | _MONEY | _HOLDS | _WORKS
_AGAIN, _AGAIN_LATER, _LATER, _LAST = 16, 32, 64, 128


def word_planes(draft: Draft) -> Sequence[Plane]:
    """The planes, each of shape (len(draft.text),)."""
    marked = _by_kernel()
    if marked is None:
        return marked_here(draft)
    return marked(draft.folded, draft.tokens, draft.clauses, *_parts(draft))


@cache
def _by_kernel() -> native.Marked | None:
    return native.surroundings(segment.dictionary(), _CUES, _BEFORE, _AHEAD, _COARSE)


def marked_here(draft: Draft) -> Sequence[Plane]:
    """The planes without the kernel; a test holds one against the other."""
    text = draft.folded
    words = [text[start:end] for start, end in draft.tokens]
    classes = [_class(word) for word in words]
    coarse = [_EDGE, *(_COARSE[c] for c in classes), _EDGE]
    own = [_MARKS[2 * c + 1] + _MARKS[2 * c + 2] * (len(word) - 1) for word, c in zip(words, classes, strict=True)]
    around = zip(words, coarse, coarse[2:], strict=False)
    beside = [_MARKS[16 * left + right] * len(word) for word, left, right in around]
    before, ahead = _clauses(draft)
    _repeated(draft, words, before)
    for start, bit in zip(_parts(draft), (_LATER, _LAST), strict=True):
        before[start:] = before[start:].translate(_WITH[bit])
    return [b"".join(own), b"".join(beside), bytes(before), bytes(ahead)]


def _parts(draft: Draft) -> tuple[int, int]:
    """Where all behind the first sentence begins, and where the last two do; the end where there is but one."""
    sentences = draft.sentences
    if len(sentences) < 2:
        return len(draft.text), len(draft.text)
    return sentences[0].end, sentences[-2 if len(sentences) > 3 else -1].start


_MARKS = [bytes((mark,)) for mark in range(256)]


def _clauses(draft: Draft) -> tuple[bytearray, bytearray]:
    """What each clause has said before each character, and what it will say."""
    text = draft.folded
    before, ahead = bytearray(len(text)), bytearray(len(text))
    for start, end in draft.clauses:
        cues = [(*m.span(), _TELLS[m.group()]) for m in _CUE.finditer(text, start, end)]
        if not cues:
            continue
        said, at = 0, start
        for _, last, bit in cues:
            before[at:last] = _MARKS[said] * (last - at)
            said, at = said | bit & _BEFORE, last
        before[at:end] = _MARKS[said] * (end - at)
        comes, at = 0, end
        for first, _, bit in reversed(cues):
            ahead[first:at] = _MARKS[comes] * (at - first)
            comes, at = comes | bit & _AHEAD, first
        ahead[start:at] = _MARKS[comes] * (at - start)
    return before, ahead


def _repeated(draft: Draft, words: Sequence[str], out: bytearray) -> None:
    """Marks words that come again."""
    again = {word for word, count in Counter(words).items() if count > 1 and len(word) > 1}
    seen: set[str] = set()
    for (start, end), word in zip(draft.tokens, words, strict=True) if again else ():
        if word in again:
            bit = _AGAIN_LATER if word in seen else _AGAIN
            seen.add(word)
            for at in range(start, end):
                out[at] |= bit


_WITH = {bit: bytes(value | bit for value in range(256)) for bit in (_LATER, _LAST)}


@lru_cache(maxsize=20_000)
def _class(word: str) -> int:
    if _HAN.fullmatch(word):
        return wordclasses.packaged().of(word) or (_STRANGE if len(word) > 1 else _SINGLE)
    if word[0].isdigit():
        return _DIGITS
    if word[0].isalpha():
        return _LETTERS
    return _SPACE if word.isspace() else _MARK
