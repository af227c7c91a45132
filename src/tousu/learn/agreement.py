"""How far two readers of the corpus agree, each blind to the other: ``python -m tousu.learn.agreement``.

``models/corpus/readings.tsv`` holds a line a text: its place, the labels of the first reading, those of the second,
and where these part those of a third, primary first. The first reading is kept there as well: the corpus itself goes
on, and was mended by this.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tousu.learn.corpus import READINGS, Reading, readings


class ClassAgreement(NamedTuple):
    """A primary label: how often each reader gave it, how often both, and F1 of one against the other."""

    id: str
    first: int
    second: int
    both: int
    f1: float


class Agreement(NamedTuple):
    """Figures of two readings.

    Attributes:
        primary: share of texts with the same primary label.
        kappa: Cohen's kappa of the primary label: agreement beyond what the frequencies alone would give.
        among: share of texts whose second primary label stands among the labels of the first reading.
        micro_f1: over all labels.
        classes: by id. disagreements: (first, second, count), the most frequent first.
        thirds: texts whose primary label a third reader gave as the first had, as the second had, or as neither.
    """

    texts: int
    primary: float
    kappa: float
    among: float
    micro_f1: float
    classes: tuple[ClassAgreement, ...]
    disagreements: tuple[tuple[str, str, int], ...]
    thirds: tuple[int, int, int]


def write(rows: Sequence[Reading], path: Path = READINGS) -> None:
    """Readings to the file, in order of place."""
    lines = ("\t".join((r.place, *(",".join(labels) for labels in r[1:] if labels))) + "\n" for r in sorted(rows))
    path.write_text("".join(lines), encoding="utf-8")


def measure(rows: Sequence[Reading], most: int = 10) -> Agreement:
    """The figures.

    Cohen 1960, "A coefficient of agreement for nominal scales".

    Raises:
        ValueError: there is no reading.
    """
    if not rows:
        raise ValueError("no readings")
    pairs = Counter((r.first[0], r.second[0]) for r in rows)
    first = Counter(r.first[0] for r in rows)
    second = Counter(r.second[0] for r in rows)
    total = len(rows)
    same = sum(count for (one, other), count in pairs.items() if one == other) / total
    chance = sum(first[name] * second[name] for name in first) / total**2
    shared = sum(len({*r.first} & {*r.second}) for r in rows)
    labels = sum(len({*r.first}) + len({*r.second}) for r in rows)
    apart = sorted(((-n, a, b) for (a, b), n in pairs.items() if a != b))[:most]
    return Agreement(
        texts=total,
        primary=same,
        kappa=(same - chance) / (1 - chance) if chance < 1 else 1.0,
        among=sum(r.second[0] in r.first for r in rows) / total,
        micro_f1=2 * shared / labels,
        classes=tuple(
            ClassAgreement(
                name,
                first[name],
                second[name],
                pairs[name, name],
                2 * pairs[name, name] / (first[name] + second[name]),
            )
            for name in sorted({*first, *second})
        ),
        disagreements=tuple((a, b, -n) for n, a, b in apart),
        thirds=_thirds(rows),
    )


def _thirds(rows: Sequence[Reading]) -> tuple[int, int, int]:
    sided = Counter(
        0 if r.third[0] == r.first[0] else 1 if r.third[0] == r.second[0] else 2
        for r in rows
        if r.third and r.first[0] != r.second[0]
    )
    return sided[0], sided[1], sided[2]


def main() -> None:
    """Print the figures of the readings kept in the corpus."""
    found = measure(readings())
    lines = [
        f"{found.texts} texts: primary {found.primary:.3f}, kappa {found.kappa:.3f}, "
        f"second primary among the first labels {found.among:.3f}, all labels micro F1 {found.micro_f1:.3f}",
        *(f"{c.id:<18}{c.first:>6}{c.second:>6}{c.both:>6}{c.f1:>8.3f}" for c in found.classes),
        *(f"{one} / {other}: {count}" for one, other, count in found.disagreements),
        "third readings with the first, the second, neither: {}, {}, {}".format(*found.thirds),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
