"""Whom a statement was made to or before whom: where around a report to look for it, and which finding wins.

It is told by لـ with a name or an audience (لـ«النهرين»، للصحفيين), by the object of a verb of informing (أبلغ المجلس),
by whom an exchange is held with (في لقاء مع ...), by who stands before the speaker (أمام البرلمان), by what carries the
words (على قناة ...), else by the kind of event (في مؤتمر صحفي). The first kind of these that is found wins.
"""

from collections.abc import Iterator

from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.frames import Frame
from tasks.extractors.languages.arabic.listeners import (
    MAY_TELL,
    RULES,
    Stretch,
    guest,
    is_event,
    is_exchange,
    within_source,
)
from tasks.extractors.languages.arabic.objects import cue_object
from tasks.extractors.languages.arabic.parties import called, party
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, members
from tasks.model.records import Party

OPENING = 4  # tokens from the beginning of a stretch to the noun that makes it a setting
TOLD = 1  # rank of the object of a verb of informing: as sure as a person behind لـ
HOST = 4  # rank of the programme whose guest the speaker is: as sure as what carries the words

Ranked = tuple[int, Party]


def addressee(reading: Reading, frame: Frame) -> Party | None:
    """Whom the statement was made to, as the words around the report say; None where they do not."""
    told = _told(reading, frame)
    found = [(TOLD, told)] if told is not None else []
    for stretch in _stretches(reading, frame):
        found += _in_stretch(stretch)
    return _surest(reading, found)


def introduced(reading: Reading, tokens: range) -> Party | None:
    """Whom a sentence beside a report says that the speaker talks to: تحدث الوزير لـ«النهرين» عن ...; or None."""
    return _surest(reading, list(_in_stretch(Stretch(reading, tokens, apart=True))))


def _surest(reading: Reading, found: list[Ranked]) -> Party | None:
    if not found:
        return None
    chosen = min(found, key=lambda one: one[0])[1]
    return Party(chosen.span, chosen.name or called(reading.text, chosen.span))


def _told(reading: Reading, frame: Frame) -> Party | None:
    """أبلغ الوزير المجلس أن."""
    word = frame.word
    if word is None or word.suffixed or word.shape == "masdar" or frame.lemma not in telling("tells"):
        return None
    found = cue_object(reading, frame, needed=word.shape == "hal")
    if found is None or reading.form(found.start) in telling("prayed_to"):
        return None
    return party(reading, found.start, found.stop)


def _stretches(reading: Reading, frame: Frame) -> Iterator[Stretch]:
    """Where to look; apart from the report's own words only behind the noun of an exchange."""
    cue, source = frame.cue.stop, frame.source
    yield Stretch(reading, frame.behind, source=source, cue=cue)
    if source is not None and source.stop - 1 in frame.before:
        yield Stretch(reading, range(source.stop, frame.before.stop), source=source, cue=cue)
    if _is_setting(reading, frame.before) or (frame.word is not None and frame.word.shape == "hal"):
        yield Stretch(reading, frame.before, source=source, cue=cue, apart=True)
    if _is_setting(reading, frame.after) or _is_tail(reading, frame.after):
        yield Stretch(reading, frame.after, apart=True)


def _is_setting(reading: Reading, tokens: range) -> bool:
    """Whether the stretch begins with the setting of a speech: وفي تصريح، خلال لقائه، وذلك في مؤتمر."""
    first = next((at for at in tokens if not _is_before_setting(reading, at)), tokens.stop)
    if first >= tokens.stop or not is_preposition(reading.form(first)):
        return False
    opening = range(first, min(first + OPENING, tokens.stop))
    return any(is_exchange(reading, at) or is_event(reading, at) for at in opening)


def _is_tail(reading: Reading, tokens: range) -> bool:
    """Whether a second attribution of the same content follows: ، وفق ما صرح به في مؤتمر صحفي."""
    first = next((at for at in tokens if reading.tokens[at].is_word), tokens.stop)
    return first < tokens.stop and reading.form(first) in members("according")


def _is_before_setting(reading: Reading, at: int) -> bool:
    return not reading.tokens[at].is_word or reading.form(at) in telling("before_setting")


def _in_stretch(stretch: Stretch) -> Iterator[Ranked]:
    reading, at = stretch.reading, stretch.tokens.start
    while at < stretch.tokens.stop:
        if MAY_TELL[reading.form(at)]:
            yield from _found_at(stretch, at)
        pair = reading.pairs.get(at)
        at = pair.closing + 1 if pair is not None else at + 1


def _found_at(stretch: Stretch, at: int) -> Iterator[Ranked]:
    host = guest(stretch, at)
    if host is not None:
        yield HOST, host
    elif stretch.source is not None and at in stretch.source:
        inside = within_source(stretch, at)
        yield from [(0, inside)] if inside is not None else []
    else:
        found = ((rank, rule(stretch, at)) for rank, rule in enumerate(RULES))
        yield from [(rank, one) for rank, one in found if one is not None][:1]
