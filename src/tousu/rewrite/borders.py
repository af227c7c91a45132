"""Where one clause ends and the next begins: what only opens a clause, what waits for more, what leans."""

from __future__ import annotations

from tousu import patterns as re

MARK = re.compile(r"[，。；！？：,;!?…~～]+|(?<![0-9])\.(?![0-9])")
DATE = r"(?:于|在|到|从)?(?:[0-9]{2,4}年)?[0-9]{1,2}(?:月|[./-](?=[0-9]))"
_OPENS = re.compile(
    f"(?:{DATE}|我(?!国)|本人|他们?(?!们)|她|商家|卖家|店家|客服|平台|快递|对方|但是?|可是|结果(?!是)|所以|因此|因为|由于|于是|后来|然后|随后|之后|"
    "现在|目前|至今|到现在|当时|当天|第[一二三四五六七八九十][天次]|昨天|今天|前天|希望|要求|请(?!假|客)|恳请|望|再次|而且|并且|还有|另外|"
    "如果|要是|害|导致|让|没想到|谁知|联系|打电话|问|说)"
)
"""What only begins a clause."""
_SAYS = re.compile("[了过着没不未无已曾将是有说买收发退换给要能会打找坏让叫等到看付订修拆送寄查写骂拒推]")
_WAITS = re.compile(
    "(?:[的是在和与及对把被给跟从向为于叫让使将由以或很太更最这那每第各该共约说称问]|(?<![没有未收拿找等看])到|作为|关于|根据|因为|由于|虽然|如果|一个|非常|特别|发现|要求|承诺|同意|拒绝|显示|导致|名称|编号|单号|号码|金额|型号|规格|颜色)$"
)
"""A clause that waits for what follows."""
_LEANS = re.compile("[的地得着们吗呢吧啊呀个件次元块天日号年]|了(?!解)|过(?![了去来几一])|月(?!底|初)")
"""What can't begin a clause."""
_COUNTED = re.compile("[一二三四五六七八九十0-9]")
HAN = re.compile("[一-鿿]")


def border(before: str, after: str, *, likely: bool = False) -> bool:
    """Whether two stretches are two clauses, certainly or ``likely``."""
    words, after = MARK.split(before)[-1].strip(), MARK.split(after)[0].strip()
    if _COUNTED.search(words[-1:]) and _COUNTED.match(after[:1]):
        return False
    if len(words) < 3 or len(after) < 3 or leans(words, after):
        return False
    if likely:
        return HAN.match(words[-1]) is not None
    if not _SAYS.search(words):
        return False
    return _OPENS.match(after) is not None or (len(words) >= 5 and len(after) >= 4 and _SAYS.search(after) is not None)


def begins_clause(text: str, at: int) -> bool:
    """Whether what stands at ``at`` only begins a clause."""
    return _OPENS.match(text, at) is not None


def waits(words: str) -> bool:
    """Whether a stretch needs what follows it."""
    return _WAITS.search(words) is not None


def leans(before: str, after: str) -> bool:
    """Whether one of two stretches is a part of the other: 作为 消费者, 退款 的."""
    return waits(before) or _LEANS.match(after) is not None
