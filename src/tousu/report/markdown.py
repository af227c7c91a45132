"""Analyses → Markdown, to be pasted into a ticket or a comment; no text of the draft becomes markup."""

from __future__ import annotations

from collections.abc import Iterable

from tousu import patterns as re
from tousu.results import Analysis, Finding
from tousu.rulebook import Rulebook

# Marks that mean something anywhere, at the beginning of a line, and in what GitHub makes a link.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$@]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def page(analyses: Iterable[tuple[str, Analysis]], rulebook: Rulebook) -> str:
    """A document of analyses, each under its name; an empty name gives no heading."""
    title = f"# {rulebook.say('report', 'html_title')}"
    blocks = [title]
    for name, analysis in analyses:
        blocks += [f"## {_escaped(name)}"] if name else []
        blocks += _Sections(analysis, rulebook).blocks()
    return "\n\n".join(blocks) + "\n"


class _Sections:
    """The sections of one analysis, each a heading and what stands under it."""

    def __init__(self, analysis: Analysis, rulebook: Rulebook) -> None:
        self.analysis, self.rulebook = analysis, rulebook

    def say(self, key: str, **fields: object) -> str:
        return self.rulebook.say("report", key, **fields)

    def blocks(self) -> list[str]:
        a = self.analysis
        text = self.say("unchanged") if a.rewrite.text == a.text else a.rewrite.text
        questions = [f"- [ ] {_escaped(missing.question)}" for missing in a.missing]
        sections = (
            ("issues", self.issues()),
            ("findings", "\n".join(map(self.finding, a.findings)) or self.say("no_findings")),
            ("facts", self.facts()),
            ("missing", "\n".join(questions)),
            ("rewrite", _quoted(text)),
            ("statement", _quoted(a.rewrite.statement)),
            ("advice", self.advice()),
        )
        signature = _escaped(self.say("html_signature", signature=a.signature))
        return [f"### {self.say(head)}\n\n{content}" for head, content in sections if content] + [signature]

    def issues(self) -> str:
        issues = self.analysis.issues
        if not issues or issues[0].id == "other":
            return self.say("unsure")
        said = (self.say("issue", name=issue.name, percent=f"{issue.probability:.0%}") for issue in issues)
        return "\n".join(f"- {_escaped(line)}" for line in said)

    def finding(self, finding: Finding) -> str:
        what = f"{self.say(f'severity_{finding.severity}')}·{self.rulebook.say('kinds', finding.kind)}"
        advice = ""
        if finding.replacement:
            advice = self.say("finding_replacement", replacement=finding.replacement)
        elif finding.action == "delete":
            advice = self.say("finding_delete")
        said = "；".join(part for part in (what, finding.message.rstrip("。"), advice) if part)
        return f"- **{_escaped(finding.text)}** {_escaped(said)}"

    def facts(self) -> str:
        rows = [
            f"| {self.rulebook.facts[fact.kind].name} | {_escaped(fact.text)} | {_escaped(fact.value)} |"
            for fact in (*self.analysis.facts, *self.analysis.details)
        ]
        heads = " | ".join(self.say(key) for key in ("html_fact_kind", "html_fact_text", "fact_value"))
        return "\n".join((f"| {heads} |", "|---|---|---|", *rows)) if rows else ""

    def advice(self) -> str:
        advice = self.analysis.advice
        steps = [
            "- " + _escaped(self.say("channel", name=step.name, how=step.how))
            for step in advice.channels
            if step.status == "next"
        ]
        notes = [f"- {_escaped(self.say('note', note=note))}" for note in advice.notes]
        said = "\n".join(steps + notes)
        return f"{said}\n\n{_escaped(advice.disclaimer)}".strip()


def _escaped(text: str) -> str:
    """The text in one line, each mark of Markdown shown as itself."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def _quoted(text: str) -> str:
    """A block quote that keeps the lines of the text."""
    lines = (_escaped(line) for line in text.splitlines())
    return "\n".join(f"> {line}\\" if line else ">" for line in lines).removesuffix("\\")
