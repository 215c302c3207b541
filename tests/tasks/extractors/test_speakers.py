"""Which speakers become mentions, so entities, and which stay words that describe."""

import pytest

from tasks.extractors.annotate import annotate
from tasks.model.records import Document


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("أظهرت التحقيقات أن الحادث كان مدبرا", "findings are no people"),
        ("وأكد المحتجون أن الطريق مغلق", "those who protest are nobody in particular"),
        ("قالت الوزارة إن الطريق مغلق", "a common noun alone is no organisation"),
        ("وقال أحد المتضررين إن الطريق مغلق", "somebody unnamed"),
        ('قال "، الوزارة" إن الطريق مغلق', "an empty phrase names nobody"),
        ("قالت «، الشركة» إن الطريق مغلق", "an empty phrase names nobody"),
    ],
)
def test_what_only_describes_is_no_mention(text: str, why: str) -> None:
    assert annotate(Document(text)).mentions == (), why


def test_a_body_of_a_kind_that_only_sources_have_is_a_mention() -> None:
    found = annotate(Document("وأعلنت شبكة زرقون السعودية أن الطريق مغلق"))
    assert ("ORG", "شبكة زرقون السعودية") in [(one.kind, one.name) for one in found.mentions]
