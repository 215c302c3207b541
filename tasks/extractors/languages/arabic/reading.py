"""A document as the rules of quotation look at it: tokens with sentences, marks, brackets and mentions."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, repeat
from operator import itemgetter

from tasks.extractors.languages.arabic.quotation import Pair, pairs
from tasks.extractors.languages.arabic.signals import SIGNALS
from tasks.model.records import Mention, Span
from tasks.text.segment import Segmented, Token, standing_as

# A name or a label in marks is short; measured, nine in ten pairs of five words and more are speech.
SHORT_PAIR = 4
LONGEST_BRACKET = 40
_BRACKETS = frozenset("()[]")
_START, _END, _FORM = itemgetter(0), itemgetter(1), itemgetter(3)  # of a token; a third of attrgetter's time


class _Forms(dict[int, str]):
    """Folded tokens by place, "" outside of the text; a look-up takes a third of a method's time."""

    def __missing__(self, at: int) -> str:
        return ""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The document, by token. Compared by identity: it can be a key.

    Attributes:
        text: the article's text.
        tokens: its tokens.
        forms: their folded forms.
        standing: gives the tokens that have one of some folded forms, ascending.
        form: gives the folded token at an index, "" outside of the text.
        signals: for each token, what its form may do to a report (`signals.signals`).
        begins: for each token, where it begins in the text.
        stops: for each token, where it ends in the text.
        starts: for each token, the first token of its sentence.
        ends: for each token, one past the last token of its sentence.
        paragraphs: for each token, its paragraph; 0 is the headline.
        pairs: pairs of quotation marks by opening token.
        openings: the opening token of a pair by its closing token.
        inside: for each token, the outermost pair that it stands in, or None.
        brackets: closing bracket by opening bracket.
        mentions: the mention that begins at a token, the longest one.
        covered: for each token, the first token of the mention that it belongs to, or -1.
        last: for a mention's first token, one past its last.
    """

    text: str
    tokens: tuple[Token, ...]
    forms: Sequence[str]
    standing: Callable[[Collection[str]], list[int]]
    form: Callable[[int], str]
    signals: Sequence[int]
    begins: Sequence[int]
    stops: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    paragraphs: Sequence[int]
    pairs: dict[int, Pair]
    openings: dict[int, int]
    inside: Sequence[Pair | None]
    brackets: dict[int, int]
    mentions: dict[int, Mention]
    covered: Sequence[int]
    last: dict[int, int]

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens `first` up to `last`, which is left out."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, pair: Pair) -> int:
        """Words between the pair's marks, counted up to `SHORT_PAIR` + 1."""
        count = 0
        for at in range(pair.opening + 1, pair.closing):
            count += self.tokens[at].is_word
            if count > SHORT_PAIR:
                break
        return count

    def is_short(self, pair: Pair) -> bool:
        """Whether the pair is as short as marks around a name are."""
        return self.words(pair) <= SHORT_PAIR

    def kind(self, at: int) -> str:
        """The kind of the mention that the token belongs to, "" where it belongs to none."""
        first = self.covered[at] if 0 <= at < len(self.tokens) else -1
        return self.mentions[first].kind if first >= 0 else ""

    def ends_mention(self, at: int) -> bool:
        """Whether the token is the last of a mention."""
        first = self.covered[at] if 0 <= at < len(self.tokens) else -1
        return first >= 0 and self.last[first] == at + 1


def read(segmented: Segmented, mentions: Sequence[Mention]) -> Reading:
    """Look at the document once; every rule then works by token. The last reading is kept for who asks next."""
    return _read(segmented, tuple(mentions))


def form_at(forms: Sequence[str]) -> Callable[[int], str]:
    """What gives the folded token at an index, "" outside of the text: `Reading.form`."""
    return _Forms(enumerate(forms)).__getitem__


@lru_cache(maxsize=1)
def _read(segmented: Segmented, mentions: tuple[Mention, ...]) -> Reading:
    tokens, count = segmented.tokens, len(segmented.tokens)
    forms = list(map(_FORM, tokens))
    brackets = _brackets(segmented)
    clauses = _clauses(segmented, brackets)
    found = pairs(segmented)
    begun, covered, mention_ends = _mentions(tokens, mentions)
    return Reading(
        segmented.text,
        tokens,
        forms,
        partial(standing_as, segmented),
        form_at(forms),
        list(map(SIGNALS.__getitem__, forms)),
        list(map(_START, tokens)),
        list(map(_END, tokens)),
        _each((first, last - first) for first, last, _ in clauses),
        _each((last, last - first) for first, last, _ in clauses),
        _each((paragraph, last - first) for first, last, paragraph in clauses),
        found,
        {pair.closing: pair.opening for pair in found.values() if pair.closed},
        _inside(count, found),
        brackets,
        begun,
        covered,
        mention_ends,
    )


def _each(runs: Iterable[tuple[int, int]]) -> list[int]:
    """Each number as often as said."""
    return list(chain.from_iterable(repeat(number, times) for number, times in runs))


def _clauses(segmented: Segmented, brackets: dict[int, int]) -> list[tuple[int, int, int]]:
    """Sentences, joined over semicolons, pauses (..), initials (أ.د. فلان) and within brackets: a report goes on."""
    inside = {at for opening, closing in brackets.items() for at in range(opening + 1, closing + 1)}
    joined: list[tuple[int, int, int]] = []
    for sentence in segmented.sentences:
        if (
            joined
            and joined[-1][2] == sentence.paragraph
            and (joined[-1][1] in inside or _goes_on(segmented.tokens, joined[-1][1], sentence.paragraph))
        ):
            joined[-1] = (joined[-1][0], sentence.last, sentence.paragraph)
        else:
            joined.append((sentence.first, sentence.last, sentence.paragraph))
    return joined


def _goes_on(tokens: tuple[Token, ...], end: int, paragraph: int) -> bool:
    if tokens[end - 1].surface == "؛":
        return True
    if tokens[end - 1].surface in "?؟" and tokens[end].form in ("هل", "وهل"):
        return True  # one question behind another
    if tokens[end - 1].surface == "." and end > 1 and tokens[end - 2].surface == ".":
        return paragraph > 0  # a pause (..), not an end; in a headline it parts two
    return tokens[end - 1].surface == "." and end > 1 and _is_initial(tokens, end - 2)


def _is_initial(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word is one letter that stands for a name or title (أ.د. فلان), not for a calendar (1436 هـ)."""
    dated = at > 0 and tokens[at - 1].surface.isdigit()
    return tokens[at].is_word and len(tokens[at].form) == 1 and not dated


def _inside(count: int, found: dict[int, Pair]) -> list[Pair | None]:
    inside: list[Pair | None] = [None] * count
    reached = -1
    for opening in sorted(found):
        pair = found[opening]
        if opening < reached:
            continue
        inside[opening + 1 : pair.closing] = [pair] * (pair.closing - opening - 1)
        reached = pair.closing
    return inside


def _brackets(segmented: Segmented) -> dict[int, int]:
    found: dict[int, int] = {}
    opened = -1
    for at in standing_as(segmented, _BRACKETS):
        if segmented.tokens[at].form in ("(", "["):
            opened = at
        elif opened >= 0:
            if at - opened <= LONGEST_BRACKET:
                found[opened] = at
            opened = -1
    return found


def _mentions(
    tokens: tuple[Token, ...], mentions: Sequence[Mention]
) -> tuple[dict[int, Mention], list[int], dict[int, int]]:
    """Mentions by token; where two overlap, a person goes first, then the longer one."""
    begun: dict[int, Mention] = {}
    last: dict[int, int] = {}
    covered = [-1] * len(tokens)
    ordered = sorted(mentions, key=lambda one: (one.span.start, -one.span.end))
    at, reached = 0, -1
    for mention in ordered:
        at = bisect_right(tokens, mention.span.start, at, key=_END)
        end = at
        while end < len(tokens) and tokens[end].start < mention.span.end:
            end += 1
        if (at < reached and mention.kind != "PERSON") or end == at:
            continue
        begun[at], last[at] = mention, end
        covered[at:end] = [at] * (end - at)
        reached = end
    return begun, covered, last
