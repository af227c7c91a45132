"""Arguments, files, exit codes; no analysis, no wording.

Exit codes: 0 done, 1 done with something to be told (findings of ``check``, a draft of which ``rewrite`` would leave
nothing, rows that cannot be used), 2 wrong use (unknown option, unreadable file), 130 interrupted. What they mean for
each command stands on its help page, from ``data/messages/usage.toml``.
"""

from __future__ import annotations

import gc
import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """The console script; no traceback reaches its user."""
    # NumPy would start a thread for each processor, which costs more than anything that it computes here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Modules, rules and models stay for as long as the command runs: looking through them for garbage is in vain.
    gc.set_threshold(50_000)
    if sys.stdout is None:  # closed by whoever started the command and wants the exit code alone
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # for as long as the process lives
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments

    from tousu.cli.quick import check

    code = check(given)
    if code is None:
        from tousu.cli.commands import run

        code = run(given)
    if arguments is None:  # the process ends here: nor need it be looked through at its end
        gc.freeze()
    sys.exit(code)
