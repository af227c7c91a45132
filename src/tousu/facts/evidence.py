"""Mentions of evidence that the writer holds; evidence said to be missing is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.kept_proofs import find_listed_alone, find_recorded, papers_in
from tousu.facts.places import Places
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Owner, Rulebook
from tousu.spans import Span, without_overlaps

_HELD_BEFORE = re.compile(
    r"(?:有|附|附上|附件|保留了?|保存了?|留了?|拍了?|截了?|录了?|提供了?|上传了?|我发了?|出具了?|见|凭|持有|手里有|手上有|现有|附有|备有|准备了|调取了?|调了|收到(?=[^，。；！？,;!?\n]{2})|(?<![所可难得加给予用])以|拿出|开了|出了|写了|给了|出示|证据[：:是为]?|和|及|以及|、|与|还有|加上|附了|交了|存了)"
    r"(?:[一两三四五六七八九十几0-9]+[张段份个条页次])?(?:我的|全部|完整|当时|所有|相关|的)?[^，。；！？,;!?\n]{0,8}$"
)
_HELD_AFTER = re.compile(
    r"(?:[、及和与][^，。；！？,;!?、\n]{1,8}?){0,3}[^，。；！？,;!?\n]{0,6}?(?:为证|在手|为凭|都有|都在|齐全|可查|附上|附后|保留|保存|留着|存着|可以提供|可提供|已提供|提交|上传|作证|已附|见附件|在此|也有|有保存|均有|俱全|清楚|显示|如下|答复|[一二两三四五六七八九十0-9]+[张段份])"
)
_DENIED = re.compile(
    r"(?:没有?|无|不|未|拒绝|不肯|丢了|需要|要求?|让我?|要我?|叫我)(?:提供|出具|出示|保留|保存|拍|给|留下|开具|任何|相关|提交)?(?:[一-鿿]{0,2})$"
)
# What is asked for, or what the other side shows, is nobody's evidence yet: 请提供退款凭证, 客服发来的照片.
_NOT_MINE = re.compile(
    r"(?:请|要求|让|叫|责令|必须|需要?|催)[^，。；！？,;!?\n]{0,8}(?:提供|出具|出示|调取?|查看?|给|发|拍|公示|公开|补|上传|提交|核查)[^，。；！？,;!?\n]{0,6}$"
    r"|(?:客服|商家|卖家|店家|对方|骑手|快递员|司机|平台|销售|业务员|小哥|主播|师傅|厂家|他们?|她)[^，。；！？,;!?\n]{0,4}(?:发来?|放|给我?看?|拍了?|拿|p|伪造|上传)[^，。；！？,;!?\n]{0,6}$"
    r"|(?:让|要|叫|需|得|必须)[^，。；！？,;!?\n]{0,10}(?:提供|出|拿|拍|录|交|传|发|补|开|写)[^，。；！？,;!?\n]{0,8}$"
    r"|给我[^，。；！？,;!?\n]{0,2}[录拍写发]$"
    # 提供板材的检测报告, 出一份…: an order that opens its clause.
    r"|(?:^|[，。；！？,;!?\n：:])(?:并|同时|再|还要|还请厂家|请)?(?:提供|出具|出示|公示|给出|出一份|调取)[^，。；！？,;!?\n我]{0,8}$"
    # 拷走我的照片, 删除云端照片: what was taken or is to go.
    r"|(?:拷走|拷贝|删除|删掉|清理|泄露|偷|盗用)[^，。；！？,;!?\n]{0,8}$"
    r"|(?:没有?|未|没法)(?:接到|收到|见到|看到)[^，。；！？,;!?\n]{0,8}$"
    r"|(?:发|群发|收到|接到|天天发)(?:过|的|来|了)?(?:催收|骚扰|诈骗|威胁|一条)?$"
)
_GONE = re.compile("(?:全?都?)?被[^，。；！？,;!?\\n]{0,4}(?:清理|删|清空|泄露|盗用|偷)")
_PROPER = frozenset(
    [
        "报告",
        "包装",
        "视频",
        "照片",
        "图片",
        "监控",
        "短信",
        "邮件",
        "合同",
        "发票",
        "票据",
        "证明",
        "说明书",
        "流水",
        "回执",
        "面单",
        "快照",
        "实物",
        "病历",
        "录像",
        "账单",
        "拍照",
        "拍了照",
        "工单",
        "小票",
        "录音",
        "凭证",
        "原件",
        "合格证",
        "宣传页",
        "书面说明",
        "复印件",
    ]
)


# 合同在我手上, 票我没扔, 语音我一条没删, 收据协议都在律师那里: somebody has it.
_KEPT = re.compile(
    r"(?:[、和及与跟][^，。；！？,;!?、\n]{1,8}?){0,3}(?:我们?|本人|我妈|我爸|家里|平台|店里)?(?:这里|这边|手里|手上)?(?:全部?|都|也|还|均|已经?|就)*"
    r"(?:留[着了存]|存[着了]|保存|保留|收着|在手|在(?:我|律师|派出所)[^，。]{0,2}[手这那]|[一-鿿]{0,2}没[扔删丢]|塑封|截[了图]|拍[了下到]|录[了下到]|有(?:拍|录|截|存)[到了]?"
    r"|给(?:了)?(?:平台|律师|警察|你们?看)|放给|(?:发|传)(?:了|过|给了)?[一二三两四五六0-9]+[次遍]|上传了|提交了|交给了?(?:平台|律师|警方)|可以提供|能提供|齐全|一样不缺|拉出来|为证|为凭|可查"
    r"|有(?=[，,。；;！!？?\s）)]|$)|(?:都|还)在(?=[，,。；;！!？?\s）)]|$)|在(?=[，,。；;！!]|$))"
)
# 发票我也要开, 监控物业说要民警来才给看, 检测报告他们出的: not in the writer's hands.
_NOT_KEPT = re.compile(
    "(?:我也?要|(?:我|还|也)?没有?(?![扔删丢])|不给|不让|要开|没给|他们|对方|物业(?:说|不)|只在|坏了|看不|丢了|被收|被拿|说是|是(?:假|p)|里(?:写|没)|显示异常)|[^，。；]{0,6}(?:才(?:给|能)看|要(?:警察|民警|律师))"
)
_AWAITED = re.compile("(?:等|等着|还没出|没出|不出)$")


def not_held(text: str, span: Span) -> bool:
    """Whether it is said that nobody has it yet, or somebody else."""
    return (
        _NOT_KEPT.match(text, span.end) is not None
        or _AWAITED.search(text, max(0, span.start - 3), span.start) is not None
    )


def _kept(text: str, papers: Sequence[Span]) -> Iterator[Proposal]:
    """Whatever paper or picture it is, where somebody says that he has it."""
    for span in papers:
        before = text[max(0, span.start - 14) : span.start]
        if span.of(text) == "包装" or before.endswith(("从", "按", "按照", "每份", "这份")):
            continue
        if (
            not _KEPT.match(text, span.end)
            or not_held(text, span)
            or _DENIED.search(before)
            or _NOT_MINE.search(before)
        ):
            continue
        yield Proposal("evidence", Span(*span), span.of(text), 0.86, "evidence_words")


def _touching(found: Iterable[Proposal], text: str) -> list[Proposal]:
    """宣传页 + 截图: what touches is one thing."""
    out: list[Proposal] = []
    for p in sorted(found, key=lambda p: p.span):
        touches = bool(out) and out[-1].span.end == p.span.start
        whole = Span(out.pop().span.start, p.span.end) if touches else p.span
        out.append(p._replace(span=whole, value=whole.of(text)))
    return out


def find_evidence(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Evidence words in a clause that says they exist."""
    text = draft.folded
    spans = hits.get(Owner("lexicons", "evidence_words", "word"), ())
    out = []
    for span in without_overlaps(spans, lambda s: s, lambda s: (s.start - s.end, s.start)):
        if span.of(text) in ("包装", "说明书", "实物", "合同", "证据") or text.startswith(_LABELS, span.end):
            continue
        if span.of(text) in _PICTURES and _THEIR_PICTURES.search(text, max(0, span.start - 6), span.start):
            continue
        before = text[max(0, span.start - 14) : span.start]
        if _DENIED.search(before) or _NOT_MINE.search(before) or _GONE.match(text, span.end) or not_held(text, span):
            continue
        clause = draft.clause_at(span.start)
        held = _HELD_AFTER.match(text, span.end) or _HELD_BEFORE.search(before)
        alone = clause.end - clause.start <= span.end - span.start + 4
        if held or alone or span.of(text) not in _PROPER:
            out.append(Proposal("evidence", Span(*span), span.of(text), _HELD if held else 0.6, "evidence_words"))
    papers = papers_in(hits)
    listed = [*_listed(text), *_touching(_kept(text, papers), text)]
    surer = Places(p.span for p in (*listed, *(p for p in out if p.confidence >= _HELD)))
    more = [*find_recorded(draft), *(s for s in find_listed_alone(text, papers) if not not_held(text, s))]
    listed += [Proposal("evidence", s, s.of(text), _HELD, "evidence_words") for s in more if not surer.overlaps(s)]
    places = Places(p.span for p in listed)
    return [*listed, *(p for p in out if not places.overlaps(p.span))]


_HELD = 0.86


# What is a number of it, or the name of a list: 合同号, 凭证：照片.
_LABELS = ("号", "：", ":")
# What the shop shows on its page is what it says, not what the writer can prove.
_PICTURES = frozenset({"图片", "照片", "视频", "宣传页"})
_THEIR_PICTURES = re.compile("(?:他们|商家|卖家|店家|品牌|宣传|商品|产品|展示|上架|主播)(?:的|和|上的)?$")
# 附：协议、排课表、回复邮件。 whatever stands in such a list is evidence.
_LIST = re.Signed(
    r"(?:^|(?<=[。；;，,\n\s】]))(?:附件?|证据|证明材料|证据材料|相关材料|相关证据|材料|佐证|凭证|可提供|可以提供|随附|附上|现有证据|本人持有)"
    r"(?:材料)?(?:如下|有|为|包括)?\s?[：:]\s?(?P<items>[^。\n；;！!？?：:]{2,80})",
    "：:",
)
_ITEM = re.compile(r"(?:[0-9]{1,2}[.．、)）]\s?)?(?P<item>[^、，,和及与/\s（）()]{2,16})")
_NO_ITEM = re.compile("要求|希望|退款|没有|请|无$|我|处理")


def _listed(text: str) -> Iterator[Proposal]:
    """The items of a list that its label calls evidence."""
    for found in _LIST.finditer(text):
        for item in _ITEM.finditer(text, *found.span("items")):
            if _NO_ITEM.search(item["item"]):
                break
            yield Proposal("evidence", Span(*item.span("item")), item["item"], 0.87, "evidence_words")
