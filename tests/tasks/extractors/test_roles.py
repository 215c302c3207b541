"""What a text says that persons are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extractors import entities, roles
from tasks.extractors.annotate import annotate
from tasks.extractors.export import people
from tasks.extractors.languages.arabic.phrases import phrase_end
from tasks.model.records import Annotations, Document
from tasks.text.segment import segment


def read_people(text: str) -> Annotations:
    document, segmented = Document(text), segment(text)
    return roles.EXTRACTOR.extract(document, segmented, entities.EXTRACTOR.extract(document, segmented, Annotations()))


def roles_of(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in read_people(text).mentions:
        if one.kind == "PERSON":
            found.setdefault(one.name, []).extend(role.surface for role in one.roles)
    return found


@pytest.mark.parametrize(
    ("text", "given_roles", "why"),
    [
        ("قال وزير الصحة العراقي ياسر الخزرجي كلمة", ["وزير الصحة العراقي"], "an office right before the name"),
        (
            "أكد المتحدث باسم الوزارة، العميد ياسر الخزرجي، ذلك",
            ["المتحدث باسم الوزارة", "العميد"],
            "office, comma, rank",
        ),
        (
            "أكد ياسر الخزرجي، مدير الشؤون العامة في وزارة الصحة، ذلك",
            ["مدير الشؤون العامة في وزارة الصحة"],
            "apposition",
        ),
        ('القيادي في تحالف "البناء" (الجناح السياسي) ياسر الخزرجي', ['القيادي في تحالف "البناء"'], "a bracket between"),
        ("حضر ياسر الخزرجي، وهو نائب سابق، الجلسة", ["نائب سابق"], "وهو opens an apposition"),
        ("استقبل نظيره التركي ياسر الخزرجي", ["نظيره التركي"], "a joined pronoun completes an office"),
        ("قال محامي بايدن ياسر الخزرجي كلمة", ["محامي بايدن"], "an office may belong to a person"),
        (
            "أشاد معالي الأمين العام للأمم المتحدة الدكتور ياسر الخزرجي به",
            ["الأمين العام للأمم المتحدة", "الدكتور"],
            "معالي is no role",
        ),
        ("قال رئيس بلدية قرداغ د. ياسر الخزرجي كلمة", ["رئيس بلدية قرداغ", "د."], "an abbreviated title"),
        (
            "أعلن نائب الرئيس العراقي رئيس الحكومة ياسر الخزرجي ذلك",
            ["نائب الرئيس العراقي رئيس الحكومة"],
            "side by side is one",
        ),
        (
            "أوضح المدير التنفيذي لمبادرة المزارع الصغيرة الدكتور ياسر الخزرجي ذلك",
            ["المدير التنفيذي لمبادرة المزارع الصغيرة", "الدكتور"],
            "before a name that is known every complement belongs to the office",
        ),
        (
            "أوضح المشرف العام على مركز الملك سعود للترجمة المهندس ياسر الخزرجي ذلك",
            ["المشرف العام على مركز الملك سعود للترجمة", "المهندس"],
            "an office of oversight takes على, and who gave a body its name is not the bearer",
        ),
        (
            "أكد ياسر الخزرجي، وزير الدولة للشؤون البحرية، ذلك",
            ["وزير الدولة للشؤون البحرية"],
            "what an office is for follows a word such as دولة too",
        ),
        ("حضر نائب الرئيس للاتصال والشؤون العامة ياسر الخزرجي", ["نائب الرئيس للاتصال والشؤون العامة"], "a deputy for"),
        ("أكد ياسر الخزرجي، المحلل في زورنبنك، ذلك", ["المحلل في زورنبنك"], "a foreign name behind في"),
        ("زار مدير جامعتي الملك سعود ونجران ياسر الخزرجي", ["مدير جامعتي الملك سعود ونجران"], "of two bodies"),
        (
            "رافقه مدير هيئة المدن الصناعية ومناطق التقنية «مدن»، المهندس ياسر الخزرجي، أمس",
            ["مدير هيئة المدن الصناعية ومناطق التقنية «مدن»", "المهندس"],
            "a name in marks and a comma may stand between",
        ),
        ("زار عمدة مدينة فرانكلين ياسر الخزرجي", ["عمدة مدينة فرانكلين"], "a surname may name a town"),
        (
            "زار مدير المديرية العامة للكشافة في سلطنة عمان ياسر الخزرجي",
            ["مدير المديرية العامة للكشافة في سلطنة عمان"],
            "place",
        ),
        ("قاد اللواء الركن ياسر الخزرجي القوة", ["اللواء الركن"], "a rank may have two words"),
        ("زار الرئيس أول من أمس ياسر الخزرجي", [], "but أول أمس is a day"),
        (
            "أكد المتحدث الإعلامي لهيئة الموانئ ياسر الخزرجي ذلك",
            ["المتحدث الإعلامي لهيئة الموانئ"],
            "a title may be the adjective of an office",
        ),
        ("حضر الأمير ياسر الخزرجي «رئيس النادي السابق» الحفل", ["الأمير", "رئيس النادي السابق"], "in marks"),
        ("زار ياسر الخزرجي رئيس النادي، الزميل سامي القرطبي", ["رئيس النادي"], "a comma ends whose office it is"),
        ("أشاد النائب عن الكتلة الوطنية ياسر الخزرجي به", ["النائب عن الكتلة الوطنية"], "a title is for somebody"),
        ("قال الخبير في الشأن الليبي ياسر الخزرجي ذلك", ["الخبير في الشأن الليبي"], "a title has a field"),
        ("وصل المبعوث الدولي إلى سورية ياسر الخزرجي أمس", ["المبعوث الدولي إلى سورية"], "a title is sent somewhere"),
        ("زار أمين الطائف ياسر الخزرجي الحديقة", ["أمين الطائف"], "a given name before a place is an office"),
        ("أكدت الشركة ومساعد المدير الجهوي بسوسة ياسر الخزرجي ذلك", ["مساعد المدير الجهوي بسوسة"], "a joined place"),
        (
            "أكد وزير التنمية والاستثمار و التعاون ياسر الخزرجي ذلك",
            ["وزير التنمية والاستثمار و التعاون"],
            "و may stand apart",
        ),
        (
            "قال ياسر الخزرجي نائب عن حركة الفجر عن جهة مساكن في تصريح إن العمل انتهى",
            ["نائب عن حركة الفجر عن جهة مساكن"],
            "an office without the article, up to where it was said",
        ),
        (
            "ذكر ياسر الخزرجي الناطق باسم اللجنة الشعبية لمقاومة الاستيطان أن العمل انتهى",
            ["الناطق باسم اللجنة الشعبية لمقاومة الاستيطان"],
            "what is reported ends an apposition",
        ),
        (
            "أوضح ياسر الخزرجي مدير الشركة لصحيفة محلية أن العمل انتهى",
            ["مدير الشركة"],
            "but who is told is no part of it",
        ),
        ("حضر ياسر الخزرجي، أحد أعضاء الوفد، الجلسة", ["أحد أعضاء الوفد"], "one of several"),
        (
            "قال ياسر الخزرجي محامي الرئيس سامي القرطبي كلمة",
            ["محامي الرئيس سامي القرطبي"],
            "an office of a titled person",
        ),
        ("قال المشرف على الفريق ياسر الخزرجي كلمة", ["المشرف على الفريق"], "whom he leads is no rank of his"),
        ("عين مساعد ثان بالإضافة إلى الإبقاء على ياسر الخزرجي", [], "no office ends with a preposition"),
        ("نوه المترجم ياسر الخزرجي بالكتاب", ["المترجم"], "an occupation"),
    ],
)
def test_a_person_has_the_roles_that_the_text_gives(text: str, given_roles: list[str], why: str) -> None:
    assert roles_of(text)["ياسر الخزرجي"] == given_roles, why


def test_an_office_before_another_name_is_that_persons() -> None:
    found = roles_of("اتهم ياسر الخزرجي، رئيس الوزراء سامي القرطبي بالتنصل")
    assert found == {"ياسر الخزرجي": [], "سامي القرطبي": ["رئيس الوزراء"]}


def test_the_object_behind_a_named_officer_is_somebody_else() -> None:
    found = roles_of("استقبل رئيس الحكومة ياسر الخزرجي وزير الصحة القطري في بغداد")
    assert found == {"ياسر الخزرجي": ["رئيس الحكومة"]}


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("حضر ياسر الخزرجي رئيس القطاع الأوسط وسامي القرطبي نائب المدير", "نائب المدير"),
        ("حضر ياسر الخزرجي رئيس القطاع الأوسط، والدكتور سامي القرطبي نائب المدير", "نائب المدير"),
        ("استقبل رئيس القطاع الأوسط ياسر الخزرجي، ونائب المدير سامي القرطبي الضيوف", "نائب المدير"),
    ],
)
def test_what_stands_behind_and_is_somebody_elses(text: str, second: str) -> None:
    found = roles_of(text)
    assert found["ياسر الخزرجي"] == ["رئيس القطاع الأوسط"]
    assert second in found["سامي القرطبي"]
    assert "رئيس القطاع الأوسط" not in found["سامي القرطبي"]


def test_whom_the_verb_takes_gets_no_role_from_the_subject() -> None:
    found = roles_of("استقبل أمير المنطقة في مكتبه ياسر الخزرجي")
    assert found == {"ياسر الخزرجي": []}, "his office is where he receives, no part of what he is"


def test_the_article_that_a_preposition_has_melted_is_written_out() -> None:
    text = "تحدث للطبيب السوداني ياسر الخزرجي"
    (person,) = (one for one in read_people(text).mentions if one.kind == "PERSON")
    assert [(role.surface, role.span.of(text)) for role in person.roles] == [("الطبيب السوداني", "للطبيب السوداني")]


@pytest.mark.parametrize(
    ("text", "given_roles"),
    [
        ("حضر ياسر الخزرجي، شقيق الشهيد سامي القرطبي، الحفل", {"ياسر الخزرجي": ["شقيق الشهيد سامي القرطبي"]}),
        ("تحدث والد الشهيد سامي القرطبي", {"سامي القرطبي": ["الشهيد"]}),
        ("حضر ياسر الخزرجي، شقيق الشهيد سامي القرطبي، الحفل", {"سامي القرطبي": ["الشهيد"]}),
    ],
)
def test_a_relative_is_not_the_person_named_behind_him(text: str, given_roles: dict[str, list[str]]) -> None:
    assert {name: found for name, found in roles_of(text).items() if name in given_roles} == given_roles


def test_somebody_unnamed_speaks_for_who_is_named() -> None:
    assert roles_of("قال متحدث باسم وزير الخارجية محمد الخزرجي أمس") == {"محمد الخزرجي": ["وزير الخارجية"]}
    assert roles_of("قال المتحدث باسم رئيس الوزراء محمد الخزرجي") == {"محمد الخزرجي": ["المتحدث باسم رئيس الوزراء"]}


@pytest.mark.parametrize(
    ("text", "name", "role", "why"),
    [
        (
            "قال المدير الجهوي لحفظ الصحة بسوسة، ياسر الخزرجي، إن المرض تراجع",
            "ياسر الخزرجي",
            "المدير الجهوي لحفظ الصحة بسوسة",
            "a joined preposition before a noun that a definite one completes",
        ),
        (
            "أكد وزير العلاقة مع الهيئات الدستورية ياسر الخزرجي ذلك",
            "ياسر الخزرجي",
            "وزير العلاقة مع الهيئات الدستورية",
            "a relation goes on with مع",
        ),
        (
            "في تصريح لمراسلة النهار أف أم في الجهة هدى الخزرجي أمس",
            "هدى الخزرجي",
            "مراسلة النهار أف أم في الجهة",
            "a station's name ends in أف أم",
        ),
        (
            "انعقدت الندوة الصحفية للمدرب المصري ياسر الخزرجي",
            "ياسر الخزرجي",
            "المدرب المصري",
            "an adjective, no office",
        ),
        ("جمع ممثلي الائتلاف الحاكم برئيس الحكومة، ياسر الخزرجي", "ياسر الخزرجي", "رئيس الحكومة", "an adjective"),
        (
            "حضر رئيس هيئة أعضاء شرف نادي النهار ياسر الخزرجي أمس",
            "ياسر الخزرجي",
            "رئيس هيئة أعضاء شرف نادي النهار",
            "a body in a construct",
        ),
        (
            "قال رئيس المجلس البلدي في دورته الحالية ياسر الخزرجي إن",
            "ياسر الخزرجي",
            "رئيس المجلس البلدي في دورته الحالية",
            "an owned noun behind في that goes on",
        ),
        (
            "صرحت النائبة عن حزب التيار الديمقراطي هدى الخزرجي أمس",
            "هدى الخزرجي",
            "النائبة عن حزب التيار الديمقراطي",
            "an adjective inside an office",
        ),
        (
            "قالت مراسلة النهار التقت مدير الدورة ياسر الخزرجي أمس",
            "ياسر الخزرجي",
            "مدير الدورة",
            "a verb in ال belongs to no office",
        ),
    ],
)
def test_an_office_has_all_that_belongs_to_it(text: str, name: str, role: str, why: str) -> None:
    assert roles_of(text) == {name: [role]}, why


def test_where_somebody_goes_with_another_is_no_office() -> None:
    found = roles_of("رافق المحافظ في هذه الزيارة مدير شرطة المدينة العميد ياسر الخزرجي")
    assert found == {"ياسر الخزرجي": ["مدير شرطة المدينة", "العميد"]}


def test_an_unknown_place_ends_where_a_name_begins() -> None:
    tokens = segment("رئيس بلدية بيتونيا ربحي وجيه الخزرجي").tokens
    assert phrase_end(tokens, 0, len(tokens), {3}) == (3, True)


def test_what_several_are_each_of_them_is() -> None:
    found = roles_of("كرمت الغرفة رجال الأعمال ياسر الخزرجي، وسامي القرطبي والمهندس نبيل الشامي، وزارت خالد الهنداوي")
    assert found == {
        "ياسر الخزرجي": ["رجال الأعمال"],
        "سامي القرطبي": ["رجال الأعمال"],
        "نبيل الشامي": ["رجال الأعمال", "المهندس"],
        "خالد الهنداوي": [],
    }


def test_an_adjective_of_a_title_agrees_with_it() -> None:
    assert roles_of("منذ حكم الرئيس المعزول محمد الخزرجي وحتى الآن") == {"محمد الخزرجي": ["الرئيس المعزول"]}


def test_a_list_goes_on_behind_commas() -> None:
    found = roles_of("تدرب اللاعبون: ياسر الخزرجي، سامي القرطبي، نبيل الشامي أمس")
    assert found == {name: ["اللاعبون"] for name in ("ياسر الخزرجي", "سامي القرطبي", "نبيل الشامي")}


def test_whose_lawyer_somebody_is_keeps_his_own_title() -> None:
    assert roles_of("قال ياسر الخزرجي محامي الرئيس سامي القرطبي كلمة")["سامي القرطبي"] == ["الرئيس"]


def test_a_speaker_whom_only_his_quote_names_has_his_office() -> None:
    text = "أكدت المندوبة الجهوية للتربية بسوسة، شاذلية القفصاوي، أن المدرسة مفتوحة."
    (person,) = (one for one in annotate(Document(text)).mentions if one.kind == "PERSON")
    assert (person.name, person.role) == ("شاذلية القفصاوي", "المندوبة الجهوية للتربية بسوسة")


def test_an_adjective_is_no_office() -> None:
    assert roles_of("منح النادي ثقة كبيرة لمدربه ياسر الخزرجي") == {"ياسر الخزرجي": ["مدربه"]}


def test_the_longest_role_of_all_mentions_is_the_persons() -> None:
    text = "قال اللواء ياسر الخزرجي كلمة. ومضى الخزرجي، وهو قائد قوات الحدود، إلى بغداد."
    assert people(read_people(text)) == [{"name": "ياسر الخزرجي", "role": "قائد قوات الحدود"}]


_WORDS = st.sampled_from(
    [
        "وزير",
        "الصحة",
        "،",
        "(",
        ")",
        '"',
        "ياسر",
        "الخزرجي",
        "وهو",
        "نائب",
        "سابق",
        "د",
        ".",
        "قال",
        "للرئيس",
        "محامي",
        "بايدن",
        "و",
        "باسم",
        "في",
        "ب",
        "ل",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_roles_are_verbatim_and_only_persons_have_them(text: str) -> None:
    for mention in read_people(text).mentions:
        assert mention.kind == "PERSON" or not mention.roles
        for role in mention.roles:
            words = role.span.of(text)
            assert words == role.surface or (words.lstrip("وفل").startswith(role.surface.removeprefix("ال")))
