"""What goes onto a terminal: on one line, not too long, turning no letters around; and what goes past it."""

import sys
from contextlib import suppress

from tasks.text.decode import scrub
from tasks.text.pieces import visible


def clean(text: str) -> str:
    """Without what would move the cursor of a terminal, or turn around the order of letters on it."""
    return visible(scrub(text)).replace("\n", " ")


def short(text: str, widest: int) -> str:
    """On one line of at most so many characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= widest else line[: widest - 1] + "…"


def hand_on(content: bytes) -> None:
    """Write to stdout; whoever reads it may stop before the end, as `head` does."""
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def why(error: Exception) -> str:
    """The reason of an error in the operating system's words, without its number."""
    return str(getattr(error, "strerror", None) or error).lower()
