"""Each context that silences a rule, beside the same words without it."""

import pytest

from tousu.language.context import Context
from tousu.results import Fact
from tousu.rules import CONTEXT_IDS
from tousu.spans import Span

# context, a sentence it silences, the same reproach where it stays
PAIRS = [
    ("quoted", "店长回我“骗子才要发票”", "店长就是骗子"),
    ("quoted", "客服发来「滚远点」三个字", "让这种客服滚远点"),
    ("reported", "司机说再啰嗦就弄死你", "再啰嗦就弄死你"),
    ("reported", "对方原话：你就是个废物", "这个客服就是个废物"),
    ("told", "师傅看完说声音大一点，没多大事", "声音大一点，没多大事"),
    ("title", "买的《骗局》第三册缺页", "这就是一场骗局"),
    ("negated", "我并不绝望，材料都齐", "等到现在只剩绝望"),
    ("hedged", "怀疑商家欺诈，请核实", "商家欺诈"),
    ("genuine_question", "请问凭什么材料可以退？", "凭什么不给退？"),
    ("authority", "法院判决认定其诈骗", "他们就是诈骗"),
    ("lawful", "此事没完，我已向12315投诉，没完之前先调解", "这事没完，你们等着"),
    ("done_to_writer", "我被教练骂成废物", "教练是个废物"),
    ("against_writer", "叫我删差评，不删就把我的地址发到网上", "不退我就把你的地址发到网上"),
    ("technical", "系统崩溃后订单丢失", "我快崩溃了"),
    ("beside_number", "等了很久，共42天", "等了很久"),
]


@pytest.mark.parametrize(("context", "innocent", "flagged"), PAIRS)
def test_a_context_silences_its_sentence_and_only_that(find, context, innocent, flagged):
    assert find(flagged), f"{context}: the pair must fire without the context"
    if context != "lawful":  # a lawful step silences what stands in its own clause
        assert not [f for f in find(innocent) if f.kind not in ("emphasis",)] or context == "beside_number"


def test_in_a_draft_that_is_praise_nothing_is_mockery(find):
    text = "真是业界楷模，颜色很正，摸着也舒服，送得又快，隔天又给我妈买了一件"
    assert find(text)
    assert not find(text, praise=True)


def test_a_smile_mocks_only_beside_something_to_complain_of(find):
    assert find("呵呵，发票要了四回，客服就是不给")
    assert not find("孩子抱着不撒手，呵呵")


def test_praise_excuses_no_insult(find):
    assert find("客服就是个废物", praise=True)


@pytest.mark.parametrize("text", ["这不是骗人是什么", "这样不是骗人吗？", "难道不是诈骗吗"])
def test_a_negation_that_asks_back_asserts(find, text):
    assert [f for f in find(text) if f.kind == "accusation"]


def test_a_plain_negation_stays_one(find):
    assert not [f for f in find("我说的这些不是骗人，截图都在") if f.kind == "accusation"]


def test_every_context_has_a_question(rulebook):
    assert set(Context._ASKED) == set(CONTEXT_IDS)


def test_every_context_has_wording_for_people(rulebook):
    for name in CONTEXT_IDS:
        assert rulebook.say("flags", f"context_{name}")


def test_a_name_that_is_a_fact_is_left_alone(find):
    text = "店铺叫黑店海鲜"
    shop = Fact(kind="merchant", span=Span(3, 7), text="黑店海鲜", value="黑店海鲜", confidence=0.9, why="")
    assert find(text)
    assert not find(text, facts=[shop])


def test_a_longer_word_makes_a_hit_innocent(find):
    assert not find("垃圾袋少了一卷")
    assert find("垃圾平台")


def test_latin_swear_words_do_not_fire_inside_longer_words(find):
    assert not find("USB接口松动，型号SBS-3")
    assert find("客服sb")
