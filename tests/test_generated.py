"""Everything generated is current: ``python -m tousu.build`` would change nothing."""

from pathlib import Path

import pytest

from tousu import build


@pytest.mark.parametrize("path", build.GENERATED, ids=lambda p: str(p.relative_to(build.ROOT)))
def test_a_generated_file_is_current(path: Path) -> None:
    assert path.read_bytes() == build.GENERATED[path](), "run python -m tousu.build"
