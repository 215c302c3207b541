"""Give every quote its speaker: named at the cue, or carried on by a verb that names nobody.

A verb without a subject goes on with the subject of its own sentence, else with whoever acted or spoke last before it
and agrees with it in gender and number. What happens inside a content stays inside of it: somebody who speaks there is
no speaker for a verb of the author's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extractors.languages.arabic.actors import actors
from tasks.extractors.languages.arabic.agreement import Traits, asked, of_phrase
from tasks.extractors.languages.arabic.antecedents import before_verb
from tasks.extractors.languages.arabic.cast import Cast, Referent, cast_of
from tasks.extractors.languages.arabic.confidence import carried, confidence
from tasks.extractors.languages.arabic.course import Course, Event
from tasks.extractors.languages.arabic.describing import bare
from tasks.extractors.languages.arabic.descriptions import is_scripture
from tasks.extractors.languages.arabic.following import carried_on
from tasks.extractors.languages.arabic.gazetteers import common_words
from tasks.extractors.languages.arabic.phrasestarts import names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.references import refer
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.words import source_nouns
from tasks.model.records import Quote, Span, Speaker

BLESSED = {"تعالي": "الله", "سبحانه": "الله", "صلي": "النبي"}  # whom a blessing behind the verb means: قال تعالى
MEMORY = 60  # speakers that a role or a document may refer back to


class Contents:
    """Which content a token stands in, beside the one that a cue of its own opens."""

    def __init__(self, reading: Reading, quotes: Sequence[Quote]) -> None:
        starts = reading.begins
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
    starts, contents = reading.begins, Contents(reading, quotes)
    quotes = [_with_source(reading, quote) for quote in quotes]
    cued = sorted(quotes, key=lambda one: (one.cue.start, one.content.start))
    sources = [_tokens(quote.speaker.source, starts) for quote in cued if quote.speaker.source is not None]
    course, done = Course(cast_of(reading, sources)), []
    acting = _acting(reading, sources, contents, course.cast)
    silent = max((quote.cue.start for quote in cued if _looks_back(reading, quote)), default=0)
    waiting = next(acting, None) if silent else None
    for quote in cued:
        at = bisect_right(starts, quote.cue.start) - 1
        while waiting is not None and waiting[0] < at and quote.cue.start <= silent:
            _act(reading, waiting, course, contents)
            waiting = next(acting, None)
        speaker = _speaker(reading, quote, at, course, contents)
        done.append((replace(quote, speaker=speaker), course.known[-1].ground if speaker.name and course.known else ""))
    return sorted(done, key=lambda one: (one[0].content.start, one[0].cue.start))


def _looks_back(reading: Reading, quote: Quote) -> bool:
    """Whether the quote may be of somebody who acted before: nobody is named, or a body by its noun alone (الجامعة)."""
    if quote.speaker.source is None:
        return True
    first, end = _tokens(quote.speaker.source, reading.begins)
    return end - first == 1 and bare(reading.form(first)) in source_nouns("organisation")


def _with_source(reading: Reading, quote: Quote) -> Quote:
    """The quote with the subject that stands right before its verb, where nobody has been found."""
    if quote.speaker.source is not None:
        return quote
    found = before_verb(reading, bisect_right(reading.begins, quote.cue.start) - 1)
    return quote if found is None else replace(quote, speaker=replace(quote.speaker, source=reading.span(*found)))


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


def _speaker(reading: Reading, quote: Quote, at: int, course: Course, contents: Contents) -> Speaker:
    source, inside = quote.speaker.source, contents.holding(at)
    if source is None and reading.form(at + 1) in BLESSED:
        return Speaker(BLESSED[reading.form(at + 1)], "UNNAMED", "pronoun")
    if source is None:
        return _silent(reading, at, course, inside)
    tokens = _tokens(source, reading.begins)
    who = refer(reading, tokens, course.known[-MEMORY:], course.acting())
    if _is_object(reading, quote, at, tokens, who):
        return _silent(reading, at, course, inside)
    if not any(map(str.isalnum, who.name)):
        return Speaker(None, "UNKNOWN")
    if not _is_scripture(reading, tokens[1], who):
        course.add(Event(at, who._replace(at=at), _given(reading, at, tokens, who), inside, spoke=True))
    return Speaker(who.name, who.type, quote.speaker.how or who.how, who.role, source, confidence(who.ground))


def _is_object(reading: Reading, quote: Quote, at: int, tokens: tuple[int, int], who: Referent) -> bool:
    """Whether what stands behind the verb is judged, thanked or a mere place: عد الاجتماع رسالة, شكر لرئيس النادي."""
    first = tokens[0]
    if reading.kind(first) == "LOC":
        return True
    if first <= at:
        return False
    before = first - (first - 1 in reading.pairs) - 1
    if before > at and reading.form(before) == "عبر":
        return True  # قال عبر «البرنامج» إن
    words = cue_words().get(reading.form(at), ())
    two = any(word.frames & {"any", "ب+", "object"} and not word.suffixed for word in words)
    judged = two and quote.act == "evaluate" and who.type == "UNNAMED" and who.ground == "phrase"
    roles = reading.mentions[first].roles if first in reading.mentions else ()
    thanked = quote.act == "praise" and any(reading.text[role.span.start - 1] == "ل" for role in roles)
    return thanked or (judged and not names_source(reading.form(first)))


def _is_scripture(reading: Reading, end: int, who: Referent) -> bool:
    """Whether it is God or a prophet (قال تعالى, قال نوح عليه السلام), who is cited and goes on with no later verb."""
    return is_scripture(who.name) or reading.form(end) in ("عليه", "عليهما", "عليهم")


def _given(reading: Reading, at: int, source: tuple[int, int], who: Referent) -> Traits:
    """The traits of a named speaker: the phrase's, and the verb's where that stands before it."""
    traits = of_phrase(reading, source[0], who.type, who.name, who.role)
    if who.type == "PERSON" and any(_joins_source(reading, here) for here in range(source[0] + 1, source[1])):
        return Traits("", True)
    if reading.form(source[0] - 1) in ("عن", "الي"):
        return traits  # نقلت الوكالة عن فلان: the verb agrees with another
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
    found = carried_on(reading, at, course, inside)
    if found is None:
        return Speaker(None, "UNKNOWN")
    who = found.who._replace(ground=carried(found.who.ground, found.way))
    wanted = asked(reading, at).gender
    traits = found.traits if found.traits.gender or wanted != "f" else found.traits._replace(gender=wanted)
    course.add(found._replace(who=who, traits=traits, at=at, inside=inside, spoke=True))
    return Speaker(who.name, who.type, "null-subject", who.role, None, confidence(who.ground))


def _is_nobodys(reading: Reading, at: int) -> bool:
    """Whether the cue is a verbal noun without an owner: اتهامات بـ, الكشف عن أن."""
    words = cue_words().get(reading.form(at), ())
    if reading.form(at).startswith("ب"):
        return False  # بدعوى أن, بتأكيده أن: how the subject of the clause acts
    return bool(words) and all(word.shape == "masdar" and not word.suffixed for word in words)
