"""An outside measure of insults: lines beside rewrites that keep their stance, so that what went is what was toxic.

    python -m tousu.learn.rewrites FILE.jsonl

Rows are ``{"toxic": …, "neutral": …}``, the form of the public sets of detoxified lines.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tousu.spans import Span

Find = Callable[[str], Sequence[Span]]
"""A line to the spans said to be insults."""


class Measure(NamedTuple):
    """Over all lines: how many toxic phrases, the share of them met, and precision, recall, F1 of overlapping spans."""

    lines: int
    phrases: int
    covered: float
    precision: float
    recall: float
    f1: float


def toxic_spans(toxic: str, neutral: str) -> list[Span]:
    """What the rewrite took out of the line or put something else for, in order."""
    steps = SequenceMatcher(None, toxic, neutral, autojunk=False).get_opcodes()
    return [Span(start, end) for tag, start, end, _, _ in steps if tag in ("replace", "delete")]


def read(path: Path) -> list[tuple[str, str]]:
    """The (toxic, neutral) pairs of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row["toxic"], row["neutral"]) for row in rows]


def measure(pairs: Iterable[tuple[str, str]], find: Find) -> Measure:
    """Each toxic phrase that a finding overlaps is met; each finding that overlaps a phrase is right."""
    lines = phrases = met = said = right = 0
    for toxic, neutral in pairs:
        gold, found = toxic_spans(toxic, neutral), find(toxic)
        lines, phrases, said = lines + 1, phrases + len(gold), said + len(found)
        met += sum(any(g.overlaps(f) for f in found) for g in gold)
        right += sum(any(f.overlaps(g) for g in gold) for f in found)
    covered = met / phrases if phrases else 0.0
    precision = right / said if said else 0.0
    f1 = 2 * precision * covered / (precision + covered) if precision + covered else 0.0
    return Measure(lines, phrases, covered, precision, covered, f1)


def main(path: Path) -> None:
    """Say the measure of the packaged analyzer: by findings of kind insult, and by findings of any kind of language."""
    from tousu.analyzer import Analyzer
    from tousu.rules import FLAG_IDS

    analyzer, pairs = Analyzer(), read(path)
    findings = {toxic: analyzer.analyze(toxic).findings for toxic, _ in pairs}

    def spans(text: str, kinds: Sequence[str]) -> list[Span]:
        return [finding.span for finding in findings[text] if finding.kind in kinds]

    for name, kinds in (("insult", ("insult",)), ("any", FLAG_IDS)):
        sys.stdout.write(f"{name}: {measure(pairs, partial(spans, kinds=kinds))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
