"""Which language a text is in."""

import pytest

from tasks.model.errors import RejectDocument
from tasks.text.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال المتحدث باسم الوزارة إن الاجتماع عقد أمس في العاصمة", "ar"),
        ("وقال مدير شركة پيجو إن گوگل ستشارك في المعرض الذي يقام في العاصمة الشهر المقبل بحضور وزير الصناعة", "ar"),
        ("قال المدیر إن الاجتماع", "ar"),
        ("سخنگوی وزارت گفت که جلسه دیروز در پایتخت برگزار شد و نمایندگان سه کشور در آن شرکت کردند", "fa"),
        ("وزارت کے ترجمان نے کہا کہ اجلاس کل دارالحکومت میں ہوا اور اس میں تین ملکوں کے نمائندے شریک ہوئے", "ur"),
        ("The spokesman of the ministry said that the meeting was held yesterday in the capital.", "en"),
        ("Le porte-parole du ministère a déclaré que la réunion avait eu lieu hier dans la capitale.", "fr"),
    ],
)
def test_the_language_of_news(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "123 - 456", "会议昨天在首都举行"])
def test_a_text_without_known_letters_has_none(text: str) -> None:
    with pytest.raises(RejectDocument) as caught:
        language_of(text)
    assert caught.value.reason == "no_text"
