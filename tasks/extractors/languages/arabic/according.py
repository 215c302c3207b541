"""Reports by a preposition or a tail: بحسب، وفقا لـ، حسبما ذكر، كما أعلن."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from tasks.extractors.languages.arabic.borders import may_be_accusative
from tasks.extractors.languages.arabic.cited import cited, names_nobody, tells
from tasks.extractors.languages.arabic.contents import content, trimmed
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, is_imperfect
from tasks.extractors.languages.arabic.openings import Complement, behind
from tasks.extractors.languages.arabic.phrasestarts import is_joined_preposition
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked, is_participle
from tasks.extractors.languages.arabic.reports import Report
from tasks.extractors.languages.arabic.signals import CITES
from tasks.extractors.languages.arabic.tails import past_aside
from tasks.extractors.languages.arabic.verbs import is_verb
from tasks.extractors.languages.arabic.words import is_preposition, is_present, members, opens_content
from tasks.model.records import Span

SHORTEST = 3  # tokens of a clause
DATELINE = 8  # tokens of a dateline: كانغالا (وكالات) -
ANNOUNCED = 5  # tokens up to أن behind يشار, تجدر and their like
PARTED = 8  # tokens of a clause that goes on behind a cue between marks
STUMP = 5  # tokens of a clause that has only a subject yet
_ASIDE_MARKS = ("-", "–", "،", ",")
_DATELINE_MARKS = ("-", "–", "ـ", ":")
_PLAIN = ("state", "affirm", "announce")  # كما طالب joins another report, كما ذكر tells whose the last one is
DESCRIPTION = 12  # tokens of a clause that describes a source


class Cover:
    """Stretches of text, to be asked whether a span meets one of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        self._reached = list(accumulate((span.end for span in ordered), max))

    def meets(self, span: Span) -> bool:
        """Whether the span shares a code point with one of the stretches."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reached[before - 1] > span.start


def according(
    reading: Reading, found: Sequence[Report], cues: Mapping[int, tuple[CueWord, Complement]]
) -> Iterator[Report]:
    """Reports whose cue stands before the clause or behind it; a second cue for a content is none.

    Args:
        reading: the document.
        found: the reports that other cues open.
        cues: those cues by their tokens; a new one ends the content.
    """
    covered = Cover([report.content for report in found])
    for at, signal in enumerate(reading.signals):
        if signal & CITES and _is_marginal(reading, at, reading.form(at)):
            report = _according(reading, at, covered, cues)
            if report is not None:
                yield report


def _is_marginal(reading: Reading, at: int, form: str) -> bool:
    """بحسب and its like, or a tail such as ، كما أعلن مكتبه."""
    if reading.inside[at] is not None:
        return False
    if form == "علي":  # على ما أوضح الإعلان
        told = reading.form(at + 1) == "ما" and tells(reading.form(at + 2)) is not None
        return (told or reading.form(at + 1) == "حد") and reading.form(at - 1) in ("،", ",")
    if form in ("ذلك", "هذا"):  # ذلك ما أكده الوزير
        told = reading.form(at + 1) == "ما" and tells(reading.form(at + 2)) in _PLAIN
        return told and at > reading.starts[at] and not reading.tokens[at - 1].is_word
    if form == "كما":
        return reading.form(at - 1) in ("،", ",") and tells(reading.form(at + 1)) in _PLAIN
    return form in members("according")


def _according(
    reading: Reading, at: int, covered: Cover, cues: Mapping[int, tuple[CueWord, Complement]]
) -> Report | None:
    source = cited(reading, at)
    if source is None or _is_own(reading, at, source):
        return None
    if reading.form(at) == "كما" and not _ends_sentence(reading, source[1]):
        return None
    source = source[0], _end_of_aside(reading, at, source[1])
    begins = _begins_clause(reading, at, source[1])
    held = _clause_behind(reading, source[1], cues) if begins else _clause_around(reading, at, source[1], cues)
    if held is None or (covered.meets(held[0]) and not _is_outer(reading, source, held[0], cues)):
        return None
    named = None if names_nobody(reading, source) else source
    return Report((at, at + 1), *held, _act(reading, at), named, "according")


def _end_of_aside(reading: Reading, at: int, end: int) -> int:
    """The end of what a comma opens with the cue, up to the next one: ، حسب بلاغ نشر الثلاثاء،."""
    behind = past_aside(reading, at, end)
    return behind - (reading.form(behind - 1) in ("،", ","))


def _begins_clause(reading: Reading, at: int, end: int) -> bool:
    """Whether what is told follows: the cue opens its sentence, or joined by و goes on behind its source at `end`."""
    start = reading.starts[at]
    if at == start or (at == start + 1 and reading.form(start) in ("و", "-")):
        return True
    form = reading.form(at)
    if not (form[:1] == "و" and form[1:] in members("according")):
        return False
    plain = end < reading.ends[at] and reading.tokens[end].is_word and reading.form(at - 1) in ("،", ",")
    return plain or reading.form(end + (reading.form(end) in ("،", ","))).startswith("فان")


def _is_own(reading: Reading, at: int, source: tuple[int, int]) -> bool:
    """كما قال and its like without a subject: a tail of the report before."""
    return reading.form(at) == "كما" and source[0] == source[1]


def _is_outer(
    reading: Reading, source: tuple[int, int], held: Span, cues: Mapping[int, tuple[CueWord, Complement]]
) -> bool:
    """Whether somebody reports here what another said; an outlet merely passes it on."""
    words = {token.form.removeprefix("ل").removeprefix("ال") for token in reading.tokens[source[0] : source[0] + 2]}
    agency = source[0] in reading.pairs and words & adjectives_of_peoples()
    if names_nobody(reading, source) or words & members("outlet") or agency:
        return False
    told = reading.form(source[0] - 1) in cue_words()  # وفق ما أعلن المنسق
    inside = (at for at in cues if held.start - told < reading.tokens[at].start - (not told) < held.end)
    return any(cues[at][1].marker > at + 1 for at in inside)


def _clause_behind(
    reading: Reading, at: int, cues: Mapping[int, tuple[CueWord, Complement]]
) -> tuple[Span, str] | None:
    first = _past_link(reading, _past_description(reading, at, cues))
    begun = behind(reading, at - 1, first, "that")
    return content(reading, begun, cues) if begun is not None and reading.ends[at - 1] - first >= SHORTEST else None


def _past_description(reading: Reading, at: int, cues: Mapping[int, tuple[CueWord, Complement]]) -> int:
    """Past a verb that only describes the source, or who was told: وفقا لمصادر تحدثت لـ«النهرين»، فقد ….."""
    words = cue_words().get(reading.form(at), ())
    verb = any(word.shape == "finite" and not is_linked(reading.form(at), word) for word in words)
    if at in cues or not (verb or reading.form(at).removeprefix("ل") in members("reporter")):
        return at
    reach = range(at, min(at + DESCRIPTION, reading.ends[at] if at < len(reading.tokens) else at))
    return next((here for here in reach if reading.form(here) in ("،", ",")), at)


def _clause_around(
    reading: Reading, at: int, end: int, cues: Mapping[int, tuple[CueWord, Complement]]
) -> tuple[Span, str] | None:
    """The clause before the cue, and what is behind its source where that parts a subject from what is said of it."""
    held, first = _clause_before(reading, at, cues), _sentence_start(reading, at)
    begun = _is_begun(reading, first, at, end) or _is_parted(reading, first, at, end)
    if not begun and not _is_stump(reading, first, at, end):
        return held
    rest = _clause_behind(reading, end + (reading.form(end) in _ASIDE_MARKS), cues)
    if rest is None or begun:
        return rest or held
    return Span(reading.span(first, at).start, rest[0].end), rest[1]


def _is_begun(reading: Reading, first: int, at: int, end: int) -> bool:
    """Whether little more than a verb stands before the cue and its object behind: تضم القائمة، بحسب الوزارة، أسماء ….

    Args:
        reading: the document.
        first: the clause's first token.
        at: the cue.
        end: one past the cue's source.
    """
    here = end + (reading.form(end) in _ASIDE_MARKS)
    parted = reading.form(at - 1) in _ASIDE_MARKS
    if at - first > STUMP + parted or here >= reading.ends[at] or parted > here - end:
        return False
    if not reading.tokens[here].is_word or reading.form(here)[:1] in ("و", "ف"):
        return False
    if is_preposition(reading.form(here)) and not parted:
        return False
    if is_participle(reading.form(here)) or reading.form(here) in members("resumes", "contrast"):
        return False
    form = reading.form(first + (reading.form(first) in ("كما", "قد", "وقد", "كان")))
    verb = form.removeprefix("و").removeprefix("س")
    return verb == "تم" or is_present(reading.tokens[first], verb)


def _is_parted(reading: Reading, first: int, at: int, end: int) -> bool:
    """Whether marks part a verb with its subject from a preposition that tells more: تتمثل المطالب، وفق الوزير، في ….

    Args:
        reading: the document.
        first: the clause's first token.
        at: the cue.
        end: one past the cue's source.
    """
    if reading.form(at - 1) not in _ASIDE_MARKS or reading.form(end) not in _ASIDE_MARKS:
        return False
    if not SHORTEST <= at - first <= min(PARTED, reading.ends[at] - end - 1):
        return False
    behind_it = reading.form(end + 1)
    governed = behind_it in members("preposition") or is_joined_preposition(reading, end + 1)
    governed = governed or (behind_it[:1] in ("ب", "ل") and opens_content(reading.tokens[end + 1], behind_it[1:]))
    if not governed or behind_it in members("time_preposition"):
        return False
    return is_verb(reading, first) and reading.form(first) not in cue_words() and first not in reading.mentions


def _is_stump(reading: Reading, first: int, at: int, end: int) -> bool:
    """Whether marks on both sides part a clause that has only begun: إن الشاب - بحسب المختصين - عجينة.

    Args:
        reading: the document.
        first: the clause's first token.
        at: the cue.
        end: one past the cue's source.
    """
    if reading.form(at - 1) not in _ASIDE_MARKS or reading.form(end) not in _ASIDE_MARKS or end + 1 >= reading.ends[at]:
        return False
    opens = any(reading.form(here) == "ان" for here in (first, first + 1)) and at - first <= STUMP
    verbal = is_present(reading.tokens[at - 2], reading.form(at - 2)) or is_imperfect(reading.form(end + 1))
    return opens or verbal or may_be_accusative(reading, end + 1)


def _clause_before(
    reading: Reading, at: int, cues: Mapping[int, tuple[CueWord, Complement]]
) -> tuple[Span, str] | None:
    first = _sentence_start(reading, at)
    if any(cues[here][1].first > at for here in range(first, at) if here in cues) or reading.form(at - 1) in members(
        "that"
    ):
        return None
    end = trimmed(reading, first, at)
    return (_without_waw(reading, first, end), "indirect") if end - first >= SHORTEST else None


def _act(reading: Reading, at: int) -> str:
    """The act of the verb that follows (وفق ما أكده، كما أعلن); without one, a neutral report."""
    here = at + 2 if reading.form(at + 1) in ("ما", "لما") else at + 1
    return tells(reading.form(here)) or "state"


def _ends_sentence(reading: Reading, at: int) -> bool:
    return at >= len(reading.tokens) or reading.form(at) in (".", "،", ",") or at >= reading.ends[at - 1]


def _past_link(reading: Reading, at: int) -> int:
    while reading.form(at) in ("،", ",", "فان", "ان", ":", "فانه", "فانها", "انه"):
        at += 1
    return at


def _sentence_start(reading: Reading, at: int) -> int:
    first = _past_dateline(reading, reading.starts[at], at)
    while first < at and _leads(reading, first):
        first += 1
    if reading.form(first).removeprefix("و") in members("announcing"):  # يشار إلى أن, جدير بالذكر أن
        that = next((here for here in range(first + 1, min(first + ANNOUNCED, at)) if reading.form(here) == "ان"), -1)
        return that + 1 if that > 0 else first
    return first


def _past_dateline(reading: Reading, first: int, end: int) -> int:
    """Past كانغالا (وكالات) - or فلان - صحيفة - جدة: before the sentence."""
    marks = [here for here in range(first, min(first + DATELINE, end)) if reading.form(here) in _DATELINE_MARKS]
    if not marks or marks[0] == first or reading.form(marks[0]) == ":":
        return first
    colon = next((here for here in marks if reading.form(here) == ":"), -1)
    before = marks[0] - 1
    placed = reading.form(before) == ")" or reading.kind(before) in ("GPE", "LOC")
    return colon + 1 if colon > 0 else marks[0] + 1 if placed else first


def _leads(reading: Reading, at: int) -> bool:
    """Whether the token stands before what was said and is no part of it: a mark, لكن, وقد."""
    return (not reading.tokens[at].is_word and at not in reading.pairs) or reading.form(at) in ("لكن", "ولكن", "وقد")


def _without_waw(reading: Reading, first: int, end: int) -> Span:
    """The span without a joined و that links its first word, a verb, to the sentence before."""
    span, form = reading.span(first, end), reading.form(first)
    verb = form[1:2] in ("ي", "ت", "س") or (form[1:] in common_words() and not form.startswith("وال"))
    joined = form[:1] == "و" and verb and len(form) > 3 and not reading.kind(first)
    return Span(span.start + 1, span.end) if joined else span
