"""Praise or complaint: what the polarity of a draft is believed to say."""

import pytest

from tousu.draft import Draft
from tousu.results import Sentiment
from tousu.sentiment import is_praise


@pytest.mark.parametrize(
    ("text", "polarity", "praise"),
    [
        ("颜色很正，摸着也舒服，送得又快，下次还来买一件给我妈", 0.98, True),
        ("颜色很正，摸着也舒服，送得又快，下次还来买一件给我妈", 0.6, False),
        ("呵呵，真快", 0.99, False),
    ],
)
def test_only_a_draft_that_is_praise_by_far_and_long_enough_is_praise(text, polarity, praise):
    assert is_praise(Sentiment(polarity=polarity), Draft(text)) is praise


def test_a_calm_complaint_keeps_its_findings_whatever_its_polarity(analyzer):
    text = "理财产品去年十二月到期，家里老人很绝望，希望平台把本金还给我们这些出借人"
    assert [f.kind for f in analyzer.analyze(text).findings if f.kind == "emotion"] == ["emotion"]
