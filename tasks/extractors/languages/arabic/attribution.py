"""Give every quote its speaker: named at the cue, or carried on by a verb that names nobody.

A verb without a subject goes on with the subject of its own sentence, else with whoever acted or spoke last before it
and agrees with it in gender and number. What happens inside a content stays inside of it: somebody who speaks there is
no speaker for a verb of the author's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple

from tasks.extractors.languages.arabic.actors import actors
from tasks.extractors.languages.arabic.agreement import Traits, agree, asked, of_phrase
from tasks.extractors.languages.arabic.cast import NOBODY, Cast, Referent, cast_of
from tasks.extractors.languages.arabic.confidence import carried, confidence
from tasks.extractors.languages.arabic.gazetteers import common_words
from tasks.extractors.languages.arabic.phrasestarts import names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.references import continues, refer
from tasks.extractors.languages.arabic.reporting import cue_words, is_linked
from tasks.extractors.languages.arabic.wording import folded
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Quote, Span, Speaker

BLESSED = {"تعالي": "الله", "سبحانه": "الله", "صلي": "النبي"}  # whom a blessing behind the verb means: قال تعالى
RECENT = 8  # speakers and actors that a verb without a subject may go on with
MEMORY = 60  # speakers that a role or a document may refer back to
NEAR = 80  # tokens back to a person who did nothing but be named


class Event(NamedTuple):
    """Somebody who spoke or acted: at which token, inside which content (its first token, -1 for the author's words).

    `way` says by which rule a verb without a subject goes on with him, as the module `confidence` lists them.
    """

    at: int
    who: Referent
    traits: Traits
    inside: int
    spoke: bool
    way: str = ""


@dataclass(slots=True)
class Course:
    """What has happened up to a place of the text."""

    cast: Cast
    events: list[Event] = field(default_factory=list)
    known: list[Referent] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Note who spoke or acted."""
        self.events.append(event)
        if event.spoke:
            self.known.append(event.who)


class Contents:
    """Which content a token stands in, beside the one that a cue of its own opens."""

    def __init__(self, reading: Reading, quotes: Sequence[Quote], starts: Sequence[int]) -> None:
        self._inside = [-1] * (len(reading.tokens) + 1)
        for quote in sorted(quotes, key=lambda one: (one.content.start, -one.content.end)):
            first, last = bisect_left(starts, quote.content.start), bisect_left(starts, quote.content.end)
            if quote.cue.start < quote.content.start or quote.cue.start >= quote.content.end:
                self._inside[first:last] = [first] * (last - first)

    def holding(self, at: int) -> int:
        """The first token of the innermost content that holds the token, -1 for none."""
        return self._inside[at]

    def held(self) -> list[bool]:
        """For each token whether a content holds it."""
        return [first >= 0 for first in self._inside]


def attribute(reading: Reading, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes with their speakers; the order is kept."""
    return [quote for quote, _ in grounded(reading, quotes)]


def grounded(reading: Reading, quotes: Sequence[Quote]) -> list[tuple[Quote, str]]:
    """The quotes with their speakers, each with what its speaker rests on ("" for none); the order is kept."""
    starts = list(map(attrgetter("start"), reading.tokens))
    contents = Contents(reading, quotes, starts)
    cued = sorted(quotes, key=lambda one: (one.cue.start, one.content.start))
    sources = [_tokens(quote.speaker.source, starts) for quote in cued if quote.speaker.source is not None]
    course, done = Course(cast_of(reading, sources)), []
    acting = _acting(reading, sources, contents, course.cast)
    silent = max((quote.cue.start for quote in cued if quote.speaker.source is None), default=0)
    waiting = next(acting, None) if silent else None
    for quote in cued:
        at = bisect_right(starts, quote.cue.start) - 1
        while waiting is not None and waiting[0] < at and quote.cue.start <= silent:
            _act(reading, waiting, course, contents)
            waiting = next(acting, None)
        speaker = _speaker(reading, quote, at, starts, course, contents)
        done.append((replace(quote, speaker=speaker), course.known[-1].ground if speaker.name and course.known else ""))
    return sorted(done, key=lambda one: (one[0].content.start, one[0].cue.start))


def _tokens(source: Span, starts: Sequence[int]) -> tuple[int, int]:
    return bisect_right(starts, source.start) - 1, bisect_right(starts, source.end - 1)


def _acting(
    reading: Reading, sources: Sequence[tuple[int, int]], contents: Contents, cast: Cast
) -> Iterator[tuple[int, int, str]]:
    """The actors that are neither said nor the source of a report, by token."""
    taken = contents.held()
    for first, last in sources:
        taken[first:last] = [True] * (last - first)
    return actors(reading, taken, cast.heard)


def _act(reading: Reading, actor: tuple[int, int, str], course: Course, contents: Contents) -> None:
    first, end, gender = actor
    who = refer(reading, (first, end), course.known[-MEMORY:], course.cast)
    if any(map(str.isalnum, who.name)) and not _is_scripture(reading, end, who):
        traits = of_phrase(reading, first, who.type, who.name, who.role)
        known = gender if who.type == "PERSON" else traits.gender
        traits = Traits(known or (gender if gender == "f" else traits.gender), traits.plural)
        course.add(Event(first, who, traits, contents.holding(first), spoke=False))


def _speaker(reading: Reading, quote: Quote, at: int, starts: list[int], course: Course, contents: Contents) -> Speaker:
    source, inside = quote.speaker.source, contents.holding(at)
    if source is None and reading.form(at + 1) in BLESSED:
        return Speaker(BLESSED[reading.form(at + 1)], "UNNAMED", "pronoun")
    if source is None:
        return _silent(reading, at, course, inside)
    tokens = _tokens(source, starts)
    who = refer(reading, tokens, course.known[-MEMORY:], course.cast)
    if not any(map(str.isalnum, who.name)):
        return Speaker(None, "UNKNOWN")
    if not _is_scripture(reading, tokens[1], who):
        course.add(Event(at, who._replace(at=at), _given(reading, at, tokens, who), inside, spoke=True))
    return Speaker(who.name, who.type, quote.speaker.how or who.how, who.role, source, confidence(who.ground))


def _is_scripture(reading: Reading, end: int, who: Referent) -> bool:
    """Whether it is God or a prophet (قال تعالى, قال نوح عليه السلام), who is cited and goes on with no later verb."""
    return folded(who.name).split()[0] in members("scripture") or reading.form(end) in ("عليه", "عليهما", "عليهم")


def _given(reading: Reading, at: int, source: tuple[int, int], who: Referent) -> Traits:
    """The traits of a named speaker: the phrase's, and the verb's where that stands before it."""
    traits = of_phrase(reading, source[0], who.type, who.name, who.role)
    if who.type == "PERSON" and any(_joins_source(reading, here) for here in range(source[0] + 1, source[1])):
        return Traits("", True)
    verb = asked(reading, at)
    if source[0] > at and not traits.gender and not traits.plural:
        return Traits(verb.gender, traits.plural)
    return Traits(verb.gender, traits.plural) if who.type == "PERSON" and verb.gender else traits


def _joins_source(reading: Reading, at: int) -> bool:
    """Whether a second source is joined to the first: فلان ومصدران في الشرطة."""
    form = reading.form(at)
    return form.startswith("و") and form not in common_words() and names_source(form[1:].removesuffix("ان"))


def _silent(reading: Reading, at: int, course: Course, inside: int) -> Speaker:
    """The speaker of a cue that names nobody."""
    if _is_nobodys(reading, at):
        return Speaker(None, "UNKNOWN")
    found = _carried_on(reading, at, course, inside)
    if found is None:
        return Speaker(None, "UNKNOWN")
    who = found.who._replace(ground=carried(found.who.ground, found.way))
    course.add(found._replace(who=who, at=at, inside=inside, spoke=True))
    return Speaker(who.name, who.type, "null-subject", who.role, None, confidence(who.ground))


def _is_nobodys(reading: Reading, at: int) -> bool:
    """Whether the cue is a verbal noun without an owner: اتهامات بـ, الكشف عن أن."""
    words = cue_words().get(reading.form(at), ())
    if reading.form(at).startswith("ب"):
        return False  # بدعوى أن, بتأكيده أن: how the subject of the clause acts
    return bool(words) and all(word.shape == "masdar" and not word.suffixed for word in words)


def _carried_on(reading: Reading, at: int, course: Course, inside: int) -> Event | None:
    """Whom a verb without a subject goes on with."""
    wanted, sentence = asked(reading, at), reading.starts[at]
    near = _named_before(reading, at, wanted, course.events[-RECENT:])
    if near is not None:
        return near
    recent = [event for event in course.events[-RECENT * 3 :] if event.at < at]
    own = [event for event in recent if event.inside == inside or (inside >= 0 and event.inside < 0)][-RECENT:]
    for pool in (own, recent):
        here = [event for event in pool if event.at >= sentence and agree(wanted, event.traits)]
        if here:
            return _by(here[-1], "sentence")
        if pool is own:
            before = _of_before(own, wanted, continues(reading, at))
            if before is not None:
                return before
    if wanted.plural:
        found = next((event for event in reversed(own) if event.traits.plural is not False), None)
        return _by(found, "disagrees") if found else None
    return _last_mention(reading, at, wanted) if wanted.gender == "f" or not own else _by(own[-1], "disagrees")


def _of_before(events: Sequence[Event], wanted: Traits, goes_on: bool) -> Event | None:
    """Who spoke or, being a person, acted last in the sentences before; a body that only acted comes after them."""
    spoke = [event for event in events if event.spoke]
    human = [event for event in events if event.spoke or event.who.type == "PERSON"]
    for several in (spoke, events) if goes_on else (human, events):
        agreeing = [event for event in several if agree(wanted, event.traits)]
        if agreeing:
            return _by(agreeing[-1], "goes on" if goes_on else "before")
    return None


def _by(event: Event, way: str) -> Event:
    return event._replace(way=way if event.spoke else f"{way}, acted")


def _named_before(reading: Reading, at: int, wanted: Traits, events: Sequence[Event]) -> Event | None:
    """Whose speech a clause is about (كلمة لفلان أكد فيها), and who is named right before a participle."""
    acted = not reading.ends_mention(at - 1) and any(
        event.at >= reading.starts[at] and event.inside < 0 for event in events
    )
    if reading.form(at + 1) in ("فيها", "فيه", "خلالها", "خلاله") and not acted:
        return _last_mention(reading, at, wanted)
    words = cue_words().get(reading.form(at), ())
    if (
        not words
        or words[0].shape != "hal"
        or is_linked(reading.form(at), words[0])
        or not reading.ends_mention(at - 1)
    ):
        return None
    first = reading.covered[at - 1]
    return _named(reading, first, "beside") if reading.mentions[first].kind == "PERSON" else None


def _last_mention(reading: Reading, at: int, wanted: Traits) -> Event | None:
    """The person named last who agrees, else the one named last."""
    found = None
    for here in range(at - 1, max(at - NEAR, -1), -1):
        if here in reading.mentions and reading.mentions[here].kind == "PERSON":
            event = _named(reading, here, "mentioned")
            if event.traits.gender and agree(wanted, event.traits):
                return event
            found = found or event
    return found


def _named(reading: Reading, first: int, way: str) -> Event:
    who = refer(reading, (first, reading.last[first]), (), NOBODY)
    return Event(first, who, of_phrase(reading, first, who.type, who.name, who.role), -1, spoke=False, way=way)
