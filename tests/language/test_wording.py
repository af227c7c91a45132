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


def test_braces_of_an_own_rule_that_mean_nothing_stay(tmp_path):
    path = tmp_path / "flags" / "insult" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        'kind = "insult"\nwords = ["歪店"]\nmessage = "{x}“{text}”"\nreplacement = "{店名}"', encoding="utf-8"
    )
    (finding,) = (f for f in tousu.Analyzer(rules=tmp_path).analyze("这是歪店，请退款").findings if f.rule == "mine")
    assert (finding.message, finding.replacement) == ("{x}“歪店”", "{店名}")
