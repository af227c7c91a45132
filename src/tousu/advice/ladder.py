"""The channels in order: official first, the next right step marked, publicity last and with its risks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tousu.advice.case import Case
from tousu.advice.conditions import holds
from tousu.advice.prepared import prepared
from tousu.catalogue import Channel
from tousu.results import ChannelStep, Status
from tousu.rulebook import Rulebook
from tousu.spans import Span


def find_steps(case: Case, tried: Mapping[str, Span], target: Channel | None) -> tuple[ChannelStep, ...]:
    """The steps for this draft, each with its status and the reason of it."""
    channels = _listed(case, tried, target)
    past = behind(tried, case.rulebook)
    urgent = [c.id for c in channels if c.stance == "urgent" and c.id not in tried]
    goal = target.id if target else (urgent[0] if urgent else next_step(channels, tried, past))
    shown = [c for c in channels if c.id in tried or c.id == goal or not (c.id in past or taken(c, tried))]
    return tuple(_step(case, c, _status(c, goal, tried), tried, target) for c in shown)


def next_step(channels: Sequence[Channel], tried: Mapping[str, Span], past: frozenset[str]) -> str:
    """The first step of the ladder that was neither taken nor left behind and whose condition is met."""
    for channel in channels:
        done = channel.id in tried or channel.id in past
        if channel.stance == "step" and not done and all(c in tried or c in past for c in channel.must_follow):
            return channel.id
    return ""


def behind(tried: Mapping[str, Span], rulebook: Rulebook) -> frozenset[str]:
    """The channels that come before one that was tried: who is at 12315 is not sent back to the shop."""
    out: set[str] = set()
    for id_ in tried:
        if not rulebook.channels[id_].public:
            out.update(rulebook.channels[id_].after)
    return frozenset(out)


def taken(channel: Channel, tried: Mapping[str, Span]) -> list[str]:
    """The channels that have this matter already and do not share it with this one."""
    return [id_ for id_ in channel.not_with if id_ in tried]


def unmet(channel: Channel, tried: Mapping[str, Span], rulebook: Rulebook) -> list[Channel]:
    """What must have been tried before this channel and is not mentioned."""
    past = behind(tried, rulebook)
    asked = channel.must_follow or channel.after[:1]
    return [rulebook.channels[id_] for id_ in asked if id_ not in tried and id_ not in past]


def _listed(case: Case, tried: Mapping[str, Span], target: Channel | None) -> list[Channel]:
    """The channels that take this matter: those of the primary issue in its order, then others that were tried."""
    channels = case.rulebook.channels
    ids = list(case.primary.channels)
    ids += [c for issue in case.issues[1:] for c in issue.channels if channels[c].only_when and c not in ids]
    ids += [c.id for c in channels.values() if c.stance == "urgent" and c.id not in ids]
    named = {*tried, *((target.id,) if target else ())}
    ids += sorted(named.difference(ids), key=lambda c: channels[c].order)
    chosen = [channels[id_] for id_ in ids if id_ in named or _fits(case, channels[id_])]
    rank = {"urgent": 0, "step": 1, "parallel": 2}
    return sorted(chosen, key=lambda c: (rank[c.stance], c.public))


def _fits(case: Case, channel: Channel) -> bool:
    if channel.matters and case.issue_ids.isdisjoint(channel.matters):
        return False
    if not all(holds(need, case) for need in channel.only_if):
        return False
    return not channel.only_when or case.said("channels", channel.id, "when") is not None


def _status(channel: Channel, goal: str, tried: Mapping[str, Span]) -> Status:
    if channel.id == goal:
        return "next"
    if channel.id in tried:
        return "tried"
    return "parallel" if channel.stance == "parallel" else "later"


def _step(
    case: Case, channel: Channel, status: Status, tried: Mapping[str, Span], target: Channel | None
) -> ChannelStep:
    platform = _named_platform(case) if channel.id == "platform" else ""
    step = prepared(case.rulebook).step(channel.id, status, platform)
    if status in ("later", "parallel"):
        return step
    return step.model_copy(update={"why": _why(case, channel, status, tried, target)})


def _why(case: Case, channel: Channel, status: Status, tried: Mapping[str, Span], target: Channel | None) -> str:
    say = case.rulebook.say
    if status == "tried":
        return say("advice", "step_tried", phrase=tried[channel.id].of(case.draft.text))
    if target is not None:
        lacking = unmet(channel, tried, case.rulebook)
        key = "step_unmet" if channel.must_follow else "step_usual"
        more = say("advice", key, precondition=channel.precondition) if lacking and channel.precondition else ""
        return "；".join(filter(None, (say("advice", "step_target"), more)))
    if channel.stance == "urgent":
        place = case.said("channels", channel.id, "when")
        return say("advice", "step_urgent", phrase=place.of(case.draft.text) if place else "")
    before = [case.rulebook.channels[c].name for c in (*channel.after, *channel.must_follow) if c in tried]
    names = "、".join(dict.fromkeys(before))
    return say("advice", "step_next", tried=names) if names else say("advice", "step_first", name=channel.name)


def _named_platform(case: Case) -> str:
    """The platform that the draft names, where its own path is known."""
    for fact in case.facts:
        platform = case.rulebook.platforms.get(fact.value) if fact.kind == "platform" else None
        if platform and platform.complaint_path:
            return platform.id
    return ""
