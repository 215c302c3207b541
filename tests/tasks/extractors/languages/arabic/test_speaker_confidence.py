"""What the confidence of a speaker says."""

from tasks.extractors.languages.arabic.confidence import carried, confidence
from tests.tasks.extractors.languages.arabic.speaking import quotes_of


def test_a_named_speaker_is_surer_than_one_who_merely_acted_before() -> None:
    named, acted = quotes_of("قال سامر الحلبي إن الموسم بدأ.") + quotes_of(
        "واستقبل نبيل الشامي الوفد. وأكد أن التعاون مستمر."
    )
    assert named.speaker.confidence > acted.speaker.confidence


def test_what_no_annotated_document_has_is_even() -> None:
    assert confidence("no such ground") == 0.5


def test_a_chain_of_verbs_stays_as_sure_as_its_first_speaker() -> None:
    assert carried(carried("named", "sentence"), "goes on") == "goes on after sure"
    assert carried(carried("last", "sentence"), "goes on") == "goes on after unsure"
