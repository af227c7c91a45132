"""issues + facts + channel + today → channels in order, evidence to keep, deadlines, legal basis.

A room a question: ``case`` holds what the draft says, ``tried`` where the writer has been, ``ladder`` where to go,
``evidence`` what to keep, ``events`` and ``deadlines`` until when, ``law`` on what ground, ``notes`` what to beware of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tousu.advice.case import Case
from tousu.advice.deadlines import find_deadlines
from tousu.advice.evidence import find_evidence
from tousu.advice.ladder import find_steps
from tousu.advice.law import find_law
from tousu.advice.notes import find_notes
from tousu.advice.tried import find_tried
from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.results import Advice, Fact, Issue
from tousu.rulebook import Hits, Rulebook


def advise(  # one argument a source of knowledge, in the order they are made
    draft: Draft,
    hits: Hits,
    issues: Sequence[Issue],
    facts: Sequence[Fact],
    rulebook: Rulebook,
    channel: Channel | None,
    today: dt.date | None,
) -> Advice:
    """Where to go next, with what, until when, on what ground.

    Args:
        draft: what was written.
        hits: where the rulebook's terms stand in it.
        issues: what it complains of, the primary one first.
        facts: what it states; deadlines run from its dates alone.
        rulebook: channels, evidence, deadlines, law and wording.
        channel: where it will be sent; None proposes the next right step.
        today: the day to count from; None gives due dates without days left.
    """
    case = Case(draft, hits, issues, facts, rulebook)
    tried = find_tried(case)
    law = find_law(case, today)
    return Advice.model_construct(
        channels=find_steps(case, tried, channel),
        evidence=find_evidence(case),
        deadlines=find_deadlines(case, today),
        law=law,
        notes=find_notes(case, tried, channel, law),
        disclaimer=rulebook.say("advice", "disclaimer"),
    )
