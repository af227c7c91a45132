"""A chain of commas gets its full stops; what leans on the clause before it begins no sentence."""

import pytest

import tousu

LONG = "我在网上的店里给家里买了一台带烘干的滚筒洗衣机，店家说三天以内就能送到家里再把它安装好"

TABLE = [
    (
        "a date begins a sentence",
        f"{LONG}，9月3日送到以后师傅看了一眼说安装不了，让我等电话。",
        f"{LONG}。9月3日送到以后师傅看了一眼说安装不了，让我等电话。",
    ),
    (
        "what is asked for at the end is a sentence",
        f"{LONG}，机器却一直放在楼下的仓库里面没有人管，请尽快上门安装。",
        f"{LONG}，机器却一直放在楼下的仓库里面没有人管。请尽快上门安装。",
    ),
    (
        "a contrast stays with its clause",
        f"{LONG}，但客服后来每次都说安装的师傅还在排班没有办法确定日期。",
        None,
    ),
    (
        "no stop in brackets",
        f"{LONG}（付款的时候客服还特意问过我家里的楼层和水管，9月3日又确认了一次安装的时间）。",
        None,
    ),
    (
        "who ends sentences is taken at their word",
        f"9月3日买的锅。{LONG}，9月4日送到。9月5日坏了。9月6日报修。请换货。",
        None,
    ),
    (
        "a long sentence ends before a contrast",
        f"我在网上的店里{LONG[7:18]}，送货的人把它放在小区的楼下，安装的师傅过了两天才来，可是水管的接口不对，只好再等一天。",
        f"我在网上的店里{LONG[7:18]}，送货的人把它放在小区的楼下，安装的师傅过了两天才来。可是水管的接口不对，只好再等一天。",
    ),
    (
        "a time alone is no sentence",
        f"我在网上的店里{LONG[7:18]}，送货的人把它放在楼下没人管，一直等到9月12日，我又打了电话才有人来。",
        None,
    ),
    (
        "what somebody said goes on",
        f"我在网上的店里{LONG[7:18]}，店家说安装的师傅在路上要等几天，平台会给补偿，请放心等到月底再来安装就可以了。",
        None,
    ),
    (
        "a name alone is no sentence",
        f"我在网上的店里{LONG[7:18]}，送货的人把它放在楼下没人管，这种规格的机器，店家在发货之前根据订单就能看见。",
        None,
    ),
    ("a short sentence is read at one go", "9月3日买的锅，9月5日坏了，客服说等三天，请换货。", None),
]


@pytest.mark.parametrize(("draft", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_stops(analyzer: tousu.Analyzer, draft: str, expected: str | None) -> None:
    text = analyzer.analyze(draft).rewrite.text
    assert text == (expected or draft)
    assert analyzer.analyze(text).rewrite.text == text


def test_a_number_alone_is_no_sentence(analyzer: tousu.Analyzer) -> None:
    draft = f"订单2026090312030405，9月3日{LONG[1:]}，到今天机器还放在楼下的仓库里面没有人管。"
    assert analyzer.analyze(draft).rewrite.text.startswith("订单2026090312030405，9月3日")


def test_a_long_row_of_requests_is_one_sentence_and_stays_so(analyzer: tousu.Analyzer) -> None:
    text = analyzer.analyze(f"{LONG}，" + "请给我退款90元，请赔偿我的损失，" * 30).rewrite.text
    assert analyzer.analyze(text).rewrite.text == text


def test_a_condition_is_not_parted_from_what_follows_from_it() -> None:
    clause = "9月3日买的电饭煲不通电，"
    once = tousu.analyze(clause * 4 + "再不退款我就曝光你们；").rewrite.text
    assert "若仍不退款，我将通过" in once
    assert tousu.analyze(once).rewrite.text == once


def test_no_mark_that_makes_innocent_words_look_guilty(analyzer: tousu.Analyzer) -> None:
    draft = (
        "9月3日我在店里买了一份酱肘子，给家里的老人切了几片，吃完不到一个小时老人说嘴麻、心慌，我赶紧打120送到医院，"
        "医生说怀疑是食物中毒，洗了胃，观察了两天，病历上写的是待排。"
    )
    assert "老人说嘴麻、心慌，我赶紧打120送到医院" in analyzer.analyze(draft).rewrite.text
