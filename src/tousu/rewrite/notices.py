"""Lawful threats as a calm notice of the next step: 再不退款我就去12315投诉 → 若仍不退款，我将向12315投诉.

The step is lawful and no flaw, so that nothing is flagged here; but where a draft is edited anyway, the next step is
said as a mediator would say it. What was asked for and the places it names stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from tousu import patterns as re
from tousu.draft import Draft
from tousu.rewrite.grammar import SAYING
from tousu.rewrite.wording import MENDING, Say
from tousu.spans import Edit, Span, SpanSet

_PLACE = (
    "(?:12315|12345|12305|12300|12378|消费者协会|消协|消保委|消委会|工商局?|市场监督管理局|市场监管局?|市监局|监管部门|有关部门"
    "|相关部门|邮政(?:管理)?局|通信管理局|通管局|民航局|金融监管(?:总)?局|银保监[会局]?|银监[会局]|证监会|网信办|文旅局|旅游局|人社局|劳动局"
    "|劳动监察(?:大队)?|物价局|药监局|交通局|运管所|房管局|教育局|教委|卫健委|住建局|市长热线|市民热线|信访局?|法院|派出所|公安局?|黑猫投诉|黑猫)"
)
_ACT = "(?:投诉|举报|起诉|反映|申诉|告|报警|报案|立案)"
_TO = "(?:去|到|向|找|打|拨打|上|给)?(?:当地|你们当地|本地)?的?(?:电话)?"
_PLACES = f"{_TO}{_PLACE}(?:(?:[、和跟或及]|还有|以及|或者|[，,](?:再|还|也)?(?={_TO}{_PLACE}))+{_TO}{_PLACE}){{0,5}}"
_REMEDY = (
    "(?:退货退款|退[款钱货费]?|赔[偿付钱]?|处理好?|解决好?|发货|补发|换货?|修好?"
    "|回复|答复|道歉|兑现|给(?:个)?(?:说法|答复|处理|解决|交代)|管)"
)
_CONDITION = (
    f"(?:(?:你们?|商家|卖家|店家|贵店|平台|他们)?(?:如果|要是|若是|若)?(?:你们?|商家|卖家|店家|平台|他们)?"
    "(?P<term>(?:[一二两三四五六七八九十0-9]{1,3}(?:个?工作日|个?小时|天|日)(?:之内|以内|内)|今天|明天|今晚|[这本]周|月底前|[0-9月日号]{2,6}之?前))?(?P<again>再|还)?"
    f"(?P<deny>不)(?:肯|愿意|愿)?(?P<what>(?:给我?们?|帮我?们?)?{_REMEDY}(?:我们?)?(?:钱|[0-9.]{{1,9}}[元块](?:钱)?)?)(?:的话)?(?:[，,]?|[，,]?那)"
    "|(?P<otherwise>否则|不然)(?:的话)?[，,]?)"
)
_THREAT = re.compile(
    f"(?:(?<=[，,。！!？?；;\\n])|^){_CONDITION}(?P<me>我们?|本人)(?:就|便|只好|只能|马上|直接|立刻|一定|会|要){{1,4}}"
    f"(?:(?P<places>{_PLACES})(?P<act>{_ACT})?|(?P<deed>起诉|报警|报案|(?:投诉|举报|申诉)(?:到|至|去)?(?P<where>{_PLACES})?))"
    "(?:你们?这?(?:家|个)?(?:店铺?|公司|商家|平台)?|他们?|商家|卖家|店家)?(?:去|吧|到底)?(?P<done>了)?"
    "(?:[，,]?(?:一个一个|一家一家|挨个|逐个)地?(?:打|告|投诉|找)(?:过去)?)?(?=(?P<end>[，,。！!；;\\n]|$))"
)
_IN_COURT = re.compile(
    f"(?:(?<=[，,。！!？?；;\\n])|^)(?:{_CONDITION}|(?:如果|要是)?(?:不服气?|不行|谈不拢|协商不成)(?:的话)?[，,]?)?"
    "(?:那)?(?:我们?|咱们?|本人)?(?:就|便|只好|只能)?(?:法院|法庭)上?见(?:了|吧)?(?P<end>[。！!；;\\n]|$)"
)
"""法院见: where the writers would go."""
_MYSELF = re.compile("[，,]?那?(?:我们?|本人|咱们?|俺们?)$")
_LEAD = re.compile(_CONDITION + "[，,]?")
_IF = re.compile("如果|要是|若|的话|[内前周]不")
_ONE = re.compile(_PLACE)


def notices(draft: Draft, closed: SpanSet, say: Say) -> Iterator[Edit]:
    """Edits that word each threat of a lawful step as a notice; none where anything of it is edited already."""
    for m in _THREAT.finditer(draft.text):
        end = m.end() + (m["end"] in ("！", "!"))
        if not closed.touches((m.start(), end)) and not _may_be_told(m, draft.text):
            calm = _condition(m, say) + say("notice_of_step", who=m["me"], step=_step(m, say))
            yield Edit(Span(m.start(), end), calm + ("。" if end > m.end() else ""), MENDING)

    for m in _IN_COURT.finditer(draft.text):
        cried = m["end"] in ("！", "!")
        end = m.end() if cried else m.start("end")
        if not closed.touches((m.start(), end)):
            condition = _condition(m, say) if m["deny"] or m["otherwise"] else ""
            calm = condition + say("notice_after_condition" if condition else "notice", steps=say("sue"))
            yield Edit(Span(m.start(), end), calm + ("。" if cried else ""), MENDING)


def _may_be_told(m: re.Match[str], text: str) -> bool:
    """Whether it may be what happened then: 商家不处理我就打12315，…; a 再 or an otherwise looks ahead."""
    if m["again"] or m["otherwise"] or _IF.search(m.group()):
        return False
    return bool(m["done"]) or m["end"] in ("，", ",")


def calm_condition(words: str, say: Say) -> str | None:
    """若仍不退款， for 再不退款; None: the words are no condition of that shape."""
    m = _LEAD.fullmatch(_MYSELF.sub("", words.strip()))
    return _condition(m, say) if m and not m["otherwise"] else None


def _condition(m: re.Match[str], say: Say) -> str:
    """若仍不退款 for 再不退款的话; a mere otherwise stays one."""
    if m["otherwise"]:
        return say("otherwise")
    return say("if_still_not" if m["again"] else "if_not", term=m["term"] or "", what=m["what"])


def _step(m: re.Match[str], say: Say) -> str:
    """向12315、消协投诉: the places in the draft's order, each by its name, and what is done there."""
    if m["deed"]:
        act = m["deed"][:2]
        return say("step_to", places="、".join(_ONE.findall(m["where"])), act=act) if m["where"] else act
    places = _ONE.findall(m["places"])
    act = m["act"] or (say("sue") if places == ["法院"] else say("complain"))
    return say("step_at", places="、".join(places), act=say("sue") if act == "告" and places == ["法院"] else act)


_AHEAD = re.compile(
    f"我们?(?:就|将|会|要|只好|只能|便)[^，,。了过]{{0,14}}(?:{_PLACE}|投诉|举报|起诉|报警|报案|仲裁|诉讼|法律途径)[^，,。了过]{{0,6}}$"
)
_UNLESS = re.compile("再不|再没|如果?|若|要是|否则|不然|(?:^|你们?|商家|卖家|平台)不")


def announces(words: str, before: str) -> bool:
    """Whether a clause says what lawful step comes next, under a condition in it or right before it."""
    step = _AHEAD.search(words)
    if step is None or SAYING.search(words):
        return False
    return _UNLESS.search(words[: step.start()]) is not None or (not step.start() and _UNLESS.match(before) is not None)
