"""Advice: where to go next, with what, until when, on what ground; nothing invented, nothing outdated."""

import datetime as dt
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import tousu
from tests.advising import RULEBOOK, advice_for, readable, tried
from tousu.advice.conditions import KINDS, OR
from tousu.advice.deadlines import due_date
from tousu.advice.references import citable, resolve
from tousu.catalogue import Channel, DeadlineRule
from tousu.errors import RuleError, UnknownNameError

GOLDEN = Path(__file__).parent / "golden" / "advice"
ISSUES = sorted(RULEBOOK.issues)
CHANNELS = sorted(RULEBOOK.channels)


# The data itself.


@pytest.mark.parametrize("issue", ISSUES)
def test_an_issue_refers_only_to_what_exists(issue: str) -> None:
    record = RULEBOOK.issues[issue]
    assert set(record.channels) <= set(RULEBOOK.channels)
    assert {*record.evidence, *record.commonly_lost} <= set(RULEBOOK.evidence)
    assert set(record.commonly_lost) <= set(record.evidence)
    assert set(record.deadlines) <= set(RULEBOOK.deadlines)
    assert set(record.demands) <= set(RULEBOOK.demands)
    assert set(record.needs) <= set(RULEBOOK.facts)
    assert all(resolve(reference, RULEBOOK) for reference in record.law)


@pytest.mark.parametrize("issue", ISSUES)
def test_no_issue_cites_a_superseded_or_weak_article(issue: str) -> None:
    for reference in RULEBOOK.issues[issue].law:
        assert citable(*resolve(reference, RULEBOOK), None), reference


def test_a_superseded_statute_is_known_and_cannot_be_cited() -> None:
    old = RULEBOOK.law["complaint_measures_2020"]
    assert old.replaced_by in RULEBOOK.law
    assert not old.in_force(dt.date(2026, 4, 15))
    assert RULEBOOK.law[old.replaced_by].in_force(dt.date(2026, 4, 15))
    told = [text for issue in ISSUES for text in (readable(advice_for("我要投诉", issue)),)]
    assert not any("暂行办法》" in page and old.title in page for page in told)


def test_a_statute_not_yet_in_force_is_not_cited() -> None:
    early = advice_for("快递员把件放进柜子，显示签收，我没收到", "not_received", today=dt.date(2024, 1, 15))
    late = advice_for("快递员把件放进柜子，显示签收，我没收到", "not_received", today=dt.date(2024, 3, 1))
    assert "快递市场管理办法" not in {basis.law for basis in early.law}
    assert "快递市场管理办法" in {basis.law for basis in late.law}


def test_an_unknown_reference_says_where_it_stands() -> None:
    with pytest.raises(RuleError, match="no such article"):
        resolve("consumer_law:999", RULEBOOK)


@pytest.mark.parametrize("statute", sorted(RULEBOOK.law))
def test_every_condition_of_an_article_can_be_judged(statute: str) -> None:
    for article in RULEBOOK.law[statute].articles:
        assert article.confidence != "L", "weak sources stay out of the data"
        check_conditions(article.needs)


@pytest.mark.parametrize("record", [*RULEBOOK.channels.values(), *RULEBOOK.deadlines.values()], ids=lambda r: r.id)
def test_every_condition_of_a_channel_or_term_can_be_judged(record: Channel | DeadlineRule) -> None:
    check_conditions(record.only_if if isinstance(record, Channel) else record.needs)


def check_conditions(needs: Sequence[str]) -> None:
    words = dict.fromkeys(("words", "unless"), RULEBOOK.lexicons)
    rooms = {"issue": RULEBOOK.issues, "fact": RULEBOOK.facts, "demand": RULEBOOK.demands, **words}
    for part in (part for need in needs for part in need.split(OR)):
        kind, _, rest = part.partition(":")
        assert kind in KINDS
        assert set(rest.split("|")) <= set(rooms[kind])
        assert kind not in words or all(RULEBOOK.lexicons[id_].searched for id_ in rest.split("|"))


# Each with the reference it is about: named only where the draft says what the article needs.
GROUNDS = [
    ("refund_delayed", "退货商家收到了，一直不退款", "消费者权益保护法", "第24条", False),
    ("refund_delayed", "鞋子开胶退货，商家收到了，一直不退款", "消费者权益保护法", "第24条", True),
    ("return_refused", "驾校交了学费没练车，不给退费", "消费者权益保护法", "第25条", False),
    ("return_refused", "在实体店买的外套不给退", "消费者权益保护法", "第25条", False),
    ("return_refused", "网上买的外套不给退", "消费者权益保护法", "第25条", True),
    ("return_refused", "驾校合同写概不退费", "消费者权益保护法", "第26条", True),
    ("subscription", "视频网站自动续费扣了25元", "消费者权益保护法", "第53条", False),
    ("subscription", "健身房办的年卡，店关门了", "消费者权益保护法", "第53条", True),
    ("privacy", "支付宝被盗刷3000元，支付宝不赔", "电子商务法", "第57条", True),
    ("privacy", "手机号被卖家泄露", "电子商务法", "第57条", False),
    ("food_safety", "猫粮里有虫子，猫拉稀", "食品安全法", "第34条", False),
    ("food_safety", "饼干里有虫子", "食品安全法", "第34条", True),
    ("counterfeit", "降压药是假药，药监局查实", "药品管理法", "第144条第三款", True),
    ("counterfeit", "怀疑是假药", "药品管理法", "第144条第三款", False),
    ("refund_delayed", "共享单车押金不退", "消费者权益保护法", "第25条", False),
    ("pricing", "买完第二天降价，不给补差价", "价格法", "第41条", False),
    ("pricing", "结账时多收了20元", "价格法", "第41条", True),
    ("pricing", "师傅额外收了高空费，没有提前说", "价格法", "第13条", True),
    ("pricing", "先涨价再打折", "价格法", "第14条", True),
    ("pricing", "老用户看到的价格比新用户贵20元", "消费者权益保护法实施条例", "第9条", True),
]


@pytest.mark.parametrize(("issue", "text", "law", "article", "named"), GROUNDS)
def test_an_article_is_named_only_with_its_facts(issue: str, text: str, law: str, article: str, named: bool) -> None:
    bases = advice_for(text, issue).law
    assert bases
    assert any((b.law, b.article) == (law, article) for b in bases) is named


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_refers_only_to_what_exists_and_says_where_it_is_from(channel: str) -> None:
    record = RULEBOOK.channels[channel]
    assert {*record.after, *record.must_follow} <= set(RULEBOOK.channels)
    assert {*record.requires, *record.mask, *record.forbid} <= set(RULEBOOK.facts)
    assert set(record.matters) <= set(RULEBOOK.issues)
    assert record.how
    assert record.can
    assert record.cannot
    assert record.handles
    assert record.source
    assert record.checked_on
    assert record.confidence != "L"
    assert not record.public or (record.risk and {"phone", "id_number", "person", "address"} <= set(record.mask))


HOTLINE = re.compile(r"(?<![0-9])(?:400[- ]?[0-9]{3}[- ]?[0-9]{4}|9[56][0-9]{3,4}|1[0-9]{4})(?![0-9])")
HOTLINE = re.compile(r"(?<![0-9])(?:400[- ]?[0-9]{3}[- ]?[0-9]{4}|9[56][0-9]{3,4}|1[0-9]{4})(?![0-9])")
PUBLIC = {"12315", "12305", "12345", "12378", "110", "10000", "10010", "10086", "10099", "12306"}


def test_no_hotline_of_a_platform_or_carrier_is_shipped() -> None:
    """Public sources contradict each other on these numbers, and false ones are bait: in-app paths only.

    What stands is of authorities, of the state's telephone operators and of the railway, whose numbers are their names.
    """
    for room in ("channels", "platforms", "evidence", "deadlines", "law"):
        for record in RULEBOOK.rooms[room].values():
            said = " ".join(str(getattr(record, key, "")) for key in ("how", "can", "risk", "complaint_path", "text"))
            numbers = set(HOTLINE.findall(said))
            assert numbers <= PUBLIC, (room, record.id, numbers)


# Each channel with each issue.


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("issue", ISSUES)
def test_the_chosen_channel_is_the_next_step_whatever_the_issue(issue: str, channel: str) -> None:
    advice = advice_for("我买的东西出了问题，要求退款。", issue, channel)
    steps = [step for step in advice.channels if step.status == "next"]
    assert [step.id for step in steps] == [channel]
    assert len({step.id for step in advice.channels}) == len(advice.channels)
    assert advice.disclaimer


@pytest.mark.parametrize("issue", ISSUES)
def test_without_a_channel_the_ladder_begins_at_its_foot_and_publicity_stands_last(issue: str) -> None:
    steps = advice_for("我买的东西出了问题，要求退款。", issue).channels
    assert [step.status for step in steps].count("next") == 1
    assert steps[0].status == "next"
    assert steps[0].id == RULEBOOK.issues[issue].channels[0]
    public = [RULEBOOK.channels[step.id].public for step in steps]
    assert public == sorted(public)
    assert all(step.status == "parallel" and "人人可见" in step.limits for step in steps if step.id == "heimao")


# Where the writer has been.

BEEN = [
    ("联系了商家，商家不理我", {"seller"}),
    ("我跟客服说了三次，没有用", {"seller"}),
    ("店家回复不退", {"seller"}),
    ("商家一直联系不上", {"seller"}),
    ("没联系上商家", {"seller"}),
    ("淘宝客服让我等", {"platform"}),
    ("京东说商家退了", {"platform"}),
    ("商家只给换电池", {"seller"}),
    ("申请平台介入后判我输", {"platform"}),
    ("找了小二，小二说证据不足", {"platform"}),
    ("问了圆通网点，说让我等消息", {"carrier"}),
    ("中通客服每次都说在查", {"carrier"}),
    ("我打了12315，工作人员登记了", {"12315"}),
    ("已向市场监管部门投诉", {"12315"}),
    ("12315转办后没有下文", {"12315"}),
    ("打了12305申诉一次", {"12305"}),
    ("已报警，有回执", {"police"}),
    ("已在黑猫投诉，没有回应", {"heimao"}),
    ("法院已立案", {"court"}),
    ("卖家同意了但一直不发", {"seller"}),
    ("商家要求提供检测报告", {"seller"}),
    ("我已经报警", {"police"}),
]
NOT_BEEN = [
    "还没联系商家",
    "没有找过平台",
    "再不处理我就投诉到12315",
    "如果不退款，我将向12315投诉",
    "准备打12315",
    "希望平台介入处理",
    "请市场监管部门核查",
    "保留向法院起诉的权利",
    "不退就发黑猫",
    "在商家那里买了一台冰箱",
    "向卖家购买了两件衣服",
    "我公司采购的打印机",
    "快递放在驿站",
    "升降桌卡住报警",
    "平台账单写着退款",
    "电话微信都不回",
    "有人打电话冒充客服",
    "求平台介入",
    "有人来店里推销",
    "保险公司说不赔",
    "物业让我换地砖",
    "请平台说明两份报告为什么不一致",
    "平台小法庭的规则看不懂",
    "如果商家不退，是不是可以打12315",
    "按平台要求48小时内发货",
    "",
]


@pytest.mark.parametrize(("text", "channels"), BEEN)
def test_what_was_tried_is_understood(text: str, channels: set[str]) -> None:
    found = tried(text)
    assert set(found) == channels
    assert all(phrase in text for phrase in found.values())


@pytest.mark.parametrize("text", NOT_BEEN)
def test_plans_denials_and_mere_names_are_no_attempt(text: str) -> None:
    assert tried(text) == {}


NEXT = [
    ("quality", "买的电饭锅不通电。", "seller"),
    ("quality", "买的电饭锅不通电，联系商家，商家不理。", "platform"),
    ("quality", "电饭锅不通电，商家拒绝退货，平台介入后驳回了。", "12315"),
    ("quality", "电饭锅不通电，平台驳回了。", "12315"),
    ("quality", "电饭锅不通电，打了12315，终止调解了。", "court"),
    ("quality", "电饭锅不通电，再不退我就打12315。", "seller"),
    ("quality", "电饭锅不通电，消协调解没有谈成。", "court"),
    ("logistics", "包裹卡在中转场。", "seller"),
    ("logistics", "包裹卡在中转场，商家让等，平台客服让等。", "carrier"),
    ("logistics", "包裹卡在中转场，商家让等，平台客服让等，圆通客服说在查。", "12305"),
    ("logistics", "包裹卡住，商家让等，平台客服让等，圆通客服说在查，12305受理了也没结果。", "12315"),
    ("subscription", "银行的消费金融贷款提前还款收罚息，客服说规定如此，平台客服也不管。", "nfra"),
    ("subscription", "中国移动的套餐办了退不掉，客服说不行，营业厅和平台客服推来推去。", "miit"),
    ("subscription", "健身房办的年卡，客服说退不了，平台客服也不管。", "12315"),
    ("privacy", "有人冒充客服打给我。", "police"),
    ("subscription", "有人冒充京东客服，让我共享屏幕转了5000元。", "police"),
    ("quality", "店主扬言要上门打我。", "police"),
    ("subscription", "健身房关门了，老板失联。", "12315"),
    ("subscription", "移动公司不让降套餐，客服说办理不了。", "miit"),
    ("pricing", "信用卡多收了年费，银行客服说不能退。", "nfra"),
    ("return_refused", "在实体店买的外套，店家不给退。", "12315"),
    ("subscription", "在美团买的健身房次卡，商家不给退。", "platform"),
    ("privacy", "收到很多骚扰电话。", "platform"),
    ("not_as_described", "颜色不一样，已在黑猫投诉。", "seller"),
]


@pytest.mark.parametrize(("issue", "text", "step"), NEXT)
def test_the_next_step_follows_from_what_was_tried(issue: str, text: str, step: str) -> None:
    steps = advice_for(text, issue).channels
    assert [s.id for s in steps if s.status == "next"] == [step]
    assert set(tried(text)) <= {s.id for s in steps if s.status == "tried"}


@pytest.mark.parametrize(("first", "then"), [("12315", "consumer_association"), ("consumer_association", "12315")])
def test_the_same_matter_does_not_go_to_12315_and_the_association_at_once(first: str, then: str) -> None:
    text = {"12315": "12315受理了，没有结果。", "consumer_association": "消协受理了，没有结果。"}[first]
    assert then not in {s.id for s in advice_for(text, "quality").channels}
    assert any("可能不被受理" in note for note in advice_for(text, "quality", then).notes)


def test_only_a_condition_of_the_channel_is_said_to_be_one() -> None:
    """12315 and the court are usually not the first step; no rule forbids it."""
    why = {c: next(s.why for s in advice_for("电饭锅坏了", "quality", c).channels if s.id == c) for c in CHANNELS}
    assert {c for c in CHANNELS if "要先走一步" in why[c]} == {"12305", "miit", "nfra"}


def test_12305_asks_for_the_courier_first() -> None:
    unmet = advice_for("包裹丢了，请处理。", "logistics", "12305")
    met = advice_for("包裹丢了，申通客服说在查。", "logistics", "12305")
    assert any("快递公司" in note for note in unmet.notes)
    assert not met.notes


def test_the_path_of_the_named_platform_is_told() -> None:
    step = next(s for s in advice_for("我在京东买的电饭锅坏了", "quality", "platform").channels if s.status == "next")
    assert RULEBOOK.platforms["jd"].complaint_path in step.how


def test_an_unknown_channel_is_an_error_that_names_the_known_ones(analyzer: tousu.Analyzer) -> None:
    with pytest.raises(UnknownNameError) as caught:
        analyzer.analyze("订单一直没发货", channel="12135")
    assert "Did you mean" in str(caught.value)
    assert all(channel in str(caught.value) for channel in CHANNELS)


# Evidence.

EVIDENCE = [
    ("food_safety", "面包吃出虫，剩下的食物还在冰箱", "剩余的食品", True),
    ("food_safety", "面包吃出虫，剩下的钱不退", "剩余的食品", False),
    ("damaged", "有开箱视频和照片", "开箱视频", True),
    ("damaged", "我没有拍开箱视频", "开箱视频", False),
    ("damaged", "箱子碎了", "开箱视频", False),
    ("not_received", "希望快递提供投递照片", "投递照片", False),
    ("not_received", "调了监控，没有人来过", "投递照片", True),
    ("quality", "聊天记录都在", "聊天记录", True),
]


@pytest.mark.parametrize(("issue", "text", "item", "mentioned"), EVIDENCE)
def test_evidence_counts_as_mentioned_when_it_is_at_hand(issue: str, text: str, item: str, mentioned: bool) -> None:
    found = next(e for e in advice_for(text, issue).evidence if item in e.text)
    assert found.mentioned is mentioned


def test_what_is_commonly_lost_is_said_while_it_is_not_there() -> None:
    lost = next(e for e in advice_for("瓶子碎了", "damaged").evidence if "开箱视频" in e.text)
    kept = next(e for e in advice_for("瓶子碎了，有开箱视频", "damaged").evidence if "开箱视频" in e.text)
    assert lost.note
    assert not kept.note


# Deadlines.

D = dt.date
TERMS = [
    # issue, text, today, rule, trigger date, due, days left
    ("return_refused", "2026年9月3日签收", None, "no_reason_return", D(2026, 9, 3), D(2026, 9, 10), None),
    ("return_refused", "2026年9月3日签收", D(2026, 9, 8), "no_reason_return", D(2026, 9, 3), D(2026, 9, 10), 2),
    ("return_refused", "2026年9月3日签收", D(2026, 9, 10), "no_reason_return", D(2026, 9, 3), D(2026, 9, 10), 0),
    ("return_refused", "2026年9月3日签收", D(2026, 9, 23), "no_reason_return", D(2026, 9, 3), D(2026, 9, 10), -13),
    ("return_refused", "2026年9月28日签收", None, "no_reason_return", D(2026, 9, 28), D(2026, 10, 5), None),
    ("return_refused", "2025年12月29日签收", None, "no_reason_return", D(2025, 12, 29), D(2026, 1, 5), None),
    ("return_refused", "2024年2月25日签收", None, "no_reason_return", D(2024, 2, 25), D(2024, 3, 3), None),
    ("return_refused", "2025年2月25日签收", None, "no_reason_return", D(2025, 2, 25), D(2025, 3, 4), None),
    ("return_refused", "2025年12月28日申请退货，商家不理", None, "seller_delay", D(2025, 12, 28), D(2026, 1, 12), None),
    (
        "refund_delayed",
        "2026年9月25日商家签收了退货",
        None,
        "refund_after_return",
        D(2026, 9, 25),
        D(2026, 10, 2),
        None,
    ),
    ("damaged", "2026年9月30日签收，碎了", None, "damage_notice", D(2026, 9, 30), D(2026, 10, 2), None),
    ("logistics", "2026年11月13日我打了圆通客服投诉", None, "carrier_answer", D(2026, 11, 13), D(2026, 11, 20), None),
    ("logistics", "2026年11月28日打了圆通网点两次", None, "carrier_answer", D(2026, 11, 28), D(2026, 12, 5), None),
    ("quality", "2026年8月31日收到冰箱，不制冷", None, "burden_of_proof", D(2026, 8, 31), D(2027, 2, 28), None),
    ("not_shipped", "2026年11月30日付款，没发货", None, "default_shipping", D(2026, 11, 30), D(2026, 12, 2), None),
    ("quality", "2024年2月29日签收", None, "limitation", D(2024, 2, 29), D(2027, 2, 28), None),
    # The year stands once in the draft, or is derived from today; the year turns between the two dates.
    (
        "return_refused",
        "2024年11月3日下单，11月8日签收",
        D(2026, 9, 1),
        "no_reason_return",
        D(2024, 11, 8),
        D(2024, 11, 15),
        -655,
    ),
    ("return_refused", "2025年12月28日下单，1月5日签收", None, "no_reason_return", D(2026, 1, 5), D(2026, 1, 12), None),
    ("return_refused", "12月30日签收", D(2026, 1, 4), "no_reason_return", D(2025, 12, 30), D(2026, 1, 6), 2),
    ("logistics", "11月4日给中通打电话投诉", D(2026, 11, 24), "carrier_answer", D(2026, 11, 4), D(2026, 11, 11), -13),
    ("not_shipped", "商家承诺11月30日发货", D(2026, 11, 24), "promised_shipping", D(2026, 11, 30), D(2026, 11, 30), 6),
    ("return_refused", "昨天签收的", D(2026, 3, 1), "no_reason_return", D(2026, 2, 28), D(2026, 3, 7), 6),
]


@pytest.mark.parametrize(("issue", "text", "today", "rule", "start", "due", "left"), TERMS)
def test_terms_run_from_the_drafts_own_dates(
    issue: str, text: str, today: dt.date | None, rule: str, start: dt.date, due: dt.date, left: int | None
) -> None:
    term = next(d for d in advice_for(text, issue, today=today).deadlines if d.id == rule)
    assert (term.trigger_date, term.due, term.days_left) == (start, due, left)
    assert term.ground
    assert term.trigger


NOT_COMPUTED = [
    ("return_refused", "大概2026年9月3日签收", None, "no_reason_return", "不确定"),
    ("return_refused", "2026年9月3日左右签收", None, "no_reason_return", "不确定"),
    ("return_refused", "前几天签收的", dt.date(2026, 9, 9), "no_reason_return", ""),
    ("return_refused", "9月3日签收", None, "no_reason_return", "到 9月10日"),
    ("return_refused", "2月25日签收", None, "no_reason_return", "没有写年份"),
    ("return_refused", "商家不给退", None, "no_reason_return", "才能算"),
    ("counterfeit", "2026年9月3日送到品牌售后，说是假的", None, "no_reason_return", "才能算"),
    ("quality", "2026年9月3日收到客服短信", None, "quality_return", "才能算"),
    ("return_refused", "2026年9月3日签收定制的窗帘", None, "no_reason_return", "定制"),
    ("return_refused", "2026年9月3日签收的水果烂了", None, "no_reason_return", "水果"),
    ("refund_delayed", "2026年9月3日我把鞋寄回去了", None, "refund_after_return", "才能算"),
    ("logistics", "2026年9月3日快递员打电话说丢了", None, "carrier_answer", "才能算"),
    ("refund_delayed", "2026年9月3日签收", None, "refund_after_return", "才能算"),
    ("return_refused", "2026年9月13日签收", dt.date(2026, 9, 9), "no_reason_return", "之后"),
    ("return_refused", "9月13日签收", dt.date(2026, 9, 9), "no_reason_return", "之后"),
    ("return_refused", "2024年2月30日签收", dt.date(2026, 9, 9), "no_reason_return", "才能算"),
    ("quality", "2022年8月31日买的冰箱坏了", dt.date(2026, 9, 9), "limitation", "写明知道权益受损的日期"),
]


@pytest.mark.parametrize(("issue", "text", "today", "rule", "said"), NOT_COMPUTED)
def test_nothing_is_computed_from_a_guessed_date_or_outside_the_rule(
    issue: str, text: str, today: dt.date | None, rule: str, said: str
) -> None:
    term = next(d for d in advice_for(text, issue, today=today).deadlines if d.id == rule)
    assert term.due is None
    assert term.days_left is None
    assert said in term.note


UNASKED = [
    ("return_refused", "驾校学费不给退", "no_reason_return"),
    ("return_refused", "订的酒店取消了不给退", "no_reason_return"),
    ("return_refused", "不喜欢这个颜色，商家不给退", "quality_return"),
    ("refund_delayed", "网课退课，一直不退款", "refund_after_return"),
]


@pytest.mark.parametrize(("issue", "text", "rule"), UNASKED)
def test_a_term_that_does_not_fit_the_matter_is_not_asked_for(issue: str, text: str, rule: str) -> None:
    assert rule not in {d.id for d in advice_for(text, issue).deadlines}


def test_words_inside_a_things_name_take_nothing_out_of_the_seven_days() -> None:
    for thing in ("水果刀", "充值式电动牙刷"):
        terms = advice_for(f"2026年9月3日签收的{thing}，不给退", "return_refused").deadlines
        assert next(d for d in terms if d.id == "no_reason_return").due == dt.date(2026, 9, 10)


def test_a_promised_day_takes_the_place_of_the_usual_term() -> None:
    ids = {d.id for d in advice_for("2026年11月1日付款，商家承诺11月9日发货", "not_shipped").deadlines if d.due}
    assert "promised_shipping" in ids
    assert "default_shipping" not in ids


def test_what_no_official_text_confirms_is_said_to_be_so() -> None:
    term = next(d for d in advice_for("2026年11月1日付款", "not_shipped").deadlines if d.id == "default_shipping")
    assert "请核对" in term.note
    basis = next(b for b in advice_for("每月自动续费", "subscription").law if b.law == "消费者权益保护法实施条例")
    assert "请核对" in basis.note


def test_running_terms_come_first_the_nearest_before_all() -> None:
    text = "2026年9月3日签收，9月4日申请退货，商家拒绝"
    terms = [d for d in advice_for(text, "return_refused", today=dt.date(2026, 9, 6)).deadlines if d.due]
    assert [d.days_left for d in terms] == sorted(d.days_left for d in terms if d.days_left is not None)
    past = [d.days_left for d in advice_for(text, "return_refused", today=dt.date(2026, 9, 30)).deadlines if d.due]
    assert [left for left in past if left is not None and left >= 0] == past[: sum(left >= 0 for left in past)]


@pytest.mark.parametrize("rule", sorted(RULEBOOK.deadlines))
@pytest.mark.parametrize("start", [D(2024, 2, 29), D(2023, 12, 31), D(2026, 8, 31), D(2026, 1, 1)])
def test_every_rule_has_a_last_day_from_any_day(rule: str, start: dt.date) -> None:
    assert due_date(RULEBOOK.deadlines[rule], start) >= start


# Law.

MULTIPLES = [
    ("counterfeit", "主播说保证正品，官方售后确认序列号不存在，要求退一赔三", True),
    ("counterfeit", "感觉是假的，要求退一赔三", False),
    ("counterfeit", "商家宣传是正品，我没有去鉴定，要求退一赔三", False),
    ("not_as_described", "页面写100%羊毛，检测报告显示羊毛含量10%", True),
    ("quality", "页面写质保三年，检测报告显示主板故障，要求退一赔三", False),
    ("food_safety", "面包里吃出铁丝", True),
    ("food_safety", "味道不好，要求退一赔十", False),
    ("not_shipped", "不发货，要求退一赔三", False),
]


@pytest.mark.parametrize(("issue", "text", "named"), MULTIPLES)
def test_a_multiple_is_named_only_with_its_facts_and_as_a_possibility(issue: str, text: str, named: bool) -> None:
    bases = [b for b in advice_for(text, issue).law if "三倍" in b.gives or "十倍" in b.gives]
    assert bool(bases) is named
    assert all("可以主张" in b.note for b in bases)


def test_a_multiple_demanded_without_facts_is_answered() -> None:
    notes = advice_for("感觉不像真的，要求退一赔三", "not_as_described").notes
    assert any("没有写出" in note for note in notes)


def test_tenfold_without_a_breach_of_safety_is_answered_and_a_promise_of_it_is_not() -> None:
    answered = [
        "没有写出" in "".join(advice_for(text, issue).notes)
        for issue, text in (
            ("food_safety", "蛋糕标签字号太小，要求十倍赔偿"),
            ("logistics", "没保价，只肯赔运费三倍，要求退一赔十"),
            ("food_safety", "蛋糕里有头发，要求十倍赔偿"),
            ("counterfeit", "页面写假一赔十，品牌方确认不是正品，要求假一赔十"),
        )
    ]
    assert answered == [True, True, False, False]


def test_every_basis_has_source_and_date() -> None:
    for issue in ISSUES:
        for basis in advice_for("我要投诉", issue).law:
            assert basis.source
            assert basis.checked_on <= dt.date.today()


# Golden pages.


def cases() -> list[Path]:
    return sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.stem)
def test_golden_advice(path: Path) -> None:
    """The whole advice for twelve drafts, to be read by a person; TOUSU_GOLDEN=write renews the pages."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    settings = dict(pair.split("=") for pair in head.split())
    today = dt.date.fromisoformat(settings["today"]) if settings["today"] else None
    page = readable(advice_for(text, settings["issues"], settings["channel"] or None, today))
    golden = path.with_suffix(".md")
    if os.environ.get("TOUSU_GOLDEN") == "write":
        golden.write_text(page, encoding="utf-8")
    assert page == golden.read_text(encoding="utf-8")


def test_there_are_twelve_golden_drafts() -> None:
    assert len(cases()) == 12


def test_every_sentence_of_the_advice_is_used() -> None:
    source = Path(tousu.__file__).parent
    code = "".join(
        p.read_text(encoding="utf-8") for room in ("advice", "redaction") for p in (source / room).glob("*.py")
    )
    keys = RULEBOOK.rooms["messages"]["advice"].text  # type: ignore[attr-defined]
    assert [key for key in keys if f'"{key}"' not in code and not key.startswith("privacy_")] == []
