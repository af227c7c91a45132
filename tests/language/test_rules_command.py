"""``tousu rules`` lists, ``tousu explain`` explains, ``tousu check --disable`` turns off."""

import json

import pytest
from click.testing import CliRunner

from tousu.cli.commands import tousu
from tousu.errors import UnknownNameError


@pytest.fixture
def run():
    return lambda *arguments, **more: CliRunner().invoke(tousu, arguments, standalone_mode=False, **more)


def test_rules_lists_each_rule_with_its_kind(run, rulebook):
    output = run("rules").output
    assert all(rule in output for rule in rulebook.flags)


def test_rules_lists_one_kind_as_json(run):
    lines = [json.loads(line) for line in run("rules", "--kind", "threat", "--json").output.splitlines()]
    assert {line["kind"] for line in lines} == {"threat"}


def test_explain_shows_examples_good_and_bad_and_how_to_turn_off(run):
    output = run("explain", "fraud-nouns").output
    assert "⟦" in output
    assert "不会提示" in output
    assert 'disable = ["fraud-nouns"]' in output


def test_explain_takes_a_kind_too(run):
    assert "fraud-nouns" in run("explain", "accusation").output


def test_explain_shows_what_speaks_for_the_issues_of_a_draft(run, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text("付款二十天了一直没有发货，商家说没货", encoding="utf-8")
    for output in (run("explain", str(draft)).output, run("explain", "-", input=draft.read_text("utf-8")).output):
        assert "not_shipped" in output and "发货”" in output and "合计" in output
    assert "看不出是哪一类问题" in run("explain", "-", input="").output


def test_an_unknown_rule_names_the_nearest(run):
    error = run("explain", "fraud-noun").exception
    assert isinstance(error, UnknownNameError)
    assert "fraud-nouns" in str(error)


def test_check_turns_a_rule_off(run):
    said = run("check", "-", "--format", "json", "--disable", "accusation", input="你们就是骗子").output
    assert not json.loads(said)["findings"]


def test_check_reads_the_configuration_file(run, tmp_path):
    path = tmp_path / "tousu.toml"
    path.write_text('disable = ["accusation"]', encoding="utf-8")
    said = run("check", "-", "--format", "json", "--config", str(path), input="你们就是骗子").output
    assert not json.loads(said)["findings"]
