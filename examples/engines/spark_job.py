"""Analyse a Parquet dataset on Spark: spark-submit spark_job.py INPUT OUTPUT_FOLDER [--column text].

Needs Java 17 and, on every node, tousu with pyarrow; set PYSPARK_PYTHON to the Python that has them.
"""

import argparse
import os
import sys
from functools import partial

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from tousu.arrow import analyze_batches, output_schema


def analyse(spark: SparkSession, source: str, column: str = "text") -> DataFrame:
    """The analysed rows; each Python worker builds its Analyzer once and keeps it for all its tasks."""
    rows = spark.read.parquet(source)
    schema = from_arrow_schema(output_schema(to_arrow_schema(rows.schema)))
    return rows.mapInArrow(partial(analyze_batches, column=column), schema)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source")
    parser.add_argument("output")
    parser.add_argument("--column", default="text")
    given = parser.parse_args()
    session = (
        SparkSession.builder.appName("tousu")
        .config("spark.python.worker.reuse", "true")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1024")
        .getOrCreate()
    )
    analyse(session, given.source, given.column).write.parquet(given.output)
