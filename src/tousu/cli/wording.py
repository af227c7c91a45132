"""What a person reads when something goes wrong: the sentence of ``data/messages/errors.toml`` for the error."""

from __future__ import annotations

import sys

from tousu.errors import TousuError


def sentence(error: TousuError) -> str:
    """One line of Chinese for the person, with the engineer's sentence where it tells more."""
    from tousu.rulebook import Rulebook

    key = f"{error.code}_{error.fields['reason']}" if "reason" in error.fields else error.code
    if error.fields.get("what") == "rule or kind":  # there are too many of them for a line
        key = "unknown_rule"
    if error.fields.get("nearest"):
        key += "_near"
    texts = Rulebook.packaged().rooms["messages"]["errors"].text  # type: ignore[attr-defined]  # a Messages record
    template = texts.get(key, texts["error"])
    cause = texts.get(f"cause_{error.fields.get('cause')}", str(error))
    return " ".join(template.format_map({"detail": str(error), **error.fields, "cause": cause}).split())


def told(error: TousuError) -> int:
    """Tells a person of the error in one line; the exit code of a command that can't be carried out."""
    sys.stderr.write(sentence(error) + "\n")
    return 2
