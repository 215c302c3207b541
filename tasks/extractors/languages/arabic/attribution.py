"""Give every quote its speaker: named at the cue, or carried on by a verb that names nobody.

A verb without a subject goes on with whoever spoke before it in the sentence, else with the subject of the sentence,
else with the last one in the text that the verb agrees with in gender.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.references import Referent, by_roles, refer
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words
from tasks.extractors.languages.arabic.words import is_preposition, members
from tasks.model.records import Quote, Speaker

RECENT = 6  # speakers that a verb without a subject may go on with
MEMORY = 60  # speakers that a role or a document may refer back to
SUBJECT_REACH = 14  # tokens from the sentence's start in which its subject is looked for


class Subjects:
    """The subjects of sentences in text order, to be found by their place."""

    def __init__(self, found: Sequence[Referent]) -> None:
        self._found = found
        self._places = [one.at for one in found]

    def before(self, at: int) -> Sequence[Referent]:
        """The last two subjects at or before the token `at`."""
        end = bisect_right(self._places, at)
        return self._found[max(end - 2, 0) : end]


def attribute(reading: Reading, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes with their speakers; the order is kept."""
    starts = [token.start for token in reading.tokens]
    known: list[Referent] = []
    cast = by_roles(reading)
    contents = sorted((quote.content.start, quote.content.end) for quote in quotes)
    subjects = Subjects(list(_sentence_subjects(reading, contents)))
    done: list[Quote] = []
    for quote in sorted(quotes, key=lambda one: (one.cue.start, one.content.start)):
        at = bisect_right(starts, quote.cue.start) - 1
        speaker = _speaker(reading, quote, at, starts, known, cast, subjects)
        done.append(replace(quote, speaker=speaker))
    return sorted(done, key=lambda one: (one.content.start, one.cue.start))


def _speaker(
    reading: Reading,
    quote: Quote,
    at: int,
    starts: list[int],
    known: list[Referent],
    cast: Sequence[Referent],
    subjects: Subjects,
) -> Speaker:
    gender = _gender(reading, at)
    source = quote.speaker.source
    if source is None and _is_nobodys(reading, at):
        return Speaker(None, "UNKNOWN")
    if source is None:
        found = _carried_on(reading, at, gender, known[-RECENT:], subjects)
        if found is None:
            return Speaker(None, "UNKNOWN")
        known.append(replace(found, at=at))
        return Speaker(found.name, found.type, "null-subject", found.role, None, round(found.confidence * 0.8, 3))
    tokens = (bisect_right(starts, source.start) - 1, bisect_right(starts, source.end - 1))
    referent = replace(refer(reading, tokens, known[-MEMORY:], cast), at=at, gender=gender)
    if not any(map(str.isalnum, referent.name)):
        return Speaker(None, "UNKNOWN")
    known.append(referent)
    how = quote.speaker.how or referent.how
    return Speaker(referent.name, referent.type, how, referent.role, source, referent.confidence)


def _is_nobodys(reading: Reading, at: int) -> bool:
    """Whether the cue is a verbal noun without an owner: اتهامات بـ, الكشف عن أن."""
    words = cue_words().get(reading.form(at), ())
    return bool(words) and all(word.shape == "masdar" and not word.suffixed for word in words)


def _gender(reading: Reading, at: int) -> str:
    words: tuple[CueWord, ...] = cue_words().get(reading.form(at), ())
    return words[0].gender if words else ""


def _sentence_subjects(reading: Reading, contents: Sequence[tuple[int, int]]) -> Iterator[Referent]:
    """Persons and bodies that are a sentence's subject, outside of contents: at its head or behind its first verb."""
    for start in sorted(set(reading.starts)):
        limit = min(reading.ends[start], start + SUBJECT_REACH) if reading.tokens else start
        if is_preposition(reading.form(start)):
            continue
        first = next((at for at in range(start, limit) if at in reading.mentions and _may_act(reading, start, at)), -1)
        if first >= 0 and not _is_said(reading.tokens[first].start, contents):
            found = refer(reading, (first, reading.last[first]), (), ())
            yield replace(found, gender=_actor_gender(reading, first, found), at=start, confidence=0.6)


def _is_said(offset: int, contents: Sequence[tuple[int, int]]) -> bool:
    before = bisect_right(contents, (offset, len(contents) + offset)) - 1
    return before >= 0 and contents[before][0] <= offset < contents[before][1]


def _may_act(reading: Reading, start: int, at: int) -> bool:
    if reading.mentions[at].kind != "PERSON":
        return at == start + 1 and reading.mentions[at].kind == "ORG"
    return not any(reading.form(here) in members("preposition") for here in range(max(start, at - 2), at))


def _actor_gender(reading: Reading, at: int, found: Referent) -> str:
    if found.type == "PERSON":
        return "f" if found.role and found.role.split()[0].endswith("ة") else "m"
    return "f" if reading.form(at).endswith("ه") else ""


def _carried_on(
    reading: Reading, at: int, gender: str, known: Sequence[Referent], subjects: Subjects
) -> Referent | None:
    """Whom a verb without a subject goes on with."""
    if reading.form(at + 1) in ("فيها", "فيه", "خلالها", "خلاله"):
        relative = _last_mention(reading, at)
        if relative is not None:
            return relative
    sentence = reading.starts[at]
    near = subjects.before(at)
    for pool in (known, near):
        inside = [one for one in pool if sentence <= one.at < at and _agrees(one, gender)]
        if inside:
            return inside[-1]
    recent = ((one.at, rank, one) for rank, several in enumerate((near, known)) for one in several)
    before = [one for position, _, one in sorted(recent, key=lambda row: row[:2]) if position < at]
    agreeing = [one for one in before if _agrees(one, gender)]
    chosen = agreeing or before
    return chosen[-1] if chosen else _last_mention(reading, at)


def _agrees(referent: Referent, gender: str) -> bool:
    return not gender or not referent.gender or referent.gender == gender


def _last_mention(reading: Reading, at: int) -> Referent | None:
    for here in range(at - 1, max(at - 80, -1), -1):
        if here in reading.mentions and reading.mentions[here].kind == "PERSON":
            return replace(refer(reading, (here, reading.last[here]), (), ()), confidence=0.4)
    return None
