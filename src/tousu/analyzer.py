"""The order of the steps, in one readable function."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from tousu import advice, completeness, issues, language, rewrite, segment, sentiment
from tousu.catalogue import Channel
from tousu.draft import DEFAULT_LIMIT, Draft
from tousu.errors import UnknownNameError
from tousu.facts import find_facts
from tousu.facts.consistency import find_inconsistencies
from tousu.models import Models
from tousu.redact import redact_draft
from tousu.results import Analysis, Redaction, Signature, Verification
from tousu.rulebook import Rulebook
from tousu.verify import compare


class Analyzer:
    """Analyses drafts; built once, shared by any number of threads.

    Args:
        rules: a folder of own rule files (``<room>/**/<id>.toml``), added to the packaged ones.
        models: a folder of own models, or None for the packaged ones.
        limit: longest draft taken, in UTF-8 bytes.

    Raises:
        RuleError, ModelError, ConfigError: saying which file or setting is wrong, and what was expected.
    """

    def __init__(
        self, *, rules: str | Path | None = None, models: str | Path | None = None, limit: int = DEFAULT_LIMIT
    ) -> None:
        rulebook = Rulebook.packaged()
        self.rulebook = rulebook.extended(Path(rules)) if rules is not None else rulebook
        self.models = Models.load(Path(models)) if models is not None else Models.packaged()
        self.limit = limit

    def analyze(self, text: str, *, channel: str | None = None, today: dt.date | None = None) -> Analysis:
        """Everything tousu says of one draft.

        Args:
            text: the draft.
            channel: id of the channel it will be sent to; None proposes one.
            today: the day to count deadlines and relative dates from; None leaves them unresolved.

        Raises:
            InputError: not a ``str``, a lone surrogate, or over the limit.
            UnknownNameError: no such channel; names the known ones.
        """
        target = self.channel(channel)
        draft = Draft(text, limit=self.limit)
        hits = self.rulebook.scan(draft)
        found_issues = issues.classify(draft, hits, self.rulebook, self.models.issues)
        facts = find_facts(draft, hits, self.rulebook, self.models.facts, today)
        findings = (
            *language.find_language(draft, hits, facts, self.rulebook, self.models.tone, target),
            *find_inconsistencies(facts, found_issues, today, self.rulebook),
        )
        missing, readiness = completeness.find_missing(found_issues, facts, self.rulebook, target)
        return Analysis(
            text=text,
            sentences=draft.sentences,
            tokens=draft.tokens,
            issues=found_issues,
            facts=facts,
            missing=missing,
            readiness=readiness,
            findings=findings,
            rewrite=rewrite.rewrite(draft, found_issues, facts, findings, missing, self.rulebook, target),
            advice=advice.advise(draft, hits, found_issues, facts, self.rulebook, target, today),
            sentiment=sentiment.polarity(draft, self.models.polarity),
            signature=self.signature,
            channel=channel,
            today=today,
        )

    def analyze_many(
        self, texts: Iterable[str], *, channel: str | None = None, today: dt.date | None = None
    ) -> Iterator[Analysis]:
        """Each text's analysis, in order, one at a time."""
        return (self.analyze(text, channel=channel, today=today) for text in texts)

    def verify(self, before: str, after: str) -> Verification:
        """Which facts ``after`` keeps, changes, loses or invents; for anybody's rewrite, an LLM's too."""
        sides = [Draft(text, limit=self.limit) for text in (before, after)]
        facts = [find_facts(d, self.rulebook.scan(d), self.rulebook, self.models.facts) for d in sides]
        return compare(sides[0], facts[0], sides[1], facts[1])

    def redact(self, text: str, *, channel: str, mapped: bool = False) -> Redaction:
        """The text with personal data masked as this channel asks."""
        target = self.channel(channel)
        assert target is not None
        draft = Draft(text, limit=self.limit)
        facts = find_facts(draft, self.rulebook.scan(draft), self.rulebook, self.models.facts)
        return redact_draft(draft, facts, self.rulebook, target, mapped=mapped)

    def channel(self, name: str | None) -> Channel | None:
        """The channel of this id; raises UnknownNameError naming the known ones."""
        if name is None:
            return None
        if name not in self.rulebook.channels:
            raise UnknownNameError("channel", name, self.rulebook.channels)
        return self.rulebook.channels[name]

    @property
    def signature(self) -> Signature:
        """What produces these results."""
        from tousu import __version__

        return Signature(
            tousu=__version__, rules=self.rulebook.digest, models=self.models.digest, segmenter=segment.name()
        )
