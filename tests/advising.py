"""What the tests of advice share: advice from rules alone, for issues given by the test, so that no model sways it."""

import datetime as dt

from tousu.advice import advise
from tousu.advice.case import Case
from tousu.advice.tried import find_tried
from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.results import Advice, Issue
from tousu.rulebook import Rulebook

RULEBOOK = Rulebook.packaged()


def advice_for(text: str, issues: str = "other", channel: str | None = None, today: dt.date | None = None) -> Advice:
    """The advice for a draft about these issues, comma between them, the primary one first."""
    draft = Draft(text)
    hits = RULEBOOK.scan(draft)
    facts = find_facts(draft, hits, RULEBOOK, None, today)
    found = [Issue(id=id_, name=RULEBOOK.issues[id_].name, probability=1) for id_ in issues.split(",")]
    return advise(draft, hits, found, facts, RULEBOOK, RULEBOOK.channels[channel] if channel else None, today)


def tried(text: str) -> dict[str, str]:
    """Channel id to the phrase that says the writer has been there."""
    draft = Draft(text)
    hits = RULEBOOK.scan(draft)
    facts = find_facts(draft, hits, RULEBOOK, None)
    return {id_: span.of(text) for id_, span in find_tried(Case(draft, hits, [], facts, RULEBOOK)).items()}


def readable(advice: Advice) -> str:
    """The advice as a page that a person can judge."""
    lines = ["# 渠道", ""]
    for step in advice.channels:
        lines += [f"- [{step.status}] {step.name}（{step.id}）：{step.why}"]
        if step.status == "next":
            lines += [f"  - 怎么去：{step.how}", f"  - 要准备：{'、'.join(step.requires)}", f"  - 限制：{step.limits}"]
    lines += ["", "# 期限", ""]
    for term in advice.deadlines:
        when = f"{term.trigger_date} → {term.due}" if term.due else "未计算"
        left = "" if term.days_left is None else f"，剩 {term.days_left} 天"
        lines += [f"- {term.name}：{when}{left}", f"  - 自{term.trigger}起；{term.ground}", f"  - {term.note}"]
    lines += ["", "# 证据", ""]
    lines += [
        f"- [{'x' if e.mentioned else ' '}] {e.text}" + (f"（{e.note}）" if e.note else "") for e in advice.evidence
    ]
    lines += ["", "# 依据", ""]
    lines += [f"- 《{b.law}》{b.article}：{b.gives}" + (f"（{b.note}）" if b.note else "") for b in advice.law]
    lines += ["", "# 提醒", "", *(f"- {note}" for note in advice.notes), f"- {advice.disclaimer}", ""]
    return "\n".join(lines)
