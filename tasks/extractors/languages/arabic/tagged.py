"""What a text names: persons and things that the rules find, corrected by the taggers, and persons named again."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from tasks.extractors.languages.arabic import persontagger, tagger
from tasks.extractors.languages.arabic.findings import Findings, Named, covered, findings, named
from tasks.extractors.languages.arabic.gazetteers import (
    adjectives_of_peoples,
    common_words,
    given_names,
    is_definite,
    listed_end,
    listed_names,
    places,
    readings,
    strength,
)
from tasks.extractors.languages.arabic.institutions import Thing, things_in
from tasks.extractors.languages.arabic.labels import MODEL
from tasks.extractors.languages.arabic.letters import begins_with_preposition, likeness
from tasks.extractors.languages.arabic.namewords import reach
from tasks.extractors.languages.arabic.ownnames import (
    NOTHING_TOLD,
    PERSON,
    Told,
    beside_things,
    is_beside,
    leaves_things,
    left_over,
    told_by,
    with_told,
)
from tasks.extractors.languages.arabic.persons import Name, belongs_to_institution
from tasks.extractors.languages.arabic.persontagger import B, I, O
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.scoring import Scored, Scorer
from tasks.extractors.languages.arabic.tagged_things import with_tagged
from tasks.extractors.languages.arabic.tagger import Tagger
from tasks.extractors.languages.arabic.titles import cut_letters
from tasks.extractors.languages.arabic.traits import OFFICE, traits
from tasks.extractors.languages.arabic.words import members, source_nouns
from tasks.extractors.names.contract import NameTagger
from tasks.storage.seeds import packed_model
from tasks.text.segment import Segmented, Token, standing_as

Tokens = tuple[Token, ...]
_HYPHEN = frozenset("-")
_PLAIN = (O, B, I, B, B)  # the rules' labels as the tagger's


def names(segmented: Segmented, own: NameTagger | None = None) -> tuple[list[Named], list[Thing]]:
    """The persons and the things that the text names, by the rules and the taggers.

    Of the persons full names come first, then the same persons named again by surname.

    Args:
        segmented: the text.
        own: the user's tagger, which has the first word on what its labels tell; the rest is left to the ones here.
    """
    found = findings(segmented)
    told = told_by(own, segmented, found.marks) if own is not None else NOTHING_TOLD
    persons = beside_things(_persons(segmented, found, told), told)
    taken = covered(persons)
    tagged = left_over(shipped().tag(_scored(segmented, found.marks)), told) if leaves_things(told) else []
    things = with_tagged(segmented, _beside(segmented, found, taken), tagged, taken)
    return persons, with_told(segmented, things, told)


@cache
def shipped() -> Tagger:
    """The tagger of names with the weights that come with the project."""
    return Tagger(packed_model(MODEL))


@cache
def scorer() -> Scorer:
    """The scores of both taggers that come with the project."""
    return Scorer([tagger.weights(packed_model(MODEL)), persontagger.weights()])


@lru_cache(maxsize=1)
def _scored(segmented: Segmented, marks: str) -> Scored:
    """The text's scores; kept for the taggers that ask after one another."""
    return scorer().score(segmented, marks)


def _persons(segmented: Segmented, found: Findings, told: Told) -> list[Named]:
    """The persons of the user's tagger and of the rules beside it; where it tells none, those of the tagger here."""
    if PERSON in told.kinds:
        ruled = {one.first: one.name for one in found.persons if one.name is not None}
        told_persons = [one for one in told.names if one.kind == PERSON]
        names = [_name(segmented.tokens, one.first, one.last, ruled.get(one.first)) for one in told_persons]
        names += [one for one in ruled.values() if is_beside(one.first, one.last, told)]
        return named(segmented, sorted(names, key=lambda one: one.first))
    tags = persontagger.tag(_scored(segmented, found.marks))
    same = tags == [_PLAIN[label] for label in found.labels()] and not standing_as(segmented, _HYPHEN)
    persons = found.persons if same else corrected(segmented, found.persons, tags)
    return [one for one in persons if not _called_after(segmented.tokens, one.first, one.last)]


def _beside(segmented: Segmented, found: Findings, taken: set[int]) -> list[Thing]:
    """The things of the rules beside these tokens of persons: looked for anew where the persons are others."""
    changed = taken ^ covered(found.persons)
    ends = [sentence.last for sentence in segmented.sentences]
    anew = {bisect_right(ends, at) for at in changed}
    kept = [one for one in found.things if bisect_right(ends, one.first) not in anew]
    return [*kept, *things_in(segmented, [segmented.sentences[at] for at in sorted(anew)], taken)]


def corrected(segmented: Segmented, found: Sequence[Named], tags: Sequence[int]) -> list[Named]:
    """All persons where the tagger's labels overrule the rules'."""
    by_first = {one.first: one.name for one in found if one.name is not None}
    ruled = {at for one in found if one.name is not None for at in range(one.first, one.last)}
    again = {one.first for one in found if one.name is None}
    kept: list[Name] = []
    for (tagged_first, tagged_last), (limit, _) in pairwise(
        [*_over_hyphens(segmented.tokens, spans(tags)), (len(tags), 0)]
    ):
        first = _without_description(segmented.tokens, tagged_first, tagged_last, by_first)
        first = tagged_first if kept and kept[-1].last > first else first
        rule = by_first.get(first)
        last = min(_with_family(segmented.tokens, _without_title(segmented.tokens, tagged_last, rule)), limit)
        if rule is not None and rule.last == last:
            kept.append(rule)
        elif last - first == 1 and first in again:
            continue
        elif not ruled.isdisjoint(range(first, last)) or not _names_something_else(segmented.tokens, first, last):
            kept.append(_name(segmented.tokens, first, last, rule))
    dropped = {at for at in again if tags[at] == O and segmented.tokens[at].form in common_words()}
    return [one for one in named(segmented, kept) if one.name is not None or one.first not in dropped]


def _over_hyphens(tokens: Tokens, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The names with what a hyphen without blanks joins to them: جان-إيف لودريان."""
    found: list[tuple[int, int]] = []
    for first, last in names:
        reached = found[-1][1] if found else -1
        joined = first < reached or (first == reached and tokens[first - 2].form == "-")
        begin = found.pop()[0] if joined else first
        found.append((begin, max(reached if joined else last, _past_hyphen(tokens, begin, last))))
    return found


def _past_hyphen(tokens: Tokens, first: int, last: int) -> int:
    """One past the name with what a hyphen behind it joins to it, as far as words of names follow."""
    if not _is_joined(tokens, last):
        return last
    return max(last + 2, reach(tokens, first, len(tokens)))


def _is_joined(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen at `at` joins a word to the one before it that is no common one and no place."""
    if at + 1 >= len(tokens) or tokens[at].form != "-" or not tokens[at + 1].is_word:
        return False
    touches = tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start
    form = tokens[at + 1].form
    named = not is_definite(form) and form not in common_words() and form not in places()
    return touches and named and not form.endswith(("ه", "ها", "هم"))  # رحمه الله


def _without_description(tokens: Tokens, first: int, last: int, names: Mapping[int, Name]) -> int:
    """Where the name begins behind words with the article that describe (الملغاشي): where the rules let it begin."""
    whole = names.get(first - 1)
    if whole is not None and whole.licensed and whole.last == last and strength(tokens[first - 1]) is not None:
        return first - 1  # the tagger took the given name for a common word
    if first and first not in names and tokens[first].form not in listed_names():
        return _behind_club(tokens, first, last)
    begin = first
    while begin < last - 1 and begin not in names and _describes(tokens[begin]):
        begin += 1
    return begin if begin in names else first


def _behind_club(tokens: Tokens, first: int, last: int) -> int:
    """Where a given name begins behind the foreign name of what the office is of: مدرب زورنوفيتش برلين | كارل فلان."""
    office = not is_definite(tokens[first - 1].form) and bool(traits(tokens[first - 1].form) & OFFICE)
    given = (at for at in range(first + 1, last - 1) if tokens[at].form in given_names())
    return next(given, first) if office else first


def _without_title(tokens: Tokens, last: int, rule: Name | None) -> int:
    """Where the name ends when a title behind it was taken for its last word: where the rules let it end."""
    while last > 1 and tokens[last - 1].is_word and (len(tokens[last - 1].form) == 1 or _is_self(tokens[last - 1])):
        last -= 1
    behind = tokens[last - 1]
    is_title = bool(traits(behind.form) & OFFICE) and strength(behind) is None
    return rule.last if rule is not None and (is_title or behind.form in links("connector")) else last


def _is_self(token: Token) -> bool:
    return token.form in members("self")  # بحضور حمدان بنفسه


def _with_family(tokens: Tokens, last: int) -> int:
    """Where a name ends whose family's name is a common word too: عودة بن سالم العودة."""
    behind = tokens[last].form if last < len(tokens) else ""
    son = tokens[last - 2].form in ("بن", "بنت") if last > 1 else False
    other = behind in members("adverb", "relative") or behind in adjectives_of_peoples()
    return last + 1 if son and is_definite(behind) and not other and not traits(behind) & OFFICE else last


def _describes(token: Token) -> bool:
    return is_definite(token.form) and strength(token) is None


def _names_something_else(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the words are a place or organisation of several words, or name a thing: قلعة أم ناصر."""
    return listed_end(tokens, first, last) > first + 1 or belongs_to_institution(tokens, first)


def _called_after(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a body is called after somebody, and its adjective stands behind his name: شركة نبيل الشامي العقارية."""
    if not 0 < first < last < len(tokens):
        return False
    head, adjective = tokens[first - 1].form.removeprefix("و"), tokens[last].form
    feminine = head.endswith("ه") and is_definite(adjective) and adjective.endswith("ه")
    return feminine and head in source_nouns("organisation")


def spans(tags: Sequence[int]) -> list[tuple[int, int]]:
    """The names as half-open ranges of tokens."""
    found: list[tuple[int, int]] = []
    for at, label in enumerate(tags):
        if label == B:
            found.append((at, at + 1))
        elif label == I and found:
            found[-1] = (found[-1][0], at + 1)
    return found


def _name(tokens: Tokens, first: int, last: int, rule: Name | None) -> Name:
    """A name that the rules have not, or with another end."""
    if rule is not None:
        words = (rule.words[0], *(one.form for one in tokens[first + 1 : last] if one.is_word))
        return rule._replace(last=last, words=words)
    token = tokens[first]
    cut, form = _cut(token)
    words = (form, *(one.form for one in tokens[first + 1 : last] if one.is_word))
    start = cut_letters(token, cut) if cut and form in token.form else token.start
    licensed = first > 0 and bool(traits(tokens[first - 1].form) & OFFICE)
    return Name(first, last, start, words, licensed)


def _cut(token: Token) -> tuple[int, str]:
    """The letters of the joined particle and the name behind it: a listed one, or behind و one that looks like it."""
    if strength(token) is None:
        for cut, form in readings(token.form)[1:]:
            listed = form in listed_names() and begins_with_preposition(token.form, form)
            if listed or (token.form[:cut] == "و" and likeness(form) > max(likeness(token.form), 0)):
                return cut, form
    return 0, token.form
