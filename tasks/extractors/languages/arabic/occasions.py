"""When a statement was made, where the words beside its cue say so: أمس، مساء الجمعة، في وقت سابق، الأسبوع الماضي.

Only the time of the act of speaking counts, never one inside of what was said, in a name or in a clause that describes
something else (الهجوم الذي وقع أمس).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from tasks.extractors.languages.arabic.circumstancewords import telling, time_length
from tasks.extractors.languages.arabic.frames import Frame
from tasks.extractors.languages.arabic.listeners import is_exchange
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Occasion, Span

YEAR = 4  # characters of a value that is a mere year: a year is the time of a topic, hardly ever of a statement
HEAD = 20  # tokens from a sentence's beginning in which the time of its verb stands
NEAR = 3  # tokens between a time and the cue behind it, marks included


class Times:
    """The document's expressions of time by their first token, with the value that they have been given."""

    def __init__(self, reading: Reading, known: Sequence[Occasion]) -> None:
        self._tokens = reading.tokens
        self._dated = {
            bisect_right(reading.begins, one.span.start) - 1: (one, bisect_left(reading.stops, one.span.end) + 1)
            for one in known
            if one.value is None or len(one.value) > YEAR
        }

    def at(self, first: int, limit: int) -> tuple[Occasion, int] | None:
        """The expression that begins at the token, and where it ends; None where none does that ends before `limit`."""
        found = self._dated.get(first) or self._uncounted(first)
        if found is None or found[1] > limit:
            return None
        occasion, end = found
        more = self.at(end, limit) if end < limit and occasion.value is None else None
        return (Occasion(Span(occasion.span.start, more[0].span.end), more[0].value), more[1]) if more else found

    def _uncounted(self, first: int) -> tuple[Occasion, int] | None:
        """A time that is none of the calendar: في وقت سابق."""
        length, joined = time_length(self._tokens, first)
        if not length:
            return None
        span = Span(self._tokens[first].start + joined, self._tokens[first + length - 1].end)
        return Occasion(span), first + length


def occasion(reading: Reading, frame: Frame, times: Times) -> Occasion | None:
    """The time of the statement; None where the words around the cue give none."""
    for stretch in _stretches(frame):
        for at in stretch:
            found = times.at(at, stretch.stop) if reading.inside[at] is None else None
            if found is not None and _is_of_speech(reading, frame, stretch, at, found[1]):
                return found[0]
    return None


def _stretches(frame: Frame) -> Iterator[range]:
    yield frame.behind
    yield frame.before


def _is_of_speech(reading: Reading, frame: Frame, stretch: range, at: int, end: int) -> bool:
    if reading.form(at) in telling("past_office") and at != frame.cue.stop:
        return False
    if stretch == frame.before and not _is_at_cue(reading, frame, stretch, at, end):
        return False
    return not _is_of_something_else(reading, stretch.start, at)


def _is_at_cue(reading: Reading, frame: Frame, stretch: range, at: int, end: int) -> bool:
    """Right before the cue, or at the head of its clause: وفي وقت سابق، أكد; a participle shares its verb's time."""
    if frame.word is not None and frame.word.shape == "hal":
        return at - stretch.start <= HEAD and not reading.form(at).startswith("غد")
    if frame.cue.start - end <= NEAR:
        return True
    before = range(stretch.start, at)
    return all(not reading.tokens[here].is_word or reading.form(here) in telling("before_setting") for here in before)


def _is_of_something_else(reading: Reading, first: int, at: int) -> bool:
    """Whether the time belongs to a relative clause or to the complement of a preposition of topic."""
    for here in range(at - 1, first - 1, -1):
        form = reading.form(here)
        if form in members("relative") or (form in telling("of_topic") and not _is_of_setting(reading, here)):
            return True
        if form in ("،", ",") or is_exchange(reading, here) or form in telling("own_setting"):
            return False
    return False


def _is_of_setting(reading: Reading, at: int) -> bool:
    """Whether the preposition belongs to the setting of the speech: على قناة، على هامش، في ساعة متأخرة من."""
    after, before = reading.form(at + 1).removeprefix("ال"), reading.form(at - 1)
    return after in telling("broadcast", "margin") or before in telling("late")
