"""How far an Arabic noun phrase reaches: heads of organisations and offices with what belongs to them.

A construct (إضافة) stays open until a definite noun, a proper name or something in marks closes it:
وزير | خارجية | روسيا. Adjectives and a few prepositional complements may follow what is closed:
رئيس الوزراء العراقي السابق, المتحدث باسم …, مدير الشؤون العامة في التحالف الدولي.
"""

from collections.abc import Collection
from functools import cache

from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    adjectives_of_peoples,
    common_words,
    given_names,
    heads,
    is_definite,
    listed_end,
    match,
    may_be_common,
    offices,
    organisations,
    places,
    readings,
    strength,
)
from tasks.extractors.languages.arabic.words import members, opens_content
from tasks.storage.seeds import rows
from tasks.text.normalize import fold
from tasks.text.segment import Token

LONGEST = 18  # tokens of a phrase; longer ones were run-on sentences
_DEEPEST = 3  # prepositional complements of one phrase
_QUOTED = 6  # tokens between marks that can be a name
_PRONOUNS = ("ها", "هم", "ه")
_PLURALS = ("ين", "ون")
_INFLECTED = ("ها", "هم", "هن", "وا")  # endings of verbs and owned nouns, hardly ever of names
_TANWIN = "\u064b"  # the ending of an indefinite object: no construct goes on behind it
PAIRS = {'"': '"', "«": "»", "“": "”", "(": ")"}
Tokens = tuple[Token, ...]


@cache
def links(*link_classes: str) -> frozenset[str]:
    """Folded words of classes of links.csv, made once for all of them together."""
    return frozenset(fold(row["word"]) for row in rows("lexicons/ar/links.csv") if row["class"] in link_classes)


def quoted(tokens: Tokens, at: int, last: int) -> int:
    """Where a short stretch in marks that opens at `at` ends, marks included; `at` for none."""
    closing = PAIRS.get(tokens[at].surface)
    if closing:
        for end in range(at + 1, min(at + 2 + _QUOTED, last)):
            if tokens[end].surface == closing:
                return end + 1 if end > at + 1 else at
    return at


def phrase_end(
    tokens: Tokens, at: int, last: int, stops: Collection[int] = (), office: bool = True
) -> tuple[int, bool]:
    """Where the noun phrase ends whose head is `tokens[at]`, and whether it is closed (complete).

    Args:
        at: the head.
        last: one past the last token of the sentence.
        stops: tokens that surely belong to something else (starts of names).
        office: whether the head is an office, which takes more complements than the name of an organisation does.
    """
    last = min(last, at + LONGEST)
    closed = _is_closed(tokens[at])
    end, depth, proper = at + 1, 0, False
    while end < last and end not in stops and _TANWIN not in tokens[end - 1].surface:
        if closed and (office or not _is_another_body(tokens, at, end)):
            step = _after_closed(tokens, at, end, last, office)
            opens = step < 0
            depth += opens or step > 1
            if step == 0 or depth > _DEEPEST:
                break
            closed, end, proper = not opens, end + abs(step), False
        elif closed:
            break
        else:
            step = _after_open(tokens, end, last, proper)
            if step == 0 or not (office or _is_name_part(tokens, end, last, step)):
                break
            proper = step < 0 and not closed
            closed, end = step < 0, _up_to(tokens, stops, end, abs(step))
    return end, closed


def _up_to(tokens: Tokens, stops: Collection[int], end: int, step: int) -> int:
    """The end behind `step` more tokens, or inside unknown words before the first that belongs to something else."""
    inside = range(end + 1, end + step) if _is_unknown(tokens[end]) else ()
    return next((at for at in inside if at in stops), end + step)


def _is_another_body(tokens: Tokens, head: int, at: int) -> bool:
    """Whether و begins another body or a clause: السلطات والأحزاب, شركة سابك والتي."""
    form = tokens[at].form
    if _is_other_gender(tokens, head, at):
        return True
    return form.startswith("وال") and (at == head + 1 or form[1:] in links("stop") or _is_place(tokens, at, form[1:]))


def _is_other_gender(tokens: Tokens, head: int, at: int) -> bool:
    """Whether a noun for a body cannot be an adjective of the one before: طالبت الإدارة المحلية | الاتحاد الوطني."""
    if not all(is_definite(token.form) for token in tokens[head : at + 1]) or _bare(tokens[at].form) not in heads():
        return False
    return tokens[head].surface.endswith("ة") and not tokens[at].surface.endswith("ة")


def _is_place(tokens: Tokens, at: int, form: str) -> bool:
    return match(tokens, at, at + 1, places(), form)[0] > at


def _is_name_part(tokens: Tokens, at: int, last: int, step: int) -> bool:
    """In the name of an organisation a common noun stands only before what closes it: مكتب تحقيقات الطيران."""
    token = tokens[at]
    if step == -1 and not is_definite(token.form) and not _is_place(tokens, at, token.form) and _is_inflected(token):
        return False
    if step < 0:
        return not token.surface.endswith(_PRONOUNS) or is_definite(token.form)
    if token.form in heads() or token.form in offices("office"):
        return True
    if _TANWIN in token.surface or not _is_noun(token):
        return False
    return at + 1 < last and (is_definite(tokens[at + 1].form) or _after_open(tokens, at + 1, last, False) < 0)


def _is_inflected(token: Token) -> bool:
    """Whether a word that no list knows is a form of one that is known: a verb, a noun with a joined و."""
    if token.form.endswith(_INFLECTED) or _TANWIN in token.surface or may_be_common(token.form):
        return True
    return token.form.startswith("و") and any(may_be_common(form) for cut, form in readings(token.form) if cut)


def _is_noun(token: Token) -> bool:
    """Whether the common word is no verb: nouns also stand with the article; منتجي is a plural that has lost its ن."""
    with_article = "ال" + token.form
    known = with_article in common_words() or (token.form.endswith("ي") and with_article + "ن" in common_words())
    return known or opens_content(token)


def _bare(form: str) -> str:
    return form.removeprefix("ال")


def _is_closed(head: Token) -> bool:
    """A head with the article or a joined pronoun (نظيره) needs nothing behind it."""
    return head.surface.endswith(_PRONOUNS) or any(is_definite(form) for _, form in readings(head.form))


def _after_open(tokens: Tokens, at: int, last: int, proper: bool) -> int:
    """Tokens that continue an open construct: negative where they close it, 0 where nothing does."""
    token = tokens[at]
    inside = quoted(tokens, at, last)
    if inside > at:
        return at - inside
    if not token.is_word or token.form in links("stop"):
        return 0
    for phrases in (organisations(), places()):
        end, _ = match(tokens, at, last, phrases)
        if end > at:
            return at - end
    if _owns_body(tokens, at, last):
        return -1
    led = tokens[at - 1].form == "علي" or _bare(tokens[at - 1].form) in links("deputy")
    if led and token.form in offices("title") - members("surely_title"):
        return -1  # نائب الرئيس, المشرف على الفريق
    named = _namesake(tokens, at, last)
    if named > at or token.form in offices("title") or strength(token) in (STRONG, SURNAME):
        return at - named
    if is_definite(token.form):
        return -1
    if _goes_on(token.form):
        return 1 if not token.surface.endswith(_PRONOUNS) else -1
    return 0 if proper else -_proper(tokens, at, last)


def _owns_body(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a surname names the place or body before it: مقاطعة فرانكلين, رئيس نادي كاين | جان فلان."""
    if heads().get(tokens[at - 1].form) == "PLACE" and strength(tokens[at]) in (STRONG, SURNAME):
        return True
    if at + 1 >= last or tokens[at + 1].form not in given_names() or tokens[at].form in given_names():
        return False
    return tokens[at - 1].form in heads() and strength(tokens[at]) in (STRONG, SURNAME)


def _namesake(tokens: Tokens, at: int, last: int) -> int:
    """Past the person after whom a body is named, جامعة | الملك عبد العزيز; `at` where none stands here."""
    forms = [form for _, form in readings(tokens[at - 1].form)]
    has_namesakes = any(form in links("institution") or heads().get(form) == "FACILITY" for form in forms)
    if not has_namesakes or tokens[at].form not in links("royal"):
        return at
    end = at + 1
    while end < last and (strength(tokens[end]) is not None or tokens[end].form in links("connector", "kin")):
        end += 1
    return end if end > at + 1 else at


def _goes_on(form: str) -> bool:
    """Whether an indefinite common noun may stand here; with a joined و or لل it belongs to something else."""
    if form in heads() or form in offices("office") or form in links("institution"):
        return True
    if form not in common_words() or form.startswith(("لل", "بال", "وال", "فال")):
        return False
    return not (form[0] == "و" and len(form) > 4 and form[1:] in common_words())


def _proper(tokens: Tokens, at: int, last: int) -> int:
    """Unknown words in a row, at most two: a proper name that no list knows."""
    count = 0
    while count < 2 and at + count < last and _is_unknown(tokens[at + count]):
        count += 1
    return count


def _is_unknown(token: Token) -> bool:
    if not token.is_word or token.form in links("stop") or strength(token) is not None:
        return False
    joined = token.form.startswith(("لل", "بال", "وال", "فال"))
    known = any(
        form in common_words() or form in heads() for cut, form in readings(token.form) if not cut or len(form) > 2
    )
    return not joined and not known and not is_definite(token.form)


def _after_closed(tokens: Tokens, head: int, at: int, last: int, office: bool) -> int:
    """Tokens that continue a closed phrase: negative where they open a construct again, 0 where nothing does."""
    token = tokens[at]
    if not token.is_word or token.form in members("verb_in_al"):
        return 0
    if is_definite(token.form):
        if not office and token.form in links("attached"):
            return 0
        named = not office and token.form not in adjectives_of_peoples() and not _may_agree(tokens[at - 1], token)
        return 0 if _opens_other(token) or named or _is_another_noun(tokens[at - 1].form, token.form) else 1
    if token.form.startswith("وال"):
        return _coordinated(tokens, at, last)
    return _completes(tokens, head, at, last) if office else _affairs(tokens, at)


def _completes(tokens: Tokens, head: int, at: int, last: int) -> int:
    """Tokens that continue an office that is complete: what it is for, where, and over whom."""
    token = tokens[at]
    if token.form.startswith("لل") and _bare(tokens[head].form) in links("deputy"):
        return 1  # وكيل الوزارة للتخطيط
    if token.form[0] == "و" and token.form[1:] in links("affairs") and token.form[1:] not in heads():
        return -1
    if token.form in links("preposition"):
        return -_complement(tokens, at, last)
    if token.form == "علي":
        return -int({_bare(before.form) for before in tokens[max(at - 2, 0) : at]} & members("oversees") != set())
    if token.form in ("ب", "ل") and at + 1 < last and quoted(tokens, at + 1, last) > at + 1:
        return quoted(tokens, at + 1, last) - at
    place = match(tokens, at, last, places())[0] if heads().get(_bare(tokens[at - 1].form)) == "PLACE" else at
    return place - at or _joined_complement(tokens, at, last)


def _may_agree(noun: Token, token: Token) -> bool:
    """Whether the word can be an adjective of the noun before it, not the next noun of the sentence."""
    if not is_definite(noun.form) or (token.form.endswith(_PLURALS) and not noun.form.endswith(_PLURALS)):
        return False
    return token.form.endswith(("ي", "يه")) or not opens_content(token)


def _coordinated(tokens: Tokens, at: int, last: int) -> int:
    """1 where a second definite noun belongs to the phrase: الشؤون البلدية والقروية."""
    rest = tokens[at].form[1:]
    listed = rest in common_words() or rest.endswith(("ه", "ات"))
    other = rest in offices("title") or rest.removeprefix("ال") in heads()
    return 1 if listed and not other and at + 1 < last else 0


def _affairs(tokens: Tokens, at: int) -> int:
    """-1 where ل opens what an organisation is for: الهيئة الوطنية لمكافحة الفساد."""
    noun = tokens[at].form[1:]
    return -1 if tokens[at].form[0] == "ل" and noun in links("affairs") and noun not in links("act") else 0


def _is_another_noun(before: str, form: str) -> bool:
    """Behind the adjective of a people an adjective agrees with it; what does not is the next part of the sentence."""
    if before not in adjectives_of_peoples():
        return False
    return before.endswith("ه") != form.endswith("ه") or form.removeprefix("ال") in heads()


def _opens_other(token: Token) -> bool:
    return (
        (token.form in offices("title") and token.form not in links("describing"))
        or token.form in offices("honorific")
        or token.form in links("stop")
        or strength(token) in (STRONG, SURNAME)
    )


def _complement(tokens: Tokens, at: int, last: int) -> int:
    """1 where what follows the free preposition belongs to the phrase: باسم anything, في an organisation or place."""
    if at + 1 >= last:
        return 0
    proper = tokens[at].form == "في" and _is_unknown(tokens[at + 1])
    known = proper or _names_something(tokens, at + 1, last, tokens[at + 1].form)
    return 1 if tokens[at].form in links("any") or known else 0


def _joined_complement(tokens: Tokens, at: int, last: int) -> int:
    """-1 or more where ل or ب is joined to the name of an office, organisation or place, not to who is told: لصحيفة."""
    if tokens[at].form in members("outlet"):
        return 0
    for cut, form in readings(tokens[at].form):
        if cut == 1 and tokens[at].form[0] in "لب" and _names_something(tokens, at, last, form):
            end = listed_end(tokens, at, last, form)
            return end - at if end - at > 1 else 1 if end > at or is_definite(form) else -1
    return 0


def _names_something(tokens: Tokens, at: int, last: int, form: str) -> bool:
    bare = form.removeprefix("ال")
    if form in offices("office") or bare in heads() or bare in links("affairs"):
        return True
    return listed_end(tokens, at, last, form) > at
