"""Marks are put in where clauses certainly part, and nothing but marks changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tousu
from tousu.draft import Draft
from tousu.rewrite.borders import border
from tousu.rewrite.punctuation import punctuated
from tousu.spans import apply_edits

TABLE = [
    (
        "white space in place of marks",
        "9月3号买的烤箱 用了两次就不加热了 联系店家没人回复 希望给我换一台",
        "9月3号买的烤箱，用了两次就不加热了，联系店家没人回复。希望给我换一台。",
    ),
    (
        "a word that only opens a clause",
        "我上周在你们店里定做了一套窗帘但是装上去才发现尺寸短了十厘米而且颜色也不对",
        "我上周在你们店里定做了一套窗帘，但是装上去才发现尺寸短了十厘米，而且颜色也不对。",
    ),
    ("a phrase is no clause", "作为 老顾客 我只要求 退款", "作为 老顾客 我只要求 退款"),
    (
        "names with a space stay",
        "买的是小熊 电炖锅 白色 2.5升，收到是坏的。",
        "买的是小熊 电炖锅 白色 2.5升，收到是坏的。",
    ),
    ("numbers keep their space", "订单 20260903 1145 一直没有发货", "订单 20260903 1145 一直没有发货"),
    ("a line with its marks stays", "锅坏了，请换货。 谢谢您，麻烦了。", "锅坏了，请换货。 谢谢您，麻烦了。"),
    (
        "a deed is done and somebody else acts",
        "我上个月在网上给家里买的电热毯已经发货了物流到了县里网点以后就一直不动了客服也没有人回我消息",
        "我上个月在网上给家里买的电热毯已经发货了，物流到了县里网点以后就一直不动了，客服也没有人回我消息。",
    ),
    (
        "whom something was told is no new clause",
        "店里的人上个星期才打电话告诉了我他家里的仓库里早就没有这个颜色的沙发套子",
        None,
    ),
    ("commas in a row", "座椅不是真皮，，加了钱,,请给个说法，，，", "座椅不是真皮，加了钱，请给个说法。"),
    ("a comma at the end", "锅坏了，店家不管，", "锅坏了，店家不管。"),
    ("who stands there twice", "9月3号还没到，咨询客服客服却说再等等。", "9月3号还没到，咨询客服，客服却说再等等。"),
    ("the last clause lacks its stop", "锅坏了，联系店家没人回复", "锅坏了，联系店家没人回复。"),
    ("a name under a letter needs none", "锅坏了，请换货。\n陈小明", "锅坏了，请换货。\n陈小明"),
    ("an ellipsis is none of these", "店家说等……我等到今天", "店家说等……我等到今天"),
    (
        "what was found begins a clause",
        "上个星期在网上的店里买的不锈钢炒锅发现锅底有一条裂缝，请换货。",
        "上个星期在网上的店里买的不锈钢炒锅，发现锅底有一条裂缝，请换货。",
    ),
    ("because and so are one clause", "店里说就是因为我家里的电压不稳定所以这台机器才会总是自动关机", None),
    ("white space before a mark", "9月3日买的锅漏水 ，店家不管 。", "9月3日买的锅漏水，店家不管。"),
    ("from whom it was taken is no new clause", "上个月店里收了我三百块钱的安装费又没有给我安装", None),
    (
        "what is asked for, behind what happened",
        "上个月在店里定做的那套沙发送来以后坐垫塌了一块要求重新做一套",
        "上个月在店里定做的那套沙发送来以后坐垫塌了一块，要求重新做一套。",
    ),
    (
        "a contrast in one syllable",
        "店员当时说这台洗碗机可以放进我家的橱柜里但装的时候高了三厘米",
        "店员当时说这台洗碗机可以放进我家的橱柜里，但装的时候高了三厘米。",
    ),
    (
        "whom one asked, before what was answered",
        "洗衣机的门怎么都打不开了所以我又去问了客服说要等师傅过来看一下",
        "洗衣机的门怎么都打不开了，所以我又去问了客服，说要等师傅过来看一下。",
    ),
    (
        "who was asked for something is no new clause",
        "昨天下午他们店里的一个经理打电话给我客服要求我把发票拍照发过去",
        None,
    ),
    (
        "what is asked for soon",
        "洗衣机漏出来的水把楼下的天花板都泡坏了希望你们认真看看漏水的原因尽快拿出处理意见",
        "洗衣机漏出来的水把楼下的天花板都泡坏了，希望你们认真看看漏水的原因，尽快拿出处理意见。",
    ),
    (
        "whom a complaint is about is no new clause",
        "上个星期我已经在网上的消费者平台投诉商家把旧的机器当作新的卖",
        None,
    ),
    ("a greeting", "您好我上周买的电饭煲不通电，请换货。", "您好，我上周买的电饭煲不通电，请换货。"),
    (
        "a deed that somebody bore is no end of a clause",
        "昨天他们只是在系统里面更改了物流状态而没有别的处理措施",
        None,
    ),
    ("出现在 is no adverb of time", "我的姓名和手机号码不知道为什么出现在一张客户名单的表格里", None),
    ("from so many to so many", "师傅前后来了5，6次，每次都说没问题。", "师傅前后来了5、6次，每次都说没问题。"),
    ("two numbers are no range", "我买的是3，8次以后就坏了。", "我买的是3，8次以后就坏了。"),
    (
        "white space of a web page",
        "9月3日买的锅漏水 ; ; ;店家不管 ;要求换货。 ; ;谢谢。",
        "9月3日买的锅漏水，店家不管，要求换货。谢谢。",
    ),
    (
        "whoever gets some marks mended gets all mended",
        "锅 9月3日买的,用了两次就漏水,店家不管. 联系店家没人回复， 希望给我换一口，，",
        "锅 9月3日买的，用了两次就漏水，店家不管。联系店家没人回复，希望给我换一口。",
    ),
    ("one foreign mark is a slip of no matter", "9月3日买的锅漏水,请换货。", "9月3日买的锅漏水,请换货。"),
    ("a number with its point stays", "一.锅漏水,店家不管,请换货,谢谢。", "一.锅漏水，店家不管，请换货，谢谢。"),
    (
        "a slip amid a line with its marks",
        "9月3日买的锅，用了两次，就不加热了 联系店家没有人回复，请换货，谢谢，拜托，急用。",
        "9月3日买的锅，用了两次，就不加热了，联系店家没有人回复，请换货，谢谢，拜托，急用。",
    ),
    (
        "a title before what happened",
        "某某家具消费欺诈 9月3号我买的沙发送来就坏了 联系店家没人回复 希望给我换一套",
        "某某家具消费欺诈。9月3号我买的沙发送来就坏了，联系店家没人回复，希望给我换一套。",
    ),
    ("是因为 is one word", "这台机器总是自动关机店里说就是因为我家的电压不稳定造成的", None),
]


@pytest.mark.parametrize(("draft", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_marks(draft: str, expected: str | None) -> None:
    assert apply_edits(draft, punctuated(Draft(draft), ())) == (expected or draft)


def test_a_fact_is_not_parted(analyzer: tousu.Analyzer) -> None:
    draft = "我买的是 大白 净水器 送来以后漏水了 店家说不管 我要求退货"
    facts = [f.text for f in analyzer.analyze(draft).facts]
    text = analyzer.analyze(draft).rewrite.text
    assert all(fact in text for fact in facts)


def test_numerals_of_one_range_stay_together() -> None:
    assert not border("变速箱挂到二", "三档的时候抖了", likely=True)


PARTS = st.sampled_from(
    [
        "烤箱不加热了",
        "店家没有回复",
        "我打过3次电话",
        "但是没人接",
        "订单号A123",
        "“再等等”",
        "9月3号",
        "实付299元",
        "而且",
        "的",
        "小熊",
    ]
)


@given(st.lists(st.tuples(PARTS, st.sampled_from(["", " ", "　", "，", "\n"])), max_size=12))
def test_only_marks_change_and_a_second_pass_finds_none(parts: list[tuple[str, str]]) -> None:
    draft = "".join(words + gap for words, gap in parts)
    text = apply_edits(draft, punctuated(Draft(draft), ()))
    assert re.sub(r"[\s，。]", "", text) == re.sub(r"[\s，。]", "", draft)
    assert apply_edits(text, punctuated(Draft(text), ())) == text
