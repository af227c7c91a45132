"""Personal data: found, said whose it is, masked as the channel asks, and kept out of reports that are passed on."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.draft import Draft
from tousu.errors import UnknownNameError
from tousu.facts import find_facts
from tousu.redaction import find_privacy, redact_draft, restored, without_personal_data
from tousu.redaction.masks import mask, stars
from tousu.results import Finding, Redaction
from tousu.rulebook import Rulebook
from tousu.spans import apply_edits

RULEBOOK = Rulebook.packaged()
CHANNELS = sorted(RULEBOOK.channels)
PERSONAL = {id_ for id_, kind in RULEBOOK.facts.items() if kind.personal}


def redacted(text: str, channel: str = "heimao", *, mapped: bool = False) -> Redaction:
    draft = Draft(text)
    facts = find_facts(draft, RULEBOOK.scan(draft), RULEBOOK, None)
    return redact_draft(draft, facts, RULEBOOK, RULEBOOK.channels[channel], mapped=mapped)


def findings(text: str, channel: str | None = None) -> list[Finding]:
    draft = Draft(text)
    facts = find_facts(draft, RULEBOOK.scan(draft), RULEBOOK, None)
    return list(find_privacy(draft, facts, RULEBOOK, RULEBOOK.channels[channel] if channel else None))


MASKS = [
    ("phone", "13812341234", "138****1234"),
    ("phone", "138 1234 1234", "138 **** 1234"),
    ("phone", "+86 13812341234", "+86 138****1234"),
    ("phone", "13812341234转5678", "138****1234转****"),
    ("phone", "010-88123456", "010-******56"),
    ("phone", "0571-88123456", "0571-******56"),
    ("phone", "88123456", "******56"),
    ("phone", "１３８１２３４１２３４", "１３８****１２３４"),
    ("id_number", "11010519491231002X", "1****************X"),
    ("bank_card", "6222021234567890128", "***************0128"),
    ("bank_card", "6222 0212 3456 7890 128", "**** **** **** ***0 128"),
    ("person", "张伟", "张*"),
    ("person", "孟繁林", "孟**"),
    ("person", "欧阳修文", "欧阳**"),
    ("email", "liming@example.com", "l****@example.com"),
    ("plate", "苏D4G1K0", "苏D4***0"),
    ("social_account", "abc_12345", "****"),
    ("address", "浙江省杭州市余杭区良渚街道12号3楼502室", "浙江省杭州市余杭区****"),
    ("address", "海淀区中关村大街27号", "海淀区****"),
    ("address", "幸福小区5栋2单元301", "****"),
    ("tracking_number", "SF1234567890123", "SF****0123"),
    ("secret_code", "8-2-3041", "****"),
]


@pytest.mark.parametrize(("kind", "text", "shown"), MASKS)
def test_masks_follow_the_common_conventions(kind: str, text: str, shown: str) -> None:
    assert mask(kind, text, RULEBOOK) == shown


@pytest.mark.parametrize("kind", sorted(PERSONAL))
@given(text=st.text(alphabet="0123456789abxX王小路号区市@-. 转", min_size=1, max_size=30))
def test_stars_keep_the_length(kind: str, text: str) -> None:
    assert len(stars(kind, text, RULEBOOK)) == len(text)


DRAFT = (
    "我叫王小明，电话13812341234，身份证11010519491231002X，住在北京市海淀区中关村大街27号院3号楼502室。"
    "订单号260914-402716338850917，顺丰SF1234567890123，取件码8-2-3041，邮箱liming@example.com，微信号abc_12345。"
)


def test_in_public_the_order_number_stays_and_the_person_is_masked() -> None:
    text = redacted(DRAFT).text
    assert "260914-402716338850917" in text
    assert "138****1234" in text
    hidden = [
        "13812341234",
        "11010519491231002X",
        "王小明",
        "中关村大街",
        "SF1234567890123",
        "8-2-3041",
        "liming@",
        "abc_12345",
    ]
    assert not [piece for piece in hidden if piece in text]


def test_an_authority_gets_all_but_the_secret() -> None:
    assert redacted(DRAFT, "12315").text == DRAFT.replace("8-2-3041", "****")


@pytest.mark.parametrize("channel", ["seller", "platform", "carrier"])
def test_seller_and_platform_see_the_phone_but_no_identity_card(channel: str) -> None:
    text = redacted(DRAFT, channel).text
    assert "13812341234" in text
    assert "11010519491231002X" not in text


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_is_edited_can_be_replayed_and_is_left_alone_the_second_time(channel: str) -> None:
    result = redacted(DRAFT, channel)
    assert apply_edits(DRAFT, result.edits) == result.text
    assert redacted(result.text, channel).text == result.text


SAFE = [
    "电话138****1234",
    "电话138xxxx1234",
    "收件人张*",
    "王某说不退",
    "李女士",
    "客服小王",
    "尾号1234",
    "客服电话400-800-1234",
]


@pytest.mark.parametrize("text", SAFE)
def test_what_the_writer_masked_is_left_alone(text: str) -> None:
    assert redacted(text).text == text
    assert not findings(text, "heimao")


def test_every_mention_is_masked_in_any_way_of_writing() -> None:
    text = "电话13812341234，再写一遍138 1234 1234，全角１３８１２３４１２３４，王小明（姓名：王小明）"
    shown = redacted(text).text
    assert "1234 1234" not in shown
    assert "１３８１２３４" not in shown
    assert "王小明" not in shown


def test_a_phone_inside_a_longer_number_is_not_that_phone() -> None:
    text = "电话13812341234，订单号9913812341234567890"
    assert "9913812341234567890" in redacted(text).text


BACK = [
    DRAFT,
    "电话13812341234，另一个13899991234",
    "电话138****1234，完整的是13812341234",
    "收件人王小明，联系人王小红",
    "取件码8-2-3041，验证码88123456",
    "电话13812341234，也可拨+86 138 1234 1234，虚拟号138-1234-1234转5678",
    "座机0755-8234567-801，传真0755-8234567，退款到6222021234567890128银行卡",
    "没有个人信息",
    "",
]


@pytest.mark.parametrize("text", BACK)
@pytest.mark.parametrize("channel", CHANNELS)
def test_the_mapping_leads_back(text: str, channel: str) -> None:
    result = redacted(text, channel, mapped=True)
    assert restored(result.text, result.mapping) == text
    assert restored(result.text.replace("，", "\n"), result.mapping) == text.replace("，", "\n")


@given(
    phones=st.lists(st.integers(0, 10**8 - 1).map(lambda n: f"139{n:08d}"), min_size=1, max_size=6),
    names=st.lists(st.sampled_from(["王小明", "王小红", "张伟", "孟繁林", "欧阳修文"]), max_size=4),
)
def test_any_set_of_people_can_be_restored(phones: list[str], names: list[str]) -> None:
    text = "；".join([f"电话{phone}" for phone in phones] + [f"收件人：{name}" for name in names])
    result = redacted(text, mapped=True)
    assert restored(result.text, result.mapping) == text
    assert not [phone for phone in phones if phone in result.text]


def test_no_mapping_unless_asked_for() -> None:
    assert redacted(DRAFT).mapping == {}


# Near misses: what looks like personal data and is none, and what hides as something else.

PUBLIC = [
    ("+86 138 1234 1234，也写作13812341234", "+86 138 **** 1234，也写作138****1234"),
    ("我电话13812341234，也可拨+86 138-1234-1234", "我电话138****1234，也可拨+86 138-****-1234"),
    ("手机138-1234-1234转5678", "手机138-****-1234转****"),
    ("座机0755-8234567-801", "座机0755-*******-*01"),
    ("支付宝账号13812341234", "支付宝账号138****1234"),
    ("退款到6222021234567890128银行卡", "退款到***************0128银行卡"),
    ("开户行建设银行，账号6217000010001234567", "开户行建设银行，账号***************4567"),
    ("打了400-820-8820、95338、12305都没用", "打了400-820-8820、95338、12305都没用"),
    ("信用代码91110108551385082Q", "信用代码91110108551385082Q"),
    ("订单号6222021234567890128用银行卡付的", "订单号6222021234567890128用银行卡付的"),
    ("充值账号6921734658123，没到账", "充值账号6921734658123，没到账"),
    ("型号A1234567，价格1380013元", "型号A1234567，价格1380013元"),
]


@pytest.mark.parametrize(("text", "shown"), PUBLIC)
def test_in_public_only_personal_data_is_hidden_however_it_is_written(text: str, shown: str) -> None:
    assert redacted(text).text == shown


# Findings.

WHOSE = [
    ("快递员李建国（13900001111）态度恶劣", ["privacy-other", "privacy-other"]),
    ("配送员电话13900001111", ["privacy-other"]),
    ("快递员李建国，车牌粤B12345，电话13900001111", ["privacy-other"] * 3),
    ("快递员不上门。收件人王小明，13900001111", []),
    ("快递员李建国不上门，请打我电话13900001111", ["privacy-other"]),
    ("13900001111一天打来十几个骚扰电话", ["privacy-other"]),
    ("邻居王小红帮我签收", ["privacy-other"]),
    ("我的电话13900001111", []),
    ("联系电话：13900001111", []),
    ("本人王小明，要求退款", []),
    ("取件码8-2-3041", ["privacy-secret"]),
    ("请退到我的银行卡6222021234567890128", []),
    ("店铺地址在杭州市余杭区良渚街道12号", []),
    ("商家电话0571-88123456", []),
    ("客服95188不接", []),
    ("公司信用代码91330110MA2AXX0000", []),
]


@pytest.mark.parametrize(("text", "rules"), WHOSE)
def test_other_peoples_data_is_flagged_everywhere_ones_own_is_not(text: str, rules: list[str]) -> None:
    assert [f.rule for f in findings(text)] == rules
    assert all(f.action == "advise" for f in findings(text) if f.rule == "privacy-other")


@pytest.mark.parametrize("channel", CHANNELS)
def test_other_peoples_data_is_flagged_on_every_channel(channel: str) -> None:
    found = [f for f in findings("快递员李建国（13900001111）态度恶劣", channel) if f.rule == "privacy-other"]
    assert len(found) == 2
    public = RULEBOOK.channels[channel].public
    assert {f.severity for f in found} == {
        "block" if public else RULEBOOK.channels[channel].severity.get("privacy", "warn")
    }
    assert all((f.replacement is not None) is public for f in found)


def test_ones_own_data_is_blocked_in_public_with_its_mask() -> None:
    (found,) = findings("我的电话13812341234", "heimao")
    assert (found.rule, found.severity, found.action, found.replacement) == (
        "privacy-own",
        "block",
        "replace",
        "138****1234",
    )
    assert found.kind == "privacy"
    assert found.why


def test_the_analysis_carries_the_findings_in_order_of_place(analyzer: tousu.Analyzer) -> None:
    text = "垃圾平台！快递员李建国（13900001111）骂人，气死我了，我的电话13812341234"
    analysis = analyzer.analyze(text, channel="heimao")
    starts = [f.span.start for f in analysis.findings]
    assert starts == sorted(starts)
    assert sum(f.kind == "privacy" for f in analysis.findings) == 3


# Reports.


@pytest.mark.parametrize("channel", [None, "12315", "heimao"])
def test_a_report_without_personal_data_keeps_its_spans_and_says_nothing_of_the_person(
    analyzer: tousu.Analyzer, channel: str | None
) -> None:
    text = DRAFT + "快递员李建国（13900001111）态度恶劣，打13812341234给我。要求退款20元。"
    analysis = analyzer.analyze(text, channel=channel, today=dt.date(2026, 11, 24))
    clean = without_personal_data(analysis, analyzer.rulebook)
    told = clean.model_dump_json()
    hidden = [
        "13812341234",
        "11010519491231002X",
        "王小明",
        "中关村大街27号",
        "8-2-3041",
        "liming@",
        "abc_12345",
        "李建国",
        "13900001111",
    ]
    assert not [piece for piece in hidden if piece.lower() in told.lower()]
    assert len(clean.text) == len(text)
    assert [f.span for f in clean.facts] == [f.span for f in analysis.facts]
    assert "260914-402716338850917" in told
    assert "20.00" in told
    assert tousu.Analysis.model_validate(json.loads(told)) == clean


HARD = [
    ("电话13812341234，也可拨+86 138 1234 1234", ["138 1234", "13812341234"]),
    ("虚拟号138-1234-1234转5678，聊天记录截图里有13812341234", ["转5678", "1234-1234转", "13812341234"]),
    ("座机0755-8234567-801", ["8234567"]),
    ("支付宝账号13812341234，退款到6222021234567890128银行卡", ["13812341234", "6222021234567890128"]),
]


@pytest.mark.parametrize("channel", [None, "12315", "heimao"])
@pytest.mark.parametrize(("text", "hidden"), HARD)
def test_a_report_hides_every_way_of_writing(
    analyzer: tousu.Analyzer, channel: str | None, text: str, hidden: list[str]
) -> None:
    analysis = analyzer.analyze(f"{text}。杯子碎了，有照片，要求退款20元。", channel=channel)
    told = without_personal_data(analysis, analyzer.rulebook).model_dump_json()
    assert not [piece for piece in hidden if piece in told]


def test_a_report_without_personal_data_of_a_draft_without_any_is_the_same(analyzer: tousu.Analyzer) -> None:
    analysis = analyzer.analyze("订单号260914-402716338850917，一直没发货")
    assert without_personal_data(analysis, analyzer.rulebook) is analysis


def test_redact_is_part_of_the_public_face() -> None:
    result = tousu.redact("我的电话13812341234", channel="heimao")
    assert result.text == "我的电话138****1234"
    with pytest.raises(UnknownNameError, match="heimao"):
        tousu.redact("我的电话13812341234", channel="heimo")


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_rewrite_for_a_channel_hides_what_the_channel_hides_and_passes_verify(
    analyzer: tousu.Analyzer, channel: str
) -> None:
    text = DRAFT + "杯子碎了，客服不理，要求退款20元。"
    rewrite = analyzer.analyze(text, channel=channel).rewrite
    for place in redacted(text, channel).edits:
        assert place.span.of(text) not in rewrite.text
        assert place.span.of(text) not in rewrite.statement
    assert analyzer.verify(text, rewrite.text).ok


def test_a_number_said_twice_is_one_finding_and_two_edits() -> None:
    text = "电话13812341234，再打138 1234 1234"
    assert len(findings(text, "heimao")) == 1
    assert len(redacted(text).edits) == 2
