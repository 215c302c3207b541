"""How the derived word lists are made, on texts small enough to count by hand."""

from collections import Counter

from tasks.storage.seeds import rows
from tasks.text.normalize import fold
from tasks.training.gazetteers import common_words, count_usage, person_names

TEXTS = ["وصل سامي القرطبي أمس", "عاد سامي القرطبي", "قال سامي القرطبي", "رأى سامي القرطبي"] + ["انتهى الاجتماع"] * 4
USAGE = count_usage(TEXTS, frozenset({"سامي"}), frozenset({"سامي"}))


def test_a_word_seen_beside_a_sure_name_is_a_name() -> None:
    names = dict(person_names(Counter({"القرطبي": 1, "الاجتماع": 9}), USAGE))
    assert names == {"القرطبي": "strong"}, "the list counts for less than how news uses the word"


def test_an_unseen_form_of_the_list_is_a_name_from_two_on() -> None:
    names = dict(person_names(Counter({"غلوكنر": 2, "تسيمر": 1}), USAGE))
    assert names == {"غلوكنر": "strong"}, "forms that one person has are mostly slips"


def test_common_words_are_frequent_and_no_names() -> None:
    found = common_words(USAGE, frozenset({"سامي"}), frozenset({"القرطبي"}))
    assert found == sorted(["انتهي", "الاجتماع", "القرطبي"]), "a verbal noun is common however often it follows a name"


def test_function_words_are_never_names() -> None:
    assert dict(person_names(Counter({fold("على"): 500}), USAGE)) == {}


def test_committed_lists_are_folded_and_do_not_contradict_one_another() -> None:
    names = {row["name"] for row in rows("lexicons/ar/person-names.csv")}
    common = {row["word"] for row in rows("lexicons/ar/common-words.csv")}
    assert names == {fold(name) for name in names}, "look-ups are by folded form"
    assert not names & common, "no word is both"
