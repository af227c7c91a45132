"""The closed set of rule kinds: what a file of ``data/flags`` and of ``data/kinds`` may say.

A rule finds by one of five ways (``terms``, ``pattern``, ``repeat``, ``marks``, ``tone``) and is silenced by named
contexts. How each way searches stands in ``tousu.language.search``, how each context decides in
``tousu.language.context``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, get_args

from tousu import patterns as re
from tousu.catalogue import NOTHING, Record, Severity

FlagId = Literal[
    "insult",
    "threat",
    "exaggeration",
    "accusation",
    "emotion",
    "rhetorical",
    "emphasis",
    "urging",
    "vague",
    "understatement",
    "sarcasm",
    "excessive_demand",
    "hearsay",
]
FLAG_IDS: tuple[str, ...] = get_args(FlagId)

Way = Literal["terms", "pattern", "repeat", "marks", "tone"]
Action = Literal["delete", "replace", "soften", "ask", "advise"]
ContextId = Literal[
    "quoted",
    "reported",
    "told",
    "title",
    "name",
    "negated",
    "hedged",
    "genuine_question",
    "authority",
    "lawful",
    "done_to_writer",
    "against_writer",
    "technical",
    "beside_number",
    "praise",
]
CONTEXT_IDS: tuple[str, ...] = get_args(ContextId)

_LIST = re.compile(r"\{([a-z_]+)\}")


class FlagKind(Record):
    """``data/kinds/<flag id>.toml``: what all rules of one kind of language share unless they say otherwise.

    Attributes:
        name: Chinese name. about: what it is. fine: when the same words are no flag.
        severity, action, replacement, message, why, source: defaults of its rules; ``{text}`` in a message is the
            text of the span.
        silent_when: contexts that silence its rules.
        inside: kinds of flag within which a flag of this kind is still reported.
        rank: which of two crossing flags stays, the smaller first.
        public: severity on a channel that others can read; empty: as everywhere.
        veto: a finding of a rule falls when the tone model gives its span less than this chance of being a flag.
        propose: the tone model speaks where rules are silent from this chance of being a flag of the kind.
        heated: the same in a draft where rules find fault in every hundred characters; 0: as anywhere. All three were
            chosen on texts that the model had not seen (docs/language.md).
        joined_over: two findings of the kind with nothing but these characters between them are one.
    """

    name: str
    about: str
    fine: str = ""
    severity: Severity
    action: Action
    message: str
    why: str
    source: str = ""
    silent_when: tuple[ContextId, ...] = ()
    replacement: str = ""
    inside: tuple[FlagId, ...] = ()
    rank: int = 50
    public: Literal["", "block", "warn", "hint"] = ""
    veto: float = 0.015
    propose: float = 0.6
    heated: float = 0.0
    joined_over: str | None = None


class FlagRule(Record):
    """``data/flags/<kind>/<id>.toml``: language that hurts a complaint.

    Attributes:
        kind: the flag id. type: how it is found:
            ``terms`` the literals ``words``;
            ``pattern`` linear regular expressions over one clause, sentence or line, tried only where an anchor stands;
            ``repeat`` a word of one to ``longest`` characters said at least ``least`` times in a row;
            ``marks`` at least ``least`` in a row of the characters ``marks``;
            ``tone`` the tone model alone: the file only gives the wording.
        words: literals. A word that begins or ends with a Latin letter or digit never matches inside a longer run.
        patterns: regular expressions over the folded text of a unit (lower case, half width, simplified);
            ``{name}`` inserts the words of ``lists`` or of ``data/lexicons/<name>``; a group named ``flag`` narrows
            the span.
        anchors: literals, or ``{name}`` for a list of this file; one must stand in the unit before a pattern is tried.
        within: the unit a pattern sees.
        lists: own word lists of this file.
        longer: longer literals in which a hit is innocent (垃圾 in 垃圾袋).
        near: literals in the same clause that make a hit innocent. unless: literals anywhere in the same sentence that
            do. needs: literals one of which must stand in the same sentence.
        also_silent_when, even_when: contexts added to and taken from those of the kind.
        veto: the tone model may drop a finding of this rule.
        default: False: the rule is off until it is asked for.
        message, why, action, severity, source: empty: those of the kind.
        replacement: what the rewriter may put in its place; ``{first}`` is the first character of the text itself.
        match: sentences in which it must fire, the span in ⟦⟧. innocent: sentences in which it must not.
        known_false_alarms: what it gets wrong and is not mended.
    """

    kind: FlagId
    type: Way = "terms"
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    within: Literal["clause", "sentence", "line"] = "clause"
    lists: dict[str, tuple[str, ...]] = NOTHING
    marks: str = ""
    least: int = 2
    longest: int = 4
    longer: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    also_silent_when: tuple[ContextId, ...] = ()
    even_when: tuple[ContextId, ...] = ()
    veto: bool = True
    default: bool = True
    severity: Literal["", "block", "warn", "hint"] = ""
    action: Literal["", "delete", "replace", "soften", "ask", "advise"] = ""
    message: str = ""
    why: str = ""
    replacement: str = ""
    source: str = ""
    match: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()
    known_false_alarms: tuple[str, ...] = ()

    def terms(self) -> Iterator[tuple[str, str]]:
        yield from (("word", word) for word in self.words)
        for anchor in self.anchors:
            name = _LIST.fullmatch(anchor)
            yield from (("anchor", word) for word in (self.lists.get(name[1], ()) if name else (anchor,)))
        yield from (("longer", word) for word in self.longer)
        yield from (("near", word) for word in self.near)
        yield from (("unless", word) for word in self.unless)
        yield from (("need", word) for word in self.needs)

    def expanded(self, pattern: str, lexicon: Callable[[str], Sequence[str]]) -> str:
        """The pattern with its lists inserted, longest words first.

        Raises:
            KeyError: a list that this file does not hold and ``lexicon`` does not find.
        """

        def words(match: re.Match[str]) -> str:
            listed = self.lists.get(match[1]) or lexicon(match[1])
            return "(?:" + "|".join(map(re.escape, sorted(listed, key=len, reverse=True))) + ")"

        return _LIST.sub(words, pattern)
