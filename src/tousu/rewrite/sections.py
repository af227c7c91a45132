"""Which section of the statement each clause of the cleaned draft belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tousu.draft import Draft
from tousu.results import Fact
from tousu.rewrite.grammar import LEADING_LINK, says_nothing
from tousu.rewrite.pieces import Piece, pieces_of
from tousu.spans import Edit, Span, held

_LONGEST_DEMAND = 45
_GREETING = re.compile(
    "(?:尊敬的|敬爱的|亲爱的|各位|您好|你好|大家好|此致|敬礼|谢谢|感谢|拜托|麻烦您?了|以上|祝好)[^，,。；;！!？?\n]{0,14}"
)
_HEADINGS = {
    "demand": "诉求 我的诉求 要求 请求 请求事项 投诉要求 投诉诉求 诉求如下 处理要求 希望",
    "evidence": "证据 附件 附 已提供 现有证据 证据材料 证据清单 附图 材料",
    "course": "事实 情况 经过 问题 投诉事项 事实经过 事情经过 情况说明 订单信息 投诉内容 补充 说明",
}
_HEADING = {word: section for section, words in _HEADINGS.items() for word in words.split()}
_ASKING = re.compile(
    "要求|请|希望|诉求|恳请|望|必须|我要|给我|退我|赔我|还我|补我|需要|请求|最好|尽快|要么|应(?:当|该)?(?:退|赔|换|补)"
)
_REFUSED = re.compile(
    "不给|不予|不肯|不同意|拒|驳|不让|没给|没有给|说好|承诺|答应|[说称]|回复|表示|告知|不能|不退|不换|不赔|过了|已经|第[一二三]次|申请了|邀请|请假|请问|请示|宴请|[要让]我(?!方)"
)
_CONDITION = re.compile("(?:如果?|若|倘若|依据|根据|按照?|鉴于|综上|为此|现|特|因此|所以)[^，,。；;]{0,30}$")
_HOLDING = re.compile(
    "有|附|见|都在|还在|留着|留了|留存|存了|存着|拍了|录了|为证|提供|保存|齐|均已|整理|"
    "截了|截图|可查|可以查|录音|照片|视频|在手|在此|传了|上传"
)
_NOT_HOLDING = re.compile('没有|没|未|不|无|写|说|显示|要求|让|提示|[“「"]')
_CONTACT = re.compile(
    "(?:联系|沟通|协商|反馈|反映|询问|咨询|交涉|打.{0,8}电话|拨打|申请(?:了)?(?:售后|平台|客服|介入)|找.{0,6}(?:客服|商家|卖家|平台|快递)|问(?:了)?(?:客服|商家|卖家|平台|快递))"
    "|(?:客服|商家|卖家|店家|平台|快递员?|老板|售后|销售|对方|厂家|师傅)[^，,。；;]{0,10}(?:说|称|回复|答复|回我|表示|拒绝|不同意|不理|推给|推脱|驳回)"
)
_BUYING = re.compile("买|下单|购|拍下|订了|预订|报名|充值|办了|花[0-9一二三四五六七八九十两几]|签了|租")
_ITEM = re.compile(r"\s*(?:[0-9]{1,2}[.、．)）](?![0-9])|[-*·•]|[（(]?[一二三四五六七八九][)）、])\s*")
_LABEL = re.compile(
    r"(?:我的|我|该|购买|[一-鿿A-Za-z]{0,6}(?:号码?|编号|单号|平台|店铺|商家|商品|名称|金额|付款?|付|价格|快递|物流|公司|渠道|产品|型号|订单|运单|"
    r"合计|总价|共计?|下单时间|下单日期|购买时间|购买日期|付款时间|支付时间))?[：:是为]?\s*"
)


_COLON = ("：", ":")
_REQUEST = re.compile("(?:请求?|要求|恳请|望|希望)[一-鿿]{0,6}")
_PERSONAL = frozenset(("person", "id_number", "phone", "address", "email"))


def _introduces(words: str, here: Sequence[Fact]) -> bool:
    """投诉人：…，联系电话：…: nothing but the person, with labels."""
    if not here or any(f.kind not in _PERSONAL for f in here):
        return False
    for fact in here:
        words = words.replace(fact.text, "")
    return len(re.findall("[一-鿿]", words)) <= 4 * len(here) + 2


class Shown:
    """Pieces of the draft as the rewrite shows them."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self.text = text
        self.edits = sorted(edits, key=lambda e: e.span)
        self._starts = [e.span.start for e in self.edits]
        self._widest = max((e.span.end - e.span.start for e in self.edits), default=0)

    def of(self, span: Span) -> str:
        """The text of ``span`` after the edits; an insertion belongs to what stands before it."""
        if not self.edits:
            return self.text[span.start : span.end]
        out, at = [], span.start
        low = bisect_left(self._starts, span.start - self._widest)
        for edit in self.edits[low : bisect_right(self._starts, span.end)]:
            start, end = edit.span
            inserted = start == end and span.start < start <= span.end
            if not inserted and (start >= span.end or end <= span.start):
                continue
            out.append(self.text[at : max(at, start)])
            if start >= span.start:
                out.append(edit.replacement)
            at = max(at, min(end, span.end))
        out.append(self.text[at : span.end])
        return "".join(out)


@dataclass
class Sections:
    """Lines of each section; those of the story with the place of the draft they came from."""

    course: list[tuple[Span, str]] = field(default_factory=list)
    contact: list[tuple[Span, str]] = field(default_factory=list)
    demand: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    notice: list[str] = field(default_factory=list)


def sections_of(draft: Draft, facts: Sequence[Fact], shown: Shown, trade: Sequence[Fact], notice: str) -> Sections:
    """Every clause that is left after the edits, in the section it belongs to.

    Args:
        draft: the draft.
        facts: what it states.
        shown: the draft after its edits.
        trade: the facts that stand in the transaction already.
        notice: the announcement of a lawful step; it goes to the end of the demand.
    """
    out = Sections()
    mode = ""
    listed = frozenset(f.span for f in trade)
    facts = sorted(facts, key=lambda f: f.span.start)
    for sentence in draft.sentences:
        pieces = [p for p in pieces_of(draft, sentence) if shown.of(p.span).strip()]
        if not pieces:
            continue
        first, mark = _clean(shown.of(pieces[0].span)), shown.of(pieces[0].mark).strip()[:1]
        heading = _HEADING.get(first) or ("demand" if _REQUEST.fullmatch(first) and mark in _COLON else "")
        if heading and mark in ("", *_COLON):
            mode, pieces = heading, pieces[1:]
        elif not _ITEM.match(shown.of(sentence)) and draft.text[: sentence.start].rstrip()[-1:] not in "；;":
            mode = ""
        here = held(facts, sentence, lambda f: f.span)
        # Who complains is filled into the form, not told here.
        if not pieces or (not mode and _introduces(shown.of(sentence), here)):
            continue
        _sentence(pieces, here, shown, listed, mode, notice, out)
    if not out.course:
        out.course, out.contact = out.contact, []
    return out


def _sentence(
    pieces: Sequence[Piece],
    facts: Sequence[Fact],
    shown: Shown,
    listed: frozenset[Span],
    mode: str,
    notice: str,
    out: Sections,
) -> None:
    """Deal the clauses of one sentence out: a demand takes what follows it along."""
    rest: list[Piece] = []
    for at, piece in enumerate(pieces):
        words = shown.of(piece.span).strip()
        here = held(facts, piece.span, lambda f: f.span)
        if _GREETING.fullmatch(words):
            continue
        if words.startswith(notice[:6]):
            if notice not in out.notice:
                out.notice.append(notice)
            break
        if mode == "evidence" or (mode != "course" and _holds_evidence(words, here)):
            out.evidence.append(_clean(words))
        elif mode == "demand" or _asks_for(words, here):
            lead = [rest.pop()] if rest and mode != "demand" and _CONDITION.match(shown.of(rest[-1].span)) else []
            out.demand.append(_joined([*lead, *_until_notice(pieces[at:], shown, notice)], shown))
            if any(shown.of(p.span).strip().startswith(notice[:6]) for p in pieces[at:]):
                out.notice.append(notice)
            break
        elif not _is_label(words, here, listed):
            rest.append(piece)
        elif rest and rest[-1].mark.end == piece.span.start and shown.of(rest[-1].mark).strip() in ("：", ":"):
            # 商品： with its value
            rest.pop()
    if not rest:
        return
    words = _joined(rest, shown)
    if says_nothing(words):
        return
    line = (Span(rest[0].span.start, rest[-1].span.end), words)
    long_demands = [f for f in facts if f.kind == "demand" and len(words) > _LONGEST_DEMAND and f.text in words]
    asked = [(f.text, _around(words, f.text)) for f in long_demands]
    out.demand += [text for text, around in asked if _ASKING.search(around) and not _REFUSED.search(around)]
    (out.contact if _CONTACT.search(words) and not _BUYING.search(words) else out.course).append(line)


def _until_notice(pieces: Sequence[Piece], shown: Shown, notice: str) -> list[Piece]:
    out = []
    for piece in pieces:
        if shown.of(piece.span).strip().startswith(notice[:6]):
            break
        out.append(piece)
    return out


def _around(words: str, part: str) -> str:
    """The part with the few words before it."""
    at = words.find(part)
    return words[max(0, at - 6) : at + len(part)]


def _asks_for(words: str, here: Sequence[Fact]) -> bool:
    demands = [f for f in here if f.kind == "demand"]
    if not demands or _REFUSED.search(words) or len(words) > _LONGEST_DEMAND:
        return False
    covered = sum(len(f.text) for f in demands)
    return _ASKING.search(words) is not None or covered * 10 >= len(words) * 7


def _holds_evidence(words: str, here: Sequence[Fact]) -> bool:
    if not any(f.kind == "evidence" for f in here) or any(f.kind == "date" for f in here):
        return False
    return len(words) < 30 and _HOLDING.search(words) is not None and not _NOT_HOLDING.search(words)


def _is_label(words: str, here: Sequence[Fact], listed: frozenset[Span]) -> bool:
    """订单号 with its number alone: it stands in the transaction."""
    if not here or len(words) > 60 or any(f.span not in listed for f in here):
        return False
    bare = words
    for fact in here:
        bare = bare.replace(fact.text, "\0")
    head, _, tail = bare.partition("\0")
    return (
        _LABEL.fullmatch(head) is not None
        and not tail.strip("\0 复制xX×1个件")
        and not re.search("[我买在了到日]", head)
    )


def _joined(pieces: Sequence[Piece], shown: Shown) -> str:
    """The clauses of one sentence with their own marks, one mark at the end."""
    out = "".join(shown.of(p.span).strip() + (shown.of(p.mark).strip() or "，") for p in pieces[:-1])
    out += shown.of(pieces[-1].span).strip()
    link = LEADING_LINK.match(out)
    if link and link.end() < len(out) - 2:
        out = out[link.end() :]
    last = shown.of(pieces[-1].mark).strip()[:1]
    return _clean(re.sub(r"[，,、\s]{2,}", "，", out)) + (last if last and last in "？?" else "")


def _clean(words: str) -> str:
    return (
        _ITEM.sub("", words, count=1).strip("，,、；;：: 　\n。")
        if _ITEM.match(words)
        else words.strip("，,、；;：: 　\n。")
    )
