"""The measurements, each in fresh processes; what is compared is measured in turns within one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.drafts import ROOT, about_200, corpus

Figures = dict[str, Any]


def spawn(command: list[str], output: int = subprocess.DEVNULL) -> Figures:
    """Run a command to its end: milliseconds by both clocks, peak memory of the process in MiB."""
    start = time.perf_counter_ns()
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: there is something to mend
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return {
        "wall": (time.perf_counter_ns() - start) / 1e6,
        "cpu": (usage.ru_utime + usage.ru_stime) * 1e3,
        "peak_mib": usage.ru_maxrss / 1024,
    }


def child(*arguments: object) -> Figures:
    """The line of JSON that ``benchmarks.child`` prints."""
    command = [sys.executable, "-m", "benchmarks.child", *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    result: Figures = json.loads(run.stdout)
    return result


def medians(rows: Iterable[Mapping[str, float]]) -> Figures:
    """The median of each figure."""
    rows = list(rows)
    return {key: round(statistics.median(row[key] for row in rows), 3) for key in rows[0]}


def start(folder: Path, runs: int) -> Figures:
    """The steps of a first draft, the median of several fresh processes."""
    found = [child("start", folder / "draft.txt") for _ in range(runs)]
    return {"steps": medians(row["start"] for row in found), "patterns": found[0]["patterns"]}


def cold(folder: Path, model: Path, runs: int) -> Figures:
    """One draft in a new process, and the parts of that."""
    draft = folder / "draft.txt"
    draft.write_text(about_200(1)[0], encoding="utf-8")
    python = sys.executable
    commands = {
        "bare interpreter": [python, "-c", "pass"],
        "import tousu": [python, "-c", "import tousu"],
        "import numpy": [python, "-c", "import numpy"],
        "import pydantic": [python, "-c", "from pydantic import BaseModel"],
        "tousu check": [python, "-m", "tousu", "check", str(draft)],
        "tousu check --format json": [python, "-m", "tousu", "check", "--format", "json", str(draft)],
        "obvious stack": [python, "-m", "benchmarks.stack", "check", str(model), str(draft)],
    }
    found: dict[str, list[Figures]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            if name == "obvious stack" and number > max(3, runs // 3):
                continue
            figures = spawn(command)
            if number:  # the first round warms the caches of the disk
                found[name].append(figures)
    return {name: medians(rows) for name, rows in found.items()}


def warm(model: Path, count: int, runs: int) -> Figures:
    """The same drafts one after the other in one process, of each contestant."""
    out: dict[str, list[Figures]] = {"tousu": [], "floor": [], "stack": []}
    for number in range(runs):
        for what, listed in out.items():
            if what == "stack" and number:
                continue
            found = child(what, min(count, 100) if what == "stack" else count, model)
            figures: Figures = {"peak_mib": found["peak_mib"]}
            for clock in ("wall", "cpu"):
                times = sorted(row[clock] for row in found["times"])
                figures[f"{clock}_median"] = times[len(times) // 2]
                figures[f"{clock}_p99"] = times[int(len(times) * 0.99)]
                figures[f"{clock}_per_second"] = 1000 * len(times) / sum(times)
            listed.append(figures)
    return {what: medians(rows) for what, rows in out.items()}


def growth() -> Figures:
    """Ten times the text, again and again, up to 1 MB."""
    result: Figures = child("growth", 333, 3_330, 33_300, 333_000)
    return result["growth"]  # type: ignore[no-any-return]


def batch(folder: Path, rows: int) -> Figures:
    """``tousu batch`` over JSON Lines by one and by two processes; a tenth of the rows shows that memory is flat."""
    texts = about_200(400)

    def source(count: int) -> Path:
        path = folder / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps({"id": number, "text": texts[number % len(texts)]}, ensure_ascii=False) + "\n")
        return path

    out: Figures = {"rows": rows}
    for name, count, jobs in (("tenth", rows // 10, 1), ("one", rows, 1), ("two", rows, 2)):
        path, target = source(count), folder / f"out-{name}.jsonl"
        command = [sys.executable, "-m", "tousu", "batch", str(path), "-o", str(target), "--jobs", str(jobs)]
        figures = spawn(command)
        out[name] = {
            **{key: round(value, 1) for key, value in figures.items()},
            "rows_per_second": round(1000 * count / figures["wall"], 1),
            "bytes_out_per_row": round(target.stat().st_size / count),
            "bytes_in_per_row": round(path.stat().st_size / count),
        }
    return out


def versions() -> Figures:
    """What was measured, on what."""
    import platform
    from importlib.metadata import version

    packages = ("jieba", "ahocorasick_rs", "numpy", "pydantic", "scikit-learn", "snownlp", "pyarrow")
    from tousu import native, patterns
    from tousu.analyzer import Analyzer

    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "signature": str(Analyzer().signature),
        "built": {"kernel": native._kernel is not None, "patterns": bool(patterns._open()[0])},
        "packages": {name: version(name) for name in packages},
        "corpus_drafts": sum(1 for _ in corpus()),
    }


def load() -> float:
    """How busy the machine is: processes that want to run, averaged over a minute."""
    return round(os.getloadavg()[0], 2)
