"""A rule in words for people: one line of a list, the full explanation, and its page of the rule reference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tousu.rulebook import Rulebook
from tousu.rules import FlagKind, FlagRule


def rule_line(rule: FlagRule, rulebook: Rulebook) -> dict[str, Any]:
    """What a list says of a rule."""
    kind = rulebook.kinds[rule.kind]
    return {
        "id": rule.id,
        "kind": rule.kind,
        "severity": rule.severity or kind.severity,
        "default": rule.default,
        "message": rule.message or kind.message,
    }


def rule_lines(rules: Iterable[FlagRule], rulebook: Rulebook) -> list[str]:
    """A head, and the rules by kind, one a line with its first example."""
    listed = sorted(rules, key=lambda r: (r.kind, r.type == "tone", r.id))
    kinds = {rule.kind for rule in listed}
    out = [_say(rulebook, "rules_head", count=len(listed), kinds=len(kinds))]
    for kind in sorted(kinds):
        record = rulebook.kinds[kind]
        out += ["", _say(rulebook, "explain_kind", name=record.name, id=kind, severity=_severity(record, rulebook))]
        for rule in (r for r in listed if r.kind == kind):
            example = rule.match[0] if rule.match else rule.source
            off = "" if rule.default else f"（{_say(rulebook, 'off_by_default')}）"
            out.append(f"  {rule.id:24} {example}{off}")
    return out


def explain_kind(kind: FlagKind, rulebook: Rulebook) -> list[str]:
    """What the rules of a kind share, and their list."""
    out = [
        _say(rulebook, "explain_kind", name=kind.name, id=kind.id, severity=_severity(kind, rulebook)),
        _say(rulebook, "explain_about", about=kind.about),
        _say(rulebook, "explain_why", why=kind.why),
        _say(rulebook, "explain_fine", fine=kind.fine),
        _say(rulebook, "explain_source", source=kind.source),
    ]
    return out + rule_lines((r for r in rulebook.flags.values() if r.kind == kind.id), rulebook)[2:]


def explain_rule(rule: FlagRule, rulebook: Rulebook) -> list[str]:
    """Everything that a rule file and its kind say, for a terminal."""
    kind = rulebook.kinds[rule.kind]
    out = [
        rule.id,
        _say(rulebook, "explain_kind", name=kind.name, id=kind.id, severity=_severity(rule, rulebook)),
        _say(rulebook, "explain_about", about=kind.about),
        _say(rulebook, "explain_message", message=(rule.message or kind.message).replace("{text}", "…")),
        _say(rulebook, "explain_why", why=rule.why or kind.why),
    ]
    out += _listed(_say(rulebook, "explain_match"), rule.match)
    out += _listed(_say(rulebook, "explain_innocent"), rule.innocent)
    out.append(_say(rulebook, "explain_fine", fine=kind.fine))
    named = [name for name in (*kind.silent_when, *rule.also_silent_when) if name not in rule.even_when]
    if named:
        contexts = "；".join(_say(rulebook, f"context_{name}") for name in dict.fromkeys(named))
        out.append(_say(rulebook, "explain_silent", contexts=contexts))
    out += _listed(_say(rulebook, "explain_false"), rule.known_false_alarms)
    out.append(_say(rulebook, "explain_source", source=rule.source or kind.source))
    out.append(_say(rulebook, "explain_off", id=rule.id))
    return out


def rule_page(kind: FlagKind, rulebook: Rulebook) -> str:
    """``docs/rules/<kind>.md``: the kind and each of its rules."""
    out = [f"# {kind.name}（`{kind.id}`）", ""]
    out += [f"{line}\n" for line in explain_kind(kind, rulebook)[1:5]]
    for rule in sorted(rulebook.flags.values(), key=lambda r: (r.type == "tone", r.id)):
        if rule.kind != kind.id:
            continue
        out += [f"## `{rule.id}`", ""]
        out += [line if line.startswith("  ") else f"\n{line}" for line in explain_rule(rule, rulebook)[3:]]
        out.append("")
    text = "\n".join(line.replace("  - ", "- ") for line in out)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.rstrip() + "\n"


def rule_index(rulebook: Rulebook) -> str:
    """``docs/rules/README.md``: the kinds, with their number of rules."""
    out = ["# 语言规则", "", "| 类别 | id | 级别 | 规则数 |", "|---|---|---|---|"]
    for kind in rulebook.kinds.values():
        count = sum(rule.kind == kind.id for rule in rulebook.flags.values())
        severity = _severity(kind, rulebook)
        out.append(f"| [{kind.name}]({kind.id}.md) | `{kind.id}` | {severity} | {count} |")
    return "\n".join(out) + "\n"


def _listed(head: str, items: Iterable[str]) -> list[str]:
    lines = [f"  - {item}" for item in items]
    return [head, *lines] if lines else []


def _severity(record: FlagKind | FlagRule, rulebook: Rulebook) -> str:
    kind = record if isinstance(record, FlagKind) else rulebook.kinds[record.kind]
    return _say(rulebook, f"severity_{record.severity or kind.severity}")


def _say(rulebook: Rulebook, key: str, **fields: object) -> str:
    return rulebook.say("flags", key, **fields)
