"""Measure the models for their cards: cross-validation by who wrote a draft, and texts that nobody trains on.

    python -m tousu.learn.measure [issues|facts|tone|polarity|corpus]... [--gold FILE]... [--reviews FILE]

A JSON a model goes to ``models/evaluation``, figures alone, no text; ``python -m tousu.build`` makes the cards of them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import numpy as np

from tousu.analyzer import Analyzer
from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.issues import classify
from tousu.learn import compare, corpus, diversity, issues, phrases, polarity, taggers
from tousu.learn.corpus import Example, Marked
from tousu.learn.evaluate import Report, calibration_error, evaluate, read_gold
from tousu.learn.pages import EVALUATION, file_digest
from tousu.models import FILES, Models
from tousu.readers import IssueModel, PolarityModel
from tousu.results import Analysis
from tousu.rulebook import Rulebook
from tousu.rules import FLAG_IDS
from tousu.spans import Span

Figures = dict[str, Any]
Said = list[tuple[str, float]]


def issue_figures(report: Report) -> Figures:
    """A report without the texts of its errors, rounded."""
    out = report.as_dict()
    del out["worst"]
    return _rounded(out)  # type: ignore[no-any-return]


def issues_fold(seen: Sequence[Example], unseen: Sequence[Example]) -> list[Said]:
    """What the classifier trained on some drafts says of others, as it is served."""
    return _classified(unseen, issues.train(seen)[1])


def _classified(examples: Sequence[Example], model: IssueModel | None) -> list[Said]:
    book, drafts = Rulebook.packaged(), (Draft(e.text) for e in examples)
    return [[(i.id, i.probability) for i in classify(d, book.scan(d), book, model)] for d in drafts]


def facts_fold(seen: Sequence[Example], unseen: Sequence[Example]) -> list[list[Marked]]:
    """The facts that rules and a tagger trained on some drafts find in others."""
    model, book = taggers.train_facts(seen), Rulebook.packaged()
    drafts = [Draft(e.text) for e in unseen]
    found = [find_facts(d, book.scan(d), book, model) for d in drafts]
    # Details are told beside the facts; nobody marks them.
    return [[Marked(f.kind, f.span) for f in facts if not book.facts[f.kind].detail] for facts in found]


def tone_fold(seen: Sequence[Example], unseen: Sequence[Example]) -> list[list[Marked]]:
    """The flags that rules and a tone model trained on some drafts find in others."""
    with TemporaryDirectory() as folder:
        taggers.train_tone([*seen, *corpus.own("clauses")]).save(Path(folder) / FILES["tone"])
        analyzer = Analyzer()
        analyzer.models = Models(Path(folder))  # alone: the packaged facts tagger has read these drafts
        return [_flags(analyzer.analyze(e.text)) for e in unseen]


def _flags(analysis: Analysis) -> list[Marked]:
    return [Marked(f.kind, f.span) for f in analysis.findings if f.kind in FLAG_IDS]


def crossed(fold: Callable[..., list[Any]], examples: Sequence[Example], folds: int, jobs: int) -> list[Any]:
    """What is said of every example by a model that has not seen its writer, in order."""
    from joblib import Parallel, delayed

    held = [h.tolist() for h in compare.folds(examples, folds)]
    work = [([e for n, e in enumerate(examples) if n not in {*h}], [examples[n] for n in h]) for h in held]
    out: list[Any] = [None] * len(examples)
    answers = Parallel(n_jobs=jobs, return_as="generator")(delayed(fold)(*pair) for pair in work)
    for rows, said in zip(held, compare.progress(answers, len(work)), strict=True):
        for row, one in zip(rows, said, strict=True):
            out[row] = one
    return out


def marks_figures(examples: Sequence[Example], found: Sequence[Sequence[Marked]], kinds: Sequence[str]) -> Figures:
    """Phrases by kind, all kinds together, whatever the kind, and how many texts without a mark stay silent."""
    wanted = frozenset(kinds)
    gold = [[m for m in e.marks if m.kind in wanted] for e in examples]
    rows = [(e.text, marks, said) for e, marks, said in zip(examples, gold, found, strict=True)]
    each = phrases.by_kind(rows, kinds)
    silent = [not said for _, marks, said in rows if not marks]
    return {
        "texts": len(examples),
        "micro": phrases.total(each.values()).figures(),
        "any_kind": phrases.any_kind(rows, kinds).figures(),
        "clean_texts": len(silent),
        "clean_texts_silent": round(float(np.mean(silent)), 4) if silent else 0.0,
        "kinds": {kind: counts.figures() for kind, counts in each.items()},
    }


def polarity_figures(odds: Any, truth: Any) -> Figures:
    """Accuracy at even odds, area under the curve (of both kinds of text alone), and calibration."""
    from sklearn.metrics import roc_auc_score

    chances = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    sure = np.where(odds > 0, chances, 1 - chances)
    right = (odds > 0) == truth
    return {
        "texts": len(truth),
        "accuracy": round(float(right.mean()), 4),
        "auc": round(float(roc_auc_score(truth, odds)), 4) if len({*truth.tolist()}) == 2 else None,
        "ece": round(calibration_error(sure.tolist(), right.tolist()), 4),
    }


def _odds(model: PolarityModel, text: str) -> float:
    draft = Draft(text)
    return float(model.log_odds(draft.folded, draft.tokens, [Span(0, len(text))])[0])


def corpus_figures() -> Figures:
    """How much there is of what, and how varied it is."""
    drafts, boards, clauses = (corpus.own(room) for room in ("drafts", "boards", "clauses"))
    lengths = np.quantile([len(e.text) for e in drafts], [0, 0.25, 0.5, 0.75, 1]).astype(int).tolist()
    return {
        "drafts": len(drafts),
        "boards": len(boards),
        "clauses": len(clauses),
        "groups": len({e.group for e in drafts}),
        "lengths": lengths,
        "primary": dict(sorted(Counter(e.issues[0] for e in drafts).items())),
        "further": dict(sorted(Counter(i for e in drafts for i in e.issues[1:]).items())),
        "labels": dict(sorted(Counter(str(len(e.issues)) for e in drafts).items())),
        "diversity": {
            name: _rounded(diversity.measure([e.text for e in own], 100_000)._asdict())
            for name, own in (("drafts", drafts), ("boards", boards), ("clauses", clauses))
        },
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value


class Measures:
    """What is measured of each model; gold texts are analysed once, by the packaged models."""

    def __init__(self, gold: Sequence[Path], reviews: Path | None, folds: int, jobs: int) -> None:
        self.analyzer, self.reviews, self.folds, self.jobs = Analyzer(), reviews, folds, jobs
        self.gold = {path.stem: gold_examples(path) for path in gold}
        self.analyses = {name: [self.analyzer.analyze(e.text) for e in own] for name, own in self.gold.items()}
        self.kinds = tuple(self.analyzer.rulebook.facts)

    def issues(self) -> Figures:
        """The classifier of issue types."""
        drafts = corpus.with_issues()
        gold = {
            name: issue_figures(
                self._said(own, [[(i.id, i.probability) for i in a.issues] for a in self.analyses[name]])
            )
            for name, own in self.gold.items()
        }
        boards = corpus.own("boards")  # drafts of writers whom the classifier has not read
        gold["boards"] = issue_figures(self._said(boards, _classified(boards, self.analyzer.models.issues)))
        own = issue_figures(self._said(drafts, crossed(issues_fold, drafts, self.folds, self.jobs)))
        return {"cross_validation": own, "gold": gold}

    def _said(self, examples: Sequence[Example], said: Iterable[Said]) -> Report:
        answers = iter(said)
        return evaluate(examples, lambda _: next(answers), worst=0)

    def facts(self) -> Figures:
        """The facts, rules and tagger together."""
        return self._marks(facts_fold, self.kinds, lambda a: [Marked(f.kind, f.span) for f in a.facts])

    def tone(self) -> Figures:
        """The flags, rules and tone model together."""
        return self._marks(tone_fold, FLAG_IDS, _flags)

    def _marks(
        self, fold: Callable[..., list[Any]], kinds: Sequence[str], marks: Callable[[Analysis], list[Marked]]
    ) -> Figures:
        gold = {
            name: marks_figures(own, [marks(a) for a in self.analyses[name]], kinds) for name, own in self.gold.items()
        }
        if not self.folds:
            return {"gold": gold}
        drafts = corpus.own("drafts")
        own = marks_figures(drafts, crossed(fold, drafts, min(3, self.folds), self.jobs), kinds)
        return {"cross_validation": own, "gold": gold}

    def polarity(self) -> Figures:
        """Praise or complaint: on own texts, on gold complaints, on reviews of shops with a field ``positive``."""
        praise, complaints = polarity.own_texts()
        sets = {"own": [(t, True) for t in praise] + [(t, False) for t in complaints]}
        if self.gold:
            sets["gold"] = [(e.text, False) for own in self.gold.values() for e in own]
        if self.reviews is not None:
            rows = [json.loads(line) for line in self.reviews.read_text(encoding="utf-8").split("\n") if line.strip()]
            sets[self.reviews.stem] = [(row["text"], row["positive"]) for row in rows]
        model = self.analyzer.models.polarity
        assert model is not None
        return {
            "gold": {
                name: polarity_figures(np.array([_odds(model, t) for t, _ in own]), np.array([p for _, p in own]))
                for name, own in sets.items()
            }
        }

    def corpus(self) -> Figures:
        """The corpus itself."""
        return corpus_figures()


def gold_examples(path: Path) -> list[Example]:
    """Gold rows with their issues, and facts and flags as marks."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    marks = [
        tuple(Marked(m["kind"], Span(m["start"], m["end"])) for m in (*row.get("facts", ()), *row.get("flags", ())))
        for row in rows
    ]
    return [e._replace(marks=own) for e, own in zip(read_gold(path)[0], marks, strict=True)]


NAMES = (*(name for name in FILES if hasattr(Measures, name)), "corpus")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@click.option("--gold", multiple=True, type=click.Path(path_type=Path), help="Labelled texts that nobody trains on.")
@click.option("--reviews", type=click.Path(path_type=Path), help="Shop reviews with a field positive, for polarity.")
@click.option("--folds", default=5, show_default=True, help="0: the gold alone, for facts and tone.")
@click.option("--jobs", default=2, show_default=True)
@click.option(
    "-o", "--output", default=EVALUATION, type=click.Path(path_type=Path), help="The folder of the JSON files."
)
def main(names: Sequence[str], gold: Sequence[Path], reviews: Path | None, folds: int, jobs: int, output: Path) -> None:
    """Measure models, or the corpus, and write the figures as JSON."""
    measures = Measures(gold, reviews, folds, jobs)
    output.mkdir(parents=True, exist_ok=True)
    for name in names or NAMES:
        found = getattr(measures, name)()
        if name in FILES:
            found = {"model": file_digest(name), **found}
        path = output / f"{name}.json"
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"wrote {path}\n")


if __name__ == "__main__":
    main()
