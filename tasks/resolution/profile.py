"""What the linker knows of somebody: an entity as published, a person of one article, or several of them together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from tasks.resolution.names import parts

PERSON = "PERSON"
# Of each profile so many names are compared, the most used ones.
MOST_NAMES = 5
# A full name of a smaller share of the mentions may be a slip; of a person who is named in many articles company that
# a smaller share of them has is not the usual one.
USUAL = 0.1


@dataclass(frozen=True)
class Profile:
    """Somebody who is named.

    Attributes:
        names: folded names with how many mentions each stands for.
        roles: offices, ranks and titles, folded.
        company: folded names of organisations, places and other persons in the articles, with in how many, `kind:name`.
        articles: articles that name the person.
        first: published_at of the first article; None where no article has one.
        last: published_at of the last article.
        entity_ids: the published entities that this is; none where nothing of it is published.
        watched: the id on the watch list, None where it is not on it.
    """

    names: Mapping[str, int]
    roles: frozenset[str] = frozenset()
    company: Mapping[str, int] = field(default_factory=dict)
    articles: int = 1
    first: datetime | None = None
    last: datetime | None = None
    entity_ids: tuple[str, ...] = ()
    watched: str | None = None

    # What follows is looked at again for each profile that this one is compared with.

    @cached_property
    def by_use(self) -> tuple[str, ...]:
        """The names, most used first."""
        return tuple(sorted(self.names, key=lambda name: (-self.names[name], name)))

    @cached_property
    def full(self) -> tuple[str, ...]:
        """The names of two words or more, most used first."""
        return tuple(name for name in self.by_use if len(parts(name)) > 1)

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The names that are compared: the most used full ones, or single words where there are no others."""
        return (self.full or self.by_use)[:MOST_NAMES]

    @cached_property
    def usual_names(self) -> tuple[str, ...]:
        """Of the full names that are compared those that stand for a tenth of their mentions or more."""
        names = self.full[:MOST_NAMES]
        least = USUAL * sum(self.names[name] for name in names)
        return tuple(name for name in names if self.names[name] >= least)

    @cached_property
    def usual_company(self) -> frozenset[str]:
        """The company of a tenth of the articles or more."""
        if USUAL * self.articles <= 1:
            return frozenset(self.company)
        return frozenset(name for name, count in self.company.items() if count >= USUAL * self.articles)


def united(profiles: Iterable[Profile]) -> Profile:
    """The profile of one person from several of the same."""
    several = list(profiles)
    if len(several) == 1:
        return several[0]
    names: Counter[str] = Counter()
    company: Counter[str] = Counter()
    for one in several:
        names.update(one.names)
        company.update(one.company)
    firsts = [one.first for one in several if one.first is not None]
    lasts = [one.last for one in several if one.last is not None]
    return Profile(
        names=dict(names),
        roles=frozenset().union(*(one.roles for one in several)),
        company=dict(company),
        articles=sum(one.articles for one in several),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        entity_ids=tuple(sorted({entity for one in several for entity in one.entity_ids})),
        watched=next((one.watched for one in several if one.watched is not None), None),
    )
