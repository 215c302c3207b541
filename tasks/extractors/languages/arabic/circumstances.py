"""What a text says of an act of speaking besides who said what: to whom, against whom, when, and what kind of source.

Statements made in one breath have one addressee and one time, named at the first: قال لـ«النهرين» إن ...، مضيفا أن ....
So a statement takes over what it does not say itself from the one before that the same speaker goes on from.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extractors.languages.arabic.addressees import addressee, introduced
from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.frames import LONGEST, Frame, frames
from tasks.extractors.languages.arabic.occasions import Times, occasion
from tasks.extractors.languages.arabic.reading import Reading, read
from tasks.extractors.languages.arabic.sourcing import sourcing
from tasks.extractors.languages.arabic.targets import target
from tasks.model.records import Annotations, Occasion, Quote
from tasks.text.segment import Segmented

SHORTEST = 3  # tokens of a clause that introduces a speech
Framed = tuple[Quote, Frame]


def circumstances(segmented: Segmented, known: Annotations) -> tuple[Quote, ...]:
    """The quotes with what the words around them say of the act, in their order.

    Args:
        segmented: the document.
        known: its annotations, with speakers and dates.
    """
    if not known.quotes:
        return ()
    reading = read(segmented, known.mentions)
    times = Times(reading, _occasions(known))
    stated = [
        (_stated(reading, quote, frame, times), frame)
        for quote, frame in zip(known.quotes, frames(reading, known.quotes), strict=True)
    ]
    done = {id(frame): quote for quote, frame in _told_after(reading, list(_carried(reading, stated)))}
    return tuple(done[id(frame)] for _, frame in stated)


def _occasions(known: Annotations) -> list[Occasion]:
    """The document's dates as times; one without a value is told from a mere year by its precision."""
    return [Occasion(one.span, one.value) for one in known.dates if one.precision in ("day", "month")]


def _stated(reading: Reading, quote: Quote, frame: Frame, times: Times) -> Quote:
    """What is said right at the quote."""
    return replace(
        quote,
        speaker=replace(quote.speaker, sourcing=sourcing(reading, quote, frame)),
        addressee=addressee(reading, frame),
        target=target(reading, quote, frame),
        time=occasion(reading, frame, times),
    )


def _carried(reading: Reading, stated: Sequence[Framed]) -> Iterator[Framed]:
    """The quotes in the order of their cues, each with what it takes over."""
    before: Framed | None = None
    for quote, frame in sorted(stated, key=lambda one: (one[1].cue.start, one[1].content.start)):
        before = (_with_what_came_before(reading, before, quote, frame), frame)
        yield before


def _with_what_came_before(reading: Reading, before: Framed | None, quote: Quote, frame: Frame) -> Quote:
    if before is not None and _goes_on(reading, before, (quote, frame)):
        last = before[0]
        return replace(quote, addressee=quote.addressee or last.addressee, time=quote.time or last.time)
    lead = _lead(reading, quote, frame) if quote.addressee is None else None
    return replace(quote, addressee=introduced(reading, lead)) if lead is not None else quote


def _told_after(reading: Reading, made: list[Framed]) -> list[Framed]:
    """The quotes with the addressee that a sentence behind them gives: وجاءت هذه التصريحات في مؤتمر صحفي."""
    done = list(made)
    ends = sorted((frame.content.stop, at) for at, (_, frame) in enumerate(made))
    for first in sorted(set(reading.starts)):
        before = bisect_right(ends, (first, len(made))) - 1
        if before < 0 or not _refers_back(reading, first):
            continue
        to = introduced(reading, range(first, min(reading.ends[first], first + LONGEST)))
        at = ends[before][1]
        speaker = done[at][0].speaker.name
        while to is not None and at >= 0 and _awaits(reading, done[at], first, speaker):
            quote, frame = done[at]
            done[at] = (replace(quote, addressee=to), frame)
            at -= 1
    return done


def _refers_back(reading: Reading, first: int) -> bool:
    """Whether a sentence says where the words before it were said: جاء ذلك، وجاءت هذه التصريحات."""
    return reading.form(first) in telling("came") and reading.form(first + 1) in telling("referring")


def _awaits(reading: Reading, made: Framed, at: int, speaker: str | None) -> bool:
    """Whether the quote stands at most a paragraph before the token, is the speaker's and has no addressee yet."""
    quote, frame = made
    near = reading.paragraphs[at] - reading.paragraphs[frame.cue.start] <= 1
    return near and quote.addressee is None and speaker is not None and quote.speaker.name == speaker


def _goes_on(reading: Reading, before: Framed, now: Framed) -> bool:
    """Whether the same speaker makes the statement in one breath with the one before."""
    (last, last_frame), (quote, frame) = before, now
    if last.speaker.name is None or last.speaker.name != quote.speaker.name:
        return False
    if frame.cue == last_frame.cue:
        return True
    if frame.cue.start < last_frame.content.stop and frame.cue.start >= last_frame.content.start:
        return False  # a report inside a report
    if frame.word is None or _is_set_apart(reading, frame):
        return False
    apart = reading.paragraphs[frame.cue.start] - reading.paragraphs[last_frame.cue.start]
    if frame.word.shape == "hal":
        return apart == 0
    return apart == 0 or (apart == 1 and (quote.speaker.source is None or frame.lemma in telling("goes_on")))


def _is_set_apart(reading: Reading, frame: Frame) -> bool:
    """Whether the report has a setting of its own (في بيان, وكان قد قال), so that nothing is taken over."""
    around = [*frame.before, *frame.behind]
    forms = [reading.form(at) for at in around if frame.source is None or at not in frame.source]
    return any(form in telling("own_setting") for form in forms)


def _lead(reading: Reading, quote: Quote, frame: Frame) -> range | None:
    """The words before the cue that may introduce the speech: in its sentence, or the whole sentence before."""
    first = reading.starts[frame.cue.start]
    stretch = range(max(first, frame.edge), frame.cue.start)
    if frame.cue.start - stretch.start < 2 and first > 0 and reading.paragraphs[first - 1] == reading.paragraphs[first]:
        stretch = range(max(reading.starts[first - 1], frame.edge), first)
    stretch = stretch[-LONGEST:]
    named = quote.speaker.source is None or _names(reading, stretch, quote.speaker.name)
    return stretch if named and len(stretch) >= SHORTEST else None


def _names(reading: Reading, stretch: range, name: str | None) -> bool:
    return any(at in reading.mentions and reading.mentions[at].name == name for at in stretch)
