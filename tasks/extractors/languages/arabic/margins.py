"""Reports whose cue stands at the margin: a fronted quotation, بحسب and its like, the colon of a headline."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from tasks.extractors.languages.arabic.contents import trimmed
from tasks.extractors.languages.arabic.quotation import Pair
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.reports import Report
from tasks.extractors.languages.arabic.subjects import after, phrase_end
from tasks.extractors.languages.arabic.words import members, person_words, source_nouns
from tasks.model.records import Span

LONGEST_LABEL = 14  # tokens before the colon of a headline
SOURCE_REACH = 25  # tokens behind بحسب that name the source


def fronted(reading: Reading, found: Sequence[Report]) -> Iterator[Report]:
    """Marked speech that its cue follows: "…"، قال فلان. A mark that another report uses is none."""
    taken = {report.content.start for report in found}
    for opening, pair in reading.pairs.items():
        start = reading.tokens[opening + 1].start
        if pair.closed and not reading.is_short(pair) and start not in taken:
            yield from _cue_behind(reading, pair)


def _cue_behind(reading: Reading, pair: Pair) -> Iterator[Report]:
    at = pair.closing + 1
    while reading.form(at) in ("،", ",", ".", "-", "كما", "هكذا"):
        at += 1
    if at >= len(reading.tokens) or reading.paragraphs[at] != reading.paragraphs[pair.opening]:
        return
    word = next((word for word in cue_words().get(reading.form(at), ()) if _may_follow(reading, at, word)), None)
    if word is not None:
        end = trimmed(reading, pair.opening + 1, pair.closing)
        source = after(reading, at + 1, reading.ends[at])
        if end > pair.opening + 1:
            yield Report((at, at + 1), reading.span(pair.opening + 1, end), "direct", word.act, source, word.shape)


def _may_follow(reading: Reading, at: int, word: CueWord) -> bool:
    """A finite verb of saying without a joined و, which would open a new sentence."""
    return word.shape == "finite" and "quote" in word.frames and not is_linked(reading.form(at), word)


class Cover:
    """Stretches of text, to be asked whether a span meets one of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        self._reached = list(accumulate((span.end for span in ordered), max))

    def meets(self, span: Span) -> bool:
        """Whether the span shares a code point with one of the stretches."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reached[before - 1] > span.start


def according(reading: Reading, found: Sequence[Report]) -> Iterator[Report]:
    """بحسب، وفقا لـ، حسبما ذكر: before the clause or behind it; a second cue for a content is none."""
    covered = Cover([report.content for report in found])
    cues = members("according") | {"كما"}
    for at, token in enumerate(reading.tokens):
        if token.form in cues and _is_marginal(reading, at, token.form):
            report = _according(reading, at, covered)
            if report is not None:
                yield report


def _is_marginal(reading: Reading, at: int, form: str) -> bool:
    """بحسب and its like, or a tail such as ، كما أعلن مكتبه."""
    if reading.inside[at] is not None:
        return False
    if form == "كما":
        return reading.form(at - 1) in ("،", ",") and reading.form(at + 1) in members("according_verb")
    return form in members("according")


def _according(reading: Reading, at: int, covered: Cover) -> Report | None:
    source = _according_source(reading, at)
    if source is None or reading.form(source[0]) in members("according_tail"):
        return None
    begins = reading.starts[at] == at or (reading.starts[at] == at - 1 and reading.form(at - 1) in ("و", "-"))
    first, end = (_past_link(reading, source[1]), reading.ends[at]) if begins else (_sentence_start(reading, at), at)
    end = trimmed(reading, first, end)
    if end - first < 3 or (reading.form(at) == "كما" and not _ends_sentence(reading, source[1])):
        return None
    span = _without_waw(reading, first, end) if not begins else reading.span(first, end)
    if covered.meets(span):
        return None
    return Report((at, at + 1), span, "indirect", "state", source, "according")


def _according_source(reading: Reading, at: int) -> tuple[int, int] | None:
    """Who the words behind the cue name, where they name somebody who can speak."""
    first, limit = at + 1, min(reading.ends[at], at + SOURCE_REACH)
    if reading.form(first) in ("ما", "لما", "ل"):
        first += 1
    if reading.form(first) in members("according_verb"):
        return after(reading, first + 1, limit)
    if first >= limit or not _can_speak(reading, first):
        return None
    if first in reading.pairs:
        return first, min(reading.pairs[first].closing + 1, reading.ends[first])
    end = phrase_end(reading, first, limit)
    return (first, end) if end > first else None


def _ends_sentence(reading: Reading, at: int) -> bool:
    return at >= len(reading.tokens) or reading.form(at) in (".", "،", ",") or at >= reading.ends[at - 1]


def _can_speak(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    bare = form[2:] if form.startswith("لل") else form.removeprefix("ل") if form[:1] == "ل" else form
    bare = bare.removeprefix("ال")
    if reading.kind(at) in ("PERSON", "ORG", "NORP") or form in members("according_tail"):
        return True
    if at in reading.pairs:
        return reading.is_short(reading.pairs[at])
    return any(bare in source_nouns(kind) for kind in ("unnamed", "organisation", "document"))


def _past_link(reading: Reading, at: int) -> int:
    while reading.form(at) in ("،", ",", "فان", "ان", ":", "فانه", "فانها", "انه"):
        at += 1
    return at


def _sentence_start(reading: Reading, at: int) -> int:
    first = reading.starts[at]
    while first < at and not reading.tokens[first].is_word and first not in reading.pairs:
        first += 1
    return first


def _without_waw(reading: Reading, first: int, end: int) -> Span:
    """The span without a joined و that links its first word, a verb, to the sentence before."""
    span, form = reading.span(first, end), reading.form(first)
    joined = form[:1] == "و" and form[1:2] in ("ي", "ت", "س") and len(form) > 3
    return Span(span.start + 1, span.end) if joined else span


def headline(reading: Reading, names: frozenset[str]) -> Iterator[Report]:
    """The report that the bare colon behind a name opens in a headline (ترامب: …).

    Args:
        reading: the document.
        names: folded words of the names of persons and bodies in the document.
    """
    colon = next((at for at in range(min(LONGEST_LABEL, _headline_end(reading))) if reading.form(at) == ":"), None)
    if colon is None or colon + 1 >= _headline_end(reading):
        return
    first = _label_start(reading, colon)
    source = after(reading, first, colon)
    if source is None or not _is_speaker(reading, source, names, colon):
        return
    yield from _headline_report(reading, colon, source)


def _headline_report(reading: Reading, colon: int, source: tuple[int, int]) -> Iterator[Report]:
    end = _headline_end(reading)
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
    return next((at for at, paragraph in enumerate(reading.paragraphs) if paragraph > 0), len(reading.tokens))


def _label_start(reading: Reading, colon: int) -> int:
    for at in range(colon - 1, -1, -1):
        if reading.form(at) in (".", "/", "-", "–", "!", "؟", "…", "|"):
            return at + 1
    return 0


def _is_speaker(reading: Reading, source: tuple[int, int], names: frozenset[str], colon: int) -> bool:
    first, end = source
    if end - first > 8:
        return False
    kinds = {reading.kind(at) for at in range(first, end)} - {""}
    if kinds & {"PERSON", "ORG"} or colon + 1 in reading.pairs or first in reading.pairs:
        return True
    if kinds and kinds <= {"GPE", "LOC"} and end - first == 1:
        return False
    heads = {reading.form(first).removeprefix("ال")}
    if heads & person_words():
        return True
    if any(heads & source_nouns(kind) for kind in ("unnamed", "organisation", "document")):
        return True
    return reading.form(end - 1) in names
