"""Drafts of many trades, each with an honest rewrite and with forged ones: tests/data/README.md."""

import json
from pathlib import Path

import pytest

import tousu

ROWS = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "rewrites.jsonl").read_text("utf-8").splitlines()
]


def rows(forged: bool) -> list[object]:
    """The pairs of one sort; what is not solved yet is marked, so that whoever solves it sees it."""
    return [
        pytest.param(
            row["before"],
            row["after"],
            id=f"{row['kind']}-{row['note']}",
            marks=[pytest.mark.xfail(strict=True)] if row.get("open") else [],
        )
        for row in ROWS
        if row["forged"] is forged
    ]


@pytest.mark.parametrize(("before", "after"), rows(forged=True))
def test_a_forged_rewrite_is_seen(analyzer: tousu.Analyzer, before: str, after: str) -> None:
    assert not analyzer.verify(before, after).ok


@pytest.mark.parametrize(("before", "after"), rows(forged=False))
def test_an_honest_rewrite_of_a_draft_passes(analyzer: tousu.Analyzer, before: str, after: str) -> None:
    assert [c for c in analyzer.verify(before, after).changes if c.verdict != "kept"] == []


def test_each_forged_rewrite_has_an_honest_twin() -> None:
    honest = {row["before"] for row in ROWS if not row["forged"]}
    assert {row["before"] for row in ROWS} == honest
    assert all(row["before"] != row["after"] for row in ROWS)
