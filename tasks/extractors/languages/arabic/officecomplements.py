"""What completes an office that belongs to a known person: for whom, where, over what, as far as it goes.

Beside a name that is known more belongs to an office than elsewhere: المتحدث باسم اللجنة | لمقاومة الاستيطان | فلان.
"""

from functools import cache

from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    common_words,
    heads,
    is_definite,
    listed_end,
    match,
    may_be_common,
    places,
    readings,
    strength,
)
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.titles import Office
from tasks.extractors.languages.arabic.traits import OFFICE, traits
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Span
from tasks.text.segment import Token

Tokens = tuple[Token, ...]
LONGEST = 14  # tokens of what completes an office beside a name
OPENING = frozenset(('"', "«", "“", "”", "'"))
_PREPOSITIONS = frozenset(("في", "علي", "لدي", "عن", "الي", "من"))
_SENT = frozenset(("عن", "الي", "لدي"))  # tell where a title belongs: النائب عن الجبهة, السفير لدى فرنسا
_CLOSING = frozenset(("،", ",", "(", ")", "-", "–", "."))
_COMPLEMENTIZERS = frozenset(("ان", "انه", "انها", "بان", "بانه", "بانها"))


def is_part(tokens: Tokens, at: int, last: int) -> bool:
    """Whether the word can belong to the title before it: what he is for, or an adjective that agrees (المعزول)."""
    if at + 1 >= last or tokens[at].form in _SENT:
        return at + 1 < last
    if tokens[at].form == "في":
        return not _is_place(tokens, at + 1) and not _is_said(tokens[at + 1])
    joined = (form for cut, form in readings(tokens[at].form) if cut)
    if any(is_definite(form) or listed_end(tokens, at, last, form) > at for form in joined):
        return True
    agrees = tokens[at].surface.endswith("ة") == tokens[at - 1].surface.endswith("ة")
    return agrees and is_definite(tokens[at].form) and strength(tokens[at]) not in (STRONG, SURNAME)


def may_complete(tokens: Tokens, at: int, first: bool) -> bool:
    """Whether the word may stand inside what completes an office, first of it only a preposition, و or an adjective."""
    token = tokens[at]
    if not token.is_word:
        return token.surface in OPENING or token.surface == "»"
    if token.form == "و" or token.form in _PREPOSITIONS or _is_place(tokens, at) or _goes_on(tokens, at, first):
        return True
    if token.form in links("stop") or _is_owned(token) or traits(token.form) & OFFICE:
        return token.form in links("attached", "adjectival")
    if _is_station(tokens, at) or _is_station(tokens, at - 1):
        return True
    if strength(token) in (STRONG, SURNAME) or token.form in links("kin") or token.form in members("verb_in_al"):
        return False
    return _is_noun_behind(tokens, at, first)


def _goes_on(tokens: Tokens, at: int, first: bool) -> bool:
    """Whether the word goes on by what stands beside it.

    رئيس هيئة أعضاء شرف | نادي الهلال, وزير العلاقة | مع البرلمان, رئيس المجلس في | دورته الحالية.
    """
    token, before = tokens[at], tokens[at - 1]
    if token.form in links("with"):
        return before.form in links("related")
    if first and token.form in heads():
        return not is_definite(before.form)
    owned = _is_owned(token) and token.form not in members("pointing") and at + 1 < len(tokens)
    return owned and before.form == "في" and is_definite(tokens[at + 1].form)


def _is_noun_behind(tokens: Tokens, at: int, first: bool) -> bool:
    """Whether the word is definite, governed by a preposition, or a noun."""
    token = tokens[at]
    if is_definite(token.form) or any(is_definite(form) for cut, form in readings(token.form) if cut):
        return True
    if _is_governed_noun(tokens, at) or (not first and tokens[at - 1].form in _PREPOSITIONS):
        return True
    return (not first or token.form[0] in "بلو") and any(map(_is_noun, dict(readings(token.form)).values()))


def _is_station(tokens: Tokens, at: int) -> bool:
    """Whether what ends a station's name begins here: الجوهرة | أف أم."""
    return at + 1 < len(tokens) and (tokens[at].form, tokens[at + 1].form) == ("اف", "ام")


def _is_owned(token: Token) -> bool:
    return token.surface.endswith(("ها", "هم", "ه")) and not is_definite(token.form)


def _is_governed_noun(tokens: Tokens, at: int) -> bool:
    """Whether a joined ل or ب stands before a noun that a definite one completes: لحفظ الصحة, لأملاك الدولة."""
    form = tokens[at].form
    joined = form[:1] in ("ل", "ب") and len(form) > 3 and form[1] != "ي" and form not in links("stop")
    closed = at + 1 < len(tokens) and is_definite(tokens[at + 1].form)
    return joined and closed and form not in members("negation", "clause_opener", "that")


def _is_place(tokens: Tokens, at: int) -> bool:
    """Whether a place is named here, also behind a joined preposition: سوسة, بسوسة."""
    return any(match(tokens, at, len(tokens), places(), form)[0] > at for _, form in readings(tokens[at].form))


def closes(token: Token) -> bool:
    """Whether nothing need follow the word: a noun such as مكتب takes the title behind it (مكتب الرئيس فلان)."""
    if token.form in _PREPOSITIONS:
        return False
    forms = [form for _, form in readings(token.form)]
    return any(is_definite(form) or form in places() for form in forms) or token.form not in common_words()


def _is_noun(form: str) -> bool:
    return "ال" + form in common_words() or form in heads() or (form not in common_words() and not may_be_common(form))


def completed(tokens: Tokens, office: Office, last: int) -> Office:
    """The office behind a name with all up to a comma or what is reported, where nothing else stands between.

    فلان، الناطق باسم اللجنة | لمقاومة الاستيطان، and فلان نائب | عن حركة النهضة | في تصريح.
    """
    at = office.last
    for_sake = at + 1 < last and (tokens[at].form, tokens[at + 1].form) == ("من", "اجل")
    if at >= last or (tokens[at].form in _PREPOSITIONS - _SENT and office.closed and not for_sake):
        return office
    if office.title and not is_part(tokens, at, last):
        return office
    end = min(at + LONGEST, last - 1)
    while at < end and may_complete(tokens, at, at == office.last) and not _is_said(tokens[at]):
        at += 1
    closing = tokens[at].surface in _CLOSING or tokens[at].form in _COMPLEMENTIZERS
    if _is_said(tokens[at]) and at > office.last and tokens[at - 1].form in _PREPOSITIONS:
        at, closing = at - 1, True
    if tokens[at - 1].surface == '"' and _is_odd(tokens[office.last : at]):
        at -= 1  # it opens what was said
    if not closing or at == office.last or not closes(tokens[at - 1]):
        return office
    return office._replace(last=at, span=Span(office.span.start, tokens[at - 1].end), closed=True)


def _is_odd(tokens: Tokens) -> bool:
    """Whether one of the marks, which look alike at both ends, is without its other."""
    return sum(token.surface == '"' for token in tokens) % 2 == 1


def _is_said(token: Token) -> bool:
    """Whether the word tells where or to whom something was said: تصريح, للصحيفة."""
    bare = [(cut, form.removeprefix("ال")) for cut, form in readings(token.form)]
    told = any(form in _told("exchange", "meeting", "margin", "own_setting") for _, form in bare)
    return told or (token.form[0] == "ل" and any(cut and form in _hearers() for cut, form in bare))


@cache
def _told(*word_classes: str) -> frozenset[str]:
    return frozenset(word.removeprefix("ال") for word in telling(*word_classes))


@cache
def _hearers() -> frozenset[str]:
    """Who is told what is in the news: papers, stations, their people, and bodies that are spoken to."""
    return _told("broadcast", "medium", "named_medium", "press_people", "listener") | members("outlet")
