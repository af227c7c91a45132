"""Arrow batches in, Arrow batches out: the one door for Ray, Spark, DuckDB, Daft and whatever else speaks Arrow.

    for batch in tousu.arrow.analyze_batches(batches, column="text"): ...

The schema of the output is declared before the first row (``output_schema``), a row that cannot be analysed has its
reason in ``error`` and nulls beside it, and the Analyzer is built once in each worker process.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tousu.batch.record import FIELDS, row
from tousu.errors import ConfigError, InputError, UnknownNameError

if TYPE_CHECKING:
    import pyarrow as pa

    from tousu.analyzer import Analyzer

__all__ = ["analyze_batches", "analyze_reader", "analyze_table", "output_schema", "result_fields"]

_ROWS = 1024
"""Most rows of one output batch: memory stays flat whatever the size of the input's batches."""


def need_pyarrow(name: str = "pyarrow") -> Any:
    """The package pyarrow or one of its modules; ConfigError says how to install it."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise ConfigError("Parquet and Arrow need pyarrow: pip install 'tousu[batch]'", reason="pyarrow") from None


def result_fields() -> list[pa.Field]:
    """The fields of one analysed draft, as ``tousu.batch`` writes them too."""
    pa = need_pyarrow()
    text, number, share = pa.string(), pa.int64(), pa.float64()
    fact = [("kind", text), ("start", number), ("end", number), ("text", text), ("value", text), ("role", text)]
    finding = [("rule", text), ("kind", text), ("severity", text), ("start", number), ("end", number), ("text", text)]
    types = {
        "issue": text,
        "issue_name": text,
        "probability": share,
        "issues": pa.list_(pa.struct([("id", text), ("probability", share)])),
        "facts": pa.list_(pa.struct([*fact, ("confidence", share)])),
        "missing": pa.list_(pa.struct([("kind", text), ("severity", text), ("question", text)])),
        "findings": pa.list_(pa.struct([*finding, ("action", text), ("message", text), ("replacement", text)])),
        "readiness": share,
        "rewrite": text,
        "statement": text,
        "open": pa.list_(text),
        "polarity": share,
        "signature": text,
    }
    return [pa.field(name, types[name]) for name in FIELDS]


def output_schema(schema: pa.Schema, *, keep: Sequence[str] | None = None) -> pa.Schema:
    """What ``analyze_batches`` gives for batches of ``schema``: the kept columns, the result's fields, ``error``.

    Raises:
        UnknownNameError: a kept column that the input lacks.
        ConfigError: a kept column that is called like a field of the result.
    """
    pa = need_pyarrow()
    kept = list(schema.names if keep is None else dict.fromkeys(keep))
    for name in kept:
        if name not in schema.names:
            raise UnknownNameError("column", name, schema.names)
    clash = sorted({*FIELDS, "error"}.intersection(kept))
    if clash:
        raise ConfigError(
            f"the output has columns {', '.join(clash)} of its own; choose the columns to carry along with keep=…",
            reason="clash",
            path="",
            columns=", ".join(clash),
        )
    return pa.schema([*(schema.field(name) for name in kept), *result_fields(), pa.field("error", pa.string())])


def analyze_batches(
    batches: Iterable[pa.RecordBatch] | pa.Table,
    *,
    column: str = "text",
    keep: Sequence[str] | None = None,
    channel: str | None = None,
    today: dt.date | None = None,
    analyzer: Analyzer | None = None,
) -> Iterator[pa.RecordBatch]:
    """Analyse the rows of a stream of batches; as many rows come out, in the same order.

    Args:
        batches: record batches, or a table.
        column: the column with the text.
        keep: columns to carry along; by default all.
        channel: id of the channel the drafts will be sent to.
        today: the day to count deadlines from.
        analyzer: by default the one that this process shares; it is built on first use.

    Yields:
        Batches of ``output_schema``, of at most 1,024 rows.

    Raises:
        UnknownNameError, ConfigError: no such column or channel.
    """
    pa = need_pyarrow()
    if analyzer is None:
        from tousu import _analyzer

        analyzer = _analyzer()
    analyzer.channel(channel)
    schema: Any = None
    for whole in batches.to_batches() if isinstance(batches, pa.Table) else batches:
        if schema is None:
            if column not in whole.schema.names:
                raise UnknownNameError("column", column, whole.schema.names)
            schema = output_schema(whole.schema, keep=keep)
        for start in range(0, whole.num_rows, _ROWS):
            batch = whole.slice(start, _ROWS)
            rows = [_row(analyzer, text, channel, today) for text in batch.column(column).to_pylist()]
            kept = [batch.column(name) for name in schema.names[: len(schema) - len(FIELDS) - 1]]
            fields = list(schema)[len(kept) :]
            made = [pa.array([r.get(f.name) for r in rows], type=f.type) for f in fields]
            yield pa.RecordBatch.from_arrays([*kept, *made], schema=schema)


def analyze_table(table: pa.Table, **options: Any) -> pa.Table:
    """``analyze_batches`` over a whole table; its options are the same. What Ray's ``map_batches`` calls."""
    pa = need_pyarrow()
    schema = output_schema(table.schema, keep=options.get("keep"))
    return pa.Table.from_batches(analyze_batches(table, **options), schema=schema)


def analyze_reader(reader: pa.RecordBatchReader, **options: Any) -> pa.RecordBatchReader:
    """``analyze_batches`` over a stream with a schema, as a stream with a schema: what DuckDB reads and writes."""
    pa = need_pyarrow()
    schema = output_schema(reader.schema, keep=options.get("keep"))
    return pa.RecordBatchReader.from_batches(schema, analyze_batches(reader, **options))


def _row(analyzer: Analyzer, text: object, channel: str | None, today: dt.date | None) -> dict[str, Any]:
    if not isinstance(text, str):
        return {"error": "text: no text in this row"}
    try:
        return row(analyzer.analyze(text, channel=channel, today=today))
    except InputError as error:
        return {"error": f"{error.fields['reason']}: {error}"}


# Between the processes of a batch and its Parquet file: each chunk an Arrow stream of its own, with its length
# before it, so that a file of them can be cut after any chunk and grow again.

_LENGTH = struct.Struct("<Q")


def _batch_schema(kept: Sequence[str], kept_schema: pa.Schema | None) -> pa.Schema:
    pa = need_pyarrow()
    own = list(kept_schema) if kept_schema is not None else [pa.field(name, pa.string()) for name in kept]
    return pa.schema([pa.field("row", pa.int64()), *own, *result_fields()])


def to_ipc(records: list[dict[str, Any]], kept: Sequence[str], kept_schema: pa.Schema | None) -> bytes:
    """Rows of a batch as one framed Arrow stream; columns from files without types are strings, else JSON."""
    import json

    pa = need_pyarrow()
    schema = _batch_schema(kept, kept_schema)

    def plain(value: object) -> object:
        return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    if kept_schema is None:
        records = [{**record, **{name: plain(record[name]) for name in kept}} for record in records]
    arrays = [pa.array([r[f.name] for r in records], type=f.type) for f in schema]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
    data: bytes = sink.getvalue().to_pybytes()
    return _LENGTH.pack(len(data)) + data


def ipc_to_parquet(part: Path, kept: Sequence[str], kept_schema: pa.Schema | None) -> Path:
    """The framed streams as a Parquet file beside them, a row group of about 50,000 rows at a time."""
    pa, pq = need_pyarrow(), need_pyarrow("pyarrow.parquet")
    made = part.with_name(part.name + ".parquet")
    schema = _batch_schema(kept, kept_schema)
    with part.open("rb") as file, pq.ParquetWriter(made, schema, compression="zstd") as writer:
        held: list[Any] = []
        size = 0
        while head := file.read(_LENGTH.size):
            data = file.read(_LENGTH.unpack(head)[0])
            held += pa.ipc.open_stream(data)
            size += len(data)
            if size > 64 << 20 or sum(b.num_rows for b in held) >= 50_000:
                writer.write_table(pa.Table.from_batches(held, schema))
                held, size = [], 0
        if held:
            writer.write_table(pa.Table.from_batches(held, schema))
    return made
