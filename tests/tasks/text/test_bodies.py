"""The same article under another headline, in another spelling, with other spaces is one cluster."""

from tasks.text.duplicates import cluster


def test_headline_spelling_marks_and_spaces_do_not_count() -> None:
    first = cluster('عنوان\n\nقال أحمد إن "القوات الأميركية" ستغادر.\n\nوأضاف: نعم.')
    assert first == cluster("عنوان آخر\n\nقال احمد إنّ «القوات الاميركيه» ستغادر\n\nوأضـاف نعم")


def test_other_words_do() -> None:
    assert cluster("عنوان\n\nقال أحمد نعم") != cluster("عنوان\n\nقال أحمد لا")


def test_a_headline_alone_has_a_cluster_of_its_own() -> None:
    assert cluster("عنوان") != cluster("عنوان آخر")
