"""Who and what a text names: every rule by the text that it is there for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.vocabulary import ENTITY_KINDS
from tasks.extractors import entities
from tasks.model.records import Annotations, Document, Mention
from tasks.text.segment import segment


def mentions_of(text: str, language: str = "ar") -> tuple[Mention, ...]:
    return entities.EXTRACTOR.extract(Document(text, language), segment(text), Annotations()).mentions


def named(text: str, kind: str) -> list[str]:
    return [one.name for one in mentions_of(text) if one.kind == kind]


def surfaces(text: str, kind: str) -> list[str]:
    return [one.surface for one in mentions_of(text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("زار محمد بن راشد الحديقة", ["محمد بن راشد"], "a sure given name opens a name without any title"),
        (
            "افتتح الدكتور سالم الهنداوي المعرض",
            ["سالم الهنداوي"],
            "a title lets a word that is also common open a name",
        ),
        ("وصل وزير الصحة كفاح زبرقان إلى المدينة", ["كفاح زبرقان"], "behind an office names need not be listed"),
        ("قال سفين قرداغ إن الأمر انتهى", ["سفين قرداغ"], "two unknown words behind a verb of saying are a name"),
        ("سجل الهولندي فيرنر كلاوزنر هدفا", ["فيرنر كلاوزنر"], "so they are behind the adjective of a people"),
        ("اجتمع السفير عبد الله (أبو نزار) مع الوفد", ["عبد الله", "عبد الله"], "a name in brackets is an alias"),
        ("حضر د. سليم القرطبي الجلسة", ["سليم القرطبي"], "the full stop of an abbreviated title ends no sentence"),
        ("أعلن الأمير على بن ناصر ذلك", ["على بن ناصر"], "Egyptian papers write علي with the other yeh"),
        (
            "فاز عبدالحكيم الزبرقان ويحيى الشهري",
            ["عبدالحكيم الزبرقان", "يحيى الشهري"],
            "a surname that is a common word",
        ),
        (
            "حضر نبيل الحربي وعلي زبرقان وموفق الهنداوي",
            ["نبيل الحربي", "علي زبرقان", "موفق الهنداوي"],
            "علي behind و",
        ),
        ("رحيل المذيع سعود الزبرقاني علي الهنداوي يرثيه", ["سعود الزبرقاني", "علي الهنداوي"], "a surname ends a name"),
        ("أضاف عبد الرؤوف الخماسي، وهو نائب", ["عبد الرؤوف الخماسي"], "عبد and what follows is one given name"),
        ("كتبت لجين الأحمدي المقال", ["لجين الأحمدي"], "a place may be a surname"),
        ("قال رئيس نادي كاين جان بيروليه كلمة", ["جان بيروليه"], "a surname before a given name is the body's"),
        ("غادر لاعبو الفريق صباح اليوم", [], "a team's morning"),
        ("استعد الفريق الأزرقاوي للمباراة", [], "a team's adjective"),
        ("درس الأستاذ سالم بجدة", ["سالم"], "a place with a joined preposition is no surname"),
        (
            "أوضح مدير الجمعية الدكتور سعيد الشيخ، أن العمل بدأ",
            ["سعيد الشيخ"],
            "a title may be a surname before a mark",
        ),
        ("وصل المبعوث ستيفان دي بلوخين إلى المدينة", ["ستيفان دي بلوخين"], "دي joins any word to a name"),
        ("التقى المواطن «صالح الدرويش» أسرته", ["صالح الدرويش"], "a name may stand in marks"),
    ],
)
def test_a_person_is_named_in_full(text: str, names: list[str], why: str) -> None:
    assert named(text, "PERSON") == names, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("اعتمد المجلس على سعيد من الخطط", "على is a preposition, not the name علي"),
        ("افتتح مستشفى الملك خالد قسما جديدا", "a person's name inside that of a thing names the thing"),
        ("درس الطب في جامعة الأمير سلطان بن فهد بالعاصمة", "also where a royal title stands between"),
        ("ضمن منافسات دوري عبدالكريم هزيم للناشئين", "a league is named after its sponsor"),
        ("أصبح المستوى جميلا وكريما وعادلا", "common words that are also given names name nobody"),
        ("قال مسؤولون إن الاجتماع انتهى", "a plural behind a verb of saying is no name"),
        ("وأيد حلفاء غربيون القرار", "an unlisted plural with its adjective is no name"),
    ],
)
def test_no_person_where_none_is_named(text: str, why: str) -> None:
    assert named(text, "PERSON") == [], why


def test_a_cup_may_be_his_whose_office_stands_behind_it() -> None:
    assert named("توج بطل كأس أمير منطقة الساحل فهد بن خالد", "PERSON") == ["فهد بن خالد"]
    assert named("انتقلت الأموال عن طريق سالم الهنداوي", "PERSON") == ["سالم الهنداوي"], "by way of him, not a road"


def test_a_surname_alone_is_the_person_named_in_full_before_or_after() -> None:
    text = "الخزرجي يرد\n\nقال اللواء ياسر الخزرجي إن الأمر انتهى. وأضاف الخزرجي ذلك، وللخزرجي رأي آخر."
    assert named(text, "PERSON") == ["ياسر الخزرجي"] * 4
    assert surfaces(text, "PERSON")[-1] == "وللخزرجي", "ل swallows the alif of the article, so the span keeps it"


def test_joined_particles_are_no_part_of_name_or_span() -> None:
    text = "التقى الرئيس مع ياسر الخزرجي وسامي الخزرجي وبايدن"
    assert named(text, "PERSON") == ["ياسر الخزرجي", "سامي الخزرجي", "بايدن"]


def test_a_letter_that_a_preposition_could_be_stays_where_the_word_looks_like_a_name() -> None:
    assert named("وصل المدرب الجديد باولو سوزا أمس", "PERSON") == ["باولو سوزا"]
    assert named("كلف لأرنولد شولتز مكتب", "PERSON") == ["أرنولد شولتز"]


def test_a_hyphen_joins_the_words_of_a_name_but_no_blessing_and_no_place() -> None:
    assert set(named("وقال جان-لوك ميلانشون إن الأمر صعب", "PERSON")) == {"جان-لوك ميلانشون"}
    assert set(named("وصل الوزير جان-إيف لودريان أمس", "PERSON")) == {"جان-إيف لودريان"}
    assert named("كتب الأستاذ محمد الخزرجي-رحمه الله كتابا", "PERSON") == ["محمد الخزرجي"]


def test_two_of_one_surname_stay_two_and_the_nearest_before_is_meant() -> None:
    text = "قال ياسر الخزرجي كلمة. وقال سامي الخزرجي كلمة. ثم مضى الخزرجي."
    assert named(text, "PERSON") == ["ياسر الخزرجي", "سامي الخزرجي", "سامي الخزرجي"]


def test_a_shorter_form_with_the_same_first_and_last_word_is_the_same_person() -> None:
    text = "قال خالد محفوظ القرطبي إن العمل بدأ. ثم مضى خالد القرطبي."
    assert set(named(text, "PERSON")) == {"خالد محفوظ القرطبي"}


@pytest.mark.parametrize(
    ("text", "kind", "name", "why"),
    [
        ("أعلنت وزارة الدفاع العراقية ذلك", "ORG", "وزارة الدفاع العراقية", "a construct with its adjective"),
        ("نفت السلطات العراقية الخبر", "ORG", "السلطات العراقية", "a noun with the article and a people's adjective"),
        ("هاجم تنظيم (داعش) القرية", "ORG", "داعش", "the known name in brackets is a mention of its own"),
        ('رحب تحالف "البناء" بالقرار', "ORG", 'تحالف "البناء"', "marks close a construct"),
        ("دعت الهيئة الوطنية لمكافحة الفساد إلى ذلك", "ORG", "الهيئة الوطنية لمكافحة الفساد", "what a body is for"),
        ("وصل إلى بغداد", "GPE", "بغداد", "a place of the list"),
        ("سافر للعراق", "GPE", "العراق", "the article that ل swallowed comes back in the name"),
        ("وصل الوفد إلى مدينة زرجون", "GPE", "زرجون", "an unlisted word behind مدينة"),
        ("توتر في الشرق الأوسط", "LOC", "الشرق الأوسط", "a region is no state"),
        ("هبطت الطائرة في مطار بغداد", "FACILITY", "مطار بغداد", "a facility by its head"),
        ("انطلق مهرجان قرطاج", "EVENT", "مهرجان قرطاج", "an event by its head"),
        ("تظاهر العراقيون أمس", "NORP", "العراقيون", "a people in the plural"),
    ],
)
def test_things_are_named(text: str, kind: str, name: str, why: str) -> None:
    assert name in named(text, kind), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("خرجت القوات القتالية من المدينة", "a noun with the article and a plain adjective is no name"),
        ("جرى تنظيم العمل في المدرسة", "تنظيم also means organising"),
        ("شهدت البلاد حركة للطائرات المسيرة", "what is joined by لل is no part of a name"),
    ],
)
def test_generic_phrases_are_no_organisations(text: str, why: str) -> None:
    assert named(text, "ORG") == [], why


@pytest.mark.parametrize(
    ("text", "kind", "name", "why"),
    [
        ("نشرت شركة زرجون والتي تعمل هنا بيانا", "ORG", "شركة زرجون", "و with a relative begins a clause"),
        ("طلبت وزارة التعليم الإسراع في العمل", "ORG", "وزارة التعليم", "a verbal noun is no adjective of the body's"),
        ("قررت وزارة التعليم الحالية ذلك", "ORG", "وزارة التعليم", "what says when is no part of a name"),
        ("في قاعدة عين الأسد", "FACILITY", "قاعدة عين الأسد", "a person's name may be part of a place's"),
        ("افتتح سوق عكاظ", "FACILITY", "سوق عكاظ", "a noun of many meanings before a proper name"),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text: str, kind: str, name: str, why: str) -> None:
    assert named(text, kind)[:1] == [name], why


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("تحسن سوق العمل والسوق السعودية", "FACILITY", "a market of goods is no place"),
        ("كان ذلك في حقل تجارب", "FACILITY", "nouns of many meanings before common words"),
        ("زرنا كنيسة تقع هناك", "FACILITY", "a verb is no name, though no list has this form of it"),
        ("وأدى ملايين المسلمين الصلاة", "LOC", "a hamza tells وأدى from وادي"),
        ("كانت ثورةً شاملةً ستطيح بهم", "EVENT", "an indefinite object opens no construct"),
        ("أقيم معرض تتخذ الإجراءات فيه", "EVENT", "a verb behind the noun opens a clause"),
        ("لا أمل في دولة منفتحة", "GPE", "an adjective behind دولة"),
        ("خرجت لقضاء أشغالهن", "GPE", "what is owned is no place"),
        ("ظهر البيض وجمال الزعيم", "GPE", "towns whose names are mostly other words"),
    ],
)
def test_common_words_name_no_thing(text: str, kind: str, why: str) -> None:
    assert named(text, kind) == [], why


@pytest.mark.parametrize("blessing", ["حفظه الله", "ـ رحمه الله ـ", "رضي الله عنه", "رعاه الله"])
def test_a_blessing_is_no_part_of_a_name(blessing: str) -> None:
    assert named(f"وجه الملك سلمان بن عبدالعزيز {blessing} بذلك", "PERSON") == ["سلمان بن عبدالعزيز"]


def test_a_surname_inside_the_name_of_a_place_is_not_the_person() -> None:
    text = "قال بشار الأسد كلمة. ثم قصفت قاعدة عين الأسد."
    assert [one.span.start for one in mentions_of(text) if one.kind == "PERSON"] == [text.index("بشار")]


def test_a_place_and_a_body_inside_an_organisation_are_kept() -> None:
    names = [one.name for one in mentions_of("أعلنت سفارة إيران وفصائل الحشد الشعبي ذلك")]
    assert names == ["سفارة إيران", "إيران", "فصائل الحشد الشعبي", "الحشد الشعبي"]


def test_spelling_and_marks_do_not_hide_a_name() -> None:
    assert surfaces("قال أحـمد الخُزرجي كلمة", "PERSON") == ["أحـمد الخُزرجي"]
    assert surfaces("وصل إلى وَبغداد", "GPE") == ["بغداد"], "marks between the joined letters are passed over"


def test_other_languages_are_left_alone() -> None:
    assert mentions_of("قال محمد بن راشد", language="en") == ()


_WORDS = st.sampled_from(
    [
        "قال",
        "وقال",
        "الرئيس",
        "محمد",
        "بن",
        "الخفاجي",
        "على",
        "عبد",
        "الله",
        "أبو",
        "أمس",
        "مساء",
        "الجمعة",
        "ديسمبر",
        "/",
        "كانون",
        "الأول",
        "المقبل",
        "31",
        "،",
        ".",
        "(",
        ")",
        "«",
        "»",
        "د",
        "للخفاجي",
        "وزارة",
        "الدفاع",
        "تنظيم",
        '"',
        "ـ",
        "َ",
        "1436",
        "هـ",
        "2015",
        "عام",
        "وال",
        "لل",
        "و",
        "ب",
        "12.5.2015",
        "ال",
        "في",
        "مدينة",
        "رئيس",
        "باسم",
        "-",
        "لـ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(_WORDS, max_size=40).map(" ".join), st.lists(_WORDS, max_size=30).map("".join)
    )
)
def test_any_text_is_read_without_an_error_and_spans_are_verbatim(text: str) -> None:
    for mention in mentions_of(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert text[mention.span.start : mention.span.end] == mention.surface
        assert mention.name
        assert mention.kind in ENTITY_KINDS


def test_work_grows_no_faster_than_the_text() -> None:
    """Looks at each token a bounded number of times: counted in calls, not in seconds."""
    calls = [_calls(("رئيس وزير مدير محمد بن " * size).strip()) for size in (200, 400, 800)]
    assert calls[2] < 5 * calls[0], "four times the text takes about four times the calls"


def _calls(text: str) -> int:
    import sys

    counted, segmented = 0, segment(text)

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        entities.EXTRACTOR.extract(Document(text), segmented, Annotations())
    finally:
        sys.setprofile(before)
    return counted
