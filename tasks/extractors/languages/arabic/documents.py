"""Who speaks in a document: whoever issued it, whoever writes in it, or the part of a text that is cited."""

from collections.abc import Sequence

from tasks.extractors.languages.arabic.cast import Referent, by_mention
from tasks.extractors.languages.arabic.describing import bare
from tasks.extractors.languages.arabic.nounphrases import phrase_end
from tasks.extractors.languages.arabic.phrasestarts import issuer_start
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import content_words, phrase_of
from tasks.extractors.languages.arabic.words import is_preposition, members, source_nouns


def numbered(reading: Reading, source: tuple[int, int]) -> Referent | None:
    """A part of a text by its number, which tells it from the others: المادة (28)."""
    last = source[1] - 1
    bracketed = source[1] - source[0] == 4 and reading.brackets.get(source[0] + 1) == last
    if not bracketed or not reading.form(last - 1).isdigit():
        return None
    name = reading.span(*source).of(reading.text)
    return Referent(name, "UNNAMED", "explicit", None, frozenset(), source[0], ground="phrase")


def own(reading: Reading, source: tuple[int, int], head: int) -> bool:
    """Whether it is what the last speaker writes in: بيانها, موقعها على الإنترنت."""
    form = reading.form(head)
    noun = next((form.removesuffix(end) for end in ("ها", "هم", "ه") if form.endswith(end)), "")
    alone = head + 1 == source[1] or is_preposition(reading.form(head + 1))
    return alone and (noun in source_nouns("document") or noun in members("written_in"))


def document(reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent]) -> Referent:
    """Whoever issued the document when the phrase says who, else who spoke last, else the describing phrase."""
    words = content_words(reading, source)
    giver = _issued_by(reading, source) or _issuer_in_clause(reading, source, head)
    if giver is not None:
        return giver._replace(how="partial", words=giver.words | words, at=source[0], ground="issuer")
    issuer = next((at for at in range(head + 1, source[1]) if _may_issue(reading, head, at)), -1)
    if issuer >= 0:
        found = by_mention(reading, source, issuer)
        return Referent(found.name, found.type, "partial", None, words, source[0], ground="issuer")
    if reading.form(head).startswith("ال") and known:
        noun = bare(reading.form(head))
        last = next((one for one in reversed(known) if noun in one.words), None)
        last = last or next((one for one in reversed(known) if one.type == "ORG"), known[-1])
        return Referent(last.name, last.type, "partial", last.role, last.words | words, source[0], ground="last")
    return Referent(phrase_of(reading, source), "UNNAMED", "explicit", None, words, source[0], ground="phrase")


def tells_issuer(reading: Reading, source: tuple[int, int], head: int) -> bool:
    """Whether a noun for a document is followed by a clause that names who issued it: الأرقام التي أوردتها الوزارة."""
    issuer = _issuer(reading, source, head) if bare(reading.form(head)) in source_nouns("document") else -1
    return issuer >= 0 and (issuer in reading.mentions or issuer - 1 in reading.pairs)


def _issuer(reading: Reading, source: tuple[int, int], head: int) -> int:
    """What stands, also in marks, behind a verb of issuing that describes the document, also behind التي; or -1."""
    for at in range(head + 1, min(source[1] + 2, reading.ends[head] - 1)):
        if reading.form(at) in members("issues"):
            return at + 1 + (at + 1 in reading.pairs)
    return -1


def _issuer_in_clause(reading: Reading, source: tuple[int, int], head: int) -> Referent | None:
    name = -1 if head + 1 in reading.mentions else _issuer(reading, source, head)
    known = name in reading.mentions and reading.mentions[name].kind in ("ORG", "PERSON", "GPE")
    return by_mention(reading, source, name) if known else None


def _issued_by(reading: Reading, source: tuple[int, int]) -> Referent | None:
    """The body behind صادر عن, with a time in between or without: بيان صادر اليوم عن الوزارة."""
    limit = reading.ends[source[0]]
    first = next((start for at in range(*source) if (start := issuer_start(reading, at, limit)) > 0), -1)
    if first < 0:
        return None
    end = max(phrase_end(reading, first, limit), first + 1)
    if first in reading.mentions and reading.mentions[first].kind == "ORG":
        end = reading.last[first]
    while end > first + 1 and reading.form(end - 1) in members("that", "adverb"):
        end -= 1
    name = phrase_of(reading, (first, end))
    return Referent(name, "ORG", "partial", None, content_words(reading, (first, end)), first) if name else None


def _may_issue(reading: Reading, head: int, at: int) -> bool:
    """Whether a body is named there, or right behind the document a state, which may have issued it."""
    if at not in reading.mentions or reading.form(at - 1) == "في":
        return False
    kind = reading.mentions[at].kind
    return kind == "ORG" or (kind != "PERSON" and (at == head + 1 or reading.form(at - 1) == "من"))
