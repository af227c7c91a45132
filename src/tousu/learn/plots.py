"""Plots for notebooks: what a corpus holds, how a classifier does. Chinese labels where a font can draw them, else ids.

Each draws on axes given or made, and returns them. ``legend`` tells in text what the ids mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from matplotlib import font_manager

from tousu.learn.evaluate import Bin
from tousu.rulebook import Rulebook

FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
    "Arial Unicode MS",
)
"""Fonts that draw Chinese, on Linux, macOS and Windows."""

INK, ACCENT, PALE = "#1f4e79", "#c0504d", "#9dc3e6"


@cache
def chinese_font() -> str | None:
    """The first of ``FONTS`` that this machine has; it is made matplotlib's own. None when there is none."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in FONTS if name in known), None)
    if found:
        plt.rcParams["font.sans-serif"] = [found, *plt.rcParams["font.sans-serif"]]
        plt.rcParams["axes.unicode_minus"] = False
    return found


def label(id_: str) -> str:
    """What a plot calls an issue: its Chinese name where that can be drawn, else its id."""
    return name(id_) if chinese_font() else id_


def name(id_: str) -> str:
    """The Chinese name of an issue; somebody's own id is its own name."""
    issues = Rulebook.packaged().issues
    return issues[id_].name if id_ in issues else id_


def legend(ids: Sequence[str]) -> str:
    """A Markdown table of ids and names, to stand beside plots that can't draw Chinese."""
    return "\n".join(
        [
            f"| id | {Rulebook.packaged().say('learn', 'plot_issue')} |",
            "|---|---|",
            *(f"| `{i}` | {name(i)} |" for i in ids),
        ]
    )


def says(chinese: str, english: str) -> str:
    """The wording that can be drawn here."""
    return chinese if chinese_font() else english


def _wording(key: str, english: str) -> str:
    return says(Rulebook.packaged().say("learn", key), english)


def bars(values: Mapping[str, float], title: str = "", errors: Sequence[float] | None = None, ax: Any = None) -> Any:
    """Horizontal bars of issues, the greatest on top.

    Args:
        values: by id.
        title: in a wording that can be drawn (``says``).
        errors: half lengths of the error bars, in the order of ``values``.
        ax: where to draw.
    """
    ids = sorted(values, key=lambda i: values[i])
    by_id = dict(zip(values, errors, strict=True)) if errors is not None else {}
    ax = _axes(ax, height=0.28 * len(ids) + 0.8)
    bar = [by_id[i] for i in ids] if by_id else None
    ax.barh([label(i) for i in ids], [values[i] for i in ids], xerr=bar, color=PALE, ecolor=INK, capsize=2)
    return _done(ax, title)


def lengths(texts: Sequence[str], others: Mapping[str, Sequence[str]] | None = None, ax: Any = None) -> Any:
    """How long texts are, in characters, on a scale by tens; further sets are drawn as lines."""
    ax = _axes(ax)
    bins = np.geomspace(5, 2000, 40)
    ax.hist([len(t) for t in texts], bins=bins, density=True, color=PALE)
    for key, own in (others or {}).items():
        ax.hist([len(t) for t in own], bins=bins, density=True, histtype="step", label=key)
    if others:
        ax.legend()
    ax.set_xscale("log")
    ax.set_xticks([10, 30, 100, 300, 1000], ["10", "30", "100", "300", "1000"])
    ax.set_xlabel(_wording("plot_characters", "characters"))
    return _done(ax, _wording("plot_length_of_drafts", "length of drafts"))


def heat(
    matrix: npt.ArrayLike, ids: Sequence[str], title: str = "", axes: tuple[str, str] = ("", ""), ax: Any = None
) -> Any:
    """A square of shares by two issues: what stands together, or what is taken for what.

    Args:
        matrix: shape (ids, ids), shares from 0 to 1.
        ids: of rows and columns.
        title: in a wording that can be drawn.
        axes: what rows and columns are.
        ax: where to draw.
    """
    values = np.asarray(matrix, dtype=float)
    ax = _axes(ax, width=0.42 * len(ids) + 2, height=0.36 * len(ids) + 2)
    ax.imshow(values, cmap="Blues", vmin=0, vmax=max(float(values.max()), 1e-9))
    names = [label(i) for i in ids]
    ax.set_xticks(range(len(ids)), names, rotation=90)
    ax.set_yticks(range(len(ids)), names)
    ax.set_ylabel(axes[0])
    ax.set_xlabel(axes[1])
    for row, column in zip(*np.nonzero(values >= 0.05), strict=True):
        dark = values[row, column] > 0.6 * values.max()
        at = f"{values[row, column]:.0%}".rstrip("%")
        ax.text(column, row, at, ha="center", va="center", fontsize=7, color="white" if dark else INK)
    return _done(ax, title)


def calibration(bins: Sequence[Bin], ax: Any = None) -> Any:
    """What was said against what was right; on the diagonal a probability means what it says."""
    ax = _axes(ax, width=4.5, height=4)
    ax.plot([0, 1], [0, 1], color="grey", lw=0.8, ls="--")
    ax.plot([b.probability for b in bins], [b.accuracy for b in bins], color=INK)
    ax.scatter(
        [b.probability for b in bins], [b.accuracy for b in bins], s=[4 + b.texts / 4 for b in bins], color=ACCENT
    )
    ax.set_xlabel(_wording("plot_probability_said", "probability said"))
    ax.set_ylabel(_wording("plot_share_right", "share right"))
    return _done(ax, _wording("plot_calibration", "calibration (larger dot: more drafts)"))


def learning_curve(sizes: Sequence[int], scores: npt.ArrayLike, ax: Any = None) -> Any:
    """Score against number of drafts learnt from; the band is one standard deviation over the folds.

    Args:
        sizes: of the training sets.
        scores: shape (sizes, folds).
        ax: where to draw.
    """
    values = np.asarray(scores, dtype=float)
    mean, spread = values.mean(axis=1), values.std(axis=1)
    ax = _axes(ax, width=5, height=3.2)
    ax.fill_between(sizes, mean - spread, mean + spread, color=PALE, alpha=0.6)
    ax.plot(sizes, mean, color=INK, marker="o")
    ax.set_xlabel(_wording("plot_drafts_learnt_from", "drafts learnt from"))
    ax.set_ylabel(_wording("plot_primary_issue_right", "primary issue right"))
    return _done(ax, _wording("plot_learning_curve", "learning curve"))


def grid(results: Mapping[str, Any], parameter: str, ax: Any = None) -> Any:
    """The scores of a search by one parameter, from ``cv_results_``: a dot a setting, the best of each value joined.

    Args:
        results: ``GridSearchCV(…).fit(…).cv_results_``.
        parameter: name without ``param_``; its values are numbers.
        ax: where to draw.
    """
    values = np.asarray(results[f"param_{parameter}"], dtype=float)
    scores, spread = np.asarray(results["mean_test_score"]), np.asarray(results["std_test_score"])
    ax = _axes(ax, width=5, height=3.2)
    ax.errorbar(values, scores, yerr=spread, fmt="o", color=PALE, ecolor=PALE, capsize=2)
    each = np.unique(values)
    ax.plot(each, [scores[values == value].max() for value in each], color=INK)
    ax.set_xscale("log")
    ax.set_xlabel(parameter)
    ax.set_ylabel(_wording("plot_cross_validated_accuracy", "cross-validated accuracy"))
    return _done(ax, _wording("plot_parameter_and_score", "parameter and score"))


def _axes(ax: Any, width: float = 6.0, height: float = 3.2) -> Any:
    chinese_font()
    return ax if ax is not None else plt.subplots(figsize=(width, height), layout="constrained")[1]


def _done(ax: Any, title: str) -> Any:
    ax.set_title(title)
    ax.spines[["top", "right"]].set_visible(False)
    return ax
