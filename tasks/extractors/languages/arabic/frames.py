"""The words around a quote that belong to its attribution: before the cue, between cue and content, behind both."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.wording import folded
from tasks.model.records import Quote, Span

LONGEST = 60  # tokens of a stretch; what lies further away was never the attribution's


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a quote's attribution stands, all as half-open ranges of tokens.

    Attributes:
        cue: the cue.
        content: the content.
        source: the words that name the speaker, None where the verb alone does.
        behind: from the cue to the content or, where the content stands before the cue, to the end of the tail.
        before: from the beginning of the cue's clause to the cue.
        after: from the content's end to the next report or the sentence's end; empty where the cue follows the content.
        edge: the first token behind the report before this one; 0 where none is.
        word: what the cue is; None for a colon or a preposition.
    """

    cue: range
    content: range
    source: range | None
    behind: range
    before: range
    after: range
    edge: int
    word: CueWord | None

    @property
    def lemma(self) -> str:
        """The cue's lemma, folded; "" for a colon or a preposition."""
        return folded(self.word.lemma) if self.word is not None else ""


def frames(reading: Reading, quotes: Sequence[Quote]) -> Iterator[Frame]:
    """The frames of the quotes, in their order."""
    places = _Places(reading, quotes)
    return (_frame(reading, quote, places) for quote in quotes)


class _Places:
    """Where tokens, cues and contents begin and end, to be asked for what stands next to an offset."""

    def __init__(self, reading: Reading, quotes: Sequence[Quote]) -> None:
        self._starts, self._ends = reading.begins, reading.stops
        self._opened = sorted({quote.content.start for quote in quotes} | {quote.cue.start for quote in quotes})
        self._closed = sorted(quote.content.end for quote in quotes)

    def tokens(self, span: Span) -> range:
        """The tokens that the span touches."""
        return range(bisect_right(self._starts, span.start) - 1, bisect_left(self._ends, span.end) + 1)

    def last_edge(self, offset: int) -> int:
        """Where the last cue or content before `offset` begins, or one past a content that ends there; 0 for none."""
        begun, done = bisect_left(self._opened, offset), bisect_right(self._closed, offset)
        opening = bisect_right(self._starts, self._opened[begun - 1]) - 1 if begun else 0
        closing = bisect_left(self._starts, self._closed[done - 1]) if done else 0
        return max(opening, closing)

    def next_opening(self, offset: int) -> int:
        """The token at which the next cue or content behind `offset` begins; the number of tokens for none."""
        at = bisect_right(self._opened, offset)
        return bisect_right(self._starts, self._opened[at]) - 1 if at < len(self._opened) else len(self._starts)


def _frame(reading: Reading, quote: Quote, places: _Places) -> Frame:
    cue, content = places.tokens(quote.cue), places.tokens(quote.content)
    source = places.tokens(quote.speaker.source) if quote.speaker.source else None
    word = _word(reading, quote, cue.start)
    next_report, edge = places.next_opening(quote.cue.start), places.last_edge(quote.cue.start)
    if quote.content.start < quote.cue.end:
        behind = _tail(reading, cue.stop, source, min(reading.ends[cue.start], next_report))
        return Frame(cue, content, source, behind, range(0), range(0), edge, word)
    before = _before(reading, cue.start, max(reading.starts[cue.start], edge), word)
    end = min(reading.ends[content.stop - 1], places.next_opening(quote.content.start))
    behind, after = _bounded(cue.stop, min(content.start, next_report)), _bounded(content.stop, end)
    return Frame(cue, content, source, behind, before, after, edge, word)


def _bounded(first: int, end: int) -> range:
    return range(first, max(first, min(end, first + LONGEST)))


def _tail(reading: Reading, first: int, source: range | None, end: int) -> range:
    """From a cue that follows its content to the first comma behind its source: then the sentence goes on."""
    start = source.stop if source is not None and source.start >= first else first
    comma = next((at for at in range(start, min(end, start + LONGEST)) if reading.form(at) in ("،", ",", ".")), end)
    return _bounded(first, comma)


def _before(reading: Reading, at: int, first: int, word: CueWord | None) -> range:
    """The stretch before the cue; empty where و joins the cue to another clause."""
    linked = word is not None and is_linked(reading.form(at), word)
    return range(at, at) if linked or at - first > LONGEST else range(first, at)


def _word(reading: Reading, quote: Quote, at: int) -> CueWord | None:
    form = reading.form(at)
    words = cue_words().get(form, ()) or cue_words().get(form.removesuffix("ه"), ())
    return next((word for word in words if word.act == quote.act), words[0] if words else None)
