"""The main job on real texts that nobody here wrote; skipped, visibly, where they are absent."""

import json
from pathlib import Path

import pytest

import tousu


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "gold/dev_real.jsonl",
        "gold/dev_written.jsonl",
        "data/complaints_unlabelled.jsonl",
        "data/reviews.jsonl",
        "data/buyer_chat_lines.jsonl",
    ],
)
def test_every_text_is_analysed_without_an_error(analyzer: tousu.Analyzer, shared: Path, name: str) -> None:
    with (shared / name).open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    for analysis in analyzer.analyze_many(texts):
        assert "".join(t.of(analysis.text) for t in analysis.tokens) == analysis.text
        assert all(part.span.of(analysis.text) == part.text for part in (*analysis.facts, *analysis.findings))
