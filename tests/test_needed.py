"""Characters that every match of a pattern holds: where one set of them is missing, the pattern finds nothing."""

import re
from re import _parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tousu.needed import needed

KNOWN = {
    "你[^，]{0,4}吗": ["你", "吗"],
    "(?:还|又)?要(?:怎么|怎样)": ["怎", "要", "么样"],
    "(?:吗|嘛|什么)[？?]{1,2}": ["?？", "什吗嘛"],
    "[？?]{0,4}": [],
    "[0-9]+元": ["元"],
    "[^元]块": ["块"],
    "(?P<flag>敢)(?:不|就)?(?=退)": ["敢"],
    "(?<!不)退|赔偿?": ["赔退"],
    "(?:退|.)款": ["款"],
    "(?i:ab)c": ["c"],
    "(?>好)+": ["好"],
}
SPELLED = "你吗嘛什么还又要怎样？?0元块敢不就退赔偿款abc好，"


def sets(pattern):
    return needed(_parser.parse(pattern))


@pytest.mark.parametrize("pattern", KNOWN)
def test_what_a_match_needs(pattern):
    assert sets(pattern) == KNOWN[pattern]


def test_the_most_telling_sets_are_kept():
    assert sets("一[甲乙]二[丙丁戊]三") == ["一", "三", "二"]
    assert sets("[" + "".join(map(chr, range(0x4E00, 0x4E20))) + "]退") == ["退"]


@given(st.sampled_from(sorted(KNOWN)), st.text(st.sampled_from(SPELLED), max_size=12))
def test_what_lacks_a_set_holds_no_match(pattern, text):
    if any(set(text).isdisjoint(letters) for letters in sets(pattern)):
        assert re.search(pattern, text) is None


def test_no_rule_needs_what_its_own_examples_lack(patterns_of_rules):
    """Each pattern on the text of all rules: where it finds something, all it needs stands there."""
    from tousu.draft import fold
    from tousu.rulebook import Rulebook

    examples = [
        fold(re.sub("[⟦⟧]", "", example)) for rule in Rulebook.packaged().flags.values() for example in rule.match
    ]
    for pattern, flags in patterns_of_rules:
        found, letters = re.compile(pattern, flags), sets(pattern)
        for example in examples[::7]:
            if any(set(example).isdisjoint(chars) for chars in letters):
                assert found.search(example) is None
