"""``tousu rewrite --ask``: the blanks of a rewrite, and what else is missing, asked for one by one.

An answer that does not fit is asked for once more, with the reason and an example; a second one that does not fit
leaves the blank, but for names, and numbers of an own shape, that are said again to the letter: the person knows them
better. Who has none or does not know it gets the text without the entry. The end of the answers leaves the rest open.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import click

from tousu.cli.answers import LONGEST, Judge, Reply
from tousu.cli.kinds import KINDS, TOLD
from tousu.draft import blanks_in
from tousu.encoding import decode
from tousu.errors import FileError
from tousu.rewrite import headings
from tousu.rewrite.filling import Place, line_for, place_of, without
from tousu.rewrite.transaction import TRADE

if TYPE_CHECKING:
    from tousu.analyzer import Analyzer
    from tousu.results import Analysis, Blank

_AROUND = 14


class Asking:
    """A rewrite that is being filled; ``text`` is whole after each answer.

    Args:
        text: the rewrite or the statement.
        analysis: whose rewrite it is.
        analyzer: what it was made by.
    """

    def __init__(self, text: str, analysis: Analysis, analyzer: Analyzer) -> None:
        self.text = text
        self.analysis = analysis
        self.rulebook = analyzer.rulebook
        self.judge = Judge(analyzer, analysis)
        self._say = partial(self.rulebook.say, "asking")
        self._rewrite_say = partial(self.rulebook.say, "rewrite")
        self._stated = text == analysis.rewrite.statement
        self._headings = headings(self.rulebook)
        self._asked: set[str] = set()

    def run(self) -> None:
        """Asks until all is asked or no more answers come.

        Raises:
            KeyboardInterrupt: the person wants to stop.
        """
        _prepare()
        try:
            self._blanks()
            self._missing()
        except EOFError:
            _tell(self._say("ended"))
        if not self._asked:
            _tell(self._say("nothing_to_ask"))

    def _blanks(self) -> None:
        """Each blank where it stands: two of one name may ask for two counts."""
        known = {blank.text: blank for blank in self.analysis.rewrite.open}
        left = 0  # blanks that stay open
        while left < len(spans := blanks_in(self.text)):
            before = self.text
            if blank := known.get(spans[left].of(self.text)):
                self._ask(place_of(self.text, spans[left]), blank.kind, blank.question, self._called(blank))
            left += self.text == before

    def _missing(self) -> None:
        """What the draft lacks and had no blank for gets a line at the end."""
        for missing in self.analysis.missing:
            record = self.rulebook.facts.get(missing.kind)
            if missing.severity == "hint" or missing.kind in self._asked or not record or record.personal:
                continue
            if f"{record.name}：" not in self.text:
                line = line_for(self.text, record.name, self._rewrite_say, self._behind(missing.kind))
                self._ask(line, missing.kind, missing.question, record.name)

    def _behind(self, kind: str) -> Collection[str]:
        """The sections of a statement that stand behind what was bought; a draft has none."""
        stated = kind in TRADE and self._stated
        return [self._rewrite_say(key) for key in ("course", "contact", "demand", "evidence")] if stated else ()

    def _called(self, blank: Blank) -> str:
        record = self.rulebook.facts.get(blank.kind)
        return record.name if record else blank.text.strip("【】").split("：")[-1]

    def _ask(self, place: Place, kind: str, question: str, name: str) -> None:
        if not self._asked:
            _tell(self._say("begin"))
        self._asked.add(kind)
        kind = kind if kind in KINDS else "other"
        _tell("\n" + question)
        if not place.ends_an_entry:
            _tell(self._say("context", words=_around(place)))
        reply = self._answered(place, kind)
        if reply is None:
            return
        if reply.absent:
            self._leave_out(place, name)
        elif reply.text is None:
            _tell(self._say("skipped"))
        else:
            self.text = reply.text

    def _answered(self, place: Place, kind: str) -> Reply | None:
        """What becomes of the answer, or of the second one where the first does not fit; None: there is none."""
        answer = _read()
        reply = self.judge.reply(place, kind, answer) if answer else None
        if reply and reply.wrong:
            _tell(self._reason(reply, kind, answer))
            again = _read()
            insisted = reply.stubborn and again == answer
            reply = self.judge.reply(place, kind, again, insisted=insisted) if again else None
            answer = again
            if insisted and reply and reply.text is not None:
                _tell(self._say("insisted"))
        if reply and kind in (*TOLD, "date") and reply.value not in ("", answer):
            _tell(self._say("cleaned", value=reply.value))
        return reply

    def _reason(self, reply: Reply, kind: str, answer: str) -> str:
        why = self._say(reply.wrong, answer=answer, most=LONGEST)
        return self._say("again_insist" if reply.stubborn else "again", why=why, example=self._say(f"example_{kind}"))

    def _leave_out(self, place: Place, name: str) -> None:
        if place.blank.start == place.blank.end:  # the line was not there yet
            _tell(self._say("left_out", name=name))
            return
        text = without(place, self._headings)
        if text is None:
            _tell(self._say("stays"))
            return
        _tell(self._say("kept_vague", words=place.vague) if place.vague else self._say("left_out", name=name))
        self.text = text


def _around(place: Place) -> str:
    """The blank with the words beside it."""
    start, end = place.blank
    line = place.text[max(0, start - _AROUND) : start].split("\n")[-1], place.text[end : end + _AROUND].split("\n")[0]
    return line[0] + place.blank.of(place.text) + line[1]


def _prepare() -> None:
    """Lines can be edited where the system knows how to, and may come from a pipe in another encoding."""
    with suppress(ImportError):
        import_module("readline")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")


def _tell(words: str) -> None:
    click.echo(words, err=True)


def _read() -> str:
    """One line of standard input as an answer: no control characters, no full stop at its end.

    Raises:
        EOFError: there are no more.
    """
    if sys.stdin is None:
        raise EOFError
    try:
        line = decode(input().encode("utf-8", "surrogateescape"), "")
    except (FileError, UnicodeError):
        return "\ufffd"
    return " ".join("".join(c if c.isprintable() else " " for c in line).split()).strip("。.；;，,！!～~ ")
