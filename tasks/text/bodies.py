"""An article's text without its headline, by its words alone: what two articles are compared by."""

from tasks.model.ids import identify
from tasks.text.dateline import WORD
from tasks.text.normalize import fold


def body_words(text: str) -> list[str]:
    """The folded words of all but the headline; of the headline where there is nothing else.

    Agencies' copy is reprinted under another headline, so the headline does not count.
    """
    _headline, _gap, body = text.partition("\n")
    return WORD.findall(fold(body)) or WORD.findall(fold(text))


def body_hash(words: list[str]) -> str:
    """The hash of the letters and digits of these words: equal where only spelling, marks or spaces differ."""
    return identify("body", "".join(words))
