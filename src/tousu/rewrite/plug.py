"""Where another rewriter plugs in, e.g. a language model: its text is taken only when it keeps every fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from tousu.records import NamedTuple
from tousu.results import Analysis, Verification


class Rewriter(Protocol):
    """Anything that rewrites a draft; it may read the analysis, and it may raise."""

    def __call__(self, analysis: Analysis) -> str:
        """The rewritten text."""
        ...


class Guarded(NamedTuple):
    """The text to use: the rewriter's when ``own`` is False, else tousu's own rewrite.

    ``verification`` is the verdict on the rewriter's last attempt; None when it raised or gave nothing.
    """

    text: str
    own: bool
    verification: Verification | None


def guarded(
    rewriter: Rewriter, analysis: Analysis, verify: Callable[[str, str], Verification], attempts: int = 1
) -> Guarded:
    """The rewriter's text if it states exactly the facts of the draft, else tousu's own rewrite.

    Args:
        rewriter: called with the analysis, at most ``attempts`` times.
        analysis: of the draft.
        verify: compares draft and rewrite, e.g. ``tousu.verify``.
        attempts: how often to ask anew after a text that lost or invented something.
    """
    verification = None
    for _ in range(attempts):
        try:
            text = rewriter(analysis).strip()
        except Exception:  # whatever a plug raises, the person still gets a rewrite
            break
        if not text:
            break
        verification = verify(analysis.text, text)
        if verification.ok:
            return Guarded(text, False, verification)
    return Guarded(analysis.rewrite.text, True, verification)
