"""The only door to rjieba and jieba: words as spans that rejoin to the text.

Both engines read the same dictionary by the same algorithm and differ on runs of ASCII and digits alone; so
these are cut here, and only runs of Han go to an engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Literal

from tousu.errors import ConfigError
from tousu.spans import Span, made

Engine = Literal["rjieba", "jieba"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(
    rf"(?P<han>[{_HAN}]+)"
    r"|[A-Za-z]+(?:['’-][A-Za-z]+)*"
    r"|[0-9]+(?:[.,:/-][0-9]+)*"
    r"|\s+|.",
    re.DOTALL,
)


def tokens(text: str, engine: Engine | None = None) -> tuple[Span, ...]:
    """The words of ``text``: Han runs as the engine cuts them, a run of letters, of digits or of white space whole.

    Args:
        text: any text.
        engine: which engine cuts; by default rjieba where it is installed, else jieba.
    """
    cut = _cutter(engine or default_engine())
    ends: list[int] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if end - start > 1 and match.lastgroup is not None:
            for word in cut(match.group()):
                start += len(word)
                ends.append(start)
        else:
            ends.append(end)
    return tuple(map(made, zip([0, *ends], ends, strict=False)))


@cache
def name() -> str:
    """Engine and version, for the signature."""
    engine = default_engine()
    return f"{engine} {version(engine)}"


@cache
def default_engine() -> Engine:
    """Rjieba where its wheel is installed, else jieba."""
    import importlib.util

    return "rjieba" if importlib.util.find_spec("rjieba") else "jieba"


@cache
def _cutter(engine: Engine) -> Callable[[str], list[str]]:
    if engine == "rjieba":
        import rjieba

        return rjieba.Jieba().cut
    if engine == "jieba":
        return _jieba()
    raise ConfigError(f"unknown segmenter {engine!r}: expected 'rjieba' or 'jieba'")


def _jieba() -> Callable[[str], list[str]]:
    """A tokenizer of our own, with a cache folder that only this user can write.

    jieba loads whatever ``jieba.cache`` it finds in the shared temporary folder through marshal, and prints
    while it does; neither happens here.
    """
    import logging
    import os
    import warnings

    from platformdirs import user_cache_path

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in its source: SyntaxWarnings on 3.12 and later
        import jieba

    jieba.setLogLevel(logging.ERROR)
    folder = user_cache_path("tousu") / f"jieba-{version('jieba')}"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise ConfigError(f"{folder} belongs to another user; remove it or set XDG_CACHE_HOME")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(folder)
    tokenizer.cache_file = "words.cache"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer.initialize()
    return tokenizer.lcut  # type: ignore[no-any-return]  # jieba ships no types
