"""Model files: plain arrays, the same bytes for the same content, and clear errors for what is none."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import tousu
from tousu import modelfile
from tousu.bayes import BayesModel

ARRAYS = {"weights": np.arange(6, dtype=np.float32).reshape(2, 3), "keys": np.array([1, 2], dtype=np.uint64)}


def written(path: Path) -> Path:
    modelfile.write(path, "linear", {"classes": ["a", "b", "c"], "注": "中文"}, ARRAYS)
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    meta, arrays = modelfile.read(written(tmp_path / "m.safetensors"), "linear")
    assert meta == {"classes": ["a", "b", "c"], "注": "中文"}
    assert all((arrays[name] == ARRAYS[name]).all() for name in ARRAYS)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "a").read_bytes() == written(tmp_path / "b").read_bytes()


@pytest.mark.parametrize("path", sorted(modelfile.folder().glob("*.safetensors")), ids=lambda path: path.stem)
def test_a_packaged_model_holds_what_its_sha256_says(path: Path) -> None:
    """They are mapped and not checked when they are opened."""
    said, arrays = modelfile._mapped(path)
    known, loaded = modelfile._loaded(path)
    assert said == known
    assert said["sha256"] == modelfile._digest(said["meta"], arrays) == modelfile._digest(said["meta"], loaded)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "m.safetensors")
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(tousu.ModelError, match="damaged"):
        modelfile.read(path, "linear")


@pytest.mark.parametrize("content", [b"", b"half", b"PK\x03\x04 a zip", b"\x80\x04pickle", b"\xff" * 64])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.safetensors"
    path.write_bytes(content)
    with pytest.raises(tousu.ModelError, match="not a readable model file"):
        modelfile.read(path, "linear")


def test_a_safetensors_file_of_another_maker_is_refused(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    save_file(ARRAYS, tmp_path / "m.safetensors")
    with pytest.raises(tousu.ModelError, match="not written by tousu"):
        modelfile.read(tmp_path / "m.safetensors", "linear")


def test_a_newer_schema_a_wrong_kind_and_a_missing_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(tousu.ModelError, match="no such model file"):
        modelfile.read(tmp_path / "none", "linear")
    path = written(tmp_path / "m")
    with pytest.raises(tousu.ModelError, match="of kind 'linear', expected 'tagger'"):
        modelfile.read(path, "tagger")
    monkeypatch.setattr(modelfile, "SCHEMA", 2)
    written(path)
    monkeypatch.setattr(modelfile, "SCHEMA", 1)
    with pytest.raises(tousu.ModelError, match=r"schema 2 is newer than 1.*upgrade"):
        modelfile.read(path, "linear")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "no such folder of models or model file"),
        (lambda path: path.mkdir(), "holds none of issues.safetensors"),
        (lambda path: path.write_bytes(b""), "not written by tousu"),
        (lambda path: path.write_bytes(b"\x80\x04pickle" * 9), "not written by tousu"),
        (lambda path: modelfile.write(path, "soup", {}, ARRAYS), "a model of kind 'soup'; known: linear, "),
        (lambda path: modelfile.write(path, "linear", {"features": 99}, ARRAYS), "made with features 99"),
        (lambda path: modelfile.write(path, "linear", {"features": 1}, ARRAYS), "lacks 'classes'"),
    ],
)
def test_own_models_that_can_not_be_used_are_told_at_once(
    make: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    make(tmp_path / "own")
    with pytest.raises(tousu.ModelError, match=message):
        tousu.Analyzer(models=tmp_path / "own")


def test_an_own_model_serves_in_place_of_its_kind_beside_the_packaged_others(
    analyzer: tousu.Analyzer, tmp_path: Path
) -> None:
    packaged = analyzer.models.path / "polarity.safetensors"
    model = BayesModel.load(packaged)
    own = BayesModel(model._index.keys, -model.weights, -model.bias, -model.unknown)
    own.save(tmp_path / "mine.safetensors")
    turned = tousu.Analyzer(models=tmp_path / "mine.safetensors")
    text = "买的锅坏了，商家不退款"
    one, other = analyzer.analyze(text), turned.analyze(text)
    assert other.sentiment.polarity == pytest.approx(1 - one.sentiment.polarity)
    assert other.issues == one.issues and other.facts == one.facts
    assert other.signature.models != one.signature.models


def test_the_packaged_models_are_there_and_small(analyzer: tousu.Analyzer) -> None:
    assert analyzer.models.issues and analyzer.models.facts and analyzer.models.tone
    sizes = {path.stem: path.stat().st_size for path in analyzer.models.path.glob("*.safetensors")}
    assert all(size < 6_000_000 for size in sizes.values())
    assert sizes["issues"] < 5_000_000
