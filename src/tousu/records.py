"""Named tuples that a draft makes by the hundred, made by ``_kernel`` where it was built."""

from __future__ import annotations

from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T", bound=type[tuple[Any, ...]])


def of_kernel(name: str) -> Any:
    """A function of the kernel; None where it was not built (no compiler), or built of older source."""
    try:
        return getattr(import_module("tousu._kernel"), name)
    except (ImportError, AttributeError):
        return None


_quick = of_kernel("quick")


def quick(cls: T) -> T:
    """The same named tuple, five times as fast to make: its own ``__new__`` is a function in Python."""
    if _quick is not None:
        _quick(cls)
    return cls
