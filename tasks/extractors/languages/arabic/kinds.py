"""Which kind a content is by what of it stands in marks: direct, mixed or indirect; a name in marks does not count."""

from tasks.extractors.languages.arabic.borders import may_be_accusative
from tasks.extractors.languages.arabic.gazetteers import common_words, is_definite, is_imperfect
from tasks.extractors.languages.arabic.quotation import Pair
from tasks.extractors.languages.arabic.reading import SHORT_PAIR, Reading
from tasks.extractors.languages.arabic.words import members, opens_content


def kind_of(reading: Reading, first: int, end: int, joined: bool) -> str:
    """Mixed where marks inside hold words that were said, indirect where they hold at most a name."""
    here = first
    while here < end:
        pair = reading.pairs.get(here)
        if pair is None:
            here += 1
            continue
        before = reading.form(here - 1)
        speech = (
            before in members("that") - {"ان", "بان"}
            or (here == first and joined)
            or (before == "ب" and not _names(reading, here))
        )
        if speech or _holds_speech(reading, pair):
            return "mixed"
        here = pair.closing + 1
    return "indirect"


def _names(reading: Reading, opening: int) -> bool:
    """Whether the marks behind بـ hold what somebody or something is called: الملقب بـ«الجوهرة»."""
    return reading.form(opening - 2).removeprefix("ال") in members("called")


def _holds_speech(reading: Reading, pair: Pair) -> bool:
    """Whether the marks hold words that were said: too many for a name, or with a negation among them."""
    before, first = reading.form(pair.opening - 1), reading.form(pair.opening + 1)
    if before in members("titled") or first in members("titled"):
        return False
    if reading.words(pair) >= SHORT_PAIR or before in members("predicates") or first.startswith("لل"):
        return True
    inside = range(pair.opening + 1, pair.closing)
    done = first[:1] == "ب" and opens_content(reading.tokens[pair.opening + 1], first[1:])  # «باحترام النتائج»
    if done or _is_adjective(reading, pair):
        return True
    said = members("negation", "said_word", "that")
    return any(
        reading.form(at) in said or may_be_accusative(reading, at) or is_imperfect(reading.form(at)) for at in inside
    )


def _is_adjective(reading: Reading, pair: Pair) -> bool:
    """Whether the marks hold an adjective, alone or behind its noun: إجازة «مفتوحة», «خلية إرهابية»."""
    last, before = reading.form(pair.closing - 1), reading.form(pair.closing - 2)
    before = reading.form(pair.opening - 1) if pair.closing == pair.opening + 2 else before
    plain = not is_definite(last) and not reading.kind(pair.closing - 1) and last in common_words()
    feminine = last.endswith("ه") and before.endswith("ه") and not is_definite(before)
    return plain and len(last) > 4 and (feminine or last.endswith(("ي", "يه")))
