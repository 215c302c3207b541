"""What has happened up to a place of a text: who spoke, who acted, and who may be meant by a later word."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.extractors.languages.arabic.agreement import Traits, agree
from tasks.extractors.languages.arabic.cast import Cast, Referent

RECENT = 8  # events back to somebody who acted


class Event(NamedTuple):
    """Somebody who spoke or acted: at which token, inside which content (its first token, -1 for the author's words).

    `way` says by which rule a verb without a subject goes on with him, as the module `confidence` lists them.
    """

    at: int
    who: Referent
    traits: Traits
    inside: int
    spoke: bool
    way: str = ""


@dataclass(slots=True)
class Course:
    """What has happened up to a place of the text.

    Attributes:
        cast: whom the document names.
        events: who spoke and who acted, in text order.
        known: who spoke, in text order.
        genders: of each name, as a verb, a title or an ending has told it somewhere before.
    """

    cast: Cast
    events: list[Event] = field(default_factory=list)
    known: list[Referent] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Note who spoke or acted."""
        self.events.append(event)
        if event.traits.gender:
            self.genders.setdefault(event.who.name, event.traits.gender)
        if event.spoke:
            self.known.append(event.who)

    def acting(self) -> Cast:
        """The cast with the bodies that acted of late, whom a description fits before others that are merely named."""
        late = (event for event in self.events[-RECENT:] if not event.spoke and _is_named_body(event.who))
        acted = [event.who._replace(at=event.at) for event in late]
        return self.cast._replace(roles=[*self.cast.roles, *acted])

    def agrees(self, wanted: Traits, event: Event) -> bool:
        """Whether the verb may stand with whoever spoke or acted, by all that has been told of his gender."""
        gender = event.traits.gender or self.genders.get(event.who.name, "")
        return agree(wanted, Traits(gender, event.traits.plural))


def _is_named_body(who: Referent) -> bool:
    """Whether it is a body that more is told of than its noun with the article (الجامعة), which fits any such body."""
    return who.type == "ORG" and (who.ground == "named" or not who.name.startswith("ال"))
