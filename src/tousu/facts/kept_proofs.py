"""Proofs that no noun of the lists gives away, by what somebody did with them: 袋子我拍了, 铁丝留着没扔, 合同第二页.

Also papers and pictures that stand for themselves between two stops: 门诊病历、缴费单，…
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.rulebook import Hits, Owner
from tousu.spans import Span, without_overlaps
from tousu.stretches import STOPS as _END
from tousu.stretches import Confined

_STOP = rf"(?=\s?[{_END}、]|\s?$|\s[^a-z0-9])"
# 袋子我拍了, 下雨那段录像倒出来了, 缺口比着尺子照了: what was pictured, saved or kept.
_RECORDED = re.Signed(
    rf"(?:^|(?<=[{_END}\s、”]))(?P<what>[^{_END}\s、]{{0,12}}?)(?P<done>拍了(?:照片?|视频|像|下来|一段|一圈|两张|几张|一张)?|照了相?|照过相|拍照了|拍下来了|录了(?:像|屏|音|下来|视频|一段)|录着[的呢]?|拍着呢?|自动录的?|截了[图屏]?|截下来了|截屏了|拍了一段"
    rf"|截图了|存了[图档]?|存着呢?|保存了|下载了|打印了|拷了一份|留着呢?|收着[呢了]?|没[扔撕删]|封着没扔|没扔掉?|圈了红|照的|对着录的){_STOP}",
    ("拍", "照", "录", "截", "存", "下载", "打印", "拷", "留着", "收着", "没扔", "没撕", "没删", "圈了"),
)
_NOT_THEIRS = re.compile(
    "客服|卖家|商家|店家|对方|骑手|快递|他们|平台|警察|民警|[没不](?![扔撕删])|要求?|让|叫|钱|款|卡里|押金|元|块$|电话|号码|身份证|护照|寄存|行李|给我|我妈|体检|没收|老板|司机|网上|广告|婚纱|照片里|塑封|车$|孩子的?名字"
)
# 合同第二页, 协议第三条: where it stands.
_CLAUSE_OF = re.Signed(
    r"(?:合同|协议|手册|规则|条款|章程|保单|说明书)第?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:页|条|款)", "页条款"
)
# 单子上有公章, 收条盖了章, 验收的人签了字.
_SIGNED = re.Signed(
    rf"(?:^|(?<=[{_END}\s、]))(?P<what>[^{_END}\s不没要让]{{0,6}}(?:单子?|条子?|收据|合同|协议|票据?|表|函|字据|本子?)(?:上|背面|底下)?)(?:有|盖着?|盖了|签了?|写了|画了)(?:他们?|我|店|红|公|站长|师傅|经理|老板|的)*(?:印?章|签字|签名|名字?|字){_STOP}",
    "章字名",
)


def find_recorded(draft: Draft) -> Iterator[Span]:
    """What somebody pictured, saved, kept or had signed."""
    return (span.shifted(start) for start, span in _RECORDS(draft))


def _recorded(text: str) -> tuple[Span, ...]:
    """The same between two stops."""
    out = []
    for m in _RECORDED.finditer(text):
        if (
            not _NOT_THEIRS.search(m["what"])
            and m["what"] not in _BARE
            and not (m["what"] == "" and m["done"] in _BARE_DONE)
        ):
            start = m.start() if _WHEN.fullmatch(m["what"]) is None else m.start("done")
            out.append(Span(_OF.match(text, start).end(), m.end()))  # type: ignore[union-attr]  # it matches nothing at least
    out += (Span(*m.span()) for m in _PAPER.finditer(text) if not _NO_NAME.search(m["of"]))
    return (*out, *(Span(*m.span()) for shape in (_CLAUSE_OF, _SIGNED) for m in shape.finditer(text)))


_RECORDS = Confined(_recorded)


# 我寄出前拍了视频: who and when are no thing that was pictured, and the picture is what is named.
_WHEN = re.compile("(?:我们?|本人|当时|当场|现场|已经?|都|也|[^，,我]{1,5}[前时后])+")
_OF = re.compile("(?:[拍录存]了(?=视频|照片))?")
_BARE = frozenset({"已", "已经", "都", "也", "还", "没吃", "我剪了"})
# 客服让拍，拍了: of what is not said.
_BARE_DONE = frozenset({"拍了", "没扔", "没撕", "没删", "存了", "打印了", "下载了", "留着", "还拍了照"})
# What goes before a noun of proof in a list of them holds no verb.
_BARE_BEFORE = re.compile(rf"(?:^|[{_END}、\s和及与跟])(?P<of>[^{_END}、\s和及与跟]{{0,10}})$")
_NO_NAME = re.compile(
    "[了说要让请没不无是就才把被叫看出开补交提想能会需等凭按签发拿传删查调寄做打问找给去来用靠只里完指复贴粘夹裹有附我]"
    "|上面|复制|因为|一张$|假|他们|客服|商家|卖家|对方|平台|宣传|详情"
)
_ITEM_ENDS = re.compile(
    r"(?:[一二三四五六七八九十两几]{1,3}[张份段条页个])?(?=[，,。；;！!？?\n、]|\s|$|(?:都|也|全)?(?:有|在|齐|拍|留|存|附))"
)
_LEAST_ALONE = 2
# 送修单, 运费条, 回函: what such words end is a paper, whatever it is called; where it says something it is at hand.
_PAPER = re.Signed(
    rf"(?:^|(?<=[{_END}、\s和]))(?P<of>[^{_END}、\s和]{{1,7}}?)(?P<paper>(?<![下订菜买简名黑孤的接关免运面戏节床货])单(?:子|据)?|(?<=[费收押欠纸字便])条|条子|回函|公函|裁定书?|判决书|小结|联名信|底联|(?<=[线迹热果纸结录])图|诊断|转账|缝针单"
    rf"|(?<=[款话天])页面)(?:[一二两三四五六七八九十0-9]{{1,3}}[张份段条页]|(?:都|也|还|全)*(?:有|在|齐)(?=[{_END}\s]|$)|(?=[{_END}、\s]|$)"
    rf"|(?=(?:上|背面|里|底下)?(?:写[着的明了]|印[着的]|标着|盖着|注明|有(?:他|她|我|师傅|店|公)*(?:签字|签名|章|名字))))",
    ("单", "条", "函", "裁定", "判决书", "小结", "联名信", "底联", "图", "诊断", "转账", "页面"),
)


def papers_in(hits: Hits) -> list[Span]:
    """Whatever paper or picture is named, the longest of names that overlap."""
    spans = (
        *hits.get(Owner("lexicons", "evidence_more", "word"), ()),
        *hits.get(Owner("lexicons", "evidence_words", "word"), ()),
    )
    return without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start))


def find_listed_alone(text: str, papers: Sequence[Span]) -> Iterator[Span]:
    """Papers and pictures that fill an item of a list: 急诊单、弹开的视频."""
    for span in papers:
        ends = _ITEM_ENDS.match(text, span.end)
        if not ends or span.end - span.start < _LEAST_ALONE or text[span.start] in _VERBS or span.of(text) in _SELDOM:
            continue
        before = _BARE_BEFORE.search(text, max(0, span.start - 11), span.start)
        if before and not _NO_NAME.search(before["of"]):
            yield Span(before.start("of"), ends.end())


_VERBS = "拍录截"
_SELDOM = frozenset(
    {
        "包装",
        "说明书",
        "实物",
        "通知",
        "公告",
        "公示",
        "机票",
        "车票",
        "聊天",
        "记录",
        "朋友圈",
        "回放",
        "海报",
        "传单",
        "短信",
        "电话",
        "证据",
    }
)
