"""The rules hold on any text: no exception, verbatim spans inside the text, closed sets, work linear in the text."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from expectations.vocabulary import ACTS, DIRECTED_ACTS, QUOTE_KINDS, SOURCING, SPEAKER_HOW, SPEAKER_TYPES
from tasks.extractors import circumstances, dates, entities, quotes, speakers
from tasks.extractors.languages.arabic import complements, contents, reading
from tasks.model.records import Annotations, Document, Mention, Quote, Span
from tasks.text.segment import segment

SALAD = """
قال قالت وأضاف مؤكدا مشيرا إلى أن إن بأن أنه بين وفق بحسب لمصدر على حد قوله كما أعلن نقلت عن نفى وجود دعا
للقدوم اتهم متهما انتقد أبلغ طالب لـ لوكالة للصحفيين في تصريح لقاء مع خلال لقائه أمام عبر على قناة مؤتمر
صحفي أمس وقت سابق جاء ذلك الحكومة الوزير سامر الحلبي
مصدر البيان الوزارة معاليه الذي لم قد كان أما فقال وعن إلا غير ذلك التعليق 20
. ، ؛ : " « » “ ” ( ) - ـ ً ب ل و
"""
WORDS = [*SALAD.split(), "\n", "\n\n"]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Word salad of the rules' own words, with what any text may hold between them."""
    pieces = draw(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=60))
    return draw(st.sampled_from(("", " "))).join(pieces)


def extract(text: str, mentions: tuple[Mention, ...] = ()) -> Annotations:
    document, segmented = Document(text), segment(text)
    known = dates.extract(document, segmented, Annotations(mentions=mentions))
    found = speakers.extract(document, segmented, quotes.extract(document, segmented, known))
    return circumstances.extract(document, segmented, found)


def assert_valid(text: str, quote: Quote) -> None:
    named = [one.span for one in (quote.addressee, quote.target, quote.time) if one is not None]
    for span in (quote.content, quote.cue, *([quote.speaker.source] if quote.speaker.source else []), *named):
        assert 0 <= span.start < span.end <= len(text), "every span lies in the text and holds something"
    assert quote.kind in QUOTE_KINDS
    assert quote.act in ACTS
    assert quote.speaker.type in SPEAKER_TYPES
    assert (quote.speaker.name is None) == (quote.speaker.type == "UNKNOWN"), "only unknown speakers lack a name"
    assert quote.speaker.how in (None, *SPEAKER_HOW)
    assert 0 <= quote.speaker.confidence <= 1
    assert quote.speaker.sourcing in (None, *SOURCING)
    assert quote.speaker.sourcing is None or quote.speaker.type == "UNNAMED"
    assert quote.target is None or quote.act in DIRECTED_ACTS


@settings(max_examples=200, deadline=None)
@given(texts())
def test_spans_are_valid(text: str) -> None:
    found = extract(text)
    for quote in found.quotes:
        assert_valid(text, quote)
    for mention in found.mentions:
        assert mention.span.of(text) == mention.surface, "an added mention is verbatim"


@settings(max_examples=100, deadline=None)
@given(texts(), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12)), max_size=6))
@example("انتقد،", [])
def test_any_mentions_are_borne(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    kinds = ("PERSON", "ORG", "GPE")
    mentions = [Mention(span, span.of(text), kinds[at % 3], span.of(text)) for at, span in enumerate(spans)]
    for quote in extract(text, tuple(mentions)).quotes:
        assert_valid(text, replace(quote, speaker=replace(quote.speaker, name=quote.speaker.name)))


SENTENCE = 'وقال الوزير سامر الحلبي إن "المعابر ستفتح غدا"، مشيرا إلى أن الحركة حرة، وأضاف أن الأمر تم '
HOSTILE = {
    "one paragraph": SENTENCE,
    "only marks": '"',
    "only openings": "«",
    "only cues": "قال ",
    "only brackets": "(",
    "no spaces": "قالالوزيرإن",
    "only commas": "،",
    "cue and comma": "قال، ",
    "participles": "مؤكدا أن ",
    "semicolons": "قال؛ ",
    "exchanges": "في لقاء مع الوزير لـ«النهرين» ",
    "told after": "قال الوزير إن المعابر ستفتح. جاء ذلك في تصريح لـ«النهرين». ",
    "accusations": "اتهم الوزير سامر الحلبي الحكومة بعرقلة الاتفاق، ",
    "times": "قال في وقت سابق ",
    "pronouns of honour": "حضر سامر الحلبي ونبيل الشامي. وأكد سموه أن الدعم قائم. ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_is_linear(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the text may cost ten times the steps, not a hundred: steps are counted, not seconds."""
    steps = {length: _steps(piece * length, monkeypatch) for length in (200, 2000)}
    assert steps[2000] <= 15 * steps[200] + 1000, "work grows faster than the text"


def _steps(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the rules look at a token: every look goes through `Reading.form` or a bounded window."""
    count = 0
    named = entities.EXTRACTOR.extract(Document(text), segment(text), Annotations()).mentions
    form_at = reading.form_at

    def counting(forms: Sequence[str]) -> Callable[[int], str]:
        look = form_at(forms)

        def counted(at: int) -> str:
            nonlocal count
            count += 1
            return look(at)

        return counted

    with monkeypatch.context() as patch:
        patch.setattr(reading, "form_at", counting)
        extract(text, named)
    return count


def test_the_windows_are_bounded() -> None:
    assert complements.WINDOW <= 100, "a cue's search for its content must not run through the text"
    assert contents.TOPIC_REACH <= 50
