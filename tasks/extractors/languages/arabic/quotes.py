"""All quotes of an Arabic document, in text order, with the words that name their source."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from tasks.extractors.languages.arabic import reports
from tasks.extractors.languages.arabic.according import according
from tasks.extractors.languages.arabic.describing import unjoined
from tasks.extractors.languages.arabic.fronted import continued, fronted
from tasks.extractors.languages.arabic.headlines import headline
from tasks.extractors.languages.arabic.reading import Reading, read
from tasks.extractors.languages.arabic.reporting import cue_words, is_linked
from tasks.extractors.languages.arabic.reports import Report
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Annotations, Quote, Span, Speaker
from tasks.text.segment import Segmented

_FEWEST, _MOST = 3, 40  # words of a headline that a footer repeats


def extract(segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the quotes; `speaker.source` is set where the text names the source at the cue."""
    reading = read(segmented, known.mentions)
    found = _all(reading)
    quotes = tuple(_quote(reading, report) for report in found)
    return replace(known, quotes=known.quotes + quotes)


def _all(reading: Reading) -> list[Report]:
    cues = reports.cues(reading)
    found = reports.reported(reading, cues)
    found += fronted(reading, found)
    found += headline(reading, found)
    found += according(reading, found, cues)
    found += continued(reading, found)
    return _without_repeats(reading, _distinct(found))


def _without_repeats(reading: Reading, found: list[Report]) -> list[Report]:
    """Without what a footer says that repeats the headline, word for word."""
    repeated = {at for first, end in _footers(reading) for at in range(first, end)}
    return [report for report in found if report.cue[0] not in repeated]


def _footers(reading: Reading) -> Iterator[tuple[int, int]]:
    """The tokens of each sentence's end, below the headline, that is the headline again."""
    end = bisect_right(reading.paragraphs, 0)
    above = [reading.form(at) for at in range(end) if reading.tokens[at].is_word]
    if not _FEWEST <= len(above) <= _MOST:
        return
    for first in [at for at in reading.standing(above[:1]) if at >= end]:
        words = [at for at in range(first, reading.ends[first]) if reading.tokens[at].is_word]
        if [reading.form(at) for at in words] == above:
            yield first, reading.ends[first]


def _distinct(found: list[Report]) -> list[Report]:
    """One report a content, the first cue's; in text order of cues and contents."""
    first: dict[tuple[int, int], Report] = {}
    for report in sorted(found, key=lambda one: (one.cue, one.content.start)):
        first.setdefault((report.content.start, report.content.end), report)
    return list(first.values())


def _quote(reading: Reading, report: Report) -> Quote:
    source = _source(reading, report.source) if report.source else None
    speaker = Speaker(None, "UNKNOWN", "headline" if report.form == "headline" else None, source=source)
    return Quote(report.content, _cue(reading, report.cue), report.kind, report.act, speaker)


def _source(reading: Reading, tokens: tuple[int, int]) -> Span:
    """The source's span without a joined preposition لـ, unless its article is written into it (للوزارة)."""
    span, form = reading.span(*tokens), reading.form(tokens[0])
    joined = form.startswith("ل") and not form.startswith("لل") and unjoined(form) != form
    return Span(span.start + 1, span.end) if joined else span


def _cue(reading: Reading, tokens: tuple[int, int]) -> Span:
    """The cue's span without a joined و or ف (وأضاف)."""
    span, form = reading.span(*tokens), reading.form(tokens[0])
    words = cue_words().get(form, ())
    linked = (words and is_linked(form, words[0])) or (form[:1] == "و" and form[1:] in members("according"))
    return Span(span.start + 1, span.end) if linked else span
