"""How the table of confidences is measured."""

from tasks.training.confidence import measure, observe

TEXT = "أخبار من المنطقة\n\nقال الوزير نبيل الشامي إن الحدود آمنة."


def _gold(name: str) -> dict[str, object]:
    content = "الحدود آمنة"
    start = TEXT.index(content)
    speaker = {"name": name, "also": [], "type": "PERSON"}
    return {"text": TEXT, "quotes": [{"start": start, "end": start + len(content), "speaker": speaker}]}


def test_a_quote_is_held_against_its_annotation() -> None:
    assert list(observe(_gold("نبيل الشامي"))) == [("named", True)]
    assert list(observe(_gold("سامر الحلبي"))) == [("named", False)]


def test_counts_move_the_judgement() -> None:
    rows = {row["ground"]: row for row in measure([("named", False)] * 12)}
    assert rows["named"]["confidence"] == "0.48", "twelve wrong ones weigh as much as the judgement"
    assert rows["again"]["confidence"] == "0.96", "what was not seen keeps it"
