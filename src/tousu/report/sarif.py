"""Analyses → SARIF 2.1.0, as code scanning and editors read it: columns in UTF-16 code units, stable rule ids.

A finding stands at its span, with what the rewriter did there as its fix. A missing fact has no place in the text: it
is a result of the whole file, under ``missing/<kind>``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from tousu.report.positions import Positions
from tousu.results import Analysis, Finding, Missing
from tousu.rulebook import Rulebook
from tousu.spans import Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"block": "error", "warn": "warning", "hint": "note"}


def page(analyses: Iterable[tuple[str, Analysis]], rulebook: Rulebook) -> str:
    """One SARIF log with one run, over analyses each under the name of its file."""
    named = list(analyses)
    rules: dict[str, dict[str, Any]] = {}
    results = [result for name, analysis in named for result in _results(name, analysis, rulebook, rules)]
    order = {rule: number for number, rule in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = order[result["ruleId"]]
    driver: dict[str, Any] = {"name": "tousu", "rules": list(rules.values())}
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    if named:
        signature = named[0][1].signature
        driver["version"] = signature.tousu
        run["properties"] = {"signature": str(signature)}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _results(
    name: str, analysis: Analysis, rulebook: Rulebook, rules: dict[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The results of one file; ``rules`` gathers what they are results of."""
    file = {"uri": quote(name.replace("\\", "/"))}
    positions = Positions(analysis.text)
    for finding in analysis.findings:
        rules.setdefault(finding.rule, _rule(finding.rule, rulebook.say("kinds", finding.kind), finding))
        region = _region(finding.span, positions)
        place = {"artifactLocation": file, "region": {**region, "snippet": {"text": finding.text}}}
        result = _result(finding.rule, finding.severity, finding.message, place)
        if changes := _replacements(finding, analysis, positions):
            result["fixes"] = [{"artifactChanges": [{"artifactLocation": file, "replacements": changes}]}]
        yield result
    for missing in analysis.missing:
        rule = f"missing/{missing.kind}"
        rules.setdefault(rule, _rule(rule, rulebook.facts[missing.kind].name, missing))
        yield _result(rule, missing.severity, missing.question, {"artifactLocation": file})


def _rule(rule: str, name: str, part: Finding | Missing) -> dict[str, Any]:
    out: dict[str, Any] = {"id": rule, "shortDescription": {"text": name}}
    if part.why:
        out["fullDescription"] = {"text": part.why}
    return out | {"defaultConfiguration": {"level": _LEVELS[part.severity]}}


def _result(rule: str, severity: str, message: str, place: dict[str, Any]) -> dict[str, Any]:
    location = {"physicalLocation": place}
    return {"ruleId": rule, "level": _LEVELS[severity], "message": {"text": message}, "locations": [location]}


def _replacements(finding: Finding, analysis: Analysis, positions: Positions) -> list[dict[str, Any]]:
    """What the rewriter did at a finding: its edits are checked against the facts, a bare replacement is not."""
    return [
        {"deletedRegion": _region(edit.span, positions), "insertedContent": {"text": edit.replacement}}
        for edit in analysis.rewrite.edits
        if edit.span.overlaps(finding.span)
    ]


def _region(span: Span, positions: Positions) -> dict[str, int]:
    start, end = positions.of(span.start), positions.of(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
