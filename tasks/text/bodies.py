"""Which texts are the same article: equal when nothing but headline, spelling, marks or spaces tells them apart."""

import re

from tasks.model.ids import identify
from tasks.text.normalize import fold

_LETTERS = re.compile(r"[\W_]+")


def cluster(text: str) -> str:
    """The duplicate cluster of an article's text: the hash of the folded letters and digits of all but its headline.

    Agencies' copy is reprinted under another headline, so the headline does not count. Where there is no body (which
    cleaning does not let through) the headline has to serve.
    """
    _headline, _gap, body = text.partition("\n")
    return identify("cluster", _LETTERS.sub("", fold(body)) or _LETTERS.sub("", fold(text)))
