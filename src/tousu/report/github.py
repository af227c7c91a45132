"""Analyses → workflow commands: GitHub shows each line as an annotation at its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tousu.report.positions import Positions
from tousu.results import Analysis
from tousu.rulebook import Rulebook

_LEVELS = {"block": "error", "warn": "warning", "hint": "notice"}


def page(analyses: Iterable[tuple[str, Analysis]], rulebook: Rulebook) -> str:
    """A line for each finding and each missing fact of analyses, each under the name of its file."""
    return "".join(line + "\n" for name, analysis in analyses for line in _lines(name, analysis, rulebook))


def _lines(name: str, analysis: Analysis, rulebook: Rulebook) -> Iterator[str]:
    positions = Positions(analysis.text)
    for finding in analysis.findings:
        start, end = positions.of(finding.span.start), positions.of(finding.span.end)
        place: dict[str, object] = {"file": name, "line": start.line, "endLine": end.line}
        if start.line == end.line:  # GitHub takes columns only within one line, and the end column is the last one
            place |= {"col": start.column, "endColumn": end.column - 1}
        title = f"{rulebook.say('kinds', finding.kind)} {finding.rule}"
        yield _command(finding.severity, finding.message, {**place, "title": title})
    for missing in analysis.missing:
        title = f"{rulebook.say('report', 'missing')} {rulebook.facts[missing.kind].name}"
        yield _command(missing.severity, missing.question, {"file": name, "line": 1, "title": title})


def _command(severity: str, message: str, properties: dict[str, object]) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_LEVELS[severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """A line end would end the command, and let the text begin one of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
