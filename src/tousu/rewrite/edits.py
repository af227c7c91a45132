"""Findings → edits of one draft: those of each sentence, plain words, and the full stop at its end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tousu.draft import Draft
from tousu.results import Fact, Finding
from tousu.rewrite.editor import RANK, Editor
from tousu.rewrite.ending import finished, unfinished
from tousu.rewrite.protection import Protected
from tousu.rewrite.register import plainly
from tousu.rewrite.vagueness import told_exactly
from tousu.rulebook import Rulebook
from tousu.spans import Edit, Span


def edits_of(draft: Draft, facts: Sequence[Fact], findings: Sequence[Finding], rulebook: Rulebook) -> list[Edit]:
    """The edits that the findings ask for, disjoint, in order of place."""
    wanted = [f for f in findings if f.action != "advise" and f.kind in RANK]
    out = _flagged(draft, facts, wanted, rulebook) if wanted else []
    plain = list[Edit]()
    for edit in sorted(plainly(draft, facts, out, rulebook), key=lambda e: e.span):
        # Two turns may claim the same words: the first has them.
        if not plain or plain[-1].span.end <= edit.span.start:
            plain.append(edit)
    # Where a call to all went, the comma that parted it goes too.
    ends = {e.span.end for e in plain if not e.replacement}
    out = [e._replace(replacement="") if e.span.start in ends and e.replacement == "，" else e for e in out] + plain
    if out and unfinished(draft.text):
        out = finished(draft.text, out)
    return sorted(out, key=lambda e: e.span)


def _flagged(draft: Draft, facts: Sequence[Fact], wanted: Sequence[Finding], rulebook: Rulebook) -> list[Edit]:
    """The edits of what was found, sentence by sentence."""
    editor = Editor(draft, Protected(draft, facts, wanted), rulebook, wanted, told_exactly(facts))
    starts = [s.start for s in draft.sentences]
    by_sentence: dict[int, list[Finding]] = {}
    for finding in wanted:
        at = max(0, bisect_left(starts, finding.span.start + 1) - 1)
        while at < len(starts) and starts[at] < finding.span.end:
            if draft.sentences[at].overlaps(finding.span):
                by_sentence.setdefault(at, []).append(finding)
            at += 1
    out: list[Edit] = []
    for at in sorted(by_sentence):
        for edit in sorted(editor.sentence(draft.sentences[at], by_sentence[at])):
            # Two lines that go both claim the break between them.
            start = max(edit.span.start, out[-1].span.end) if out else edit.span.start
            out.append(Edit(Span(start, edit.span.end), edit.replacement, edit.rule))
    return out
