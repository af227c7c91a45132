"""Parts of the advice that depend on the rulebook alone, made once: building them anew costs more than all the rest.

Nothing of a draft is ever kept here.
"""

from __future__ import annotations

from functools import cache, lru_cache

from tousu.advice.references import resolve
from tousu.catalogue import Article, Channel, Statute
from tousu.results import ChannelStep, EvidenceItem, LegalBasis, Status
from tousu.rulebook import Rulebook


class Prepared:
    """Ready parts of one rulebook; each is made when it is first asked for."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.step = cache(self._step)
        self.evidence = cache(self._evidence)
        self.basis = cache(self._basis)

        self.multiples = frozenset(
            (statute.title, article.number)
            for statute in rulebook.law.values()
            for article in statute.articles
            if article.multiple
        )

    def doubt(self, confidence: str) -> str:
        """What is added to facts that no official text confirms."""
        return self.rulebook.say("advice", "unverified") if confidence == "M" else ""

    def _requires(self, channel: Channel) -> tuple[str, ...]:
        facts = self.rulebook.facts
        return (*(facts[kind].name for kind in channel.requires if kind in facts), *channel.requires_note)

    def _step(self, id_: str, status: Status, platform: str = "") -> ChannelStep:
        """A step whose reason is what the channel is for; ``platform``: whose own path is told."""
        channel = self.rulebook.channels[id_]
        say = self.rulebook.say
        how = channel.how
        if platform:
            record = self.rulebook.platforms[platform]
            how = say("advice", "how_platform", name=record.name, path=record.complaint_path)
        limits = say("advice", "limits", cannot=channel.cannot, risk=channel.risk) if channel.risk else channel.cannot
        doubt = self.doubt(channel.confidence)
        key = "step_beside" if status == "parallel" else "step_later"
        return ChannelStep.model_construct(
            id=channel.id,
            name=channel.name,
            status=status,
            why=say("advice", key, handles=channel.handles),
            how=f"{how}（{doubt}）" if doubt else how,
            requires=self._requires(channel),
            limits=limits,
        )

    def _evidence(self, id_: str, mentioned: bool, lost: bool) -> EvidenceItem:
        kind = self.rulebook.evidence[id_]
        return EvidenceItem.model_construct(
            text=kind.text, mentioned=mentioned, note=kind.lost if lost and not mentioned else ""
        )

    def _basis(self, reference: str) -> tuple[Statute, Article, LegalBasis]:
        statute, article = resolve(reference, self.rulebook)
        basis = LegalBasis.model_construct(
            law=statute.title,
            article=article.number,
            gives=article.gives,
            source=article.source or statute.source,
            checked_on=statute.checked_on,
            note="；".join(filter(None, (article.note, self.doubt(article.confidence)))),
        )
        return statute, article, basis


@lru_cache(maxsize=4)
def prepared(rulebook: Rulebook) -> Prepared:
    """The parts of this rulebook."""
    return Prepared(rulebook)
