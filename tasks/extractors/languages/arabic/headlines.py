"""The report that a bare colon behind a name opens in a headline (ترامب: …)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks.extractors.languages.arabic.contents import trimmed
from tasks.extractors.languages.arabic.gazetteers import common_words
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.reports import Report
from tasks.extractors.languages.arabic.subjects import after
from tasks.extractors.languages.arabic.wording import folded
from tasks.extractors.languages.arabic.words import members, person_words, source_nouns

OCCURRENCES = 5  # of a label's name further down that are looked at
VERB_REACH = 5  # tokens between a verb of saying and its subject's last name
LONGEST_LABEL = 14  # tokens before the colon of a headline


def headline(reading: Reading, found: Sequence[Report]) -> Iterator[Report]:
    """The report that the bare colon behind a name opens in a headline (ترامب: …); `found` are the other reports."""
    end = _headline_end(reading)
    colons = [at for at in range(end - 1) if reading.form(at) == ":"]
    bounds = pairwise([*(_label_start(reading, colon) for colon in colons), end])
    for colon, (first, stop) in zip(colons, bounds, strict=True):
        source = after(reading, first, colon) if colon - first < LONGEST_LABEL else None
        if source is None or not (_is_speaker(reading, source, colon) or _is_source_below(reading, source, found)):
            return
        yield from _headline_report(reading, colon, source, stop if stop > colon + 1 else end)


def _headline_report(reading: Reading, colon: int, source: tuple[int, int], end: int) -> Iterator[Report]:
    pair = reading.pairs.get(colon + 1)
    if pair is not None and pair.closing >= end - 2:
        first, last, kind = colon + 2, trimmed(reading, colon + 2, min(pair.closing, end)), "direct"
    else:
        first, last, kind = colon + 1, trimmed(reading, colon + 1, end), "indirect"
        if any(at in reading.pairs and not reading.is_short(reading.pairs[at]) for at in range(first, last)):
            kind = "mixed"
    if last > first:
        yield Report((colon, colon + 1), reading.span(first, last), kind, "state", source, "headline")


def _headline_end(reading: Reading) -> int:
    return bisect_right(reading.paragraphs, 0)


def _label_start(reading: Reading, colon: int) -> int:
    for at in range(colon - 1, -1, -1):
        if reading.form(at) in (".", "/", "-", "–", "!", "؟", "…", "|"):
            return at + 1
    return 0


def _is_speaker(reading: Reading, source: tuple[int, int], colon: int) -> bool:
    first, end = source
    if end - first > 8:
        return False
    kinds = {reading.kind(at) for at in range(first, end)} - {""}
    marked = reading.pairs.get(colon + 1)
    filled = marked is not None and marked.closing >= _headline_end(reading) - 2
    if kinds & {"PERSON", "ORG"} or filled or first in reading.pairs:
        return True
    if kinds and kinds <= {"GPE", "LOC"} and end - first == 1:
        return _is_ours(reading.form(colon + 1))  # أمريكا: نحن حريصون
    head = reading.form(first).removeprefix("ال")
    if end - first == 1 and not kinds and reading.form(first).endswith("ون"):
        return True  # مسرحيون: …
    if head in person_words():
        return True
    if head in source_nouns("unnamed", "organisation", "document") or head in members("cited"):
        return True
    named = reading.form(end - 1)
    return named in _names(reading) or (not kinds and _speaks_below(reading, named, colon))


def _is_ours(form: str) -> bool:
    """Whether a clause in the first person plural begins with the word: نحن, لن, سنطور."""
    return form in ("نحن", "لن") or (form.startswith("سن") and len(form) > 4 and form not in common_words())


def _is_source_below(reading: Reading, label: tuple[int, int], found: Sequence[Report]) -> bool:
    """Whether the label's words, no place, stand together in what another report names as its source."""
    words = {reading.form(at) for at in range(*label)}
    if any(reading.kind(at) in ("GPE", "LOC") for at in range(*label)):
        return False
    sources = (report.source for report in found if report.source is not None and report.source[0] >= label[1])
    return any(words <= {reading.form(at) for at in range(*source)} for source in sources)


def _names(reading: Reading) -> frozenset[str]:
    """The folded words of the names of persons and bodies in the document."""
    named = (mention.name for mention in reading.mentions.values() if mention.kind in ("PERSON", "ORG"))
    return frozenset(word for name in named for word in folded(name).split())


def _speaks_below(reading: Reading, form: str, headline_end: int) -> bool:
    """Whether the label's last word stands beside a verb of saying further down: شدد بليجريني, ميلر قالت."""
    if len(form) < 3 or form in common_words():
        return False
    places = [at for at in range(headline_end, len(reading.tokens)) if reading.tokens[at].form == form]
    return any(_is_verb_near(reading, at) for at in places[:OCCURRENCES])


def _is_verb_near(reading: Reading, at: int) -> bool:
    near = (*range(max(at - VERB_REACH, reading.starts[at]), at), at + 1)
    return any(word.shape == "finite" for here in near for word in cue_words().get(reading.form(here), ()))
