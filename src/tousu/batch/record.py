"""One analysis as one flat row: the same fields in JSON Lines, CSV, Parquet and Arrow batches."""

from __future__ import annotations

from typing import Any

from tousu.results import Analysis

FIELDS = (
    "issue",
    "issue_name",
    "probability",
    "issues",
    "facts",
    "missing",
    "findings",
    "readiness",
    "rewrite",
    "statement",
    "open",
    "polarity",
    "signature",
)
"""Names of the fields of a row, in order; ``docs/scale.md`` says what each holds."""


def row(analysis: Analysis) -> dict[str, Any]:
    """The fields of one analysed draft; offsets are half-open code points into its text."""
    first = analysis.issues[0]
    return {
        "issue": first.id,
        "issue_name": first.name,
        "probability": first.probability,
        "issues": [{"id": i.id, "probability": i.probability} for i in analysis.issues],
        "facts": [
            {
                "kind": f.kind,
                "start": f.span.start,
                "end": f.span.end,
                "text": f.text,
                "value": f.value,
                "role": f.role,
                "confidence": f.confidence,
            }
            for f in (*analysis.facts, *analysis.details)
        ],
        "missing": [{"kind": m.kind, "severity": m.severity, "question": m.question} for m in analysis.missing],
        "findings": [
            {
                "rule": f.rule,
                "kind": f.kind,
                "severity": f.severity,
                "start": f.span.start,
                "end": f.span.end,
                "text": f.text,
                "action": f.action,
                "message": f.message,
                "replacement": f.replacement,
            }
            for f in analysis.findings
        ],
        "readiness": analysis.readiness.score,
        "rewrite": analysis.rewrite.text,
        "statement": analysis.rewrite.statement,
        "open": [blank.text for blank in analysis.rewrite.open],
        "polarity": analysis.sentiment.polarity,
        "signature": str(analysis.signature),
    }
