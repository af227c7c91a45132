"""What one process does with a chunk of rows: analyse each, and write the chunk as bytes of the output's format."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from tousu.analyzer import Analyzer
from tousu.batch.record import FIELDS, row
from tousu.batch.sources import Row
from tousu.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

Record = dict[str, Any]


class Done(NamedTuple):
    """A chunk's share of the output and of the side file, and how many rows went where."""

    output: bytes
    side: bytes
    rows: int
    bad: int


@dataclass(frozen=True)
class Job:
    """Everything a process must know; it pickles, and calling it builds the function over chunks.

    Attributes:
        analyzer: made anew in each process, from its settings.
        format: ``jsonl``, ``csv`` or ``parquet``.
        kept: columns carried along. kept_schema: their Arrow schema, where the input has one.
        full: the whole ``Analysis`` beside the flat fields (JSON Lines alone).
    """

    analyzer: Analyzer
    format: str
    kept: tuple[str, ...] = ()
    kept_schema: Any = None
    channel: str | None = None
    today: dt.date | None = None
    full: bool = False

    def __call__(self) -> Callable[[list[Row]], Done]:
        return self.chunk

    def chunk(self, rows: list[Row]) -> Done:
        """The chunk done; a row that fails goes into the side file with its reason."""
        good: list[Record] = []
        bad: list[Record] = []
        for item in rows:
            try:
                good.append(self._record(item))
            except InputError as error:
                bad.append(_refused(item, str(error.fields["reason"]), str(error)))
            except Exception as error:  # one row must not end a night's run; it is reported and counted
                bad.append(_refused(item, "failed", f"{type(error).__name__}: {error}"))
        side = b"".join(_json(record) for record in bad)
        return Done(self._encoded(good) if good else b"", side, len(rows), len(bad))

    def _record(self, item: Row) -> Record:
        if item.reason:
            raise InputError(item.raw or "no text in this row", reason=item.reason)
        analysis = self.analyzer.analyze(item.text, channel=self.channel, today=self.today)
        record = {"row": item.number, **item.kept, **row(analysis)}
        if self.full:
            record["analysis"] = analysis.model_dump(mode="json")
        return record

    def _encoded(self, records: list[Record]) -> bytes:
        if self.format == "jsonl":
            return b"".join(map(_json, records))
        if self.format == "csv":
            return csv_lines([list(record.values()) for record in records])
        from tousu.arrow import to_ipc

        return to_ipc(records, self.kept, self.kept_schema)

    def header(self, bom: bool) -> bytes:
        """What stands before the first row."""
        if self.format != "csv":
            return b""
        return (b"\xef\xbb\xbf" if bom else b"") + csv_lines([["row", *self.kept, *FIELDS]])


def _refused(item: Row, reason: str, message: str) -> Record:
    return {"row": item.number, "reason": reason, "message": message, "text": item.text, **item.kept}


def _json(record: Record) -> bytes:
    # A lone surrogate is written as the JSON escape that it is.
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _plain(value: object) -> object:
    """What Parquet holds and JSON does not: dates, decimals, bytes."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def csv_lines(rows: list[list[Any]]) -> bytes:
    """Lines of CSV; a value that is not plain is written as JSON."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([[_cell(value) for value in cells] for cells in rows])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return _plain(value) if isinstance(value, bytes) else value


def output_format(path: Path) -> str | None:
    """The format that a file name asks for."""
    return {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}.get(path.suffix.lower())
