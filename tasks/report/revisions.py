"""What changed from one revision of an article to the next, in pieces that were there, came or went."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tasks.text.changes import word_diff
from tasks.text.pieces import visible

# Unchanged text shown around a change.
_AROUND = 90  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that stayed, came or went."""

    text: str
    fate: Literal["stayed", "came", "went"]


def parts(before: str, after: str) -> list[Part]:
    """The newer text with what went from the older one; the middle of long unchanged stretches is left out."""
    return [Part(visible(part.text), part.fate) for part in _parts(before, after) if part.text]


def _parts(before: str, after: str) -> Iterator[Part]:
    at = 0
    for change in word_diff(before, after):
        yield Part(_short(after[at : change.after.start]), "stayed")
        yield Part(change.before.of(before), "went")
        yield Part(change.after.of(after), "came")
        at = change.after.end
    yield Part(_short(after[at:]), "stayed")


def _short(unchanged: str) -> str:
    if len(unchanged) <= 3 * _AROUND:
        return unchanged
    left, right = unchanged[:_AROUND].rpartition(" ")[0], unchanged[-_AROUND:].partition(" ")[2]
    return f"{left} … {right}"
