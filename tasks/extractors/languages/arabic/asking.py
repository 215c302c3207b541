"""What somebody is asked for or offered: طلب منه | الابتعاد, عرض عليه | الانضمام."""

from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord
from tasks.extractors.languages.arabic.subjectends import is_closed
from tasks.extractors.languages.arabic.words import members, opens_content
from tasks.text.normalize import fold


def may_be_noun(form: str, word: CueWord) -> bool:
    """Whether the folded form of the verb is written like its noun: طلب, a request."""
    return form.removeprefix("و").removeprefix("ف").removesuffix("ا") == fold(word.lemma)


def asked_or_offered(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    """The verbal noun at `here` that says what is asked or offered, where somebody is named before it."""
    asked = "asked_of" if "from" in word.frames else "offered_to" if "upon" in word.frames else ""
    asks = asked and here > cue + 1 and _asked(reading, cue, here, asked)
    return Complement("noun", here, here) if asks else None


def _asked(reading: Reading, cue: int, here: int, word_class: str) -> bool:
    """Whether a verbal noun says what somebody is asked for or offered who is named before it: طلب منه الابتعاد."""
    if not opens_content(reading.tokens[here]) or reading.kind(here):
        return False
    if reading.form(here - 1) in ("من", "الي", "علي"):
        return False
    before = [reading.form(at) for at in range(cue + 1, here)]
    if word_class == "offered_to":
        return any(form in members(word_class) for form in before[:2])
    called = any(form.startswith("ب") and form not in members("own_ba") for form in before)
    ends = is_closed(reading, here - 1) or reading.form(here - 1).startswith("بال") or reading.form(here - 1) == "بهم"
    asked = any(
        form in members("asked_of") and reading.form(at - 1) not in members("quantifier")
        for at, form in enumerate(before, cue + 1)
    )
    return asked or (called and ends)
