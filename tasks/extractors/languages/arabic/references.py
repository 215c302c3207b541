"""Resolve the noun phrase at a cue: a name, part of a name, a role, an unnamed source, a body, a document."""

from collections.abc import Sequence

from tasks.extractors.languages.arabic.bearers import behind_comma, head_of, whose_name
from tasks.extractors.languages.arabic.cast import (
    Cast,
    Referent,
    by_mention,
    by_place,
    ending_name,
    joint,
    last_joint,
    unlisted_name,
)
from tasks.extractors.languages.arabic.describing import bare, is_person_word, is_role, type_of, unjoined
from tasks.extractors.languages.arabic.descriptions import differ, is_scripture, match, switches
from tasks.extractors.languages.arabic.documents import document, numbered, own, tells_issuer
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, is_definite
from tasks.extractors.languages.arabic.phrasestarts import is_joined_preposition
from tasks.extractors.languages.arabic.ranks import of_rank
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.wording import content_words, folded, headword, phrase_of
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns

NEAR = 120  # tokens back to the last person named
LEAST_OF_OFFICE = 3  # words by which an indefinite office is its bearer's


def refer(reading: Reading, source: tuple[int, int], known: Sequence[Referent], cast: Cast) -> Referent:
    """Who the phrase at tokens `source` refers to.

    Args:
        reading: the document.
        source: the phrase's tokens, half-open.
        known: who spoke before, in text order.
        cast: everybody and every body in the document with a role or a name, from `by_roles`.
    """
    whole = _by_itself(reading, source)
    if whole is not None:
        return whole
    head = head_of(reading, source)
    origin = _is_origin(reading, source)
    if origin:
        known = _of_origin(reading.form(head), known, cast)
    again = reading.form(head) in members("honorific_pronoun") or _is_own_speech(reading, head)
    if again or origin:
        return _last_person(reading, source, known) or _by_description(reading, source, head, known, cast)
    named = last_joint(reading, source, head, known) or _by_name(reading, source, head, cast)
    if named is not None:
        return named
    if tells_issuer(reading, source, head):
        return document(reading, source, head, known)
    if _is_unnamed(reading, source, head):
        return _unnamed(reading, source, head, known, cast)
    if known and own(reading, source, head):
        return known[-1]._replace(how="pronoun", at=source[0], ground="last")
    if unjoined(reading.form(head)) in source_nouns("document"):
        return document(reading, source, head, known)
    body = _body(reading, source, head)
    if body >= 0 and not is_role(reading, head):
        whole = by_mention(reading, source, body)
        return whole._replace(name=phrase_of(reading, source)) if _goes_on(reading, source, body) else whole
    paper = _last_outlet(reading, source, head)
    return paper if paper is not None else _by_description(reading, source, head, known, cast)


def _last_outlet(reading: Reading, source: tuple[int, int], head: int) -> Referent | None:
    """The outlet of its noun that has passed on another's words right before: نقلت صحيفة فلانة عن … وأضافت الصحيفة."""
    form = reading.form(head)
    if source[1] - source[0] > 1 or not is_definite(form) or form not in members("outlet"):
        return None
    for here in range(source[0] - 1, max(source[0] - NEAR, -1), -1):
        if reading.form(here) != bare(form) or here not in reading.mentions or reading.mentions[here].kind != "ORG":
            continue
        if any("via" in word.frames for word in cue_words().get(reading.form(here - 1), ())):
            found = by_mention(reading, (here, reading.last[here]), here)
            return found._replace(how="partial", at=source[0], ground="described")
        return None
    return None


def _by_itself(reading: Reading, source: tuple[int, int]) -> Referent | None:
    """Whom the phrase names without help from the rest of the document."""
    several = numbered(reading, source) or joint(reading, source)
    if several is not None:
        return several
    behind = behind_comma(reading, source)
    if behind >= 0:
        return by_mention(reading, (source[0], reading.last[behind]), behind)
    person = whose_name(reading, source)
    return by_mention(reading, source, person) if person >= 0 else None


def _by_name(reading: Reading, source: tuple[int, int], head: int, cast: Cast) -> Referent | None:
    """Whom the phrase names by a name that no list has."""
    return (
        unlisted_name(reading, source, head)
        or ending_name(reading, source, head, cast.heard)
        or by_place(reading, source, cast)
    )


def _is_unnamed(reading: Reading, source: tuple[int, int], head: int) -> bool:
    """A noun for sources without a name; نائب الرئيس and the like, an office made definite, is a role instead."""
    noun = bare(unjoined(reading.form(head)))
    if reading.kind(head) or not (noun in source_nouns("unnamed") or noun in source_nouns("anonymous")):
        return False
    owned = head + 1 < source[1] and reading.form(head + 1).startswith("ال") and not reading.form(head).startswith("ال")
    return not (owned and noun in person_words())


def _is_own_speech(reading: Reading, at: int) -> bool:
    """حديثه، كلمتها: the speech of whoever speaks, not another speaker."""
    return reading.form(at).endswith(("ه", "ها", "هم")) and reading.form(at) in members("speech_setting")


def _is_origin(reading: Reading, source: tuple[int, int]) -> bool:
    """الفرنسي alone: somebody named before, told by where he is from."""
    form = reading.form(source[0])
    return (
        source[1] - source[0] == 1
        and reading.kind(source[0]) != "GPE"
        and is_definite(form)
        and form in adjectives_of_peoples()
    )


def _of_origin(form: str, known: Sequence[Referent], cast: Cast) -> Sequence[Referent]:
    """Those whom the text tells by this people, where it tells anybody so, else those who spoke."""
    return [one for one in (*cast.roles, *known) if one.type == "PERSON" and bare(form) in one.words] or known


def _last_person(reading: Reading, source: tuple[int, int], known: Sequence[Referent]) -> Referent | None:
    persons = [one for one in known if one.type == "PERSON" and not is_scripture(one.name)][-1:]
    person = of_rank(reading, source[0], persons) or next(iter(persons), None) or _nearest_person(reading, source[0])
    return person._replace(how="partial", at=source[0], ground="last") if person else None


def _last_human(reading: Reading, source: tuple[int, int], known: Sequence[Referent]) -> Referent | None:
    """The last person or unnamed person who spoke, unless he is told: الدبلوماسي behind مسؤول أميركي, not قال له."""
    if reading.form(source[0] - 1) in members("told_him"):
        return None
    human = next((one for one in reversed(known) if one.type == "PERSON" or _is_human(one)), None)
    return human._replace(how="partial", at=source[0], ground="last") if human else _last_person(reading, source, known)


def _is_human(one: Referent) -> bool:
    return one.type == "UNNAMED" and any(is_person_word(word) for word in one.words)


def _nearest_person(reading: Reading, at: int) -> Referent | None:
    for here in range(at - 1, max(at - NEAR, -1), -1):
        if here in reading.mentions and reading.mentions[here].kind == "PERSON":
            return by_mention(reading, (here, reading.last[here]), here)
    return None


def _body(reading: Reading, source: tuple[int, int], head: int) -> int:
    """The first token of the body that the phrase begins with, also in marks; -1 where it begins with none."""
    first, _ = source
    starts = (head, first + 1) if first in reading.pairs else (head,)
    return next((at for at in starts if at in reading.mentions), -1)


def _goes_on(reading: Reading, source: tuple[int, int], body: int) -> bool:
    """Whether the name of the body goes on behind a joined لـ: المديرية العامة | للشؤون الصحية."""
    behind = reading.last[body]
    whole = len(folded(reading.mentions[body].name).split()) <= sum(one.is_word for one in reading.tokens[body:behind])
    whole = whole and "(" not in reading.mentions[body].name  # جماعة (الاسم) goes on by its name alone
    joined = reading.form(behind).startswith("ل") and is_joined_preposition(reading, behind)
    return whole and joined and behind < source[1]


def _unnamed(reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent], cast: Cast) -> Referent:
    form, words = unjoined(reading.form(head)), content_words(reading, source)
    if any(reading.form(at) in members("another") for at in range(head + 1, min(head + 3, source[1]))):
        return Referent(phrase_of(reading, source), "UNNAMED", "explicit", None, words, source[0], ground="unnamed")
    noun, definite = headword(form), form.startswith("ال") or head > source[0]
    if definite:
        alike = [one for one in reversed(known) if noun in one.words and one.type == "UNNAMED"]
        before = max(alike, key=lambda one: bool((words - {noun}) & one.words), default=None)
        before = before or next((one for one in reversed(known) if noun in one.words), None)
        if before is not None:
            return Referent(
                before.name, before.type, "partial", before.role, before.words | words, source[0], ground="again"
            )
        told = _told_apart(cast.roles, words, noun)
        if told is not None:
            return Referent(
                told.name, told.type, "partial", told.role, told.words | words, source[0], ground="described"
            )
        plural = reading.form(head).endswith(("ون", "ين", "ات", "اء")) or noun in source_nouns("anonymous")
        if noun in members("the_same_source") and known:
            return known[-1]._replace(how="partial", at=source[0], ground="last")
        person = None if plural else _last_human(reading, source, known)
        behind = reading.form(head + 1)
        same = behind in members("same") or (head > source[0] and reading.form(head - 1) in members("the_same"))
        if person is not None and (source[1] - head == 1 or is_preposition(behind) or same):
            return person
    bearer = _told_again(cast.roles, words, noun)
    if bearer is not None:
        words |= bearer.words
        return bearer._replace(how="partial", words=words, at=source[0], ground="described")
    return Referent(phrase_of(reading, source), "UNNAMED", "explicit", None, words, source[0], ground="unnamed")


def _told_again(cast: Sequence[Referent], words: frozenset[str], noun: str) -> Referent | None:
    """The one person whose office, of three words and more, the phrase says again: مدير مكتب وزيرة السياحة."""
    if noun not in person_words() or len(words) < LEAST_OF_OFFICE:
        return None
    bearers = {one.name: one for one in cast if one.type == "PERSON" and words <= one.words}
    return next(iter(bearers.values())) if len(bearers) == 1 else None


def _told_apart(cast: Sequence[Referent], words: frozenset[str], noun: str) -> Referent | None:
    """The person whose role shares more than the head with the phrase: المتحدث باسم الميناء."""
    fitting = [
        (fits[0], one)
        for one in cast
        if one.type == "PERSON" and (fits := match(one, words, noun, True)) is not None and fits[0]
    ]
    return max(fitting, key=lambda row: row[0])[1] if fitting else None


def _by_description(
    reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent], cast: Cast
) -> Referent:
    """Whoever the words of the phrase describe: the best match of those who spoke, then of the whole cast."""
    words, noun = content_words(reading, source), headword(reading.form(head))
    definite = is_definite(reading.form(head))
    ranked = [
        (fits, spoke, one.at, one)
        for spoke, several in ((1, known), (0, cast.roles))
        for one in several
        if one.at != -source[1]  # whoever is named right behind is the verb's object
        if (fits := match(one, words, noun, definite)) is not None
    ]
    if known and switches(reading, source[0]):
        ranked = [row for row in ranked if row[0][0] or row[3].name != known[-1].name]
    if ranked:
        best = max(ranked, key=lambda row: row[:3])[3]
        return Referent(best.name, best.type, "partial", best.role, best.words | words, source[0], ground="described")
    goes_on = continues(reading, source[0] - 1)
    if is_role(reading, head) and (goes_on or reading.form(head).startswith("ال")):
        person = next((one for one in reversed(known) if one.type == "PERSON"), None)
        other = person is not None and differ(words - {noun}, person.words - {noun}, definite=True)
        if person is not None and not other and not switches(reading, source[0]):
            words |= person.words
            return Referent(person.name, "PERSON", "partial", person.role, words, source[0], ground="last")
    named = _named_in_headline(reading, source, head, known)
    if named is not None:
        return named._replace(how="partial", words=words | named.words, at=source[0], ground="last")
    kind = type_of(reading, source, head)
    return Referent(phrase_of(reading, source), kind, "explicit", None, words, source[0], ground="phrase")


def _named_in_headline(
    reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent]
) -> Referent | None:
    """Who alone has spoken yet, in the headline, where the lede tells only his office: فلان: …، قال رئيس اللجنة إن."""
    only = known[-1] if known and len({one.name for one in known}) == 1 else None
    lede = reading.paragraphs[source[0]] == 1 and reading.paragraphs[max(only.at, 0) if only else 0] == 0
    if only is None or not lede or only.type != "PERSON" or only.role or not is_role(reading, head):
        return None
    closed = is_definite(reading.form(source[1] - 1)) or reading.ends_mention(source[1] - 1)
    return only if closed and source[1] - head > 1 else None


def continues(reading: Reading, at: int) -> bool:
    """Whether the verb says that somebody goes on speaking: أضاف، تابع."""
    return bool({reading.form(at), reading.form(at).removeprefix("و").removeprefix("ف")} & members("continues"))
