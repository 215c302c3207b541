"""Names of persons: where they begin, with a title before them or without."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    WEAK,
    adjectives_of_peoples,
    common_words,
    exact_names,
    given_names,
    is_definite,
    listed_end,
    match,
    may_be_common,
    places,
    readings,
    strength,
    weak_given_names,
)
from tasks.extractors.languages.arabic.letters import begins_with_preposition
from tasks.extractors.languages.arabic.namewords import may_be_name, reach
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.titles import Office, cut_letters, offices_from, stretches
from tasks.extractors.languages.arabic.traits import ANNOUNCES, INSTITUTION, NAME, OFFICE, candidates, traits
from tasks.extractors.languages.arabic.words import members
from tasks.text.segment import Segmented, Token

Tokens = tuple[Token, ...]
_PARTICIPLES = ("المن", "المت", "المست")  # a lone word of these patterns describes: المنسجم
_MARKS = frozenset(('"', "«", "“", "”", "'"))


class Name(NamedTuple):
    """A person's name as tokens `[first:last]`; `start` is behind particles joined to the first.

    Attributes:
        words: its folded words, without the joined particles.
        licensed: whether an office or title stands before it.
    """

    first: int
    last: int
    start: int
    words: tuple[str, ...]
    licensed: bool


def full_names(segmented: Segmented) -> list[Name]:
    """The names that the text gives with a title, with two or more words, or that everybody knows, in text order."""
    tokens, ends = segmented.tokens, [last for _, last in stretches(segmented)]
    names: list[Name] = []
    free = 0
    for at in candidates(segmented, OFFICE | NAME, ANNOUNCES):
        if at >= free:
            coordinated = bool(names) and names[-1].last == at
            name, free = _at(tokens, at, ends[bisect_right(ends, at)], coordinated)
            names += [name] if name else []
    return names


def _at(tokens: Tokens, at: int, last: int, coordinated: bool) -> tuple[Name | None, int]:
    """The name that begins here or behind the offices that begin here, and where to look on."""
    found, after = offices_from(tokens, at, last)
    founded = bool(found) and tokens[after - 1].form in links("royal")
    if belongs_to_institution(tokens, after if founded else at) and (founded or not _is_held(found)):
        start = after if found else at
        return None, max(reach(tokens, start, last) if start < last else start, at + 1)
    name = _licensed(tokens, after, last, found[-1]) if found else _free(tokens, at, last, coordinated)
    if name:
        return name, name.last
    return None, max(found[0].last if found else at, at + 1)


def _is_held(found: Sequence[Office]) -> bool:
    """Whether the first is an office that somebody holds: كأس أمير المنطقة فلان names no cup, كأس الأمير فلان does."""
    return bool(found) and not found[0].title and found[0].last - found[0].first > 2


def _licensed(tokens: Tokens, at: int, last: int, office: Office) -> Name | None:
    """A name right behind an office: one word is enough where it is a known name or has the article."""
    closed, aside = office.closed, at > office.last
    while at < last and tokens[at].surface in _MARKS:
        at += 1
    if at >= last or not tokens[at].is_word:
        return None
    token = tokens[at]
    sure = strength(token) is not None or token.form in links("kin") or _is_misspelt(tokens, at, last)
    if not sure and (not closed or not may_be_name(token) or match(tokens, at, last, places())[0] > at):
        return None
    bold = not aside and tokens[office.first].form not in links("royal")
    end = reach(tokens, at, last, bold=bold)
    aside = aside or tokens[office.first].form == "الفريق"  # which is also a team: الفريق الأزرقاوي, الفريق صباح اليوم
    return _name(tokens, at, end, 0, True) if end - at > 1 or _stands_alone(token, closed, aside) else None


def _is_misspelt(tokens: Tokens, at: int, last: int) -> bool:
    """على for علي, as Egyptian papers write it, before بن or a sure name."""
    following = tokens[at + 1] if at + 1 < last else None
    misspelt = tokens[at].form in given_names() - members("adverb") and strength(tokens[at]) is None
    return misspelt and following is not None and (following.form == "بن" or strength(following) in (STRONG, SURNAME))


def _stands_alone(token: Token, closed: bool, aside: bool) -> bool:
    """Whether one word behind an office is a name: الرئيس السيسي, الدكتور العنقري."""
    if token.form in common_words() or token.form in links("kin") or token.form in adjectives_of_peoples():
        return False
    sure = strength(token)
    if aside or not closed:
        return sure in (STRONG, SURNAME)
    if sure is None and may_be_common(token.form.removeprefix("ال") + "ه"):
        return False
    if is_definite(token.form) and sure == WEAK and token.form.startswith(_PARTICIPLES):
        return token.form.endswith("ي")
    return sure is not None or (is_definite(token.form) and token.form.endswith("ي"))


def _free(tokens: Tokens, at: int, last: int, coordinated: bool) -> Name | None:
    """A name without a title; `coordinated` says that a name ends right before."""
    token = tokens[at]
    known = listed_end(tokens, at, last)
    if known > at + 1 and (tokens[at + 1].form not in links("tail") or reach(tokens, at, last) <= known):
        return None
    for cut, form in readings(token.form):
        if cut and (strength(token) not in (None, WEAK) or not _is_cut_well(token.form, form)):
            continue
        end = _free_end(tokens, at, last, cut, form)
        if end == at and cut and coordinated and token.form[0] == "و":
            end = _coordinated_end(tokens, at, last, form)
        if end > at:
            return _name(tokens, at, end, cut, False)
    return None


def _coordinated_end(tokens: Tokens, at: int, last: int, form: str) -> int:
    """Where a second name behind و ends (عمر القرطبي وحسن نجمي): two words, and the first no common one."""
    end = reach(tokens, at, last, form)
    surely = form not in common_words() or (strength(tokens[at], form) is not None and _is_surname(tokens[at + 1]))
    return end if end > at + 1 and surely else at


def _is_cut_well(written: str, form: str) -> bool:
    """Whether a word without its particle may be a name: a sure one, or neither form a common word."""
    if not begins_with_preposition(written, form):
        return False
    if form in given_names() or form in weak_given_names() or form in links("kin"):
        return written[0] == "و" or written not in common_words()
    return written not in common_words() and form not in common_words()


def _free_end(tokens: Tokens, at: int, last: int, cut: int, form: str) -> int:
    """Where a name ends whose first word, read as `form`, stands without a title; `at` where there is none."""
    sure = strength(tokens[at], form if cut else None)
    announced = not cut and _announced(tokens, at, last) and not _names_object(tokens, at, last)
    alias = form in links("kin") and at > 0 and tokens[at - 1].surface == "("
    if sure is None and not announced and not alias and form != "عبد":
        return at
    end = reach(tokens, at, last, form if cut else None)
    if end - at - (form == "عبد") > 1 and (announced or alias or _opens(tokens, at, last, end, cut, form)):
        return end
    return at + 1 if sure == SURNAME else at


def _opens(tokens: Tokens, at: int, last: int, end: int, cut: int, form: str) -> bool:
    """Whether the first words are such that they are a name wherever they stand."""
    second = tokens[at + 1]
    if form == "عبد":
        return is_definite(second.form) or second.form == "الله"
    if second.form in links("tail") and second.form != "الله":
        return end - at > 2
    sure = strength(tokens[at], form if cut else None)
    if form in given_names() and sure == STRONG:
        return tokens[at].form not in exact_names() or strength(second) is not None or _is_surname(second)
    if match(tokens, at, last, places(), form)[0] > at:
        return False
    if form in weak_given_names():
        return second.form in given_names() or second.form in ("بن", "ابن") or _is_surname(second)
    return form not in common_words() and not is_definite(form) and strength(second) is not None


def _is_surname(token: Token) -> bool:
    if token.form in common_words() or token.form in adjectives_of_peoples():
        return False
    sure = strength(token)
    return sure in (STRONG, SURNAME) or (is_definite(token.form) and (sure is not None or token.form.endswith("ي")))


def _announced(tokens: Tokens, at: int, last: int) -> bool:
    """Behind a verb of saying or the adjective of a people two unknown words are a name: وقال سفين دزيي."""
    if at == 0 or at + 1 >= last:
        return False
    second = tokens[at + 1]
    if tokens[at].form in links("kin") and strength(second) is not None:
        return bool(traits(tokens[at - 1].form) & ANNOUNCES)  # تقول أم ماهر
    if not may_be_name(tokens[at]) or is_definite(tokens[at].form):
        return False
    if strength(tokens[at]) is None and not _are_foreign(tokens[at], second):
        return False
    before = tokens[at - 1].form
    if before in adjectives_of_peoples() and at > 1 and is_definite(tokens[at - 2].form):
        return False
    return bool(traits(before) & ANNOUNCES)


def _names_object(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a name with بن begins behind the word, which then is the subject by its surname: ذكّر فلان سالم بن علي."""
    return strength(tokens[at]) is None and at + 2 < last and tokens[at + 2].form in ("بن", "بنت")


def _are_foreign(first: Token, second: Token) -> bool:
    """Whether two words that no list knows look like a name, not like خصوم كلينتون, شيوخ العشائر or كوابيس مرعبة."""
    if first.form[0] in "لبكفو" or is_definite(second.form) or strength(second) == SURNAME:
        return False
    return not second.surface.endswith("ة")


def belongs_to_institution(tokens: Tokens, at: int) -> bool:
    """Whether the noun before, also before a title, makes the name that of a thing: جامعة محمد, مدينة الملك محمد."""
    while at > 1 and (tokens[at - 1].form in links("place_part") or tokens[at - 1].form in links("royal")):
        at -= 1
    if at > 1 and (tokens[at - 2].form == "عن" or tokens[at - 1].surface.endswith("ه")):
        return False  # عن طريق فلان, في مكتبه
    return at > 0 and bool(traits(tokens[at - 1].form) & INSTITUTION)


def _name(tokens: Tokens, first: int, last: int, cut: int, licensed: bool) -> Name:
    token = tokens[first]
    kept = next(form for length, form in reversed(readings(token.form)) if length == cut)
    verbatim = kept in token.form
    words = (kept, *(one.form for one in tokens[first + 1 : last] if one.is_word))
    return Name(first, last, cut_letters(token, cut) if cut and verbatim else token.start, words, licensed)
