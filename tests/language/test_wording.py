"""Findings speak plain Chinese, quote their span, and are severer where others can read them."""

import tousu
from tousu.catalogue import Channel

PUBLIC = Channel(id="square", name="广场", order=1, public=True)
STRICT = Channel(id="strict", name="严", order=1, severity={"urging": "block"})


def test_a_message_quotes_the_words(find):
    (finding,) = find("客服就是个废物")
    assert "废物" in finding.message
    assert finding.why


def test_a_long_span_is_shortened_in_its_message(find):
    finding = max(
        find("这件事拖到现在你们好意思说这是按照正常流程在正常处理当中的正常情况吗？"), key=lambda f: len(f.text)
    )
    assert len(finding.text) > 30
    assert "…" in finding.message


def test_a_public_channel_raises_what_could_harm_the_writer(find):
    assert find("这是黑店")[0].severity == "warn"
    assert find("这是黑店", channel=PUBLIC)[0].severity == "block"


def test_a_channel_may_set_the_severity_of_a_kind(find):
    assert find("赶紧退款", channel=STRICT)[0].severity == "block"


def test_of_a_row_of_marks_the_first_stays() -> None:
    text = "为什么不发货？？太慢了！！！怎么回事?!?!"
    marks = [f for f in tousu.analyze(text).findings if f.rule == "marks"]
    assert [(f.text, f.replacement) for f in marks] == [("？？", "？"), ("！！！", "！"), ("?!?!", "?")]
