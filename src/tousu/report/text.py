"""Analysis → what a person reads in a terminal: marks under the words, questions, the rewrite."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from tousu import patterns as re
from tousu.results import Analysis, Deadline, Finding
from tousu.rulebook import Rulebook
from tousu.spans import Span

_COLORS = {"block": "red", "warn": "yellow", "hint": "cyan"}
_LINE = 76
_FAR = 400  # days: a term further off is told by the other formats


def render(analysis: Analysis, rulebook: Rulebook, *, color: bool = False, statement: bool = False) -> str:
    """The report as plain text, with ANSI colours if asked for."""
    report = _Report(analysis, rulebook, color)
    parts = [
        report.issues(),
        report.marked_text(),
        report.facts(),
        report.missing(),
        report.rewrite(),
        report.statement() if statement else "",
        report.advice(),
    ]
    return visible("\n\n".join(part for part in parts if part))


_STYLE = re.compile("(\x1b\\[[0-9;]*m)")
_SIGNS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | {127: 0x2421}


def visible(text: str) -> str:
    """The text with signs for its control characters: a draft of a stranger must not steer the terminal.

    Colours may stay, they steer nothing.
    """
    return "".join(part if at % 2 else part.translate(_SIGNS) for at, part in enumerate(_STYLE.split(text)))


class _Report:
    def __init__(self, analysis: Analysis, rulebook: Rulebook, color: bool) -> None:
        self.analysis, self.rulebook, self.color = analysis, rulebook, color

    def say(self, key: str, **fields: object) -> str:
        return self.rulebook.say("report", key, **fields)

    def head(self, key: str) -> str:
        return self.paint(self.say(key), bold=True)

    def paint(self, text: str, fg: str | None = None, *, bold: bool = False) -> str:
        if not self.color:
            return text
        from click import style

        return style(text, fg=fg, bold=bold or None)

    def issues(self) -> str:
        if not self.analysis.issues or self.analysis.issues[0].id == "other":
            return f"{self.head('issues')}\n  {self.say('unsure')}"
        lines = [
            "  " + self.say("issue_further" if at else "issue", name=issue.name, percent=f"{issue.probability:.0%}")
            for at, issue in enumerate(self.analysis.issues)
        ]
        return "\n".join((self.head("issues"), *lines))

    def marked_text(self) -> str:
        """Each sentence that has a finding, marks under its words, and what to do; a notice when there is none."""
        if not self.analysis.findings:
            return f"{self.head('findings')}\n  {self.say('no_findings')}"
        lines = [self.head("findings")]
        for sentence, findings in self._by_sentence():
            for start, end in _wrapped(self.analysis.text, sentence):
                here = [f for f in findings if f.span.overlaps((start, end))]
                lines.append("  " + self.analysis.text[start:end].replace("\t", " "))
                if here:
                    lines.append("  " + self._underline(start, end, here))
            lines += [self._finding(finding) for finding in findings]
            lines.append("")
        return "\n".join(lines).rstrip()

    def _by_sentence(self) -> Iterator[tuple[Span, list[Finding]]]:
        left = list(self.analysis.findings)
        for sentence in self.analysis.sentences:
            here = []
            while left and left[0].span.start < sentence.end:
                here.append(left.pop(0))
            if here:
                yield Span(min(sentence.start, here[0].span.start), max(sentence.end, here[-1].span.end)), here

    def _underline(self, start: int, end: int, findings: Sequence[Finding]) -> str:
        out, at = "", start
        for finding in findings:
            first, last = max(finding.span.start, at, start), min(finding.span.end, end)
            if last <= first:
                continue
            out += " " * _width(self.analysis.text[at:first])
            out += self.paint("^" * _width(self.analysis.text[first:last]), _COLORS[finding.severity])
            at = last
        return out

    def _finding(self, finding: Finding) -> str:
        kind = self.rulebook.say("kinds", finding.kind)
        what = self.say(f"severity_{finding.severity}")
        advice = ""
        if finding.replacement:
            advice = self.say("finding_replacement", replacement=finding.replacement)
        elif finding.action == "delete":
            advice = self.say("finding_delete")
        tag = self.paint(f"[{what}·{kind}]", _COLORS[finding.severity])
        message = finding.message.rstrip("。")
        text = f"“{finding.text}”{message}" if finding.text not in message else message
        return f"    {tag} {text}{'；' + advice if advice else ''}。"

    def facts(self) -> str:
        facts = (*self.analysis.facts, *self.analysis.details)
        if not facts:
            return ""
        lines = [self.head("facts")]
        for kind in dict.fromkeys(fact.kind for fact in facts):
            texts = dict.fromkeys(" ".join(f.text.split()) for f in facts if f.kind == kind)
            record = self.rulebook.facts.get(kind)
            lines.append("  " + self.say("fact", name=record.name if record else kind, text="、".join(texts)))
        return "\n".join(lines)

    def missing(self) -> str:
        if not self.analysis.missing:
            return ""
        head = f"{self.head('missing')}  {self.say('readiness', percent=f'{self.analysis.readiness.score:.0%}')}"
        lines = [
            "  " + self.say("question", number=number, question=missing.question)
            for number, missing in enumerate(self.analysis.missing, 1)
        ]
        return "\n".join((head, *lines))

    def rewrite(self) -> str:
        text = self.analysis.rewrite.text
        shown = self.say("unchanged") if text == self.analysis.text else text
        return "\n".join((self.head("rewrite"), *("  " + line for line in shown.splitlines())))

    def statement(self) -> str:
        if not self.analysis.rewrite.statement:
            return ""
        return "\n".join((self.head("statement"), *("  " + x for x in self.analysis.rewrite.statement.splitlines())))

    def _deadline(self, deadline: Deadline) -> str:
        left = deadline.days_left
        key = "deadline" if left is None else "deadline_left" if left >= 0 else "deadline_past"
        days = abs(left) if left is not None else 0
        return self.say(key, name=deadline.name, due=deadline.due, ground=deadline.ground, days=days)

    def advice(self) -> str:
        advice = self.analysis.advice
        lines = [
            "  " + self.say("channel", name=step.name, how=step.how)
            for step in advice.channels
            if step.status == "next"
        ]
        lines += ["  " + self._deadline(d) for d in advice.deadlines if d.due and abs(d.days_left or 0) <= _FAR]
        lines += ["  " + self.say("note", note=note) for note in advice.notes]
        if not lines:
            return ""
        return "\n".join((self.head("advice"), *lines, *(["  " + advice.disclaimer] if advice.disclaimer else [])))


def _width(text: str) -> int:
    """Columns that a text takes in a terminal: Han two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _wrapped(text: str, span: Span) -> Iterator[Span]:
    """The pieces of a sentence that fit a line, broken at line ends and at the width."""
    start, width = span.start, 0
    for at in range(span.start, span.end):
        if text[at] == "\n":
            if at > start:
                yield Span(start, at)
            start, width = at + 1, 0
            continue
        step = _width(text[at])
        if width + step > _LINE:
            yield Span(start, at)
            start, width = at, 0
        width += step
    if span.end > start:
        yield Span(start, span.end)
