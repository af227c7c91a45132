"""Rules, kinds, names and places can be turned off; an unknown id is an error that names the nearest one."""

import pytest

import tousu
from tousu.errors import ConfigError, UnknownNameError
from tousu.language.switches import Switches

ANGRY = "你们就是骗子！！！马上退款"


def rules(analyzer, text=ANGRY):
    return {f.rule for f in analyzer.analyze(text).findings}


def test_a_rule_can_be_turned_off():
    assert "fraud-nouns" in rules(tousu.Analyzer())
    assert "fraud-nouns" not in rules(tousu.Analyzer(disable=["fraud-nouns"]))


def test_a_kind_can_be_turned_off():
    analyzer = tousu.Analyzer(disable=["accusation", "emphasis"])
    assert {f.kind for f in analyzer.analyze(ANGRY).findings}.isdisjoint({"accusation", "emphasis"})


def test_own_names_are_left_alone():
    assert "fraud-nouns" not in rules(tousu.Analyzer(names=["骗子酱油"]), "骗子酱油少一瓶")


def test_an_unknown_id_names_the_nearest_one():
    with pytest.raises(UnknownNameError, match="fraud-nouns"):
        tousu.Analyzer(disable=["fraud-noun"])


@pytest.mark.parametrize(
    "text",
    [
        "你们就是骗子 <!-- tousu:off fraud-nouns -->",
        "<!-- tousu:off accusation -->\n你们就是骗子",
        "<!-- tousu:off -->\n你们就是骗子",
        "<!-- tousu:off-all accusation -->\n第一行\n你们就是骗子",
    ],
)
def test_a_comment_silences_its_place(analyzer, text):
    assert "fraud-nouns" not in rules(analyzer, text)


@pytest.mark.parametrize(
    "text",
    [
        "<!-- tousu:off insult -->\n你们就是骗子",
        "<!-- tousu:off accusation -->\n第一行\n你们就是骗子",
        "<!-- tousu:off-all -->\n第一行\n<!-- tousu:on -->\n你们就是骗子",
    ],
)
def test_a_comment_silences_no_other_place(analyzer, text):
    assert "fraud-nouns" in rules(analyzer, text)


def test_switches_are_plain_values(rulebook):
    assert Switches.of(rulebook, disable=["insult"]) == Switches.of(rulebook, disable=("insult",))


class TestConfigurationFile:
    """``tousu.toml`` is read as it stands or refused; nothing in it is silently ignored."""

    def test_it_gives_the_settings_of_an_analyzer(self, tmp_path):
        from tousu import config

        path = tmp_path / "tousu.toml"
        path.write_text('disable = ["accusation"]\nnames = ["某店"]\nlimit = 5000\n', encoding="utf-8")
        assert config.find(tmp_path / "deeper") == path
        assert "fraud-nouns" not in rules(tousu.Analyzer(**config.read(path)))

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ('disabel = ["insult"]', "disable"),
            ('disable = "insult"', "list"),
            ("limit = 0", "whole number"),
            ("rules = 3", "path"),
            ("disable = [", "TOML"),
        ],
    )
    def test_what_is_wrong_is_named(self, tmp_path, content, says):
        from tousu import config

        path = tmp_path / "tousu.toml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ConfigError, match=says):
            config.read(path)
