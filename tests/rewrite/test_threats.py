"""A threat becomes a notice of no more than the draft announces; a wish for publicity is a wish."""

import pytest

DRAFTS = [
    ("no step is invented", "锅9月3日裂了，不退我就砸店。", "锅9月3日裂了，若协商不成，我将通过合法途径维权。"),
    (
        "the step that goes on with a threat is named",
        "锅9月3日裂了，请退90元，不退我就去抖音曝光你们，再去12315投诉。",
        "锅9月3日裂了，请退90元，若协商不成，我将通过向12315投诉等合法途径维权。",
    ),
    ("a wish for publicity stays one", "锅9月3日裂了，希望曝光该公司。", "锅9月3日裂了，希望公开该公司的情况。"),
    (
        "what is asked for before a threat stays",
        "锅9月3日裂了，今天就要答复，不然我就搬个凳子在你们总部楼下直播。",
        "锅9月3日裂了，请尽快答复，若协商不成，我将通过合法途径维权。",
    ),
    (
        "a threat of publicity keeps its condition",
        "锅9月3日裂了，再不退款我就发小红书。",
        "锅9月3日裂了，若仍不退款，我将通过合法途径维权。",
    ),
    (
        "where it would be shown goes with the threat",
        "锅9月3日裂了。再不给我退钱我就发到微博上让大家看看。",
        "锅9月3日裂了。若仍不给我退钱，我将通过合法途径维权。",
    ),
    (
        "a hint announces no step",
        "锅9月3日裂了，请退90元。老周，你闺女在哪个学校上学我知道，人挺好。",
        "锅9月3日裂了，请退90元。",
    ),
    (
        "what the other side threatened is told",
        "锅9月3日裂了，快递员说他有我家地址，让我出门小心点。",
        "锅9月3日裂了，快递员说他有我家地址，让我出门小心点。",
    ),
    (
        "what one has to do oneself is no threat",
        "课是9月3日报的。不给换，那我就退学，只退900元。",
        "课是9月3日报的。不给换，那我就退学，只退900元。",
    ),
]


@pytest.mark.parametrize(("draft", "expected"), [row[1:] for row in DRAFTS], ids=[row[0] for row in DRAFTS])
def test_a_threat_is_calmed(analyzer, draft, expected):
    made = analyzer.analyze(draft).rewrite.text
    assert made == expected
    assert analyzer.analyze(made).rewrite.text == made


def test_a_notice_stands_at_the_end_of_the_demand(analyzer):
    statement = analyzer.analyze("锅9月3日裂了，不退我就砸店。请退款90元。").rewrite.statement
    assert statement.index("退款90元") < statement.index("通过合法途径维权")


def test_that_nobody_came_is_a_fact(analyzer):
    draft = "演出9月3日临时取消，现场没有一个负责人出来，请退票款90元。"
    assert "没有一个负责人出来" in analyzer.analyze(draft).rewrite.text
