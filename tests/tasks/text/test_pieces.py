"""An article's text in pieces: annotations overlap and nest, pieces never do, and no letter is lost."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.text.pieces import Mark, Piece, paragraphs, visible

TEXT = "عنوان 😀\n\nقال الوزير إن القاضي نفى ذلك"


def test_overlapping_marks_share_the_piece_between_them() -> None:
    first, second = Mark(11, 21, "content", 1), Mark(15, 26, "content", 2)
    (_, body) = paragraphs(TEXT, [first, second])
    assert [(piece.text, piece.quotes) for piece in body] == [
        (TEXT[9:11], ()), (TEXT[11:15], (1,)), (TEXT[15:21], (1, 2)), (TEXT[21:26], (2,)), (TEXT[26:], ()),
    ]  # fmt: skip
    assert [piece.opens for piece in body] == [(), (1,), (2,), (), ()]


def test_offsets_are_code_points_behind_characters_of_two_units() -> None:
    (headline, body) = paragraphs("😀😀 ب\n\nقال ج", [Mark(3, 4, "name", None, "e")])
    assert [piece.text for piece in headline if piece.name] == ["ب"]
    assert [piece.text for piece in body] == ["قال ج"]


def test_a_mark_over_two_paragraphs_is_in_both() -> None:
    (headline, body) = paragraphs("أ ب\n\nج د", [Mark(2, 6, "content", 1)])
    assert [[piece.text for piece in cut if piece.quotes] for cut in (headline, body)] == [["ب"], ["ج"]]
    assert sum(len(piece.opens) for piece in (*headline, *body)) == 1


def test_characters_that_turn_letters_around_are_named_in_the_text_and_gone_elsewhere() -> None:
    ((first, control, last),) = paragraphs("أ\u202eب", [])
    assert (first.text, control, last.text) == ("أ", Piece("U+202E", (), (), True), "ب")
    assert visible("أ\u202eب\u2069") == "أب"


@given(
    st.text(alphabet="اب \n😀\u202e", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6),
)
def test_nothing_of_the_text_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, start + length, "content", n) for n, (start, length) in enumerate(spans, 1)]
    cut = ["".join("\u202e" if one.control else one.text for one in pieces) for pieces in paragraphs(text, marks)]
    assert "\n\n".join(cut) == text
