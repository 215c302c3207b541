"""Speakers by names that no list knows, told by where they stand, and by their fullest form."""

import pytest

from tests.tasks.extractors.languages.arabic.speaking import quotes_of, speakers_of

CASES = {
    "one unknown word between verb and content": ("وقالت شيرنغال إن النتائج ستنشر قريبا.", ["شيرنغال"]),
    "the fullest form stands elsewhere, behind a role": (
        "شدد كوفاليتش على أن الفريق جاهز. وكان النادي تعاقد مع المدرب زدرافكو كوفاليتش.",
        ["زدرافكو كوفاليتش"],
    ),
    "a word that a preposition could begin": (
        "شدد بورنهايم على أن الفريق جاهز. وكان النادي تعاقد مع المدرب رودولف بورنهايم.",
        ["رودولف بورنهايم"],
    ),
    "behind the adjective of a people": ("قال البرتغالي زكيرو فالاندو إن الفريق جاهز.", ["زكيرو فالاندو"]),
    "behind a personal title any word is a name": ("وأوضح الدكتور الزهراء أن العملية نجحت.", ["الزهراء"]),
    "بن tells the name whose first word is a common one": (
        "قال محافظ المدينة عودة بن سالم العودة إن الطريق سيفتح.",
        ["عودة بن سالم العودة"],
    ),
    "behind بن and a word comes who he is, no family": (
        "وأعلن منصور بن تركي الذي يرأس النادي أن الفريق جاهز.",
        ["منصور بن تركي"],
    ),
    "the name ends at a participle": ("قال كوفاليتش موجها كلامه إلى اللاعبين إن الفريق جاهز.", ["كوفاليتش"]),
    "the name ends before the outlet that was told": ("وقال كوفاليتش لصحيفة النهار إن الفريق جاهز.", ["كوفاليتش"]),
    "behind a programme's name in marks": (
        "وتوقع الرئيس التنفيذي لبرنامج «خطوة الغد» نبيل الشامي، أن ينجح المشروع.",
        ["نبيل الشامي"],
    ),
    "behind an office over prepositions and a title": (
        "قال عضو هيئة التدريس في جامعة بابل المختص في مجال علم النبات الدكتور نبيل الشامي إن الحرارة سترتفع.",
        ["نبيل الشامي"],
    ),
    "a name of which a university is called": (
        "قال أستاذ الاقتصاد بجامعة الملك عبدالعزيز بجدة، الخبير نبيل الشامي، إن السوق تراجع.",
        ["نبيل الشامي"],
    ),
    "a hospital's name with بن": (
        "قال مدير عام مستشفى الأمير محمد بن فهد الدكتور نبيل الشامي إن العيادة افتتحت.",
        ["نبيل الشامي"],
    ),
    "two words at the end of a long office": (
        "وأوضح مدير عام الزراعة في منطقة حائل زكيرو فالاندو أن الموسم بدأ.",
        ["زكيرو فالاندو"],
    ),
    "an unknown word that begins a sentence": (
        "درب الفريق زدرافكو كوفاليتش. كوفاليتش قال: احترمت منصبي والنادي.",
        ["زدرافكو كوفاليتش"],
    ),
    "unknown words before an office": ("وقال جون ويندل رئيس شعبة الأسماك إن النمو مستمر.", ["جون ويندل"]),
    "a surname that is a common word": (
        "شدد لاعب النهضة السابق عبدالله السفينة على ضرورة التدريب.",
        ["عبدالله السفينة"],
    ),
    "again by a surname that is a common word": (
        "وأعلن مدير الميناء المهندس خالد السفينة، أن الرصيف جاهز. وأضاف السفينة أن العمل مستمر.",
        ["خالد السفينة", "خالد السفينة"],
    ),
    "behind a comma, with a first letter that could be joined": (
        "وقال متحدث باسم الصيادين، فلاديمير دينكو، إن البحر هادئ.",
        ["فلاديمير دينكو"],
    ),
    "behind an office over another one's و": (
        "وقال المدير التنفيذي للبرنامج الوطني للمعارض والأسواق المهندس نبيل الشامي إن الطلبات ستدرس.",
        ["نبيل الشامي"],
    ),
    "a name in marks": ("وأكد «كوفاليتش» أن الفريق جاهز.", ["كوفاليتش"]),
    "the end of an office that later speaks alone": (
        "قال مدير عام البحوث والتوثيق بوزارة الثقافة التكريني القدراوي إن العمل بدأ. وأضاف القدراوي أن الترميم مستمر.",
        ["التكريني القدراوي", "القدراوي"],
    ),
    "a given name and a word with the article end an office": (
        "وقال المندوب الجهوي للسياحة بسوسة فؤاد العود إن الموسم بدأ.",
        ["فؤاد العود"],
    ),
    "between commas behind an office": (
        "وأكد نائب مدير وكالة المدار، نبيل الشامي، أن العمل مستمر.",
        ["نبيل الشامي"],
    ),
}


@pytest.mark.parametrize(("body", "names"), CASES.values(), ids=CASES)
def test_the_place_tells_the_name(body: str, names: list[str]) -> None:
    assert speakers_of(body) == names


def test_a_name_told_by_its_place_is_a_person() -> None:
    assert [one.speaker.type for one in quotes_of(CASES["behind a personal title any word is a name"][0])] == ["PERSON"]


def test_a_role_that_comes_later_is_found_for_the_lede() -> None:
    body = "قال المتحدث باسم الميناء إن الرصيف أغلق.\n\nوقال المتحدث باسم الميناء نبيل الشامي إن العمل سيستأنف غدا."
    assert speakers_of(body) == ["نبيل الشامي", "نبيل الشامي"], "the lede names the role, the body the person"


def test_a_given_name_behind_a_personal_title_is_nobodys_surname() -> None:
    body = "قال الشيخ صالح برغند إن القبائل مستعدة. وكان الرئيس علي عبدالله صالح قد غادر."
    assert speakers_of(body) == ["صالح برغند"]


def test_an_adjective_behind_a_role_is_no_name() -> None:
    assert speakers_of("قال الباحث الأكاديمي، نبيل الشامي، إن الحرارة سترتفع.") == ["نبيل الشامي"]


UNLISTED = {
    "behind one title": ("قالت النائبة مهرين القوسبيني إنها أدلت بشهادتها.", "مهرين القوسبيني"),
    "behind an adjective of a people": ("أكد الخبير الاقتصادي المصري اوزن اقرطاي أن الاتفاق قريب.", "اوزن اقرطاي"),
    "behind a place with بال": (
        "قالت أستاذة علم النبات بالمعهد العالي للزراعة ليلى قرندل إن البذور سليمة.",
        "ليلى قرندل",
    ),
    "behind the name of a town": ("أكد الكاتب العام لرابطة النجارين بالقنيطرة شفيق قرندل أن الحل قريب.", "شفيق قرندل"),
}


@pytest.mark.parametrize(("body", "name"), UNLISTED.values(), ids=UNLISTED)
def test_a_name_that_no_list_has_ends_an_office(body: str, name: str) -> None:
    assert speakers_of(body) == [name]


def test_a_speaker_for_a_body_is_not_called_so() -> None:
    assert speakers_of("أضاف الناطق باسم المحكمة أن القضية مغلقة.") == ["الناطق باسم المحكمة"]


ASIDES = {
    "between dashes": ("قال مدير المخبز – الذي يقع قرب الجسر - الدكتور سامر الحلبي، إن الفرن جديد.", "سامر الحلبي"),
    "between commas": ("أعرب نائب رئيس الشركة، الرائدة في صناعة الورق، سامر الحلبي، عن سعادته بالنجاح.", "سامر الحلبي"),
}


@pytest.mark.parametrize(("body", "name"), ASIDES.values(), ids=ASIDES)
def test_an_aside_may_part_an_office_from_its_bearer(body: str, name: str) -> None:
    assert speakers_of(body) == [name]
