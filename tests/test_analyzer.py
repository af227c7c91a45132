"""What ``Analyzer`` takes, and how it refuses the rest."""

import datetime as dt

import pytest

import tousu
from tousu.errors import ConfigError

TEXT = "9月3日在淘宝买的水壶到现在没发货，请退款。"


@pytest.mark.parametrize("limit", [0, -1, 1.5, "100", None])
def test_a_limit_that_is_no_number_of_bytes_is_refused(limit: object) -> None:
    with pytest.raises(ConfigError, match="limit must be"):
        tousu.Analyzer(limit=limit)  # type: ignore[arg-type]


@pytest.mark.parametrize("today", ["2026-09-20", 20260920, ()])
def test_a_day_that_is_no_day_is_refused(today: object) -> None:
    with pytest.raises(ConfigError, match="today must be"):
        tousu.analyze(TEXT, today=today)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="today must be"):
        tousu.analyze_many([TEXT], today=today)  # type: ignore[arg-type]


def test_of_a_moment_its_day_counts() -> None:
    moment = dt.datetime(2026, 9, 20, 23, 59)
    assert tousu.analyze(TEXT, today=moment) == tousu.analyze(TEXT, today=dt.date(2026, 9, 20))
