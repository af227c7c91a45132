"""Files in, files out: ``tousu batch``. Streams, keeps the order, resumes, and never leaves half a file behind."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tousu import pool
from tousu.analyzer import Analyzer
from tousu.batch.journal import Journal
from tousu.batch.record import FIELDS
from tousu.batch.sources import Row, Source, open_source
from tousu.batch.work import Job, output_format
from tousu.errors import ConfigError, FileError

__all__ = ["FIELDS", "Summary", "run"]

CHUNK = 128
"""Rows handed to a process at once; what an interruption can cost."""

_SMALL = 400
"""Up to so many rows a second process costs more than it saves."""


class Summary(NamedTuple):
    """What a run did: rows in all, the bad ones of them, those that an earlier run had done, and where they lie."""

    rows: int
    bad: int
    resumed: int
    output: Path
    side: Path | None


Progress = Callable[[int, int, int], None]
"""Called with rows done, rows in all and bad rows, at the beginning and after each chunk."""


def run(
    source: str | Path,
    output: str | Path,
    *,
    column: str | None = None,
    keep: Sequence[str] | None = None,
    jobs: int | None = None,
    channel: str | None = None,
    today: dt.date | None = None,
    full: bool = False,
    fresh: bool = False,
    analyzer: Analyzer | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Analyse every row of ``source`` into ``output``.

    Args:
        source: ``.csv``, ``.tsv``, ``.jsonl``, ``.ndjson``, ``.parquet``, or a folder of ``.txt`` and ``.md`` files.
        output: ``.jsonl``, ``.csv`` or ``.parquet``; it appears under this name when it is whole.
        column: the column with the text; by default the only one, or one with a usual name.
        keep: columns to carry along; by default all.
        jobs: processes; by default one a processor, and one alone for a few hundred rows.
        channel: id of the channel the drafts will be sent to.
        today: the day to count deadlines and relative dates from.
        full: the whole ``Analysis`` beside the flat fields (JSON Lines alone).
        fresh: forget what an interrupted run has done.
        analyzer: with own rules or settings; each process builds its own like it.
        progress: is told how far the run has come.

    Raises:
        FileError, ConfigError, UnknownNameError: what cannot be read or is set wrongly; rows that cannot be analysed
            raise nothing, they go to ``<output>.bad.jsonl`` with their reason.
    """
    source, output = Path(source), Path(output)
    format_ = _checked(source, output, full)
    analyzer = analyzer or Analyzer()
    analyzer.channel(channel)
    rows = open_source(source, column, keep)
    clash = {"row", *FIELDS}.intersection(rows.kept)
    if clash:
        names = ", ".join(sorted(clash))
        raise ConfigError(
            f"{source}: the output has columns {names} of its own; choose the columns to carry along with --keep",
            reason="clash",
            path=str(source),
            columns=names,
        )
    job = Job(analyzer, format_, rows.kept, _kept_schema(rows), channel, today, full)
    with Journal(output, _identity(rows, job), fresh=fresh) as journal:
        if not journal.state.output:
            journal.add(job.header(rows.bom), b"")
        _work(job, rows, journal, jobs, progress)
        finished = None
        if format_ == "parquet":
            from tousu.arrow import ipc_to_parquet

            finished = ipc_to_parquet(journal.part, rows.kept, job.kept_schema)
        journal.finish(finished)
        state = journal.state
        return Summary(state.rows, state.bad, journal.resumed, output, journal.side if state.bad else None)


def _work(job: Job, rows: Source, journal: Journal, jobs: int | None, progress: Progress | None) -> None:
    total = rows.count() if progress or jobs is None else 0
    if jobs is None:
        jobs = pool.processors() if total > _SMALL else 1
    if progress:
        progress(journal.state.rows, total, journal.state.bad)
    for done in pool.in_order(job, _chunks(rows.rows(journal.state.rows)), jobs):
        journal.add(done.output, done.side, done.rows, done.bad)
        if progress:
            progress(journal.state.rows, total, journal.state.bad)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while chunk := list(itertools.islice(rows, CHUNK)):
        yield chunk


def _checked(source: Path, output: Path, full: bool) -> str:
    format_ = output_format(output)
    if format_ is None:
        raise FileError(
            f"{output}: unknown kind of output; expected .jsonl, .csv or .parquet",
            reason="kind_output",
            path=str(output),
            known=".jsonl, .csv, .parquet",
        )
    if full and format_ != "jsonl":
        raise ConfigError("the whole analysis can only be written to .jsonl", reason="full")
    if not output.resolve().parent.is_dir():
        raise FileError(f"{output.parent}: no such folder", reason="folder_missing", path=str(output.parent))
    if output.is_dir():
        raise FileError(f"{output}: is a folder", reason="directory", path=str(output))
    if output.exists() and source.exists() and output.samefile(source):
        raise ConfigError(f"{output}: is the input itself", reason="same_file", path=str(output))
    return format_


def _kept_schema(rows: Source) -> object:
    if rows.schema is None:
        return None
    import pyarrow as pa

    return pa.schema([rows.schema.field(name) for name in rows.kept])


def _identity(rows: Source, job: Job) -> str:
    """What must be the same for a run to be gone on with."""
    switches = job.analyzer.switches
    parts = (
        rows.identity,
        rows.column,
        rows.kept,
        job.format,
        job.channel,
        job.today,
        job.full,
        job.analyzer.signature,
        sorted(switches.disabled),
        sorted(switches.enabled),
        switches.names,
    )
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24]
