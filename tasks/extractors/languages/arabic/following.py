"""With whom a verb goes on that names nobody, by rules: the subject of its own sentence, else who acted or spoke last.

He agrees with the verb in gender and number. What happens inside a content stays inside of it: somebody who speaks
there is no speaker for a verb of the author's.
"""

from collections.abc import Sequence

from tasks.extractors.languages.arabic.agreement import Traits, agree, asked, of_phrase
from tasks.extractors.languages.arabic.cast import NOBODY
from tasks.extractors.languages.arabic.course import Course, Event
from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.references import continues, refer
from tasks.extractors.languages.arabic.reporting import cue_words, is_linked
from tasks.extractors.languages.arabic.verbs import is_verb
from tasks.extractors.languages.arabic.words import members

RECENT = 8  # speakers and actors that a verb without a subject may go on with
NEAR = 80  # tokens back to a person who did nothing but be named


def carried_on(reading: Reading, at: int, course: Course, inside: int) -> Event | None:
    """Whom a verb without a subject goes on with."""
    wanted, sentence = asked(reading, at), reading.starts[at]
    near = _named_before(reading, at, wanted, course.events[-RECENT:])
    if near is not None:
        return near
    recent = [event for event in course.events[-RECENT * 3 :] if event.at < at]
    own = [event for event in recent if event.inside == inside or (inside >= 0 and event.inside < 0)][-RECENT:]
    for pool in (own, recent):
        here = [event for event in pool if event.at >= sentence and course.agrees(wanted, event)]
        if here:
            return _by(here[-1], "sentence")
        if pool is own:
            within = _subject_within(reading, at, wanted)
            if within is not None:
                return within
            before = _of_before(own, wanted, course, goes_on=continues(reading, at))
            if before is not None:
                return before
    if wanted.plural:
        found = next((event for event in reversed(own) if event.traits.plural is not False), None)
        return _by(found, "disagrees") if found else None
    person = _last_mention(reading, at, wanted)
    return person if person is not None or not own else _by(own[-1], "disagrees")


def _of_before(events: Sequence[Event], wanted: Traits, course: Course, *, goes_on: bool) -> Event | None:
    """Who spoke or, being a person, acted last in the sentences before; a body that only acted comes after them."""
    spoke = [event for event in events if event.spoke]
    human = [event for event in events if event.spoke or event.who.type == "PERSON" or _is_human(event)]
    for several in (spoke, events) if goes_on else (human, events):
        agreeing = [event for event in several if course.agrees(wanted, event)]
        if agreeing:
            return _by(agreeing[-1], "goes on" if goes_on else "before")
    return None


def _is_human(event: Event) -> bool:
    human = event.traits.plural or any(is_person_word(word) for word in event.who.words)
    return event.who.type == "UNNAMED" and bool(human)


def _by(event: Event, way: str) -> Event:
    return event._replace(way=way if event.spoke else f"{way}, acted")


def _named_before(reading: Reading, at: int, wanted: Traits, events: Sequence[Event]) -> Event | None:
    """Whose speech a clause is about (كلمة لفلان أكد فيها), and who is named right before a participle."""
    acted = not reading.ends_mention(at - 1) and any(
        event.at >= reading.starts[at] and event.inside < 0 for event in events
    )
    described = reading.form(at - 1).removeprefix("و") in members("relative")  # التصريحات التي قال فيها
    if reading.form(at + 1) in ("فيها", "فيه", "خلالها", "خلاله") and (described or not acted):
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
    return named(reading, first, "beside") if reading.mentions[first].kind == "PERSON" else None


def _subject_within(reading: Reading, at: int, wanted: Traits) -> Event | None:
    """The person whose verb opens a clause of the participle's sentence: عندما وصل فلان إلى القاعة قائلا."""
    words = cue_words().get(reading.form(at), ())
    if not words or words[0].shape != "hal" or is_linked(reading.form(at), words[0]):
        return None
    for here in range(at - 1, reading.starts[at], -1):
        if here in reading.mentions and reading.mentions[here].kind == "PERSON" and is_verb(reading, here - 1):
            event = named(reading, here, "mentioned")
            return event if agree(wanted, event.traits) else None
    return None


def _last_mention(reading: Reading, at: int, wanted: Traits) -> Event | None:
    """The person named last who agrees, else the one named last."""
    found = None
    for here in range(at - 1, max(at - NEAR, -1), -1):
        if here in reading.mentions and reading.mentions[here].kind == "PERSON":
            event = named(reading, here, "mentioned")
            if event.traits.gender and agree(wanted, event.traits):
                return event
            found = found or event
    return found


def named(reading: Reading, first: int, way: str) -> Event:
    """Whoever the mention at token `first` names, who did nothing but be named."""
    who = refer(reading, (first, reading.last[first]), (), NOBODY)
    return Event(first, who, of_phrase(reading, first, who.type, who.name, who.role), -1, spoke=False, way=way)
