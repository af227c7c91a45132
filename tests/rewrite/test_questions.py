"""Questions that are asked of nobody, feelings and knowledge: what is told in them stays, in words that can be sent."""

from __future__ import annotations

import pytest

import tousu

DRAFTS = [
    (
        "whether it is fair",
        "保养一次收了2600元，这样合理吗？",
        "保养一次收了2600元，请说明这样是否合理。",
    ),
    (
        "whether what they want is fair",
        "9月3日的灶打不着，店里让我自己去外面检测这合理吗，厂家不管。",
        "9月3日的灶打不着，请说明店里让我自己去外面检测是否合理，厂家不管。",
    ),
    ("what now", "灶9月3日修到现在，现在让我怎么办？", "灶9月3日修到现在，请说明如何处理。"),
    (
        "what cannot be known",
        "盒子不拆我怎么知道里面少了三包？店家说拆了不退。",
        "盒子不拆就无法知道里面少了三包。店家说拆了不退。",
    ),
    (
        "what can hardly be",
        "9月3日他们说车没有年检，没有年检怎么又能上路行驶的？请退检测费200元。",
        "9月3日他们说车没有年检，请说明没有年检为何又能上路行驶。请退检测费200元。",
    ),
    ("whose fault", "灶用了600小时就漏气谁的错？", "请说明灶用了600小时就漏气是谁的责任。"),
    (
        "what somebody knew is a guess, what they did is told",
        "店家明知灶有问题还卖给我，9月3日买的。",
        "店家涉嫌明知灶有问题还卖给我，9月3日买的。",
    ),
    (
        "what was sold as something else is a suspicion",
        "灶9月3日买的，这种用旧灶当新灶卖的店该管管了。",
        "灶9月3日买的，涉嫌用旧灶当新灶卖。",
    ),
    (
        "so is what is said for sure",
        "灶不给退，分明就是拿次品当正品卖，请退178元。",
        "灶不给退，涉嫌拿次品当正品卖，请退178元。",
    ),
    ("a bare cry goes", "灶拖了十天没发货。滚！", "灶拖了十天没发货。"),
    ("whoever is to pay, what is asked for stays", "骗子还钱！押金800元三个月没退。", "还钱。押金800元三个月没退。"),
    (
        "where the writer sat is told",
        "书9月3日锁在店里，我在店门口坐着等了两天。",
        "书9月3日锁在店里，我在店门口坐着等了两天。",
    ),
    (
        "a judgement of their duty goes",
        "灶9月3日买的，修了三次，太不负责任了。",
        "灶9月3日买的，修了三次。",
    ),
]


@pytest.mark.parametrize(("draft", "expected"), [row[1:] for row in DRAFTS], ids=[row[0] for row in DRAFTS])
def test_what_a_question_tells_stays(draft: str, expected: str) -> None:
    made = tousu.analyze(draft).rewrite.text
    assert made == expected
    assert tousu.verify(draft, made).ok
    assert tousu.analyze(made).rewrite.text == made


def test_what_is_wrong_is_told_though_it_ends_in_a_question_mark() -> None:
    made = tousu.analyze("9月3日提的新车，内饰异响太严重？各处漏油？真是气死我了！").rewrite.text
    assert "内饰异响太严重" in made
    assert "漏油。" in made


def test_a_name_that_nobody_will_buy_again_harms_no_other_edit() -> None:
    made = tousu.analyze("灶9月3日坏了，简直崩溃，我再也不敢买多康的灶了。").rewrite.text
    assert "崩溃" not in made
    assert "多康" in made
