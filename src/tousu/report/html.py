"""Analysis → HTML that stands alone: no script, no font, no address outside the page.

``render`` gives a fragment with its own scoped style, for a notebook or a page of somebody else's; ``page`` a whole
document of one or more of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path

from tousu.records import NamedTuple
from tousu.results import Analysis, Deadline, Fact, Finding, Issue
from tousu.rulebook import Rulebook
from tousu.spans import Span

_STYLE = Path(__file__).with_name("html.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WORST_FIRST = {"block": 0, "warn": 1, "hint": 2}


def render(analysis: Analysis, rulebook: Rulebook) -> str:
    """One analysis as a fragment: a ``<div class="tousu">`` that brings its style."""
    return f'<div class="tousu"><style>{_style()}</style>{_Fragment(analysis, rulebook).body()}</div>'


def page(analyses: Iterable[tuple[str, Analysis]], rulebook: Rulebook) -> str:
    """A document of analyses, each under its name; an empty name gives no heading."""
    title = escape(rulebook.say("report", "html_title"))
    parts = [
        (f"<h2>{escape(name)}</h2>" if name else "") + _Fragment(analysis, rulebook).body()
        for name, analysis in analyses
    ]
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{_style()}</style></head><body class="tousu"><h1>{title}</h1>{"<hr>".join(parts)}</body></html>\n'
    )


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


class _Fragment:
    """The sections of one analysis; all text that comes from outside passes ``escape``."""

    def __init__(self, analysis: Analysis, rulebook: Rulebook) -> None:
        self.analysis, self.rulebook = analysis, rulebook

    def body(self) -> str:
        sections = (
            self.issues(),
            self.draft(),
            self.missing(),
            self.rewrite(),
            self.statement(),
            self.advice(),
            self.facts(),
        )
        foot = escape(self.say("html_signature", signature=self.analysis.signature))
        return "".join(section for section in sections if section) + f"<footer>{foot}</footer>"

    def say(self, key: str, **fields: object) -> str:
        return self.rulebook.say("report", key, **fields)

    def section(self, head: str, content: str, *, folded: bool = False) -> str:
        if not content:
            return ""
        title = escape(self.say(head))
        if folded:
            return f"<details><summary>{title}</summary>{content}</details>"
        return f"<section><h3>{title}</h3>{content}</section>"

    def issues(self) -> str:
        a = self.analysis
        facts = []
        if a.channel:
            facts.append(self.say("html_channel", name=self.rulebook.channels[a.channel].name))
        if a.today:
            facts.append(self.say("html_today", today=a.today))
        where = f"<p class=quiet>{escape('　'.join(facts))}</p>" if facts else ""
        if not a.issues or a.issues[0].id == "other":
            return self.section("issues", f"<p>{escape(self.say('unsure'))}</p>{where}")
        lines = (
            f"<li><meter value={i.probability:.3f}></meter> "
            f"{escape(self.say('issue_further' if at else 'issue', name=i.name, percent=f'{i.probability:.0%}'))}"
            f"{self._speaks(i)}"
            for at, i in enumerate(a.issues)
        )
        return self.section("issues", f"<ul class=plain>{''.join(lines)}</ul>{where}")

    def _speaks(self, issue: Issue) -> str:
        """The phrases that speak for an issue, strongest first."""
        marks = (f"<mark class=speaks>{escape(s.of(self.analysis.text))}</mark>" for s in issue.evidence)
        listed = " ".join(marks)
        return f"<br><small>{escape(self.say('html_speaks'))}{listed}</small>" if listed else ""

    def draft(self) -> str:
        """The draft with facts underlined, findings and evidence marked, and what to do about each finding."""
        a = self.analysis
        notes = "".join(self._finding(f) for f in a.findings) or f"<li>{escape(self.say('no_findings'))}"
        return self.section("html_draft", f"<div class=text>{self._marked()}</div>") + self.section(
            "findings", f"<ul class=findings>{notes}</ul>"
        )

    def _marked(self) -> str:
        out = []
        for span, facts, findings, issues in _layers(self.analysis):
            piece = escape(span.of(self.analysis.text))
            classes: list[str] = []
            notes = []
            if findings:
                classes.append(min((f.severity for f in findings), key=_WORST_FIRST.__getitem__))
                notes += [self._title(f) for f in findings]
            if facts:
                classes.append("fact")
                notes += [self.say("html_fact", name=self._fact_name(f.kind), why=f.why) for f in facts]
            if issues:
                classes.append("speaks")
                notes += [self.say("html_speaks_for", name=name) for name in issues]
            if classes:
                piece = f'<mark class="{" ".join(classes)}" title="{escape("；".join(notes))}">{piece}</mark>'
            out.append(piece)
        return "".join(out)

    def _title(self, finding: Finding) -> str:
        return self.say(
            "html_finding",
            kind=self._kind_name(finding.kind),
            severity=self.say(f"severity_{finding.severity}"),
            message=finding.message,
        )

    def _kind_name(self, kind: str) -> str:
        return self.rulebook.say("kinds", kind)

    def _fact_name(self, kind: str) -> str:
        record = self.rulebook.facts.get(kind)
        return record.name if record else kind

    def _finding(self, finding: Finding) -> str:
        advice = ""
        if finding.replacement:
            advice = self.say("finding_replacement", replacement=finding.replacement)
        elif finding.action == "delete":
            advice = self.say("finding_delete")
        why = f"<br><small>{escape(self.say('html_why', why=finding.why))}</small>" if finding.why else ""
        return (
            f'<li><mark class="{finding.severity}">{escape(finding.text)}</mark> {escape(self._title(finding))}'
            f"{' ' + escape(advice) if advice else ''}{why}"
        )

    def missing(self) -> str:
        a = self.analysis
        lines = "".join(
            f'<li class="{m.severity}">{escape(m.question)}<br><small>{escape(m.why)}</small>' for m in a.missing
        )
        parts = "　".join(
            self.say("html_points", name=p.name, points=f"{p.points:g}", of=f"{p.of:g}") for p in a.readiness.parts
        )
        score = escape(self.say("readiness", percent=f"{a.readiness.score:.0%}"))
        ready = f"<p>{score}　<small>{escape(parts)}</small></p>"
        return self.section("missing", f"{ready}<ol>{lines}</ol>") if lines or parts else ""

    def rewrite(self) -> str:
        a = self.analysis
        if a.rewrite.text == a.text:
            return self.section("rewrite", f"<p>{escape(self.say('unchanged'))}</p>")
        count = escape(self.say("html_edits", count=len(a.rewrite.edits)))
        shown = f"<details><summary>{count}</summary><div class=text>{self._changes()}</div></details>"
        return self.section("rewrite", f"<div class=text>{escape(a.rewrite.text)}</div>{shown}")

    def _changes(self) -> str:
        out, at = [], 0
        for (start, end), replacement, _ in sorted(self.analysis.rewrite.edits):
            out.append(escape(self.analysis.text[at:start]))
            out.append(f"<del>{escape(self.analysis.text[start:end])}</del>" if end > start else "")
            out.append(f"<ins>{escape(replacement)}</ins>" if replacement else "")
            at = end
        return "".join(out) + escape(self.analysis.text[at:])

    def statement(self) -> str:
        text = self.analysis.rewrite.statement
        return self.section("statement", f"<div class=text>{escape(text)}</div>" if text else "")

    def advice(self) -> str:
        advice = self.analysis.advice
        channels = "".join(
            f'<li class="{c.status}"><b>{escape(c.name)}</b> '
            f"<small>{escape(self.say(f'html_status_{c.status}'))}</small><br>{escape(c.how)}"
            + _small(c.why)
            + _small(self.say("html_limits", limits=c.limits) if c.limits else "")
            for c in advice.channels
        )
        evidence = "".join(
            f"<li>{'☑' if e.mentioned else '☐'} {escape(e.text)}"
            + (f" <small>{escape(self.say('html_kept'))}</small>" if e.mentioned else "")
            + _small(e.note)
            for e in advice.evidence
        )
        law = "".join(
            f"<li>{escape(self.say('html_law_line', law=b.law, article=b.article, gives=b.gives))}"
            + _small(self.say("html_law_source", source=b.source, checked_on=b.checked_on))
            + _small(b.note)
            for b in advice.law
        )
        deadlines = "".join(self._deadline(d) for d in advice.deadlines)
        notes = "".join(f"<p>{escape(note)}</p>" for note in (*advice.notes, advice.disclaimer) if note)
        return (
            self.section("html_channels", f"<ol>{channels}</ol>" if channels else "")
            + self.section("html_deadlines", f"<ul>{deadlines}</ul>" if deadlines else "")
            + self.section("html_evidence", f"<ul class=plain>{evidence}</ul>" if evidence else "")
            + self.section("html_law", f"<ul>{law}</ul>" if law else "")
            + (f"<aside>{notes}</aside>" if notes else "")
        )

    def _deadline(self, deadline: Deadline) -> str:
        line = escape(deadline.name)
        if deadline.trigger_date and deadline.due:
            line = escape(
                self.say(
                    "html_deadline",
                    name=deadline.name,
                    trigger=deadline.trigger,
                    date=deadline.trigger_date,
                    due=deadline.due,
                )
            )
        left = deadline.days_left
        when = ""
        if left is not None:
            key = "html_past" if left < 0 else "html_last_day" if left == 0 else "html_left"
            when = f' <b class="{"past" if left < 0 else "left"}">{escape(self.say(key, days=abs(left)))}</b>'
        ground = _small(self.say("html_ground", ground=deadline.ground))
        return f"<li>{line}{when}{_small(deadline.note)}{ground}"

    def facts(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(self._fact_name(f.kind))}<td>{escape(f.text)}<td>{escape(f.why)}"
            for f in (*self.analysis.facts, *self.analysis.details)
        )
        heads = "".join(f"<th>{escape(self.say(f'html_fact_{key}'))}" for key in ("kind", "text", "why"))
        return self.section("facts", f"<table><tr>{heads}{rows}</table>" if rows else "", folded=True)


def _small(text: str) -> str:
    return f"<br><small>{escape(text)}</small>" if text else ""


class _Speaks(NamedTuple):
    """A phrase that speaks for an issue."""

    span: Span
    name: str


_Part = Fact | Finding | _Speaks


def _layers(analysis: Analysis) -> Iterator[tuple[Span, Sequence[Fact], Sequence[Finding], Sequence[str]]]:
    """The text cut where a fact, a finding or evidence begins or ends, each piece with those that cover it."""
    cuts = {0, len(analysis.text)}
    starts: dict[int, list[_Part]] = {}
    ends: dict[int, list[_Part]] = {}
    speaking = (_Speaks(span, issue.name) for issue in analysis.issues for span in issue.evidence)
    parts: tuple[_Part, ...] = (*analysis.facts, *analysis.findings, *speaking)
    for part in parts:
        if part.span.end > part.span.start:
            cuts |= {part.span.start, part.span.end}
            starts.setdefault(part.span.start, []).append(part)
            ends.setdefault(part.span.end, []).append(part)
    open_: dict[int, _Part] = {}
    places = sorted(cuts)
    for start, end in pairwise(places):
        for part in ends.get(start, ()):
            open_.pop(id(part), None)
        open_ |= {id(part): part for part in starts.get(start, ())}
        here = list(open_.values())
        yield (
            Span(start, end),
            [p for p in here if isinstance(p, Fact)],
            [p for p in here if isinstance(p, Finding)],
            [p.name for p in here if isinstance(p, _Speaks)],
        )
