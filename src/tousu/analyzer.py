"""The order of the steps, in one readable function."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from tousu import advice, completeness, issues, language, own_model, pool, rewrite, segment, sentiment
from tousu.catalogue import Channel
from tousu.claims import pressure_of
from tousu.draft import DEFAULT_LIMIT, Draft
from tousu.errors import ConfigError, InputError, UnknownNameError
from tousu.facts import find_facts
from tousu.facts.consistency import find_inconsistencies
from tousu.facts.demands import without_threats
from tousu.facts.places import Places
from tousu.models import Models
from tousu.redaction import find_privacy, redact_draft
from tousu.results import Analysis, Fact, Finding, Issue, Redaction, Sentiment, Signature, Verification
from tousu.rulebook import Hits, Rulebook
from tousu.verification import compare, harm

_CHUNK = 32
"""Texts handed to a process at once by ``analyze_many``."""


class Analyzer:
    """Analyses drafts; built once, shared by any number of threads.

    Args:
        rules: a folder of own rule files (``<room>/**/<id>.toml``), added to the packaged ones.
        models: own models, a folder or one file as ``tousu train`` writes it, in place of the packaged ones of the
            same kind; None for the packaged ones alone.
        limit: longest draft taken, in UTF-8 bytes, at least 1.
        disable: ids of rules or kinds of finding that are not to be reported.
        enable: ids of rules that are off by default and wanted.
        names: own words (shops, goods, people) in which no rule looks.
        issue_model: an own classifier of issue types in place of the packaged one: fitted, with ``predict_proba``
            over texts and ``classes_``, as scikit-learn makes it. Its class ids may be its own.

    Raises:
        UnknownNameError: ``disable`` or ``enable`` names something that does not exist; the nearest name is given.
        RuleError, ModelError, ConfigError: saying which file or setting is wrong, and what was expected.
    """

    def __init__(
        self,
        *,
        rules: str | Path | None = None,
        models: str | Path | None = None,
        limit: int = DEFAULT_LIMIT,
        disable: Iterable[str] = (),
        enable: Iterable[str] = (),
        names: Iterable[str] = (),
        issue_model: object | None = None,
    ) -> None:
        rulebook = Rulebook.packaged()
        self.rulebook = rulebook.extended(Path(rules)) if rules is not None else rulebook
        self.models = Models.load(Path(models)) if models is not None else Models.packaged()
        self.issue_model = None if issue_model is None else own_model.checked(issue_model)
        self.limit = _checked_limit(limit)
        self.switches = language.Switches.of(self.rulebook, disable, enable, names)
        self._settings: dict[str, Any] = {
            "rules": rules,
            "models": models,
            "limit": limit,
            "disable": sorted(self.switches.disabled),
            "enable": sorted(self.switches.enabled),
            "names": self.switches.names,
            "issue_model": issue_model,
        }

    def __reduce__(self) -> tuple[object, ...]:
        """A worker process gets the settings and builds its own: the automaton and the segmenter do not pickle."""
        return partial(type(self), **self._settings), ()

    def analyze(self, text: str, *, channel: str | None = None, today: dt.date | None = None) -> Analysis:
        """Everything tousu says of one draft.

        Args:
            text: the draft.
            channel: id of the channel it will be sent to; None proposes one.
            today: the day to count deadlines and relative dates from (of a ``datetime`` its day); None leaves them
                unresolved.

        Raises:
            InputError: not a ``str``, a lone surrogate, or over the limit.
            UnknownNameError: no such channel; names the known ones.
            ConfigError: ``today`` is no day.
        """
        target, today = self.channel(channel), _day(today)
        draft = Draft(text, limit=self.limit)
        hits = self.rulebook.scan(draft)
        found_issues = self._classify(draft, hits)
        facts = find_facts(draft, hits, self.rulebook, self.models.facts, today)
        feeling = sentiment.polarity(draft, self.models.polarity)
        praise = _praises(draft, found_issues, facts, feeling)
        findings = (
            *language.find_language(
                draft,
                hits,
                facts,
                self.rulebook,
                self.models.tone,
                target,
                switches=self.switches,
                praise=praise,
            ),
            *find_inconsistencies(facts, found_issues, today, self.rulebook),
            *find_privacy(draft, facts, self.rulebook, target),
        )
        places = language.silent_places(draft)
        findings = tuple(
            finding
            for finding in sorted(findings, key=lambda finding: finding.span)
            if not self.switches.silent(finding.rule, finding.kind, finding.span, places)
        )
        facts = without_threats(facts, Places(f.span for f in findings if f.kind == "threat"))
        missing, readiness = completeness.find_missing(found_issues, facts, self.rulebook, target)
        return Analysis.model_construct(
            text=text,
            sentences=draft.sentences,
            tokens=draft.tokens,
            issues=found_issues,
            facts=tuple(fact for fact in facts if not self.rulebook.facts[fact.kind].detail),
            details=tuple(fact for fact in facts if self.rulebook.facts[fact.kind].detail),
            missing=missing,
            readiness=readiness,
            findings=findings,
            rewrite=rewrite.rewrite(
                draft,
                found_issues,
                facts,
                findings,
                missing,
                self.rulebook,
                target,
                again=partial(self._reread, channel=target, praise=praise),
                check=harm,
                masks=redact_draft(draft, facts, self.rulebook, target).edits if target else (),
            ),
            advice=advice.advise(draft, hits, found_issues, facts, self.rulebook, target, today),
            sentiment=feeling,
            signature=self.signature,
            channel=channel,
            today=today,
        ).checked()

    def _classify(self, draft: Draft, hits: Hits) -> tuple[Issue, ...]:
        if self.issue_model is not None:
            return own_model.classify(draft, self.rulebook, self.issue_model)
        return issues.classify(draft, hits, self.rulebook, self.models.issues)

    def _reread(
        self, draft: Draft, channel: Channel | None, praise: bool
    ) -> tuple[Sequence[Fact], Callable[[], Sequence[Finding]]]:
        """Facts of a rewritten draft, and what finds its language.

        What was no praise is none; what was may be none without the words that are gone.
        """
        hits, facts = self.rulebook.scan(draft), self._facts(draft)

        def language_of() -> Sequence[Finding]:
            still = praise and _praises(
                draft, self._classify(draft, hits), facts, sentiment.polarity(draft, self.models.polarity)
            )
            return language.find_language(
                draft,
                hits,
                facts,
                self.rulebook,
                self.models.tone,
                channel,
                switches=self.switches,
                praise=still,
            )

        return facts, language_of

    def grounds(self, text: str) -> tuple[issues.Ground, ...]:
        """Why each issue of a draft has its score: what phrases, all else and the start add, summing to it.

        Of the two likeliest issues when the answer is ``other``; nothing with an ``issue_model``, which is opaque.

        Raises:
            InputError: as for ``analyze``.
        """
        draft = Draft(text, limit=self.limit)
        if self.issue_model is not None:
            return ()
        return issues.grounds(draft, self.rulebook.scan(draft), self.rulebook, self.models.issues)

    def analyze_many(
        self, texts: Iterable[str], *, channel: str | None = None, today: dt.date | None = None, jobs: int = 1
    ) -> Iterator[Analysis]:
        """Each text's analysis, in order; the texts are read as the results are taken.

        Args:
            texts: any iterable.
            channel: as for ``analyze``.
            today: as for ``analyze``.
            jobs: number of processes. With more than one, a script must keep its own code under
                ``if __name__ == "__main__":``, because each process imports it.

        Raises:
            InputError: at the place of a text that cannot be analysed; or ``texts`` is one text, not several.
        """
        if isinstance(texts, (str, bytes)):
            raise InputError("texts must be several texts, got one: use analyze", reason="type")
        self.channel(channel)
        today = _day(today)
        if jobs == 1:
            return (self.analyze(text, channel=channel, today=today) for text in texts)
        work = partial(_Chunks, self, channel, today)
        return itertools.chain.from_iterable(pool.in_order(work, _chunked(texts), jobs))

    def verify(self, before: str, after: str) -> Verification:
        """Which facts ``after`` keeps, changes, loses or invents; for anybody's rewrite, an LLM's too."""
        (one, stated), (other, said) = (self._as_meant(Draft(text, limit=self.limit)) for text in (before, after))
        hits = self.rulebook.scan(one)
        findings = language.find_language(one, hits, stated, self.rulebook, self.models.tone, None)
        # A statement's own headings are read as names here and there.
        labels = rewrite.headings(self.rulebook)
        said = [f for f in said if f.text not in labels]
        verdict = compare(one, stated, other, said, pressure_of(one.text, findings))
        return verdict if one.text == before and other.text == after else _as_written(verdict, before, after)

    def _as_meant(self, draft: Draft) -> tuple[Draft, Sequence[Fact]]:
        """The draft without its slips of the pen, and its facts."""
        facts = self._facts(draft)
        meant = rewrite.as_meant(draft, facts, self.rulebook)
        return meant, facts if meant is draft else self._facts(meant)

    def _facts(self, draft: Draft) -> Sequence[Fact]:
        return find_facts(draft, self.rulebook.scan(draft), self.rulebook, self.models.facts)

    def redact(self, text: str, *, channel: str, mapped: bool = False) -> Redaction:
        """The text with personal data masked as this channel asks."""
        target = self.channel(channel)
        assert target is not None
        draft = Draft(text, limit=self.limit)
        return redact_draft(draft, self._facts(draft), self.rulebook, target, mapped=mapped)

    def channel(self, name: str | None) -> Channel | None:
        """The channel of this id; raises UnknownNameError naming the known ones."""
        if name is None:
            return None
        if name not in self.rulebook.channels:
            raise UnknownNameError("channel", name, self.rulebook.channels)
        return self.rulebook.channels[name]

    @cached_property
    def signature(self) -> Signature:
        """What produces these results."""
        from tousu import __version__

        own = type(self.issue_model).__name__ if self.issue_model is not None else ""
        models = f"{self.models.digest}+{own}" if own else self.models.digest
        return Signature.model_construct(
            tousu=__version__, rules=self.rulebook.digest, models=models, segmenter=segment.name()
        )


def _checked_limit(limit: int) -> int:
    if not isinstance(limit, int) or limit < 1:
        raise ConfigError(f"limit must be a number of bytes, at least 1, not {limit!r}")
    return limit


def _day(today: dt.date | None) -> dt.date | None:
    """The day of a moment; a day or None as it is."""
    if isinstance(today, dt.datetime):
        return today.date()
    if today is None or isinstance(today, dt.date):
        return today
    raise ConfigError(f"today must be a datetime.date, not {today!r}")


def _praises(draft: Draft, found: Sequence[Issue], facts: Sequence[Fact], feeling: Sentiment) -> bool:
    """Whether a draft is praise, and no complaint.

    The Bayes of polarity knows shop reviews alone: a calm complaint of another trade can look like praise to it.
    """
    asks = found[0].id != issues.OTHER or any(fact.kind == "demand" for fact in facts)
    return not asks and sentiment.is_praise(feeling, draft)


def _as_written(verdict: Verification, before: str, after: str) -> Verification:
    """The verdicts with the words as they stand in the two texts, slips and all."""
    changes = [
        change.model_copy(
            update={
                side: span.of(text)
                for side, span, text in (
                    ("before", change.before_span, before),
                    ("after", change.after_span, after),
                )
                if span is not None and len(span.of(text)) == len(getattr(change, side))
            }
        )
        for change in verdict.changes
    ]
    return verdict.model_copy(update={"changes": tuple(changes)})


def _chunked(texts: Iterable[str]) -> Iterator[list[str]]:
    source = iter(texts)
    while chunk := list(itertools.islice(source, _CHUNK)):
        yield chunk


class _Chunks:
    """What a worker process of ``analyze_many`` does: a list of texts to a list of analyses."""

    def __init__(self, analyzer: Analyzer, channel: str | None, today: dt.date | None) -> None:
        self.analyzer, self.channel, self.today = analyzer, channel, today

    def __call__(self, texts: list[str]) -> list[Analysis]:
        return [self.analyzer.analyze(text, channel=self.channel, today=self.today) for text in texts]
