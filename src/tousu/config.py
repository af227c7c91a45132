"""``tousu.toml``: settings that stay with a project. An unknown key is an error that names the nearest one.

```toml
disable = ["urging", "question"]   # rules or kinds of finding
enable = []                        # rules that are off by default
names = ["黑金商贸行"]              # own words in which no rule looks
rules = "our-rules"                # folder of own rule files, from where this file lies
models = "our-models"              # folder, or one file, of own models
limit = 1000000                    # bytes
```
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tousu.errors import ConfigError, FileError, nearest

NAME = "tousu.toml"
_LISTS = ("disable", "enable", "names")
_FOLDERS = ("rules", "models")
KEYS = (*_LISTS, *_FOLDERS, "limit")


def read(path: Path) -> dict[str, Any]:
    """The settings of a file, as keyword arguments of ``Analyzer``.

    Raises:
        FileError: it can't be read. ConfigError: not TOML, an unknown key, or a value of the wrong type.
    """
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise FileError(f"{path}: not UTF-8", reason="not_utf8", path=str(path)) from None
    except OSError as error:
        raise FileError.reading(path, error) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}", file=str(path)) from None
    return {key: _checked(path, key, value) for key, value in content.items()}


def find(folder: Path) -> Path | None:
    """``tousu.toml`` in this folder or the nearest one above it."""
    for place in (folder, *folder.parents):
        if (place / NAME).is_file():
            return place / NAME
    return None


def _checked(path: Path, key: str, value: object) -> object:
    if key not in KEYS:
        near = nearest(key, KEYS)
        hint = f"did you mean {near!r}?" if near else f"known: {', '.join(KEYS)}"
        raise ConfigError(f"{path}: unknown key {key!r}; {hint}", file=str(path), key=key)
    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{path}: {key}: expected a list of strings", file=str(path), key=key)
        return value
    if key in _FOLDERS:
        if not isinstance(value, str):
            raise ConfigError(f"{path}: {key}: expected a path as a string", file=str(path), key=key)
        return path.parent / value
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ConfigError(f"{path}: {key}: expected a whole number of bytes above 0", file=str(path), key=key)
    return value
