"""What the writer asks for: the phrase and the id of the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tousu import patterns as re
from tousu.draft import Draft
from tousu.facts.asking import CLEAR, find_asked
from tousu.facts.places import Places, speech
from tousu.facts.proposal import Proposal
from tousu.results import Fact
from tousu.rulebook import Hits, Rulebook
from tousu.spans import Span, without_overlaps

# Words that ask; anywhere before the remedy in its clause, or right before it. Pressing words (马上, 给我) also stand
# in what is told, so they ask only where their clause begins.
_ASKS = re.compile(
    r"要求|请求|诉求|希望|期望|恳请|恳求|盼|(?<![失绝看无渴奢])望|请(?!问|[假教客])|麻烦(?!的)|应当|(?<!不是)我要|想要|只想|就想|想给|想退|要么|立即|限|外加"
    r"|现在就|帮我|让(?:商家|平台)|责令|敦促|督促|必须|(?:^|(?<=[，,。；;！!？?：:\n\s、]))(?:赶紧|马上|立刻|赶快|快点?|再(?!不)|给我|叫他们?|让[他你]们?)"
    # 怎么才能退款, 能不能换货: a question for a remedy asks for it.
    r"|(?:怎么样?|怎样|如何|咋样?)(?:才能?|能|可以)|能不能|可不可以|能否|可否|是否(?:可以|能)|有没有办法"
)
# 便想退货, 想让商家退款: right before the remedy.
_WANTS = re.compile(
    r"(?<![不没联思设料原感幻猜])想(?:要|办理|申请|直接|全额|把[^，。；！？,;!?]{1,8}|让[^，。；！？,;!?]{1,6})?$"
)
# 能重开吗: a question around the remedy.
_MAY_BEFORE, _MAY_AFTER = (
    re.compile(r"(?<![不才只就])(?:能|可以)(?:给我?|帮我|申请|直接|全额)?$"),
    re.compile(r"[^，。；！？,;!?]{0,4}(?:吗|么|嘛|[?？])"),
)
# 如无货则退款, 不送就给我退款: a condition of the writer's, not of the other side's terms.
_ELSE = re.compile(
    r"(?:如果?|若|要是|万一)[^。；！？;!?]{1,14}(?:则|就|请)(?:请|给我|全额)?$|[不没无][^，。；！？,;!?]{0,5}就(?:给我|请)$"
)
# 我不要退货, 才可以解决: what is not asked for, and what it hangs on.
_NOT_ASKED = re.compile(
    r"(?<!要)不(?:想要?|要求?|需要?|用|必|是要|打算|接受|同意)(?:再|进行|任何|只|仅|你们|他们|商家)?$"
    r"|才(?:能|可以|会|肯|给|予|可|同意|愿意)(?:我|你|够|办理|予以|进行|彻底)*$"
)
_UNLESS = re.compile(r"再不(?:给我?|帮我|来|办理|予以|进行|赶紧)*$")
_REFUSED = re.compile(
    r"(?<![再能要])(?P<no>不给|不肯|拒绝|不予|拒不|不同意|不支持|不让|不办理|不能|不|没有?|未|无法|迟迟不|一直不|也不|就是不|死活不)(?:我|我们|办理|进行|全额|同意|及时|按时|给|任何)*$"
)
# Somebody has asked where it was refused outright; 不退款, 未发货 tells only what did not happen.
_OUTRIGHT = frozenset({"不给", "不肯", "拒绝", "拒不", "不同意", "不让", "死活不"})
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
    "[单费短截工期的运仍说要被走装也后材协吗了是再不系内三两四申专规]|告知书|协议|通知|收据|合计|快递|[0-9]+(?:月|天)"
)
_SHORT_CLAUSE = 14
_NO_DEMAND_AFTER = re.compile(
    r"(?:总?局|部门|机构|了[，。]|成功|中|失败|时|后|的时候|申请|按钮|原因|理由|规则|政策|流程|通道|记录|页面|服务态度|地址|包运费险|明细|单号|状态|进度|结果|服务|部门|按键|热线|须知|说明|声明"
    r"|站|结束|给我的|客服(?![告说回表不就让也却以一没还才直又称])|书|单据|条款|协议|通知|保障|险|卡(?!费))"
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
    spans = [(span, id_) for (room, id_, _), found in hits.items() if room == "demands" for span in found]
    chosen = without_overlaps(spans, lambda s: s[0], lambda s: (s[0].start - s[0].end, s[0].start))
    chosen = list(_joined(text, sorted(chosen)))
    found = list(_asked(text, draft, chosen))
    places = Places(p.span for p in found)
    asked = list(find_asked(draft, found, speech(draft), rulebook))
    clear = Places(p.span for p in asked if p.confidence >= CLEAR)
    # What stands in a clause that asks by its shape is asked for: 运费他出, 别再打.
    found = [p._replace(confidence=max(p.confidence, CLEAR)) if clear.covers(p.span) else p for p in found]
    more = (p for p in asked if not places.overlaps(p.span))
    found += _asked_at_all(text)
    return [*found, *(p._replace(value=demand_of(p.value, rulebook)) for p in more)]


# 拿去退, 我说要退: told by one character; a demand where the draft makes no other.
_AT_ALL = re.Signed(r"(?:(?<!不)想|去|申请|要求|我要|说要|寄回)(?P<word>退|换)(?=[，,。；;！!？?\s”]|$)", "退换")


def _asked_at_all(text: str) -> Iterator[Proposal]:
    for m in _AT_ALL.finditer(text):
        id_ = "refund" if m["word"] == "退" else "exchange"
        yield Proposal("demand", Span(*m.span("word")), id_, 0.5, "demand_words", "applied")


# 协助查件, 按原价1999元发货: how, and what; 赔偿油费误工费: what is paid, and for what.
_HELPS = re.compile("(?:派人来?|协助|帮助|处理|支持|按原价|按承诺|按约定|按页面价|按活动价|按规则)")
_HELPS_GAP = re.compile("(?:我|本人|我们|给予|予以|办理|进行|给|来|的?价格|[0-9.,]+元?){0,2}")
_PAYS = re.compile("(?:赔偿|赔付|赔|补偿|报销|承担|支付|退还|退回|退|返还)")
_PAYS_GAP = re.compile("(?:我|本人|我们|全部|所有|一切|[一-鿿]{1,6}费|[0-9]+元?|的|及|和|与|、){0,3}")
_COST = re.compile(".*(?:费|金|款|差价|差额|多收的?)")


def _joined(text: str, chosen: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """The remedies in order of place, those that are one phrase as one."""
    held: tuple[Span, str] | None = None
    for span, id_ in chosen:
        if held is not None:
            first, its = held
            word, gap = first.of(text), text[first.end : span.start]
            if _HELPS.fullmatch(word) and _HELPS_GAP.fullmatch(gap):
                held = (Span(first.start, span.end), id_)
                continue
            if _PAYS.fullmatch(word) and _COST.fullmatch(span.of(text)) and _PAYS_GAP.fullmatch(gap):
                held = (Span(first.start, span.end), its)
                continue
            yield held
        held = (span, id_)
    if held is not None:
        yield held


def _asked(text: str, draft: Draft, chosen: list[tuple[Span, str]]) -> Iterator[Proposal]:
    before: Span | None = None
    quoted = speech(draft)
    for span, id_ in chosen:
        how = manner(text, span, draft, quoted)
        listed = before is not None and bool(_LIST_GAP.fullmatch(text, before.end, span.start))
        if not how and not listed:
            clause = draft.clause_at(span.start)
            cries = clause == span and _CRIES.match(text, span.end) is not None
            alone = clause.start == span.start and clause.end - clause.start <= _SHORT_CLAUSE
            alone = alone and span.of(text) not in _WEAK and not _TOPIC_AFTER.match(text, span.end)
            how = "cries" if alone and cries else "alone" if alone else ""
        if how in ("", "reported") and not listed:
            continue
        if _NO_DEMAND_AFTER.match(text, span.end):
            continue
        end = _with_amount(text, span.end)
        confidence = {"asked": 0.86, "cries": 0.86, "alone": 0.8, "refused": 0.5}.get(how, 0.7)
        role = how if how in ONLY_ALONE else ""
        before = Span(_with_ground(text, span.start), end)
        yield Proposal("demand", before, id_, confidence, "demand_words", role)


# 退钱！ 退一赔三。 a remedy and nothing else.
_CRIES = re.compile(r"[！!]|[。\s]*$")

OTHER = "other"
"""The id of a demand for none of the known remedies."""

_NEVER_REFUSED = frozenset({"发货", "发出", "处理", "解决", "回复", "答复"})
ONLY_ALONE = frozenset({"refused", "applied"})
"""Roles of a demand that counts only where the draft makes no other."""

_LIST_GAP = re.compile(r"[、，,并和与及以且还再另外同时或者\s]{1,4}")


_BACK = 40


def manner(text: str, span: Span, draft: Draft, quoted: Places) -> str:
    """How a remedy is spoken of: ``asked``, ``applied`` for before, ``refused`` or ``reported`` of others, or empty."""
    if quoted.covers(span):
        return "reported"
    before = text[max(0, span.start - 10) : span.start]
    refusal = _REFUSED.search(before)
    if refusal:
        return "refused" if refusal["no"] in _OUTRIGHT and span.of(text) not in _NEVER_REFUSED else "reported"
    if _UNLESS.search(before):
        return "reported" if span.of(text) in _WEAK else "asked"
    if _DONE_FOR_ME.search(before) and _ONE_NEW.match(text, span.end):
        return "reported"
    asks_how = _HOW.search(before)
    if not asks_how and (_NOT_ASKED.search(before) or (span.of(text) in _TOLD and _TOLD_BY.search(before))):
        return "reported"
    if _ONLY_THEN.match(text, span.end):
        return "reported"
    start = max(draft.clause_at(span.start).start, span.start - _BACK)
    if _OTHERS_ASK.search(text, start, span.start):
        return "reported"
    if _APPLIED.search(before):
        return "applied"
    if _ASKS.search(text, start, span.start) or _WANTS.search(before):
        return "asked"
    if _MAY_BEFORE.search(before) and _MAY_AFTER.match(text, span.end):
        return "asked"
    if _ELSE.search(text, max(0, span.start - 24), span.start):
        return "asked"
    return "reported" if _REPORTED.search(before) else ""


# 申请退货: what was asked of the shop; a demand only where the draft asks for nothing else.
_APPLIED = re.compile("申请(?:了|过|的|办理|全额|要求|平台|客服|官方|小二|售后|仅|七天无理由|7天无理由)*$")
# 给我换了一碗, 他帮我修了: it was done already.
_DONE_FOR_ME = re.compile("(?:帮|给)我$")
_ONE_NEW = re.compile("[了过](?:一|两|新|个|好)")
_HOW = re.compile("(?:怎么样?|怎样|如何|咋样?)才[^，。；！？]{0,6}$")
# 客服告知, 商家回复: they tell, nobody is asked to.
_TOLD = frozenset({"告知", "回复", "答复", "解释", "说明", "通知", "处理"})
_TOLD_BY = re.compile(
    r"(?<![望求请让促令烦盼])(?:客服|商家|卖家|店家|平台|对方|厂家|公司|人员|经理|他们?|她|店长|店员|师傅|老师|中心)(?:又|再|就|也|却|只|才|直接|已|已经|一直)?\Z"
)
# 退货才给退款, 取消后才能…: a condition, not a demand.
_ONLY_THEN = re.compile("[^，。；！？,;!?]{0,6}才(?:能|可以|会|肯|给|予|可|同意|行)")
_AMOUNT = re.compile(
    r"(?:的|我|给我|货款|损失|金额|共计|共|本人)?\s?(?:[0-9][0-9,.]*\s?万?(?:元|块钱?|(?![0-9.,]|\s?[万年月日号点天次]))|[一二三四五六七八九十百千万两零]{1,8}(?:元|块钱?))"
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


def without_threats(facts: Sequence[Fact], threats: Places) -> tuple[Fact, ...]:
    """The facts without what is only threatened with: 让你们开不下去 is no demand, 退款 in 不退款就曝光 is one."""
    return tuple(f for f in facts if f.kind != "demand" or f.value != OTHER or not threats.covers(f.span))


def is_topic(text: str, end: int) -> bool:
    """Whether what follows makes the word before it the name of something (退款记录, 退货申请)."""
    return _NO_DEMAND_AFTER.match(text, end) is not None


def demand_of(phrase: str, rulebook: Rulebook) -> str:
    """The id of the remedy that a phrase found by the tagger asks for: by the longest known words in it."""
    for size, known in _by_length(rulebook):
        found = [known[words] for at in range(len(phrase) - size + 1) if (words := phrase[at : at + size]) in known]
        if found:
            return min(found)[1]
    return next((fallback for sign, fallback in _SIGNS.items() if sign in phrase), OTHER)


_SIGNS = {"退": "refund", "赔": "compensation", "补": "reship", "换": "exchange", "修": "repair"}


@lru_cache(maxsize=4)
def _by_length(rulebook: Rulebook) -> list[tuple[int, dict[str, tuple[int, str]]]]:
    """The words of the remedies by their length, the longest first; each with its place in the rulebook and its id."""
    out: dict[int, dict[str, tuple[int, str]]] = {}
    listed = ((words, demand.id) for demand in rulebook.demands.values() for words in demand.phrases if words)
    for place, (words, id_) in enumerate(listed):
        out.setdefault(len(words), {}).setdefault(words, (place, id_))
    return sorted(out.items(), reverse=True)
