"""What the kernel says of a text is what the classes over NumPy say: the same phrases, numbers equal to 1e-6."""

import gc
from itertools import groupby
from math import log
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tousu import compiled, modelfile, native, readers, segment, templates
from tousu.bayes import BayesModel
from tousu.draft import Draft
from tousu.facts import surroundings
from tousu.linear import LinearModel
from tousu.modelfile import folder
from tousu.rulebook import Rulebook
from tousu.spans import Span
from tousu.tagging import Tagger
from tousu.terms import Owner, Terms
from tousu.tone import ToneModel
from tousu.words import ARRAYS, CLASSES, UNKNOWN, Words

pytestmark = pytest.mark.skipif(native._kernel is None, reason="the kernel was not built: no compiler")

DRAFTS = [
    path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "examples/drafts").glob("*.txt"))
]
texts = st.one_of(
    st.sampled_from(DRAFTS),
    st.text("没发货退款骗子垃圾要求京东手机壳坏了 ，。！？\n9a😡", max_size=200),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)


def both(name, ours, theirs):
    path = folder() / f"{name}.safetensors"
    made = ours(path)
    assert made is not None
    return made, theirs.load(path)


TAGGERS = both("facts", native.tagger, Tagger) if native._kernel else None
TONES = both("tone", native.tone, ToneModel) if native._kernel else None
ISSUES = both("issues", native.issues, LinearModel) if native._kernel else None
POLARITIES = both("polarity", native.polarity, BayesModel) if native._kernel else None


DICTIONARIES = both("words", native.words, Words) if native._kernel else None
BOOK = Rulebook.packaged()


def close(ours, theirs):
    return list(map(float, ours)) == pytest.approx(list(map(float, theirs)), abs=1e-6)


def same_phrases(ours, theirs):
    assert [(t.kind, t.span) for t in ours] == [(t.kind, t.span) for t in theirs]
    assert close([t.probability for t in ours], [t.probability for t in theirs])


@given(st.one_of(texts, st.text(st.characters(min_codepoint=0x4DFE, max_codepoint=0x9FD8), max_size=30)))
@example("赞赞赞赞赞赞赞")
@example("中华人民共和国中华人民共和")
def test_the_dictionary(text):
    ours, theirs = DICTIONARIES
    assert ours.cut(text) == theirs.cut(text)
    assert ours.version == theirs.version


@given(st.one_of(texts, st.text("a'-’Z9.,:/ \u3000\t\n\x1c\u2028退款不㐀\uf900é", max_size=40)))
def test_the_words_of_a_whole_text(text):
    ours, theirs = DICTIONARIES
    assert ours.tokens(text, Span) == segment.cut_by(theirs.cut, text)
    assert all(type(token) is Span for token in ours.tokens(text, Span))
    assert not any(gc.is_tracked(token) for token in ours.tokens(text, Span))


OWNERS = [Owner("platforms", name, "name") for name in ("shop", "road", "mall")]
LETTERS = "退款货\0a\U00020bb7é"


@given(st.lists(st.tuples(st.text(LETTERS, max_size=4), st.sampled_from(OWNERS)), max_size=30), st.text(LETTERS))
@example([("退", OWNERS[0])], "退\0退")
@example([("退款", OWNERS[0]), ("款", OWNERS[1]), ("退款货", OWNERS[1]), ("货", OWNERS[0])], "退款货退")
def test_terms_are_found(owned, text):
    terms = Terms.of(owned)
    ours = native.searched(terms.owners, terms.parts)(text)
    for theirs in (terms.walked(text).gathered(), terms.scanned(text).gathered()):
        assert list(ours.items()) == list(theirs.items())
    assert all(type(span) is Span for spans in ours.values() for span in spans)


@given(texts)
def test_the_terms_of_the_rulebook_are_found(text):
    folded = Draft(text).folded
    assert list(BOOK._searched(folded).items()) == list(BOOK._terms.walked(folded).gathered().items())


@pytest.mark.parametrize("name", ["text", "ends", "begins", "firsts", "grouped", "group_ends", "groups"])
def test_the_kernel_refuses_terms_that_do_not_fit(name):
    parts = dict(Terms.of([("退款", OWNERS[0]), ("退", OWNERS[1]), ("退", OWNERS[0])]).parts)
    for wrong in (parts[name][:-1], b"\xff" * len(parts[name]) if name not in {"text", "begins"} else b"\0"):
        with pytest.raises(ValueError, match="arrays do not fit"):
            native.searched(OWNERS, {**parts, name: wrong})
    with pytest.raises(ValueError, match="arrays do not fit"):
        native.searched(OWNERS[:1], parts)


@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 40)), max_size=40))
def test_spans_are_shared_where_they_are_the_same(places):
    """Long texts and short ones ask for the same rooms in turn; what is kept for another type of pair is not taken."""

    class Pair(tuple):
        __slots__ = ()

    terms = Terms.of([("退", OWNERS[0])])
    held = native._kernel.Terms(tuple(terms.owners), *(terms.parts[name] for name in native._TERMS))
    for start, size in places:
        text = "退" * size + "a" * start + "退"
        expected = [(at, at + 1) for at in [*range(size), size + start]]
        for kind in (Span, Pair, Span):
            (found,) = held.hits(text, kind).values()
            assert found == expected and {type(span) for span in found} == {kind}


@pytest.mark.parametrize("name", [name for name in (*ARRAYS, *UNKNOWN, *CLASSES) if name != "rests"])
def test_the_kernel_refuses_a_dictionary_whose_arrays_do_not_fit(name):
    _, arrays = modelfile.views(folder() / "words.safetensors", "words")
    parts = [arrays[part][:-1] if part == name else arrays[part] for part in (*ARRAYS, *UNKNOWN, *CLASSES)]
    with pytest.raises(ValueError, match="arrays do not fit"):
        native._kernel.Words(1, *parts)


@pytest.mark.parametrize("name", ["words", "places", "sizes", "rests"])
def test_the_kernel_reads_no_place_that_is_not_there(name):
    _, arrays = modelfile.views(folder() / "words.safetensors", "words")
    parts = [arrays[part] for part in (*ARRAYS, *UNKNOWN, *CLASSES)]
    parts[ARRAYS.index(name)] = b"\xff" * arrays[name].nbytes
    assert sum(native._kernel.Words(1, *parts).cut("我在网上买的东西到现在还没有收到")) == 16


@given(
    st.one_of(
        texts,
        st.text(st.characters(min_codepoint=0x33FE, max_codepoint=0x4E01), max_size=9),
        st.text("买购下单订了没不3元百客服，。\n ²٣ªa\x1c㐀\ufa10床垫床垫", max_size=60),
    )
)
@example("")
@example("店里买的床垫300元，床垫塌了。没人管，客服说不退。床垫。要求退款！马上")
def test_what_stands_around(text):
    draft = Draft(text)
    assert list(surroundings.word_planes(draft)) == list(surroundings.marked_here(draft))


def test_runs_that_share_a_room_do_not_take_each_others_words():
    """More runs than are kept, each asked for twice: alone, and behind another that may have taken its place."""
    words, random = DICTIONARIES, Random(7)
    letters = "我在网上买的东西到现在还没有收到㐀\uf900"
    runs = ["".join(random.choices(letters, k=random.randint(1, 34))) for _ in range(3000)]
    for run, other in zip(runs, reversed(runs), strict=True):
        text = f"{run}，{other}，{run}"
        assert words[0].tokens(text, Span) == segment.cut_by(words[1].cut, text)


@given(st.lists(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9))), max_size=4))
def test_marks_of_spans(groups):
    spans = tuple([Span(start, start + size) for start, size in group] for group in groups)
    assert native._kernel.plane(30, spans) == readers.plane(30, spans)


def test_marks_beyond_a_text_are_refused():
    kernel, words = native._kernel, segment.dictionary().opened
    around = kernel.Surroundings(words, ("买",), b"\1", 1, 1, bytes(32))
    assert around.planes("买床垫", ((0, 1), (1, 3)), ((0, 3),), 3, 3)[2] == b"\0\1\1"
    for call in (
        lambda: kernel.plane(2, ([(0, 3)],)),
        lambda: kernel.plane(2, ([(1, 1)],)),
        lambda: kernel.plane(2, ([(-1, 1)],)),
        lambda: kernel.plane(-1, ()),
        lambda: kernel.plane(2, ([],) * 128),
        lambda: kernel.Surroundings(words, ("买",), b"", 1, 1, bytes(32)),
        lambda: kernel.Surroundings(words, ("买",), b"\1", 1, 1, bytes(31)),
        lambda: kernel.Surroundings(words, ("",), b"\1", 1, 1, bytes(32)),
        lambda: kernel.Surroundings(words, ("买买买买买",), b"\1", 1, 1, bytes(32)),
        lambda: around.planes("床垫", ((0, 1),), (), 2, 2),
        lambda: around.planes("床垫", ((0, 3),), (), 2, 2),
        lambda: around.planes("床垫", ((0, 2), (2, 2)), (), 2, 2),
        lambda: around.planes("床垫", ((0, 2), (0, 2)), (), 2, 2),
        lambda: around.planes("床垫", ((1, 2), (0, 1)), (), 2, 2),
        lambda: around.planes("床垫", (), (), 2, 2),
        lambda: around.planes("床垫", ((0, 2),), ((0, 3),), 2, 2),
        lambda: around.planes("床垫", ((0, 2),), ((2, 1),), 2, 2),
        lambda: around.planes("床垫", ((0, 2),), (), -1, 2),
    ):
        with pytest.raises(ValueError):
            call()


def plane_of(random, length, longest):
    """Marks over a text, each in a run: what most windows see is one mark, or none."""
    out = b""
    while len(out) < length:
        out += bytes((random.choice((0, 0, 1, 2, 3, 8, 255)),)) * random.randint(1, longest)
    return out[:length]


@given(texts, st.integers(0, 999))
@example("", 0)
def test_the_tagger(text, seed):
    folded = Draft(text).folded
    random = Random(seed)
    planes = [plane_of(random, len(folded), longest) for longest in (1, 1, 1, 4, 12, 12, 500)]
    ours, theirs = (model.read(folded, planes) for model in TAGGERS)
    same_phrases(ours.found, theirs.found)
    if text:
        span = Span(len(text) // 3, len(text))
        kinds = TAGGERS[0].kinds
        assert close((ours.support(k, span) for k in kinds), (theirs.support(k, span) for k in kinds))
        same_phrases([ours.likeliest(k) for k in kinds], [theirs.likeliest(k) for k in kinds])
    assert TAGGERS[0].floors == TAGGERS[1].floors


def rows_of(width):
    chance = st.floats(0, 1, width=32)
    return st.lists(st.lists(chance, min_size=width, max_size=width), max_size=12)


def phrases_by_templates(rows):
    """As ``tousu.tagging.decode``, which reckons in single precision, in double."""
    live = [n for n, row in enumerate(rows) if row[0] < templates.SURELY_NONE]
    for _, run in groupby(enumerate(live), lambda pair: pair[1] - pair[0]):
        places = [place for _, place in run]
        labels = [rows[place].index(max(rows[place])) for place in places]
        if not templates.legal(labels):
            logs = [[log(max(chance, 1e-9)) for chance in rows[place]] for place in places]
            labels = templates.best_sequence(logs)
        for kind, first, last in templates.stretches(labels):
            held = [row[1 + 2 * kind] + row[2 + 2 * kind] for row in rows[places[first] : places[first] + last - first]]
            yield kind, places[first], places[first] + last - first, sum(held) / len(held)


@given(rows_of(5))
def test_the_likeliest_legal_labels(rows):
    """Rows that no model gives: insides before any begin, rows of zeros, ties."""
    chances = np.array(rows, dtype=np.float32).reshape(-1, 5)
    ours = native._kernel.phrases(chances.tobytes(), 5, templates.SURELY_NONE)
    theirs = list(phrases_by_templates(chances.astype(float).tolist()))
    assert [phrase[:3] for phrase in ours] == [phrase[:3] for phrase in theirs]
    assert close([phrase[3] for phrase in ours], [phrase[3] for phrase in theirs])


@given(texts)
@example("")
@example("，，。")
def test_the_tone_model(text):
    folded = Draft(text).folded
    ours, theirs = (model.judged(folded) for model in TONES)
    assert [tuple(p) for p in ours.pieces] == [tuple(p) for p in theirs.pieces]
    assert close(memoryview(ours.chances).cast("d"), theirs.chances.ravel())
    assert list(ours.likeliest) == (theirs.chances[:, 1:].argmax(axis=1) + 1).tolist()
    assert close(ours.highest, theirs.chances[:, 1:].max(axis=1, initial=0.0))
    for at in range(0, len(text), 7):
        assert close([ours.worst((at, at + 3))], [theirs.worst((at, at + 3))])
    for supported in (True, False):
        same_phrases(*(m.phrases(j, supported=supported) for m, j in zip(TONES, (ours, theirs), strict=True)))


@given(texts)
@example("")
def test_the_classifier(text):
    folded = Draft(text).folded
    cues = (
        {ISSUES[1].cue_groups[0]: [Span(0, min(2, len(text)))], ISSUES[1].cue_groups[1]: [Span(0, 1)]} if text else {}
    )
    ours, theirs = (model.read(folded, cues) for model in ISSUES)
    assert close(ISSUES[0].probabilities(ours), ISSUES[1].probabilities(theirs))
    assert close(ISSUES[0].also(ours), ISSUES[1].also(theirs))
    for column in (0, 3):
        for a, b in (ISSUES, (ISSUES[0].second, ISSUES[1].second)):
            assert close([a.bias[column], a.scores(ours)[column]], [b.bias[column], b.scores(theirs)[column]])
            assert close(a.per_character(ours, column, len(text)), b.per_character(theirs, column, len(text)))


@given(texts)
@example("")
def test_the_polarity(text):
    draft = Draft(text)
    spans = [Span(0, len(text)), *draft.sentences, Span(len(text) // 2, len(text))]
    ours, theirs = (model.log_odds(draft.folded, draft.tokens, spans) for model in POLARITIES)
    assert close(ours, theirs)


def test_what_does_not_fit_is_refused():
    """The kernel checks what it is given: a wrong number never reads beyond an array."""
    index = native._kernel.Index(b"")
    one = (1).to_bytes(4, "little")
    with pytest.raises(ValueError):
        native._kernel.Index((2).to_bytes(8, "little") + (1).to_bytes(8, "little"))
    for call in (
        lambda: native._kernel.Tagger(index, b"\x01\x09\0\0\0", b"", b"", bytes(4), bytes(4)),
        lambda: native._kernel.Tagger(index, b"\x02\0\x02\0\0", b"", b"", bytes(4), bytes(4)),
        lambda: native._kernel.Tagger(index, b"", b"\x01\x03\0\0\0", b"", bytes(4), bytes(4)),
        lambda: native._kernel.Tagger(index, b"", b"", b"", bytes(8), bytes(4)),
        lambda: native._kernel.Tagger(index, b"", b"", b"", bytes(4), bytes(4)).tag("a", (b"",)),
        lambda: native._kernel.Tagger(index, b"", b"\0" * 5, b"", bytes(4), bytes(4)),
        lambda: native._kernel.Tagger(index, b"", b"\x01\0\0\0\0", b"", bytes(4), bytes(4)).tag("", (b"",) * 256),
        lambda: index.odds("a", ((0, 5),), [], b"", 0.0, 0.0),
        lambda: index.odds("a", ((1, 0),), [], b"", 0.0, 0.0),
        lambda: index.odds("a", (), [], bytes(8), 0.0, 0.0),
        lambda: index.shares("a", 0, 5, True, 4, b"", bytes(4), bytes(4), 0),
        lambda: index.shares("a", 0, 1, True, 4, b"", bytes(4), bytes(4), 1),
        lambda: index.shares("a", 0, 1, True, 4, b"", bytes(8), bytes(4), 0),
        lambda: index.tone("a", [(0, 5)], "，", 4, b"", bytes(8), bytes(8)),
        lambda: index.tone("a", [(0, 1)], "，", 4, b"", bytes(4), bytes(4)),
        lambda: index.tone("a", [(0, 1)], "，", 4, b"", bytes(8), bytes(4)),
        lambda: index.weighed("a", b"\x01", bytes(4)),
        lambda: index.weighed("a", b"\0", b""),
        lambda: native._kernel.weighted(one, bytes(8), bytes(4), 1),
        lambda: native._kernel.weighted(bytes(4), b"", bytes(4), 1),
        lambda: native._kernel.spread(one, b"\x01", 1, one, bytes(8), bytes(4), 1, 0),
        lambda: native._kernel.spread(b"", b"\x01", 1, bytes(4), bytes(8), bytes(4), 1, 0),
        lambda: native._kernel.spread(bytes(4), b"\x01", 1, bytes(4), bytes(8), bytes(4), 1, 1),
        lambda: native._kernel.phrases(bytes(5), 3, 0.95),
        lambda: native._kernel.phrases(bytes(8), 2, 0.95),
        lambda: native._kernel.support(bytes(12), 3, 0, 0, 2),
        lambda: native._kernel.support(bytes(12), 3, 1, 0, 1),
    ):
        with pytest.raises(ValueError):
            call()


def test_the_kernel_is_of_this_source():
    source = (Path(native.__file__).parent / "_kernel.c").read_text(encoding="utf-8")
    assert f"#define VERSION {compiled.VERSION} " in source


def test_without_the_kernel_numpy_serves(monkeypatch):
    monkeypatch.setattr(native, "_kernel", None)
    from tousu.models import Models

    models = Models.packaged()
    assert [type(getattr(models, n)) for n in ("facts", "tone", "issues", "polarity")] == [
        Tagger,
        ToneModel,
        LinearModel,
        BayesModel,
    ]
