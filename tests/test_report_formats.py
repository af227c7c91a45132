"""Reports for machines and for tickets: SARIF, GitHub annotations, Markdown."""

import json
import re
from typing import Any

import pytest

import tousu
from tousu.report import github, markdown, sarif
from tousu.report.positions import Positions

DRAFT = "订单号260914-402716338850917。\n收到的杯子😡👨‍👩‍👧碎了，你们就是一群骗子！\n气死我了，马上退款20元。"


def utf16(start: dict[str, int]) -> tuple[int, int]:
    """Offsets, in UTF-16 code units within its line, of a region that stays in one line."""
    assert start["startLine"] == start["endLine"]
    return start["startColumn"] - 1, start["endColumn"] - 1


def piece(text: str, region: dict[str, int]) -> str:
    """What an editor that counts in UTF-16 finds at a region."""
    line = text.split("\n")[region["startLine"] - 1].encode("utf-16-le")
    first, last = utf16(region)
    return line[2 * first : 2 * last].decode("utf-16-le")


def run_of(analyzer: tousu.Analyzer, *texts: str) -> dict[str, Any]:
    pages = [(f"稿 {number}.txt", analyzer.analyze(text)) for number, text in enumerate(texts)]
    log = json.loads(sarif.page(pages, analyzer.rulebook))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("退款", 2, (1, 3)),
        ("😡退款", 1, (1, 3)),
        ("一\n二", 1, (1, 2)),
        ("一\n二", 2, (2, 1)),
        ("一\n😡👨‍👩‍👧碎", 8, (2, 11)),
        ("一\n", 2, (2, 1)),
    ],
)
def test_a_column_counts_utf16_code_units_from_one(text: str, offset: int, position: tuple[int, int]) -> None:
    assert Positions(text).of(offset) == position


def test_sarif_regions_hold_the_words_in_utf16(analyzer: tousu.Analyzer) -> None:
    run = run_of(analyzer, DRAFT)
    assert run["columnKind"] == "utf16CodeUnits"
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    regions = [place["region"] for place in places if "region" in place]
    assert "骗子" in {region["snippet"]["text"] for region in regions}
    for region in regions:
        assert piece(DRAFT, region) == region["snippet"]["text"]


def test_sarif_results_name_their_rule_file_and_level(analyzer: tousu.Analyzer) -> None:
    run = run_of(analyzer, DRAFT, "杯子碎了，请退款。")
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
    files = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
    assert files == {"%E7%A8%BF%200.txt", "%E7%A8%BF%201.txt"}
    assert any(result["ruleId"] == "missing/order_number" for result in run["results"])


def test_sarif_fixes_applied_together_are_the_rewrite(analyzer: tousu.Analyzer) -> None:
    analysis = analyzer.analyze(DRAFT)
    fixes = [fix for result in run_of(analyzer, DRAFT)["results"] for fix in result.get("fixes", ())]
    inserted = {c["insertedContent"]["text"] for f in fixes for a in f["artifactChanges"] for c in a["replacements"]}
    assert fixes
    assert inserted <= {edit.replacement for edit in analysis.rewrite.edits}


def test_no_files_make_an_empty_run(analyzer: tousu.Analyzer) -> None:
    assert json.loads(sarif.page([], analyzer.rulebook))["runs"][0]["results"] == []


def test_github_annotations_hold_the_words(analyzer: tousu.Analyzer) -> None:
    page = github.page([("drafts/a.txt", analyzer.analyze(DRAFT))], analyzer.rulebook)
    assert re.search(r"^::error file=drafts/a\.txt,line=1,title=[^:]*::", page, re.M) or "::warning" in page
    (found,) = re.findall(r"line=(\d+),endLine=\d+,col=(\d+),endColumn=(\d+),[^\n]*“骗子”", page)
    line, first, last = map(int, found)
    region = {"startLine": line, "endLine": line, "startColumn": first, "endColumn": last + 1}
    assert piece(DRAFT, region) == "骗子"


def test_a_draft_or_a_name_starts_no_command_of_its_own(analyzer: tousu.Analyzer) -> None:
    text = "杯子碎了，你们这群骗子\n::error file=x::骗子100%骗子，退款！！\n！！"
    page = github.page([("a,b:c%\n::d.txt", analyzer.analyze(text))], analyzer.rulebook)
    lines = page.splitlines()
    assert lines
    for line in lines:
        assert re.match(r"::(error|warning|notice) file=a%2Cb%3Ac%25%0A%3A%3Ad\.txt,line=\d+,", line)


def test_markdown_says_what_the_terminal_says(analyzer: tousu.Analyzer) -> None:
    analysis = analyzer.analyze(DRAFT)
    page = markdown.page([("", analysis)], analyzer.rulebook)
    for finding in analysis.findings:
        assert f"**{finding.text}**" in page
    for missing in analysis.missing:
        assert f"- [ ] {missing.question}" in page
    assert all(f"### {head}" in page for head in ("问题类型", "建议修改", "找到的事实", "改写稿"))


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)> 杯子碎了，请退款",
        "# 标题\n- 列表\n1. 骗子\n| 表 | 格 |",
        "看 http://a.example 和 [这里](javascript:1)，@someone，骗子",
        "`代码` **粗** _斜_ ~~删~~ $1$ &amp;",
    ],
)
def test_no_text_of_a_draft_becomes_markdown(analyzer: tousu.Analyzer, text: str) -> None:
    page = markdown.page([(text, analyzer.analyze(text))], analyzer.rulebook)
    quoted = "\n".join(line[2:] for line in page.splitlines() if line.startswith(("> ", "## ")))
    assert quoted
    assert not re.search(r"(?<!\\)[<`\[@#$&]", quoted)
    assert not re.search(r"^(?:#|-|1\.|\|)|(?<!\\)://", quoted, re.M)


@pytest.mark.parametrize("text", ["", "\n\n", "😡", "你好"])
def test_every_format_says_something_sound_of_nearly_nothing(analyzer: tousu.Analyzer, text: str) -> None:
    pages = [("a.txt", analyzer.analyze(text))]
    assert json.loads(sarif.page(pages, analyzer.rulebook))
    assert markdown.page(pages, analyzer.rulebook).startswith("# ")
    assert all(line.startswith("::") for line in github.page(pages, analyzer.rulebook).splitlines())
