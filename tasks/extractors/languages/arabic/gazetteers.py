"""What single Arabic words may be: parts of names, common words, places, heads of names, offices; all cached."""

from collections.abc import Mapping
from functools import cache, lru_cache

from tasks.storage.seeds import rows
from tasks.text.normalize import fold
from tasks.text.segment import Token

Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]

# Conjunctions, prepositions and their joined forms; with the article ال after ل the alif falls out (لل).
JOINED = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_ARTICLE = "ال"
_PARTICLES = {letter: tuple(one for one in JOINED if one[0] == letter) for letter in "وفبلك"}  # by their first letter
_OF_VERBS = {"ت": "ي", "ي": "ت"}  # what begins an imperfect, and what begins another form of it
SURNAME, STRONG, WEAK = "surname", "strong", "weak"


@lru_cache(maxsize=1 << 17)
def readings(form: str) -> tuple[tuple[int, str], ...]:
    """The form itself and what is left when joined particles are cut, each with the number of letters cut.

    >>> readings('للخفاجي')[-1]
    (1, 'الخفاجي')
    """
    if form[:1] not in _PARTICLES:
        return ((0, form),)
    found = [(0, form)]
    for particle in _PARTICLES[form[0]]:
        rest = form[len(particle) :]
        if form.startswith(particle) and len(rest) >= 2:
            found.append((len(particle), rest))
            if particle[-1] == "ل" and rest[0] == "ل" and len(rest) >= 3:
                found.append((len(particle), _ARTICLE + rest[1:]))
    return tuple(found)


def with_particles(word: str) -> list[str]:
    """The forms of which the word is a reading, itself first.

    >>> "للعراق" in with_particles("العراق")
    True
    """
    found = [word, *(particle + word for particle in JOINED)]
    if word.startswith(_ARTICLE):
        found += [particle + word[1:] for particle in JOINED if particle.endswith("ل")]
    return found


def is_construct_plural(form: str) -> bool:
    """Whether the folded word is a plural of persons without its ن, as before another noun: معتصمو, ممثلي.

    >>> is_construct_plural("مسؤولو"), is_construct_plural("كرسي")
    (True, False)
    """
    wholes = {form + "ن", f"ال{form}ن", f"ال{form[:-1]}ين"}
    return form.endswith(("و", "ي")) and len(form) > 4 and not wholes.isdisjoint(common_words())


def is_definite(form: str) -> bool:
    """Whether the folded form begins with the article."""
    return form.startswith(_ARTICLE) and len(form) > 3


@cache
def _strengths() -> dict[str, str]:
    found = {row["name"]: row["strength"] for row in rows("lexicons/ar/person-names.csv")}
    found.update((fold(row["name"]), row["strength"]) for row in rows("lexicons/ar/given-names.csv"))
    return found


@cache
def _exact() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("lexicons/ar/given-names.csv") if row["strength"] == "exact")


def strength(token: Token, form: str | None = None) -> str | None:
    """How surely the word is part of a person's name: surname, strong, weak or None.

    Args:
        token: the word as written.
        form: a reading of it without joined particles, where that is meant.
    """
    found = _strengths().get(token.form if form is None else form)
    if found == "exact":
        written = token.surface.removeprefix("و") if form is not None and form != token.form else token.surface
        return STRONG if written in _exact() else None
    return found


def listed_names() -> Mapping[str, str]:
    """The folded names of all lists with their strength."""
    return _strengths()


@cache
def given_names() -> frozenset[str]:
    """Folded strong given names written for the project: they open a name anywhere."""
    chosen = (STRONG, "exact")
    return frozenset(fold(row["name"]) for row in rows("lexicons/ar/given-names.csv") if row["strength"] in chosen)


@cache
def exact_names() -> frozenset[str]:
    """Folded given names that folding makes of other words too: علي and على."""
    return frozenset(map(fold, _exact()))


@cache
def weak_given_names() -> frozenset[str]:
    """Folded given names that are common words too."""
    return frozenset(fold(row["name"]) for row in rows("lexicons/ar/given-names.csv") if row["strength"] == WEAK)


@cache
def common_words() -> frozenset[str]:
    """Folded words of news that are not names."""
    return frozenset(row["word"] for row in rows("lexicons/ar/common-words.csv"))


def may_be_common(form: str) -> bool:
    """Whether a folded word that the common words lack is one in another form: with the article, or a verb's (تقع)."""
    words = common_words()
    return "ال" + form in words or (form[:1] in _OF_VERBS and _OF_VERBS[form[0]] + form[1:] in words)


@cache
def places() -> Phrases:
    """Names of places by their first word, longest first, with kinds."""
    found = {tuple(fold(row["name"]).split()): row["kind"] for row in rows("lexicons/ar/places-derived.csv")}
    found.update((tuple(fold(row["name"]).split()), row["kind"]) for row in rows("lexicons/ar/places.csv"))
    return by_first(found)


@cache
def organisations() -> Phrases:
    """Names of organisations by their first word, longest first."""
    return by_first({tuple(fold(row["name"]).split()): "ORG" for row in rows("lexicons/ar/organisations.csv")})


@cache
def _places_and_organisations() -> Phrases:
    """Both by their first word, longest first."""
    firsts = places().keys() | organisations().keys()
    both = {first: (*places().get(first, ()), *organisations().get(first, ())) for first in firsts}
    return {first: tuple(sorted(several, key=lambda one: -len(one[0]))) for first, several in both.items()}


@cache
def outlets() -> Phrases:
    """The names of outlets and agencies."""
    return by_first({tuple(fold(row["name_ar"]).split()): "" for row in rows("outlets.csv") if row["name_ar"]})


@cache
def heads() -> dict[str, str]:
    """Folded generic nouns that open a name, without the article, with the kind of what they open."""
    return {fold(row["noun"]): row["kind"] for row in rows("lexicons/ar/name-heads.csv")}


@cache
def needs_proper() -> frozenset[str]:
    """Folded heads with other meanings, which open a name only before a proper one: سوق عكاظ, but سوق العمل."""
    return frozenset(fold(row["noun"]) for row in rows("lexicons/ar/name-heads.csv") if row["needs"] == "proper")


@cache
def without_hamza() -> frozenset[str]:
    """Folded heads that are written without أ or إ; with one they are other words: وادي, but وأدى."""
    nouns = [row["noun"] for row in rows("lexicons/ar/name-heads.csv")]
    return frozenset(fold(noun) for noun in nouns if not {"أ", "إ"} & set(noun))


@cache
def offices(word_class: str) -> frozenset[str]:
    """Folded words of a class of offices.csv: office, title or honorific; of several words the first is enough."""
    return frozenset(fold(row["word"]) for row in rows("lexicons/ar/offices.csv") if row["class"] == word_class)


@cache
def adjectives_of_peoples() -> frozenset[str]:
    """Singular adjectives of peoples with and without the article, both genders: العراقي, عراقية."""
    stems = [fold(row["adjective"]) for row in rows("lexicons/ar/peoples.csv")]
    return frozenset(article + stem + end for stem in stems for end in ("", "ه") for article in ("", _ARTICLE))


@cache
def peoples() -> frozenset[str]:
    """Plural forms that name a people or a community: العراقيون, حوثيين, المسلمات."""
    stems = [fold(row["adjective"]) for row in rows("lexicons/ar/peoples.csv")]
    return frozenset(article + stem + end for stem in stems for end in ("ون", "ين") for article in ("", _ARTICLE))


def match(tokens: tuple[Token, ...], at: int, last: int, phrases: Phrases, form: str | None = None) -> tuple[int, str]:
    """The longest of the phrases that stands at `at`: where it ends (`at` for none) and its kind.

    Args:
        form: read the first word as this form instead of its own.
    """
    for words, kind in phrases.get(tokens[at].form if form is None else form, ()):
        end, here = at + len(words), at + 1
        if end <= last:
            while here < end and tokens[here].form == words[here - at]:
                here += 1
            if here == end:
                return end, kind
    return at, ""


def listed_end(tokens: tuple[Token, ...], at: int, last: int, form: str | None = None) -> int:
    """Where the longest listed place or organisation that stands at `at` ends; `at` for none."""
    return match(tokens, at, last, _places_and_organisations(), form)[0]


def by_first(phrases: dict[tuple[str, ...], str]) -> Phrases:
    """Names cut into words by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, kind in phrases.items():
        found.setdefault(words[0], []).append((words, kind))
    return {first: tuple(sorted(several, key=lambda one: -len(one[0]))) for first, several in found.items()}


def is_imperfect(form: str) -> bool:
    """Whether the folded word in يـ is surely a verb: news has it in تـ too, and no people is called so."""
    return form[:1] == "ي" and "ت" + form[1:] in common_words() and form not in adjectives_of_peoples()
