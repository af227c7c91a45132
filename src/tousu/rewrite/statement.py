"""The statement: what a reader of a complaint wants, in the order that reader wants it, in the draft's own words.

Title, to whom, transaction, course of events, communication, demand, evidence, who complains. Clauses of the cleaned
draft are moved (``sections``), never reworded; a section without content does not appear; what is needed and missing is
a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, partial, reduce
from typing import TYPE_CHECKING

from tousu import patterns as re
from tousu.claims import blanks_in
from tousu.draft import Draft
from tousu.results import Blank, Fact, Issue, Missing
from tousu.rewrite.chronology import Line, in_order_of_time
from tousu.rewrite.demands import each_once
from tousu.rewrite.grammar import LEANS_BACK, REMEDY, unlinked
from tousu.rewrite.parts import LENGTH
from tousu.rewrite.sections import sections_of
from tousu.rewrite.shown import Shown
from tousu.rewrite.transaction import TRADE, nameable, ordered, surest, trade_lines, trade_of
from tousu.spans import Edit, Span, apply_edits

if TYPE_CHECKING:
    from tousu.catalogue import Channel
    from tousu.rewrite.dealing import Sections
    from tousu.rewrite.softening import Say
    from tousu.rulebook import Rulebook

_SHORT = 60
_BLANKS = 3
_COURIER_ISSUES = ("logistics", "not_received")
_ENDED = re.compile("(?:[。！？!?；;…][”’」』）)]?|[.]{3}|^【[^】]*】)$")


def statements(
    draft: Draft,
    edits: Sequence[Edit],
    issues: Sequence[Issue],
    facts: Sequence[Fact],
    missing: Sequence[Missing],
    rulebook: Rulebook,
    channel: Channel | None,
) -> Iterator[str]:
    """The ordered statement, then plainer ones for whom a fact would suffer in it; none when the draft states nothing.

    What is read in one line may be read otherwise where it is moved to, or beside another name in the title: the second
    names nothing there, the third tells the whole draft as it stands, the last is nothing but that.
    """
    say: Say = partial(rulebook.say, "rewrite")
    shown = Shown(draft.text, edits)
    trade = trade_of(facts, shown)
    parts = sections_of(draft, facts, shown, [f for of_kind in trade.values() for f in of_kind], say("lawful"))
    if not facts and not parts.story.lines:
        return
    blanks = _blanks(draft, facts, missing, rulebook, say)
    compact = (channel is None or channel.formality != "formal") and len(draft.text) <= _SHORT
    named = nameable(facts, shown.text)
    parties = _parties(named, issues, shown, blanks, say)
    if "merchant" in blanks and blanks["merchant"] in "".join(parties):
        del blanks["merchant"]
    dated = _dated(draft, facts, issues)
    case = [
        *parties,
        *_section(say("transaction"), trade_lines(trade, shown, blanks, rulebook, say, dated), compact, "；"),
    ]
    topic = _titled(_topic(issues, rulebook), say)
    cap = channel.length if channel is not None else 0
    # A draft of several parts is told as it stands: to read it again for each form would cost more than all the rest.
    if len(draft.text) < 2 * LENGTH:
        names = _names(named, shown)
        told = _told(parts, facts, blanks, say, compact=compact)
        for title in (*([_titled(names, say)] if names else []), topic):
            lines = [title, *case, *told]
            whole = "\n".join(lines)
            if 0 < cap < len(whole):
                yield _shortened(lines, cap)
            yield whole
    text = apply_edits(draft.text, edits)
    as_it_stands = [line for line in map(str.strip, text.splitlines()) if line]
    yield "\n".join([topic, *case, *_section(say("course"), as_it_stands, compact)])
    yield f"{topic}\n{text}"


def _told(parts: Sections, facts: Sequence[Fact], blanks: Mapping[str, str], say: Say, *, compact: bool) -> list[str]:
    """What happened, what was said, what is asked for, what can be shown, and who complains."""
    course, contact = _parted(in_order_of_time(parts.story.lines, facts), parts.story.contact)
    number = partial(_numbered, say=say, compact=compact)
    asked = [] if any(REMEDY.search(words) for words in parts.notice) else _asked(blanks, "demand")
    demand = [*number(each_once(parts.demand) or asked), *parts.notice]
    return [
        *_section(say("course"), course, compact),
        *_section(say("contact"), contact, compact),
        *_section(say("demand"), demand, compact),
        *_section(say("evidence"), number(parts.evidence or _asked(blanks, "evidence")), compact),
        *parts.signed,
    ]


def _parted(story: Sequence[Line], talks: Set[Span]) -> tuple[list[str], list[str]]:
    """The course of events and the talks that end it; talks in the middle stay where they are understood."""
    cut = len(story)
    while cut > 1 and story[cut - 1][0] in talks:
        cut -= 1
    while cut < len(story) and LEANS_BACK.match(story[cut][1]):
        # A contrast is understood behind what it is one to.
        cut += 1
    words = [words for _, words in story]
    return words[:cut], [*map(unlinked, words[cut : cut + 1]), *words[cut + 1 :]]


def _topic(issues: Sequence[Issue], rulebook: Rulebook) -> str:
    """What the main issue is called in a title; nothing for one of somebody's own model."""
    main = rulebook.issues.get(issues[0].id) if issues else None
    return main.topic if main else ""


def _titled(subject: str, say: Say) -> str:
    return say("title", subject=subject) if subject else say("title_plain")


def _names(facts: Sequence[Fact], shown: Shown) -> str:
    """The platform, the shop and the goods, side by side."""
    named = [f for kind in ("platform", "merchant", "product") if (f := surest(facts, kind))]
    names = list(dict.fromkeys(shown.fact(f.span) for f in named))
    # 礼橙 is said with 礼橙专车.
    return reduce(_beside, [name for name in names if not any(name != other and name in other for other in names)], "")


_TWICE = 2
"""So many characters at the end of one name and the beginning of the next are said once."""


def _beside(name: str, other: str) -> str:
    """Two names as one: 一汽大众 and 大众迈腾 is 一汽大众迈腾."""
    shared = next((n for n in range(min(len(name), len(other)), _TWICE - 1, -1) if name.endswith(other[:n])), 0)
    space = " " if not shared and re.search("[0-9A-Za-z]\0[0-9A-Za-z]", f"{name}\0{other}") else ""
    return name + space + other[shared:]


def _parties(
    facts: Sequence[Fact], issues: Sequence[Issue], shown: Shown, blanks: dict[str, str], say: Say
) -> list[str]:
    kinds = ["merchant"]
    if issues and issues[0].id in _COURIER_ISSUES:
        kinds.append("carrier")
    named = [shown.fact(f.span) for kind in kinds if (f := surest(facts, kind))]
    platform = surest(facts, "platform")
    if not named:
        named = [shown.fact(platform.span)] if platform else _asked(blanks, "merchant")
    return [say("to", names="、".join(dict.fromkeys(named)))] if named else []


def _blanks(
    draft: Draft, facts: Sequence[Fact], missing: Sequence[Missing], rulebook: Rulebook, say: Say
) -> dict[str, str]:
    """A blank for each missing kind that a draft of this length can bear, the most needed first."""
    kinds = {*TRADE, "demand", "evidence"}
    worth = [m for m in missing if m.kind in kinds and m.severity != "hint"]
    if not ordered(draft, facts):
        worth = [m for m in worth if m.kind not in ("order_number", "platform")]
    # A statement is no form: the few that matter most, evidence last.
    worth.sort(key=lambda m: (m.severity != "block", m.kind == "evidence"))
    worth = [m for m in worth if m.severity == "block"][:2] if len(draft.text) <= _SHORT else worth[:_BLANKS]
    names = {m.kind: rulebook.facts[m.kind].blank or rulebook.facts[m.kind].name for m in worth}
    return {kind: say("blank", what=name) for kind, name in names.items()}


def _dated(draft: Draft, facts: Sequence[Fact], issues: Sequence[Issue]) -> str:
    """The name of the day: nobody orders a loan, and an account that is closed was not bought."""
    if issues and issues[0].id == "privacy":
        return "happened_on"
    return "ordered_on" if ordered(draft, facts) else "dealt_on"


def _asked(blanks: Mapping[str, str], kind: str) -> list[str]:
    return [blanks[kind]] if kind in blanks else []


def _numbered(items: Sequence[str], say: Say, compact: bool) -> list[str]:
    items = list(dict.fromkeys(items))
    if compact or len(items) < 2:
        return items
    return [say("item", number=n, text=item) for n, item in enumerate(items, 1)]


def _section(name: str, lines: Iterable[str], compact: bool, joint: str = "") -> list[str]:
    """A heading with its lines; what is short stands on the line of the heading."""
    lines = [line if joint or _ENDED.search(line) else line + "。" for line in lines if line]
    if not lines:
        return []
    if compact or (len(lines) == 1 and len(lines[0]) < 40):
        return [f"{name}：{joint.join(lines if joint else _closed(lines))}"]
    return [f"{name}：", *lines]


def _closed(lines: Sequence[str]) -> list[str]:
    """Lines that can stand behind each other: a blank gets its full stop."""
    return [line + "。" if line.endswith("】") and line is not lines[-1] else line for line in lines]


def _shortened(lines: Sequence[str], length: int) -> str:
    """The statement within a channel's cap: lines without a number go first, the longest of them first."""
    kept = list(lines)
    idle = [x for x in lines[1:] if not any(c.isdigit() for c in x) and "：" not in x and "【" not in x]
    for line in sorted(idle, key=len, reverse=True):
        if len("\n".join(kept)) <= length:
            break
        kept.remove(line)
    return "\n".join(kept)


_SECTIONS = ("to", "transaction", "course", "contact", "demand", "evidence", "ordered_on", "dealt_on", "happened_on")


@lru_cache(maxsize=4)
def headings(rulebook: Rulebook) -> frozenset[str]:
    """The headings and labels of a statement: they name what follows and state nothing."""
    said = (rulebook.say("rewrite", key, **({"names": ""} if key == "to" else {})) for key in _SECTIONS)
    return frozenset((*(words.strip("：") for words in said), *(rulebook.facts[kind].name for kind in TRADE)))


_VAGUE_BLANKS = {
    "blank_date": "date",
    "blank_amount": "amount",
    "blank_count": "count",
    "blank_duration": "duration",
    "blank_actor": "staff_number",
}


def blanks_of(text: str, statement: str, missing: Sequence[Missing], rulebook: Rulebook) -> tuple[Blank, ...]:
    """The blanks that text and statement hold, each once, with the question that fills it."""
    found = dict.fromkeys(blank.of(shown) for shown in (text, statement) for blank in blanks_in(shown))
    if not found:
        return ()
    known, vague = _known_blanks(rulebook)
    questions = {m.kind: m.question for m in missing}
    asked = []
    for blank in found:
        kind, question = known.get(blank, ("other", blank.strip("【】")))
        asked.append((blank, kind, question if blank in vague else questions.get(kind, question)))
    return tuple(Blank.model_construct(kind=kind, text=blank, question=question) for blank, kind, question in asked)


@lru_cache(maxsize=4)
def _known_blanks(rulebook: Rulebook) -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """The kind and the question of each blank, and which of them stand beside vague words."""
    say: Say = partial(rulebook.say, "rewrite")
    known = {say("blank", what=say(key)): (kind, say("ask_" + kind)) for key, kind in _VAGUE_BLANKS.items()}
    vague = frozenset(known)
    for kind, record in rulebook.facts.items():
        known.setdefault(say("blank", what=record.blank or record.name), (kind, record.question))
    return known, vague
