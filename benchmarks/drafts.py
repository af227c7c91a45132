"""The drafts that are measured: from the project's own corpus, the same ones every time."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "models" / "corpus" / "drafts"
_MARK = re.compile(r"\{[a-z_]+\|([^{}]*)\}")


def corpus() -> Iterator[tuple[str, str]]:
    """Text and first issue of every draft of the corpus, without its marks."""
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = row["text"]
            while text != (plain := _MARK.sub(r"\1", text)):
                text = plain
            yield text, row["issues"][0]


def about_200(count: int) -> list[str]:
    """Drafts of 150 to 260 characters; where the corpus has too few, short ones put together."""
    texts = [text for text, _ in corpus()]
    found = [text for text in texts if 150 <= len(text) <= 260][:count]
    rest = itertools.cycle(text for text in texts if len(text) < 130)
    while len(found) < count:
        text = next(rest)
        while len(text) < 150:
            text += "\n" + next(rest)
        found.append(text)
    return found


def long(length: int) -> str:
    """A draft of so many characters, put together of many different ones."""
    out: list[str] = []
    size = 0
    for text, _ in itertools.cycle(list(corpus())):
        out.append(text)
        size += len(text) + 1
        if size >= length:
            return "\n".join(out)[:length]
    raise AssertionError("the corpus is empty")
