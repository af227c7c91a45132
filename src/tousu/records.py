"""Named tuples that a draft makes by the hundred, made by ``_kernel`` where it was built."""

from __future__ import annotations

from typing import Any, TypeVar

from tousu.compiled import kernel

T = TypeVar("T", bound=type[tuple[Any, ...]])


def quick(cls: T) -> T:
    """The same named tuple, five times as fast to make: its own ``__new__`` is a function in Python."""
    if kernel is not None:
        kernel.quick(cls)
    return cls
