"""Every packaged model by its name: what it learns from, and the file it is written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from tousu.errors import CorpusError
from tousu.learn import corpus, issues, polarity, taggers
from tousu.learn.corpus import Example
from tousu.models import FILES


def train_issues(folder: Path) -> None:
    """The classifier of issue types, from the drafts that were read twice."""
    drafts = corpus.with_issues()
    issues.train(drafts)[1].save(folder / FILES["issues"], drafts=len(drafts))


def train_facts(folder: Path) -> None:
    """The facts tagger, from all drafts whose facts are marked."""
    drafts = corpus.with_facts()
    taggers.train_facts(drafts).save(folder / FILES["facts"], drafts=len(drafts))


def train_tone(folder: Path) -> None:
    """The tone model, from drafts and clauses."""
    drafts, clauses = corpus.own("drafts"), corpus.own("clauses")
    model = taggers.train_tone([*drafts, *clauses])
    model.save(folder / FILES["tone"], drafts=len(drafts), clauses=len(clauses))


def train_polarity(folder: Path) -> None:
    """Praise or complaint: snownlp's own Bayes, exported."""
    model = polarity.exported(*polarity.snownlp_bayes())
    model.save(folder / FILES["polarity"], words=len(model.weights), snownlp=version("snownlp"))


LEAST_CLASSES, LEAST_ROWS = 3, 5


def train_own(examples: list[Example], folder: Path) -> None:
    """A classifier with somebody's own class ids; every fifth row of each class calibrates it.

    Raises:
        CorpusError: fewer than ``LEAST_CLASSES`` classes, or a class that is primary in fewer than ``LEAST_ROWS`` rows.
    """
    counts = Counter(e.issues[0] for e in examples)
    counts.update(dict.fromkeys({i for e in examples for i in e.issues}, 0))
    rare = sorted(name for name, count in counts.items() if count < LEAST_ROWS)
    if rare or len(counts) < LEAST_CLASSES:
        raise CorpusError(
            f"needs {LEAST_CLASSES} labels, each first in {LEAST_ROWS} rows; rare: {rare}",
            reason="few",
            classes=LEAST_CLASSES,
            rows=LEAST_ROWS,
            rare="、".join(rare) or "-",
        )
    seen: Counter[str] = Counter()
    numbered = []
    for example in examples:
        seen[example.issues[0]] += 1
        numbered.append(example._replace(place=f"own:{seen[example.issues[0]]}"))
    issues.train(numbered)[1].save(folder / FILES["issues"], drafts=len(examples))


RECIPES: dict[str, Callable[[Path], None]] = {
    "issues": train_issues,
    "facts": train_facts,
    "tone": train_tone,
    "polarity": train_polarity,
}
