"""Find the reports that a cue word opens: verb, participle or verbal noun, with content, kind, act and source."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tasks.extractors.languages.arabic.complements import complement
from tasks.extractors.languages.arabic.contents import content
from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.signals import REPORTS
from tasks.extractors.languages.arabic.standing import may_report
from tasks.extractors.languages.arabic.subjects import subject
from tasks.extractors.languages.arabic.vetting import reports
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Span


class Report(NamedTuple):
    """One report before its speaker is known.

    Attributes:
        cue: the cue's tokens, half-open.
        content: the content's span.
        kind: direct, mixed or indirect.
        act: the speech act.
        source: the tokens that name the speaker, or None.
        form: finite, hal, masdar, according or headline.
    """

    cue: tuple[int, int]
    content: Span
    kind: str
    act: str
    source: tuple[int, int] | None
    form: str


def cues(reading: Reading) -> dict[int, tuple[CueWord, Complement]]:
    """The words that report something, by token, each with where its content begins.

    A verbal noun without an owner with which another's content begins is what is said, no report: اقترح دعوة الأطراف.
    """
    found = dict(_cues(reading))
    said = {begun.first for _, begun in found.values()}
    return {at: (word, begun) for at, (word, begun) in found.items() if at not in said or not _is_said(word, begun)}


def _is_said(word: CueWord, begun: Complement) -> bool:
    """Whether a verbal noun with which another's content begins only says what that is: جدد | رفضه التدخل.

    One with its owner reports beside the other cue: جدد | دعوته إلى ….
    """
    return word.shape == "masdar" and (word.act == "deny" or (not word.suffixed and begun.style == "noun"))


def reported(reading: Reading, found: dict[int, tuple[CueWord, Complement]]) -> list[Report]:
    """The reports that verbs, participles and verbal nouns open, in text order."""
    return [report for at in sorted(found) if (report := _report(reading, at, found)) is not None]


def _report(reading: Reading, at: int, found: dict[int, tuple[CueWord, Complement]]) -> Report | None:
    word, begun = found[at]
    held = content(reading, begun, found)
    if held is None:
        return None
    source = _before_slogan(reading, subject(reading, at, word, begun))
    return Report((at, at + 1), *held, _act(reading, word, begun), source, word.shape)


def _before_slogan(reading: Reading, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """The source without the word for a slogan, which is the verb's object: رفع المحتجون | شعار «…»."""
    if source is None:
        return None
    end = next((at for at in range(*source) if reading.form(at) in members("slogan")), source[1])
    return (source[0], end) if end > source[0] else None


def _act(reading: Reading, word: CueWord, begun: Complement) -> str:
    """The cue's act; of what is only expressed that noun's own (أعرب عن تقديره, عن رفضه); نوه إلى only states."""
    marker = reading.form(begun.marker)
    if word.act == "praise" and "إلى" in word.frames and (marker == "الي" or marker in members("that")):
        return "state"
    if word.act != "other":
        return word.act
    noun = reading.form(begun.first)
    warm = (noun, reading.form(begun.first + 1))  # أبلغ التهاني
    if any(one.removesuffix(owner) in members("thanks") for one in warm for owner in ("", "ه", "ها", "هم")):
        return "praise"
    return next((own.act for own in cue_words().get(noun, ()) if own.shape == "masdar"), word.act)


def _cues(reading: Reading) -> Iterator[tuple[int, tuple[CueWord, Complement]]]:
    quoted = -1
    for at in [at for at, signal in enumerate(reading.signals) if signal & REPORTS]:
        found = _cue_at(reading, at) if at >= quoted else None
        if found is None:
            continue
        yield at, found
        pair = found[1].pair
        if pair is not None and not reading.is_short(pair):
            quoted = pair.closing


def _cue_at(reading: Reading, at: int) -> tuple[CueWord, Complement] | None:
    if _is_no_cue(reading, at):
        return None
    for word in _unlinked_first(reading.form(at)):
        if not may_report(reading, at, word):
            continue
        begun = complement(reading, at, word)
        if begun is not None and reports(reading, at, word, begun):
            return word, begun
    return None


@lru_cache(maxsize=1 << 14)
def _unlinked_first(form: str) -> tuple[CueWord, ...]:
    """The cue words that the folded word may be: ورد before و and رد."""
    return tuple(sorted(cue_words().get(form, ()), key=lambda one: is_linked(form, one)))


def _is_no_cue(reading: Reading, at: int) -> bool:
    """Whether the word stands inside a name, or inside marks that hold speech."""
    pair = reading.inside[at]
    if pair is not None and not reading.is_short(pair):
        return True
    return bool(reading.kind(at))
