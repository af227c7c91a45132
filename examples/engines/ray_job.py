"""Analyse a Parquet dataset on Ray: python ray_job.py INPUT OUTPUT_FOLDER [--column text].

Runs on this machine as it stands; on a cluster call ``ray.init(address="auto")`` and give paths that all nodes see.
"""

import argparse
import os

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # drafts are personal data: nothing is reported to anybody

import ray
import ray.data

from tousu.arrow import analyze_table


def analyse(source: str, column: str = "text") -> ray.data.Dataset:
    """The analysed rows, in the order of the input; each worker process builds its Analyzer once."""
    ray.data.DataContext.get_current().execution_options.preserve_order = True
    rows = ray.data.read_parquet(source)
    return rows.map_batches(analyze_table, fn_kwargs={"column": column}, batch_format="pyarrow", batch_size=512)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source")
    parser.add_argument("output")
    parser.add_argument("--column", default="text")
    given = parser.parse_args()
    ray.init(include_dashboard=False)
    analyse(given.source, given.column).write_parquet(given.output)
