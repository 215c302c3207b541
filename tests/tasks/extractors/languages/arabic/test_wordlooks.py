"""What words look like to the taggers: kinds, letters and features."""

import re
from collections import Counter

from tasks.extractors.languages.arabic import persontagger
from tasks.extractors.languages.arabic.findings import findings
from tasks.extractors.languages.arabic.letters import likeness, pieces
from tasks.extractors.languages.arabic.tagger import all_features
from tasks.extractors.languages.arabic.wordlooks import KINDS, OUTSIDE, kind
from tasks.storage.seeds import SEEDS, model, rows
from tasks.text.normalize import fold
from tasks.text.segment import segment


def test_kinds_tell_words_apart() -> None:
    words = {"قال": "F", "الوزير": "O", "بريتزيليني": "u", "البريتزيلي": "d", "والهندسة": "c", "،": ",", "20": "0"}
    tokens = [segment(word).tokens[0] for word in words]
    assert {token.surface: kind(token.surface, token.form, token.is_word) for token in tokens} == words


def test_every_kind_is_a_letter_of_the_table() -> None:
    lists = (path for path in (SEEDS / "lexicons/ar").glob("*.csv") if path.stat().st_size < 50_000)
    texts = [path.read_text(encoding="utf-8") for path in [*(SEEDS / "articles").glob("*.txt"), *lists]]
    tokens = segment("\n".join(texts)).tokens
    assert {kind(one.surface, one.form, one.is_word) for one in tokens} == set(KINDS) - {OUTSIDE}


def test_letters_tell_names_from_words() -> None:
    assert likeness("بريتزيليني") > 1 > -1 > likeness("سيستنكرون"), "neither is listed"
    assert pieces("الشمري") == pieces("شمري"), "the article tells nothing"


def test_persons_get_the_features_that_their_weights_were_trained_on() -> None:
    segmented = segment("قال المدرب غونزالو بيرازولي إن بغداد (العراقية) ردت. وصل كلاوديو بريتزيليني إلى باريس")
    ruled = findings(segmented).labels()
    (run,) = persontagger.runs(segmented, range(5))
    families = {_family(name) for names in persontagger.all_features(segmented.tokens, ruled, run) for name in names}
    trained = {_family(name) for name in model(persontagger.MODEL)}
    assert families <= trained
    (names,) = all_features(segment("بغداد").tokens, "0")
    assert not {_family(name) for name in names} <= trained, "what the lists say is the names' tagger's alone"


def _family(feature: str) -> str:
    """What kind of feature it is: of which word (none for the word itself), and a letter."""
    return re.match(r"-?\d?.", feature)[0]  # type: ignore[index]


def test_no_body_is_listed_twice_in_two_spellings() -> None:
    names = Counter(fold(row["name"]) for row in rows("lexicons/ar/named-bodies.csv"))
    assert [name for name, count in names.items() if count > 1] == [], "hamzas and the like are folded"
