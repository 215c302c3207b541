"""Whom the speaker talks to, by the word that opens the naming: one rule a way of saying it, the surest first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.gazetteers import is_definite, readings
from tasks.extractors.languages.arabic.outlets import outlet_length
from tasks.extractors.languages.arabic.parties import in_marks, party
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns
from tasks.model.records import Party
from tasks.text.memo import Memo

REACH = 9  # tokens from the noun of an exchange to whom it is held with
TITLES = 3  # adjectives of an office
COMMAS = ("،", ",")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens to look at.

    Attributes:
        reading: the document.
        tokens: which ones.
        source: the words that name the speaker, which name no addressee.
        cue: one past the report's cue; -1 for none.
        apart: whether the words may belong to something else than the report, so that only what an exchange is named
            for counts.
    """

    reading: Reading
    tokens: range
    source: range | None = None
    cue: int = -1
    apart: bool = False


def guest(stretch: Stretch, at: int) -> Party | None:
    """ضيف برنامج «...»: the programme, also inside the words that name the speaker."""
    reading, limit = stretch.reading, stretch.tokens.stop
    if reading.form(at) not in telling("guest") or at + 1 >= limit:
        return None
    named = _bare(reading, at + 1) in telling("show", "broadcast")
    return party(reading, at + 1, limit) if named else in_marks(reading, at + 1)


def to_outlet(stretch: Stretch, at: int) -> Party | None:
    """لـ«النهرين», لوكالة الأنباء, لرويترز."""
    reading, form = stretch.reading, stretch.reading.form(at)
    if not form.startswith("ل") or (stretch.apart and _exchange_before(stretch, at) < 0):
        return None
    before = _bare(reading, at - 1)
    if before in source_nouns("document") or before in members("according"):
        return None  # who issued it, who passes it on: تقرير لوكالة ..., وفقا لوكالة ...
    if form == "ل":
        return _marked_or_known(reading, at)
    heard = [rest for cut, rest in readings(form) if cut == 1]
    if any(_is_medium(reading, at, rest) for rest in heard):
        sure = any(_is_press(rest) for rest in heard) or not _completes_office(reading, at)
        return party(reading, at, stretch.tokens.stop, 1) if sure else None
    known = max((outlet_length(reading, at, rest) for rest in heard), default=0)
    return party(reading, at, at + known, 1) if known and _may_be_told(stretch, at) else None


def within_source(stretch: Stretch, at: int) -> Party | None:
    """An outlet that was taken for a part of who speaks: behind a name, or by its noun (مصدر أمني لوكالة ...)."""
    reading = stretch.reading
    if stretch.source is None or at == stretch.source.start or not reading.form(at).startswith("ل"):
        return None
    named = reading.kind(at - 1) == "PERSON" and reading.ends_mention(at - 1)
    medium = any(cut == 1 and _is_medium(reading, at, rest) for cut, rest in readings(reading.form(at)))
    return to_outlet(stretch, at) if named or medium else None


def _marked_or_known(reading: Reading, at: int) -> Party | None:
    known = outlet_length(reading, at + 1)
    if known:
        return party(reading, at + 1, at + 1 + known)
    sure = outlet_length(reading, at + 2) or not _completes_office(reading, at)
    return in_marks(reading, at + 1) if sure else None


def _is_medium(reading: Reading, at: int, form: str) -> bool:
    """Whether the word at `at`, read as `form`, is a noun for outlets; موقع and the like only with a name behind."""
    bare = form.removeprefix("ال")
    if bare in telling("named_medium") and form == bare:
        return at + 1 in reading.pairs or bool(reading.kind(at))
    return bare in telling("medium") or form in members("outlet")


def _is_press(form: str) -> bool:
    """Whether the word names people of the press, whom no office is made for."""
    return form.removeprefix("ال") in telling("press_people")


def _completes_office(reading: Reading, at: int) -> bool:
    """Whether لـ belongs to an office whose bearer comes later: المدير العام لبرنامج ..."""
    here = at - 1
    while at - here <= TITLES and is_definite(reading.form(here)) and not _is_office(reading, here):
        if reading.kind(here):
            return False
        here -= 1
    return _is_office(reading, here) and (here < at - 1 or is_definite(reading.form(here)))


def _is_office(reading: Reading, at: int) -> bool:
    return _bare(reading, at) in person_words()


def _bare(reading: Reading, at: int) -> str:
    return reading.form(at).removeprefix("ال")


def to_somebody(stretch: Stretch, at: int) -> Party | None:
    """للصحفيين, لنظيره, لأعضاء المجلس: right behind the cue, a name or a comma, or behind the noun of an exchange."""
    reading, form = stretch.reading, stretch.reading.form(at)
    if not form.startswith("ل") or len(form) < len("لهم"):
        return None
    mention = reading.mentions.get(at)
    if mention is not None and mention.span.start == reading.tokens[at].start:
        return None  # a name that begins with the letter itself: لافروف
    hears = reading.kind(at) == "PERSON" or any(cut == 1 and _is_listener(rest) for cut, rest in readings(form))
    return party(reading, at, stretch.tokens.stop, 1) if hears and _may_be_told(stretch, at) else None


def _is_listener(form: str) -> bool:
    return form.removeprefix("ال") in telling("listener") or _is_press(form)


def _may_be_told(stretch: Stretch, at: int) -> bool:
    reading, noun = stretch.reading, _exchange_before(stretch, at)
    if noun >= 0 and not any(is_preposition(reading.form(here)) for here in range(noun + 1, at)):
        return True
    if stretch.apart:
        return False
    named = reading.kind(at - 1) == "PERSON" and reading.ends_mention(at - 1)
    return named or at == stretch.cue or reading.form(at - 1) in COMMAS


def _exchange_before(stretch: Stretch, at: int) -> int:
    """The nearest noun or verb of an exchange before the token, without a comma in between; or -1."""
    for here in range(at - 1, max(stretch.tokens.start, at - REACH) - 1, -1):
        if stretch.reading.form(here) in (".", "،", ","):
            return -1
        if is_exchange(stretch.reading, here):
            return here
    return -1


def is_exchange(reading: Reading, at: int) -> bool:
    """Whether the word is one for an exchange with somebody: تصريح, لقاء, تحدث."""
    return _is_exchange(reading.form(at))


@lru_cache(maxsize=1 << 14)
def _is_exchange(form: str) -> bool:
    known = telling("exchange", "meeting")
    return any(word in known for _, word in readings(form))


def held_with(stretch: Stretch, at: int) -> Party | None:
    """في لقاء مع ..., في حديث إلى ..., خلال لقائه ..., في تصريح خص به ..."""
    reading, form, limit = stretch.reading, stretch.reading.form(at), stretch.tokens.stop
    if form in telling("meeting") and reading.form(at + 1) not in ("مع", "ب", "ل"):
        first = next((here for here in range(at + 1, limit) if reading.form(here) not in members("adverb")), limit)
        return _somebody(reading, first, limit)
    granted = form in telling("granted") and reading.form(at - 1) in telling("grants")
    noun = _exchange_before(stretch, at) if granted or form in ("مع", "الي") else -1
    if noun < 0 or (form == "مع" and _is_joint(reading, noun)):
        return None
    return in_marks(reading, at + 1) or _somebody(reading, at + 1, limit)


def _is_joint(reading: Reading, at: int) -> bool:
    """A press conference with somebody is held by both: مؤتمر صحفي مشترك مع نظيره."""
    return is_event(reading, at) and _bare(reading, at) not in telling("exchange")


def _somebody(reading: Reading, at: int, limit: int) -> Party | None:
    if at >= limit:
        return None
    form = reading.form(at)
    known = reading.kind(at) in ("PERSON", "ORG", "NORP") or _is_office(reading, at) or _is_listener(form)
    body = _is_medium(reading, at, form) or _bare(reading, at) in source_nouns("organisation")
    return party(reading, at, limit) if known or body else None


def before_somebody(stretch: Stretch, at: int) -> Party | None:
    """أمام البرلمان, وزع على الصحفيين."""
    reading, form, limit = stretch.reading, stretch.reading.form(at), stretch.tokens.stop
    if form == "امام" and (not stretch.apart or _exchange_before(stretch, at) >= 0):
        return _somebody(reading, at + 1, limit)
    return party(reading, at + 1, limit) if form == "علي" and _is_press(reading.form(at + 1)) else None


def carried_by(stretch: Stretch, at: int) -> Party | None:
    """على قناة ..., عبر إذاعة ..., في برنامج ..."""
    reading, form, limit = stretch.reading, stretch.reading.form(at), stretch.tokens.stop
    if form not in ("علي", "عبر", "في", "ضمن") or at + 1 >= limit or _is_in_relative(stretch, at):
        return None
    if stretch.apart and _exchange_before(stretch, at) < 0:
        return None
    if form == "عبر" and outlet_length(reading, at + 2):
        return in_marks(reading, at + 1)
    carrier = telling("broadcast") if form == "علي" else telling("broadcast", "show")
    return party(reading, at + 1, limit) if _bare(reading, at + 1) in carrier else None


def _is_in_relative(stretch: Stretch, at: int) -> bool:
    """Whether a relative clause describes something else than the speech: الذي يعرض على قناة ..."""
    for here in range(at - 1, stretch.tokens.start - 1, -1):
        if stretch.reading.form(here) in COMMAS:
            return False
        if stretch.reading.form(here) in members("relative"):
            return True
    return False


def at_event(stretch: Stretch, at: int) -> Party | None:
    """في مؤتمر صحفي, خلال مقابلة تلفزيونية: the event's noun with its adjective."""
    inside = at + 1 < stretch.tokens.stop and is_event(stretch.reading, at)
    return Party(stretch.reading.span(at, at + 2)) if inside else None


def is_event(reading: Reading, at: int) -> bool:
    """Whether the word with the one behind it is an event with the press: مؤتمر صحفي."""
    return _bare(reading, at) in telling("press_event") and _bare(reading, at + 1) in telling("press")


RULES: tuple[Callable[[Stretch, int], Party | None], ...] = (
    to_outlet,
    to_somebody,
    held_with,
    before_somebody,
    carried_by,
    at_event,
)


def _may_tell(form: str) -> bool:
    """Whether the folded word is one at which `guest` or one of the rules may find somebody; most are not."""
    opening = ("مع", "الي", "امام", "علي", "عبر", "في", "ضمن")
    event = form.removeprefix("ال") in telling("press_event")
    return form[:1] == "ل" or form in opening or event or form in telling("guest", "meeting", "granted")


MAY_TELL = Memo(_may_tell)
