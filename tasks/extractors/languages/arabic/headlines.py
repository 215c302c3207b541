"""The report that a bare colon behind a name opens in a headline (ترامب: …)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks.extractors.languages.arabic.contents import trimmed
from tasks.extractors.languages.arabic.gazetteers import common_words, is_imperfect, match, places
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.reports import Report
from tasks.extractors.languages.arabic.subjects import after
from tasks.extractors.languages.arabic.wording import folded
from tasks.extractors.languages.arabic.words import is_preposition, is_present, members, person_words, source_nouns

OCCURRENCES = 5  # of a label's name further down that are looked at
VERB_REACH = 5  # tokens between a verb of saying and its subject's last name
OURS_REACH = 5  # tokens of a clause that tell whether it is in the first person
LONGEST_OURS = 4  # tokens of any label before such a clause
LONGEST_LABEL = 14  # tokens before the colon of a headline


def headline(reading: Reading, found: Sequence[Report]) -> Iterator[Report]:
    """The report that the bare colon behind a name opens in a headline (ترامب: …); `found` are the other reports."""
    end = _headline_end(reading)
    colons = [at for at in range(end - 1) if reading.form(at) == ":"]
    bounds = pairwise([*(_label_start(reading, colon) for colon in colons), end])
    for colon, (first, stop) in zip(colons, bounds, strict=True):
        source = after(reading, first, colon) if colon - first < LONGEST_LABEL else None
        if source is None or _is_topic(reading, first, colon):
            return
        ours = _is_ours(reading, colon + 1, stop) and colon - first <= LONGEST_OURS
        if not (ours or _is_speaker(reading, source, colon) or _is_source_below(reading, source, found)):
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
        return False
    head = reading.form(first).removeprefix("ال")
    if end - first == 1 and not kinds and reading.form(first).endswith("ون"):
        return True  # مسرحيون: …
    if head in person_words():
        return True
    if head in source_nouns("unnamed", "organisation", "document") or head in members("cited"):
        return True
    named = reading.form(end - 1)
    return named in _names(reading) or (not kinds and _speaks_below(reading, named, colon))


def _is_topic(reading: Reading, first: int, colon: int) -> bool:
    """Whether the label says what the headline is about: an adjunct, a place, a competition, what acts behind it."""
    form, about = reading.form(first), members("happening")
    name = reading.kind(first) == "PERSON"  # علي
    adjunct = is_preposition(form) and not name and not reading.tokens[first].surface.startswith("إ")  # but إمام
    if adjunct or form in about or form.removeprefix("ال") in about:
        return True
    league = reading.form(first + 1)
    if form == "الرابطه" and (league.isdigit() or league in members("of_a_league")):
        return True
    end, kind = match(reading.tokens, first, colon, places())
    if end == colon and kind == "GPE" and reading.kind(first) not in ("PERSON", "ORG"):
        return not _is_ours(reading, colon + 1, reading.ends[colon])
    return _acts(reading, colon + 1)


def _acts(reading: Reading, at: int) -> bool:
    """Whether a verb stands behind the colon whose subject is the label: فلان : ترد على فلان."""
    form = reading.form(at)
    if reading.kind(at) or form in members("opens_speech", "seems"):
        return False
    hers = form[:1] == "ت" and is_preposition(reading.form(at + 1)) and not form.endswith(("نا", "ات"))
    return (hers or form[:1] == "ي") and is_present(reading.tokens[at], form)


def _is_ours(reading: Reading, first: int, end: int) -> bool:
    """Whether a clause in the first person plural begins at the token: نحن حريصون, لم نسمح, هذه طائرتنا."""
    for at in range(first, min(first + OURS_REACH, end)):
        form, before = reading.form(at), reading.form(at - 1).removeprefix("و")
        verb = form[:1] == "ن" and len(form) > 3 and is_imperfect("ي" + form[1:]) and not reading.kind(at)
        if form == "نحن" or (form.startswith("سن") and is_imperfect("ي" + form[2:])):
            return True
        if verb and (at == first or before in members("negation")):
            return True
        if form.endswith("نا") and {form[:-2], "ال" + form[:-2], form[:-3] + "ه"} & common_words() and len(form) > 5:
            return form not in common_words() or not reading.kind(at)
    return False


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
