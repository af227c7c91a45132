"""Cards and the page on models hold the figures of the files, and none of an older model."""

import json
from pathlib import Path

import pytest

from tousu.learn import pages
from tousu.models import FILES
from tousu.rulebook import Rulebook

CARDS = ("issues", "facts", "tone", "polarity")


@pytest.mark.parametrize("name", CARDS)
def test_a_card_names_its_model_by_sha256_and_size(name: str) -> None:
    card = (pages.MODELS / f"{name}.md").read_text(encoding="utf-8")
    assert pages.file_digest(name) in card
    assert f"{(pages.MODELS / FILES[name]).stat().st_size / 1e6:.2f} MB" in card


@pytest.mark.parametrize("path", sorted(pages.EVALUATION.glob("*.json")), ids=lambda p: p.stem)
def test_figures_hold_no_text(path: Path) -> None:
    """The gold texts are not the project's: nothing of them may stand in its files."""

    def strings(value: object) -> list[str]:
        if isinstance(value, dict):
            return [s for k, v in value.items() for s in (str(k), *strings(v))]
        if isinstance(value, list):
            return [s for v in value for s in strings(v)]
        return [value] if isinstance(value, str) else []

    assert all(s.isascii() and len(s) <= 64 for s in strings(json.loads(path.read_text(encoding="utf-8"))))


def test_figures_of_an_older_model_are_called_that(tmp_path: Path) -> None:
    (tmp_path / "evaluation").mkdir()
    (tmp_path / FILES["polarity"]).write_bytes(b"new")
    row = {"texts": 2, "accuracy": 0.5, "auc": 0.5, "ece": 0.1}
    found = {"model": "0" * 64, "cross_validation": row, "gold": {}}
    (tmp_path / "evaluation" / "polarity.json").write_text(json.dumps(found), encoding="utf-8")
    blocks = pages._Blocks(Rulebook.packaged(), tmp_path)
    assert "上一版" in blocks.made("figures", "polarity")
    found["model"] = pages.file_digest("polarity", tmp_path)
    (tmp_path / "evaluation" / "polarity.json").write_text(json.dumps(found), encoding="utf-8")
    assert "上一版" not in blocks.made("figures", "polarity")


def test_what_is_not_measured_says_how_to_measure(tmp_path: Path) -> None:
    blocks = pages._Blocks(Rulebook.packaged(), tmp_path)
    assert "tousu.learn.measure tone" in blocks.made("figures", "tone")
    assert "tousu.learn.compare" in blocks.made("comparison", None)


def test_prose_stays_and_blocks_are_filled() -> None:
    page = "头\n<!-- learn: file polarity -->\n旧\n<!-- end -->\n尾\n"
    new = pages.filled(page, Rulebook.packaged())
    assert new.startswith("头\n<!-- learn: file polarity -->\n| ") and new.endswith("\n<!-- end -->\n尾\n")
    assert "旧" not in new
    assert pages.filled(new, Rulebook.packaged()) == new
