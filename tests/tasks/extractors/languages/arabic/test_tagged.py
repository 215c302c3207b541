"""The tagger of names: what it adds to the rules, mends and leaves alone; it holds on any text."""

import re
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extractors.languages.arabic import decoding, persontagger
from tasks.extractors.languages.arabic import tagger as tagger_module
from tasks.extractors.languages.arabic.findings import Named, findings
from tasks.extractors.languages.arabic.labels import LABELS, MODEL, NOWHERE, Tagged
from tasks.extractors.languages.arabic.letters import likeness, pieces
from tasks.extractors.languages.arabic.packing import unpacked
from tasks.extractors.languages.arabic.persons import full_names
from tasks.extractors.languages.arabic.persontagger import B, I, O
from tasks.extractors.languages.arabic.repeated import repeated
from tasks.extractors.languages.arabic.tagged import names, spans
from tasks.extractors.languages.arabic.tagger import Tagger, all_features, shipped
from tasks.extractors.languages.arabic.wordlooks import KINDS, OUTSIDE, kind
from tasks.storage.seeds import SEEDS, model, packed_model
from tasks.text.segment import segment


def found(text: str) -> list[str]:
    segmented = segment(text)
    return [segmented.text[_start(one) : segmented.tokens[one.last - 1].end] for one in names(segmented)[0]]


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
    assert [one.name for one in names(segmented)[0]] == full_names(segmented)


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


def test_the_same_text_gets_the_same_names() -> None:
    segmented = segment("وصل غونزالو بيرازولي أمس. وغاب منافسه كلاوديو بريتزيليني عن الفريق.")
    marks = findings(segmented).marks
    assert len(marks) == len(segmented.tokens)
    assert shipped().tag(segmented, marks) == shipped().tag(segmented, marks)


def test_no_name_reaches_over_the_end_of_a_sentence() -> None:
    segmented = segment("وصل وفد من شركة جنرال\nموتورز أمس إلى ريال\nمدريد")
    ends = {sentence.last for sentence in segmented.sentences}
    for name in shipped().tag(segmented, findings(segmented).marks):
        assert not any(name.first < end < name.last for end in ends)


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
    for one in sorted(names(segmented)[0], key=lambda one: one.first):
        assert last <= one.first < one.last <= len(segmented.tokens), "names lie in the text and apart"
        last = one.last


def things_of(text: str) -> list[tuple[str, str]]:
    segmented = segment(text)
    tokens = segmented.tokens
    return [(one.kind, text[tokens[one.first].start : tokens[one.last - 1].end]) for one in names(segmented)[1]]


@pytest.mark.parametrize(
    ("text", "thing", "why"),
    [
        ("أعلنت مايكروسوفت نتائجها أمس", ("ORG", "مايكروسوفت"), "a firm that is called by its own name"),
        ("قال المتحدث باسم الكرملين إن اللقاء انتهى", ("ORG", "الكرملين"), "a listed body"),
        ("فاز الترجي على الوداد البيضاوي بهدف", ("ORG", "الوداد البيضاوي"), "a club behind a preposition"),
        ("سافر الوفد إلى نيزبي الواقعة في ألبرتا", ("GPE", "ألبرتا"), "a place that no list has"),
    ],
)
def test_the_tagger_adds_things_that_no_rule_has(text: str, thing: tuple[str, str], why: str) -> None:
    assert thing in things_of(text), why


@pytest.mark.parametrize(
    ("text", "kinds", "why"),
    [
        ("قال لـ«الشرق الأوسط» إن العمل بدأ", ["ORG"], "the newspaper in marks is no place"),
        ("نشرت صحيفة الشرق الأوسط أمس", ["ORG", "ORG"], "nor behind a noun for media"),
        ("أكد لـ(الرياض) أن العمل بدأ", ["ORG"], "Saudi papers set themselves in brackets behind لـ"),
        ("توتر في الشرق الأوسط", ["LOC"], "the region is one"),
        ("وباء في المنطقة (الشرق الأوسط)", ["LOC"], "brackets alone make no newspaper"),
        ("وصل إلى «الدوحة» أمس", ["GPE"], "nor do marks make one of any place"),
    ],
)
def test_a_newspaper_that_is_called_like_a_place_is_no_place(text: str, kinds: list[str], why: str) -> None:
    assert [kind for kind, _ in things_of(text)] == kinds, why


@pytest.mark.parametrize(
    ("text", "thing", "why"),
    [
        ("وصل الوفد في نيسان الماضي", "نيسان", "a month is no firm"),
        ("أوضح مدير عام الزراعة في منطقة حائل زكيرو فالاندو ذلك", "حائل زكيرو", "the list knows where a place ends"),
    ],
)
def test_the_tagger_is_not_followed_where_lists_know_better(text: str, thing: str, why: str) -> None:
    assert thing not in [surface for _, surface in things_of(text)], why


def test_a_body_named_once_is_found_again() -> None:
    segmented = segment("باعت شركة كلاوزنر سفنا. ثم عادت كلاوزنر إلى البيع، وقالت لكلاوزنر كلمة.")
    found = repeated(segmented, [Tagged(2, 3, "ORG")])
    assert [segmented.tokens[one.first].surface for one in found] == ["كلاوزنر", "كلاوزنر", "لكلاوزنر"]
    assert {one.kind for one in found} == {"ORG"}


def test_a_common_word_is_not_named_again() -> None:
    segmented = segment("فازت الأخبار اليوم، وهذه الأخبار سارة")
    assert repeated(segmented, [Tagged(1, 2, "ORG")]) == [Tagged(1, 2, "ORG")]


def test_run_and_training_see_the_same_score() -> None:
    """What is added up once a form at run time is the sum over the features that the training takes."""
    segmented = segment("قال المدرب غونزالو بيرازولي. وصل كلاوديو بريتزيليني إلى باريس")
    marks = findings(segmented).marks
    trained, tagger = packed_model(MODEL), Tagger(packed_model(MODEL))
    for _ in range(2):  # at first sight, and remembered
        scores, _, places = tagger.scores(segmented, marks)
        for sentence in segmented.sentences:
            inside = slice(sentence.first, sentence.last)
            for at, features in enumerate(all_features(segmented.tokens[inside], marks[inside]), sentence.first):
                rows = [unpacked(trained[name]) for name in features if name in trained]
                expected = [float(sum(column)) for column in zip(*rows, strict=True)]
                assert scores[places[at]].tolist() == pytest.approx(expected, abs=1e-3)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger_module, "REMEMBERED", 5)
    tagger = Tagger(packed_model(MODEL))
    text = segment("وصل غونزالو بيرازولي أمس إلى باريس مع وفد كبير")
    first = tagger.tag(text, findings(text).marks)
    assert tagger.tag(text, findings(text).marks) == first


def test_the_best_labels_are_those_of_all_ways() -> None:
    """The search against every way over two words, between words that are in no name."""
    count, steps = len(LABELS), decoding.steps_of(packed_model(MODEL))
    scores = np.full((4, count), NOWHERE, dtype=np.float32)
    scores[:, 0] = 0.0
    scores[1:3] = [[((7 * at + 3 * word) % 11) / 4 for at in range(count)] for word in range(2)]

    def value(way: tuple[int, int]) -> float:
        path = (0, *way, 0)
        return float(sum(steps[a, b] for a, b in pairwise(path)) + scores[1, way[0]] + scores[2, way[1]])

    best = max(product(range(count), repeat=2), key=value)
    assert decoding.best(scores, "0000", steps) == [0, *best, 0]


def test_persons_are_scored_alike_in_run_and_training() -> None:
    segmented = segment("قال المدرب غونزالو بيرازولي. وصل كلاوديو بريتزيليني إلى باريس")
    ruled = findings(segmented).labels()
    trained, text = model(persontagger.MODEL), persontagger._laid_out(segmented, ruled)
    wanted = [at for at, token in enumerate(segmented.tokens) if persontagger.may_be_named(token, ruled[at])]
    seen = 0
    for run in persontagger.runs(segmented, wanted):
        several = persontagger.all_features(segmented.tokens, ruled, run)
        for at, features in zip(range(run.first, run.last), several, strict=True):
            weights = [trained[name] for name in features if name in trained]
            expected = sum(one[B] - one[O] for one in weights), sum(one[I] - one[O] for one in weights)
            sentences = 1 + sum(sentence.last <= at for sentence in segmented.sentences)
            assert persontagger._score(text, at + sentences * persontagger._EDGE) == pytest.approx(expected)
            seen += 1
    assert seen > 5


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


def test_spans_are_read_from_labels() -> None:
    assert spans([O, B, I, B, O, B]) == [(1, 3), (3, 4), (5, 6)], "a name that begins ends the one before it"


def test_kinds_tell_words_apart() -> None:
    words = {"قال": "F", "الوزير": "O", "بريتزيليني": "u", "البريتزيلي": "d", "والهندسة": "c", "،": ",", "20": "0"}
    tokens = [segment(word).tokens[0] for word in words]
    assert {token.surface: kind(token.surface, token.form, token.is_word) for token in tokens} == words


def test_every_kind_is_a_letter_of_the_table() -> None:
    lists = (path for path in (SEEDS / "lexicons/ar").glob("*.csv") if path.stat().st_size < 50_000)
    texts = [path.read_text(encoding="utf-8") for path in [*(SEEDS / "articles").glob("*.txt"), *lists]]
    tokens = segment("\n".join(texts)).tokens
    assert {kind(one.surface, one.form, one.is_word) for one in tokens} == set(KINDS) - {OUTSIDE}


def test_what_is_no_letter_of_the_table_has_no_number() -> None:
    with pytest.raises(ValueError, match="no kind or mark"):
        shipped().scores(segment("بغداد"), "Z")


def test_letters_tell_names_from_words() -> None:
    assert likeness("بريتزيليني") > 1 > -1 > likeness("سيستنكرون"), "neither is listed"
    assert pieces("الشمري") == pieces("شمري"), "the article tells nothing"


def test_models_are_small_and_have_a_card() -> None:
    cards = "".join(path.read_text(encoding="utf-8") for path in (SEEDS / "models").glob("*.md"))
    for path in (SEEDS / "models").glob("*.json.gz"):
        assert path.stat().st_size < 2_000_000
        assert path.name in cards
        assert packed_model(f"models/{path.name}"), "every model is a gzipped JSON object"
    for name in ("persons", "names"):
        card = (SEEDS / f"models/arabic-{name}.md").read_text(encoding="utf-8")
        for needed in ("CC BY-SA 4.0", "ANERcorp", "Wojood", "Limits", f"tasks.training.{name}"):
            assert needed in card
