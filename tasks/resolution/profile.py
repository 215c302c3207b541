"""What the linker knows of somebody: an entity as published, a person of one article, or several of them together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tasks.resolution.names import parts

PERSON = "PERSON"


@dataclass(frozen=True, slots=True)
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

    @property
    def full(self) -> bool:
        """Whether a name of two words or more is known."""
        return any(len(parts(name)) > 1 for name in self.names)


def united(profiles: Iterable[Profile]) -> Profile:
    """The profile of one person from several of the same."""
    several = list(profiles)
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
