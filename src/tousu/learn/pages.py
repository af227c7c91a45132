"""Model cards and the page on models: prose written by hand, and between ``<!-- learn: … -->`` marks what is made of
the model files and the figures in ``models/evaluation``. Needs no scikit-learn.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tousu import modelfile
from tousu.learn import agreement
from tousu.learn.corpus import CORPUS, READINGS, readings
from tousu.models import FILES
from tousu.rulebook import Rulebook

MODELS = CORPUS.parent
EVALUATION = MODELS / "evaluation"
COMPARISON = EVALUATION / "comparison.json"

_BLOCK = re.compile(r"<!-- learn: (\w+)(?: (\w+))? -->\n.*?<!-- end -->", re.DOTALL)


def file_digest(name: str, folder: Path = MODELS) -> str:
    """The sha256 of a model's file, as ``sha256sum`` prints it."""
    return hashlib.sha256((folder / FILES[name]).read_bytes()).hexdigest()


def filled(page: str, rulebook: Rulebook) -> str:
    """A page with its blocks as they are now.

    Raises:
        KeyError: it names a block that does not exist.
    """
    blocks = _Blocks(rulebook)

    def block(match: re.Match[str]) -> str:
        head = match[0].split("\n", 1)[0]
        return f"{head}\n{blocks.made(match[1], match[2])}\n<!-- end -->"

    return _BLOCK.sub(block, page)


@dataclass(frozen=True)
class _Blocks:
    """What may stand between marks; every figure comes from a file, none is typed."""

    rulebook: Rulebook
    folder: Path = MODELS

    def made(self, name: str, argument: str | None) -> str:
        makers: dict[str, Callable[..., Iterable[str]]] = {
            "file": self.file,
            "figures": self.figures,
            "comparison": self.comparison,
            "agreement": self.agreement,
            "corpus": self.corpus,
        }
        return "\n".join(makers[name](*([argument] if argument else [])))

    def say(self, key: str, **fields: object) -> str:
        return self.rulebook.say("learn", key, **fields)

    def table(self, heads: str, rows: Iterable[Sequence[object]]) -> list[str]:
        columns = self.say(heads).split("|")
        lines = [columns, ["---"] + ["---:"] * (len(columns) - 1), *rows]
        return [f"| {' | '.join(map(str, line))} |" for line in lines]

    def read(self, name: str) -> dict[str, Any] | None:
        path = self.folder / "evaluation" / f"{name}.json"
        found: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        return found

    def file(self, name: str) -> Iterable[str]:
        """The file itself, and what its own metadata say."""
        path = self.folder / FILES[name]
        head = modelfile.head(path)
        meta = head["meta"]
        rows: list[Sequence[object]] = [
            (self.say("card_file"), f"`models/{path.name}`"),
            ("sha256", f"`{file_digest(name, self.folder)}`"),
            (self.say("card_size"), self.say("card_megabytes", size=f"{path.stat().st_size / 1e6:.2f}")),
            (self.say("card_kind"), f"`{head['kind']}`, schema {head['schema']}, features {meta['features']}"),
        ]
        trained = {key: meta[key] for key in ("drafts", "clauses", "words") if key in meta}
        rows.append(
            (self.say("card_trained"), "；".join(self.say(f"card_{k}", count=f"{n:,}") for k, n in trained.items()))
        )
        listed = [meta[key] for key in ("classes", "kinds") if key in meta]
        rows += [(self.say("card_classes"), "、".join(f"`{c}`" for c in names)) for names in listed]
        yield from self.table("card_heads", rows)

    def figures(self, name: str) -> Iterable[str]:
        """What ``tousu.learn.measure`` found."""
        found = self.read(name)
        if found is None:
            yield self.say("card_unmeasured", name=name)
            return
        if found["model"] != file_digest(name, self.folder):
            yield self.say("card_stale", name=name)
            yield ""
        sets = {self.say("card_crossed"): found["cross_validation"]} if "cross_validation" in found else {}
        sets |= {f"`{k}`": v for k, v in found["gold"].items()}
        yield from {"issues": self._issues, "polarity": self._polarity}.get(name, self._phrases)(sets)

    def _issues(self, sets: dict[str, dict[str, Any]]) -> Iterable[str]:
        names = ("texts", "accuracy", "micro_f1", "macro_f1", "ece")
        yield from self.table("card_issue_heads", [(k, *(_number(v[n]) for n in names)) for k, v in sets.items()])
        yield from ("", self.say("card_by_class"), "")
        yield from self._by_id(sets, {k: {c["id"]: c for c in v["classes"]} for k, v in sets.items()})
        own = next(iter(sets.values()))
        yield from ("", self.say("card_confused"), "")
        apart = sorted((c for c in own["confusion"] if c["gold"] != c["said"]), key=lambda c: -c["count"])[:10]
        yield from self.table("card_confusion_heads", [(f"`{c['gold']}`", f"`{c['said']}`", c["count"]) for c in apart])
        yield from ("", self.say("card_calibration"), "")
        yield from self.table(
            "card_bin_heads",
            [
                (f"{b['low']:.1f}–{b['high']:.1f}", b["texts"], f"{b['probability']:.2f}", f"{b['accuracy']:.2f}")
                for b in own["bins"]
            ],
        )

    def _phrases(self, sets: dict[str, dict[str, Any]]) -> Iterable[str]:
        yield from self.table(
            "card_phrase_heads",
            [
                (
                    k,
                    v["texts"],
                    _prf(v["micro"]),
                    _prf(v["any_kind"]),
                    f"{v['clean_texts_silent']:.2f}（{v['clean_texts']}）",
                )
                for k, v in sets.items()
            ],
        )
        yield from ("", self.say("card_by_kind"), "")
        yield from self._by_id(sets, {k: v["kinds"] for k, v in sets.items()})

    def _by_id(self, sets: dict[str, Any], each: dict[str, dict[str, Any]]) -> Iterable[str]:
        ids = list(dict.fromkeys(i for own in each.values() for i in own))
        heads = ["id", *sets]
        rows = [
            [f"`{i}`", *(_prf(own[i]) if i in own and own[i]["support"] else "–" for own in each.values())] for i in ids
        ]
        lines = [heads, ["---"] + ["---:"] * len(sets), *rows]
        yield from (f"| {' | '.join(line)} |" for line in lines)

    def _polarity(self, sets: dict[str, dict[str, Any]]) -> Iterable[str]:
        names = ("texts", "accuracy", "auc", "ece")
        yield from self.table("card_polarity_heads", [(k, *(_number(v[n]) for n in names)) for k, v in sets.items()])

    def comparison(self) -> Iterable[str]:
        """A line a way, best in cross-validation first."""
        found = self.read("comparison")
        if found is None:
            yield self.say("comparison_unmeasured")
            return
        yield self.say("comparison_setting", **{k: found[k] for k in ("drafts", "groups", "folds")})
        yield ""
        methods = sorted(found["methods"].items(), key=lambda item: -item[1]["cross_validation"]["accuracy"])
        gold = list(methods[0][1]["gold"])
        heads = self.say("comparison_heads").split("|")
        heads[2:2] = [f"`{name}`" for name in gold]
        lines = [heads, ["---"] + ["---:"] * (len(heads) - 1)]
        for name, own in methods:
            sets = [own["cross_validation"], *(own["gold"][g] for g in gold)]
            cells = [" / ".join(f"{s[k]:.3f}" for k in ("accuracy", "micro_f1", "macro_f1", "ece")) for s in sets]
            cost = [str(own[k]) for k in ("megabytes", "fit_seconds", "text_milliseconds")]
            lines.append([self.say(f"method_{name}"), *cells, *cost])
        yield from (f"| {' | '.join(line)} |" for line in lines)

    def agreement(self) -> Iterable[str]:
        """How far two readers of the corpus agree."""
        found = agreement.measure(readings(self.folder / "corpus" / READINGS.name))
        figures = {k: f"{getattr(found, k):.3f}" for k in ("primary", "kappa", "among", "micro_f1")}
        yield self.say("agreement_summary", texts=f"{found.texts:,}", **figures)
        yield ""
        rows = [(f"`{c.id}`", c.first, c.second, c.both, f"{c.f1:.2f}") for c in found.classes]
        yield from self.table("agreement_heads", rows)
        if any(found.thirds):
            first, second, neither = found.thirds
            said = self.say("agreement_thirds", read=sum(found.thirds), first=first, second=second, neither=neither)
            yield from ("", said)
        yield from ("", self.say("agreement_apart"), "")
        yield from self.table("agreement_apart_heads", [(f"`{a}`", f"`{b}`", n) for a, b, n in found.disagreements])

    def corpus(self) -> Iterable[str]:
        """How much there is of what, and how varied it is."""
        found = self.read("corpus")
        if found is None:
            yield self.say("card_unmeasured", name="corpus")
            return
        low, first, median, third, high = found["lengths"]
        yield self.say("corpus_summary", **{k: f"{found[k]:,}" for k in ("drafts", "boards", "clauses", "groups")})
        yield self.say("corpus_lengths", low=low, first=first, median=median, third=third, high=high)
        yield ""
        rows = [(f"`{i}`", n, found["further"].get(i, 0)) for i, n in found["primary"].items()]
        yield from self.table("corpus_heads", rows)
        yield from ("", self.say("corpus_diversity"), "")
        yield from self.table(
            "corpus_diversity_heads",
            [
                (
                    f"`{name}`",
                    f"{d['texts']:,}",
                    f"{d['characters']:,}",
                    f"{d['near_duplicates'] / max(1, d['texts']):.2%}",
                    " / ".join(f"{share:.2f}" for share in d["distinct"]),
                )
                for name, d in found["diversity"].items()
            ],
        )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


def _prf(figures: dict[str, Any]) -> str:
    return f"{figures['precision']:.2f} / {figures['recall']:.2f} / {figures['f1']:.2f}（{figures['support']}）"
