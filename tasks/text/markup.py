"""Text out of a record's field that holds HTML: a light touch for a few tags, not for a page."""

import re

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_BREAK = re.compile(r"</?(?:p|br|div|li|h[1-6]|tr|blockquote)\b[^<>]{0,2000}>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TELLTALE = re.compile(
    r"</?(?:p|br|div|span|a|b|i|strong|em|li|h[1-6]|img|script|style)\b[^<>]{0,2000}>", re.IGNORECASE
)


def has_markup(text: str) -> bool:
    """Whether there are tags of HTML in the text."""
    return "<" in text and _TELLTALE.search(text) is not None


def without_markup(text: str) -> str:
    """The text with line ends where blocks begin and end, without tags, scripts and styles."""
    return _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub(" ", text)))
