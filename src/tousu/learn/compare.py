"""Compare ways to tell an issue: cross-validation by who wrote a draft, and gold files. Writes one JSON of figures.

    python -m tousu.learn.compare [--gold FILE]... [--only ID]... [--folds N] [--jobs N]

``docs/models.md`` shows the table that is made of it (``python -m tousu.build``).
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
import numpy.typing as npt

from tousu.issues import OTHER
from tousu.learn import corpus, issues, methods
from tousu.learn.corpus import Example
from tousu.learn.evaluate import Report, evaluate, read_gold
from tousu.learn.pages import COMPARISON

Floats = npt.NDArray[np.float64]
_MOST = 4


class Outcome(NamedTuple):
    """What a fitted way said of texts, and what it cost.

    Attributes:
        scores: up to a constant, shape (texts, classes): which issue is the main one.
        also: whether a text speaks of an issue at all, of the same shape; None where the scores must tell that too.
    """

    classes: tuple[str, ...]
    scores: Floats
    also: Floats | None
    fit_seconds: float
    text_milliseconds: float
    megabytes: float


def run(name: str, seen: Sequence[Example], unseen: Sequence[Example]) -> Outcome:
    """Fit a way on some drafts and ask it about others."""
    began = time.perf_counter()
    known, labels, texts = [e.text for e in seen], [e.issues for e in seen], [e.text for e in unseen]
    model = methods.fit(methods.METHODS[name](), known, labels, [e.other for e in seen])
    second = issues.fit_second(model, known, labels) if name == methods.SHIPPED else None
    fitted = time.perf_counter()
    chances, also = np.asarray(model.predict_proba(texts)), second and second.chances(model, texts)
    asked = time.perf_counter()
    return Outcome(
        tuple(str(c) for c in model.classes_),
        np.log(np.maximum(chances, 1e-12)),
        also,
        fitted - began,
        1000 * (asked - fitted) / max(1, len(unseen)),
        len(pickle.dumps(model)) / 1e6,
    )


def folds(examples: Sequence[Example], number: int) -> list[npt.NDArray[np.intp]]:
    """The held-out rows of each fold; one hand's drafts (``Example.group``) never stand on both sides."""
    from sklearn.model_selection import GroupKFold

    groups = [e.group for e in examples]
    cut = GroupKFold(min(number, len(set(groups))))
    return [held for _, held in cut.split(groups, groups=groups)]


class Settled(NamedTuple):
    """What is chosen on drafts not trained on: the divisor of the scores, and from when a further issue is said."""

    heat: float
    threshold: float


def settle(classes: Sequence[str], scores: Floats, also: Floats | None, examples: Sequence[Example]) -> Settled:
    """Best calibration, then best micro F1; the same for every way, so that none wins by its scale."""
    place = {name: at for at, name in enumerate(classes)}
    first = np.array([place[e.issues[0]] for e in examples])
    heat = issues.temperature(scores, first, issues.length_weights([e.text for e in examples]))
    truth = [{place[i] for i in e.issues if i in place} for e in examples]  # some may never come first
    chances = issues.softmax(scores / heat)
    return Settled(heat, best_threshold(chances if also is None else also, truth, chances.argmax(axis=1)))


def best_threshold(chances: Floats, truth: Sequence[set[int]], top: npt.NDArray[np.intp]) -> float:
    """The probability from which a further issue is said: of best micro F1 over all issues."""
    rated = []
    for threshold in np.arange(0.06, 0.7, 0.02):
        right = said = 0
        for row, first, gold in zip(chances, top, truth, strict=True):
            found = {int(first), *np.flatnonzero(row >= threshold).tolist()}
            right += len(found & gold)
            said += len(found)
        rated.append((2 * right / (said + sum(map(len, truth))), float(threshold)))
    return max(rated)[1]


def judged(
    classes: Sequence[str],
    scores: Floats,
    also: Floats | None,
    settled: Sequence[Settled],
    examples: Sequence[Example],
) -> Report:
    """The figures of scores, each row under its own settings."""
    heats = np.array([s.heat for s in settled])[:, None]
    chances = issues.softmax(scores / heats)
    rows = zip(examples, chances, chances if also is None else also, settled, strict=True)
    said = {e.place: _said(classes, row, further, s.threshold) for e, row, further, s in rows}
    places = iter([e.place for e in examples])
    return evaluate(examples, lambda text: said[next(places)], worst=0)


def _said(classes: Sequence[str], chances: Floats, also: Floats, threshold: float) -> list[tuple[str, float]]:
    """As the served classifier says it: the first, then those above the threshold; ``other`` stands alone."""
    top = int(chances.argmax())
    order = [] if classes[top] == OTHER else np.argsort(-also, kind="stable").tolist()
    further = [at for at in order if also[at] >= threshold and at != top and classes[at] != OTHER]
    return [(classes[top], float(chances[top])), *((classes[at], float(also[at])) for at in further[: _MOST - 1])]


def compare(
    examples: Sequence[Example], gold: dict[str, list[Example]], names: Sequence[str], number: int = 5, jobs: int = 2
) -> dict[str, Any]:
    """All figures of the ways named.

    Args:
        examples: labelled drafts, from at least two groups.
        gold: texts that nobody trains on, by a name for each set.
        names: ids of ``methods.METHODS``.
        number: folds, at most one for each group.
        jobs: processes.
    """
    from joblib import Parallel, delayed

    held = folds(examples, number)
    outside = [[examples[n] for n in np.setdiff1d(np.arange(len(examples)), h)] for h in held]
    inside = [[examples[n] for n in h] for h in held]
    texts = [e for own in gold.values() for e in own]
    pairs = [*zip(outside, inside, strict=True), *([(list(examples), texts)] if texts else [])]
    work = (delayed(run)(name, seen, unseen) for name in names for seen, unseen in pairs)
    outcomes = list(progress(Parallel(n_jobs=jobs, return_as="generator")(work), len(names) * len(pairs)))
    rows = {}
    for at, name in enumerate(names):
        own = outcomes[at * len(pairs) : (at + 1) * len(pairs)]
        rows[name] = _row(own[: len(held)], own[len(held) :], examples, held, gold)
    return {"drafts": len(examples), "groups": len({e.group for e in examples}), "folds": len(held), "methods": rows}


def _row(
    crossed: Sequence[Outcome],
    whole: Sequence[Outcome],
    examples: Sequence[Example],
    held: Sequence[npt.NDArray[np.intp]],
    gold: dict[str, list[Example]],
) -> dict[str, Any]:
    classes = sorted({name for outcome in crossed for name in outcome.classes})
    scores = np.full((len(examples), len(classes)), np.log(1e-12))
    also = None if crossed[0].also is None else np.zeros_like(scores)
    for outcome, rows in zip(crossed, held, strict=True):
        cells = np.ix_(rows, np.array([classes.index(c) for c in outcome.classes]))
        scores[cells] = outcome.scores
        if also is not None:
            also[cells] = outcome.also
    settled: list[Settled] = [Settled(1.0, 0.2)] * len(examples)
    for rows in held:  # settings of a fold come from the other folds, never from its own drafts
        rest = np.setdiff1d(np.arange(len(examples)), rows)
        own = settle(classes, scores[rest], None if also is None else also[rest], [examples[n] for n in rest])
        for n in rows:
            settled[n] = own
    out: dict[str, Any] = {
        "cross_validation": _figures(judged(classes, scores, also, settled, examples)),
        "fit_seconds": round(float(np.mean([o.fit_seconds for o in crossed])), 1),
        "text_milliseconds": round(float(np.mean([o.text_milliseconds for o in crossed])), 2),
        "megabytes": round(float(np.mean([o.megabytes for o in crossed])), 1),
        "gold": {},
    }
    at = 0
    for name, texts in gold.items() if whole else ():
        final, (all_, own_scores, own_also) = settle(classes, scores, also, examples), whole[0][:3]
        part = slice(at, at + len(texts))
        report = judged(
            all_, own_scores[part], None if own_also is None else own_also[part], [final] * len(texts), texts
        )
        out["gold"][name] = _figures(report)
        at += len(texts)
    return out


def _figures(report: Report) -> dict[str, float]:
    names = ("texts", "accuracy", "micro_f1", "macro_f1", "ece")
    return {name: round(getattr(report, name), 4) for name in names}


def progress(items: Any, total: int) -> Any:
    """The items, with a bar where a person watches and tqdm is there."""
    try:
        from tqdm import tqdm
    except ImportError:
        return items
    return tqdm(items, total=total, disable=None, unit="fit")


@click.command()
@click.option("--gold", multiple=True, type=click.Path(path_type=Path), help="Labelled texts that nobody trains on.")
@click.option("--only", multiple=True, type=click.Choice(list(methods.METHODS)), help="These ways alone.")
@click.option("--folds", "number", default=5, show_default=True)
@click.option("--jobs", default=2, show_default=True)
@click.option("-o", "--output", default=COMPARISON, type=click.Path(path_type=Path), help="The JSON written.")
def main(gold: Sequence[Path], only: Sequence[str], number: int, jobs: int, output: Path) -> None:
    """Compare the ways to tell an issue and write the figures as JSON."""
    sets = {path.stem: read_gold(path)[0] for path in gold}
    drafts = corpus.with_issues()
    found = compare(drafts, sets, list(only) or list(methods.METHODS), number, jobs)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"wrote {output}\n")


if __name__ == "__main__":
    main()
