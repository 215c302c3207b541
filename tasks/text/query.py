"""Match articles against a query in Lucene's syntax (parsed by luqum, which is used under its Apache licence).

A query has words, "phrases", proximity ("two words"~10: with at most 10 other words between them, in any order),
wildcards (* any letters, ? one; inside phrases too), AND, OR, NOT, + and -, groups, and `headline:` before any of
them. As in Lucene, clauses that stand side by side without an operator are alternatives (OR) unless marked: + must
match, - and NOT must not.

Words match whatever their spelling (`tasks.text.normalize.fold`) and whatever is joined before them in the text: و ف,
then ب ل ك, then ال. In the query ال falls out as well, with the particles before it; a first letter without ال behind
it is taken for the word's own, or وزارة would match زاره. Words are runs of letters and digits of the folded text;
marks between them count for nothing, so a phrase runs on across them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tasks.model.records import TopicMatch
from tasks.text.normalize import fold

_WORD = re.compile(r"[^\W_]+")
_PATTERN = re.compile(r"[^\W_*?]*[*?][\w*?]*|[^\W_]+")
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w\w)")
_SHORTEST = 3  # letters that a word has before anything is taken off it
_JOINED = frozenset("وفبلكا")  # what is joined before a word begins with one of these
_MEMORY = 1 << 18  # distinct words a query remembers: more than a month of news has in one language

Positions = dict[int, list[int]]
"""Where each word of a query stands in a text: its number in the query to word numbers of the text."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word, phrase or proximity of a query.

    Attributes:
        words: numbers of its words.
        slop: how many other words may stand between them; None where they must follow each other in order.
        headline: whether it looks at the headline only.
        written: as the query writes it.
    """

    words: tuple[int, ...]
    slop: int | None
    headline: bool
    written: str

    def matches(self, found: "Found") -> bool:
        """Whether it stands in the text."""
        positions = found.headline if self.headline else found.text
        places = [positions.get(word, []) for word in self.words]
        if not all(places):
            return False
        if len(places) == 1:
            return True
        return _in_order(places) if self.slop is None else _near(places, self.slop)


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses: all of `must`, none of `never`, and where there is no `must` at least one of `should`."""

    must: tuple["Clause", ...]
    should: tuple["Clause", ...]
    never: tuple["Clause", ...]

    def matches(self, found: "Found") -> bool:
        """Whether the text satisfies the group."""
        if any(clause.matches(found) for clause in self.never):
            return False
        if self.must:
            return all(clause.matches(found) for clause in self.must)
        return any(clause.matches(found) for clause in self.should)


Clause = Leaf | Group


@dataclass(frozen=True, slots=True)
class Found:
    """Where a query's words stand in one article."""

    headline: Positions
    text: Positions


@dataclass(frozen=True)
class Query:
    """A compiled query.

    Attributes:
        clause: what must hold.
        words: the numbers of its words without wildcards, by the bare folded word.
        patterns: those with wildcards, each with its number.
        terms: the leaves outside of what must not match.
        literals: of each word the letters that a text has in a row where it has the word.
        known: which of the query's words a word of a text is, by number; news repeats its words, so most work is saved.
    """

    clause: Clause
    words: Mapping[str, tuple[int, ...]]
    patterns: tuple[tuple[re.Pattern[str], int], ...]
    terms: tuple[Leaf, ...]
    literals: frozenset[str]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def positions(self, text: str) -> Positions:
        """Where the query's words stand in the text."""
        found: Positions = {}
        folded = fold(text)
        if not any(literal in folded for literal in self.literals):
            return found
        for at, form in enumerate(_WORD.findall(folded)):
            numbers = self.known.get(form)
            for number in self._numbers(form) if numbers is None else numbers:
                found.setdefault(number, []).append(at)
        return found

    @cached_property
    def _any_pattern(self) -> re.Pattern[str]:
        """All patterns in one: hardly a word matches any, and each costs as much as all of them."""
        return re.compile("|".join(pattern.pattern for pattern, _ in self.patterns) or r"(?!)")

    def _numbers(self, form: str) -> tuple[int, ...]:
        numbers: list[int] = []
        for bare in bare_forms(form):
            numbers += self.words.get(bare, ())
            if self._any_pattern.fullmatch(bare):
                numbers += [number for pattern, number in self.patterns if pattern.fullmatch(bare)]
        if len(self.known) < _MEMORY:
            self.known[form] = tuple(numbers)
        return tuple(numbers)


def match(query: Query, headline: str, text: str) -> TopicMatch | None:
    """The terms of the query that an article has and the share of its positive terms they are; None off topic.

    Args:
        query: from `tasks.text.query_syntax.compile_query`.
        headline: what `headline:` looks at.
        text: all of the article, headline included; what everything else looks at.
    """
    found = Found(query.positions(headline), query.positions(text))
    if not query.clause.matches(found):
        return None
    matched = [leaf.written for leaf in query.terms if leaf.matches(found)]
    return TopicMatch(tuple(dict.fromkeys(matched)), len(matched) / len(query.terms))


def bare_forms(form: str) -> tuple[str, ...]:
    """A folded word of a text and what remains of it without the particles that may be joined before it."""
    if form[0] not in _JOINED or len(form) <= _SHORTEST:
        return (form,)
    forms = [form]
    for particles in ("وف", "بلك"):
        forms += [one[1:] for one in forms if one[0] in particles and len(one) > _SHORTEST]
    forms += [one[2:] for one in forms if one[:2] in ("ال", "لل") and len(one) > _SHORTEST]
    return tuple(dict.fromkeys(forms))


def words_of(written: str) -> list[str]:
    """The words of a query's word or phrase, each bare and folded, with its wildcards."""
    return [_ARTICLE.sub("", form) for form in _PATTERN.findall(fold(written)) if form.strip("*?")]


def pattern_of(word: str) -> re.Pattern[str] | None:
    """The regular expression of a word with wildcards; None for one without."""
    if not set(word) & set("*?"):
        return None
    any_letters = {"*": r"\w*", "?": r"\w"}
    return re.compile("".join(any_letters.get(one) or re.escape(one) for one in re.sub(r"\*+", "*", word)))


def literal_of(word: str) -> str:
    """The longest run of letters of a word with or without wildcards."""
    return max(re.split(r"[*?]", word), key=len)


def _in_order(places: Sequence[list[int]]) -> bool:
    later = [frozenset(place) for place in places[1:]]
    return any(all(at + gap in place for gap, place in enumerate(later, 1)) for at in places[0])


def _near(places: Sequence[list[int]], slop: int) -> bool:
    """Whether one place each, no two the same, fits into a window of as many words as there are and `slop` more.

    The window is swept over all places in order: linear in their number.
    """
    events = sorted((at, which) for which, place in enumerate(places) for at in place)
    last: dict[int, int] = {}
    for at, which in events:
        last[which] = at
        close = len(set(last.values())) == len(places) and at - min(last.values()) < len(places) + slop
        if close:
            return True
    return False
