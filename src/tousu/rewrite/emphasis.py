"""What is said again and again, said once; signs that are no words go."""

from __future__ import annotations

from collections.abc import Sequence

from tousu.results import Finding
from tousu.rewrite.borders import HAN
from tousu.rewrite.pieces import Piece, touched_by
from tousu.rewrite.protection import Protected
from tousu.rewrite.removal import remove
from tousu.rewrite.repetition import collapsed, only_signs
from tousu.rewrite.wording import Wording
from tousu.spans import Span


class Emphasis:
    """The emphasis of one draft; remembers what was said once in it."""

    def __init__(self, text: str, protected: Protected) -> None:
        self.text, self.protected = text, protected
        self.repeated: set[tuple[Span, str]] = set()

    def reduce(self, finding: Finding, pieces: Sequence[Piece]) -> None:
        """Repetition inside a clause; rows of marks between clauses are the mender's."""
        for piece in touched_by(pieces, finding.span):
            if piece.dropped:
                continue
            part = Span(max(piece.span.start, finding.span.start), min(piece.span.end, finding.span.end))
            words = part.of(self.text)
            if only_signs(words):
                if not self.protected.touches(part):
                    inside = HAN.match(self.text, part.start - 1) and HAN.match(self.text, part.end)
                    piece.cut(*part, "，" if part.start and inside else "", finding.rule)
            else:
                once = collapsed(words)
                wording = Wording(part.start, part.end, once)
                if once == words:
                    remove(self.text, self.protected, piece, part, finding.model_copy(update={"kind": "emotion"}))
                elif self.protected.survives(wording, once=True):
                    piece.cut(*part, once, finding.rule)
        for piece in touched_by(pieces, finding.span):
            said = (finding.span, piece.left(self.text))
            if finding.span.covers(piece.span) and not piece.dropped:
                if said in self.repeated:
                    piece.drop(finding.rule)
                self.repeated.add(said)
