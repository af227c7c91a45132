"""Which section of the statement each clause of the cleaned draft belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.borders import leans
from tousu.rewrite.demands import asks_from, goes_on, wish_of_others
from tousu.rewrite.grammar import LEADING_LINK, SAYING, says_nothing, unlinked
from tousu.rewrite.lines import a_fact_a_sentence
from tousu.rewrite.pieces import Piece, pieces_of
from tousu.rewrite.roles import (
    ASKING,
    ITEM,
    PLEA,
    REFUSED,
    REMEDIES,
    asking,
    asks_for,
    clean,
    holds_evidence,
    introduces,
    is_label,
    is_named,
    led,
)
from tousu.rewrite.shown import Shown
from tousu.spans import Span, held

_GREETING = re.compile(
    "(?:尊敬的|敬爱的|亲爱的|各位|您好|你好|大家好|此致|敬礼|谢谢|感谢|拜托|麻烦您?了|以上|祝好)[^，,。；;！!？?\n]{0,14}"
    "|(?:我们?|本人|现在?|特此?|在此)*(?:要|来)?投诉(?:你们)?"
)
_HEADINGS = {
    "demand": "诉求 我的诉求 要求 请求 请求事项 投诉要求 投诉诉求 诉求如下 处理要求 希望",
    "evidence": "证据 附件 附 已提供 现有证据 证据材料 证据清单 附图 材料 可提供 相关材料 证据如下 凭证",
    "course": "事实 情况 经过 问题 投诉事项 事实经过 事情经过 情况说明 订单信息 投诉内容 补充 说明 投诉原因",
}
_HEADING = {word: section for section, words in _HEADINGS.items() for word in words.split()}
_CONDITION = re.compile(
    "(?:如果?|针对|对于|关于|若|倘若|依据|根据|按照?|鉴于|综上|为此|现|特|因此|所以)[^，,。；;]{0,30}$"
)
_CONTACT = re.compile(
    "(?:联系|沟通|协商|反馈|反映|询问|咨询|交涉|打.{0,8}电话|拨打|申请(?:了)?(?:售后|平台|客服|介入)|找.{0,6}(?:客服|商家|卖家|平台|快递)|问(?:了)?(?:客服|商家|卖家|平台|快递))"
    "|(?:客服|商家|卖家|店家|平台|快递员?|老板|售后|销售|对方|厂家|师傅)[^，,。；;]{0,10}(?:说|称|回复|答复|回我|表示|拒绝|不同意|不理|推给|推脱|驳回)"
)
_BUYING = re.compile("买|下单|购|拍下|订了|预订|报名|充值|办了|花[0-9一二三四五六七八九十两几]|签了|租")
_BARE_ITEM = re.compile(r"(?m)^(?P<n>[1-9])(?=[一-鿿])")


_ANSWERED = re.compile(
    "(?:但是?|可是?|结果|却|然而|而)?(?:客服|商家|卖家|店家|店员|店长|平台|对方|他们?|她|经理|老板|销售|厂家|售后|快递|物业|银行|公司|[0-9]?[a-zA-Z]{0,2}店|旅社|酒店|前台|机构|老师|人家)[^，,。]{0,8}?"
    "(?:不|拒|把我|认为|说|称|表示|让|一直|告知|回复|就|却|没|要求|推)"
    "|(?:他|她)?(?:回我|回复|回的是|答复|得到的|[^，,。]{1,5}把我|对方)"
)
_SAID = re.compile("(?:告知|告诉(?:[^，,]{1,4})?|表示|回复|答复|(?<!的)说|称)$")
_FIRST = re.compile("[^，,了没不]{0,14}(?:退|还|赔|补|换)(?:回来?|给我|还给?我?)")
"""What is asked for right before it is asked for: 多收的80元退回来，请尽快退."""
_VAIN = re.compile("[^，,]{0,8}(?:无果|未果|被拒|遭拒|不成)")
_AHEAD = 5
"""So many clauses further the answer to what was asked then may stand."""
_GOES_ON = re.compile(
    "由|并|和|以及|及|或|否则|如(?!何)|若|不然|同时|且|包括|另|再|还(?:要|需|请|有|应|得)|[0-9一二三四五六七八九]{1,2}[、.．)）是]|"
    "[^，,了]{0,10}(?:寄|退|送)回(?:去|来)?(?:给你们?|给店家)?$|请(?!问)|要求|希望|共|合计|一共|总计|金额|运费|来回|不能.{1,10}[就则]|修不好|[^，,]{1,4}不(?:了|出来?|好|到|回来)|不行就|要么|尽快|[^，,]{0,10}(?:由|归)(?:商家|卖家|平台|你们|对方)"
)
_SHORT = 14
# As much of the notice of a lawful step as follows a condition too.
_TAIL = 14
_TELLS = re.compile("[了过没已是有我说觉很太]|实在|毕竟|因为|但|可是|不然|谢|现在|一直|至今")
_LIST_AHEAD = re.compile(".{0,8}(?:订单号?|信息|单号|编号|号码|内容|情况)如下")
_LEAD = re.compile("^(?:我的|本人的?)?(?:投诉)?(?:诉求|要求|请求)(?:是|为|如下)[：:，, ]?")

_CLOSING = re.compile("此致|敬礼|此致敬礼|以上|特此投诉|望批复|祝好")
_SIGNATURE = 6
"""After the closing words so few Han are a name and a date."""

_LEANS_BACK = re.compile(
    "(?:但是?|可是|可(?!以|能|见)|而(?!是|后)|而且|并且|且|不过(?!是|了)|反而|然而|毕竟|更?何况|况且)(?!说)[，,]?"
)
"""What tells a contrast, or one more reason, to what stands before it."""
_EXPLAIN = "请说明"
_GAP, _SENTENCE = 3, 130
_HANDED_IN = re.compile(
    "(?:我?(?:都|也))?(?:已经?)?(?:全部)?(?:提交|上传|提供|附上|发给|交给|寄给)[^，,]{0,8}|可以?提供"
)
"""What goes with the evidence before it: 拍了视频，已经提交."""

_COLON = ("：", ":")
_REQUEST = re.compile("(?:请求?|要求|恳请|望|希望)[一-鿿]{0,6}")
_WHAT_I_ASK = re.compile(
    "(?:现|现在)?(?:我的?|我方的?|本人的?)?(?:主要|具体)?(?:投诉)?(?:诉求|要求|请求)(?:有[一二两三四五几]点)?(?:是|为|如下)?"
)
_FURTHER = re.compile("[二三四五六2-6](?:、|是|要|必须|请|退|赔|换|补|道歉|更换|解|修)")
"""The next item of what is asked for, though no mark stands behind its number."""


class Sections:
    """Lines of each section; those of the story with the place of the draft they came from."""

    def __init__(self) -> None:
        self.story: list[tuple[Span, str]] = []
        self.contact: set[Span] = set()
        """Those of the story that tell of talks with the other side."""
        self.demand: list[str] = []
        self.evidence: list[str] = []
        self.notice: list[str] = []
        self.buried: list[str] = []
        """Demands in the middle of a story, for drafts that have no other."""


def sections_of(draft: Draft, facts: Sequence[Fact], shown: Shown, trade: Sequence[Fact], notice: str) -> Sections:
    """Every clause that is left after the edits, in the section it belongs to.

    Args:
        draft: the draft.
        facts: what it states.
        shown: the draft after its edits.
        trade: the facts that stand in the transaction already.
        notice: the announcement of a lawful step; it goes to the end of the demand.
    """
    dealer = _Dealer(shown, frozenset(f.span for f in trade), notice)
    mode, closed = "", False
    facts = sorted(facts, key=lambda f: f.span.start)
    last = _last(draft, shown, facts)
    for sentence in draft.sentences:
        pieces = [p for p in pieces_of(draft, sentence) if shown.of(p.span).strip()]
        if not pieces:
            continue
        first, mark = clean(shown.of(pieces[0].span)), shown.of(pieces[0].mark).strip()[:1]
        asked = _REQUEST.fullmatch(first) or _WHAT_I_ASK.fullmatch(first)
        heading = _HEADING.get(first) or ("demand" if asked and mark in _COLON else "")
        if heading and mark in ("", *_COLON):
            mode, pieces = heading, pieces[1:]
        elif (
            not ITEM.match(shown.of(sentence))
            and not (mode == "demand" and _FURTHER.match(shown.of(sentence)))
            and draft.text[max(0, sentence.start - 8) : sentence.start].rstrip()[-1:] not in "；;"
        ):
            mode = ""
        closed = closed or _CLOSING.fullmatch(first) is not None
        if closed and len(re.findall("[一-鿿]", shown.of(sentence))) <= _SIGNATURE:
            continue
        here = held(facts, sentence, lambda f: f.span)
        # Who complains is filled into the form, not told here.
        if not pieces or (not mode and introduces(shown.of(sentence), here)):
            continue
        dealer.sentence(pieces, here, mode, closing=sentence.start == last)
    out = dealer.out
    if not out.demand:
        out.demand = out.buried
    return out


def _last(draft: Draft, shown: Shown, facts: Sequence[Fact]) -> int:
    """Where the last sentence begins that is more than evidence."""
    for sentence in reversed(draft.sentences):
        pieces = [p for p in pieces_of(draft, sentence) if shown.of(p.span).strip()]
        told = ((shown.of(p.span).strip(), held(facts, p.span, lambda f: f.span)) for p in pieces)
        if pieces and not all(holds_evidence(words, here) for words, here in told):
            return sentence.start
    return 0


class _Dealer:
    """Deals the clauses out, sentence by sentence."""

    def __init__(self, shown: Shown, listed: frozenset[Span], notice: str) -> None:
        self.shown, self.listed, self.notice = shown, listed, notice
        self.out = Sections()
        heads = [m["n"] for m in _BARE_ITEM.finditer(shown.text)]
        self.row = heads == [str(n) for n in range(1, len(heads) + 1)] and len(heads) > 1

    def sentence(self, pieces: Sequence[Piece], facts: Sequence[Fact], mode: str, *, closing: bool = False) -> None:
        """A demand takes along what belongs to it; what stands around it is the story."""
        rest: list[Piece] = []
        at = 0
        stated = [(self.words(p), held(facts, p.span, lambda f: f.span)) for p in pieces]
        colons = [False, *(self.shown.of(p.mark).strip() in _COLON for p in pieces[:-1])]
        # A date or a name amid a story is a part of it, though the transaction lists it too.
        alone = all(is_label(words, here, self.listed) for words, here in stated)
        # From here on the draft ends with what is asked for.
        last = asks_from([words for words, _ in stated]) if closing else len(pieces)
        while at < len(pieces):
            piece, (words, here), at = pieces[at], stated[at], at + 1
            if _GREETING.fullmatch(words):
                continue
            if self.notice[-_TAIL:] in words:
                if words.startswith("我") and rest and rest[-1].mark.end == piece.span.start:
                    # 再不退款，我将…: the condition goes with it.
                    words = f"{self.words(rest.pop())}，{words}"
                if words not in self.out.notice:
                    self.out.notice.append(words)
            elif mode == "evidence" or (mode != "course" and not PLEA.match(words) and holds_evidence(words, here)):
                while at < len(pieces) and _HANDED_IN.fullmatch(self.words(pieces[at])):
                    words, at = f"{words}，{self.words(pieces[at])}", at + 1
                self.out.evidence.append(re.sub("^并且?", "", clean(words)))
            elif (
                mode == "demand"
                or (
                    asks_for(words, here)
                    and not self.turned(piece, words)
                    and not self.reported(rest, piece, pieces[at : at + _AHEAD])
                )
                or (at > last and not self.out.demand and self.silent(rest))
            ):
                ahead = self.words(rest[-1]) if rest and mode != "demand" else ""
                lead = [rest.pop()] if _CONDITION.match(ahead) or _FIRST.fullmatch(ahead) else []
                run = self.asked(pieces[at:], facts, mode)
                asked = unlinked(self.joined([*lead, piece, *run]))
                self.out.demand.append(_LEAD.sub("", asked))
                at += len(run)
                self.told(rest, facts)
                rest = []
            elif not is_label(words, here, self.listed) or not (alone or colons[at - 1] or is_named(words, here)):
                rest.append(piece)
            elif rest and rest[-1].mark.end == piece.span.start and self.shown.of(rest[-1].mark).strip() in _COLON:
                # 商品： with its value
                rest.pop()
        self.told(rest, facts)

    def words(self, piece: Piece) -> str:
        return self.shown.of(piece.span).strip()

    def turned(self, piece: Piece, words: str) -> bool:
        """Whether a question of the story was turned into a request for its reason: it stays where it stood."""
        return words.startswith(_EXPLAIN) and _EXPLAIN not in piece.of(self.shown.text)

    def reported(self, before: Sequence[Piece], piece: Piece, following: Sequence[Piece]) -> bool:
        """Whether what is asked for was said or answered then: it is a part of the story."""
        said = before and before[-1].mark.end == piece.span.start and _SAID.search(self.words(before[-1]))
        vain = _VAIN.fullmatch(self.words(following[0])) if following else None
        others = wish_of_others(self.words(piece), [self.words(p) for p in following])
        return bool(said or vain or others) or any(_ANSWERED.match(self.words(p)) for p in following)

    def silent(self, before: Sequence[Piece]) -> bool:
        """Whether the clause before does not say what follows."""
        return not before or SAYING.search(self.words(before[-1])) is None

    def asked(self, pieces: Sequence[Piece], facts: Sequence[Fact], mode: str) -> list[Piece]:
        """The clauses that go on with a demand."""
        run = []
        for piece in pieces:
            words = self.words(piece)
            if self.notice[-_TAIL:] in words:
                break
            more = _GOES_ON.match(words) or any(f.kind == "demand" for f in held(facts, piece.span, lambda f: f.span))
            # What is short and tells nothing is one more thing asked for: 要求赔偿，改善服务.
            plain = len(words) <= _SHORT and not _TELLS.search(words) and not any(c.isdigit() for c in words)
            if mode != "demand" and not more and not plain and not goes_on(words):
                break
            run.append(piece)
        return run

    def told(self, pieces: Sequence[Piece], facts: Sequence[Fact]) -> None:
        """Clauses of the story, a fact a sentence."""
        for part in self.sentences(pieces, facts):
            words = self.joined(part)
            if says_nothing(words) or _LIST_AHEAD.fullmatch(words):
                continue
            span = Span(part[0].span.start, part[-1].span.end)
            asked = [f for f in held(facts, span, lambda f: f.span) if f.kind == "demand"]
            around = [(asking(words, f.text), led(words, f.text)) for f in asked if f.text in words]
            self.out.buried += [
                text
                for text, near in around
                if REMEDIES.search(text) and ASKING.search(near) and not REFUSED.search(near)
            ]
            self.tell(span, words)

    def sentences(self, pieces: Sequence[Piece], facts: Sequence[Fact]) -> Iterator[list[Piece]]:
        """The pieces in sentences: where the rewrite put a full stop, and where else a fact ends."""
        at = 0
        for n, piece in enumerate(pieces, 1):
            if n == len(pieces) or self.shown.of(piece.mark).strip() == "。":
                yield from a_fact_a_sentence(pieces[at:n], self.words, facts)
                at = n

    def tell(self, span: Span, words: str) -> None:
        """One line of the story; what leans on the line before it stands beside it."""
        story, talk = self.out.story, bool(_CONTACT.search(words) and not _BUYING.search(words))
        link = _LEANS_BACK.match(words)
        if link and story and self.follows(story[-1], span, words):
            before, said = story.pop()
            talk = talk or before in self.out.contact
            span, words = Span(before.start, span.end), f"{said}，{words}"
        elif link and link.end() < len(words) - 2:
            words = words[link.end() :]
        story.append((span, words))
        if talk:
            self.out.contact.add(span)

    def follows(self, line: tuple[Span, str], span: Span, words: str) -> bool:
        """Whether a clause stands right behind a line of the story, and both are no more than a sentence."""
        before, said = line
        gap = self.shown.text[before.end : span.start]
        near = len(gap) <= _GAP and "\n" not in gap and not re.search("[一-鿿]", gap)
        return near and said[-1:] not in "？?】" and len(said) + len(words) <= _SENTENCE

    def joined(self, pieces: Sequence[Piece]) -> str:
        """The clauses of one sentence with their own marks, one mark at the end."""
        shown = self.shown
        words = [self.words(p) for p in pieces]
        marks = [shown.of(p.mark) for p in pieces[:-1]]
        out = "".join(
            one + (mark.strip() or ("，" if _parts(mark, one, other) else ""))
            for one, mark, other in zip(words, marks, words[1:], strict=False)
        )
        out += words[-1]
        if self.row and self.shown.text[max(0, pieces[0].span.start - 1) : pieces[0].span.start] in ("", "\n"):
            out = _BARE_ITEM.sub("", out, count=1)
        link = LEADING_LINK.match(out)
        if link and link.end() < len(out) - 2 and not self.out.story:
            # Nothing stands before it that it could be linked to.
            out = out[link.end() :]
        last = shown.of(pieces[-1].mark).strip()[:1]
        return clean(re.sub(r"[，,、]\s*[，,、\s]+", "，", out)) + (last if last and last in "？?" else "")


def _parts(mark: str, before: str, after: str) -> bool:
    """Whether white space parts two clauses, and not the words of one: 作为 消费者."""
    return "\n" in mark or not leans(before, after)
