"""Where a time expression stands, and what the words around it say of it."""

import re
from dataclasses import dataclass
from datetime import date

from tasks.extractors.languages.arabic.gazetteers import common_words, readings
from tasks.extractors.languages.arabic.timewords import months, values
from tasks.text.segment import Token

Tokens = tuple[Token, ...]
_AHEAD = 7  # tokens before a weekday in which a verb in the future tense makes it the coming one
_EVENT = 4  # tokens before a bare year in which an event that may carry it stands
_NEAR = 6  # tokens before a bare year in which another year makes it one
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASHES = ("-", "–")


@dataclass(frozen=True, slots=True)
class Place:
    """All tokens, the number of the expression's first, the day of publication, and the year last named before."""

    tokens: Tokens
    at: int
    published: date
    said: int | None = None

    def before(self, back: int = 1) -> str:
        """The folded token so many before; empty at the beginning."""
        return self.tokens[self.at - back].form if self.at >= back else ""

    def behind(self, ahead: int) -> str:
        """The folded token so many behind the first; empty at the end."""
        return self.tokens[self.at + ahead].form if self.at + ahead < len(self.tokens) else ""

    def nearby(self, back: int) -> list[str]:
        """The folded tokens before, at most so many."""
        return [token.form for token in self.tokens[max(self.at - back, 0) : self.at]]

    def is_joined(self) -> bool:
        """Whether و is joined to the first word."""
        return self.tokens[self.at].form.startswith("و")

    def opens(self) -> bool:
        """Whether a word that announces a month or year stands before: في، منذ، ونهاية."""
        before = self.before()
        return before in values("opening") or (before.startswith("و") and before[1:] in values("opening"))


def is_ahead(place: Place) -> bool:
    """Whether a verb in the future tense (سيعقد) stands closely before."""
    return any(
        form.startswith(("سي", "ست", "وسي", "وست")) and form.lstrip("و")[1:] in common_words()
        for form in place.nearby(_AHEAD)
    )


def is_part_of_a_name(place: Place) -> bool:
    """Whether a day of the year behind the word before names an event or a place: ثورة 25 يناير، بمدينة 6 أكتوبر."""
    return any(form in values("named-after") for _, form in readings(place.before()))


def goes_on_from_a_month(place: Place) -> bool:
    """Whether the word before names a month too: في يوليو وأغسطس، من يوليو إلى سبتمبر."""
    back = 1 if place.is_joined() else 2
    if back == 2 and place.before() not in values("to") and place.before() not in _DASHES:
        return False
    back += place.before(back) == ")"
    return place.before(back) in months("gregorian")


def is_year(year: int, place: Place, behind: int) -> bool:
    """Whether a bare number is a year: behind a preposition or an event, or beside another year.

    Args:
        year: the number.
        place: where it stands.
        behind: how many tokens from the first on the next one is.
    """
    if not 1950 <= year <= 2050:
        return False
    before, after = place.before(), place.behind(behind)
    if place.opens() or before in values("event"):
        return True
    near = [form.lstrip("و") for form in place.nearby(_NEAR)]
    beside = before in _DASHES or before in ("الي", "و", "،") or place.is_joined()
    if beside and any(_YEAR.fullmatch(form) for form in near):
        return True
    if is_one_of_two(year, place, behind) or _begins_years(place, behind):
        return True
    return after in _DASHES or any(form in values("event") for form in near[-_EVENT:])


def _begins_years(place: Place, behind: int) -> bool:
    """Whether the number begins a range that counts nothing: من 2003 إلى 2011."""
    if place.before() in values("between") and _YEAR.fullmatch(place.behind(behind).removeprefix("و")):
        return True
    begins = place.before() in values("from") or place.before() in values("between")
    ends = place.behind(behind) in values("to") and bool(_YEAR.fullmatch(place.behind(behind + 1)))
    end = place.at + behind + 2
    return begins and ends and (end >= len(place.tokens) or not place.tokens[end].is_word)


def is_one_of_two(year: int, place: Place, behind: int) -> bool:
    """Whether the number is one of two years that follow one another, a dash or slash between them: 1436/1437."""
    marks = ("/", *_DASHES)
    sides = (
        place.before(2) if place.before() in marks else "",
        place.behind(behind + 1) if place.behind(behind) in marks else "",
    )
    return any(side.isdecimal() and len(side) == 4 and abs(int(side) - year) == 1 for side in sides)


def is_about_something_else(place: Place, length: int) -> bool:
    """Whether a count of days or years is taken from another event: قبل يومين من المباراة."""
    after = place.behind(length)
    return after in values("from-elsewhere") and place.behind(length + 1) not in ("الان", "اليوم")


def is_no_decade(place: Place, length: int) -> bool:
    """Whether a number of tens is an age (في الخمسينيات من العمر), degrees or a decade of the Hijri calendar."""
    behind = [place.behind(length), place.behind(length + 1)]
    around = {*place.nearby(4), *behind}
    return any(values(kind).keys() & around for kind in ("age", "degrees", "lunar", "aged"))
