"""What somebody puts at a number: قدرت الوزارة | العدد بـ20 ألفا, قدرها الخبراء بـ| نحو 20 مليونا."""

from tasks.extractors.languages.arabic.gazetteers import is_definite
from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord
from tasks.extractors.languages.arabic.subjectends import object_start, speaks
from tasks.extractors.languages.arabic.words import is_preposition, members

REACH = 18  # tokens from the verb to the number


def estimate(reading: Reading, at: int, word: CueWord) -> Complement | None:
    """What the verb at token `at` puts at a number, None where no number follows or nobody is its subject."""
    number = _number(reading, at + 1, min(reading.ends[at], at + REACH))
    if number < 0 or number <= at + 1 or word.shape == "masdar":
        return None
    if word.suffixed:
        return _behind_ba(reading, number) if speaks(reading, at + 1) or is_definite(reading.form(at + 1)) else None
    if word.shape == "hal" or word.plural:
        first = at + 1
    else:
        first = object_start(reading, at + 1, number) if speaks(reading, at + 1) else -1
    plain = at < first < number and reading.tokens[first].is_word and not is_preposition(reading.form(first))
    return Complement("any", first, first) if plain else None


def _number(reading: Reading, first: int, limit: int) -> int:
    """The token with بـ before a number, or what is said of one, in the same clause: بـ20, بنحو, بما بين; or -1."""
    for at in range(first, limit):
        form = reading.form(at)
        if form in members("that", "relative") or form in (":", "؛"):
            return -1
        behind = reading.form(at + 1) if form == "ب" else form[1:]
        if form[:1] == "ب" and (behind[:1].isdigit() or behind == "(" or behind in members("about_a_number")):
            return at
    return -1


def _behind_ba(reading: Reading, at: int) -> Complement | None:
    """The complement behind a بـ that may be joined to its first word."""
    joined = reading.form(at) != "ب"
    return Complement("any", at, at, 1) if joined else Complement("any", at, at + 1)
