"""The built wheel, in an empty environment, does the main job. CI builds it and names it in TOUSU_WHEEL."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WHEEL = os.environ.get("TOUSU_WHEEL")
ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not WHEEL, reason="no built wheel named in TOUSU_WHEEL")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", str(Path(WHEEL or "").resolve())],
        check=True,
    )
    return python


def test_check_marks_findings_and_rewrites(python: Path, tmp_path: Path) -> None:
    draft = ROOT / "examples" / "drafts" / "hasty.txt"
    run = subprocess.run(
        [python, "-m", "tousu", "check", draft, "--format", "json"], capture_output=True, cwd=tmp_path, check=False
    )
    assert run.returncode == 1, run.stderr.decode()
    analysis = json.loads(run.stdout)
    assert analysis["text"] == draft.read_text(encoding="utf-8")
    assert analysis["issues"][0]["id"] != "other"
    assert {"insult", "accusation"} & {f["kind"] for f in analysis["findings"]}
    assert analysis["rewrite"]["text"] != analysis["text"]


def test_models_and_rules_are_in_the_wheel_and_learning_is_not_needed(python: Path, tmp_path: Path) -> None:
    code = (
        "import tousu, sys; a = tousu.Analyzer();"
        "assert a.models.issues and a.models.facts and a.models.tone and a.rulebook.flags;"
        "tousu.analyze('东西坏了，要求退款');"
        "assert 'sklearn' not in sys.modules and 'snownlp' not in sys.modules"
    )
    subprocess.run([python, "-c", code], check=True, cwd=tmp_path)


def test_what_the_build_compiled_is_used(python: Path, tmp_path: Path) -> None:
    if str(WHEEL).endswith("none-any.whl"):
        pytest.skip("built without a compiler")
    code = (
        "from tousu import native, patterns, records, spans; import re;"
        "assert native._kernel and patterns._open()[0];"
        "kept = [key.partition(' ') for key in patterns._open()[0]];"
        "assert any(patterns.compile(p, int(f)) != re.compile(p, int(f)) for f, _, p in kept)"
    )
    subprocess.run([python, "-c", code], check=True, cwd=tmp_path)
