"""Clauses that ask, whatever they ask for: 希望厂家召回有问题的车, 把扣走的钱还给我, …并公示收费标准.

A list of remedies never holds all that people ask for. What begins with a word that asks, or goes on from a clause
that did, is a demand by its place; the tagger has a say in it (``merging``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.places import Places
from tousu.facts.proposal import Proposal
from tousu.rulebook import Rulebook
from tousu.spans import Span

_END = "，,。；;！!？?：:\n…"
_OPENS = rf"(?:^|(?<=[{_END}\s、）)\.]))"
_PARTY = (
    "平台|商家|卖家|店家|客服|厂家|厂商|公司|部门|贵司|贵方|你们|您们?|他们?|商户|小二|单位|银行|机构|学校|领导|中心|12315|工商局?"
    "|监管局?|你方|对方|官方|门店|店里|工厂|中介|房东|酒店|驾校|主播|店铺|物业|快递|京东|淘宝|天猫|抖音|拼多多|美团|4s店?"
)
_SOFT = "(?:能够?|可以|尽快|及时|立即|马上|帮忙|帮我|协助|依法|早日|对此|就此|一定|你们|大家|有关|相关)"
# 请平台：一、核实…；二、…: the first of a numbered list.
_ITEM = r"(?:[：:]?\s{0,2}(?:[一二三四五1-9][、.．)）]|[（(][一二三四五1-9][)）])\s?)?"
_CUE = re.compile(
    rf"(?:要求|请求|恳请|恳求|希望|敦促|责令|只想|就想|只是想|我要(?!求)|必须|诉求(?:是|为|如下)?[：:]?|{_OPENS}(?:请(?!问|假|教|客|看|以|示)|麻烦|要么|至少))"
    rf"(?:[^{_END}\s、退换赔补]{{0,10}}?(?:{_PARTY}))?{_ITEM}{_SOFT}{{0,3}}"
)
# 把…还给我: an order, where nobody stands before it.
_TURN = re.Signed(
    rf"{_OPENS}(?:就|至少|请|快|那就|现在|再|还要|另外|并且?|然后|赶紧|马上|立刻|必须|[^{_END}]{{0,8}}必须)?(?P<vp>(?:把|将)[^{_END}]{{1,20}}?(?:还给我|退给我|还我|退[了掉还]|退回来?|给我|停[掉了]|删[掉了]|删除|改回来?|改过来|补[上齐]"
    rf"|换(?:掉|成(?!了))|撤销?|取消|解除|清除|消[掉除]|修好|处理好|说清楚|拿回来|追回|拉走|封了|下架|公开|公示)[^{_END}]{{0,5}})",
    "把将",
)
_DONT = re.Signed(
    rf"{_OPENS}(?:以后)?(?P<vp>(?:别再|不要再|不许再|别)(?:给|打|骚扰|联系|发|催|扣|让|来|推销|欺)[^{_END}]{{0,14}})",
    ("别", "不要再", "不许再"),
)
# 还我公道, 2588请还给我; 贷款利息你们还; 照价赔: what is to be given back or paid, and by whom.
_GIVE = re.Signed(
    rf"{_OPENS}(?P<vp>(?:[0-9][0-9.,]*(?:元|块)?)?(?:请|快|赶紧|必须)?(?:还|退)给?(?:我们?|大家|消费者|老百姓)[^{_END}的]{{0,8}}|(?:照价|按价|双倍|全额|按[^{_END}]{{1,6}}?)赔(?:偿|付)?(?:我|给我)?)",
    ("赔", *(back + whom for back in "还退" for whom in ("给", "我", "大家", "消费者", "老百姓"))),
)
_THEIRS = re.Signed(
    rf"{_OPENS}(?P<vp>[^{_END}]{{1,10}}?(?:费|费用|利息|损失|差价)(?:都|全部?|得|应该?|必须|由)*(?:商家|你们|卖家|他们?|她|ta|平台|对方|店家|厂家|公司|店里)(?:来|全部?|自己)?(?:出|还|承担|付|赔|报销?|负责|掏|补))(?=[{_END}]|$)",
    ("费", "利息", "损失", "差价"),
)
# Orders that also stand in what is told; the tagger has a say in them.
# 按直播说的给我发货, 不然就按三倍赔我: how, and what.
_BY = re.Signed(
    rf"{_OPENS}(?:[^{_END}按]{{0,8}}?(?:就|请|必须|给我))?(?P<vp>按(?!时|期|钮|摩|揭|键)[^{_END}不没无未只才谁]{{1,12}}?(?:赔付|赔偿|赔|退款|退费|退还|退|换货|换|补发|补|发货|发放|兑现|兑换"
    rf"|执行|履行|办)(?:给?我们?)?[^{_END}的了过]{{0,3}})(?=[{_END}]|$)",
    "按",
)
# 赶紧给我催一下, 尽快安排师傅上门.
_HURRY = re.Signed(
    rf"{_OPENS}(?:请|麻烦|你们)?(?:赶紧|赶快|马上|立刻|立即|尽快|尽早|快点|今天之内|[0-9一二两三]天[之以]?内)(?:就|给|必须)?"
    rf"(?P<vp>(?:给我|帮我|把|派|送|安排|发|退|赔|换|修|补|处理|解决|催|查|找|通知|删|停|撤|取消|恢复|安装|重)[^{_END}了过的说]{{1,14}})(?=[{_END}]|$)",
    ("赶", "马上", "立", "尽", "快", "内"),
)
# 多收的三百还我, 押金退给我.
_MINE = re.Signed(
    rf"{_OPENS}(?P<vp>[^{_END}不没未才说只会能让叫肯谁已]{{1,10}}?(?:还|退|补|赔)给?我(?:们|就行|即可|吧)?)(?=[{_END}]|$)",
    ("还我", "还给我", "退我", "退给我", "补我", "补给我", "赔我", "赔给我"),
)
# 退了算了, 三件一起退, 退钱吧.
_LET = re.Signed(
    rf"{_OPENS}(?P<vp>(?:还是|干脆|直接|全部?|都|[^{_END}没不]{{1,4}}一起)?(?:退款|退钱|退货|退费|退|换货|换|赔)(?:了|掉)?(?:算了|得了|吧|就行|即可|拉倒))(?=[{_END}]|$)",
    ("算了", "得了", "吧", "就行", "即可", "拉倒"),
)
# 给个准信, 给一个到货的日期.
_GIVE_ONE = re.Signed(
    rf"{_OPENS}(?:请|麻烦|就|至少|必须|好歹)?(?P<vp>给(?:我们?|大家|消费者)?(?:一?[个份句]|出)[^{_END}了评星的后]{{1,12}})(?=[{_END}]|$)",
    "给",
)
# 重新装一遍, 免费换一台.
_ANEW = re.Signed(
    rf"{_OPENS}(?:请|就)?(?P<vp>(?:重新(?=给我|帮我|[^{_END}]{{1,5}}(?:[{_END}]|$))|免费|全额|原路|原价|如数|整台|整套|全部)(?:给我|帮我|上门)?(?:调|装|修|做|发|寄|换|退|赔|补|测|算|刷|贴|喷|洗|检|查|送|安排|处理|维修|安装|派)[^{_END}了过的后]{{0,10}})(?=[{_END}]|$)",
    ("重新", "免费", "全", "原", "如数", "整"),
)
_TOLD_ORDER = re.compile("客服|商家|卖家|店家|店里|他们?|她|最后|后来|结果|同意|答应|承诺|流程|规定|系统|好评")
_ALSO = re.compile("(?:并且?|同时|以及|另外再?|外加|而且|还要|再|和|或者?|[0-9一二三四五六][.、)）]?)?(?:请|要求)?")
_TELLS = re.compile("^让人|^对方|同意$|客服|[了过]$|的时候|才能|才可以|说要|表示|让我|要我|叫我")
_LEAST, _MOST = 3, 30


def find_asked(draft: Draft, known: Sequence[Proposal], quoted: Places, rulebook: Rulebook) -> Iterator[Proposal]:
    """Demands by their place: behind a word that asks, as an order, or going on from a demand.

    Args:
        draft: the draft.
        known: the demands that words of remedies gave away, in order of place.
        quoted: what others say.
        rulebook: for the verbs that can be asked for.
    """
    verbs = _verbs(rulebook.lexicons["demand_verbs"].words)
    asked = sorted({*_by_cue(draft, verbs), *_orders(draft)})
    asked = [span for span in asked if not quoted.covers(span)]
    sure = [p.span for p in known if p.confidence >= _SURE_ENOUGH and not p.role]
    asked += _going_on(draft, sorted([*asked, *sure]), verbs)
    for span in asked:
        yield Proposal("demand", span, span.of(draft.folded), CLEAR, "demand_clause")
    clear = Places(asked)
    for span in sorted(set(_loose_orders(draft))):
        if not quoted.covers(span) and not clear.overlaps(span):
            yield Proposal("demand", span, span.of(draft.folded), _VETOED, "demand_clause")


CLEAR, _VETOED = 0.86, 0.8
"""How sure a demand is by the shape of its clause: without the tagger, and where the tagger has a say."""
_SURE_ENOUGH = 0.8


@lru_cache(maxsize=4)
def _verbs(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{listed})[^{_END}、]{{0,{_MOST}}}")


def _by_cue(draft: Draft, verbs: re.Pattern[str]) -> Iterator[Span]:
    text = draft.folded
    for cue in _CUE.finditer(text):
        phrase = verbs.match(text, cue.end())
        if phrase and not _told(text, draft, cue.start()):
            yield from _cut(phrase, text)


def _told(text: str, draft: Draft, at: int) -> bool:
    """Whether somebody else asks (客服要求…), or it is denied (不要求)."""
    start = draft.clause_at(at).start
    return bool(_SAYS.search(text, max(start, at - 12), at))


_SAYS = re.compile(
    r"(?<![跟向和找与对联给询诉请让求责要])(?<!联系|致电|咨询|告诉)(?:客服|商家|卖家|店家|平台|师傅|厂家|老师|公司|门店|人员|经理|快递员?|他们?|她|对方|医生|医院|警察)[^，。]{0,4}$|[不没]$|[说称]$"
)


_SHAPES = (_TURN, _DONT, _GIVE, _THEIRS)


def _orders(draft: Draft) -> Iterator[Span]:
    text = draft.folded
    for shape in _SHAPES:
        # 退我差价 alone is found whole by the words of remedies.
        if shape is _GIVE and not ("还" in text or "赔" in text or "退给" in text):
            continue
        for match in shape.finditer(text):
            yield from _cut_at(text, *match.span("vp"))


_LOOSE = (_BY, _HURRY, _MINE, _LET, _GIVE_ONE, _ANEW)


def _loose_orders(draft: Draft) -> Iterator[Span]:
    for shape in _LOOSE:
        for match in shape.finditer(draft.folded):
            if not _TOLD_ORDER.search(match.group()):
                yield from _cut_at(draft.folded, *match.span("vp"))


def _going_on(draft: Draft, asked: Sequence[Span], verbs: re.Pattern[str]) -> Iterator[Span]:
    """Clauses right behind one that asks that begin with what can be asked: 要求退款，公示收费标准."""
    text, clauses = draft.folded, draft.clauses
    starts = [c.start for c in clauses]
    done = 0
    for first in sorted({bisect_left(starts, span.end) for span in asked}):
        at = max(first, done)  # a chain is walked once, from its beginning
        while at < len(clauses) and at and _LIST.fullmatch(text, clauses[at - 1].end, clauses[at].start):
            lead = _ALSO.match(text, clauses[at].start)
            phrase = verbs.match(text, lead.end() if lead else clauses[at].start)
            if not phrase or (_TELLS.search(phrase.group()) and phrase.group()[0] not in "把将"):
                break
            yield from _cut(phrase, text)
            at += 1
        done = max(done, at)


_LIST = re.compile(r"[，,、；;\s]{1,3}")
_TRAIL = re.compile("(?:才(?:能|可以|会).*|谢谢.*|谢了|吧|啊|呀|就行|就好|即可|为盼|可以吗?|行吗|好吗|吗|谢)$")


def _cut(match: re.Match[str], text: str) -> Iterator[Span]:
    return _cut_at(text, *match.span())


def _cut_at(text: str, start: int, end: int) -> Iterator[Span]:
    """The phrase without thanks at its end; nothing where it is too short to ask for anything."""
    trail = _TRAIL.search(text[start:end])
    end = start + trail.start() if trail else end
    end = start + len(text[start:end].rstrip(' 　”」』"’）)'))
    if end - start >= _LEAST:
        yield Span(start, end)
