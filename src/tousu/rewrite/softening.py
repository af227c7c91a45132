"""How flagged language that cannot simply go is worded: questions, charges, counts, urging, vagueness.

Each function reads one piece and the part of it that was flagged, and returns the wording that takes its place, or
None when it knows no safe one. A room a kind of language; this one is the door to them.
"""

from tousu.rewrite.answers import answer
from tousu.rewrite.charges import charge, doubted
from tousu.rewrite.exaggerations import absolute, count
from tousu.rewrite.feelings import afraid, displeased, suffered, unheard
from tousu.rewrite.labels import guess, plain_word, somebody
from tousu.rewrite.pressing import hurry, only_hurry
from tousu.rewrite.questions import genuine, question, verdict
from tousu.rewrite.repetition import collapsed, only_signs
from tousu.rewrite.vagueness import vague
from tousu.rewrite.wording import LEFT, Say, Wording

__all__ = [
    "LEFT",
    "Say",
    "Wording",
    "absolute",
    "afraid",
    "answer",
    "charge",
    "collapsed",
    "count",
    "displeased",
    "doubted",
    "genuine",
    "guess",
    "hurry",
    "only_hurry",
    "only_signs",
    "plain_word",
    "question",
    "somebody",
    "suffered",
    "unheard",
    "vague",
    "verdict",
]
