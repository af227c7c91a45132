"""A rhetorical question as what it asks for or denies, in its own words; what is mere outburst is not answered."""

from functools import partial

import pytest

from tousu.draft import Draft
from tousu.rewrite.answers import answer
from tousu.verification import compare

TABLE = [
    ("who did it", "半夜十二点谁给我签收的", "请说明半夜十二点是谁给我签收的"),
    ("who bears it", "押金丢了谁来负责", "请说明押金丢了由谁负责"),
    ("whose fault", "水管爆裂算谁的责任", "请说明水管爆裂算谁的责任"),
    ("why, of anybody", "厂里弄错的凭什么让顾客付运费", "请说明厂里弄错的为何让顾客付运费"),
    ("why, with what happened", "锁着的柜子怎么会少一件", "请说明锁着的柜子为何会少一件"),
    ("yes or no, pressed", "到底还装不装", "请说明是否安装"),
    ("able or not, pressed", "你们到底能不能修好", "请说明你们能否修好"),
    ("when, pressed", "我的窗帘究竟什么时候能装", "请说明我的窗帘什么时候能装"),
    ("which rule", "哪条规定说穿过一次就不退", "请说明哪条规定说穿过一次就不退"),
    ("how it got out", "我的号码是怎么传出去的", "请说明我的号码是怎么传出去的"),
    ("called what it is not", "门口一扔也叫送货上门？", "我认为门口一扔不算送货上门"),
    ("called so, of what was told", "还叫保价？", "我认为这不算保价"),
    ("whose fault it is not", "你们仓库着火是我的责任吗", "我认为你们仓库着火不是我的责任"),
    ("denied twice", "漏电的水壶难道不应该召回吗", "我认为漏电的水壶应该召回"),
    ("said before", "你们不是说好包安装的吗", "你们说好包安装"),
    ("whether it is fair", "录错一个字就由我赔吗", "请说明录错一个字就由我赔是否合理"),
    ("what is feared", "要是夜里漏水咋办", "我担心要是夜里漏水"),
    ("an outburst", "你们的良心到底在哪里", None),
    ("what nobody can", "我怎么可能自己拆", None),
    ("one's own deed", "我凭什么要赔", None),
    ("a double denial of a name", "换个包装就不叫旧货了吗", None),
    ("the words of others", "老板说就你家孩子会摔", None),
    ("too short to ask anything", "谁管", None),
    ("what only begins to doubt", "你自己吗", None),
]


@pytest.fixture(scope="module")
def say(analyzer):
    return partial(analyzer.rulebook.say, "rewrite")


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_question_is_answered_or_left_to_others(say, body, expected):
    mark = "？" if body.endswith("？") else ""
    found = answer(body.removesuffix("？"), 7, mark, say)
    assert (found and found.text) == expected
    assert found is None or (found.start, found.end) == (7, 7 + len(body.removesuffix("？")))


DRAFTS = [
    (
        "水壶9月3日坏的，报修两次没有人来。到底还修不修？？",
        "水壶9月3日坏的，报修两次没有人来。请说明是否维修。",
    ),
    (
        "灯是9月3日下单的，安装工弄断的线。凭什么让我承担？请退90元。",
        "灯是9月3日下单的，安装工弄断的线。请说明让我承担的依据。请退90元。",
    ),
    ("箱子9月3日丢在楼道里，这叫上门派送吗？请赔90元。", "箱子9月3日丢在楼道里，我认为这不算上门派送。请赔90元。"),
]


@pytest.mark.parametrize(("before", "after"), DRAFTS)
def test_a_question_in_a_draft_is_asked_politely(analyzer, before, after):
    made = analyzer.analyze(before).rewrite.text
    assert made == after
    assert analyzer.analyze(made).rewrite.text == made


def test_a_tirade_is_not_answered_question_by_question(analyzer):
    """Three questions without a fact are asked, the others go."""
    draft = "锅9月3日坏的。锅裂了怎么会是正常的使用？锅盖掉了算谁的责任？把手断了由谁负责？漆掉了又是谁弄的？请退90元。"
    assert analyzer.analyze(draft).rewrite.text.count("请说明") <= 3


def verified(analyzer, before, after):
    old, new = Draft(before), Draft(after)
    return compare(old, analyzer.analyze(before).facts, new, analyzer.analyze(after).facts)


def test_an_answer_to_what_was_asked_is_no_new_demand(analyzer):
    assert verified(analyzer, "这笔运费谁负责？", "请说明这笔运费由谁负责。").ok


def test_an_explanation_that_nobody_asked_for_is_one(analyzer):
    assert not verified(analyzer, "运费是我付的。", "请说明运费为何由我负责。").ok
