"""docs/performance.md and docs/scale.md from the figures: every number in them was measured or is computed from one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from string import Template
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
BEFORE = HERE / "before.json"
DOCS = HERE.parent / "docs"
PAGE = DOCS / "performance.md"
SCALE = DOCS / "scale.md"

Figures = dict[str, Any]

BILLION = 1_000_000_000
CORES = (16, 64, 256, 1024)


def page(results: Path = RESULTS) -> str:
    """The text of docs/performance.md."""
    figures = json.loads(results.read_text(encoding="utf-8"))
    before = json.loads(BEFORE.read_text(encoding="utf-8"))
    return _filled("performance.template.md", _fields(figures, before))


def scale(results: Path = RESULTS) -> str:
    """The text of docs/scale.md."""
    figures = json.loads(results.read_text(encoding="utf-8"))
    return _filled("scale.template.md", _plan(figures))


def _filled(name: str, fields: Figures) -> str:
    return Template((HERE / name).read_text(encoding="utf-8")).substitute(fields)


def ratios(figures: Figures) -> Figures:
    """What the goals speak of: each within one run, by the processor time and by the wall."""
    cold, warm, growth = figures["cold"], figures["warm"], figures["growth"]
    bare, check, stack = cold["bare interpreter"], cold["tousu check"], cold["obvious stack"]
    out: Figures = {}
    for clock in ("cpu", "wall"):
        out[clock] = {
            "import": cold["import tousu"][clock] / bare[clock],
            "check": check[clock] / bare[clock],
            "check_stack": stack[clock] / check[clock],
            "warm_stack": warm["stack"][f"{clock}_median"] / warm["tousu"][f"{clock}_median"],
            "warm_floor": warm["tousu"][f"{clock}_median"] / warm["floor"][f"{clock}_median"],
            "growth": max(b[clock] / a[clock] for a, b in itertools.pairwise(growth)),
        }
    return out


def _built(built: dict[str, bool]) -> str:
    """Whether what the build of the package compiles was there: without it all works, and more slowly."""
    names = {"kernel": " C 小核", "patterns": "编好的正则表达式"}
    return "，".join(f"{'有' if built[key] else '没有'}{name}" for key, name in names.items())


def _fields(figures: Figures, before: Figures) -> Figures:
    now, then = ratios(figures), ratios(before)
    warm, was = figures["warm"]["tousu"], before["warm"]["tousu"]
    batch = figures["batch"]
    rows = [
        ("`import tousu` / 空解释器", "≤ 3", _x(then["cpu"]["import"]), _x(now["cpu"]["import"])),
        ("`tousu check` 冷启动 / 空解释器", "≤ 12", _x(then["cpu"]["check"]), _x(now["cpu"]["check"])),
        ("常见组合 / `tousu check`，冷启动", "≥ 30", _x(then["cpu"]["check_stack"]), _x(now["cpu"]["check_stack"])),
        ("`analyze` 中位数", "1 ms", f"{was['cpu_median']:.2f} ms", f"{warm['cpu_median']:.2f} ms"),
        ("`analyze` p99", "3 ms", f"{was['cpu_p99']:.2f} ms", f"{warm['cpu_p99']:.2f} ms"),
        ("常见组合 / `analyze`，热", "≥ 40", _x(then["cpu"]["warm_stack"]), _x(now["cpu"]["warm_stack"])),
        ("`analyze` / 自动机扫一遍", "", _x(then["cpu"]["warm_floor"]), _x(now["cpu"]["warm_floor"])),
        ("每核每秒", "≥ 1500", f"{was['cpu_per_second']:.0f}", f"{warm['cpu_per_second']:.0f}"),
        ("内存峰值", "≤ 80 MiB", f"{was['peak_mib']:.0f} MiB", f"{warm['peak_mib']:.0f} MiB"),
        ("十倍文本用时，最坏一档", "≤ 11", _x(then["cpu"]["growth"]), _x(now["cpu"]["growth"])),
    ]
    cold = [
        (name, f"{c['cpu']:.0f}", f"{c['wall']:.0f}", f"{c['peak_mib']:.0f}") for name, c in figures["cold"].items()
    ]
    contestants = [
        (
            name,
            *(f"{w[key]:.2f}" for key in ("cpu_median", "cpu_p99", "wall_median", "wall_p99")),
            f"{w['peak_mib']:.0f}",
        )
        for name, w in figures["warm"].items()
    ]
    growth = [
        (
            f"{g['characters']:,}",
            f"{g['bytes']:,}",
            f"{g['cpu']:.1f}",
            f"{1000 * g['cpu'] / g['characters']:.2f}",
            f"{g['peak_mib']:.0f}",
        )
        for g in figures["growth"]
    ]
    rooms = [
        (name, f"{100 * before['rooms'].get(name, 0):.0f}%", f"{100 * share:.0f}%")
        for name, share in figures["rooms"].items()
        if share >= 0.01
    ]
    runs = [
        (
            label,
            f"{batch[key]['rows_per_second']:.0f}",
            f"{batch[key]['wall'] / 1000:.1f}",
            f"{batch[key]['peak_mib']:.0f}",
        )
        for key, label in (("tenth", "一个进程，十分之一的行"), ("one", "一个进程"), ("two", "两个进程"))
    ]
    return {
        "date": figures["date"],
        "python": figures["versions"]["python"],
        "machine": figures["versions"]["machine"],
        "signature": figures["versions"]["signature"],
        "built": _built(figures["versions"].get("built", {"kernel": True, "patterns": True})),
        "packages": ", ".join(f"{k} {v}" for k, v in figures["versions"]["packages"].items()),
        "load": f"{figures['load_before']} → {figures['load_after']}",
        "goals": _table(rows),
        "cold": _table(cold),
        "start": _table([(name, f"{value:.1f}") for name, value in figures["start"]["steps"].items()]),
        "patterns": str(figures["start"]["patterns"]),
        "numpy": _x(figures["cold"]["import numpy"]["cpu"] / figures["cold"]["bare interpreter"]["cpu"]),
        "pydantic": _x(figures["cold"]["import pydantic"]["cpu"] / figures["cold"]["bare interpreter"]["cpu"]),
        "warm": _table(contestants),
        "growth": _table(growth),
        "rooms": _table(rooms),
        "batch_rows": f"{batch['rows']:,}",
        "batch": _table(runs),
        "speedup": f"{batch['one']['wall'] / batch['two']['wall']:.2f}",
    }


def _plan(figures: Figures) -> Figures:
    """A billion complaints, from what one core does."""
    warm, batch = figures["warm"]["tousu"], figures["batch"]
    rate = warm["cpu_per_second"]
    core_hours = BILLION / rate / 3600
    write = batch["one"]["bytes_out_per_row"]
    read = batch["one"]["bytes_in_per_row"]
    return {
        "date": figures["date"],
        "machine": figures["versions"]["machine"],
        "rate": f"{rate:.0f}",
        "core_hours": f"{core_hours:.0f}",
        "million_seconds": f"{1e6 / rate:.0f}",
        "million_core_hours": f"{1e6 / rate / 3600:.2f}",
        "peak": f"{warm['peak_mib']:.0f}",
        "read": f"{read:,}",
        "write": f"{write:,}",
        "read_tb": f"{read * BILLION / 1e12:.2f}",
        "write_tb": f"{write * BILLION / 1e12:.2f}",
        "workers": _table(
            [
                (str(n), f"{core_hours / n:.1f}", f"{n * warm['peak_mib'] / 1024:.0f}", f"{rate * n * read / 1e6:.0f}")
                for n in CORES
            ]
        ),
        "speedup": f"{batch['one']['wall'] / batch['two']['wall']:.2f}",
        "file_rows": f"{256_000_000 // read // 10_000 * 10_000:,}",
        "files": f"{BILLION // max(1, 256_000_000 // read // 10_000 * 10_000):,}",
    }


def _table(rows: list[tuple[str, ...]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _x(ratio: float) -> str:
    return f"{ratio:.1f}×"
