"""The object of a cue that takes one beside its content: whom somebody accuses, calls on, tells.

Arabic puts verb, subject, object, content in this order; the object may also stand right behind a verb whose subject
is left out or stands before it. Where nothing marks the border between subject and object, it is where a new noun
phrase begins: a name, a noun that does not agree with what stands before it, a demonstrative.
"""

from tasks.extractors.languages.arabic.borders import (
    border,
    is_demonstrative,
    is_joined,
    may_be_accusative,
    names_somebody,
)
from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.frames import Frame
from tasks.extractors.languages.arabic.gazetteers import (
    is_definite,
)
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns

LONGEST = 12  # tokens of an object
SETTING = 8  # tokens of an adjunct between the verb and its object
LONE = 4  # tokens of a lone noun phrase behind a verb that needs an object
_EDGE = frozenset(("ب", "الي", "علي", "من", "عن", "ان", "بان", "بانه", "بانها", "بانهم"))


def cue_object(reading: Reading, frame: Frame, needed: bool) -> range | None:
    """The tokens of the object between the cue, or its subject, and the content; None where there is none.

    Args:
        reading: the document.
        frame: where the report stands.
        needed: whether the cue never goes without an object, so that a lone noun phrase behind it is that.
    """
    limit = _limit(reading, frame)
    subject = _subject(reading, frame, limit)
    if subject is None:
        return _without_subject(reading, frame, limit, needed)
    first = _first_noun(reading, subject.stop, limit, needed)
    if first >= 0 and _is_apposition(reading, subject, first, limit, needed):
        first = _first_noun(reading, _past_comma(reading, first, limit), limit, needed)
    if first < 0:
        first = border(reading, subject, needed)
    if first < 0 and needed:
        first = _last_name(reading, subject.stop, limit)
        if first < 0 and subject.stop == limit and _is_lone(reading, frame, subject):
            first = subject.start
    return _phrase(reading, first, limit)


def _without_subject(reading: Reading, frame: Frame, limit: int, needed: bool) -> range | None:
    """The object of a participle, or of a verb whose subject no rule has found: there the second noun phrase."""
    found = _phrase(reading, _first_noun(reading, frame.cue.stop, limit, needed), limit)
    if found is None or frame.word is None or frame.word.shape != "finite" or frame.word.plural:
        return found
    second = border(reading, found, needed)
    if second >= 0:
        return _phrase(reading, second, limit)
    return found if needed else None


def _is_apposition(reading: Reading, subject: range, first: int, limit: int, needed: bool) -> bool:
    """Whether a person's office stands behind the name: سامر الحلبي، النائب عن الجنوب."""
    parted = reading.form(first - 1) in ("،", ",")
    if not parted and reading.kind(subject.stop - 1) != "PERSON":
        return False
    bare = reading.form(first).removeprefix("ال")
    if not (bare in person_words() or bare in source_nouns("unnamed") or bare in members("appositive")):
        return False
    if not needed:
        return True
    end = _past_comma(reading, first, limit)
    return end < limit and not any(reading.kind(at) == "PERSON" for at in range(first, end))


def _past_comma(reading: Reading, first: int, limit: int) -> int:
    return next((at + 1 for at in range(first, limit) if reading.form(at) in ("،", ",")), limit)


def _is_lone(reading: Reading, frame: Frame, phrase: range) -> bool:
    """Whether the phrase behind a verb that needs an object is that: its subject stands before it or is left out."""
    words = sum(reading.tokens[at].is_word for at in frame.before)
    return len(phrase) <= (LONGEST if words and frame.before.stop == frame.cue.start else LONE)


def _limit(reading: Reading, frame: Frame) -> int:
    """One past the last token before the content that may be the object's: not the preposition, nor marks."""
    end = frame.behind.stop
    while end > frame.behind.start and (not reading.tokens[end - 1].is_word or reading.form(end - 1) in _EDGE):
        if end - 1 in reading.openings:
            break
        end -= 1
    return end


def _subject(reading: Reading, frame: Frame, limit: int) -> range | None:
    """The subject behind the cue; a verb in the plural has none there, and a word in the accusative is none."""
    source, word = frame.source, frame.word
    if source is None or source.start < frame.cue.stop or source.start >= limit:
        return None
    if (word is not None and word.plural) or may_be_accusative(reading, source.start):
        return None
    return range(source.start, min(source.stop, limit))


def _last_name(reading: Reading, first: int, limit: int) -> int:
    """A name that ends right before the content, behind a comma or a clause that describes the subject; or -1."""
    start = reading.covered[limit - 1] if limit > first else -1
    if start <= first or is_preposition(reading.form(start - 1)) or reading.form(start)[:1] in ("ب", "ل"):
        return -1
    return start


def _first_noun(reading: Reading, first: int, limit: int, any_noun: bool) -> int:
    """The first noun from `first` on, past commas, adverbs and adjuncts between commas; -1 where none comes."""
    at = first
    while at < limit:
        form = reading.form(at)
        if at in reading.brackets:
            at = reading.brackets[at] + 1
        elif form in ("،", ",") or form in members("adverb", "manner"):
            at += 1
        elif is_preposition(form) or (form.startswith(("ب", "وب")) and reading.form(at + 1) in ("،", ",")):
            at = _past_setting(reading, at, limit, any_noun)
        elif _may_begin(reading, at, any_noun):
            return at
        else:
            return -1
    return -1


def _past_setting(reading: Reading, at: int, limit: int, to_name: bool) -> int:
    """Past an adjunct: up to its comma, or to the next name behind its own noun."""
    met = any(reading.form(here) in telling("meeting") for here in (at, at + 1))
    for here in range(at + 1, min(limit, at + 1 + SETTING)):
        if reading.form(here) in ("،", ","):
            return here + 1
        before = reading.form(here - 1)
        apart = here > at + 1 and here in reading.mentions and not is_joined(reading, here)
        if to_name and apart and (is_definite(before) or before.endswith(("ي", "يه"))):
            return here
        timed = reading.form(here) in members("adverb") and not reading.form(here).endswith(("ه", "ها", "هم", "نا"))
        if timed and not met and reading.form(here + 1) not in members("adverb"):
            return here + 1
    return limit


def _may_begin(reading: Reading, at: int, any_noun: bool) -> bool:
    form = reading.form(at)
    if at in reading.mentions:
        return not is_joined(reading, at) and not form.startswith("لل")
    if at in reading.pairs or (any_noun and form.isdigit()):
        return True
    if not reading.tokens[at].is_word or form in members("that", "relative"):
        return False
    if form in members("begins_no_source") or form[:1] in ("ب", "ل"):
        return False
    if any_noun and form[:1] not in ("و", "ف", "ي", "ت"):
        return True
    return is_definite(form) or is_demonstrative(form) or names_somebody(reading, at) or form in members("called_upon")


def _phrase(reading: Reading, first: int, limit: int) -> range | None:
    """The object from its first token on; None where that is -1 or nothing of it is left."""
    if first < 0:
        return None
    end, limit = first, min(limit, first + LONGEST)
    while end < limit and not (end > first and _ends(reading, end)):
        if end in reading.pairs:
            end = reading.pairs[end].closing + 1
        else:
            end = reading.last[end] if end in reading.mentions else end + 1
    return range(first, min(end, limit)) if end > first else None


def _ends(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    if at in reading.mentions or at in reading.pairs:
        return False
    if not reading.tokens[at].is_word or form in members("that", "relative"):
        return True
    if form.startswith("بال") or (form[:1] == "ي" and len(form) > 3):
        return True
    if form in ("في", "من") and reading.form(at + 1) not in members("adverb"):
        return False
    return is_preposition(form) or form in members("adverb", "manner")
