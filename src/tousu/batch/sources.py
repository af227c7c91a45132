"""Files in: CSV, JSON Lines, Parquet or a folder of texts as a stream of rows; nothing is held whole.

A row that cannot be read is a row too: it carries its reason instead of a text, and the stream goes on.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tousu.batch.quotes import remembered, swallowed
from tousu.encoding import decode
from tousu.errors import ConfigError, FileError, UnknownNameError

# Names under which the text usually stands, when none is given.
_USUAL = ("text", "content", "complaint", "body", "投诉内容", "投诉正文", "内容", "正文", "投诉", "文本", "描述")
_LONGEST_CELL = 64 << 20
_BLOCK = 1 << 20
_TEXTS = (".txt", ".md")


class Row(NamedTuple):
    """One row: ``text``, or the ``reason`` why there is none; ``kept`` is carried along to the output."""

    number: int
    text: str
    kept: dict[str, Any]
    reason: str = ""
    raw: str = ""


@dataclass(frozen=True)
class Source:
    """Rows to analyse.

    Attributes:
        kept: names of the columns that are carried along.
        column: name of the column that holds the text.
        identity: tells this input from a changed one, for resuming.
        rows: the rows from a given number on, in order.
        count: how many rows there are, exact or nearly.
        bom: the file began with a byte order mark (Excel wants one back).
        schema: the Arrow schema, where the input has one.
    """

    column: str
    kept: tuple[str, ...]
    identity: str
    rows: Callable[[int], Iterator[Row]]
    count: Callable[[], int]
    bom: bool = False
    schema: Any = None


def open_source(path: Path, column: str | None = None, keep: Sequence[str] | None = None) -> Source:
    """The rows of a file or folder.

    Args:
        path: ``.csv``, ``.tsv``, ``.jsonl``, ``.ndjson``, ``.parquet``, or a folder of ``.txt`` and ``.md`` files.
        column: the column with the text; by default the only one, or one with a usual name.
        keep: columns to carry along; by default all.

    Raises:
        FileError: missing, of an unknown kind, empty.
        ConfigError: no column of this name, or no way to tell which column holds the text.
    """
    if path.is_dir():
        return _folder(path, keep)
    if not path.exists():
        raise FileError(f"{path}: no such file", reason="missing", path=str(path))
    opener = _OPENERS.get(path.suffix.lower())
    if opener is None:
        raise FileError(
            f"{path}: unknown kind of file; expected {', '.join(_OPENERS)} or a folder of {', '.join(_TEXTS)}",
            reason="kind",
            path=str(path),
            known=", ".join(_OPENERS),
        )
    return opener(path, column, keep)


def _chosen(
    names: Sequence[str], column: str | None, keep: Sequence[str] | None, path: Path
) -> tuple[str, tuple[str, ...]]:
    """The text's column and the columns to carry along."""
    if column is None:
        usual = [name for name in _USUAL if name in names]
        if len(names) != 1 and not usual:
            raise ConfigError(
                f"{path}: which column holds the text? Name it with --column. Columns: {', '.join(names)}",
                reason="column",
                path=str(path),
                columns=", ".join(names),
            )
        column = usual[0] if usual else names[0]
    for name in (column, *(keep or ())):
        if name not in names:
            raise UnknownNameError("column", name, names)
    return column, tuple(names if keep is None else dict.fromkeys(keep))


def _identity(path: Path) -> str:
    about = path.stat() if path.exists() else path.lstat()  # a link to nothing
    return f"{path.name}:{about.st_size}:{about.st_mtime_ns}"


# CSV ---------------------------------------------------------------------------------------------------------


def _csv(path: Path, column: str | None, keep: Sequence[str] | None) -> Source:
    with path.open("rb") as file:
        head = file.read(_BLOCK)
    encoding = _encoding(head, path)
    delimiter = _delimiter(head.decode(encoding, "replace").partition("\n")[0], path)
    # A draft may be longer than the 128 kB that csv takes for a cell by default; the limit is csv's own and global.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))

    def table(file: Any, raw: list[str]) -> Iterator[list[str] | csv.Error]:
        text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
        reader = csv.reader(remembered(text, raw), delimiter=delimiter)
        while True:
            raw.clear()
            try:
                yield next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield error

    with path.open("rb") as file:
        header = next((cells for cells in table(file, []) if cells), None)
    if not isinstance(header, list):
        raise FileError(f"{path}: empty, expected a header line", reason="empty", path=str(path))
    if len(set(header)) < len(header):
        raise FileError(f"{path}: a column name stands twice in the header", reason="header", path=str(path))
    name, kept = _chosen(header, column, keep, path)
    place, places = header.index(name), [(k, header.index(k)) for k in kept]

    def rows(skip: int) -> Iterator[Row]:
        with path.open("rb") as file:
            raw: list[str] = []
            lines = (cells for cells in table(file, raw) if cells)
            next(lines)
            for number, cells in enumerate(lines):
                if number < skip:
                    continue
                if isinstance(cells, csv.Error):
                    yield Row(number, "", {}, "csv", str(cells))
                elif len(cells) != len(header):
                    yield Row(number, "", {}, "cells", delimiter.join(cells))
                elif len(raw) > 1 and swallowed(cells, raw, delimiter):
                    yield Row(number, "", {}, "quote", "".join(raw))
                else:
                    yield Row(number, cells[place], {k: cells[at] for k, at in places})

    return Source(name, kept, _identity(path), rows, lambda: max(0, _lines(path) - 1), head[:3] == b"\xef\xbb\xbf")


def _encoding(head: bytes, path: Path) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4 or len(head) < _BLOCK:  # else a character cut by the block's end
                continue
        return encoding
    return "utf-8-sig"  # broken cells become bad rows


def _delimiter(header: str, path: Path) -> str:
    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(",\t;", key=lambda mark: (header.count(mark), mark == ","))


def _lines(path: Path) -> int:
    """Line ends outside double quotes, in one pass over the bytes."""
    count, inside, last = 0, False, b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            for number, piece in enumerate(block.split(b'"')):
                inside ^= bool(number)
                if not inside:
                    count += piece.count(b"\n")
            last = block
    return count + (last[-1:] != b"\n")


# JSON Lines --------------------------------------------------------------------------------------------------


def _jsonl(path: Path, column: str | None, keep: Sequence[str] | None) -> Source:
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is not JSON")

    def values(skip: int) -> Iterator[tuple[int, bytes, Any]]:
        with path.open("rb") as file:
            lines = (line for line in file if line.strip() and line != b"\xef\xbb\xbf\n")
            for number, line in enumerate(lines):
                if number < skip:
                    continue
                try:
                    yield number, line, json.loads(line.removeprefix(b"\xef\xbb\xbf"), parse_constant=refuse)
                except (ValueError, RecursionError) as error:
                    yield number, line, error

    first = next((v for _, _, v in values(0) if not isinstance(v, Exception)), None)
    if first is None:
        raise FileError(f"{path}: no line of JSON in it", reason="empty", path=str(path))
    names = list(first) if isinstance(first, dict) else ["text"]
    name, kept = _chosen(names, column, keep, path)

    def read(number: int, line: bytes, value: Any) -> Row:
        if isinstance(value, Exception):
            return Row(number, "", {}, "json", line.decode("utf-8", "backslashreplace"))
        if isinstance(value, str) and not isinstance(first, dict):
            return Row(number, value, {name: value})
        if not isinstance(value, dict):
            return Row(number, "", {}, "object", line.decode("utf-8", "backslashreplace"))
        carried = {k: value.get(k) for k in kept}
        if not isinstance(value.get(name), str):
            return Row(number, "", carried, "text")
        return Row(number, value[name], carried)

    def rows(skip: int) -> Iterator[Row]:
        return (read(*found) for found in values(skip))

    return Source(name, kept, _identity(path), rows, lambda: _plain_lines(path))


def _plain_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))


# Parquet -----------------------------------------------------------------------------------------------------


def _parquet(path: Path, column: str | None, keep: Sequence[str] | None) -> Source:
    from tousu.arrow import need_pyarrow

    pq = need_pyarrow("pyarrow.parquet")
    arrow = need_pyarrow("pyarrow")
    try:
        with pq.ParquetFile(path) as file:
            schema, count = file.schema_arrow, file.metadata.num_rows
    except (arrow.ArrowInvalid, OSError) as error:
        raise FileError(f"{path}: not a Parquet file: {error}", reason="unreadable", path=str(path)) from None
    name, kept = _chosen(schema.names, column, keep, path)

    def rows(skip: int) -> Iterator[Row]:
        with pq.ParquetFile(path) as file:
            number, groups = 0, list(range(file.metadata.num_row_groups))
            while groups and number + file.metadata.row_group(groups[0]).num_rows <= skip:
                number += file.metadata.row_group(groups.pop(0)).num_rows
            for batch in file.iter_batches(1024, row_groups=groups, columns=list(dict.fromkeys((name, *kept)))):
                for values in batch.to_pylist():
                    if number >= skip:
                        carried = {k: values[k] for k in kept}
                        good = isinstance(values[name], str)
                        yield Row(number, values[name], carried) if good else Row(number, "", carried, "text")
                    number += 1

    return Source(name, kept, _identity(path), rows, lambda: int(count), schema=schema)


# A folder of texts -------------------------------------------------------------------------------------------


def _dangling(path: Path) -> bool:
    """A link to nothing: a text was meant to be there, so it is told as a row that can't be read."""
    return path.is_symlink() and not path.exists()


def _folder(path: Path, keep: Sequence[str] | None) -> Source:
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _TEXTS and (p.is_file() or _dangling(p)))
    if not files:
        raise FileError(f"{path}: no {' or '.join(_TEXTS)} file in this folder", reason="folder_empty", path=str(path))
    _, kept = _chosen(("path", "text"), "text", keep, path)

    def rows(skip: int) -> Iterator[Row]:
        for number, file in enumerate(files[skip:], start=skip):
            shown = file.relative_to(path).as_posix()
            try:
                text, reason = decode(file.read_bytes(), shown), ""
            except FileError as error:
                text, reason = "", str(error.fields["reason"])
            except OSError:
                text, reason = "", "unreadable"
            found = {"path": shown, "text": text}
            yield Row(number, text, {k: found[k] for k in kept}, reason)

    # Sorted names, sizes and times: a folder that changed is another input.
    import hashlib

    about = "\n".join(f"{p.relative_to(path).as_posix()}:{_identity(p)}" for p in files)
    return Source("text", kept, hashlib.sha256(about.encode()).hexdigest()[:16], rows, lambda: len(files))


_OPENERS: dict[str, Callable[[Path, str | None, Sequence[str] | None], Source]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}
