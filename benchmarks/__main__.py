"""``python -m benchmarks``: measure everything, write results.json and the pages of docs/, print the table."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import measure, page


def main() -> None:
    """Arguments, then one measurement after the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="fresh processes a figure (default: 9)")
    parser.add_argument("--drafts", type=int, default=300, help="drafts a warm run (default: 300)")
    parser.add_argument("--rows", type=int, default=4000, help="rows of the batch (default: 4000)")
    parser.add_argument("--output", type=Path, default=page.RESULTS)
    parser.add_argument("--page", action="store_true", help="only write docs/performance.md from the results")
    given = parser.parse_args()
    if not given.page:
        subprocess.run([sys.executable, "-m", "benchmarks.child", "prepare"], cwd=measure.ROOT, check=True)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            model = folder / "stack.pickle"
            subprocess.run(
                [sys.executable, "-m", "benchmarks.stack", "train", str(model)], cwd=measure.ROOT, check=True
            )
            results = {
                "date": dt.datetime.now(dt.UTC).date().isoformat(),
                "load_before": measure.load(),
                "cold": measure.cold(folder, model, given.runs),
                "start": measure.start(folder, given.runs),
                "warm": measure.warm(model, given.drafts, max(1, given.runs // 3)),
                "growth": measure.growth(),
                "rooms": measure.child("rooms", given.drafts)["rooms"],
                "batch": measure.batch(folder, given.rows),
                "load_after": measure.load(),
                # Last: it loads an analyzer, and a process begins with the peak memory of the one that started it.
                "versions": measure.versions(),
            }
        given.output.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if given.output != page.RESULTS:
        return
    page.PAGE.write_text(page.page(), encoding="utf-8")
    page.SCALE.write_text(page.scale(), encoding="utf-8")
    print(page.page())


if __name__ == "__main__":
    main()
