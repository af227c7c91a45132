"""tousu: a linter for Chinese complaint drafts (投诉稿).

>>> import tousu
>>> tousu.analyze("订单号 260914-402716338850917，等了五天还没发货，请退款。").issues[0].id
'not_shipped'

Nothing heavy is loaded before the first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from tousu.analyzer import Analyzer
    from tousu.errors import (
        ConfigError,
        CorpusError,
        FileError,
        InputError,
        ModelError,
        RuleError,
        TousuError,
        UnknownNameError,
    )
    from tousu.results import Analysis, Redaction, Verification
    from tousu.rewrite.plug import Guarded, Rewriter, guarded

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Analyzer",
    "ConfigError",
    "CorpusError",
    "FileError",
    "Guarded",
    "InputError",
    "ModelError",
    "Redaction",
    "Rewriter",
    "RuleError",
    "TousuError",
    "UnknownNameError",
    "Verification",
    "__version__",
    "analyze",
    "analyze_many",
    "guarded",
    "redact",
    "verify",
]

_HOME = {
    "Analyzer": "analyzer",
    "Analysis": "results",
    "Redaction": "results",
    "Verification": "results",
    **dict.fromkeys(("Guarded", "Rewriter", "guarded"), "rewrite.plug"),
    **dict.fromkeys([name for name in __all__ if name.endswith("Error")], "errors"),
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(f"tousu.{_HOME[name]}"), name)
    raise AttributeError(f"module 'tousu' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


_shared: Analyzer | None = None


def _analyzer() -> Analyzer:
    """The analyzer behind the functions below, built on first use and shared."""
    global _shared
    if _shared is None:
        from tousu.analyzer import Analyzer

        _shared = Analyzer()
    return _shared


def analyze(text: str, *, channel: str | None = None, today: dt.date | None = None) -> Analysis:
    """Everything tousu says of one draft; see ``Analyzer.analyze``."""
    return _analyzer().analyze(text, channel=channel, today=today)


def analyze_many(
    texts: Iterable[str], *, channel: str | None = None, today: dt.date | None = None, jobs: int = 1
) -> Iterator[Analysis]:
    """Each text's analysis, in order; see ``Analyzer.analyze_many``."""
    return _analyzer().analyze_many(texts, channel=channel, today=today, jobs=jobs)


def verify(before: str, after: str) -> Verification:
    """Which facts a rewrite kept, changed, lost or invented; see ``Analyzer.verify``."""
    return _analyzer().verify(before, after)


def redact(text: str, *, channel: str, mapped: bool = False) -> Redaction:
    """The text with personal data masked as a channel asks; see ``Analyzer.redact``."""
    return _analyzer().redact(text, channel=channel, mapped=mapped)
