"""Reports by a preposition or a tail: بحسب، وفقا لـ، حسبما ذكر، كما أعلن."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from tasks.extractors.languages.arabic.complements import Complement, behind
from tasks.extractors.languages.arabic.contents import content, trimmed
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words
from tasks.extractors.languages.arabic.reports import Report
from tasks.extractors.languages.arabic.subjects import after, phrase_end
from tasks.extractors.languages.arabic.words import members, source_nouns
from tasks.model.records import Span

SOURCE_REACH = 25  # tokens behind بحسب that name the source
SHORTEST = 3  # tokens of a clause


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


def according(
    reading: Reading, found: Sequence[Report], cues: Mapping[int, tuple[CueWord, Complement]]
) -> Iterator[Report]:
    """Reports whose cue stands before the clause or behind it; a second cue for a content is none.

    Args:
        reading: the document.
        found: the reports that other cues open.
        cues: those cues by their tokens; a new one ends the content.
    """
    covered = Cover([report.content for report in found])
    openers = members("according") | {"كما"}
    for at, token in enumerate(reading.tokens):
        if token.form in openers and _is_marginal(reading, at, token.form):
            report = _according(reading, at, covered, cues)
            if report is not None:
                yield report


def _is_marginal(reading: Reading, at: int, form: str) -> bool:
    """بحسب and its like, or a tail such as ، كما أعلن مكتبه."""
    if reading.inside[at] is not None:
        return False
    if form == "كما":
        return reading.form(at - 1) in ("،", ",") and reading.form(at + 1) in members("according_verb")
    return form in members("according")


def _according(
    reading: Reading, at: int, covered: Cover, cues: Mapping[int, tuple[CueWord, Complement]]
) -> Report | None:
    source = _according_source(reading, at)
    if source is None or reading.form(source[0]) in members("according_tail"):
        return None
    begins = reading.starts[at] == at or (reading.starts[at] == at - 1 and reading.form(at - 1) in ("و", "-"))
    if reading.form(at) == "كما" and not _ends_sentence(reading, source[1]):
        return None
    held = _clause_behind(reading, source[1], cues) if begins else _clause_before(reading, at)
    if held is None or covered.meets(held[0]):
        return None
    return Report((at, at + 1), *held, _act(reading, at), source, "according")


def _clause_behind(
    reading: Reading, at: int, cues: Mapping[int, tuple[CueWord, Complement]]
) -> tuple[Span, str] | None:
    first = _past_link(reading, at)
    begun = behind(reading, at - 1, first, "that")
    return content(reading, begun, cues) if begun is not None and reading.ends[at - 1] - first >= SHORTEST else None


def _clause_before(reading: Reading, at: int) -> tuple[Span, str] | None:
    first = _sentence_start(reading, at)
    end = trimmed(reading, first, at)
    return (_without_waw(reading, first, end), "indirect") if end - first >= SHORTEST else None


def _act(reading: Reading, at: int) -> str:
    """The act of the verb that follows (وفق ما أكده، كما أعلن); without one, a neutral report."""
    here = at + 2 if reading.form(at + 1) in ("ما", "لما") else at + 1
    form = reading.form(here)
    words = cue_words().get(form) or cue_words().get(form.removesuffix("ه"), ())
    return words[0].act if words and form in members("according_verb") else "state"


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
