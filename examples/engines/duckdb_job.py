"""Analyse a Parquet dataset with DuckDB: python duckdb_job.py INPUT OUTPUT.parquet [--column text].

One process, streaming: DuckDB reads and filters, tousu analyses batch by batch, DuckDB writes.
"""

import argparse

import duckdb

from tousu.arrow import analyze_reader


def analyse(source: str, output: str, column: str = "text") -> None:
    """Read any rows that SQL can select, write them analysed."""
    reading, writing = duckdb.connect(), duckdb.connect()
    reader = reading.read_parquet(source).to_arrow_reader(1024)
    writing.register("analysed", analyze_reader(reader, column=column))
    writing.execute("COPY (SELECT * FROM analysed) TO $output (FORMAT parquet, COMPRESSION zstd)", {"output": output})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source")
    parser.add_argument("output")
    parser.add_argument("--column", default="text")
    given = parser.parse_args()
    analyse(given.source, given.output, given.column)
