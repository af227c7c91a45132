"""The compiled rulebook: what the files say, quickly; and never what they said before."""

import os
import shlex
import shutil
import subprocess
import sysconfig
import time
from pathlib import Path

import pytest

from tousu import native, rulebook
from tousu.draft import Draft
from tousu.rulebook import Owner, Rulebook


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rule files in a source tree, compiled just now."""
    folder = tmp_path / "data"
    shutil.copytree(rulebook.DATA, folder, ignore=shutil.ignore_patterns("compiled.bin"))
    monkeypatch.setattr(rulebook, "DATA", folder)
    monkeypatch.setattr(rulebook, "COMPILED", folder / "compiled.bin")
    monkeypatch.setattr(rulebook, "PACKED", tmp_path / "no such folder")
    Rulebook.from_folder(folder).compile()
    return folder


def read_as(monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether ``packaged`` reads the compiled file or the TOML files."""
    read = ["compiled"]
    original = Rulebook.from_folder

    def from_folder(folder: Path) -> Rulebook:
        read[0] = "files"
        return original(folder)

    monkeypatch.setattr(Rulebook, "from_folder", from_folder)
    Rulebook.packaged()
    return read[0]


def later(path: Path) -> None:
    """The file, changed a second after the compiled one was made."""
    at = time.time_ns() + 10**12
    os.utime(path, ns=(at, at))


def test_it_is_the_rulebook_of_the_files(data: Path) -> None:
    fresh, compiled = Rulebook.from_folder(data), Rulebook.packaged()
    assert compiled.digest == fresh.digest
    assert repr(compiled.rooms) == repr(fresh.rooms), "in the same order, too: needs are asked in it"
    draft = Draft("在淘宝买的電飯煲，垃圾平台，客服推脱，要求退款，订单号3921774500861123904")
    assert compiled.scan(draft) == fresh.scan(draft) != {}


def test_it_is_read_while_it_is_current(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_as(monkeypatch) == "compiled"


def test_an_edited_rule_is_not_hidden(data: Path) -> None:
    path = data / "platforms" / "taobao.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("aliases = [", 'aliases = ["某某宝", '), encoding="utf-8")
    later(path)
    assert Owner("platforms", "taobao", "name") in Rulebook.packaged().scan(Draft("在某某宝买的"))


def test_an_edited_rule_with_an_old_date_is_not_hidden(data: Path) -> None:
    path = data / "platforms" / "taobao.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("aliases = [", 'aliases = ["某某宝", '), encoding="utf-8")
    os.utime(path, ns=(0, 0))
    assert Owner("platforms", "taobao", "name") in Rulebook.packaged().scan(Draft("在某某宝买的"))


def test_a_new_rule_is_not_hidden_however_old_its_file_is(data: Path) -> None:
    path = data / "platforms" / "somewhere.toml"
    path.write_text('name = "某处商城"\n', encoding="utf-8")
    os.utime(path, ns=(0, 0))
    assert "somewhere" in Rulebook.packaged().platforms


def test_a_deleted_rule_is_gone(data: Path) -> None:
    (data / "platforms" / "taobao.toml").unlink()
    assert "taobao" not in Rulebook.packaged().platforms


def test_it_is_not_read_when_the_code_that_made_it_is_newer(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rulebook, "_code_changed", lambda: [2**62])
    assert read_as(monkeypatch) == "files"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"files": 3}'])
def test_a_damaged_one_is_not_read(data: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "compiled.bin").write_bytes(content)
    assert read_as(monkeypatch) == "files"


def test_an_installed_package_trusts_it_whatever_the_times_say(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebook, "PACKED", data)
    for path in data.rglob("*.toml"):
        later(path)
    assert read_as(monkeypatch) == "compiled"


def test_the_kernel_compiles() -> None:
    """Without it NumPy serves and nothing fails, so a kernel that no compiler takes is seen nowhere else."""
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")
    if shutil.which(compiler[0]) is None:
        pytest.skip("no compiler")
    source = Path(native.__file__).with_name("_kernel.c")
    checked = ["-fsyntax-only", "-Werror=implicit-function-declaration", f"-I{sysconfig.get_path('include')}"]
    run = subprocess.run([*compiler, *checked, str(source)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
