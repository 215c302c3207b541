"""A quote as it is compared with others, and whether two of them are the same utterance."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from tasks.statements.wording import Wording, rarity, wording

# One utterance is reported within days; later the same words are a new one. Chosen, not measured: the labelled quotes
# are of three days.
WINDOW = timedelta(days=7)
# Chosen on the open half of tests/gates/statement-quotes.jsonl. A part: so much of the shorter one's weight stands in
# the longer one. A whole: so much of the longer one's weight stands in the shorter one.
LEAST_PART = 0.65
LEAST_WHOLE = 0.5
# The weight that two contents have to share: a word that is not listed, two rare words or four common ones.
LEAST_SHARED = 8.0
# Of an unknown speaker, whose words must be enough to tell that he is the same.
LEAST_UNSEEN = 0.8
LEAST_SHARED_UNSEEN = 12.0
# Where one denies what the other does not, they may still be a part and a whole; not where they are of one length.
SAME_LENGTH = 0.6


@dataclass(frozen=True)
class Said:
    """A quote as it is compared.

    Attributes:
        quote_id: its id.
        article_id: its article.
        outlet: the article's outlet.
        content: what was said.
        kind: how it is quoted.
        act: the speech act.
        speaker: who is said to have said it; None where unknown.
        role: the speaker's role; None where none is known.
        entity_id: the speaker's entity; None where there is none.
        at: when the article was published; None where unknown.
        month: the article's month, YYYY-MM.
        start: its first code point.
        end: one past its last.
        cluster: the cluster of copies that its article is in.
        statement_id: the statement that it was published with; None of a new one.
    """

    quote_id: str
    article_id: str
    outlet: str | None
    content: str
    kind: str
    act: str
    speaker: str | None
    role: str | None
    entity_id: str | None
    at: datetime | None
    month: str
    start: int
    end: int
    cluster: str
    statement_id: str | None = None

    @cached_property
    def wording(self) -> Wording:
        """The content's words as they are compared."""
        return wording(self.content)

    @property
    def denied(self) -> bool:
        """Whether it is told as what the speaker denies (نفى وجود خلاف), so that its words say the opposite."""
        return self.act == "deny" and self.kind != "direct"

    @property
    def order(self) -> tuple[bool, datetime, str]:
        """What sorts quotes by time; those without a time come last."""
        return self.at is None, self.at or datetime.min.replace(tzinfo=UTC), self.quote_id


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of two contents is the same, by weight of their words.

    Attributes:
        shared: the weight of the words that both have.
        part: `shared` as a share of the lighter one's weight, 0 to 1.
        whole: `shared` as a share of the heavier one's weight, 0 to 1.
    """

    shared: float
    part: float
    whole: float


def likeness(one: Wording, other: Wording) -> Likeness:
    """How much of two wordings is the same."""
    few, many = (one, other) if len(one.stems) <= len(other.stems) else (other, one)
    counts = many.stems
    # Most share a word or two of thirty, so those are found first.
    common = [(stem, min(count, counts[stem])) for stem, count in few.stems.items() if stem in counts]
    shared = sum([rarity(stem) * count for stem, count in common])
    light, heavy = sorted((one.weight, other.weight))
    return Likeness(shared, min(shared / light, 1.0) if light else 0.0, shared / heavy if heavy else 0.0)


def same_utterance(one: Said, other: Said) -> bool:
    """Whether two quotes whose speakers may be one carry the same utterance (`tasks.statements.candidates`)."""
    if not in_time(one, other) or _is_inside(one, other):
        return False
    alike = likeness(one.wording, other.wording)
    if one.speaker is None or other.speaker is None:
        enough = alike.part >= LEAST_UNSEEN and alike.shared >= LEAST_SHARED_UNSEEN
    else:
        enough = alike.shared >= LEAST_SHARED and (alike.part >= LEAST_PART or alike.whole >= LEAST_WHOLE)
    return enough and _agree(one, other, alike)


def in_time(one: Said, other: Said) -> bool:
    """Whether they may have been said at one time; without a time the month has to do."""
    if one.at is None or other.at is None:
        return one.month == other.month
    return abs(one.at - other.at) <= WINDOW


def _is_inside(one: Said, other: Said) -> bool:
    """Whether one stands inside the other, which quotes another speaker."""
    nested = one.article_id == other.article_id and one.start < other.end and other.start < one.end
    return nested and None not in (one.speaker, other.speaker) and one.speaker != other.speaker


def _agree(one: Said, other: Said, alike: Likeness) -> bool:
    """Whether neither numbers nor negations set the two apart.

    The shorter one says no number that the longer one, having numbers, lacks. It denies nothing that the longer one
    does not; and the longer one denies no more where it is hardly longer.
    """
    short, long = sorted((one, other), key=lambda said: (said.wording.weight, said.quote_id))
    numbers, others = short.wording.numbers, long.wording.numbers
    if others and not numbers <= others:
        return False
    denials, more = (said.wording.negations + said.denied for said in (short, long))
    if short.denied != long.denied and short.wording.negations == long.wording.negations:
        return False
    return denials <= more and (denials == more or alike.whole < SAME_LENGTH)
