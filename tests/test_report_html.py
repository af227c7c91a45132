"""The HTML report stands alone, lets no text become markup, and loses nothing of the draft."""

import datetime as dt
import html
import re

import pytest

import tousu
from tousu.report.html import page, render

DRAFTS = {
    "plain": "10月3日在淘宝买的杯子碎了，联系商家，商家不理，请退款20元。",
    "angry": "你们这群骗子！！！气死我了，马上退钱，不退就曝光你们。",
    "markup": "我在<script>alert(1)</script>\"店铺\"买的'杯子'&nbsp;碎了，请退款20元",
    "empty": "",
    "emoji": "😡😡😡杯子碎了👨‍👩‍👧，订单号260914-402716338850917",
    "lines": "第一行\n\n第二行　全角空格\t制表",
}


@pytest.mark.parametrize("text", DRAFTS.values(), ids=DRAFTS)
@pytest.mark.parametrize("channel", [None, "heimao", "court"])
def test_the_draft_stands_in_the_report_to_the_letter(analyzer: tousu.Analyzer, text: str, channel: str | None) -> None:
    fragment = render(analyzer.analyze(text, channel=channel, today=dt.date(2026, 11, 24)), analyzer.rulebook)
    match = re.search(r"<div class=text>(.*?)</div>", fragment, re.S)
    assert match
    assert html.unescape(re.sub(r"<[^>]*>", "", match[1])) == text


@pytest.mark.parametrize("text", DRAFTS.values(), ids=DRAFTS)
def test_nothing_is_loaded_or_run(analyzer: tousu.Analyzer, text: str) -> None:
    document = page([("稿<件>.txt", analyzer.analyze(text))], analyzer.rulebook)
    assert "<script" not in document
    assert not re.search(r"<(?:link|img|iframe|object)|url\(|@import|\son[a-z]+=", document)
    assert not re.search(r"(?:src|href)\s*=", document)
    assert "default-src 'none'" in document
    assert "稿&lt;件&gt;.txt" in document


def test_a_fragment_brings_its_own_scoped_style(analyzer: tousu.Analyzer) -> None:
    fragment = render(analyzer.analyze(DRAFTS["plain"]), analyzer.rulebook)
    style = re.search(r"<style>(.*?)</style>", fragment, re.S)
    assert style
    selectors = re.findall(r"(?:^|[}{,])\s*([^{},@]+)\{", style[1])
    assert all("tousu" in s for s in selectors if s.strip())


def test_every_finding_and_fact_is_marked(analyzer: tousu.Analyzer) -> None:
    analysis = analyzer.analyze(DRAFTS["angry"])
    fragment = render(analysis, analyzer.rulebook)
    for finding in analysis.findings:
        assert html.escape(finding.text) in fragment
        assert f'class="{finding.severity}' in fragment
