"""The tagger of names: what it adds to the rules, mends and leaves alone; it holds on any text."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extractors.languages.arabic import decoding, persontagger, scoring, tagger
from tasks.extractors.languages.arabic.findings import Named, findings
from tasks.extractors.languages.arabic.labels import LABELS, MODEL, NOWHERE, Tagged
from tasks.extractors.languages.arabic.packing import unpacked
from tasks.extractors.languages.arabic.persons import full_names
from tasks.extractors.languages.arabic.persontagger import B, I, O
from tasks.extractors.languages.arabic.repeated import repeated
from tasks.extractors.languages.arabic.scoring import NATS, Scorer
from tasks.extractors.languages.arabic.tagged import names, scorer, shipped, spans
from tasks.extractors.languages.arabic.tagged_things import kind_of
from tasks.extractors.languages.arabic.tagger import all_features
from tasks.storage.seeds import SEEDS, model, packed_model
from tasks.text.segment import segment
from tests.orders import told_in_two_orders


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


def tagged(text: str) -> list[str]:
    segmented = segment(text)
    scored = scorer().score(segmented, findings(segmented).marks)
    spans_ = [segmented.tokens[one.first : one.last] for one in shipped().tag(scored)]
    return [" ".join(token.surface for token in tokens) for tokens in spans_]


def test_the_same_text_gets_the_same_names_whatever_the_order_of_sets() -> None:
    text = "وصل غونزالو بيرازولي أمس. وغاب منافسه كلاوديو بريتزيليني عن الفريق."
    code = (
        "import sys; from tasks.extractors.languages.arabic.findings import findings; "
        "from tasks.extractors.languages.arabic.tagged import scorer; from tasks.text.segment import segment; "
        "text = segment(sys.argv[1]); print(scorer().score(text, findings(text).marks).values.tobytes().hex())"
    )
    told = told_in_two_orders(code, text)
    assert tagged(text) == ["غونزالو بيرازولي", "كلاوديو بريتزيليني"]
    assert told[0] == told[1], "to the last bit"


def test_no_name_reaches_over_the_end_of_a_sentence() -> None:
    assert tagged("وصل وفد من شركة جنرال موتورز أمس إلى ريال مدريد") == ["جنرال موتورز", "ريال مدريد"]
    assert tagged("وصل وفد من شركة جنرال\nموتورز أمس إلى ريال\nمدريد") == ["جنرال", "مدريد"]


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
        ("وصل الرئيس إلى سكارفيل أمس", ("GPE", "سكارفيل"), "a place that no list has"),
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


def test_the_list_of_places_knows_better_than_the_tagger_where_one_ends() -> None:
    found = things_of("أوضح مدير عام الزراعة في منطقة حائل زكيرو فالاندو ذلك")
    assert "حائل زكيرو" not in [surface for _, surface in found]


def test_a_month_is_no_firm_though_one_is_called_like_it() -> None:
    tokens = segment("وصل الوفد في نيسان الماضي إلى كلاوزنر").tokens
    assert kind_of(tokens, Tagged(3, 4, "ORG")) is None
    assert kind_of(tokens, Tagged(6, 7, "ORG")) == "ORG"


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
    trained = packed_model(MODEL)
    for _ in range(2):  # at first sight, and remembered
        scored = scorer().score(segmented, marks)
        for sentence in segmented.sentences:
            inside = slice(sentence.first, sentence.last)
            for at, features in enumerate(all_features(segmented.tokens[inside], marks[inside]), sentence.first):
                rows = [unpacked(trained[name]) for name in features if name in trained]
                expected = [float(sum(column)) for column in zip(*rows, strict=True)]
                found = scored.values[scored.places[at], : len(LABELS)] / NATS
                assert found.tolist() == pytest.approx(expected, abs=1e-3)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "REMEMBERED", 4)
    small = Scorer([tagger.weights(packed_model(MODEL))])
    texts = [segment(text) for text in ("وصل غونزالو بيرازولي أمس إلى باريس", "غاب كلاوديو عن الفريق")]
    found = []
    for text in [*texts, *texts]:
        found.append(shipped().tag(small.score(text, findings(text).marks)))
        words = {token.surface for token in text.tokens}
        assert small._words.keys() == {"", *words}, "what was known before is forgotten"
        assert small._rows.count == len(small._kinds) == len(words) + 1
    assert found[:2] == found[2:]
    assert all(found)


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


def test_names_of_different_lengths_are_found_as_if_each_were_alone() -> None:
    count, steps = len(LABELS), decoding.steps_of(packed_model(MODEL))
    nothing = np.full((1, count), NOWHERE, dtype=np.float32)
    nothing[:, 0] = 0.0
    several = [np.random.default_rng(size).uniform(9, 19, (size, count)).astype(np.float32) for size in (2, 5, 1, 3, 5)]
    for scores in several:
        scores[:, 0] = 0.0
    alone = [decoding.best(np.concatenate([nothing, one, nothing]), "0" * (len(one) + 2), steps) for one in several]
    together = np.concatenate([nothing, *(rows for one in several for rows in (one, nothing))])
    assert decoding.best(together, "0" * len(together), steps) == [0, *(label for one in alone for label in one[1:])]
    assert all(any(one) for one in alone)


def test_persons_are_scored_alike_in_run_and_training() -> None:
    segmented = segment("قال المدرب غونزالو بيرازولي. وصل كلاوديو بريتزيليني إلى باريس")
    found = findings(segmented)
    ruled, scored = found.labels(), scorer().score(segmented, found.marks)
    trained = model(persontagger.MODEL)
    wanted = [at for at, token in enumerate(segmented.tokens) if persontagger.may_be_named(token, ruled[at])]
    seen = 0
    for run in persontagger.runs(segmented, wanted):
        several = persontagger.all_features(segmented.tokens, ruled, run)
        for at, features in zip(range(run.first, run.last), several, strict=True):
            weights = [trained[name] for name in features if name in trained]
            expected = sum(one[B] - one[O] for one in weights), sum(one[I] - one[O] for one in weights)
            assert (scored.values[scored.places[at], -2:] / NATS).tolist() == pytest.approx(expected)
            seen += 1
    assert seen > 5


def test_spans_are_read_from_labels() -> None:
    assert spans([O, B, I, B, O, B]) == [(1, 3), (3, 4), (5, 6)], "a name that begins ends the one before it"


def test_what_is_no_letter_of_the_table_has_no_number() -> None:
    with pytest.raises(ValueError, match="no kind or mark"):
        scorer().score(segment("بغداد"), "Z")


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
