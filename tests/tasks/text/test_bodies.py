"""The body is the same under another headline, in another spelling, with other spaces."""

from tasks.text.bodies import body_hash, body_words


def hashed(text: str) -> str:
    return body_hash(body_words(text))


def test_headline_spelling_marks_and_spaces_do_not_count() -> None:
    first = hashed('عنوان\n\nقال أحمد إن "القوات الأميركية" ستغادر.\n\nوأضاف: نعم.')
    assert first == hashed("عنوان آخر\n\nقال احمد إنّ «القوات الاميركيه» ستغادر\n\nوأضـاف نعم")


def test_other_words_do() -> None:
    assert hashed("عنوان\n\nقال أحمد نعم") != hashed("عنوان\n\nقال أحمد لا")


def test_a_headline_alone_has_to_serve_as_the_body() -> None:
    assert hashed("عنوان") != hashed("عنوان آخر")
