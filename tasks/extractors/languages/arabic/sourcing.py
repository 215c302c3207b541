"""What kind of source somebody unnamed is, after the Czech corpus SiR (Hladká, Mírovský, Kopp & Moravec 2022).

official: speaks for an institution (متحدث عسكري، مسؤول حكومي); unofficial: a private person, an expert, a witness
(شهود عيان); anonymous: called a mere source, or keeps the name back (مصادر مطلعة، مسؤول رفض الكشف عن هويته).
"""

from functools import cache

from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.frames import Frame
from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import folded
from tasks.extractors.languages.arabic.words import members, source_nouns
from tasks.model.records import Quote
from tasks.storage.seeds import rows
from tasks.text.normalize import fold

ADJECTIVES = 3  # words behind the noun that may say what it speaks for
REFUSAL = 5  # tokens from the verb to the name that is kept back
_ENDINGS = ("ون", "ين", "ان", "ات", "تان", "تين", "و", "ي", "ه", "ها", "هم")


def sourcing(reading: Reading, quote: Quote, frame: Frame) -> str | None:
    """official, unofficial or anonymous; None for somebody named, and where the noun does not tell."""
    if quote.speaker.type != "UNNAMED" or quote.speaker.name is None:
        return None
    if _keeps_name_back(reading, frame):
        return "anonymous"
    words = folded(quote.speaker.name).split()
    first = next((at for at, word in enumerate(words) if not _is_before_noun(word)), len(words))
    kind = _kind(words, first)
    if kind == "anonymous" and any(
        _bare(word) in telling("official_source") for word in words[first + 1 :][:ADJECTIVES]
    ):
        return "official"
    return kind


def _keeps_name_back(reading: Reading, frame: Frame) -> bool:
    """رفض الكشف عن هويته, طلب عدم ذكر اسمه: between the cue and the content."""
    around = [*frame.behind, *(frame.source or ())]
    told = (at for at in around if reading.form(at) in members("telling"))
    return any(reading.form(here) in telling("withholds") for at in told for here in range(at - REFUSAL, at))


def _is_before_noun(word: str) -> bool:
    """عدد من, أحد, كبار: words before the noun that says what the source is."""
    before = telling("quantity", "before_source")
    return word in before or _bare(word) in before or word in members("determiner")


def _bare(word: str) -> str:
    return word.removeprefix("ال")


def _is_document(word: str) -> bool:
    return word in telling("figures") or (word in source_nouns("document") and word not in members("the_same_source"))


def _kind(words: list[str], at: int) -> str | None:
    """What the noun at `at` tells, in whatever number and with or without the article."""
    if at >= len(words):
        return None
    if any(_is_document(word) for word in (words[at], _bare(words[at]))) and any(
        _is_body(word) for word in words[at + 1 :]
    ):
        return "official"
    known = (form for form in (" ".join(words[at : at + 2]), *_forms(words[at])) if form in _kinds())
    return _kinds()[next(known, "")] or None


@cache
def _forms(word: str) -> tuple[str, ...]:
    """The folded noun as written, without its article, and its singular as its ending lets guess."""
    bare = _bare(word)
    stems = [bare.removesuffix(end) for end in _ENDINGS if bare.endswith(end) and len(bare) > len(end) + 2]
    return (word, bare, *stems, *(stem + "ه" for stem in stems))


def _is_body(word: str) -> bool:
    """Whether the word is a noun for an institution, with whatever is joined to it: للوزارة."""
    return any(_bare(form) in source_nouns("organisation") for _, form in readings(word))


@cache
def _kinds() -> dict[str, str]:
    """The folded nouns of `source-nouns.csv` with what they tell, "" for nothing; of two rows a person's counts."""
    ordered = sorted(rows("lexicons/ar/source-nouns.csv"), key=lambda row: row["kind"] in ("organisation", "document"))
    found = {"": ""}
    for row in ordered:
        if row["sourcing"] or row["kind"] == "person":
            found.setdefault(fold(row["noun"]), row["sourcing"])
    return found
