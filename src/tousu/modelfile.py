"""Models on disk: plain arrays in one safetensors file, with schema version and sha256. No pickle, no marshal."""

from __future__ import annotations

import hashlib
import json
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
    packaged = path.parent == folder()
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


_TYPES = {"U8": "u1", "I8": "i1", "U32": "<u4", "I32": "<i4", "U64": "<u8", "F32": "<f4", "F64": "<f8"}


def _mapped(path: Path) -> tuple[Any, Arrays]:
    """The same without a copy: the arrays are views of the file, which can't be written to.

    Raises:
        ValueError: no safetensors file.
    """
    import mmap

    import numpy as np

    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    first = 8 + int.from_bytes(data[:8], "little")
    try:
        entries = json.loads(data[8:first])
        said = json.loads(entries.pop("__metadata__")["tousu"])
        arrays = {}
        for name in sorted(entries):
            entry = entries[name]
            start, end = entry["data_offsets"]
            flat = np.frombuffer(data, dtype=np.uint8, count=end - start, offset=first + start)
            arrays[name] = flat.view(_TYPES[entry["dtype"]]).reshape(entry["shape"])
        return said, arrays
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


def _digest(meta: Mapping[str, Any], arrays: Arrays) -> str:
    import numpy as np

    digest = hashlib.sha256(json.dumps(meta, ensure_ascii=False, sort_keys=True).encode())
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"{name}{array.dtype.str}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
