"""The story of a statement: what happened, a fact a sentence, in lines that can stand for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.claims import bare_items
from tousu.results import Fact
from tousu.rewrite.borders import leans
from tousu.rewrite.grammar import LEADING_LINK, LEANS_BACK, says_nothing
from tousu.rewrite.lines import a_fact_a_sentence
from tousu.rewrite.pieces import Piece
from tousu.rewrite.roles import ASKING, REFUSED, REMEDIES, asking, clean, led
from tousu.rewrite.shown import Shown
from tousu.spans import Span, held

_CONTACT = re.compile(
    "(?:联系|沟通|协商|反馈|反映|询问|咨询|交涉|打.{0,8}电话|拨打|申请(?:了)?(?:售后|平台|客服|介入)|找.{0,6}(?:客服|商家|卖家|平台|快递)|问(?:了)?(?:客服|商家|卖家|平台|快递))"
    "|(?:客服|商家|卖家|店家|平台|快递员?|老板|售后|销售|对方|厂家|师傅)[^，,。；;]{0,10}(?:说|称|回复|答复|回我|表示|拒绝|不同意|不理|推给|推脱|驳回)"
)
_BUYING = re.compile("买|下单|购|拍下|订了|预订|报名|充值|办了|花[0-9一二三四五六七八九十两几]|签了|租")

_LIST_AHEAD = re.compile(".{0,8}(?:订单号?|信息|单号|编号|号码|内容|情况)如下")
_OPENING = re.compile(
    "(?:整个|整件|这件|具体)?的?(?:事情|事件|情况|经过|过程)的?(?:经过|过程|情况|起因)?(?:大概|大致|基本上?)?(?:就?是)?(?:这样|如下|这么回事)(?:子)?的?"
    "|(?:下面|现在)?我?(?:来|先)?(?:简单|详细)?(?:说|讲|说明|介绍|反映)一下(?:事情|具体|整个|我的)?的?(?:经过|情况|过程)"
)
"""What announces the story and tells nothing of it."""
_OPENED = re.compile(f"(?:{_OPENING.pattern})[：:，,]")
_GAP, _SENTENCE = 3, 60


class Story:
    """The lines of a story, in the draft's own order."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.lines: list[tuple[Span, str]] = []
        """Each with the place of the draft it came from."""
        self.contact: set[Span] = set()
        """Those that tell of talks with the other side."""
        self.buried: list[str] = []
        """Demands in the middle, for drafts that have no other."""
        self.heads = frozenset(bare_items(shown.text))

    def told(self, pieces: Sequence[Piece], facts: Sequence[Fact]) -> None:
        """Clauses of the story, a fact a sentence."""
        for part in self.sentences(pieces, facts):
            words = self.joined(part)
            if says_nothing(words) or _LIST_AHEAD.fullmatch(words) or _OPENING.fullmatch(words):
                continue
            span = Span(part[0].span.start, part[-1].span.end)
            asked = _together(words, [f.text for f in held(facts, span, lambda f: f.span) if f.kind == "demand"])
            around = [(asking(words, one), led(words, one)) for one in asked]
            self.buried += [
                text
                for text, near in around
                if REMEDIES.search(text) and not _DONE.search(text) and ASKING.search(near) and not REFUSED.search(near)
            ]
            self.tell(span, words)

    def words(self, piece: Piece) -> str:
        return self.shown.of(piece.span).strip()

    def sentences(self, pieces: Sequence[Piece], facts: Sequence[Fact]) -> Iterator[list[Piece]]:
        """The pieces in sentences: where the rewrite put a full stop, and where else a fact ends."""
        at = 0
        for n, piece in enumerate(pieces, 1):
            if n == len(pieces) or self.shown.of(piece.mark).strip() == "。":
                yield from a_fact_a_sentence(pieces[at:n], self.words, facts)
                at = n

    def tell(self, span: Span, words: str) -> None:
        """One line of the story; what leans on the line before it stands beside it."""
        story, talk = self.lines, bool(_CONTACT.search(words) and not _BUYING.search(words))
        link = LEANS_BACK.match(words)
        behind = bool(link and story) and self.behind(story[-1], span)
        if behind and len(story[-1][1]) + len(words) <= _SENTENCE:
            before, said = story.pop()
            talk = talk or before in self.contact
            span, words = Span(before.start, span.end), f"{said}，{words}"
        elif link and not behind and link.end() < len(words) - 2:
            words = words[link.end() :]
        story.append((span, words))
        if talk:
            self.contact.add(span)

    def behind(self, line: tuple[Span, str], span: Span) -> bool:
        """Whether a clause stands right behind a line of the story."""
        before, said = line
        gap = self.shown.text[before.end : span.start]
        near = len(gap) <= _GAP and "\n" not in gap and not re.search("[一-鿿]", gap)
        return near and said[-1:] not in "？?】"

    def joined(self, pieces: Sequence[Piece]) -> str:
        """The clauses of one sentence with their own marks, one mark at the end."""
        shown = self.shown
        words = [self.words(p) for p in pieces]
        marks = [shown.of(p.mark) for p in pieces[:-1]]
        out = "".join(
            one + (_mark(mark.strip(), one, other) or ("，" if _parts(mark, one, other) else ""))
            for one, mark, other in zip(words, marks, words[1:], strict=False)
        )
        out += words[-1]
        if pieces[0].span.start in self.heads and out[:1].isdigit():
            out = out[1:]
        opening = _OPENED.match(out)
        out = out[opening.end() :] if opening else out
        link = LEADING_LINK.match(out)
        if link and link.end() < len(out) - 2 and not self.lines:
            # Nothing stands before it that it could be linked to.
            out = out[link.end() :]
        last = shown.of(pieces[-1].mark).strip()[:1]
        return clean(re.sub(r"[，,、]\s*[，,、\s]+", "，", out)) + (last if last and last in "？?" else "")


_DONE = re.compile("(?:换|退|赔|补|修)(?:回|好|还)?[了过](?!户|的)")
"""给我更换了刹车盘: what was done, though it reads like a demand."""
_OR = re.compile("、|或者?|和|并且?|以及|及|同时")


def _together(words: str, demands: Sequence[str]) -> list[str]:
    """The demands that stand in ``words``; those that a word joins are one: 更换或者退车."""
    out: list[str] = []
    end = -1
    for demand in demands:
        at = words.find(demand, max(end, 0))
        if at < 0:
            continue
        gap = words[end:at] if end >= 0 else ""
        if out and _OR.fullmatch(gap):
            out[-1] += gap + demand
        else:
            out.append(demand)
        end = at + len(demand)
    return out


def _mark(mark: str, before: str, after: str) -> str:
    """The mark between two clauses; one in ASCII between figures would make one number of them: 5, 2017年."""
    return "，" if mark == "," and before[-1:].isdigit() and after[:1].isdigit() else mark


def _parts(mark: str, before: str, after: str) -> bool:
    """Whether white space parts two clauses, and not the words of one: 作为 消费者."""
    return "\n" in mark or not leans(before, after)
