"""A run of clauses cut into sentences of one fact each, where Chinese can be cut without a word being changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tousu import patterns as re
from tousu.results import Fact
from tousu.rewrite.grammar import PLEASE, WISH_LEAD
from tousu.rewrite.pieces import Piece
from tousu.spans import held

_LONG_ENOUGH = 45
_SHORTEST, _FULL, _TOPIC_FULL, _LONG = 16, 26, 30, 40
"""A sentence of so many code points may end where time goes on, where somebody else acts, where a topic opens; a long
one even before a contrast or the next step."""
_LAST = 8
"""Fewer code points than these are no sentence at the end."""

_NEXT = re.compile(
    "(?:后来|之后|随后|接着|第[二三四五0-9]+[天次日]|次日|隔天|当天|当晚|现在|目前|至今|截至|到现在|直到|最后|最终|同时|另外|此外|"
    "今天|昨天|前天|今早|昨晚|这几天|过了|事后|再次|(?:[在于](?:[0-9]{1,2}|[元一二三四五六七八九十]{1,2})|元)月(?:[0-9一二三四五六七八九十]{1,3}[号日]|份|底|初))"
    "(?!的|是)"
)
_THEN = re.compile("然后(?![还又再就都]|的|是)")
_NTH = re.compile("第[一二三四五六七八九0-9]+[天次日回]")
"""What is told of one time after the other stays together: 第一次说扔了，第二次说找到了."""
_OTHERS = (
    "客服|商家|卖家|店家|店里|平台|快递员?|对方|他(?!们的|的|人)|她(?!们的|的)|老板|店员|店长|销售|师傅|经理|厂家|厂里|售后|物业|前台|医生|"
    "[4四][sS]店|工作人员|负责人|维修[员工]|司机|骑手|校长|老师|教练|房东|中介|主播|公司|学校|机构|酒店|银行|驿站"
)
_WHO = re.compile(
    f"(?:我(?!的|国)|本人|结果(?!是)|{_OTHERS})(?!们?[^，,]{{0,2}}(?:也|却|就|才|都|还|又|更|根本|从来|明明|压根|并[不没]))"
)
_GOES_ON = re.compile(
    f"(?:但是?|可是(?!说)|不过(?!是|了)|然而|所以|因此|于是|(?:我(?!的|国)|本人|{_OTHERS})们?(?!才)|"
    "(?:再|又)?(?:去(?!年|世|掉)|找(?!到|不|回)|打(?:了|过)?(?:电话|客服|[^，,]{0,6}电话)|联系(?!不|人)|咨询|询问|投诉|经(?!常|过|理|济)|跑(?:去|到|了))[^，,]{2})"
)
"""A contrast, a consequence, what was done next."""
_NOT_ME = re.compile(f"{_OTHERS}|这|该|结果")
_TOPIC = re.compile(
    "(?:这(?!样|么|里|边|种时候|些天|时)|该(?!不|说|怎|死|换|退|有|给|走|去)|由于|据(?!说)|没想到|没有想到|谁知道?(?!道)|每次|平时|整个|本来|至于)"
)
"""What opens a topic of its own."""
_SAID_THAT = re.compile("说|称(?!重|量)|讲|表示|告知|告诉|回复|答复|承诺|答应|通知|解释|认为|觉得|写|要求|提示|规定|问")
"""Words of somebody, which may go on in the clause behind them."""
_OPEN = re.compile(
    "因为?(?!此)|由于|(?:所以|因此)?(?:我们?)?为了|虽然?|尽管|如果?|若|要是|只要|只有|既然|不但|不仅|当(?!天|晚|时|场|日)|等(?!了)|为了|除了|无论|不管|即使|哪怕|自从|从(?!未|来|没)|"
    "一旦|关于|对于|根据|按照|鉴于|经过?|在.{0,8}(?:情况|时候|期间|过程)"
)
_WHEN = re.compile(
    "(?:(?:一直|直)?[等拖]?到|至|截至|截止|在|于|从|自|不到|将近|快)?(?:目前|现在|今天|今年|去年|大概|大约|整整|[0-9一二两三四五六七八九十半几个多年月日号天周时午早晚上中下旬初底左右分点钟.:-]|星期|小时|时间|期间)+(?:了|前后)?"
)
"""Nothing but a time."""
_NAMED = re.compile("(?:这[种个样台辆家些]|那[种个家]|该|此)[^，,了过着没不有是]{1,8}")
"""Nothing but what is spoken of: 这种质量的锅."""
_SAYING_TO = re.compile("(?:说|告诉我|威胁我?)(?:你|您|如果|要是|再)")
_FIRST_HALF = re.compile("虽然?|尽管|固然|不但|不仅|不光|因为|由于")
_OTHER_HALF = re.compile("但|可|却|而|还|也|所以|因此|导致")
_AT_FIRST = re.compile("当初|当时|本来|原本|原来|以前|之前|起初|一?开始|刚开始|说好")
_SO_THAT = re.compile("(?:就是|是)为了")
_IN_THE_END = re.compile("现在|如今|结果|后来|最后|目前")
"""What was once, against what is now: one sentence."""
_OPEN_END = re.compile(
    "(?:时|后|前|时候|期间|之下|的话|说是?|称|讲|表示|告知|回复|说好了?|答应|承诺|保证|约定|规定|一?查|查(?:了|过)?(?:记录|询)|一[搜看问试听摸称量算对]|(?:问|询问|咨询|质问|请教)[^，,了过]{1,8}|打开|发现|显示|写着|写的|看到|知道|以为|觉得|认为|问|之间|以来|情况下|上|里|中|[是的让给把对和与])$"
)


def a_fact_a_sentence(
    pieces: Sequence[Piece], words: Callable[[Piece], str], facts: Sequence[Fact]
) -> list[list[Piece]]:
    """The pieces of one sentence, in groups that can be sentences of their own.

    A new one begins with a date or another word of time, or with who acts next, never behind a clause that waits
    for its other half.
    """
    whole = sum(p.span.end - p.span.start for p in pieces)
    if whole < _LONG_ENOUGH:
        return [list(pieces)] if pieces else []
    out: list[list[Piece]] = [[]]
    length = 0
    for at, piece in enumerate(pieces):
        before = words(pieces[at - 1]) if at else ""
        halves = _are_halves(before, words(piece))
        if (
            at
            and not halves
            and _closed(before, pieces[at - 1], piece)
            and _begins(piece, words(piece), before, facts, length)
        ):
            out.append([])
            length = 0
        out[-1].append(piece)
        length += piece.span.end - piece.span.start
    if len(out) > 1 and length < _LAST:
        last = out.pop()
        out[-1] += last
    return out


_CONTRAST = re.compile("(?:但|可(?!以)|而|却|且|不过|反而|毕竟|何况|况且|否则|不然|并(?!不|未|没))")
"""What leans on the clause before it, and begins no sentence."""
_ASKS = re.compile(f"{WISH_LEAD}(?:{PLEASE}|要求(?!我)|希望|恳请|诉求|望(?=[^，,]{{0,8}}(?:部门|平台|处理|解决)))")


def asks_at_last(pieces: Sequence[Piece], words: Callable[[Piece], str]) -> int:
    """Where at the end of a draft that what is asked for begins; 0: nowhere, or it can't be a sentence of its own."""
    if pieces and _ASKS.match(words(pieces[0])):
        return 0
    length = 0
    answered = next((n for n in range(len(pieces) - 1, -1, -1) if _ANSWER.search(words(pieces[n]))), -1)
    for at, piece in enumerate(pieces):
        if at > answered and at and length >= _SHORTEST and _ASKS.match(words(piece)):
            before = words(pieces[at - 1])
            if not _OPEN_END.search(before) and not _OPEN.match(before):
                return at
        length += piece.span.end - piece.span.start
    return 0


_ANSWER = re.compile("拒|没|未|不理|无果|说|称|回复|告知|驳|让我|叫我|[了过]$")
"""What tells how it was answered: then it was asked for in the past."""


def _are_halves(before: str, words: str) -> bool:
    """Whether two clauses are the halves of one sentence."""
    if _FIRST_HALF.search(before) and _OTHER_HALF.match(words):
        return True
    return (_AT_FIRST.match(before) or _SO_THAT.search(before)) is not None and _IN_THE_END.match(words) is not None


def _closed(before: str, piece: Piece, following: Piece) -> bool:
    if (
        len(before) < 4
        or _OPEN.match(before)
        or _WHEN.fullmatch(before)
        or _SAYING_TO.search(before)
        or _OPEN_END.search(before)
    ):
        return False
    return following.span.start - piece.mark.start > 0


def _begins(piece: Piece, words: str, before: str, facts: Sequence[Fact], length: int) -> bool:
    if length >= _LONG and _GOES_ON.match(words) and not _SAID_THAT.search(before) and not _NO_CLAUSE.fullmatch(words):
        return True
    if length < _SHORTEST or _CONTRAST.match(words):
        return False
    if _NEXT.match(words):
        return _NTH.match(words) is None or _NTH.match(before) is None
    named = [f for f in held(facts, piece.span, lambda f: f.span) if f.span.start - piece.span.start <= 2]
    if any(f.kind == "date" for f in named):
        return True
    if length < _FULL or (_NOT_ME.match(words) and _SAID_THAT.search(before)):
        return False
    if _THEN.match(words) or (_WHO.match(words) and not _NO_CLAUSE.fullmatch(words)):
        return True
    return length >= _TOPIC_FULL and _TOPIC.match(words) is not None and _SAID_THAT.search(before) is None


_NO_CLAUSE = re.compile(
    "(?:我们?|他们?|她|对方|客服|商家|卖家|店家|老板)(?:[^，,了过着没]{1,8}的(?:地方|东西|时候|目的地|那[家个天次]|位置|方向)"
    "|[也都就当然便]*(?:不|没有?|未)?(?:同意|接受|答应|愿意|认可|肯|干))"
)
"""A name of something, or no more than a yes or no to the clause before: neither begins a sentence."""
