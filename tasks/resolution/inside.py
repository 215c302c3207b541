"""The persons of one article: which of its mentions name one person, before other articles are looked at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.resolution.matching import GARBLED, SURE, TRAILING, match
from tasks.resolution.names import common, fold_name, parts
from tasks.resolution.profile import PERSON, Profile


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person: the fullest form of the name in its article, the words of the text, the roles here."""

    name: str
    surface: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one article.

    Attributes:
        article_id: the article.
        places: which of the article's mentions are the person's, by their place in it.
        profile: what the article says.
    """

    article_id: str
    places: tuple[int, ...]
    profile: Profile


def persons_of(
    article_id: str, mentions: Sequence[Named], company: Iterable[str], published_at: datetime | None
) -> list[Person]:
    """The persons of an article, in the order in which it names them first.

    Args:
        article_id: the article.
        mentions: its mentions of persons, in text order.
        company: the organisations and places that it names, as `kind:name` with folded names.
        published_at: when it was published.
    """
    names = [own_name(mention) for mention in mentions]
    groups: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        groups[name].append(place)
    things, full = list(company), {name for name in groups if len(parts(name)) > 1}
    found = []
    for places in _joined(groups):
        others = full - {names[place] for place in places}
        shared = dict.fromkeys([*things, *(f"{PERSON}:{name}" for name in sorted(others))], 1)
        found.append(Person(article_id, tuple(places), _profile(places, names, mentions, shared, published_at)))
    return found


def own_name(mention: Named) -> str:
    """The folded name of who is meant here.

    That is the fullest name of the article, unless the text names the father of its bearer: in محمد بن سلمان stands
    سلمان behind بن, and where the words in the text are two or more and have a role of their own, they are a name of
    their own.

    >>> own_name(Named('محمد بن سلمان بن عبدالعزيز', 'سلمان بن عبدالعزيز', ('الملك',)))
    'سلمان بن عبدالعزيز'
    """
    name, surface = fold_name(mention.name), fold_name(mention.surface)
    father = " " in surface and f" بن {surface} " in f"{name} "
    named = " " in surface and bool(mention.roles) and name.endswith(f" {surface}")
    return surface if father or named else name


def _profile(
    places: Sequence[int],
    names: Sequence[str],
    mentions: Sequence[Named],
    company: Mapping[str, int],
    at: datetime | None,
) -> Profile:
    roles = frozenset(fold_name(role) for place in places for role in mentions[place].roles)
    return Profile(dict(Counter(names[place] for place in places)), roles, company, 1, at, at)


def _joined(groups: Mapping[str, list[int]]) -> list[list[int]]:
    """The places of each person: names that match no other's better are put together, longer names first."""
    persons: list[list[str]] = []
    for name in sorted(groups, key=lambda name: (-len(parts(name)), groups[name][0])):
        fitting = [person for person in persons if any(_surely(name, known) for known in person)]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            persons.append([name])
    places = [sorted(place for name in person for place in groups[name]) for person in persons]
    return sorted(places)


def _surely(one: str, other: str) -> bool:
    """Whether two names of one article are one person's.

    What is left out at the beginning may be محمد or its like (محمد جواد ظريف): anything else may be a child's name
    before the father's.
    """
    found = match(one, other)
    if found is None or found.how == GARBLED or found.cost > SURE:
        return False
    longer = max(parts(one), parts(other), key=len)
    return found.how != TRAILING or longer[0] in common("given")
