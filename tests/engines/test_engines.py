"""Every engine gives, row for row, what one process gives; the function it is handed is the same."""

import shutil
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402

pytestmark = [pytest.mark.engines, pytest.mark.slow]


def same(found: "pa.Table", expected: "pa.Table") -> None:
    """Equal rows in the order of ``id``; engines may use other integer or string widths."""
    assert found.schema.names == expected.schema.names
    assert found.num_rows == expected.num_rows
    found = found.sort_by("id")
    for name in expected.schema.names:
        assert found.column(name).to_pylist() == expected.column(name).to_pylist(), name


def test_ray(example, dataset: Path, expected: "pa.Table", tmp_path: Path) -> None:
    job = example("ray_job", "ray")
    job.ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        job.analyse(str(dataset)).write_parquet(str(tmp_path / "out"))
    finally:
        job.ray.shutdown()
    same(pq.read_table(tmp_path / "out"), expected)


def test_spark(example, dataset: Path, expected: "pa.Table", tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    job = example("spark_job", "pyspark")
    spark = (
        job.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1024")
        .getOrCreate()
    )
    try:
        job.analyse(spark, str(dataset)).write.parquet(str(tmp_path / "out"))
    finally:
        spark.stop()
    same(pq.read_table(tmp_path / "out"), expected)


def test_duckdb(example, dataset: Path, expected: "pa.Table", tmp_path: Path) -> None:
    job = example("duckdb_job", "duckdb")
    job.analyse(str(dataset), str(tmp_path / "out.parquet"))
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.column("id").to_pylist() == list(range(expected.num_rows)), "a stream keeps its order"
    same(found, expected)
