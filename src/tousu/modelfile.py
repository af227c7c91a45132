"""Models on disk: plain arrays in one safetensors file, with schema version and sha256. No pickle, no marshal."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tousu.errors import ModelError

if TYPE_CHECKING:
    import numpy.typing as npt

SCHEMA = 1
"""Version of the file layout that this code writes and the newest that it reads."""

PACKED = Path(__file__).parent / "_models"
"""Where the models lie in an installed package; in a source tree there is no such folder."""

Arrays: TypeAlias = "dict[str, npt.NDArray[Any]]"


def folder() -> Path:
    """``models/`` of the source tree, or the copy packed into the wheel."""
    return PACKED if PACKED.exists() else Path(__file__).parents[2] / "models"


def _trusted(path: Path) -> bool:
    """Whether it is a packaged model, whose numbers lie as this machine reads them."""
    return path.parent == folder() and sys.byteorder == "little"


def write(path: Path, kind: str, meta: Mapping[str, Any], arrays: Arrays) -> None:
    """Write a model; the same content gives the same bytes."""
    import numpy as np
    from safetensors.numpy import save

    arrays = {name: np.ascontiguousarray(arrays[name]) for name in sorted(arrays)}
    head = {"schema": SCHEMA, "kind": kind, "sha256": _digest(meta, arrays), "meta": meta}
    # One entry alone: safetensors keeps its metadata in a hash map, whose order changes from run to run.
    data = save(arrays, metadata={"tousu": json.dumps(head, ensure_ascii=False, sort_keys=True)})
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(path.suffix + ".part")
    part.write_bytes(data)
    part.replace(path)


def read(path: Path, kind: str) -> tuple[dict[str, Any], Arrays]:
    """The meta data and arrays of a model of this kind.

    The packaged models are mapped: what no draft asks for is never read. They are trusted as the code beside them is
    (a test holds their content against their sha256); any other file is read and checked.

    Raises:
        ModelError: missing, damaged, foreign, of another kind, or newer than this code.
    """
    packaged = _trusted(path)
    try:
        said, arrays = _mapped(path) if packaged else _loaded(path)
    except FileNotFoundError:
        raise ModelError(f"{path}: no such model file; train one with `tousu train`", path=str(path)) from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: not a readable model file: {error}", path=str(path)) from None
    if not isinstance(said, dict) or not {"schema", "kind", "sha256", "meta"} <= said.keys():
        raise ModelError(f"{path}: not written by tousu; export it with `tousu train`", path=str(path))
    if not isinstance(said["schema"], int) or said["schema"] > SCHEMA:
        raise ModelError(
            f"{path}: schema {said['schema']} is newer than {SCHEMA}, which this tousu reads; upgrade tousu",
            path=str(path),
        )
    if said["kind"] != kind:
        raise ModelError(f"{path}: a model of kind {said['kind']!r}, expected {kind!r}", path=str(path))
    if not packaged and _digest(said["meta"], arrays) != said["sha256"]:
        raise ModelError(f"{path}: damaged: its sha256 differs from the one it was written with", path=str(path))
    return said["meta"], arrays


def views(path: Path, kind: str) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """What ``read`` gives, without NumPy where the model is a packaged one.

    Raises:
        ModelError: as ``read``.
    """
    if not _trusted(path) or not path.exists():
        meta, arrays = read(path, kind)
        return meta, {name: array.data for name, array in arrays.items()}
    try:
        said, found = _views(path)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: not a readable model file: {error}", path=str(path)) from None
    if said["kind"] != kind or said["schema"] > SCHEMA:
        raise ModelError(f"{path}: not a model of kind {kind!r} that this tousu reads", path=str(path))
    return said["meta"], found


def _loaded(path: Path) -> tuple[Any, Arrays]:
    """What stands in the head of a file, and its arrays.

    Raises:
        ValueError: no safetensors file.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            said = json.loads((file.metadata() or {}).get("tousu", "null"))
            return said, {name: file.get_tensor(name) for name in sorted(file.keys())}
    except SafetensorError as error:
        raise ValueError(str(error)) from None


_TYPES: dict[str, Any] = {"U8": "B", "I8": "b", "U16": "H", "U32": "I", "I32": "i", "U64": "Q", "F32": "f", "F64": "d"}


def _mapped(path: Path) -> tuple[Any, Arrays]:
    """The same without a copy: the arrays are views of the file, which can't be written to.

    Raises:
        ValueError: no safetensors file.
    """
    import numpy as np

    said, views = _views(path)
    return said, {name: np.asarray(view) for name, view in views.items()}


def _views(path: Path) -> tuple[Any, dict[str, memoryview]]:
    import mmap

    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    first = 8 + int.from_bytes(data[:8], "little")
    try:
        entries = json.loads(data[8:first])
        said = json.loads(entries.pop("__metadata__")["tousu"])
        views = {}
        for name in sorted(entries):
            start, end = entries[name]["data_offsets"]
            flat = memoryview(data)[first + start : first + end]
            views[name] = flat.cast(_TYPES[entries[name]["dtype"]], entries[name]["shape"])
        return said, views
    except (KeyError, TypeError) as error:
        raise ValueError(f"its head lacks {error}") from None


def digest(path: Path) -> str:
    """What identifies the content of a model file: the sha256 in its head, which ``read`` holds against the content."""
    return str(head(path)["sha256"])


def head(path: Path) -> dict[str, Any]:
    """What a model file says of itself (``schema``, ``kind``, ``sha256``, ``meta``), without reading its arrays.

    Raises:
        ModelError: not written by tousu.
    """
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        content = file.read(min(size, 100_000_000))
    try:
        found: dict[str, Any] = json.loads(json.loads(content)["__metadata__"]["tousu"])
        return {key: found[key] for key in ("schema", "kind", "sha256", "meta")}
    except (ValueError, KeyError, TypeError):
        raise ModelError(f"{path}: not written by tousu; export it with `tousu train`", path=str(path)) from None


def sha256(data: bytes) -> str:
    """Of a few bytes, as ``hashlib`` has it, which loads OpenSSL for it."""
    try:
        from _sha256 import sha256 as made  # type: ignore[import-not-found]  # of Python 3.11, without a public face
    except ImportError:
        try:
            from _sha2 import sha256 as made  # type: ignore[import-not-found]
        except ImportError:
            from hashlib import sha256 as made
    return str(made(data).hexdigest())


def _digest(meta: Mapping[str, Any], arrays: Arrays) -> str:
    import hashlib

    import numpy as np

    digest = hashlib.sha256(json.dumps(meta, ensure_ascii=False, sort_keys=True).encode())
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"{name}{array.dtype.str}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
