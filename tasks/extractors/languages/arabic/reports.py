"""Find the reports that a cue word opens: verb, participle or verbal noun, with content, kind, act and source."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extractors.languages.arabic.complements import Complement, complement
from tasks.extractors.languages.arabic.contents import content
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.subjects import clause_start, subject
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns
from tasks.model.records import Span

OWNED_REACH = 8  # tokens from a verbal noun with a pronoun to its content
BARE_REACH = 7  # the same with its owner behind it (إعلان الطرفين أن)
CLEAR = ("إلى", "عن", "ب", "ل", "على", "from", "courtesy")  # prepositions behind which even an ambiguous verb reports
SUBJECT_WORDS = 4  # words of a subject before its verb in the imperfect


@dataclass(frozen=True, slots=True)
class Report:
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

    A verbal noun without an owner with which another's content begins is what is said, no report: اقترح دعوة الأطراف إلى ….
    """
    found = dict(_cues(reading))
    said = {begun.first for _, begun in found.values()}
    return {
        at: (word, begun)
        for at, (word, begun) in found.items()
        if at not in said or word.shape != "masdar" or word.suffixed or begun.style != "noun"
    }


def reported(reading: Reading, found: dict[int, tuple[CueWord, Complement]]) -> list[Report]:
    """The reports that verbs, participles and verbal nouns open, in text order."""
    return [report for at in sorted(found) if (report := _report(reading, at, found)) is not None]


def _report(reading: Reading, at: int, found: dict[int, tuple[CueWord, Complement]]) -> Report | None:
    word, begun = found[at]
    held = content(reading, begun, found)
    if held is None:
        return None
    return Report((at, at + 1), *held, word.act, subject(reading, at, word, begun), word.shape)


def _cues(reading: Reading) -> Iterator[tuple[int, tuple[CueWord, Complement]]]:
    quoted = -1
    vocabulary = cue_words()
    for at, token in enumerate(reading.tokens):
        if at < quoted or token.form not in vocabulary:
            continue
        found = _cue_at(reading, at)
        if found is None:
            continue
        yield at, found
        pair = found[1].pair
        if pair is not None and not reading.is_short(pair):
            quoted = pair.closing


def _cue_at(reading: Reading, at: int) -> tuple[CueWord, Complement] | None:
    words = cue_words().get(reading.form(at), ())
    if not words or _is_no_cue(reading, at):
        return None
    for word in words:
        if not _is_spelt_as(reading, at, word) or _is_governed(reading, at, word) or _is_relative(reading, at):
            continue
        begun = complement(reading, at, word)
        if begun is not None and _is_close(reading, at, word, begun):
            return word, begun
    return None


def _is_no_cue(reading: Reading, at: int) -> bool:
    """Negated, inside a name, or inside marks that hold speech."""
    pair = reading.inside[at]
    if pair is not None and not reading.is_short(pair):
        return True
    return bool(reading.kind(at))


def _is_governed(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the word before makes this one no report of its own: a negation, أنه, for a verb a preposition or number.

    قال إنه يتوقع أن … is one report; إلا أنه شدد على … opens a second one.
    """
    before = reading.form(at - 1) if at > reading.starts[at] else ""
    if before in members("negation") or word.shape == "masdar":
        return before in members("negation") or before in members("impersonal")
    if before in members("that"):
        own = reading.form(at - 2) in members("opens_clause") or before.startswith("لان")
        return not own and (word.imperfect or before in ("ان", "بان"))
    return before in members("governs_noun") or (before[:1].isdigit() and not word.imperfect)


def _is_relative(reading: Reading, at: int) -> bool:
    """Whether the verb belongs to a relative clause whose pronoun stands for what was said: التي طالب بها المجلس."""
    return reading.form(at + 1) in members("resumptive") and reading.form(at + 2) not in members("that")


def _is_spelt_as(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the last letter is the verb's: رأى is not رأي, طالبه (he called on him) not طالبة (a student)."""
    surface = reading.tokens[at].surface
    if word.shape == "finite" and not _has_its_hamza(reading, at, word, surface):
        return False
    if word.shape == "finite" and (surface.endswith(("ًا", "اً")) or reading.form(at) in members("adjunct")):
        return False
    if word.suffixed and surface.endswith("ة"):
        return False
    if (
        word.lemma in ("رأى", "روى", "حكى")
        and word.shape == "finite"
        and reading.form(at).endswith("ي")
        and not reading.form(at).startswith("ي")
    ):
        return reading.tokens[at].surface.rstrip("ًٌٍَُِّْ").endswith("ى")
    return True


def _has_its_hamza(reading: Reading, at: int, word: CueWord, surface: str) -> bool:
    """Whether a hamza that folding hides is where the verb has it: هنأ is not هنا; أستغرب is "I wonder", not استغرب."""
    if word.lemma.endswith("أ") and surface.endswith("ا"):
        return False
    first_person = word.lemma.startswith("ا") and not word.imperfect and surface.startswith("أ")
    return not first_person or at == reading.starts[at]


def _is_close(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Verbal nouns, and verbs that mean other things too, report only where their complement is at hand."""
    if word.shape == "masdar":
        interrupted = begun.style in ("that", "quote") and _is_interrupted(reading, at, begun.marker)
        return not interrupted and _is_close_masdar(reading, at, word, begun)
    if "opens" in word.frames and word.shape == "finite" and not _opens_clause(reading, at, word):
        return False
    impersonal = "personal" in word.frames and word.imperfect and word.gender == "m" and not word.plural
    if impersonal and begun.marker == at + 1:
        return False
    if word.shape == "hal" and reading.form(at - 1) in members("being"):
        return False
    bare = begun.style in ("noun", "any") and (begun.marker == at + 1 or "adjective" in word.frames)
    if bare and word.shape == "hal" and not _is_circumstance(reading, at):
        return False
    if begun.style in ("noun", "any") and not (_heads_clause(reading, at, word) and _has_speaker(reading, at)):
        return False
    if word.weak and _crosses_clause(reading, at, begun.marker):
        return False
    if word.weak and begun.style in ("noun", "any"):
        return begun.marker - at <= 1 or any(frame.rstrip("+") in CLEAR for frame in word.frames)
    return True


def _is_close_masdar(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """With a pronoun at some distance from the content (قوله إن), else right before it (القول بأن, اتهامات بـ)."""
    distance = begun.marker - at
    if word.suffixed:
        return begun.style != "any" and distance <= OWNED_REACH
    definite = reading.form(at).removeprefix("و").startswith("ال") and distance > 1
    definite = definite or reading.form(at - 1) == ":" or reading.form(at - 1) in members("that")
    demanded = word.act in ("accuse", "call", "warn") and begun.style == "noun" and distance <= BARE_REACH
    owned = _is_source(reading, at + 1) or _is_source(reading, at + 2)
    announced = owned and begun.style == "noun" and begun.skipped and 1 < distance <= BARE_REACH
    demanded = (demanded or announced) and not definite and not (word.lemma == "دعا" and begun.skipped and reading.form(begun.first)[:1] == "ب")
    return demanded or (begun.style in ("that", "quote") and distance <= BARE_REACH)


def _is_interrupted(reading: Reading, at: int, marker: int) -> bool:
    """Whether another clause begins between a verbal noun and what would be its content."""
    return any(reading.form(here)[:1] == "و" or reading.form(here) in ("ثم", "،", ",") for here in range(at + 1, marker))


def _crosses_clause(reading: Reading, at: int, marker: int) -> bool:
    """Whether a comma and و, which join another clause, stand between the cue and what announces its content."""
    joined = (reading.form(here + 1) for here in range(at + 1, marker - 1) if reading.form(here) in ("،", ","))
    return any(form.startswith("و") and form not in ("وهو", "وهي", "وذلك") for form in joined)


def _opens_clause(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the verb stands where a sentence or clause begins; elsewhere بين is the preposition."""
    if at == reading.starts[at] or is_linked(reading.form(at), word):
        return True
    if is_preposition(reading.form(at + 1)) or reading.form(at + 1) in members("that"):
        return True
    before = reading.form(at - 1)
    if before in members("relative"):
        return False
    return not reading.tokens[at - 1].is_word or before in members("auxiliary") | members("opens_clause")


def _is_circumstance(reading: Reading, at: int) -> bool:
    """Whether a participle says how the subject acted, and is no adjective and no predicate of كان and its like."""
    if reading.form(at - 1) in ("،", ",", "."):
        return True
    if not reading.tokens[at].surface.rstrip("ً").endswith("ا") and not reading.ends_mention(at - 1):
        return False
    return not any(reading.form(here) in members("being") for here in range(max(at - 3, reading.starts[at]), at))


def _is_source(reading: Reading, at: int) -> bool:
    """Whether the word names or describes somebody who can speak."""
    if reading.kind(at) in ("PERSON", "ORG", "NORP", "GPE"):
        return True
    word = reading.form(at).removeprefix("ال")
    known = ("unnamed", "anonymous", "organisation", "document")
    return word in person_words() | members("cited") or any(word in source_nouns(kind) for kind in known)


def _has_speaker(reading: Reading, at: int) -> bool:
    """Whether what a relative clause belongs to can speak: الوزير الذي نفى …, not المباراة التي أكدت جاهزيته."""
    if reading.form(at - 1) not in members("relative") or _is_source(reading, at + 1):
        return True
    head = at - 2
    while head > reading.starts[at] and reading.form(head) in ("،", ","):
        head -= 1
    return any(_is_source(reading, here) for here in range(max(head - 2, reading.starts[at]), head + 1))


def _heads_clause(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a verb in the imperfect stands where a clause begins, or behind its subject in a headline."""
    if not word.imperfect or reading.paragraphs[at] == 0:
        return True
    before = reading.form(at - 1)
    near = at - clause_start(reading, at) <= SUBJECT_WORDS
    doers = (here for here in (at - 1, at - 2) if here >= reading.starts[at])
    near = near or any(_is_source(reading, here) and reading.kind(here) not in ("GPE", "NORP") for here in doers)
    near = near or any(before in members(known) for known in ("relative", "then", "opens_clause"))
    return near or is_linked(reading.form(at), word) or reading.form(at - 1) in ("،", ",")
