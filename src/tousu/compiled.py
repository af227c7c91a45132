"""The C kernel: None where it was not built (no compiler), or built of older source than the Python beside it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

VERSION = 10
"""The version of the kernel that is spoken to here; one that was built of older source is left alone."""

kernel: Any
try:
    kernel = import_module("tousu._kernel")
except ImportError:
    kernel = None
if getattr(kernel, "VERSION", 0) != VERSION:
    kernel = None
