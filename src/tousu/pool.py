"""A function over a stream of items in several processes, results in the order of the items, memory flat.

It knows nothing of drafts: whoever uses it says how a process builds its function.
"""

from __future__ import annotations

import gc
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from tousu.errors import ConfigError

A = TypeVar("A")
B = TypeVar("B")

_AHEAD = 4
"""Items under way for each process: enough that none waits, few enough that memory stays flat."""

_work: Callable[[Any], Any] | None = None  # the function of this worker process, built once


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_COLLECTED_AFTER = 50_000
"""New containers after which the garbage collector looks for cycles: a worker makes many and next to no cycles."""


def _build(make: Callable[[], Callable[[Any], Any]]) -> None:
    global _work
    gc.set_threshold(_COLLECTED_AFTER)
    _work = make()
    # What was built stays as long as the process does: not to be looked through again and again.
    gc.freeze()


def _run(item: Any) -> Any:
    assert _work is not None
    return _work(item)


def in_order(make: Callable[[], Callable[[A], B]], items: Iterable[A], jobs: int) -> Iterator[B]:
    """``make()`` applied to each item, by ``jobs`` processes; at most a few items each are read ahead.

    Args:
        make: builds the function, once in each process; it, the items and the results must pickle.
        items: any iterable, read as the results are taken.
        jobs: number of processes; 1 works in this one.

    Raises:
        ConfigError: fewer than one job, or a worker process died (killed, out of memory, or a script that starts
            processes without ``if __name__ == "__main__":``).
        Exception: whatever the function raises for an item, when its turn comes.
    """
    if jobs < 1:
        raise ConfigError(f"jobs must be at least 1, got {jobs}", reason="jobs", jobs=jobs)
    if jobs == 1:
        yield from map(make(), items)
        return
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # spawn and not fork: the caller may have threads, and a fork would copy their locks.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_build, initargs=(make,))
    source = iter(items)
    waiting: deque[Future[B]] = deque()
    try:
        waiting.extend(pool.submit(_run, item) for item in itertools.islice(source, jobs * _AHEAD))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(_run, item) for item in itertools.islice(source, 1))
            yield done
    except BrokenProcessPool as error:
        raise ConfigError(
            f"a worker process died ({error}): killed, out of memory, or started by a script whose own code does not "
            'stand under `if __name__ == "__main__":`; try fewer jobs',
            reason="worker",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
