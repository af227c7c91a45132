"""What the writer asks for: the phrase and the id of the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.asking import find_asked
from tousu.facts.places import Places, speech
from tousu.facts.proposal import Proposal
from tousu.rulebook import Hits, Rulebook
from tousu.spans import Span, without_overlaps

# Words that ask; anywhere before the remedy in its clause, or right before it. Pressing words (马上, 给我) also stand
# in what is told, so they ask only where their clause begins.
_ASKS = re.compile(
    r"要求|请求|诉求|希望|期望|恳请|恳求|盼|(?<![失绝看无渴奢])望|请(?!问|[假教客])|麻烦(?!的)|应当|(?<!不是)我要|想要|只想|就想|想给|想退|要么|立即|限|外加"
    r"|现在就|帮我|让(?:商家|平台)|责令|敦促|督促|(?:^|(?<=[，,。；;！!？?：:\n\s、]))(?:必须|赶紧|马上|立刻|赶快|快点?|再|给我|叫他们?|让[他你]们?)"
)
_REFUSED = re.compile(
    r"(?<!再)(?:不给|不肯|拒绝|不予|拒不|不同意|不支持|不让|不办理|不能|不|没有?|未|无法|迟迟不|一直不|也不|就是不|死活不)(?:我|我们|办理|进行|全额|同意|及时|按时|给|任何)*$"
)
_REPORTED = re.compile(
    r"(?:已经?|同意|承诺|答应|表示|说好?|告诉我|可以?|即可|支持|提出|进行了?|让我|叫我|显示|称|成功|自动|被|回复|以为|约定|写着?|标注|宣传|保证)(?:可以|给我?|能|会|进行|办理|先|尽快|无责|全额|全款|的是?|“|我|立即)*$"
)
# The other side asks (客服要求提供视频), or it is told of a request made before (申请退货被驳回).
_OTHERS_ASK = re.compile(
    r"(?<![跟向和找与对联给询诉请让求责要])(?<!联系|致电|咨询|告诉|希望|要求|请求)(?:客服|商家|卖家|店家|平台|工程师|对方|师傅|厂家|老师|公司|门店|人员|经理|快递员?|他们?|她)[^，。；！？,;!?]{0,6}(?:要求|请|让|要我|必须|说|希望|建议)"
    r"|被"
)
# What follows a remedy when the word only names a paper, a time or a topic (退款单, 保修期内, 换货说要等).
_TOPIC_AFTER = re.compile(
    "[单费短截工期的运仍说要被走装也后材协吗了是再不系内三两四申专规]|告知书|协议|[0-9]+(?:月|天)"
)
_SHORT_CLAUSE = 14
_NO_DEMAND_AFTER = re.compile(
    r"(?:总?局|部门|机构|了[，。]|成功|中|失败|时|后|的时候|申请|按钮|原因|理由|规则|政策|流程|通道|记录|页面|服务态度|地址|包运费险|明细|单号|状态|进度|结果|服务|部门|按键|热线|客服|须知|说明|声明)"
)
_WEAK = frozenset(
    [
        "换",
        "修",
        "赔",
        "补",
        "退",
        "处理",
        "回复",
        "解决",
        "提供",
        "取消",
        "恢复",
        "删除",
        "发出",
        "出示",
        "告知",
        "帮助",
        "协助",
        "重视",
        "曝光",
        "整改",
        "整顿",
        "安装",
        "开通",
        "核实",
        "调查",
        "介入",
        "拉走",
        "垫付",
        "检修",
        "修复",
    ]
)


def find_demands(draft: Draft, hits: Hits, rulebook: Rulebook) -> list[Proposal]:
    """Phrases that ask for a remedy, each with its id; two beside each other are two demands."""
    text = draft.folded
    spans = [(span, owner.id) for owner, found in hits.items() if owner.room == "demands" for span in found]
    chosen = without_overlaps(spans, lambda s: s[0], lambda s: (s[0].start - s[0].end, s[0].start))
    found = list(_asked(text, draft, chosen))
    places = Places(p.span for p in found)
    more = (p for p in find_asked(draft, found, speech(draft), rulebook) if not places.overlaps(p.span))
    return [*found, *(p._replace(value=demand_of(p.value, rulebook)) for p in more)]


def _asked(text: str, draft: Draft, chosen: list[tuple[Span, str]]) -> Iterator[Proposal]:
    before: Span | None = None
    quoted = speech(draft)
    for span, id_ in chosen:
        how = manner(text, span, draft, quoted)
        listed = before is not None and bool(_LIST_GAP.fullmatch(text, before.end, span.start))
        if not how and not listed:
            clause = draft.clause_at(span.start)
            alone = clause.start == span.start and clause.end - clause.start <= _SHORT_CLAUSE
            alone = alone and span.of(text) not in _WEAK and not _TOPIC_AFTER.match(text, span.end)
            how = "alone" if alone else ""
        if how in ("", "reported") and not listed:
            continue
        if _NO_DEMAND_AFTER.match(text, span.end):
            continue
        end = _with_amount(text, span.end)
        confidence = {"asked": 0.86, "alone": 0.8, "refused": 0.5}.get(how, 0.7)
        role = how if how in ONLY_ALONE else ""
        before = Span(_with_ground(text, span.start), end)
        yield Proposal("demand", before, id_, confidence, "demand_words", role)


ONLY_ALONE = frozenset({"refused", "applied"})
"""Roles of a demand that counts only where the draft makes no other."""

_LIST_GAP = re.compile(r"[、，,并和与及以且还再另外同时或者\s]{1,4}")


_BACK = 40


def manner(text: str, span: Span, draft: Draft, quoted: Places) -> str:
    """How a remedy is spoken of: ``asked``, ``applied`` for before, ``refused`` or ``reported`` of others, or empty."""
    if quoted.covers(span):
        return "reported"
    before = text[max(0, span.start - 10) : span.start]
    if _REFUSED.search(before):
        return "refused"
    start = max(draft.clause_at(span.start).start, span.start - _BACK)
    if _OTHERS_ASK.search(text, start, span.start):
        return "reported"
    if _APPLIED.search(before):
        return "applied"
    if _ASKS.search(text, start, span.start):
        return "asked"
    return "reported" if _REPORTED.search(before) else ""


# 申请退货: what was asked of the shop; a demand only where the draft asks for nothing else.
_APPLIED = re.compile("申请(?:了|过|的|办理|全额|要求)?$")
_AMOUNT = re.compile(
    r"(?:我|给我|货款|损失|金额|共计|共|本人)?\s?(?:[0-9][0-9,.]*\s?万?(?:元|块钱?)?|[一二三四五六七八九十百千万两零]{1,8}(?:元|块钱?))"
)


_GROUND = re.compile("[七7][天日]无(?:理由|条件)$")


def _with_ground(text: str, start: int) -> int:
    """七天无理由退货: the ground belongs to the demand."""
    match = _GROUND.search(text, max(0, start - 5), start)
    return match.start() if match else start


def _with_amount(text: str, end: int) -> int:
    """退款199元: the sum belongs to the demand."""
    match = _AMOUNT.match(text, end)
    return match.end() if match else end


def is_topic(text: str, end: int) -> bool:
    """Whether what follows makes the word before it the name of something (退款记录, 退货申请)."""
    return _NO_DEMAND_AFTER.match(text, end) is not None


def demand_of(phrase: str, rulebook: Rulebook) -> str:
    """The id of the remedy that a phrase found by the tagger asks for: by the longest known words in it."""
    for size, known in _by_length(rulebook):
        found = [known[words] for at in range(len(phrase) - size + 1) if (words := phrase[at : at + size]) in known]
        if found:
            return min(found)[1]
    return next((fallback for sign, fallback in _SIGNS.items() if sign in phrase), "other")


_SIGNS = {"退": "refund", "赔": "compensation", "补": "reship", "换": "exchange", "修": "repair"}


@lru_cache(maxsize=4)
def _by_length(rulebook: Rulebook) -> list[tuple[int, dict[str, tuple[int, str]]]]:
    """The words of the remedies by their length, the longest first; each with its place in the rulebook and its id."""
    out: dict[int, dict[str, tuple[int, str]]] = {}
    listed = ((words, demand.id) for demand in rulebook.demands.values() for words in demand.phrases if words)
    for place, (words, id_) in enumerate(listed):
        out.setdefault(len(words), {}).setdefault(words, (place, id_))
    return sorted(out.items(), reverse=True)
