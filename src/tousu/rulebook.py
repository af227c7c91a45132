"""data/**/*.toml → validated, immutable records and one search for all their terms.

Packaged data is read from ``data/compiled.bin``, which the build of the package makes of the same files (and
``python -m tousu.build`` in a source tree); it is never kept in git. In a source tree it counts only while no file is
newer than it, none came or went and each has its size, so an edit of a rule is never hidden. A user's own files are
read and validated as TOML. Errors name file, key and expectation.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from tousu import native, sections
from tousu import patterns as re
from tousu.catalogue import (
    Carrier,
    Channel,
    DeadlineRule,
    Demand,
    EvidenceKind,
    FactKind,
    Frozen,
    IssueType,
    Lexicon,
    Messages,
    Platform,
    Record,
    Statute,
    fields_of,
)
from tousu.draft import Draft, fold, folded
from tousu.errors import RuleError, nearest
from tousu.modelfile import PACKED, sha256
from tousu.records import NamedTuple
from tousu.restoring import Room, packed
from tousu.rules import FlagKind, FlagRule
from tousu.spans import Span
from tousu.terms import Owner, Terms

__all__ = ["DATA", "ROOMS", "Hits", "Owner", "Rulebook", "Sought", "read_record"]

DATA = Path(__file__).parent / "data"
COMPILED = DATA / "compiled.bin"
_CODE = "rulebook", "restoring", "terms", "sections", "catalogue", "rules", "draft", "_folding"
"""The code that decides what stands in the compiled rulebook: when it changes, the file is old as well."""
_MADE_FOR = f"1 {sys.byteorder}"

_FEW, _SHORT = 32, 1_000
"""Texts of so many characters before the automaton over all terms is worth building where there is no kernel; a draft,
its rewrite and its statement are three."""

ROOMS: dict[str, type[Record]] = {
    "issues": IssueType,
    "flags": FlagRule,
    "kinds": FlagKind,
    "facts": FactKind,
    "platforms": Platform,
    "carriers": Carrier,
    "channels": Channel,
    "evidence": EvidenceKind,
    "law": Statute,
    "deadlines": DeadlineRule,
    "demands": Demand,
    "lexicons": Lexicon,
    "messages": Messages,
}

R = TypeVar("R", bound=Record)


class Sought(NamedTuple):
    """A pattern of a rule.

    Attributes:
        group: the group of its matches that is flagged.
        needed: sets of characters; what lacks all of one of them holds no match.
    """

    pattern: re.Pattern[str]
    group: int | str
    needed: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, source: str) -> Sought:
        """A pattern of this source, compiled."""
        pattern = re.compile(source)
        return cls(pattern, "flag" if "(?P<flag>" in source else 0, re.needed(source))


Hits = Mapping[Owner, list[Span]]


class Rulebook:
    """All records, by room and id, and the search for their terms.

    Args:
        rooms: records by room and id. Made by ``packaged``, ``from_folder`` or ``with_records``.
        digest: identifies the content, for the signature.
        terms: the terms of the records, where they are known already.
        unanchored: the ids of the rules that look at every text, where they are known already.
    """

    def __init__(
        self,
        rooms: Mapping[str, Mapping[str, Record]],
        digest: str,
        terms: Terms | None = None,
        unanchored: Sequence[str] | None = None,
    ) -> None:
        self.rooms = types.MappingProxyType({name: types.MappingProxyType(rooms.get(name) or {}) for name in ROOMS})
        self.digest = digest
        if terms is not None:
            self._terms = terms
        self._unanchored = unanchored
        self._scans = 0
        self._patterns: dict[str, tuple[Sought, ...]] = {}
        self._word_sets: dict[str, frozenset[str]] = {}
        self._folded: dict[str, list[str]] = {}
        self._said: dict[tuple[str, str], str] = {}

    @classmethod
    def packaged(cls) -> Rulebook:
        """The rulebook that comes with tousu."""
        files = None if PACKED.exists() else _files(DATA)
        content = _compiled(files)
        if content is None:
            return cls.from_folder(DATA)
        places = json.loads(bytes(content["places"]))
        rooms = {room: Room(ROOMS[room], content[room], places[room]) for room in ROOMS}
        unanchored = str(content["unanchored"], "utf-8").split()
        return cls(rooms, str(content["digest"], "utf-8"), Terms(content), unanchored)

    @classmethod
    def from_folder(cls, folder: Path) -> Rulebook:
        """Read and validate TOML files from ``folder/<room>/**/<id>.toml``.

        Raises:
            RuleError: naming the file, the key and what was expected there; or a folder that is not there, or holds
                folders that are no rooms.
        """
        if not folder.is_dir():
            raise RuleError(str(folder), "folder", "no such folder of rule files", reason="missing")
        for inner in sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._"):
            if inner not in ROOMS:
                near = nearest(inner, ROOMS)
                hint = f"; did you mean {near!r}?" if near else ""
                raise RuleError(str(folder / inner), "folder", f"no such room{hint}; rooms: {', '.join(ROOMS)}")
        rooms = {room: dict(_read_room(folder, room)) for room in ROOMS}
        digest = sha256(json.dumps(_plain(rooms), sort_keys=True, ensure_ascii=False).encode())[:12]
        return cls(rooms, digest)

    def extended(self, folder: Path) -> Rulebook:
        """This rulebook with the files of ``folder`` added; a file of the same room and id replaces the record."""
        own = Rulebook.from_folder(folder)
        rooms = {room: {**self.rooms[room], **own.rooms[room]} for room in ROOMS}
        return Rulebook(rooms, f"{self.digest}+{own.digest}")

    def compile(self) -> None:
        """Write ``compiled.bin`` of this rulebook, made of the files in ``DATA``."""
        rooms = {room: packed(records) for room, records in _plain(self.rooms).items()}
        content = {
            "digest": self.digest.encode(),
            "files": _sizes(_files(DATA)),
            "unanchored": " ".join(rule.id for rule in self.unanchored).encode(),
            "places": json.dumps({room: places for room, (_, places) in rooms.items()}).encode(),
            **{room: text for room, (text, _) in rooms.items()},
            **{name: bytes(part) for name, part in self._terms.parts.items()},
        }
        sections.write(COMPILED, _MADE_FOR, content)

    # Typed doors to the rooms, so that callers need no casts.
    def _room(self, name: str, cls: type[R]) -> Mapping[str, R]:
        return cast(Mapping[str, R], self.rooms[name])

    @cached_property
    def issues(self) -> Mapping[str, IssueType]:
        return self._room("issues", IssueType)

    @cached_property
    def flags(self) -> Mapping[str, FlagRule]:
        return self._room("flags", FlagRule)

    @cached_property
    def kinds(self) -> Mapping[str, FlagKind]:
        return self._room("kinds", FlagKind)

    @cached_property
    def facts(self) -> Mapping[str, FactKind]:
        return self._room("facts", FactKind)

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        return self._room("platforms", Platform)

    @cached_property
    def carriers(self) -> Mapping[str, Carrier]:
        return self._room("carriers", Carrier)

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        return self._room("channels", Channel)

    @cached_property
    def evidence(self) -> Mapping[str, EvidenceKind]:
        return self._room("evidence", EvidenceKind)

    @cached_property
    def law(self) -> Mapping[str, Statute]:
        return self._room("law", Statute)

    @cached_property
    def deadlines(self) -> Mapping[str, DeadlineRule]:
        return self._room("deadlines", DeadlineRule)

    @cached_property
    def demands(self) -> Mapping[str, Demand]:
        return self._room("demands", Demand)

    @cached_property
    def lexicons(self) -> Mapping[str, Lexicon]:
        return self._room("lexicons", Lexicon)

    def word_set(self, lexicon: str) -> frozenset[str]:
        """The folded words of a lexicon, to be asked whether they hold one."""
        known = self._word_sets.get(lexicon)
        if known is None:
            known = self._word_sets[lexicon] = frozenset(folded(self.lexicons[lexicon].words))
        return known

    @cached_property
    def unanchored(self) -> tuple[FlagRule, ...]:
        """The flag rules that look at every text, because no literal leads to them."""
        ids = self._unanchored
        if ids is None:
            ids = [rule.id for rule in self.flags.values() if rule.type in ("repeat", "marks")]
        return tuple(self.flags[id_] for id_ in ids)

    def patterns(self, rule: FlagRule) -> tuple[Sought, ...]:
        """The rule's patterns with their word lists inserted, compiled when they are first needed.

        Raises:
            RuleError: a list that does not exist, or not a regular expression.
        """
        made = self._patterns.get(rule.id)
        if made is None:
            try:
                made = tuple(Sought.of(rule.expanded(pattern, self._folded_words)) for pattern in rule.patterns)
            except KeyError as error:
                raise RuleError(rule.id, "patterns", f"no list {error} in this file or in data/lexicons") from None
            except re.error as error:
                raise RuleError(rule.id, "patterns", f"not a regular expression: {error}") from None
            self._patterns[rule.id] = made
        return made

    def _folded_words(self, lexicon: str) -> list[str]:
        """The words of a lexicon as they stand in a folded text."""
        known = self._folded.get(lexicon)
        if known is None:
            listed = self.lexicons[lexicon]
            known = self._folded[lexicon] = folded((*listed.words, *listed.values))
        return known

    def say(self, room: str, key: str, **fields_: object) -> str:
        """The sentence for people under ``key`` of ``data/messages/<room>.toml``, its fields filled in."""
        said = self._said.get((room, key)) if not fields_ else None
        if said is None:
            messages = cast(Messages, self.rooms["messages"][room])
            said = messages.text[key].format(**fields_)
            if not fields_:
                self._said[room, key] = said
        return said

    def scan(self, draft: Draft) -> dict[Owner, list[Span]]:
        """All terms of all records in one pass over the folded text, overlapping ones too, in order of place.

        A draft remembers what was found in it: the rewriter asks again.
        """
        return draft.once(f"hits {id(self)}", self._scan)

    def _scan(self, draft: Draft) -> dict[Owner, list[Span]]:
        if self._searched is not None:
            return self._searched(draft.folded)
        if self._scans < _FEW and len(draft.folded) <= _SHORT:
            self._scans += 1
            return self._terms.walked(draft.folded).gathered()
        return self._terms.scanned(draft.folded).gathered()

    @cached_property
    def _searched(self) -> Callable[[str], dict[Owner, list[Span]]] | None:
        return native.searched(self._terms.owners, self._terms.parts)

    @cached_property
    def _terms(self) -> Terms:
        """Each folded term, and on whose behalf it is searched."""
        return Terms.of(
            (fold(term), Owner(room, record.id, group))
            for room, records in self.rooms.items()
            for record in records.values()
            for group, term in record.terms()
        )


class _File(NamedTuple):
    size: int
    changed: int  # nanoseconds


def _sizes(files: Mapping[str, _File]) -> bytes:
    return "\n".join(f"{name} {files[name].size}" for name in sorted(files)).encode()


def _files(folder: Path) -> dict[str, _File]:
    """The rule files below a folder."""
    found: dict[str, _File] = {}
    open_ = [str(folder)]
    while open_:
        with os.scandir(open_.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".toml"):
                    name, stat = entry.path[len(str(folder)) + 1 :].replace(os.sep, "/"), entry.stat()
                    found[name] = _File(stat.st_size, stat.st_mtime_ns)
                elif entry.is_dir():
                    open_.append(entry.path)
    return found


def _code_changed() -> list[int]:
    return [(Path(__file__).parent / f"{name}.py").stat().st_mtime_ns for name in _CODE]


def _compiled(files: Mapping[str, _File] | None) -> dict[str, memoryview] | None:
    """The content of ``compiled.bin``; None where it is missing, or older than one of ``files`` or made of others."""
    try:
        made_at = COMPILED.stat().st_mtime_ns
        if files is not None and made_at <= max(*(file.changed for file in files.values()), *_code_changed()):
            return None
        content = sections.opened(COMPILED, _MADE_FOR)
    except (OSError, ValueError):
        return None
    known = content.get("files")
    return content if known and (files is None or known == _sizes(files)) else None


def _read_room(folder: Path, room: str) -> Iterable[tuple[str, Record]]:
    seen: dict[str, Path] = {}
    for path in sorted((folder / room).rglob("*.toml")):
        if path.stem in seen:
            raise RuleError(str(path), "file name", f"the id {path.stem!r} is taken by {seen[path.stem]}")
        seen[path.stem] = path
        yield path.stem, read_record(path, ROOMS[room])


_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")


def read_record(path: Path, cls: type[R]) -> R:
    """One TOML file as a record of its room.

    Raises:
        RuleError: not TOML, an unknown key (with the nearest known one), a missing key, or a value of the wrong type.
    """
    import tomllib

    from pydantic import TypeAdapter, ValidationError

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(str(path), "TOML", str(error)) from None
    if "id" in content:
        raise RuleError(str(path), "id", "no such key: the file name is the id")
    try:
        record: R = TypeAdapter(_dataclass(cls)).validate_python({**content, "id": path.stem})
        return record
    except ValidationError as error:
        # A key that is misspelt is also a key that is missing: the misspelling tells more.
        first = min(error.errors(), key=lambda e: e["type"] not in _UNKNOWN)
        key = ".".join(str(part) for part in first["loc"]) or "file"
        expected = first["msg"]
        if first["type"] in _UNKNOWN:
            known = list(fields_of(cls))
            near = nearest(str(first["loc"][-1]), known)
            expected = "unknown key" + (f"; did you mean {near!r}?" if near else f"; known: {', '.join(known)}")
        raise RuleError(str(path), key, expected) from None


def _dataclass(cls: type[R]) -> type[R]:
    """A kind of record as pydantic knows it."""
    from dataclasses import dataclass

    for part in (Record, *cls.nested.values(), cls):
        if "__dataclass_fields__" not in vars(part):
            dataclass(init=False, repr=False, eq=False, frozen=True, kw_only=True)(part)
    return cls


def _plain(rooms: Mapping[str, Mapping[str, Record]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Records as JSON values, without what stands at its default."""

    def value(item: object) -> object:
        return item.isoformat() if isinstance(item, dt.date) else item

    def lean(record: Mapping[str, Any]) -> dict[str, Any]:
        return {
            k: [lean(vars(x)) if isinstance(x, Frozen) else value(x) for x in v] if isinstance(v, tuple) else value(v)
            for k, v in record.items()
            if v not in ((), {}, "", None)
        }

    return {room: {id_: lean(vars(r)) for id_, r in records.items()} for room, records in rooms.items()}
