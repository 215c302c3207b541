"""An article as HTML for the notebook: quotes and names marked, whatever the text holds."""

from tasks.queries.marked import marked_html

QUOTE = {"layer": "quote", "speaker": "<b>", "act": "deny", "kind": "direct", "how": None, "confidence": 0.5}


def test_quotes_and_names_are_marked_where_they_overlap_too() -> None:
    text = "عنوان\n\nقال سالم <نعم>"
    spans = [{**QUOTE, "start": 11, "end": 21}, {"layer": "mention", "start": 11, "end": 15}]
    assert marked_html(text, spans) == (
        '<p dir="auto">عنوان</p><p dir="auto">قال '
        '<span class="said direct named" title="&lt;b&gt;: deny, direct, 0.50">سالم</span>'
        '<span class="said direct" title="&lt;b&gt;: deny, direct, 0.50"> &lt;نعم&gt;</span></p>'
    )


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    found = marked_html("أ ب\n\nج د", [{**QUOTE, "start": 2, "end": 6}])
    assert found.count('class="said direct"') == 2
    assert found.count("<p ") == found.count("</p>") == 2


def test_characters_that_turn_letters_around_are_named() -> None:
    assert marked_html("أ\u202eب", []) == '<p dir="auto">أU+202Eب</p>'
