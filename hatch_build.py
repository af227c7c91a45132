"""What the build of the package adds: rulebook and patterns in the forms that load fastest, and the kernel.

It runs for wheels and for ``pip install -e``, so neither ever reads several hundred TOML files at a start. pip compiles
the modules of a wheel to bytecode, but not those of an editable install; that is done here, so that both start alike.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRulebook(BuildHookInterface[Any]):
    """``src/tousu/data/compiled.bin``, ``patterns.*.bin``, and ``_kernel`` where there is a compiler."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file before anything is packed."""
        source = str(Path(self.root) / "src")
        sys.path.insert(0, source)
        try:
            from tousu.build import compile_kernel, write_compiled

            kernel = compile_kernel()
            write_compiled()
        finally:
            sys.path.remove(source)
        if version == "editable":
            compileall.compile_dir(Path(source) / "tousu", quiet=2)
        if kernel is not None and version != "editable":
            # A wheel with machine code is for this Python on this machine; without a compiler it is for any.
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["artifacts"].append(f"src/tousu/{kernel.name}")
        build_data["artifacts"] += ["src/tousu/data/compiled.bin", "src/tousu/data/patterns.*.bin"]
