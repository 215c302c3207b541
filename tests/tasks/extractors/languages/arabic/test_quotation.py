"""Quotation marks are paired whatever their shape, wherever they were set and whoever forgot one."""

import pytest

from tasks.extractors.annotate import annotate
from tasks.extractors.languages.arabic.quotation import pairs
from tasks.extractors.languages.arabic.quotation_marks import marks
from tasks.model.records import Document
from tasks.text.segment import segment

Found = list[tuple[str, bool]]


def inside(text: str) -> Found:
    """What stands inside each pair, in the order of their opening marks, and whether the pair is closed."""
    segmented = segment(text)
    return [
        (text[segmented.tokens[one.opening + 1].start : segmented.tokens[one.closing - 1].end], one.closed)
        for _, one in sorted(pairs(segmented).items())
    ]


SHAPES = {
    "guillemets": ("«", "»"),
    "curly marks": ("“", "”"),
    "curly marks the wrong way round": ("”", "“"),
    "straight marks": ('"', '"'),
    "wide straight marks": ("＂", "＂"),
    "low and high marks": ("„", "“"),
    "a reversed high mark": ("‟", "”"),
    "a double prime that a blog set behind a number": ("“", "″"),
    "heavy marks": ("❝", "❞"),
    "single guillemets": ("‹", "›"),
    "single guillemets in twos": ("‹‹", "››"),
    "single guillemets in twos as one outlet sets them": ("‹›", "››"),
    "less and greater": ("<<", ">>"),
    "single curly marks": ("‘", "’"),
    "single low mark": ("‚", "‘"),
    "apostrophes": ("'", "'"),
    "grave and acute": ("`", "´"),
    "two apostrophes": ("''", "''"),
    "two single curly marks": ("‘‘", "’’"),
    "two graves, two acutes": ("``", "´´"),
    "two commas": (",,", "“"),
    "braces": ("{", "}"),
    "the Koran's parentheses": ("﴿", "﴾"),
    "double parentheses": ("((", "))"),
    "guillemets turned round": ("»", "«"),
    "an opening guillemet for both": ("«", "«"),
    "a closing guillemet for both": ("»", "»"),
    "a straight mark closed by a curly one": ('"', "”"),
    "a straight mark closed by a guillemet": ('"', "»"),
    "a guillemet closed by a straight mark": ("«", '"'),
    "a curly mark closed by a guillemet": ("“", "»"),
}


@pytest.mark.parametrize(("opening", "closing"), SHAPES.values(), ids=SHAPES.keys())
def test_marks_of_every_shape_are_paired(opening: str, closing: str) -> None:
    text = f"قال المدير: {opening}سنفتح البوابة غدا{closing}، ثم مضى."
    assert inside(text) == [("سنفتح البوابة غدا", True)]


@pytest.mark.parametrize(
    ("why", "text", "expected"),
    [
        ("no mark, no pair", "قال المدير سنأتي.", []),
        ("straight marks alternate", 'قال "نعم" ثم "لا"', [("نعم", True), ("لا", True)]),
        ("spaces inside the marks", 'قال " نعم سنأتي " أمس', [("نعم سنأتي", True)]),
        ("nothing inside", 'قال "" ثم مضى', []),
        ("only a comma inside", "قال «،» ثم مضى", []),
        ("a number inside", 'القناة "24" مغلقة', [("24", True)]),
        ("a joined particle before the mark", 'عن ال"فيفا" وب"فيفا" ول"فيفا"', [("فيفا", True)] * 3),
        ("a particle with tatweel", 'في حديث لـ "الواحة" أمس', [("الواحة", True)]),
        ("no space between two pairs", 'قالت"نعم""لا"هي', [("نعم", True), ("لا", True)]),
    ],
)
def test_plain_pairs(why: str, text: str, expected: Found) -> None:
    assert inside(text) == expected, why


@pytest.mark.parametrize(
    ("why", "text", "expected"),
    [
        ("one kind in the other", 'قال «نعم "سنأتي" غدا»', [('نعم "سنأتي" غدا', True), ("سنأتي", True)]),
        (
            "the same guillemets in each other",
            "قال «إن حزب «النور» سيفوز غدا».",
            [("إن حزب «النور» سيفوز غدا", True), ("النور", True)],
        ),
        (
            "straight marks in each other, told by their spaces",
            'قال: "إن حزب "النور" سيفوز غدا".',
            [('إن حزب "النور" سيفوز غدا', True), ("النور", True)],
        ),
        (
            "a name begins the speech",
            'وقال: ""النور" سيفوز في كل مدينة".',
            [('"النور" سيفوز في كل مدينة', True), ("النور", True)],
        ),
        (
            "the name ends the speech, each closed by its own mark",
            'وقال: "لن يفوز في مدينتنا حزب "النور"".',
            [('لن يفوز في مدينتنا حزب "النور"', True), ("النور", True)],
        ),
        (
            "one mark closes the name and the speech",
            'وقال: "لن يفوز في مدينتنا حزب "النور". ثم مضى.',
            [('لن يفوز في مدينتنا حزب "النور', True), ("النور", True)],
        ),
        (
            "three in each other",
            "قال «إن كتاب \"حكاية 'النخلة' الطويلة\" نفد»",
            [
                ("إن كتاب \"حكاية 'النخلة' الطويلة\" نفد", True),
                ("حكاية 'النخلة' الطويلة", True),
                ("النخلة", True),
            ],
        ),
    ],
)
def test_pairs_in_pairs(why: str, text: str, expected: Found) -> None:
    assert inside(text) == expected, why


@pytest.mark.parametrize(
    ("why", "text", "expected"),
    [
        ("the closing mark behind its space", 'يعمل في "الواحة "منذ عام', [("الواحة", True)]),
        (
            "behind its space, and the sentence goes on",
            'قال "سنفتح البوابة لكل الناس غدا "وأضاف شيئا',
            [("سنفتح البوابة لكل الناس غدا", True)],
        ),
        ("the opening mark before its space", 'قال المدير" سنفتح البوابة غدا" أمس', [("سنفتح البوابة غدا", True)]),
        ("both on the wrong side", 'قال المدير" سنفتح البوابة غدا ".', [("سنفتح البوابة غدا", True)]),
        ("the closing mark glued to the next word", "قال «سنفتح البوابة غدا»وأضاف شيئا", [("سنفتح البوابة غدا", True)]),
        ("the opening mark glued to the word before", "قالت«سنفتح البوابة غدا» أمس", [("سنفتح البوابة غدا", True)]),
        ("an opening guillemet closes before a space", "عن « الواحة « أمس", [("الواحة", True)]),
    ],
)
def test_marks_in_the_wrong_place(why: str, text: str, expected: Found) -> None:
    assert inside(text) == expected, why


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("an apostrophe in a Latin name", "تبيع شركة L'Oreal وصحيفة L’Orient كل شيء"),
        ("an apostrophe behind an Arabic particle", "افتتح متجر الO'Neill أمس"),
        ("an apostrophe in a name written in Arabic letters", "زار ما'ان وبا´دن أمس"),
        ("feet and inches", 'طوله 5\' وعرض الشاشة 55" وطولها 65" تقريبا'),
        ("a comma turned upside down", "تعلم الناس الصبر ‘خاصة في الشتاء"),
        ("a mark in the middle of a sentence", 'كان الناس "على الجسر كل صباح.'),
        ("a closing mark that nothing opened", "كان الناس على الجسر» كل صباح."),
        ("two closing marks that nothing opened", 'كان الناس على الجسر". ثم عاد الناس".'),
        ("two opening marks that nothing closed", "كان « الناس على «الجسر كل صباح طويل."),
        ("short parentheses behind a colon", "قال المدير: (نعم) ثم مضى"),
        ("parentheses that nobody said", "في المدينة (التي تقع على نهر طويل في الشمال) جسر"),
        ("a list behind a colon", "تعمل الهيئة في مدن هي: (الواحة والنخلة والجسر والبوابة والنهر)"),
        ("two commas behind a word", "ثم مضى,, وعاد إلى البيت"),
        ("parentheses in parentheses", "في كتاب (حكاية النخلة (الطويلة جدا)) وصف"),
    ],
)
def test_no_pair(why: str, text: str) -> None:
    assert inside(text) == [], why


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("a verb of saying and a colon", "وقال مدير الواحة: (سنفتح البوابة لكل الناس غدا)، ثم مضى."),
        ("a verb of saying alone", "ثم قال (سنفتح البوابة لكل الناس غدا) ومضى."),
    ],
)
def test_parentheses_that_hold_speech(why: str, text: str) -> None:
    assert inside(text) == [("سنفتح البوابة لكل الناس غدا", True)], why


@pytest.mark.parametrize(
    ("why", "text", "expected"),
    [
        ("to the paragraph's end", "قال: «نعم سنأتي\n\nثم مضى", [("نعم سنأتي", False)]),
        ("over a full stop", "قال: «سنأتي غدا. الأمر سهل.\n\nثم مضى", [("سنأتي غدا. الأمر سهل.", False)]),
        ("before the next report", "قال: «سنأتي غدا. وأضاف أن الأمر سهل.", [("سنأتي غدا", False)]),
        ("before a participle", "قال: «سنأتي غدا، مشيرا إلى أن الأمر سهل.", [("سنأتي غدا", False)]),
        (
            "at the full stop before the next speech",
            'قال: "نعم سنأتي. ثم قال: "لا"',
            [("نعم سنأتي", False), ("لا", True)],
        ),
        (
            "at the verb of the next speech",
            'قال: "سنأتي اليوم ثم غدا وتابع: "ولن نتأخر".',
            [("سنأتي اليوم ثم غدا", False), ("ولن نتأخر", True)],
        ),
        ("with its sentence behind أن", "أكد أن «البوابة مغلقة. ثم مضى الناس.", [("البوابة مغلقة", False)]),
        ("not at dots that leave something out", "أكد أن «البوابة.. مغلقة. ثم مضى.", [("البوابة.. مغلقة", False)]),
        ("not at an initial", "أكد أن «أ. سامر مريض. ثم مضى.", [("أ. سامر مريض", False)]),
        (
            "with a name inside",
            "قال: «سيفوز حزب «النور» غدا.\n\nثم مضى",
            [("سيفوز حزب «النور» غدا.", False), ("النور", True)],
        ),
        (
            "its verb stands before the subject",
            "وقال مدير الواحة «سنفتح البوابة لكل الناس غدا.",
            [("سنفتح البوابة لكل الناس غدا.", False)],
        ),
        (
            "its verb means other things too, but stands near",
            "وأضاف عضو اللجنة «سنفتح البوابة لكل الناس غدا.",
            [("سنفتح البوابة لكل الناس غدا.", False)],
        ),
        (
            "within the marks around it, though a name closes with them",
            'قال: «ذكر الناس كلهم قول: "سيفوز هنا حزب «النور».',
            [('ذكر الناس كلهم قول: "سيفوز هنا حزب «النور', True), ("سيفوز هنا حزب «النور", False), ("النور", True)],
        ),
        ("a name behind a verb's subject opens nothing", "وقال عضو حزب «النور إن البوابة ستفتح غدا.", []),
        ("a name behind a preposition opens nothing", "وقال المدير في «الواحة كلاما طويلا جدا.", []),
    ],
)
def test_speech_that_nobody_closed(why: str, text: str, expected: Found) -> None:
    assert inside(text) == expected, why


@pytest.mark.parametrize(
    ("why", "text", "expected"),
    [
        ("the colon opens it", 'وقال: سنفتح البوابة لكل الناس غدا". ثم مضى.', [("سنفتح البوابة لكل الناس غدا", True)]),
        ("not where the author is heard behind", 'وقال: سنأتي. وأضاف أنه سيفتح البوابة للناس كلهم".', []),
        ("not where nobody speaks", 'مدن الواحة: النخلة والجسر والبوابة والنهر والميدان".', []),
    ],
)
def test_speech_that_nobody_opened(why: str, text: str, expected: Found) -> None:
    assert inside(text) == expected, why


@pytest.mark.parametrize(
    ("why", "broken"),
    [
        ("an opening mark too many", 'رأينا "الجسر القديم كل صباح.'),
        ("a closing mark too many", 'رأينا الجسر القديم" كل صباح.'),
        ("an announced mark too many", 'وأضاف: "رأينا الجسر القديم كل صباح.'),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"], ids=["same paragraph", "next paragraph"])
def test_an_odd_mark_costs_its_sentence(why: str, broken: str, between: str) -> None:
    before, behind = 'قال: "سنفتح البوابة لكل الناس غدا".', 'وتابع: "لن نغلقها بعد ذلك أبدا". ويعمل في "الواحة".'
    kept = [("سنفتح البوابة لكل الناس غدا", True), ("لن نغلقها بعد ذلك أبدا", True), ("الواحة", True)]
    found = inside(between.join((before, broken, behind)))
    assert [one for one in found if one[1]] == kept, why


HEADLINE = "لقاء في الواحة\n\n"


@pytest.mark.parametrize(
    ("why", "speech"),
    [
        ("opened in one, closed in the next", "سنفتح البوابة غدا. هذا وعد.\n\nولن نغلقها بعد ذلك أبدا"),
        ("opened again in each", "سنفتح البوابة غدا.\n\n«ولن نغلقها بعد ذلك أبدا.\n\n«وهذا وعد قطعناه للناس"),
        ("names inside", "سنفتح بوابة «الواحة» غدا.\n\nونشكر أهل «النخلة» على الصبر.\n\nولن نغلقها أبدا"),
    ],
)
def test_speech_across_paragraphs(why: str, speech: str) -> None:
    found = inside(f"{HEADLINE}وقال مدير الواحة: «{speech}».\n\nثم مضى إلى «بيته».")
    assert found[0] == (speech, True), why
    assert found[-1] == ("بيته", True), "what comes behind is left alone"


@pytest.mark.parametrize(
    ("why", "text", "expected"),
    [
        (
            "a report begins the next paragraph",
            "وقال: «سنفتح البوابة غدا.\n\nوأكد أن الأمر سهل على الناس».",
            [("سنفتح البوابة غدا.", False)],
        ),
        (
            "a pair of its own begins it",
            "وقال: «سنفتح البوابة غدا.\n\n«الواحة» مدينة صغيرة.",
            [("سنفتح البوابة غدا.", False), ("الواحة", True)],
        ),
        (
            "speech of its own begins it",
            "وقال: «سنفتح البوابة غدا».\n\n«لن نغلقها بعد ذلك أبدا».",
            [("سنفتح البوابة غدا", True), ("لن نغلقها بعد ذلك أبدا", True)],
        ),
        ("a name is no speech", "رأينا جسر «الواحة القديم.\n\nثم مضى الناس كلهم».", []),
    ],
)
def test_marks_that_do_not_reach_the_next_paragraph(why: str, text: str, expected: Found) -> None:
    assert inside(HEADLINE + text) == expected, why


def test_a_headline_does_not_run_into_the_text() -> None:
    assert inside("مدير الواحة: «سنفتح البوابة غدا\n\nثم مضى الناس كلهم».")[:1] != [
        ("سنفتح البوابة غدا\n\nثم مضى الناس كلهم", True)
    ]


@pytest.mark.parametrize(
    ("why", "opening", "speech", "closing"),
    [
        ("one pair over three paragraphs", ": «", "سنفتح البوابة غدا. هذا وعد.\n\nلن نغلقها.\n\nوهذا كلامنا كله", "»"),
        ("opened again in each", ": «", "سنفتح البوابة غدا.\n\n«ولن نغلقها بعد ذلك أبدا", "»"),
        ("behind أن", " أن «", "البوابة ستفتح لكل الناس غدا.\n\nولن نغلقها بعد ذلك أبدا", "»"),
        ("double parentheses", " ((", "سنفتح البوابة لكل الناس غدا", "))"),
        ("two apostrophes", ": ''", "سنفتح البوابة لكل الناس غدا", "''"),
        ("parentheses", ": (", "سنفتح البوابة لكل الناس غدا", ")"),
        ("guillemets turned round", ": »", "سنفتح البوابة لكل الناس غدا", "«"),
        ("a mixed pair", ': "', "سنفتح البوابة لكل الناس غدا", "»"),
        ("a name ends it, closed by the same mark", ': "', 'لن يفوز في مدينتنا كلها حزب "النور', '"'),
        ("not opened", ": ", "سنفتح البوابة لكل الناس غدا", '"'),
    ],
)
def test_it_comes_out_as_one_direct_quote(why: str, opening: str, speech: str, closing: str) -> None:
    text = f"{HEADLINE}وأكد الوزير سامر الحلبي{opening}{speech}{closing}.\n\nثم مضى إلى بيته."
    found = [(quote.kind, quote.content.of(text)) for quote in annotate(Document(text)).quotes]
    assert found == [("direct", speech)], why


@pytest.mark.parametrize(
    ("why", "text", "opens"),
    [
        ("a space before, a word behind", 'ثم "الواحة', True),
        ("a word before, a space behind", 'الواحة" ثم', False),
        ("behind a colon, even with a space", 'قال: " ثم', True),
        ("a joined particle is no word before it", 'ثم و"الواحة', True),
        ("a comma behind a space closes", 'الواحة " ، ثم', False),
        ("a number before it", '55" ثم', False),
    ],
)
def test_what_tells_an_opening_mark(why: str, text: str, opens: bool) -> None:
    (mark,) = marks(segment(text))
    assert (mark.evidence > 0) == opens, why
