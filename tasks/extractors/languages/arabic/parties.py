"""Who a phrase beside a report names, such as an addressee or somebody accused: its words and the full name."""

from tasks.extractors.languages.arabic import phrases
from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, heads, is_definite, readings
from tasks.extractors.languages.arabic.outlets import outlet_length
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import folded
from tasks.extractors.languages.arabic.words import person_words
from tasks.model.records import Party, Span

LONGEST = 14  # tokens of such a phrase
TITLES = 3  # tokens of titles before a name
MARKS = frozenset('"«»“”„')


def party(reading: Reading, first: int, limit: int, joined: int = 0) -> Party | None:
    """The noun phrase that begins at token `first` and ends before `limit`, or None where none does.

    Args:
        reading: the document.
        first: its first token.
        limit: one past the last token that it may have.
        joined: letters of a joined preposition before it, which do not belong to it; tatweel behind them neither.
    """
    if first >= limit:
        return None
    end = _end(reading, first, min(limit, first + LONGEST), joined)
    span = reading.span(first, end)
    start = _past_joined(reading.text, span, joined)
    return Party(Span(start, span.end), name_of(reading, first, end)) if start < span.end else None


def in_marks(reading: Reading, opening: int) -> Party | None:
    """The short name between marks or in brackets that open at the token; None for speech or nothing."""
    pair = reading.pairs.get(opening)
    closing = pair.closing if pair is not None and pair.closed else reading.brackets.get(opening, -1)
    if not opening + 1 < closing <= opening + 1 + LONGEST // 2:
        return None
    if pair is not None and not reading.is_short(pair):
        return None
    return Party(reading.span(opening + 1, closing), name_of(reading, opening + 1, closing))


def name_of(reading: Reading, first: int, end: int) -> str | None:
    """The fullest name of the mention that the phrase is, by itself or behind the role that it gives; or None."""
    at = next((at for at in range(first, end) if _is_named_by(reading, first, at)), -1)
    if at < 0 or reading.last[at] > end or any(_is_more(reading, here) for here in range(reading.last[at], end)):
        return None
    return reading.mentions[at].name


def _is_named_by(reading: Reading, first: int, at: int) -> bool:
    """Whether the mention at `at` names whom the phrase means: it begins it, or bears the title that does."""
    mention = reading.mentions.get(at)
    if mention is None or (at > first and mention.kind != "PERSON"):
        return False
    begin = reading.tokens[first].end
    return at == first or _is_title(reading, first, at) or any(role.span.start < begin for role in mention.roles)


def _is_title(reading: Reading, first: int, at: int) -> bool:
    return at - first <= TITLES and _bare(reading, first) in person_words()


def _is_more(reading: Reading, at: int) -> bool:
    """Whether the word behind the name makes the phrase more than it: no mark, adjective or nickname in marks."""
    return reading.tokens[at].is_word and reading.inside[at] is None and not is_definite(reading.form(at))


def _past_joined(text: str, span: Span, joined: int) -> int:
    start = span.start + joined
    while start < span.end and joined and text[start] in "ـ ":
        start += 1
    return start


def _end(reading: Reading, first: int, limit: int, joined: int) -> int:
    """One past the phrase: a mention or a noun with its complements, then a name in marks, adjectives, a name."""
    end = first
    if first in reading.mentions:
        end = reading.last[first]
    elif first not in reading.pairs:
        end = _noun_end(reading, first, limit, joined)
    end = max(end, first + max(outlet_length(reading, first, form) for form in _readings(reading, first, joined)))
    end = _past_adjectives(reading, _past_marks(reading, end, limit), limit)
    if end < limit and reading.form(end) in telling("outlet_tail"):
        end = next((at for at in range(end, limit) if reading.form(at) not in telling("outlet_tail")), limit)
    if end < limit and end in reading.mentions and reading.mentions[end].kind == "PERSON":
        end = reading.last[end]
    return min(end, limit)


def _readings(reading: Reading, first: int, joined: int) -> list[str]:
    """The folded first word with the joined preposition cut off."""
    form = reading.form(first)
    return [rest for cut, rest in readings(form) if cut == joined] or [form]


def _noun_end(reading: Reading, first: int, limit: int, joined: int) -> int:
    """One past the noun with what belongs to it; عدد من المستشارين is one."""
    known = _readings(reading, first, joined)
    form = next((form for form in known if form in heads()), known[-1])
    if form in telling("quantity") and reading.form(first + 1) == "من" and first + 2 < limit:
        return _end(reading, first + 2, limit, 0)
    if form in telling("before_press") and reading.form(first + 1).removeprefix("ال") in telling("press_noun"):
        end = first + 2
        while end < limit and reading.form(end).endswith(("يه", "ي")):
            end += 1
        return end
    tokens = reading.tokens[first:limit]
    tokens = (tokens[0]._replace(form=form), *tokens[1:])
    persons = [at - first for at in range(first + 1, limit) if reading.kind(at) == "PERSON"]
    return first + phrases.phrase_end(tokens, 0, len(tokens), persons, form.removeprefix("ال") in person_words())[0]


def called(text: str, span: Span) -> str:
    """The words as a name: with the article that is melted into a joined لـ, without marks around all of it."""
    words = span.of(text).strip()
    words = words[1:-1].strip() if words[:1] in MARKS and words[-1:] in MARKS else words
    joined = span.start > 0 and text[span.start - 1] == "ل" and words.startswith("ل")
    return "ا" + words if joined and folded(words.split()[0]) not in heads() else words


def _past_marks(reading: Reading, at: int, limit: int) -> int:
    """Past a name in marks that stands right behind the noun: قناة «النهرين»."""
    pair = reading.pairs.get(at)
    short = pair is not None and pair.closed and reading.is_short(pair) and pair.closing < limit
    return pair.closing + 1 if pair is not None and short else at


def _past_adjectives(reading: Reading, at: int, limit: int) -> int:
    while at < limit and reading.form(at) in adjectives_of_peoples() and reading.form(at).startswith("ال"):
        at += 1
    return at


def _bare(reading: Reading, at: int) -> str:
    form = reading.form(at)
    if form.startswith("لل"):
        return form[2:]
    return form.removeprefix("ال")
