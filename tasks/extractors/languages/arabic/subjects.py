"""Find the noun phrase that a cue attributes to: behind the verb, before it, or none where the verb alone tells."""

from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, phrase_length, source_nouns

ADJUNCT_REACH = 20
LONGEST = 40  # tokens of a noun phrase with its appositions


def subject(reading: Reading, at: int, word: CueWord, found: Complement) -> tuple[int, int] | None:
    """The tokens of the cue's subject as a half-open range, None where the text gives none at this cue."""
    if word.shape == "hal":
        return None
    if word.shape == "masdar":
        return None
    if word.frames & {"via", "in"}:
        return _behind_preposition(reading, at, found.marker, "عن" if "via" in word.frames else "في")
    behind = after(reading, at + 1, found.marker)
    anonymous = _right_before(reading, at) if behind is None else None
    if anonymous is not None:
        return anonymous
    if behind is not None and word.gender == "m" and _is_object(reading, behind[0], word):
        return None
    return behind or _before(reading, at, word)


def _right_before(reading: Reading, at: int) -> tuple[int, int] | None:
    """A source without an article that a relative clause describes (أنباء تحدثت عن …)."""
    before = reading.form(at - 1) if at > reading.starts[at] else ""
    return (at - 1, at) if before in source_nouns("anonymous") else None


def _is_object(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the noun is the verb's object, not its subject.

    It is where a masculine verb stands before a feminine noun (ناشد الأمم المتحدة), and where somebody is called upon
    who is spoken to, not speaking: the people, the powers, drivers in the accusative.
    """
    if reading.kind(at) == "PERSON":
        return False
    if reading.tokens[at].surface.endswith("ة"):
        return True
    called = reading.form(at) in members("called_upon") or reading.form(at).endswith("ين")
    return word.act in ("call", "warn") and called


def _behind_preposition(reading: Reading, at: int, limit: int, preposition: str) -> tuple[int, int] | None:
    for here in range(at + 1, limit):
        if reading.form(here) == preposition:
            return after(reading, here + 1, limit)
    return None


def after(reading: Reading, first: int, limit: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `first` or behind adverbs of time and asides there."""
    first = _past_asides(reading, first, limit)
    if first >= limit:
        return None
    if not _can_begin(reading, first):
        first = _past_adjunct(reading, first, limit)
        if first < 0:
            return None
    end = phrase_end(reading, first, limit)
    return (first, end) if end > first else None


def _past_asides(reading: Reading, first: int, limit: int) -> int:
    while first < limit:
        if reading.form(first) in members("adverb"):
            first += 1
        elif first in reading.brackets and reading.form(first - 1) in members("adverb"):
            first = reading.brackets[first] + 1
        elif reading.form(first) in ("،", ",") and reading.form(first - 1) in members("adverb"):
            first += 1
        else:
            break
    return first


def _past_adjunct(reading: Reading, first: int, limit: int) -> int:
    """Where the subject begins behind an adjunct (قال لـ«عكاظ» عضو اللجنة فلان): at a person's role or name; or -1."""
    reach = range(first + 1, min(limit, first + ADJUNCT_REACH))
    person = next((at for at in reach if at in reading.mentions and reading.mentions[at].kind == "PERSON"), -1)
    if person < 0:
        return -1
    begin = min((role.span.start for role in reading.mentions[person].roles), default=reading.tokens[person].start)
    at = person
    while at > first + 1 and reading.tokens[at - 1].start >= begin:
        at -= 1
    return -1 if is_preposition(reading.form(at - 1)) or _is_joined_preposition(reading, at) else at


def _can_begin(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if at in reading.pairs:
        return reading.is_short(reading.pairs[at])
    if not token.is_word or is_preposition(token.form) or token.form in members("that"):
        return False
    if token.form in members("begins_no_source") or token.surface.endswith(("ًا", "اً")):
        return False
    return not (_is_joined_preposition(reading, at) or token.form in members("relative") or token.form in ("و", "ف"))


def _is_joined_preposition(reading: Reading, at: int) -> bool:
    """Whether the word begins with the preposition لـ or بـ; a name that merely starts so is a mention."""
    form = reading.form(at)
    if form in ("ل", "ب") or (form.startswith("لل") and len(form) > 3):
        return not reading.ends_mention(at)
    if form.startswith("ال") or form[:1] not in ("ل", "ب") or len(form) < 4:
        return False
    mention = reading.mentions.get(at)
    return form.startswith("بال") or (mention is not None and not mention.name.startswith(("ل", "ب")))


def phrase_end(reading: Reading, first: int, limit: int) -> int:
    """One past the noun phrase from `first`: with its complements and appositions, without adjuncts of the verb."""
    here, named = first, False
    limit = min(limit, first + LONGEST)
    while here < limit:
        if here in reading.mentions and (here == first or not _is_joined_preposition(reading, here)):
            named = named or reading.mentions[here].kind == "PERSON"
            here = max(reading.last[here], here + 1)
        elif here in reading.pairs:
            here = reading.pairs[here].closing + 1
        elif here in reading.brackets:
            here = reading.brackets[here] + 1
        elif _ends_phrase(reading, here, limit, named):
            break
        else:
            here += 1
    return min(_without_commas(reading, first, here), limit)


def _ends_phrase(reading: Reading, here: int, limit: int, named: bool) -> bool:
    form = reading.form(here)
    if form in ("،", ",", "-", "–"):
        return named or not _apposition(reading, here + 1, limit)
    if not reading.tokens[here].is_word:
        return form not in ("/", ".") or here + 1 >= limit
    if form in members("then") or form in ("هو", "هي") or _is_imperfect(reading, here):
        return True
    if form == "عن" and reading.form(here - 1) in members("issued"):
        return False
    if form in members("noun_preposition"):
        return named or _is_setting(reading, here + 1)
    if is_preposition(form) or form in members("relative") or form in members("auxiliary"):
        return True
    if _is_joined_preposition(reading, here):
        return named or _to_outlet(reading, here)
    return any(_ends_source(word, form) for word in cue_words().get(form, ()))


def _ends_source(word: CueWord, form: str) -> bool:
    """A verb of saying, or a verbal noun with a pronoun (نقلت عن الوزير قوله)."""
    return form.endswith(("ه", "ها", "هم")) if word.shape == "masdar" else not word.weak


def _is_imperfect(reading: Reading, at: int) -> bool:
    """A word in يـ of four letters and more that names nothing is, in a source, nearly always a verb."""
    form = reading.form(at)
    return form[:1] == "ي" and len(form) > 3 and not reading.kind(at) and form not in members("adverb")


def _apposition(reading: Reading, at: int, limit: int) -> bool:
    """Whether what follows a comma goes on naming the subject."""
    if at >= limit or not reading.tokens[at].is_word or not _can_begin(reading, at):
        return False
    if phrase_length(reading.tokens, at, "topic_switch") or (
        reading.form(at)[:1] in ("و", "ف") and at not in reading.mentions
    ):
        return False
    return reading.form(at) not in members("adverb")


def _is_setting(reading: Reading, at: int) -> bool:
    return reading.form(at) in members("speech_setting") or reading.form(at) in members("adverb")


def _to_outlet(reading: Reading, at: int) -> bool:
    """لوكالة، للصحيفة، لـ«...»: to whom it was said, not part of the subject."""
    form = reading.form(at)
    bare = form[2:] if form.startswith("لل") else form[1:]
    return (form in ("ل", "لل") and at + 1 in reading.pairs) or bare in members("outlet")


def _without_commas(reading: Reading, first: int, end: int) -> int:
    while end > first and reading.form(end - 1) in ("،", ",", "-", "–", ":"):
        end -= 1
    return end


def _before(reading: Reading, at: int, word: CueWord) -> tuple[int, int] | None:
    """The subject that stands before its verb: at the head of the sentence or behind a word that opens a clause."""
    first = clause_start(reading, at)
    last = at
    while last > first and (
        reading.form(last - 1) in members("auxiliary") or reading.form(last - 1) in ("،", ",", "-")
    ):
        last -= 1
    if last <= first or last - first > LONGEST or not (_can_begin(reading, first) and _is_nominal(reading, first)):
        return None
    if is_linked(reading.form(at), word) and reading.form(first - 1) != "اما":
        return None
    end = phrase_end(reading, first, last)
    reaches = end == last or reading.form(end) in members("relative") or reading.form(end) in ("،", ",", "-")
    return (first, end) if reaches and end > first else None


def _is_nominal(reading: Reading, at: int) -> bool:
    """Whether the word is surely a noun, so that the sentence does not begin with a verb."""
    form = reading.form(at)
    if form.startswith("ال") or at in reading.mentions or at in reading.pairs or form in person_words():
        return True
    return any(form in source_nouns(kind) for kind in ("unnamed", "anonymous", "organisation", "document"))


def clause_start(reading: Reading, at: int) -> int:
    """The token at which the clause before the verb begins: sentence start, or behind لكن، أما، فيما، كان."""
    for here in range(at - 1, max(reading.starts[at], at - LONGEST) - 1, -1):
        form = reading.form(here)
        if form in members("clause_opener") or form in (".", "؛", ":"):
            return here + 1
    return reading.starts[at] if at - reading.starts[at] <= LONGEST else at
