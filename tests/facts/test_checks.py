"""Checks of shape and sum."""

from __future__ import annotations

import pytest

from tousu.facts import checks


def test_an_identity_card_needs_region_date_and_check_digit() -> None:
    assert checks.is_identity_card("11010519491231002x")
    assert not checks.is_identity_card("110105194912310028")  # check digit
    assert not checks.is_identity_card("11010519491331002x")  # month 13
    assert not checks.is_identity_card("99010519491231002x")  # region


@pytest.mark.parametrize(("number", "good"), [("6222021234567890128", True), ("6222021234567890129", False)])
def test_a_bank_card_needs_prefix_and_check_sum(number: str, good: bool) -> None:
    assert checks.is_bank_card(number) is good


def test_payment_numbers_hold_a_real_day() -> None:
    assert checks.is_payment_number("2026090322001412345678901234")
    assert checks.is_payment_number("4200001234202609031234567890")
    assert not checks.is_payment_number("4200001234202613031234567890")


def test_time_stamps() -> None:
    assert checks.is_timestamp("20260903142233")
    assert checks.is_timestamp("1756857600000")
    assert not checks.is_timestamp("26092703157746")


def test_postal_labels_have_a_check_digit() -> None:
    assert checks.is_postal_label("rr473124829cn")
    assert not checks.is_postal_label("rr473124820cn")


def test_a_company_code_is_no_identity_card() -> None:
    assert checks.is_company_code("91310115ma1k4abc2x")
    assert not checks.is_identity_card("91310115ma1k4abc2x")
