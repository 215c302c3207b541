"""Tokens and sentences cover the text, know their offsets and never have an empty form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.normalize import MARKS, fold, fold_with_map
from tasks.text.segment import segment, standing, standing_as, tokenize

ARABIC = st.text(st.sampled_from('ابتةىأإآلـ ًٌَُِّْ،.؟!"«»()- \n١2a\u200f\ufe70\ufefb\u0640'), max_size=60)


def words(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


def sentences(text: str) -> list[str]:
    cut = segment(text)
    return [text[cut.tokens[s.first].start : cut.tokens[s.last - 1].end] for s in cut.sentences]


def test_the_arabic_comma_is_no_letter() -> None:
    assert words("بغداد، واشنطن") == ["بغداد", "،", "واشنطن"]


def test_a_joined_particle_with_tatweel_is_a_word_before_the_mark() -> None:
    assert words('بـ"التنصل"') == ["بـ", '"', "التنصل", '"']


def test_a_lone_tatweel_is_no_token() -> None:
    assert words("ـ قال ـــ ـنعم") == ["قال", "نعم"]


def test_numbers_keep_their_separators() -> None:
    assert words("بلغ 3,500.75 و١٢") == ["بلغ", "3,500.75", "و١٢"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ذهب. عاد.", 2),
        ("قال: «ذهب.» ثم عاد.", 2),
        ("نسبة 3.5 من U.S.A هنا", 1),
        ("تبلغ حصتها 72. 4 في المئة", 1),
        ("من؟ لماذا! …", 3),
        ("عنوان\n\nفقرة", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(ARABIC)
def test_tokens_are_verbatim_in_order_and_have_a_form(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert token.start >= at
        assert text[token.start : token.end] == token.surface
        assert token.form
        at = token.end


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [("عنوان\n\nفقرة", [0, 1]), ("\n\nعنوان\nفقرة\n", [0, 1]), ("عنوان\n \nفقرة", [0, 2]), (" \nفقرة", [1])],
)
def test_a_paragraph_has_the_number_of_its_line_empty_ones_left_out(text: str, paragraphs: list[int]) -> None:
    assert [one.paragraph for one in segment(text).sentences] == paragraphs


def test_a_space_behind_a_token_is_no_part_of_it() -> None:
    found = tokenize("قال  وزير ، .\tـ نعم ")
    assert [(one.start, one.end, one.surface) for one in found] == [
        (0, 3, "قال"),
        (5, 9, "وزير"),
        (10, 11, "،"),
        (12, 13, "."),
        (16, 19, "نعم"),
    ]


@given(ARABIC)
def test_every_token_stands_where_its_form_is_looked_up(text: str) -> None:
    cut = segment(text)
    forms = {token.form for token in cut.tokens}
    assert standing(cut).keys() == forms
    assert standing_as(cut, [*forms, "غائب"]) == list(range(len(cut.tokens)))
    assert all(cut.tokens[at].form == form for form, places in standing(cut).items() for at in places)


@given(ARABIC)
def test_sentences_share_all_tokens_out(text: str) -> None:
    cut = segment(text)
    assert [n for s in cut.sentences for n in range(s.first, s.last)] == list(range(len(cut.tokens)))


@given(ARABIC)
def test_the_map_leads_from_the_folded_text_to_the_original(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    for at in range(len(folded.text)):
        start, end = folded.original(at, at + 1)
        assert folded.text[at] in fold(text[start:end])


@given(ARABIC)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_all_arabic_marks_fall_out() -> None:
    import re

    combining = [chr(c) for c in range(0x64B, 0x660) if unicodedata.combining(chr(c))]
    assert re.fullmatch(f"[{MARKS}]+", "".join(combining))
    assert fold("مُحَمَّدٌ") == "محمد"
