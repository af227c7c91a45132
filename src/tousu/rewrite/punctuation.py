"""Run-on drafts get the marks that their clauses lack: only where a border is certain, and nothing but marks.

People who type on a telephone put white space where a comma belongs, or nothing. A mark is put in place of white
space between two clauses, before a word that only opens a clause, and at the end of a line of such clauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.results import Fact
from tousu.spans import Edit, Span, SpanSet, apply_edits

RULE = "mending"

_SPACE = re.compile(r"(?<=[一-鿿0-9a-z”」）)】*])[ \t　]+(?=[一-鿿0-9“「（(【])")
_MARK = re.compile(r"[，。；！？：,;!?…~～]+|(?<![0-9])\.(?![0-9])")
_LINE = re.compile(r"[^\n]+")

_DATE = r"(?:于|在|到|从)?(?:[0-9]{2,4}年)?[0-9]{1,2}(?:月|[./-](?=[0-9]))"
_OPENS = re.compile(
    f"(?:{_DATE}|我(?!国)|本人|他们?(?!们)|她|商家|卖家|店家|客服|平台|快递|对方|但是?|可是|结果(?!是)|所以|因此|因为|由于|于是|后来|然后|随后|之后|"
    "现在|目前|至今|到现在|当时|当天|第[一二三四五六七八九十][天次]|昨天|今天|前天|希望|要求|请(?!假|客)|恳请|望|再次|而且|并且|还有|另外|"
    "如果|要是|害|导致|让|没想到|谁知|联系|打电话|问|说)"
)
"""What only begins a clause."""
_SENTENCE = re.compile(f"(?:{_DATE}|后来|随后|现在|目前|希望|要求|恳请|我的(?:诉求|要求)|我要求)")
_SAYS = re.compile("[了过着没不未无已曾将是有说买收发退换给要能会打找坏让叫等到看付订修拆送寄查写骂拒推]")
_WAITS = re.compile(
    "(?:[的是在和与及对把被给跟从向为于叫让使将由以或很太更最这那每第各该共约说称问]|(?<![没有未收拿找等看])到|作为|关于|根据|因为|由于|虽然|如果|一个|非常|特别|发现|要求|承诺|同意|拒绝|显示|导致|名称|编号|单号|号码|金额|型号|规格|颜色)$"
)
"""A clause that waits for what follows."""
_LEANS = re.compile("[的地得着们吗呢吧啊呀个件次元块天日号年]|了(?!解)|过(?![了去来几一])|月(?!底|初)")
"""What can't begin a clause."""
_LINK = re.compile(
    "(?<=[一-鿿]{4})(?<![到在是从说我他她于])(?:到现在|至今|现在)(?!的|是|才|我就)|但是|可是(?!说)|请问|所以(?!说?是)|因此|而且|并且(?![没不未])|(?<![就是正不只]是)(?<![就是正不只])因为(?!此)|后来|然后|"
    "(?<=时候|以后|之后)才(?=发现|知道|告诉|告知)|(?<=[一-鿿]{2})怎么?样才能|"
    "(?<=[一-鿿]{4})属于(?=[一-鿿]{2,8}[吗嘛])|"
    "(?<=[一-鿿]{4})(?<![我们家后才也会就又候再没被未已来是能可以法有的人妈爸婆公友])发现(?=[一-鿿]{4})(?!问题|异常|的)"
)
_PARTY = "客服|商家|卖家|店家|平台|快递员?|对方|老板|师傅|销售|店员|经理|公司|物业|他们"
_TWICE = re.compile(f"(?<=[一-鿿])(?P<who>{_PARTY})(?=(?P=who)(?:[却就也都又还说告回让叫不没一表拒推]))")
"""Whoever stands there twice ends one clause and begins the next: 咨询客服客服却说."""
_COUNTED = re.compile("[一二三四五六七八九十0-9]")
_HAN = re.compile("[一-鿿]")
_SINCE = re.compile(
    "(?<=[^诉知给骗坑打骂害问应复系找换退赔拉限欠到告催加买卖发收扣拿转借要赚吞讹欺宰伤吓偷罚删封冻停砸撞耽误送寄补教帮带]了)"
    "(?=我们?(?!的|国|[0-9一二三四五六七八九十两几百千])|你们(?!的)|他们(?!的)|(?:客服|商家|店家|卖家|老板|师傅|店员|经理|平台|销售|售后|物业)(?!的)|物流|打(?:电话|客服)|现在|结果|联系|都第)|(?<=^[您你]好)(?=[一-鿿]{4})"
)
"""Where a deed is done and somebody else acts."""
_RUN = re.compile(r"(?<![^\s，。；！？：、,;!?…~～])[^\s，。；！？：、,;!?…~～]{18,}")
_NEAR, _REST, _FULL = 8, 5, 24


def punctuated(draft: Draft, facts: Sequence[Fact]) -> list[Edit]:
    """Edits that put in marks, in order of place; none in a fact, in a quotation, or in a line that has its marks."""
    closed = SpanSet([*(f.span for f in facts), *(q.span for q in draft.quotes)])
    quoted = SpanSet(q.span for q in draft.quotes)
    found = [
        *_spaced(draft.folded, closed),
        *_linked(draft.folded, closed),
        *_doubled(draft.text, quoted),
        *_gaps(draft.text, closed),
    ]
    found.sort(key=lambda e: e.span)
    return [*found, *_ended(draft.text, found, closed)]


def _spaced(text: str, closed: SpanSet) -> Iterator[Edit]:
    """White space between clauses of a line that uses it in place of marks."""
    for line in _LINE.finditer(text):
        spaces = [Span(*m.span()) for m in _SPACE.finditer(text, *line.span())]
        marks = len(_MARK.findall(line.group().rstrip()))
        if len(spaces) < 2 or marks * 2 > len(spaces):
            continue
        yield from _borders(text, Span(*line.span()), spaces, closed)


def _borders(text: str, line: Span, spaces: Sequence[Span], closed: SpanSet) -> Iterator[Edit]:
    ends = [*(s.start for s in spaces[1:]), line.end]
    sides = [
        (text[start : space.start], text[space.end : end])
        for start, space, end in zip([line.start, *(s.end for s in spaces)], spaces, ends, strict=False)
    ]
    sure = [border(*side) for side in sides]
    # Who parted clauses by white space twice did so every time.
    often = sum(sure) > (len(spaces) < 3)
    sure = [yes or (often and border(*side, likely=True)) for yes, side in zip(sure, sides, strict=True)]
    sentence, put = line.start, False
    for space, (_, after), yes in zip(spaces, sides, sure, strict=True):
        if not yes or closed.touches(space):
            continue
        full = space.start - sentence >= _FULL and _SENTENCE.match(after) is not None
        yield Edit(space, "。" if full else "，", RULE)
        sentence, put = space.end if full else sentence, True
    end = line.start + len(text[line.start : line.end].rstrip())
    if put and re.match("[一-鿿0-9a-z]", text[end - 1 : end]):
        yield Edit(Span(end, line.end), "。", RULE)


def border(before: str, after: str, *, likely: bool = False) -> bool:
    """Whether two stretches are two clauses, certainly or ``likely``."""
    words, after = _MARK.split(before)[-1].strip(), _MARK.split(after)[0].strip()
    if _COUNTED.search(words[-1:]) and _COUNTED.match(after[:1]):
        return False
    if len(words) < 3 or len(after) < 3 or leans(words, after):
        return False
    if likely:
        return _HAN.match(words[-1]) is not None
    if not _SAYS.search(words):
        return False
    return _OPENS.match(after) is not None or (len(words) >= 5 and len(after) >= 4 and _SAYS.search(after) is not None)


_DOUBLED = re.compile("[，,](?:[ ]*[，,])+|。。+|[，,]+(?:\\s*$|[ ]*。+)|。[，,]+")


def _doubled(text: str, quoted: SpanSet) -> Iterator[Edit]:
    """Commas in a row, a comma at the very end: one mark is enough."""
    for run in _DOUBLED.finditer(text):
        span = Span(*run.span())
        if span.start and not quoted.touches(span):
            ends = "。" in run.group() or span.end == len(text)
            yield Edit(span, "。" if ends else "，", RULE)


def _ended(text: str, found: Sequence[Edit], closed: SpanSet) -> Iterator[Edit]:
    """The full stop that a draft of several clauses, with the marks just found, lacks at its very end."""
    end = len(text.rstrip())
    if not re.match("[一-鿿]", text[end - 1 : end]) or closed.touches((end, end + 1)):
        return
    low = max(0, end - _LAST)
    near = [e._replace(span=e.span.shifted(-low)) for e in found if e.span.start >= low]
    if _ENDLESS.search(apply_edits(text[low:], near).rstrip()):
        yield Edit(Span(end, end), "。", RULE)


_LAST = 120
_ENDLESS = re.compile("[一-鿿0-9][，,。！!？?；;][^\\n，,。！!？?：:；;]{4,}(?<![吗呢])[一-鿿]$")
"""Clauses of which the last lacks its full stop; a name under a letter is none."""


def _gaps(text: str, closed: SpanSet) -> Iterator[Edit]:
    """White space before a mark."""
    for gap in _GAP.finditer(text):
        if not closed.touches(gap.span()):
            yield Edit(Span(*gap.span()), "", RULE)


_GAP = re.compile("(?<=[一-鿿0-9])[ 　]+(?=[，。])")


def begins_clause(text: str, at: int) -> bool:
    """Whether what stands at ``at`` only begins a clause."""
    return _OPENS.match(text, at) is not None


def leans(before: str, after: str) -> bool:
    """Whether one of two stretches is a part of the other: 作为 消费者, 退款 的."""
    return _WAITS.search(before) is not None or _LEANS.match(after) is not None


def _linked(text: str, closed: SpanSet) -> Iterable[Edit]:
    """Words that only open a clause, amid a long run without a mark."""
    for twice in _TWICE.finditer(text):
        if not closed.touches((twice.end() - 1, twice.end() + 1)):
            yield Edit(Span(twice.end(), twice.end()), "，", RULE)
    for run in _RUN.finditer(text):
        last = run.start()
        starts = {m.start() for pattern in (_LINK, _SINCE) for m in pattern.finditer(text, *run.span())}
        for at in sorted(starts):
            if at - last < (_NEAR if text[at - 1] != "好" else 2) or run.end() - at < _REST or closed.touches((at, at)):
                continue
            if text.startswith("所以", at) and "因为" in text[last:at]:
                continue
            if _WAITS.search(text[last:at]) or not _HAN.match(text, at - 1):
                continue
            yield Edit(Span(at, at), "，", RULE)
            last = at
