"""Names of outlets and agencies as statements mention them."""

from functools import cache

from tasks.extractors.languages.arabic.reading import Reading
from tasks.storage.seeds import rows
from tasks.text.normalize import fold


@cache
def _names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Folded names cut into words, by their first word, the longest first."""
    given = [row["name_ar"] for row in rows("outlets.csv")]
    given += [row["phrase"] for row in rows("lexicons/ar/agency-names.csv") if row["outlet"]]
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in given:
        words = tuple(fold(name).split())
        if words:
            found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(several, key=len, reverse=True)) for first, several in found.items()}


def outlet_length(reading: Reading, at: int, form: str = "") -> int:
    """How many tokens from `at` are an outlet's name, the first one read as `form` where that is given; 0 for none."""
    for words in _names().get(form or reading.form(at), ()):
        if all(reading.form(at + k) == words[k] for k in range(1, len(words))):
            return len(words)
    return 0
