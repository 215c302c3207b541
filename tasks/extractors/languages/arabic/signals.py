"""What a word may do to a report, looked up once a form.

Nearly all words do nothing; asking here first spares them the rules, which halves the time of quotation.
"""

from functools import cache

from tasks.extractors.languages.arabic.reporting import PREPOSITIONS, cue_words
from tasks.extractors.languages.arabic.words import members, might_open_content, phrases
from tasks.text.memo import Memo

ANNOUNCES, STOPS, RESUMES, LEAVES, REPORTS, CITES, PARTS = (1 << bit for bit in range(7))
_ANNOUNCING = ("attack", "that", "question", "courtesy", "blame", "opens_speech")
_RESUMING = ("relative", "according", "topic_opener", "after_setting")


def signals(form: str) -> int:
    """What the folded word may do, as bits; a bit that is missing is certain.

    ANNOUNCES: a content may begin at it or behind it. STOPS: it may open another report. RESUMES: the author may go on
    at it. LEAVES: behind a noun phrase as content, a clause may begin at it. REPORTS: it is a form of a reporting word.
    CITES: it may cite whose words stand beside it (بحسب, كما أعلن, على ما أوضح). PARTS: it may part a content from what
    the author adds: dots, a dash, حيث.
    """
    found = _listed().get(form, 0)
    if form[:1] in ("ب", "ل") or (not found & ANNOUNCES and might_open_content(form)):
        found |= ANNOUNCES
    if form[:1] in ("و", "ف"):
        found |= LEAVES
    if form[:1] == "و" and (form[1:2] in ("ي", "ت") or form.endswith("ت")):
        found |= RESUMES
    return found


SIGNALS = Memo(signals)


@cache
def _listed() -> dict[str, int]:
    """What the lists say of a folded word: one look-up instead of one a list."""
    classes = (
        (REPORTS | STOPS | RESUMES, cue_words()),
        (STOPS | RESUMES, ("ثم",)),
        (STOPS, members("halts", "especially")),
        (CITES, (*members("according"), "كما", "علي", "ذلك", "هذا")),
        (PARTS, (".", "حيث", "-", "–")),
        (ANNOUNCES, (":", "لقد", *PREPOSITIONS, *members(*_ANNOUNCING), *_courtesies())),
        (RESUMES, (*_first_words("break", "comma_break", "contrast"), *members(*_RESUMING), "وهو", "وهي")),
        (LEAVES, _first_words("nominal_break", "nominal_comma_break")),
    )
    found: dict[str, int] = {}
    for bits, forms in classes:
        for form in forms:
            found[form] = found.get(form, 0) | bits
    return found


def _courtesies() -> frozenset[str]:
    bare = members("courtesy", "blame")
    return frozenset(
        article + word + owner for word in bare for article in ("", "ال") for owner in ("", "ه", "ها", "هم")
    )


def _first_words(*classes: str) -> frozenset[str]:
    return frozenset(word for known in classes for word in phrases(known))
