"""The words that report speech, in every form that newspapers use, made from one row a lemma of the lexicon.

Verbs by act and complement follow the classes of Arabic VerbNet (Mousser 2010) where it has them; its gaps (أكد، شدد …)
are filled. The circumstantial participle (حال) opens a second statement of the same speaker: مشيرا إلى.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.storage.seeds import rows
from tasks.text.normalize import fold

PREPOSITIONS = {"الي": "إلى", "علي": "على", "عن": "عن", "من": "من", "في": "في"}  # by their folded forms


@dataclass(frozen=True, slots=True)
class CueWord:
    """One form of a reporting word.

    Attributes:
        lemma: the verb's dictionary form, as the lexicon writes it.
        act: the speech act, of `expectations.vocabulary.ACTS`.
        shape: finite, hal (participle) or masdar.
        gender: m or f, of the verb's subject; "" where the form does not tell.
        plural: whether the form is plural or dual, so that its subject stands before it or is left out.
        frames: what it takes, as the lexicon's head explains.
        imperfect: whether a finite form is in the imperfect.
        suffixed: whether a pronoun is joined to it: a verb's object (وصفته), a verbal noun's owner (قوله).
    """

    lemma: str
    act: str
    shape: str
    gender: str
    plural: bool
    frames: frozenset[str]
    imperfect: bool = False
    suffixed: bool = False

    @property
    def weak(self) -> bool:
        """Whether the word needs an unmistakable complement."""
        return "weak" in self.frames


@cache
def cue_words() -> dict[str, tuple[CueWord, ...]]:
    """Folded form, with and without joined و and ف, to the cue words it may be; built once."""
    found: dict[str, dict[CueWord, None]] = {}
    for row in rows("lexicons/ar/reporting-verbs.csv"):
        for form, word in _forms(row):
            for prefix in ("", "و", "ف"):
                found.setdefault(prefix + fold(form), {})[word] = None
    return {form: tuple(words) for form, words in found.items()}


def is_linked(form: str, word: CueWord) -> bool:
    """Whether the folded form is the cue word with a joined و or ف (وأضاف), not one that begins so itself (وصف)."""
    return form[:1] in ("و", "ف") and word in cue_words().get(form[1:], ())


@lru_cache(maxsize=1 << 14)
def is_participle(form: str, *, surely: bool = False) -> bool:
    """Whether the folded form is a participle that opens reports; `surely`: and has no other meaning."""
    words = cue_words().get(form, ())
    doubts = {"weak", "adjective"} if surely else set()
    return bool(words) and all(word.shape == "hal" and not word.frames & doubts for word in words)


def _forms(row: dict[str, str]) -> Iterator[tuple[str, CueWord]]:
    lemma, act, frames = row["lemma"], row["act"], frozenset(row["frames"].split())
    for form, gender, plural in _perfect(lemma):
        if plural and "singular" in frames:
            continue
        yield form, CueWord(lemma, act, "finite", gender, plural, frames)
    for form, gender, plural in _imperfect(row["imperfect"]):
        if gender == "f" and "masculine" in frames:
            continue
        yield form, CueWord(lemma, act, "finite", gender, plural, frames, imperfect=True)
    told = frames | {"noun"} if "told" in frames else frames
    for form, gender, plural in _hal(row["participle"]):
        if "weak" in frames and form.endswith("ات"):
            continue  # مقدرات
        yield form, CueWord(lemma, act, "hal", gender, plural, told)
    if _takes_object(act, frames):
        yield from _objects(row, frames)
    for form, gender, plural, owned in _masdar(row["masdar"]):
        yield form, CueWord(lemma, act, "masdar", gender, plural, frames, suffixed=owned)


def _objects(row: dict[str, str], frames: frozenset[str]) -> Iterator[tuple[str, CueWord]]:
    """The forms with an object's pronoun joined: وصفه, يصفها, معتبرينها."""
    lemma, act = row["lemma"], row["act"]
    for form in _hal_with_object(row["participle"]):
        yield form, CueWord(lemma, act, "hal", "m", True, frames, suffixed=True)
    for form, gender in _with_object(lemma):
        yield form, CueWord(lemma, act, "finite", gender, False, frames, suffixed=True)
    for form, gender in _imperfect_with_object(row["imperfect"]):
        yield form, CueWord(lemma, act, "finite", gender, False, frames, imperfect=True, suffixed=True)


def _takes_object(act: str, frames: frozenset[str]) -> bool:
    """Whether a pronoun joined to the perfect is its object; of رفضه and the like it is more often a noun's owner."""
    if act in ("call", "warn") and frames & {"على+", "من+"}:
        return True
    return bool(frames & {"ب+", "إلى+", "whom"}) or ("any" in frames and act == "evaluate")


def _perfect(lemma: str) -> list[tuple[str, str, bool]]:
    stem = lemma[:-1] if lemma[-1] in "ىا" else lemma
    return [
        (lemma, "m", False),
        (stem + "ت", "f", False),
        (stem + "وا", "m", True),
        (lemma.replace("ى", "ي") + "ا", "m", True),
        (stem + "تا", "f", True),
    ]


def _imperfect(imperfect: str) -> list[tuple[str, str, bool]]:
    if not imperfect:
        return []
    stem = imperfect[1:]
    short = stem[:-1] if stem[-1] in "يىو" else stem
    present = [
        (imperfect, "m", False),
        ("ت" + stem, "f", False),
        ("ي" + short + "ون", "m", True),
        ("ي" + stem + "ان", "m", True),
        ("ت" + stem + "ان", "f", True),
    ]
    return present + [("س" + form, gender, plural) for form, gender, plural in present]


def _hal(participle: str) -> list[tuple[str, str, bool]]:
    if not participle:
        return []
    base = participle[:-1]
    short = base[:-1] if base[-1] == "ي" else base
    plurals = [(short + "ين", "m", True), (base + "ين", "m", True), (base + "ات", "f", True)]
    return [(participle, "m", False), (base + "ة", "f", False), *plurals]


def _hal_with_object(participle: str) -> list[str]:
    """Circumstantial participles in the plural with an object: معتبريها, and as newspapers write it معتبرينها."""
    base = participle[:-1]
    short = base[:-1] if base[-1:] == "ي" else base
    return [short + ending + suffix for ending in ("ي", "ين") for suffix in ("ه", "ها", "هم") if short]


def _with_object(lemma: str) -> list[tuple[str, str]]:
    stem = lemma[:-1] if lemma[-1] in "ىا" else lemma
    return [
        (base + suffix, gender)
        for base, gender in ((lemma.replace("ى", "ا"), "m"), (stem + "ت", "f"), (stem + "و", "m"))
        for suffix in ("ه", "ها", "هم")
    ]


def _imperfect_with_object(imperfect: str) -> list[tuple[str, str]]:
    stem = imperfect[1:]
    return [
        (prefix + stem + suffix, gender)
        for prefix, gender in (("ي", "m"), ("ت", "f"))
        for suffix in ("ه", "ها", "هم")
        if stem
    ]


def _masdar(masdar: str) -> list[tuple[str, str, bool, bool]]:
    """Form, gender of the pronoun, whether plural, whether a pronoun is joined."""
    if not masdar:
        return []
    stem = masdar[:-1] + "ت" if masdar[-1] == "ة" else masdar
    plural = masdar.removesuffix("ة") + "ات"
    owned = [(stem + suffix, gender, False, True) for suffix, gender in (("ه", "m"), ("ها", "f"), ("هم", "m"))]
    bare = [(article + form, "", form == plural, False) for form in (masdar, plural) for article in ("", "ال")]
    joined = [("ب" + form, gender, many, mine) for form, gender, many, mine in (*owned, *bare[:2])]
    return [*owned, *bare, *joined, ("لل" + masdar, "", False, False)]
