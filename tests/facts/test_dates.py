"""Dates in every way of writing, their normal form, and what happened then."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest

from tests.facts.conftest import Find
from tousu.facts.date_values import days_in

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "phrase", "value"),
    [
        ("2026年9月3日下单", "2026年9月3日", "2026-09-03"),
        ("2026-9-3下单", "2026-9-3", "2026-09-03"),
        ("2026/09/03 买的", "2026/09/03", "2026-09-03"),
        ("2026.9.3号买的", "2026.9.3号", "2026-09-03"),
        ("20年10月12日", "20年10月12日", "2020-10-12"),
        ("9月3号收到", "9月3号", "--09-03"),
        ("九月三日收到", "九月三日", "--09-03"),
        ("十一月二十三号", "十一月二十三号", "--11-23"),
        ("9.12号买的", "9.12号", "--09-12"),
        ("9/3下单", "9/3", "--09-03"),
        ("今年八月", "今年八月", "今年八月"),
        ("2026年9月", "2026年9月", "2026-09"),
        ("8月份买的", "8月份", "--08"),
        ("18号送到", "18号", "---18"),
        ("10月31日20:00", "10月31日20:00", "--10-31T20:00"),
        ("11号下午两点", "11号下午两点", "---11T14:00"),
        ("2026-08-14 07:52:31付款", "2026-08-14 07:52:31", "2026-08-14T07:52"),
        ("二〇二六年九月", "二〇二六年九月", "2026-09"),
        ("９月３日收到", "９月３日", "--09-03"),
    ],
)
def test_a_date_has_its_span_and_normal_form(find: Find, text: str, phrase: str, value: str) -> None:
    assert [(f.text, f.value) for f in find(text, "date")] == [(phrase, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("昨天收到", "2026-11-23"),
        ("前天下单", "2026-11-22"),
        ("上周三投诉", "2026-11-18"),
        ("上个月26号买的", "2026-10-26"),
        ("去年十一月充的", "2025-11"),
        ("双十一买的", "2026-11-11"),
        ("周五送到", "2026-11-20"),
        ("12月3号下单", "2025-12-03"),
        ("9月3号下单", "2026-09-03"),
        ("18号送到", "2026-11-18"),
        ("昨晚八点半签收", "2026-11-23T20:30"),
    ],
)
def test_relative_dates_are_resolved_against_today_and_marked(find: Find, text: str, value: str) -> None:
    (fact,) = find(text, "date", TODAY)
    assert fact.value == value
    assert "2026-11-24" in fact.why


@pytest.mark.parametrize("text", ["昨天收到", "上周三投诉", "双十一买的"])
def test_without_today_relative_dates_keep_their_words(find: Find, text: str) -> None:
    (fact,) = find(text, "date")
    assert fact.value == fact.text


@pytest.mark.parametrize(
    "text",
    [
        "等了三天", "用了两个月", "7日内退款", "3日内答复", "一年保修", "地铁3号线", "住5号楼", "工号12号窗口",
        "当天就坏了", "第二天", "次日送达", "三点要求", "一点用都没有", "版本2.0", "只要9.9元", "尺寸10-12厘米",
        "一月有余", "十分失望", "6.5折", "满3年", "16:9的屏幕", "2个月前", "第3号", "128G内存", "五一广场店",
    ],
)  # fmt: skip
def test_durations_counts_and_names_are_no_dates(find: Find, text: str) -> None:
    assert not find(text, "date")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("9月3日下单，9月5日发货，9月8日签收", ["ordered", "shipped", "signed"]),
        ("下单时间：2026-09-03 签收时间：2026-09-08", ["ordered", "signed"]),
        ("我于9月3日在网上购买", ["ordered"]),
        ("10月5日我把货寄回", ["returned"]),
        ("9月12日付款", ["paid"]),
        ("9月20日发现漏水", ["found"]),
        ("9月20日向平台投诉", ["complained"]),
    ],
)
def test_a_verb_beside_a_date_gives_its_role(find: Find, text: str, roles: list[str]) -> None:
    assert [f.role for f in find(text, "date")] == roles


def test_a_day_that_does_not_exist_keeps_its_words(find: Find) -> None:
    (fact,) = find("2月30日下单", "date")
    assert fact.value == "2月30日"


def test_a_range_of_days_stays_in_one_month_and_words_keep_their_time(find: Find) -> None:
    today = dt.date(2026, 11, 24)
    assert [f.value for f in find("9月3号到5号", "date", today)] == ["2026-09-03", "2026-09-05"]
    assert [f.value for f in find("昨晚八点半下单", "date", today)] == ["2026-11-23T20:30"]


def test_the_same_day_of_another_event_keeps_its_role(find: Find) -> None:
    found = find("9月1日下单，9月1日付款，10月2日收到，10月2日收到的第二件", "date")
    assert [(f.text, f.role) for f in found] == [("9月1日", "ordered"), ("9月1日", "paid"), ("10月2日", "received")]


def test_months_have_as_many_days_as_the_calendar_says() -> None:
    months = [(year, month) for year in (1900, 1999, 2000, 2023, 2024, 2100) for month in range(1, 13)]
    assert [days_in(*m) for m in months] == [calendar.monthrange(*m)[1] for m in months]
