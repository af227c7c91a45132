"""The pages say what is true: commands that CI runs, rules that work, links that lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import tousu
from tousu.rulebook import Rulebook

from .conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "models").glob("*.md")])


def commands(page: str) -> list[str]:
    return re.findall(r"^python3 -m venv \.venv && .+$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)


def test_both_readmes_name_the_same_two_commands_and_ci_runs_the_second() -> None:
    assert commands("README.md") == commands("README.en.md")
    main, test = commands("README.md")
    assert "tousu check examples/drafts/" in main
    assert test.endswith(".venv/bin/python -m pytest -n auto")
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_rule_shown_in_contributing_works(tmp_path: Path) -> None:
    rule, platform = re.findall(r"```toml\n(.+?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
    for name, content in (("flags/insult/brainless.toml", rule), ("platforms/shanhuo.toml", platform)):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
    own = Rulebook.from_folder(tmp_path).flags["brainless"]
    analyzer = tousu.Analyzer(rules=tmp_path)
    for marked in own.match:
        assert "brainless" in {f.rule for f in analyzer.analyze(re.sub("[⟦⟧]", "", marked)).findings}
    for innocent in own.innocent:
        assert "brainless" not in {f.rule for f in analyzer.analyze(innocent).findings}
    facts = analyzer.analyze("在山货优选买的核桃，订单号281736450918273645，没发货").facts
    assert {"platform", "order_number"} <= {f.kind for f in facts}


def test_the_quickstart_runs() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "examples" / "quickstart.py"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "不粘锅" in run.stdout
