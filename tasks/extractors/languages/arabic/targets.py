"""Whom a statement is directed at: whom somebody accuses, criticises, condemns, calls on, warns or threatens.

It is the object of the verb (اتهم الوزير الحزب بـ), the pronoun joined to it where it is plain whom that means (اتهمه),
or, of what is criticised, the one named at its head (انتقد أداء الحكومة). A deed without a doer has no target, nor a
prayer.
"""

from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.frames import Frame
from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.extractors.languages.arabic.objects import cue_object
from tasks.extractors.languages.arabic.parties import name_of, party
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words
from tasks.model.records import Party, Quote, Span, Speaker

ACTORS = ("PERSON", "ORG", "GPE", "NORP")
DOER = 6  # tokens from a deed to who did it
NEAR = 60  # tokens back to whom a pronoun means


def target(reading: Reading, quote: Quote, frame: Frame) -> Party | None:
    """Whom the quote's accusation, call or warning is directed at; None where the text does not name anybody."""
    word = frame.word
    if word is None or word.act != quote.act:
        return None
    if frame.lemma in telling("criticises"):
        return _criticised(reading, quote, frame, word)
    blamed = frame.lemma in telling("accuses") and _is_blame(reading, frame)
    if not blamed and frame.lemma not in telling("calls_on"):
        return None
    if word.suffixed and word.shape == "finite":
        return _meant(reading, quote, frame.cue.start)
    if word.shape == "masdar":
        return _of_noun(reading, frame, word) if blamed else None
    return _object(reading, quote, frame, needed=blamed or word.shape == "hal")


def _object(reading: Reading, quote: Quote, frame: Frame, needed: bool) -> Party | None:
    found = cue_object(reading, frame, needed)
    if found is None:
        return _actor(reading, frame.content.start, frame.content.stop) if needed and not len(frame.behind) else None
    if reading.form(found.start) in telling("object_pronoun"):
        return _meant(reading, quote, found.start)
    return _named(reading, found)


def _named(reading: Reading, tokens: range) -> Party | None:
    if reading.form(tokens.start) in telling("prayed_to"):
        return None
    return Party(reading.span(tokens.start, tokens.stop), name_of(reading, tokens.start, tokens.stop))


def _is_blame(reading: Reading, frame: Frame) -> bool:
    """حمل also means to carry: it lays a blame only with المسؤولية at hand."""
    if frame.lemma not in telling("lays_blame"):
        return True
    near = range(frame.behind.start, min(frame.content.start + DOER, len(reading.tokens)))
    return any(form.removeprefix("ال").startswith("مسوول") for form in map(reading.form, near))


def _of_noun(reading: Reading, frame: Frame, word: CueWord) -> Party | None:
    """اتهامه الحكومة بـ, اتهام الحكومة بـ, اتهامات للحكومة بـ."""
    at, limit = frame.cue.stop, frame.behind.stop
    if at >= limit:
        return None
    if reading.form(at)[:1] == "ل" and reading.form(at) not in members("adverb") and reading.kind(at):
        return party(reading, at, limit, 1)
    if is_preposition(reading.form(at)) or word.plural:
        return None
    found = cue_object(reading, frame, needed=not word.suffixed)
    return _named(reading, found) if found is not None and found.start == at else None


def _criticised(reading: Reading, quote: Quote, frame: Frame, word: CueWord) -> Party | None:
    """The actor at the head of what is criticised: انتقد الحكومة, ندد بممارسات إيران."""
    if word.shape == "masdar" and not word.suffixed:
        return _of_noun(reading, frame, word)
    found = cue_object(reading, frame, needed=False)
    if found is None and not _is_noun(reading, quote, frame.content.start):
        return None
    first = found.start if found is not None else frame.content.start
    here = _actor(reading, first, frame.content.stop)
    if here is not None or not _is_deed(reading, first):
        return here
    for at in range(first + 1, min(frame.content.stop, first + DOER)):
        if at in reading.mentions and reading.mentions[at].kind in ACTORS:
            return _actor(reading, at, frame.content.stop)
        if (not reading.tokens[at].is_word and at not in reading.openings) or is_preposition(reading.form(at)):
            return None
    return None


def _is_noun(reading: Reading, quote: Quote, first: int) -> bool:
    """Whether the content is a noun phrase: not behind أن, a colon, or marks that hold a sentence; بتونس is none."""
    before, mention = reading.form(first - 1), reading.mentions.get(first)
    adjunct = mention is not None and quote.content.start < mention.span.start
    return not adjunct and before not in members("that") and before != ":" and (first - 1 not in reading.pairs)


def _is_deed(reading: Reading, at: int) -> bool:
    return any(form.removeprefix("ال") in telling("deed") for _, form in readings(reading.form(at)))


def _actor(reading: Reading, at: int, limit: int) -> Party | None:
    """The party that begins at the token, where it is a name or somebody's office."""
    mention, form = reading.mentions.get(at), reading.form(at)
    if mention is not None and mention.kind in ACTORS:
        return party(reading, at, limit, int(mention.span.start > reading.tokens[at].start))
    bare = form.removeprefix("ب")
    is_office = bare.removeprefix("ال") in person_words()
    return party(reading, at, limit, len(form) - len(bare)) if is_office and at < limit else None


def _meant(reading: Reading, quote: Quote, at: int) -> Party | None:
    """Whom the pronoun joined to the word means: the only one in the sentence besides the speaker that agrees."""
    surface = reading.tokens[at].surface
    pronoun = next((end for end in ("ها", "هم", "ه") if surface.endswith(end)), "")
    if not pronoun or quote.speaker.type == "UNKNOWN":
        return None
    name = _only_other(reading, range(reading.starts[at], at), pronoun, quote.speaker)
    if name is None:
        return None
    end = reading.tokens[at].end
    return Party(Span(end - len(pronoun), end), name)


def _only_other(reading: Reading, stretch: range, pronoun: str, speaker: Speaker) -> str | None:
    """The one name in the stretch besides the speaker's, who is named before it or is a body."""
    nearest = range(max(stretch.start, stretch.stop - NEAR), stretch.stop)
    found = [reading.mentions[at].name for at in nearest if at in reading.mentions and _agrees(reading, at, pronoun)]
    names = list(dict.fromkeys(found))
    if len(names) == 1 and names[0] != speaker.name and speaker.type in ("ORG", "GROUP"):
        return names[0]
    return names[1] if len(names) == 2 and names[0] == speaker.name else None


def _agrees(reading: Reading, at: int, pronoun: str) -> bool:
    kind = reading.mentions[at].kind
    if pronoun == "هم":
        return kind == "NORP"
    if pronoun == "ها":
        return kind in ("GPE", "ORG")
    return kind == "PERSON"
