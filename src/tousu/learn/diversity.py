"""How diverse a corpus is: near-duplicate rate and distinct n-grams. ``python -m tousu.learn.diversity``."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

SIZE = 4
NEAR = 0.55
"""Share of common 4-grams (Jaccard) from which two texts are near duplicates."""


class Diversity(NamedTuple):
    """Figures of a corpus; ``distinct`` is the share of n-grams that are distinct, for n of 2, 3 and 4."""

    texts: int
    characters: int
    near_duplicates: int
    distinct: tuple[float, float, float]


def grams(text: str, size: int = SIZE) -> list[str]:
    """All character n-grams, the text itself when it is shorter."""
    return [text[at : at + size] for at in range(max(1, len(text) - size + 1))]


def near_duplicates(texts: Sequence[str]) -> int:
    """How many texts have a near duplicate before them; each is compared with the one it shares most with."""
    holders: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    found = 0
    for number, text in enumerate(texts):
        own = set(grams(text))
        shared = Counter(other for gram in own for other in holders[gram])
        for other, count in shared.most_common(1):
            found += count / (len(own) + sizes[other] - count) > NEAR
        for gram in own:
            holders[gram].append(number)
        sizes.append(len(own))
    return found


def measure(texts: Sequence[str], characters: int | None = None) -> Diversity:
    """Figures of the texts, n-grams over the first ``characters`` alone: corpora compare only at one size."""
    joined = "\n".join(texts)[:characters]
    shares = [len(set(grams(joined, n))) / max(1, len(joined) - n + 1) for n in (2, 3, 4)]
    return Diversity(len(texts), sum(map(len, texts)), near_duplicates(texts), (shares[0], shares[1], shares[2]))


def main() -> None:
    """Print the figures of the project's corpus."""
    from tousu.learn import corpus

    for room in ("drafts", "boards", "clauses"):
        found = measure([e.text for e in corpus.own(room)], 100_000)
        rate = found.near_duplicates / max(1, found.texts)
        shares = " ".join(f"{share:.3f}" for share in found.distinct)
        sys.stdout.write(
            f"{room}: {found.texts} texts, {found.characters} characters, near duplicates {rate:.2%}, "
            f"distinct 2-, 3-, 4-grams in the first 100,000 characters {shares}\n"
        )


if __name__ == "__main__":
    main()
