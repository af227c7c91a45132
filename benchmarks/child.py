"""What runs in a fresh process: ``python -m benchmarks.child WHAT …``; prints one line of JSON.

Times are taken by two clocks: the wall, and the processor time of this process, which other programs disturb less.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.drafts import ROOT, about_200, long


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Milliseconds of one call, by both clocks."""
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    work()
    return {"wall": (time.perf_counter_ns() - wall) / 1e6, "cpu": (time.process_time_ns() - cpu) / 1e6}


def peak_mib() -> float:
    """Most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def analyzer_of(what: str, model: str) -> Callable[[str], object]:
    """The function that is measured."""
    if what == "stack":
        from benchmarks.stack import Stack

        return Stack(Path(model)).analyze
    from tousu.analyzer import Analyzer

    analyzer = Analyzer()
    if what == "floor":
        from tousu.draft import Draft

        return lambda text: analyzer.rulebook.scan(Draft(text))
    return analyzer.analyze


def warm(what: str, count: int, model: str) -> dict[str, object]:
    """Each of ``count`` drafts once, after twenty others."""
    analyze = analyzer_of(what, model)
    texts = about_200(count + 20)
    for text in texts[count:]:
        analyze(text)
    return {"times": [timed(lambda text=text: analyze(text)) for text in texts[:count]], "peak_mib": peak_mib()}


_PARTS = 10
"""So many parts of the longest draft stand for a shorter length."""


def _cpu(times: dict[str, float]) -> float:
    return times["cpu"]


def growth(lengths: list[int]) -> dict[str, object]:
    """Drafts of each length, the best of three: of a shorter one the mean of the parts of the longest.

    What people write costs twice as much here as there; only its own parts can tell whether a text costs more because
    it is long.
    """
    from tousu.analyzer import Analyzer

    analyzer = Analyzer(limit=10_000_000)
    analyzer.analyze(long(1000))
    out = []
    whole = long(max(lengths))
    for length in lengths:
        step = max(length, len(whole) // _PARTS)
        parts = [whole[at : at + length] for at in range(0, len(whole) - length + 1, step)]
        times = [min((timed(lambda text=text: analyzer.analyze(text)) for _ in range(3)), key=_cpu) for text in parts]
        mean = {clock: sum(t[clock] for t in times) / len(times) for clock in times[0]}
        size = sum(len(text.encode()) for text in parts) // len(parts)
        out.append({"characters": length, "bytes": size, **mean, "peak_mib": peak_mib()})
    return {"growth": out}


def rooms(count: int) -> dict[str, object]:
    """Where the time of ``analyze`` goes, by the profiler: microseconds a draft spent in each module itself."""
    import cProfile
    import pstats

    from tousu.analyzer import Analyzer

    analyzer = Analyzer()
    texts = about_200(count + 20)
    for text in texts[count:]:
        analyzer.analyze(text)
    profile = cProfile.Profile()
    profile.enable()
    for text in texts[:count]:
        analyzer.analyze(text)
    profile.disable()
    spent: dict[str, float] = {}
    for (file, _, name), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        for caller, (_, _, share, _) in callers.items() or {(file, 0, name): (0, 0, own, 0)}.items():
            # What is not ours (NumPy, re, built-ins) counts for whoever called it.
            place = file if "/tousu/" in file else caller[0]
            home = place.split("/tousu/")[-1].split("/")[0].removesuffix(".py") if "/tousu/" in place else "libraries"
            spent[home] = spent.get(home, 0.0) + share
    ranked = sorted(spent.items(), key=lambda item: -item[1])
    total = sum(spent.values())
    return {"rooms": {name: round(seconds / total, 4) for name, seconds in ranked}}


def prepare() -> dict[str, object]:
    """What pip does for an installed package: bytecode, and the rulebook compiled."""
    import compileall

    from tousu.build import compile_kernel, write_compiled

    compile_kernel()
    write_compiled()
    compileall.compile_dir(ROOT / "src", quiet=2)
    return {}


def start(draft: str) -> dict[str, object]:
    """Where the time of a first draft goes: milliseconds of processor time of each step, in the order of the steps."""
    import gc
    import importlib
    import os
    import re

    from tousu import patterns as kept
    from tousu import plain

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does
    gc.set_threshold(50_000)
    plain.use()
    text = Path(draft).read_text(encoding="utf-8")
    steps: dict[str, float] = {"interpreter, benchmark": time.process_time() * 1e3}

    def step(name: str, work: Callable[[], object]) -> None:
        steps[name] = timed(work)["cpu"]

    step("modules, their patterns included", lambda: importlib.import_module("tousu.analyzer"))
    analyzer = importlib.import_module("tousu.analyzer").Analyzer()
    step("rulebook", importlib.import_module("tousu.rulebook").Rulebook.packaged)
    step("terms of a first draft", lambda: analyzer.rulebook.scan(importlib.import_module("tousu.draft").Draft(text)))
    step("models", lambda: [getattr(analyzer.models, name) for name in ("issues", "facts", "tone", "polarity")])
    step("dictionary", lambda: importlib.import_module("tousu.segment").tokens(text))
    step("first draft", lambda: analyzer.analyze(text))
    modules = [module for name, module in sys.modules.items() if name.startswith("tousu.")]
    patterns = {p for module in modules for p in vars(module).values() if isinstance(p, re.Pattern | kept._Restored)}
    re.purge()
    step("compiling the patterns, which the build saves", lambda: [re.compile(p.pattern, p.flags) for p in patterns])
    return {"start": {name: round(value, 2) for name, value in steps.items()}, "patterns": len(patterns)}


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "growth":
        result = growth([int(length) for length in rest])
    elif what == "prepare":
        result = prepare()
    elif what == "start":
        result = start(rest[0])
    elif what == "rooms":
        result = rooms(int(rest[0]))
    else:
        result = warm(what, int(rest[0]), rest[1])
    print(json.dumps(result))
