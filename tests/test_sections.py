"""A file of named sections gives back what was written into it, and nothing to whom it was not made for."""

import pytest

from tousu import sections

CONTENT = {"one": b"123", "nothing": b"", "number": (5).to_bytes(8, "little"), "name 名": "款".encode()}


def test_what_was_written_is_read(tmp_path):
    sections.write(tmp_path / "file.bin", "me", CONTENT)
    found = sections.opened(tmp_path / "file.bin", "me")
    assert {name: bytes(part) for name, part in found.items()} == CONTENT
    assert found["number"].cast("Q")[0] == 5
    assert [path.name for path in tmp_path.iterdir()] == ["file.bin"]


def test_what_was_made_for_another_is_refused(tmp_path):
    sections.write(tmp_path / "file.bin", "me", CONTENT)
    with pytest.raises(ValueError, match="made for me"):
        sections.opened(tmp_path / "file.bin", "you")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x04",
        b"\xff\xff\xff\xff",
        b"\x0c\0\0\0[1, 2, 3, 4]",
        b'\x14\0\0\0{"made_for": "me"}  ',
        b'\x24\0\0\0{"made_for": "me", "sections": {"a":1}}',
        b"\x04\0\0\0null",
    ],
)
def test_what_is_damaged_is_refused(tmp_path, data):
    (tmp_path / "file.bin").write_bytes(data)
    with pytest.raises(ValueError):  # whatever is wrong with it
        sections.opened(tmp_path / "file.bin", "me")
