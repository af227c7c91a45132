"""A room of compiled records is a dict of them, save that each is restored when it is first asked for."""

import datetime as dt
import json

import pytest

from tousu.catalogue import Article, Platform, Statute
from tousu.restoring import Room, packed, restored

RECORDS = {
    "zulu": {"id": "zulu", "name": "祖鲁商城", "aliases": ["祖鲁", "ZULU"]},
    "alfa": {"id": "alfa", "name": "阿尔法"},
    "mike": {"id": "mike", "name": "麦克", "social": True},
}
PLATFORMS = {id_: restored(Platform, record) for id_, record in RECORDS.items()}


@pytest.fixture
def room() -> Room:
    text, places = packed(RECORDS)
    return Room(Platform, memoryview(text), json.loads(json.dumps(places)))


def test_it_is_the_dict_of_its_records(room: Room) -> None:
    assert list(room) == list(room.keys()) == list(PLATFORMS), "in their order"
    assert list(room.items()) == list(PLATFORMS.items())
    assert list(room.values()) == list(PLATFORMS.values())
    assert repr(room) == repr(PLATFORMS)
    assert dict(room) == {**room} == PLATFORMS
    assert len(room) == len(PLATFORMS)


def test_a_record_is_restored_when_it_is_asked_for_and_once(room: Room) -> None:
    assert not list(dict.keys(room))
    assert "mike" in room
    assert room.get("mike") is room["mike"]
    assert list(dict.keys(room)) == ["mike"]
    assert next(iter(room.values())).id == "zulu"
    assert room["mike"] is list(room.values())[2]


def test_what_is_not_there_is_missed_as_in_a_dict(room: Room) -> None:
    assert "papa" not in room
    assert room.get("papa") is None
    assert room.get("papa", 1) == 1
    with pytest.raises(KeyError, match="papa"):
        room["papa"]


def test_days_tables_and_parts_come_back() -> None:
    record = {
        "id": "law",
        "title": "法",
        "source": "s",
        "in_force_from": "2020-01-31",
        "checked_on": "2026-01-02",
        "articles": [{"number": "1", "gives": "退", "needs": ["refund"]}],
    }
    law = restored(Statute, json.loads(packed({"law": record})[0]))
    assert (law.in_force_from, law.in_force_to) == (dt.date(2020, 1, 31), None)
    assert law.articles == (Article(number="1", gives="退", needs=("refund",)),)
