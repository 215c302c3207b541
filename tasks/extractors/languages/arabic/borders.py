"""Where a second noun phrase begins that no mark parts from the first: subject and object (اتهم الحزب الحكومة).

It begins behind a proper name, at a noun that does not agree with what stands before it, at a demonstrative, at an
accusative.
"""

from tasks.extractors.languages.arabic.gazetteers import (
    adjectives_of_peoples,
    common_words,
    heads,
    is_definite,
    peoples,
)
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns

LONGEST = 12  # tokens in which a title's bearer is looked for


def border(reading: Reading, source: range, needed: bool) -> int:
    """Where a second noun phrase begins inside what was taken for the subject; -1 where none does."""
    at = reading.last[source.start] if source.start in reading.mentions else source.start + 1
    while at < source.stop:
        if at in reading.brackets or at in reading.pairs:
            closing = reading.brackets.get(at) or reading.pairs[at].closing
            at = closing + 1
        elif _begins_object(reading, source.start, at, needed):
            return at
        else:
            at = reading.last[at] if at in reading.mentions else at + 1
    return -1


def _begins_object(reading: Reading, first: int, at: int, needed: bool) -> bool:
    """Whether the phrase from `first` ends before `at`; where no object is needed, only a name surely ends it."""
    before, form = reading.form(at - 1), reading.form(at)
    if before in ("،", ","):
        return at in reading.mentions and reading.kind(at) != "PERSON" and _is_closed(reading, at - 2)
    if not _is_noun(reading, at) or not _is_closed(reading, at - 1) or is_preposition(before):
        return False
    if _is_title(reading, first, at) or _belongs(reading, first, at):
        return False
    if reading.ends_mention(at - 1) and reading.kind(at - 1) == "PERSON":
        return form not in adjectives_of_peoples()
    if reading.ends_mention(at - 1) and reading.kind(at - 1) == "GPE":
        return not (is_definite(form) and _agrees(reading, at))
    return needed and _opens(reading, at)


def _is_noun(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    if not reading.tokens[at].is_word or is_preposition(form) or is_joined(reading, at):
        return False
    return form not in members("relative", "adverb", "manner")


def _opens(reading: Reading, at: int) -> bool:
    """Whether the noun begins a phrase of its own by its form alone."""
    form = reading.form(at)
    if is_demonstrative(form) or may_be_accusative(reading, at):
        return True
    if at in reading.mentions or is_definite(form):
        return not _agrees(reading, at)
    if form.endswith(("ه", "ها", "هم")) and names_somebody(reading, at):
        return True
    return form[:1] not in ("ي", "ت") and is_definite(reading.form(at - 1)) and is_definite(reading.form(at + 1))


def _is_title(reading: Reading, first: int, at: int) -> bool:
    """Whether the word is a title or office of the subject itself: no second name follows it, or none came before."""
    if at in reading.mentions or reading.form(at).removeprefix("ال") not in person_words():
        return False
    if reading.last.get(first) == at and reading.mentions[first].kind != "PERSON":
        return False
    named = any(reading.kind(here) == "PERSON" for here in range(first, at))
    begin = reading.tokens[at].start
    follows = (reading.mentions.get(here) for here in range(at + 1, min(at + LONGEST, len(reading.tokens))))
    bears = any(one is not None and any(role.span.start <= begin for role in one.roles) for one in follows)
    return not (named and bears)


def is_joined(reading: Reading, at: int) -> bool:
    """Whether a conjunction or a preposition is joined to the word: والبحرين."""
    if at in reading.mentions:
        return reading.mentions[at].span.start > reading.tokens[at].start
    return reading.form(at)[:1] in ("و", "ف", "ب", "ل")


def _is_closed(reading: Reading, at: int) -> bool:
    """Whether the noun phrase may end with this token: a name, a definite noun, an adjective, a closing mark."""
    form = reading.form(at)
    named = reading.kind(at) != "" or form in adjectives_of_peoples()
    return named or is_definite(form) or form in (")", "»", '"', "”")


def _belongs(reading: Reading, first: int, at: int) -> bool:
    """Whether the name at `at` is the bearer of the titles before it: وزير الدفاع الأمريكي أشتون كارتر."""
    mention = reading.mentions.get(at)
    if mention is None or mention.kind != "PERSON":
        return False
    if any(role.span.start < reading.tokens[first].end for role in mention.roles):
        return True
    named = any(reading.kind(here) == "PERSON" for here in range(first, at))
    return not named and reading.form(first).removeprefix("ال") in person_words()


def _agrees(reading: Reading, at: int) -> bool:
    """Whether the word can be an adjective of the noun before it."""
    form, before = reading.form(at), reading.form(at - 1)
    if form in adjectives_of_peoples() or reading.kind(at) == "NORP":
        return True
    if not is_definite(form) or at in reading.mentions:
        return False
    if before.endswith("ه") and form.endswith("يه"):
        return True
    plural = form.endswith(("ون", "ين"))
    if plural and before.endswith(form[-2:]):
        return True
    if plural or form in peoples() or names_somebody(reading, at):
        return False
    return not before.endswith("ه") or form.endswith(("ه", "ي", "ا"))


def is_demonstrative(form: str) -> bool:
    """Whether the folded word is هذا and the like."""
    return form in ("هذا", "هذه", "هولاء", "هؤلاء")


def names_somebody(reading: Reading, at: int) -> bool:
    """Whether the noun is one of a person or a body: وزير, حزب, نظيره."""
    bare = reading.form(at).removeprefix("ال")
    owned = next((bare.removesuffix(end) for end in ("ها", "هم", "ه") if bare.endswith(end)), bare)
    owned = owned[:-1] + "ه" if owned != bare and owned.endswith("ت") else owned
    if bare in heads() or bare in person_words() or owned in person_words():
        return True
    known = source_nouns("organisation", "unnamed")
    return bare in known or owned in known


def may_be_accusative(reading: Reading, at: int) -> bool:
    """Whether the word is spelt like an indefinite noun in the accusative, which a subject may be too: كتلا, عددا."""
    form = reading.form(at)
    if reading.kind(at) or is_definite(form):
        return False
    return reading.tokens[at].surface.endswith(("ًا", "اً")) or (
        len(form) > 3 and form.endswith("ا") and form[:-1] in common_words()
    )
