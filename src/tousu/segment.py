"""Jieba's words as spans that rejoin to the text.

The words come from ``tousu.words``, which cuts as jieba does and opens in a millisecond; jieba itself is the reference
that a test holds it against. jieba treats runs of ASCII and digits in a way of its own; these are cut here, and only
runs of Han go to an engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Literal

from tousu import modelfile, native
from tousu import patterns as re
from tousu.errors import ConfigError
from tousu.spans import Span, made
from tousu.words import Words

Engine = Literal["words", "jieba"]

WORDS = "words.safetensors"

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(
    rf"[{_HAN}]+"
    r"|[A-Za-z]+(?:['’-][A-Za-z]+)*"
    r"|[0-9]+(?:[.,:/-][0-9]+)*"
    r"|\s+|.",
    re.DOTALL,
)


def tokens(text: str, engine: Engine = "words") -> tuple[Span, ...]:
    """The words of ``text``: Han runs as jieba cuts them, a run of letters, of digits or of white space whole.

    Args:
        text: any text.
        engine: which code cuts; ``jieba`` is slow to load and there to compare with.
    """
    words = dictionary() if engine == "words" else None
    if isinstance(words, native.Dictionary):
        return words.tokens(text, Span)
    return cut_by(_cutter(engine), text)


def cut_by(cut: Callable[[str], Iterable[int]], text: str) -> tuple[Span, ...]:
    """The words of ``text``, its runs of Han characters cut by ``cut``; the kernel does the same in one go."""
    ends: list[int] = []
    at = 0
    for run in _RUN.findall(text):
        if run >= _HAN[0] and len(run) > 1:  # nothing else that begins so late is more than one character
            for length in cut(run):
                at += length
                ends.append(at)
        else:
            at += len(run)
            ends.append(at)
    return tuple(map(made, zip([0, *ends], ends, strict=False)))


@cache
def name() -> str:
    """Whose words, for the signature."""
    return f"jieba {dictionary().version}"


@cache
def dictionary() -> native.Dictionary | Words:
    """Jieba's dictionary, opened by whom it can be."""
    path = modelfile.folder() / WORDS
    return native.words(path) or Words.load(path)


@cache
def _cutter(engine: Engine) -> Callable[[str], Iterable[int]]:
    """From a run of Han characters to the lengths of its words."""
    if engine == "words":
        return dictionary().cut
    if engine == "jieba":
        cut = _jieba()
        return lambda run: map(len, cut(run))
    raise ConfigError(f"unknown segmenter {engine!r}: expected 'words' or 'jieba'")


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
    folder = user_cache_path("tousu") / f"jieba-{jieba.__version__}"
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
