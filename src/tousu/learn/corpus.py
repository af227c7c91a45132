"""Labelled texts: the project's own corpus with its inline marks, and anybody's JSON Lines or CSV.

The own corpus marks phrases where they stand, nested where they nest: ``要求{demand|赔偿{amount|500元}}``. So a mark
can't drift from its text, and a row reads and diffs like a sentence.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tousu.draft import Draft
from tousu.encoding import decode
from tousu.errors import CorpusError, FileError, InputError
from tousu.spans import Span

CORPUS = Path(__file__).parents[3] / "models" / "corpus"
READINGS = CORPUS / "readings.tsv"

_MARK = re.compile(r"\{([a-z_]+)\||\}")


class Marked(NamedTuple):
    """A phrase of a kind in a text."""

    kind: str
    span: Span


class Example(NamedTuple):
    """A labelled text.

    Attributes:
        issues: primary first.
        marks: its facts and flags.
        group: who or what wrote it.
        place: file and line.
        other: what another reader, blind to ``issues``, gave instead; empty where none did or both agree.
    """

    text: str
    issues: tuple[str, ...]
    marks: tuple[Marked, ...]
    group: str
    place: str
    other: tuple[str, ...] = ()


class Reading(NamedTuple):
    """One text of the corpus read twice; labels primary first.

    Attributes:
        third: what a third reader gave, where the first two parted; else empty.
    """

    place: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    third: tuple[str, ...] = ()


def parse(marked: str) -> tuple[str, tuple[Marked, ...]]:
    """The plain text of a marked one, and its marks in order of place.

    Raises:
        ValueError: a mark that is not closed, not opened, or empty.
    """
    out: list[str] = []
    stack: list[tuple[str, int]] = []
    marks: list[Marked] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        piece = marked[at : match.start()]
        out.append(piece)
        length += len(piece)
        at = match.end()
        if match[1]:
            stack.append((match[1], length))
            continue
        if not stack:
            raise ValueError("'}' closes no mark")
        kind, start = stack.pop()
        if start == length:
            raise ValueError(f"the mark {kind!r} is empty")
        marks.append(Marked(kind, Span(start, length)))
    if stack:
        raise ValueError(f"the mark {stack[-1][0]!r} is not closed")
    out.append(marked[at:])
    return "".join(out), tuple(sorted(marks, key=lambda m: (m.span.start, -m.span.end)))


def own(room: str = "drafts", folder: Path = CORPUS) -> list[Example]:
    """The project's corpus: ``drafts`` (issues, facts, flags marked), ``boards`` (facts), ``clauses`` (flags)."""
    examples = list(read(sorted((folder / room).glob("*.jsonl"))))
    kept = folder / READINGS.name
    twice = {r.place: r for r in readings(kept)} if kept.exists() else {}
    return [_with_other(e, twice.get(f"{room}/{e.place}")) for e in examples]


def with_issues(folder: Path = CORPUS) -> list[Example]:
    """All drafts whose issues are learnt: those of groups that a second reader has read, and ``issues``.

    A label that was given once is too uncertain: learnt as well, 2,700 such drafts made the main issue no surer on
    writers that were not read, and less sure on real complaints.
    """
    twice = {Path(r.place).name.split("-")[0] for r in readings(folder / READINGS.name)}
    return [*(e for e in own("drafts", folder) if e.group in twice), *own("issues", folder)]


def with_facts(folder: Path = CORPUS) -> list[Example]:
    """All texts whose facts are marked, ``drafts`` and ``boards``, in order of their files."""
    return list(read(sorted([*folder.glob("drafts/*.jsonl"), *folder.glob("boards/*.jsonl")], key=lambda p: p.name)))


def _with_other(example: Example, reading: Reading | None) -> Example:
    """The example with what the reader said whose labels it doesn't have; a row that was mended since has none.

    What a third reader said is kept for the record: to learn what most of three say did no better than to learn both.
    """
    if reading is None or reading.first == reading.second or example.issues not in (reading.first, reading.second):
        return example
    return example._replace(other=reading.first if example.issues == reading.second else reading.second)


def readings(path: Path = READINGS) -> list[Reading]:
    """The labels of each text that was read twice; raises CorpusError naming file and line of a row that is none."""
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place, *labels = line.split("\t")
        read_ = [tuple(part.split(",")) for part in labels]
        if len(read_) not in (2, 3) or not all(name for reading in read_ for name in reading):
            why = f"{path}:{number}: expected place, first and second labels, perhaps third ones"
            raise CorpusError(why, file=str(path), line=number)
        out.append(Reading(place, *read_))
    return out


def read(paths: Iterable[Path]) -> Iterator[Example]:
    """Examples of the project's own format; the group is the file name up to its first hyphen.

    Raises:
        CorpusError: naming file and line of the first row that can't be read.
    """
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line.strip():
                continue
            place = f"{path.name}:{number}"
            try:
                row = json.loads(line)
                text, marks = parse(row["text"])
                yield Example(text, tuple(row.get("issues", ())), marks, path.stem.split("-")[0], place)
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"{path}:{number}: {error}", file=str(path), line=number) from None


class BadRow(NamedTuple):
    """A row of somebody's corpus that can't be used, and why."""

    file: str
    line: int
    reason: str


def read_labelled(
    path: Path, *, text: str = "text", label: str = "label", known: Sequence[str] | None = None
) -> tuple[list[Example], list[BadRow]]:
    """Anybody's corpus, JSON Lines or CSV with a text and a label (several: a list, or separated by ``|``).

    Args:
        path: ``.jsonl``, ``.csv`` or ``.tsv``, in UTF-8 or GB18030.
        text: name of the column of the text.
        label: name of the column of the label.
        known: the labels allowed; None allows any.

    Returns:
        The examples, and each row that could not be used with its line and the reason: nothing is dropped silently.

    Raises:
        CorpusError: the file can't be read, is of another kind, or none of its rows can be used.
    """
    good: list[Example] = []
    bad: list[BadRow] = []
    for number, row in _rows(path):
        try:
            good.append(_example(row, text, label, known, f"{path.name}:{number}"))
        except ValueError as error:
            bad.append(BadRow(str(path), number, str(error)))
    if not good and bad:
        raise CorpusError(f"{path}: none of {len(bad)} rows can be used; line {bad[0].line}: {bad[0].reason}")
    return good, bad


def _example(row: object, text: str, label: str, known: Sequence[str] | None, place: str) -> Example:
    if isinstance(row, Exception):
        raise ValueError(str(row))
    if not isinstance(row, dict):
        raise ValueError("not an object")
    content, labels = row.get(text), row.get(label)
    if labels is None and label == "label":
        labels = row.get("issues")
    if not isinstance(content, str) or not content.strip():
        raise ValueError(f"no text under {text!r}")
    try:
        Draft(content)
    except InputError as error:
        raise ValueError(f"no draft: {error}") from None
    names = _labels(labels)
    if not names:
        raise ValueError(f"no label under {label!r}")
    if known is not None and (strange := [x for x in names if x not in known]):
        raise ValueError(f"unknown label {strange[0]!r}; known: {', '.join(known)}")
    return Example(content, names, (), str(row.get("group") or ""), place)


def _labels(given: object) -> tuple[str, ...]:
    """The labels, each once, in the order given; none when one of them is no name."""
    parts = given.split("|") if isinstance(given, str) else given if isinstance(given, list) else [given]
    if any(isinstance(part, bool) or not isinstance(part, str | int) for part in parts):
        return ()
    return tuple(dict.fromkeys(name for part in parts if (name := str(part).strip())))


def _rows(path: Path) -> Iterator[tuple[int, object]]:
    """The rows with the line on which each begins; a JSON line that is none comes as its error."""
    if path.suffix not in (".jsonl", ".ndjson", ".csv", ".tsv"):
        raise CorpusError(f"{path}: expected .jsonl, .csv or .tsv", reason="kind", file=str(path))
    try:
        content = decode(path.read_bytes(), str(path))
    except (OSError, FileError) as error:
        reason = {"reason": "no_file"} if isinstance(error, FileNotFoundError) else {}
        raise CorpusError(f"{path}: {error}", file=str(path), **reason) from None
    if path.suffix in (".csv", ".tsv"):
        reader = csv.reader(io.StringIO(content), delimiter="\t" if path.suffix == ".tsv" else ",")
        columns = next(reader, [])
        last = reader.line_num
        for fields in reader:
            if fields:
                yield last + 1, _record(columns, fields)
            last = reader.line_num
        return
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                yield number, ValueError(f"not valid JSON: {error}")


def _record(columns: Sequence[str], fields: Sequence[str]) -> object:
    """A CSV row by its columns; one with more fields than columns is an error, its text would be cut."""
    if len(fields) > len(columns):
        return ValueError(f"{len(fields)} fields in {len(columns)} columns: a text with a comma needs quotation marks")
    return dict(zip(columns, fields, strict=False))
