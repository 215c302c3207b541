"""The tagger of persons: what it adds to the rules, mends and leaves alone; it holds on any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extractors.languages.arabic import tagger
from tasks.extractors.languages.arabic.letters import likeness, pieces
from tasks.extractors.languages.arabic.persons import full_names
from tasks.extractors.languages.arabic.tagged import Named, persons, rule_labels, spans
from tasks.extractors.languages.arabic.tagger import B, I, O, all_features, may_be_named, runs, tag
from tasks.extractors.languages.arabic.wordlooks import kind
from tasks.storage.seeds import SEEDS, model
from tasks.text.segment import segment


def found(text: str) -> list[str]:
    segmented = segment(text)
    return [segmented.text[_start(one) : segmented.tokens[one.last - 1].end] for one in persons(segmented)]


def _start(one: Named) -> int:
    assert one.name is not None
    return one.name.start


def by_rules(text: str) -> list[str]:
    return [" ".join(name.words) for name in full_names(segment(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("انتقل فولفيو فينديتي إلى النادي", "فولفيو فينديتي"),
        ("هزم ديونيسيو بيرازولي منافسه في النهائي", "ديونيسيو بيرازولي"),
        ("انتقل فالديمار فينديتي إلى النادي", "فالديمار فينديتي"),
    ],
)
def test_a_name_that_no_rule_finds_is_found(text: str, name: str) -> None:
    assert by_rules(text) == [], "the rules do not find it: else this tests nothing"
    assert found(text) == [name]


def test_a_second_name_behind_and_is_cut_from_its_particle() -> None:
    assert found("التقى جيانكارلو فيريزولي وميخائيل زاروبين في باريس") == ["جيانكارلو فيريزولي", "ميخائيل زاروبين"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلن كريستيان شولتزمان تركيزه على التدريب", "كريستيان شولتزمان"),
        ("وأضاف الوزير عبدالرحمن الزبرقان تحرص الوزارة على ذلك", "عبدالرحمن الزبرقان"),
        ("قال سالم الهنداوي تغريدة على حسابه", "سالم الهنداوي"),
    ],
)
def test_a_name_does_not_swallow_the_word_behind_it(text: str, name: str) -> None:
    assert found(text) == [name], "an object or a verb behind a name is no part of it"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("تعاقد مع حارس إنتراخت كيفن تروبين", ["كيفن تروبين"]),
        ("استقبل محافظ المدينة فضل محمد حسين", ["فضل محمد حسين"]),
    ],
)
def test_a_name_begins_behind_what_belongs_to_the_office(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "أكد خالد بن سعيد القرطبي استعداد بلاده",
        "التقى الأمير تركي بن فهد بن عبدالعزيز السفير",
        "زار وزير الصحة كفاح زبرقان المدينة",
    ],
)
def test_what_the_rules_find_well_stays(text: str) -> None:
    segmented = segment(text)
    assert [one.name for one in persons(segmented)] == full_names(segmented)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("تضم القرية قلعة أم ناصر القديمة", "a person's name inside that of a place names the place"),
        ("قال مسؤولون إن الاجتماع انتهى أمس", "a sentence of common words names nobody"),
        ("", "no words, no names"),
        (" \n\n .", "marks name nobody"),
    ],
)
def test_nobody_is_named_where_nobody_is(text: str, why: str) -> None:
    assert found(text) == [], why


def test_the_same_text_gets_the_same_labels() -> None:
    segmented = segment("وصل غونزالو بيرازولي أمس. وغاب منافسه كلاوديو بريتزيليني عن الفريق.")
    ruled = rule_labels(segmented)
    labels = tag(segmented, ruled)
    assert labels == tag(segmented, ruled)
    assert len(labels) == len(segmented.tokens)


def test_a_name_never_goes_on_without_having_begun() -> None:
    segmented = segment("قال كلاوديو بريتزيليني إن غونزالو، كما قال بيرازولي، غادر. بريتزيليني عاد")
    labels = tag(segmented, rule_labels(segmented))
    for before, label in pairwise([O, *labels]):
        assert (before, label) != (O, I)


WORDS = (
    *("قال", "الوزير", "كلاوديو", "بريتزيليني", "سالم", "الهنداوي", "بن", "عبد", "الله", "وميخائيل"),
    *("الشيخ", "أبو", "،", ".", "«", "»", "-", "(", ")", "20", "\n"),
)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.text(max_size=5),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(("", " ")))
def test_any_text_is_borne(pieces_: list[str], between: str) -> None:
    segmented = segment(between.join(pieces_))
    last = 0
    for one in sorted((one for one in persons(segmented)), key=lambda one: one.first):
        assert last <= one.first < one.last <= len(segmented.tokens), "names lie in the text and apart"
        last = one.last


def test_spans_are_read_from_labels() -> None:
    assert spans([O, B, I, B, O, B]) == [(1, 3), (3, 4), (5, 6)], "a name that begins ends the one before it"


def test_run_and_training_see_the_same_score() -> None:
    """What is added up once a form at run time is the sum over the features that the training takes."""
    segmented = segment("قال المدرب غونزالو بيرازولي. وصل كلاوديو بريتزيليني إلى باريس")
    ruled = rule_labels(segmented)
    trained, text = model(tagger.MODEL), tagger._laid_out(segmented, ruled)
    wanted = [at for at, token in enumerate(segmented.tokens) if may_be_named(token, ruled[at])]
    seen = 0
    for run in runs(segmented, wanted):
        for at, names in zip(range(run.first, run.last), all_features(segmented.tokens, ruled, run), strict=True):
            weights = [trained[name] for name in names if name in trained]
            expected = sum(one[B] - one[O] for one in weights), sum(one[I] - one[O] for one in weights)
            sentences = 1 + sum(sentence.last <= at for sentence in segmented.sentences)
            assert tagger._score(text, at + sentences * tagger._EDGE) == pytest.approx(expected)
            seen += 1
    assert seen >= 4


def test_kinds_tell_words_apart() -> None:
    words = {"قال": "F", "الوزير": "O", "بريتزيليني": "u", "البريتزيلي": "d", "والهندسة": "c", "،": ",", "20": "0"}
    tokens = [segment(word).tokens[0] for word in words]
    assert {token.surface: kind(token.surface, token.form, token.is_word) for token in tokens} == words


def test_letters_tell_names_from_words() -> None:
    assert likeness("بريتزيليني") > 1 > -1 > likeness("سيستنكرون"), "neither is listed"
    assert pieces("الشمري") == pieces("شمري"), "the article tells nothing"


def test_models_are_small_and_have_a_card() -> None:
    card = (SEEDS / "models/arabic-persons.md").read_text(encoding="utf-8")
    cards = "".join(path.read_text(encoding="utf-8") for path in (SEEDS / "models").glob("*.md"))
    for path in (SEEDS / "models").glob("*.json.gz"):
        assert path.stat().st_size < 2_000_000
        assert path.name in cards
        assert model(f"models/{path.name}")
    for needed in ("CC BY-SA 4.0", "ANERcorp", "Wojood", "Limits", "tasks.training.persons"):
        assert needed in card
