"""Whom a statement was made to: لـ + an outlet or agency, لـ«name», a press conference."""

from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import members, phrase_length

REACH = 30  # tokens behind the cue
LONGEST = 9  # tokens of an addressee


def addressee(reading: Reading, first: int, content: int) -> str | None:
    """The addressee named between the token `first` and the offset `content`, without the joined لـ; or None."""
    reach = range(first, min(first + REACH, len(reading.tokens)))
    limit = next((at for at in reach if reading.tokens[at].start >= content), reach.stop)
    for at in range(first, limit):
        if reading.form(at).startswith("ل"):
            found = _behind_lam(reading, at, limit)
            if found:
                return found
        length = phrase_length(reading.tokens, at, "audience")
        if length:
            return reading.span(at, at + length).of(reading.text)
    return None


def _behind_lam(reading: Reading, at: int, limit: int) -> str | None:
    form = reading.form(at)
    if form == "ل" and at + 1 in reading.pairs:
        pair = reading.pairs[at + 1]
        return reading.span(at + 2, pair.closing).of(reading.text) if reading.is_short(pair) else None
    definite = form.startswith("لل")
    bare = form[2:] if definite else form[1:]
    if bare not in members("outlet"):
        return None
    end = _end(reading, at + 1, min(limit, at + LONGEST))
    span = reading.span(at, end)
    words = reading.text[span.start + 1 : span.end].lstrip("ـ")
    return "ا" + words if definite else words


def _end(reading: Reading, at: int, limit: int) -> int:
    """One past the outlet's name: to the first comma, adverb, preposition or complementizer; marks belong to it."""
    while at < limit:
        form = reading.form(at)
        if at in reading.pairs and reading.pairs[at].closing < limit:
            at = min(reading.pairs[at].closing + 1, limit)
        elif (
            not reading.tokens[at].is_word
            or form in members("preposition")
            or form in members("that")
            or form in members("adverb")
            or form in members("relative")
        ):
            break
        else:
            at += 1
    return at
