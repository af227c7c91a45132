"""Wrong writings with one reading are put right, and nothing else that looks like them."""

import pytest

import tousu
from tousu.draft import Draft, fold
from tousu.rewrite.slips import as_meant, slips
from tousu.spans import apply_edits


def mended(analyzer: tousu.Analyzer, draft: str) -> str:
    return apply_edits(draft, slips(Draft(draft), analyzer.analyze(draft).facts, analyzer.rulebook))


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("师傅来按装热水器，以经漏水。", "师傅来安装热水器，已经漏水。"),
        ("我在次联系店家，要求陪偿。", "我再次联系店家，要求赔偿。"),
        ("快递末收到，客服己经不管。", "快递未收到，客服已经不管。"),
        ("车子行使3000公里就抖的厉害。", "车子行驶3000公里就抖得厉害。"),
        ("充值送30元，我的的券没到。", "充值送30元，我的券没到。"),
    ],
)
def test_a_slip_is_put_right(analyzer: tousu.Analyzer, draft: str, expected: str) -> None:
    assert mended(analyzer, draft) == expected


@pytest.mark.parametrize(
    "draft",
    [
        "箱子里存在次品，我可已经退了。",
        "现在也没回复，明显是旧的。",
        "自己付款，自己经营的店。",
        "最近快递慢，周末退的货。",
        "此事不了了之，的的确确是假的。",
        "依法行使权利。",
        "因该商品有质量问题，要求退货。",
    ],
)
def test_what_only_looks_like_a_slip_stays(analyzer: tousu.Analyzer, draft: str) -> None:
    assert mended(analyzer, draft) == draft


@pytest.mark.parametrize("draft", ["客服说：“按装要钱”。", "我在按装之家旗舰店买了灯。"])
def test_quotations_and_names_keep_their_letters(analyzer: tousu.Analyzer, draft: str) -> None:
    assert mended(analyzer, draft) == draft


def test_every_slip_stands_in_the_list_as_it_is_looked_for(analyzer: tousu.Analyzer) -> None:
    """A traditional form folds to another word: 包裏 would find every 包里."""
    values = analyzer.rulebook.lexicons["slips"].values
    assert [wrong for wrong in values if fold(wrong) != wrong] == []
    assert [
        wrong for wrong, right in values.items() if right != wrong and right in values and values[right] != right
    ] == []


def test_a_slip_put_right_changes_no_fact(analyzer: tousu.Analyzer) -> None:
    draft = "锅坏了，我要求退宽90元，店家末发货。"
    rewrite = analyzer.analyze(draft).rewrite.text
    assert "要求退款90元" in rewrite
    verdict = analyzer.verify(draft, rewrite)
    assert verdict.ok
    assert all(c.before == c.before_span.of(draft) for c in verdict.changes if c.before_span)
    assert not analyzer.verify(draft, rewrite.replace("90", "80")).ok


def test_what_is_meant_stands_where_the_slip_stood(analyzer: tousu.Analyzer) -> None:
    draft = Draft("我我的的锅按装不了。")
    meant = as_meant(draft, (), analyzer.rulebook)
    assert meant.text == "我我的的锅安装不了。"
    clean = Draft("锅装不了。")
    assert as_meant(clean, (), analyzer.rulebook) is clean
