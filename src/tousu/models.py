"""The exported models: where they lie, and each loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tousu import modelfile, native
from tousu.errors import ModelError
from tousu.modelfile import folder
from tousu.readers import IssueModel, PolarityModel, Tagger, ToneModel

FILES = {
    "issues": "issues.safetensors",
    "facts": "facts.safetensors",
    "tone": "tone.safetensors",
    "polarity": "polarity.safetensors",
}
KINDS = {"linear": "issues", "tagger": "facts", "tone": "tone", "bayes": "polarity"}
"""The name under which a kind of model file serves."""


def _arrays(module: str) -> Any:
    """The module that reads a model by NumPy: imported where the kernel does not serve."""
    return import_module(f"tousu.{module}")


class Models:
    """A folder of exported models; a missing one is None and its step falls back to rules alone.

    Args:
        path: the folder.
        own: files that stand in for those of the folder, by the name of the model.
    """

    def __init__(self, path: Path, own: Mapping[str, Path] = MappingProxyType({})) -> None:
        self.path, self.own = path, own

    @classmethod
    def packaged(cls) -> Models:
        """The models that come with tousu."""
        return cls(folder())

    @classmethod
    def load(cls, path: Path) -> Models:
        """Own models, a folder of them or one file, in place of the packaged ones of the same kind.

        They are read at once, so that a bad one is told here and not at the first draft.

        Raises:
            ModelError: nothing there, or a file that is damaged, foreign or newer than this tousu.
        """
        if path.is_dir():
            own = {name: path / file for name, file in FILES.items() if (path / file).exists()}
            if not own:
                raise ModelError(f"{path}: holds none of {', '.join(FILES.values())}", path=str(path))
        elif path.exists():
            kind = modelfile.head(path)["kind"]
            if kind not in KINDS:
                raise ModelError(f"{path}: a model of kind {kind!r}; known: {', '.join(KINDS)}", path=str(path))
            own = {KINDS[kind]: path}
        else:
            raise ModelError(f"{path}: no such folder of models or model file", reason="missing", path=str(path))
        models = cls(folder(), own)
        for name in own:
            getattr(models, name)
        return models

    def _path(self, name: str) -> Path | None:
        path = self.own.get(name, self.path / FILES[name])
        return path if path.exists() else None

    @cached_property
    def issues(self) -> IssueModel | None:
        path = self._path("issues")
        return native.issues(path) or _arrays("linear").LinearModel.load(path) if path else None

    @cached_property
    def facts(self) -> Tagger | None:
        path = self._path("facts")
        return native.tagger(path) or _arrays("tagging").Tagger.load(path) if path else None

    @cached_property
    def tone(self) -> ToneModel | None:
        path = self._path("tone")
        return native.tone(path) or _arrays("tone").ToneModel.load(path) if path else None

    @cached_property
    def polarity(self) -> PolarityModel | None:
        path = self._path("polarity")
        return native.polarity(path) or _arrays("bayes").BayesModel.load(path) if path else None

    @cached_property
    def digest(self) -> str:
        """Identifies the models, for the signature."""
        paths = map(self._path, FILES)
        return modelfile.sha256(b"".join(modelfile.digest(path).encode() if path else b"-" for path in paths))[:12]
