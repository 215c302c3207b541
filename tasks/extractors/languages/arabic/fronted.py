"""Marked speech that its cue follows, and marked speech that goes on with the speaker of the sentence before."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tasks.extractors.languages.arabic.contents import trimmed
from tasks.extractors.languages.arabic.quotation import Pair
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.reports import Report
from tasks.extractors.languages.arabic.subjects import after
from tasks.extractors.languages.arabic.words import members


def fronted(reading: Reading, found: Sequence[Report]) -> Iterator[Report]:
    """Marked speech that its cue follows: "…"، قال فلان. A mark that another report uses is none."""
    taken = {report.content.start for report in found}
    for opening, pair in reading.pairs.items():
        start = reading.tokens[opening + 1].start
        titled = reading.form(opening - 1) in members("titled")
        long = not reading.is_short(pair) or _heads_clause(reading, pair)
        if pair.closed and long and not titled and start not in taken:
            yield from _cue_behind(reading, pair)


def _heads_clause(reading: Reading, pair: Pair) -> bool:
    """Whether short marks are a clause of their own, parted by commas from their cue: «لا نملك الثمن»، تقول أم فلان."""
    parted = reading.starts[pair.opening] == pair.opening or reading.form(pair.opening - 1) in ("،", ",")
    return parted and reading.words(pair) > 1 and reading.form(pair.closing + 1) in ("،", ",", "-", "–")


def _cue_behind(reading: Reading, pair: Pair) -> Iterator[Report]:
    at = pair.closing + 1
    while reading.form(at) in members("fronted_link"):
        at += 1
    end = trimmed(reading, pair.opening + 1, pair.closing)
    if (
        at >= len(reading.tokens)
        or reading.paragraphs[at] != reading.paragraphs[pair.closing]
        or end <= pair.opening + 1
    ):
        return
    form = reading.form(at)
    bare = form if reading.tokens[at].surface.endswith("ة") else form.removesuffix("ه")
    words = (*cue_words().get(form, ()), *cue_words().get(bare, ()))
    word = next((word for word in words if _may_follow(form, word)), None)
    if word is not None:
        source = after(reading, at + 1, reading.ends[at])
        yield Report((at, at + 1), reading.span(pair.opening + 1, end), "direct", word.act, source, word.shape)


def _may_follow(form: str, word: CueWord) -> bool:
    """A finite verb of saying without a joined و, which would open a new sentence."""
    return word.shape == "finite" and "quote" in word.frames and not is_linked(form, word)


def continued(reading: Reading, found: Sequence[Report]) -> Iterator[Report]:
    """Marked speech that fills a sentence behind a report and has no cue of its own: the same speaker goes on.

    Its cue and source are those of the report before, which is the last one of the same paragraph or the one before.
    """
    taken = {report.content.start for report in found}
    ordered = sorted(found, key=lambda report: report.content.start)
    before = 0
    for opening, pair in sorted(reading.pairs.items()):
        start = reading.tokens[opening].start
        while before < len(ordered) and ordered[before].content.start < start:
            before += 1
        if before and reading.tokens[opening + 1].start not in taken and _fills_sentence(reading, pair):
            last = ordered[before - 1]
            near = reading.paragraphs[opening] - _paragraph_of(reading, last.content.end) <= 1
            end = trimmed(reading, opening + 1, pair.closing)
            if near and last.content.end <= start and end > opening + 1:
                yield Report(last.cue, reading.span(opening + 1, end), "direct", last.act, last.source, last.form)


def _paragraph_of(reading: Reading, offset: int) -> int:
    """The paragraph of the last token that begins before the offset."""
    at = bisect_left(reading.tokens, offset, key=lambda token: token.start) - 1
    return reading.paragraphs[max(at, 0)]


def _fills_sentence(reading: Reading, pair: Pair) -> bool:
    if not pair.closed or reading.is_short(pair) or reading.starts[pair.opening] != pair.opening:
        return False
    after_it = pair.closing + 1
    return after_it >= len(reading.tokens) or reading.form(after_it) == "." or reading.starts[after_it] == after_it
