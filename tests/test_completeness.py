"""What a complaint lacks, for its issue and channel, asked in plain words."""

from __future__ import annotations

import pytest

from tousu.completeness import find_missing
from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.results import Issue, Missing, Readiness
from tousu.rulebook import Rulebook

RULES = Rulebook.packaged()


def missing(text: str, *issues: str, channel: str | None = None) -> tuple[list[Missing], Readiness]:
    draft = Draft(text)
    facts = find_facts(draft, RULES.scan(draft), RULES, None)
    found = [Issue(id=i, name=RULES.issues[i].name, probability=0.9) for i in issues]
    asked, ready = find_missing(found, facts, RULES, RULES.channels[channel] if channel else None)
    return list(asked), ready


def kinds(text: str, *issues: str, channel: str | None = None) -> list[str]:
    return [m.kind for m in missing(text, *issues, channel=channel)[0]]


def test_the_order_number_is_asked_for_with_the_way_to_it_in_the_app() -> None:
    (asked, *_) = [m for m in missing("在抖音买的衣服一直不发货", "not_shipped")[0] if m.kind == "order_number"]
    assert "抖音" in asked.question
    assert asked.why


def test_whom_a_complaint_of_harassment_is_about_may_be_a_company() -> None:
    assert "platform" in kinds("天天给我打骚扰电话，要求删除我的信息", "privacy")
    assert "platform" not in kinds("安禾科技有限公司天天给我打骚扰电话，要求删除我的信息", "privacy")
    assert "platform" in kinds("安禾科技有限公司一直不发货", "not_shipped")


def test_without_a_platform_the_question_stays_general() -> None:
    (asked, *_) = [m for m in missing("买的衣服一直不发货", "not_shipped")[0] if m.kind == "order_number"]
    assert "{" not in asked.question


def test_what_the_draft_holds_is_not_asked_for() -> None:
    assert "order_number" not in kinds("订单号：6931770245518836027，不发货", "not_shipped")


def test_delivery_facts_are_asked_for_only_where_the_issue_needs_them() -> None:
    assert "tracking_number" in kinds("显示已签收但没收到", "not_received")
    assert "tracking_number" not in kinds("会员自动续费", "subscription")


def test_before_shipping_no_parcel_number_is_asked_for() -> None:
    assert "tracking_number" not in kinds("付款后一直没发货", "not_received")


def test_the_most_important_comes_first() -> None:
    order = {"block": 0, "warn": 1, "hint": 2}
    ranks = [order[m.severity] for m in missing("东西坏了", "quality")[0]]
    assert ranks == sorted(ranks)


def test_readiness_is_the_sum_of_its_parts() -> None:
    _, ready = missing("订单号：6931770245518836027，要求退款199元", "not_shipped")
    assert ready.parts
    assert ready.score == pytest.approx(sum(p.points for p in ready.parts) / sum(p.of for p in ready.parts), abs=1e-3)


def test_a_tail_counts_half() -> None:
    _, whole = missing("订单号：6931770245518836027", "not_shipped")
    _, tail = missing("订单尾号7719", "not_shipped")
    points = [next(p.points for p in r.parts if p.kind == "order_number") for r in (whole, tail)]
    assert points[1] == points[0] / 2


def test_nothing_is_asked_where_nothing_is_needed() -> None:
    asked, ready = missing("今天天气不错")
    assert not asked
    assert not ready.parts


def test_every_needed_kind_can_be_asked_for() -> None:
    """A need without a question would be silent."""
    for record in (*RULES.issues.values(), *RULES.channels.values()):
        for kind in getattr(record, "needs", None) or getattr(record, "requires", {}):
            assert RULES.facts[kind].question, (record.id, kind)
