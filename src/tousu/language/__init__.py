"""Draft → findings: language that hurts the complaint, overlaps resolved in one place.

candidates (search) → silenced by context → proposals and vetoes of the tone model (tone) → overlaps → findings.
"""

from __future__ import annotations

from collections.abc import Sequence

from tousu.catalogue import Channel
from tousu.draft import Draft
from tousu.language.context import Context
from tousu.language.overlaps import resolved
from tousu.language.search import candidates
from tousu.language.switches import NONE_OFF, Switches, silent_places
from tousu.language.tone import Tone
from tousu.language.wording import finding
from tousu.readers import ToneModel
from tousu.results import Fact, Finding
from tousu.rulebook import Hits, Rulebook

__all__ = ["NONE_OFF", "Switches", "find_language", "silent_places"]


def find_language(  # one argument a source of knowledge, in the order they are made
    draft: Draft,
    hits: Hits,
    facts: Sequence[Fact],
    rulebook: Rulebook,
    tagger: ToneModel | None,
    channel: Channel | None,
    *,
    switches: Switches = NONE_OFF,
    praise: bool = False,
) -> tuple[Finding, ...]:
    """The findings in order of place.

    Args:
        draft: what is read.
        hits: where the rulebook's terms stand in it.
        facts: what the draft states; the names in them (goods, shops) are left alone.
        rulebook: rules, kinds, wording.
        tagger: the tone model; without it the rules stand alone.
        channel: where the draft goes; a public one raises severities.
        switches: what the user turned off.
        praise: whether the draft is praise, not a complaint.
    """
    every = candidates(draft, hits, rulebook)
    context = Context(draft, hits, facts, rulebook, switches.names, praise)
    kept = [c for c in every if not context.silences(c)]
    if tagger is not None:
        tone = Tone(tagger, draft, rulebook)
        kept = [c for c in kept if not tone.vetoes(c)]
        kept += [c for c in tone.proposals(len(kept)) if not context.silences(c)]
    places = silent_places(draft)
    kept = [c for c in kept if not switches.off(c.rule, c.span, places)]
    return tuple(finding(c, draft, rulebook, channel) for c in resolved(kept, draft, rulebook))
