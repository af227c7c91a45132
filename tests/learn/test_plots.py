"""Plots can be read with and without a font that draws Chinese."""

import warnings
from collections.abc import Iterator

import pytest

pytest.importorskip("matplotlib", reason="needs the learn extra")

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from tousu.learn import plots
from tousu.learn.evaluate import Bin


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def texts_of(ax: plt.Axes) -> list[str]:
    ax.figure.canvas.draw()
    return [t.get_text() for t in ax.figure.findobj(matplotlib.text.Text) if t.get_text()]


def draw() -> list[plt.Axes]:
    results = {"param_classes__C": [1, 3], "mean_test_score": [0.5, 0.6], "std_test_score": [0.1, 0.1]}
    return [
        plots.bars({"quality": 3, "mine": 1}, errors=[0.5, 0.1]),
        plots.lengths(["坏了" * 9, "没发货" * 30], {"long": ["坏" * 300]}),
        plots.heat(np.eye(2), ["quality", "service"]),
        plots.calibration([Bin(0.4, 0.5, 10, 0.45, 0.5)]),
        plots.learning_curve([10, 20], [[0.4, 0.5], [0.5, 0.6]]),
        plots.grid(results, "classes__C"),
    ]


def test_without_a_chinese_font_no_plot_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "chinese_font", lambda: None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of every glyph that it lacks
        words = [text for ax in draw() for text in texts_of(ax)]
    assert "quality" in words
    assert all(text.isascii() or text.startswith("\N{MINUS SIGN}") or "$" in text for text in words)


def test_with_one_they_speak_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "chinese_font", lambda: "some font")
    words = [t.get_text() for ax in draw() for t in [ax.title, *ax.get_yticklabels()]]
    assert {"质量或性能故障", "学习曲线"} <= set(words)


def test_the_legend_names_each_id() -> None:
    assert "| `quality` | 质量或性能故障 |" in plots.legend(["quality", "mine"])
    assert plots.name("mine") == "mine"


def test_bars_keep_each_error_with_its_bar() -> None:
    ax = plots.bars({"quality": 3.0, "mine": 1.0}, errors=[0.5, 0.1])
    (segments,) = [c.get_segments() for c in ax.collections]
    assert sorted(round(float(s[1][0] - s[0][0]), 3) for s in segments) == [0.2, 1.0]
    assert [(round(s[0][0], 2), s[0][1]) for s in segments] == [(0.9, 0), (2.5, 1)]
