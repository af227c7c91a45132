"""The exported models: where they lie, and each loaded when it is first asked for."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from tousu import modelfile
from tousu.bayes import BayesModel
from tousu.errors import ModelError
from tousu.linear import LinearModel
from tousu.modelfile import folder
from tousu.tagging import Tagger
from tousu.tone import ToneModel

FILES = {
    "issues": "issues.safetensors",
    "facts": "facts.safetensors",
    "tone": "tone.safetensors",
    "polarity": "polarity.safetensors",
}


class Models:
    """A folder of exported models; a missing one is None and its step falls back to rules alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def packaged(cls) -> Models:
        """The models that come with tousu."""
        return cls(folder())

    @classmethod
    def load(cls, path: Path) -> Models:
        """The models in a folder of one's own."""
        if not path.is_dir():
            raise ModelError(f"{path}: no such folder of models", path=str(path))
        return cls(path)

    def _path(self, name: str) -> Path | None:
        path = self.path / FILES[name]
        return path if path.exists() else None

    @cached_property
    def issues(self) -> LinearModel | None:
        path = self._path("issues")
        return LinearModel.load(path) if path else None

    @cached_property
    def facts(self) -> Tagger | None:
        path = self._path("facts")
        return Tagger.load(path) if path else None

    @cached_property
    def tone(self) -> ToneModel | None:
        path = self._path("tone")
        return ToneModel.load(path) if path else None

    @cached_property
    def polarity(self) -> BayesModel | None:
        path = self._path("polarity")
        return BayesModel.load(path) if path else None

    @cached_property
    def digest(self) -> str:
        """Identifies the models, for the signature."""
        digest = hashlib.sha256()
        for name in FILES:
            path = self._path(name)
            digest.update(modelfile.digest(path).encode() if path else b"-")
        return digest.hexdigest()[:12]
