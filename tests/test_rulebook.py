"""Rules as data: found by looking, validated, and errors that speak to their author."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.draft import Draft
from tousu.rulebook import DATA, Owner, Rulebook


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.packaged()


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_the_compiled_rulebook_is_the_one_of_the_files(rulebook: Rulebook) -> None:
    fresh = Rulebook.from_folder(DATA)
    assert fresh.digest == rulebook.digest
    assert {room: dict(records) for room, records in fresh.rooms.items()} == {
        room: dict(records) for room, records in rulebook.rooms.items()
    }


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("name = ", r"x\.toml: TOML: "),
        ('nam = "某平台"', r"x\.toml: nam: unknown key; did you mean 'name'\?"),
        ('aliases = ["某"]', r"x\.toml: name: "),
        ('name = "某平台"\naliases = "某"', r"x\.toml: aliases: .*tuple"),
        ('name = "某平台"\nid = "y"', r"x\.toml: id: no such key: the file name is the id"),
    ],
)
def test_a_broken_file_is_an_error_that_names_file_key_and_expectation(
    tmp_path: Path, content: str, error: str
) -> None:
    write(tmp_path, "platforms/x.toml", content)
    with pytest.raises(tousu.RuleError, match=error):
        Rulebook.from_folder(tmp_path)


def test_two_files_of_one_id_are_an_error(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write(tmp_path, f"platforms/{folder}/x.toml", 'name = "某平台"')
    with pytest.raises(tousu.RuleError, match="the id 'x' is taken by"):
        Rulebook.from_folder(tmp_path)


def test_an_own_platform_is_one_file(tmp_path: Path) -> None:
    write(tmp_path, "platforms/mountain.toml", 'name = "山货优选"\naliases = ["山货app"]')
    analysis = tousu.Analyzer(rules=tmp_path).analyze("在山货优选买的核桃一直没发货")
    assert ("platform", "山货优选") in {(f.kind, f.text) for f in analysis.facts}
    assert "+" in analysis.signature.rules


def test_one_pass_finds_overlapping_terms_of_all_records(rulebook: Rulebook) -> None:
    hits = rulebook.scan(Draft("在京東買的，京東物流送"))
    assert next(tuple(s) for s in hits[Owner("platforms", "jd", "name")]) == (1, 3)
    assert any(owner.room == "carriers" for owner in hits)


def test_every_record_is_found_by_its_own_terms(rulebook: Rulebook) -> None:
    for room, records in rulebook.rooms.items():
        for record in records.values():
            for group, term in record.terms():
                assert Owner(room, record.id, group) in rulebook.scan(Draft(term)), (room, record.id, term)


@given(st.text("没发货退款骗子垃圾京东顺丰快递a1 ，。\n", max_size=120))
def test_the_first_texts_are_searched_for_the_same_terms(rulebook: Rulebook, content: str) -> None:
    """Without kernel and automaton, which takes as long to build as many drafts to look through."""
    draft = Draft(content)
    own = Rulebook(rulebook.rooms, rulebook.digest, rulebook._terms)
    own._searched = None
    early = own.scan(draft)
    own._scans = 1_000_000
    assert list(early.items()) == list(own.scan(draft).items())
