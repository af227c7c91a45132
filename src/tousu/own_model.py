"""Draft → issues by somebody's own estimator: anything with ``predict_proba`` over texts and ``classes_``."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from tousu.draft import Draft
from tousu.errors import ConfigError, ModelError
from tousu.results import Issue
from tousu.rulebook import Rulebook

SECOND = 0.2
"""Probability from which a further issue is said."""
_MOST = 4


@runtime_checkable
class Estimator(Protocol):
    """What scikit-learn calls a fitted classifier."""

    classes_: Any

    def predict_proba(self, texts: Any, /) -> Any:
        """Probabilities, shape (texts, classes)."""


def checked(estimator: object) -> Estimator:
    """The estimator, when it can be asked; raises ConfigError saying what it lacks."""
    if not isinstance(estimator, Estimator):
        lacking = [name for name in ("predict_proba", "classes_") if not hasattr(estimator, name)]
        raise ConfigError(f"issue_model lacks {' and '.join(lacking)}: give a fitted classifier of texts")
    return estimator


def classify(draft: Draft, rulebook: Rulebook, estimator: Estimator) -> tuple[Issue, ...]:
    """The likeliest class and those above ``SECOND``, best first; own ids are their own names; no evidence.

    Raises:
        ModelError: what the estimator gives is not one probability for each class.
    """
    import numpy as np

    names = [str(name) for name in estimator.classes_]
    chances = np.asarray(estimator.predict_proba([draft.text]), dtype=np.float64)
    if chances.shape != (1, len(names)) or not ((chances >= 0) & (chances <= 1)).all():
        raise ModelError(
            f"issue_model gave {chances.shape} values, not one probability for each of {len(names)} classes"
        )
    order = np.argsort(-chances[0], kind="stable").tolist()
    said = [order[0], *(at for at in order[1:] if chances[0, at] >= SECOND)][:_MOST]
    return tuple(
        Issue.model_construct(
            id=names[at],
            name=rulebook.issues[names[at]].name if names[at] in rulebook.issues else names[at],
            probability=float(chances[0, at]),
        )
        for at in said
    )
