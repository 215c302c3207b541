"""The text of an article cut where annotations begin and end: spans overlap and nest, pieces never do."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# They turn the order of letters on the screen around: shown by name, never obeyed.
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation: what `text[start:end]` is (offsets in code points).

    Attributes:
        what: content, cue, source, addressee, target, time or name.
        quote: the number of the quote that it is a part of; None of a name.
        entity_id: whom a name means; None of parts of quotes.
    """

    start: int
    end: int
    what: str
    quote: int | None = None
    entity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and the marks that lie over all of it.

    Attributes:
        text: what stands there; a control character by its name.
        marks: outermost first.
        opens: numbers of the quotes whose content begins here.
        control: whether it is a control character that turns the order of letters around.
    """

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[int, ...] = ()
    control: bool = False

    @property
    def quotes(self) -> tuple[int, ...]:
        """Numbers of the quotes that this is a part of."""
        return tuple(dict.fromkeys(mark.quote for mark in self.marks if mark.quote is not None))

    @property
    def name(self) -> Mark | None:
        """The innermost name that this is a part of."""
        return next((mark for mark in reversed(self.marks) if mark.what == "name"), None)

    @property
    def classes(self) -> str:
        """What it is a part of, as classes of CSS."""
        return " ".join(sorted({mark.what for mark in self.marks}))


def paragraphs(text: str, over: Sequence[Mark]) -> list[list[Piece]]:
    """The paragraphs of a text, the headline first, each in pieces."""
    ordered = sorted(over, key=lambda mark: (mark.start, -mark.end))
    found, at = [], 0
    for paragraph in text.split("\n\n"):
        end = at + len(paragraph)
        within = [mark for mark in ordered if mark.start < end and mark.end > at]
        found.append(list(_pieces(text, at, end, within)))
        at = end + 2
    return found


def _pieces(text: str, start: int, end: int, over: Sequence[Mark]) -> Iterator[Piece]:
    borders = {border for mark in over for border in (mark.start, mark.end) if start < border < end}
    controls = {border for found in _CONTROLS.finditer(text, start, end) for border in found.span()}
    cuts = sorted({start, end} | borders | controls)
    for first, last in itertools.pairwise(cuts):
        covering = tuple(mark for mark in over if mark.start <= first and last <= mark.end)
        opens = tuple(mark.quote for mark in covering if mark.what == "content" and mark.start == first and mark.quote)
        said = text[first:last]
        if _CONTROLS.fullmatch(said):
            yield Piece(f"U+{ord(said):04X}", covering, opens, control=True)
        else:
            yield Piece(said, covering, opens)


def visible(text: str) -> str:
    """The text without characters that turn the order of letters around, for where it stands in a line of ours."""
    return _CONTROLS.sub("", text)


def defused(text: str) -> str:
    """The text with U+FFFD for each such character, for where offsets into it must stay true."""
    return _CONTROLS.sub("\ufffd", text)
