"""Find where a content ends: at its closing mark, at the next report, or where the author resumes."""

from collections.abc import Mapping

from tasks.extractors.languages.arabic.asides import breaks_off, closes_aside
from tasks.extractors.languages.arabic.complements import opens_second, stands_alone
from tasks.extractors.languages.arabic.kinds import kind_of
from tasks.extractors.languages.arabic.mainclauses import begins_main_clause, is_conceded, is_plain_verb, is_predicate
from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.phrasestarts import names_source
from tasks.extractors.languages.arabic.quotation import Pair
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.signals import LEAVES, PARTS, RESUMES
from tasks.extractors.languages.arabic.tails import closes_clause, is_inserted
from tasks.extractors.languages.arabic.words import (
    is_present,
    members,
    opens_content,
    phrase_length,
    source_nouns,
)
from tasks.model.records import Span

Reports = Mapping[int, tuple[CueWord, Complement]]
_EDGES = frozenset(" ،,.؛;:-–—!؟?…")
_STRAY = frozenset('"«»“”″＂')  # marks that close nothing are no part of a content's end
TOPIC_REACH = 12
LONGEST = 400  # tokens of a content; the longest of the development texts has 182 words
TELLER = 60  # tokens from a content back to its cue
TIME = 5  # tokens of an aside that tells when
SUBJECT = 3  # tokens of a clause that are only its subject yet


def content(reading: Reading, found: Complement, reports: Reports) -> tuple[Span, str] | None:
    """The content's span and its kind; None where nothing is left of it.

    Args:
        reading: the document.
        found: where the content begins.
        reports: every report of the document by its cue's token; a new one ends the content.
    """
    if found.pair is not None and stands_alone(reading, found.pair):
        return _marked(reading, found.pair)
    end = trimmed(reading, found.first, _end(reading, found, reports))
    if end <= found.first:
        return None
    span = reading.span(found.first, end)
    span = Span(span.start + found.skipped, span.end)
    if found.skipped:
        span = Span(_past_tatweel(reading.text, span), span.end)
    return (span, kind_of(reading, found.first, end, bool(found.skipped))) if span.start < span.end else None


def _past_tatweel(text: str, span: Span) -> int:
    start = span.start
    while start < span.end and text[start] == "ـ":
        start += 1
    return start


def _marked(reading: Reading, pair: Pair) -> tuple[Span, str] | None:
    first, last = pair.opening + 1, pair.closing
    if not pair.closed:  # the author may go on where the mark is missing
        last = next((at for at in range(first + 1, last) if phrase_length(reading.tokens, at, "break")), last)
    end = trimmed(reading, first, last)
    return (reading.span(first, end), "direct") if end > first else None


def _end(reading: Reading, found: Complement, reports: Reports) -> int:
    first = here = found.first
    longest = first + LONGEST
    limit = min(reading.ends[first], longest)
    nominal = found.style in ("noun", "any")
    while here < limit:
        signal = reading.signals[here] if here > first else 0
        if signal & PARTS and breaks_off(reading, found, here):
            return here
        if (signal & RESUMES or here in reports) and here > first and _resumes(reading, first, here, reports, nominal):
            return here
        if nominal and signal & LEAVES and _leaves_noun_phrase(reading, first, here):
            return here
        pair = reading.pairs.get(here)
        if pair is not None:
            here = pair.closing + 1
            behind = reading.ends[min(pair.closing, len(reading.tokens) - 1)] if pair.closed else pair.closing
            limit = max(limit, min(behind, longest))
            if not reading.is_short(pair) and here < limit and phrase_length(reading.tokens, here, "break"):
                return here
        elif here in reading.brackets:
            if phrase_length(reading.tokens, here + 1, "break"):
                return here
            here = reading.brackets[here] + 1
        else:
            here += 1
    return min(limit, here)


def _resumes(reading: Reading, first: int, here: int, reports: Reports, nominal: bool) -> bool:
    """Whether another report begins at `here`, or the author goes on."""
    form, before = reading.form(here), reading.form(here - 1)
    if form in cue_words() and opens_second(reading, here):
        return True
    main = before in ("،", ",") and begins_main_clause(reading, first, here)
    word = reports[here][0] if here in reports else None
    main = main or (before in ("،", ",") and not nominal and is_predicate(reading, first, here, word))
    if here in reports and not main and _is_new_report(reading, here, before, reports[here][0]):
        told = not reports[here][0].suffixed and not _goes_on_with(reports, first, here)
        told = told and not _is_anothers(reports, first, here)
        return nominal or told
    told_of = here + 1 in reports and _tells_of(*reports[here + 1])
    if form in members("relative") and before not in members("time_noun") and told_of:
        return here - first > SUBJECT
    broken = phrase_length(reading.tokens, here, "break")
    if broken and is_inserted(reading, here + broken):
        return False
    if broken or (form in members("according") and closes_clause(reading, here)):
        return True
    if _is_denied(reading, here):
        return True
    if before in ("،", ",", "-") and _resumes_behind_comma(reading, first, here):
        return True
    return _turns(reading, first, here, reports)


def _resumes_behind_comma(reading: Reading, first: int, here: int) -> bool:
    """Whether the author goes on behind a comma or a dash: at a tail, at the occasion, with another speaker."""
    dash = reading.form(here - 1) == "-"
    if phrase_length(reading.tokens, here, "comma_break"):
        return not (dash and closes_aside(reading, first, here - 1))
    setting = reading.form(here) in members("after_setting") and _is_setting(reading, here + 1)
    setting = setting and not _is_timed(reading, first, here - 1)
    return not dash and (setting or _opens_another(reading, here) or _comments(reading, here))


def _is_timed(reading: Reading, first: int, comma: int) -> bool:
    """Whether the comma closes an aside of a few words that tells when: صوتوا، اليوم الثلاثاء، في …."""
    opens = next(
        (at for at in range(comma - 1, max(first, comma - TIME) - 1, -1) if reading.form(at) in ("،", ",")), -1
    )
    return opens >= 0 and reading.form(opens + 1) in members("adverb")


def _comments(reading: Reading, at: int) -> bool:
    """Whether the author tells what others say of it (وهو ما أكدته …) or what somebody named does (وتعقد أوبك …)."""
    if reading.form(at) in ("وهو", "وهي") and reading.form(at + 1) == "ما":
        return _is_told(reading, at + 2)
    token, verb = reading.tokens[at], reading.form(at)[1:]
    named = at + 1 in reading.mentions and reading.kind(at + 1) in ("PERSON", "ORG")
    acts = reading.kind(at + 1) == "GPE" and verb[:1] != "ي"  # ويربط مدينة …: the town is the object
    named = named or acts or reading.form(at + 1) in source_nouns("document")
    return named and reading.form(at)[:1] == "و" and (is_plain_verb(token, verb) or is_present(token, verb))


def _told(form: str) -> tuple[CueWord, ...]:
    """The cue words that the folded verb may be, also with its object joined: أكده, نفته."""
    return (*cue_words().get(form, ()), *cue_words().get(form.removesuffix("ه"), ()))


def _is_told(reading: Reading, at: int) -> bool:
    """Whether somebody says it; in the imperfect without an object and a source rather a fact shows it: ما يؤكد."""
    form = reading.form(at)
    said = form.endswith("ه") or names_source(reading.form(at + 1)) or at + 1 in reading.mentions
    return any(word.shape == "finite" and (said or not word.imperfect) for word in _told(form))


def _is_denied(reading: Reading, at: int) -> bool:
    """Whether the author tells who denies or judges it, without a comma before: … وهو ما نفاه فلان."""
    if reading.form(at) not in ("وهو", "وهي") or reading.form(at + 1) != "ما":
        return False
    return any(word.shape == "finite" and word.act in ("deny", "evaluate") for word in _told(reading.form(at + 2)))


def _turns(reading: Reading, first: int, here: int, reports: Reports) -> bool:
    """Whether a contrast or a new topic leads to another report or to somebody who is named."""
    contrast = phrase_length(reading.tokens, here, "contrast")
    if contrast and is_conceded(reading, first, here):
        return False
    if contrast and reading.form(here - 1) in ("،", ","):
        return reading.kind(here + contrast) == "PERSON" or _leads_to_report(reading, here, reports)
    if contrast and here + contrast in reports:
        return True
    return reading.form(here) in members("topic_opener") and _leads_to_report(reading, here, reports)


def _opens_another(reading: Reading, here: int) -> bool:
    """Whether a verb of saying with و and its speaker open another report, whatever that holds: ، وقال فلان."""
    words = cue_words().get(reading.form(here), ())
    says = any(word.shape == "finite" and "quote" in word.frames and not word.weak for word in words)
    if not says or not is_linked(reading.form(here), words[0]):
        return False
    return reading.kind(here + 1) in ("PERSON", "ORG") or names_source(reading.form(here + 1))


def _tells_of(word: CueWord, begun: Complement) -> bool:
    """Whether a relative clause with this report tells more of somebody in the content: التي وصفها بـ, الذي قال إن.

    It belongs to the content where it only says which one is meant: القرار الذي أعلنت الوزارة تأجيله.
    """
    return word.suffixed or (word.shape == "finite" and not word.plural and begun.marker != begun.first)


def _goes_on_with(reports: Reports, first: int, here: int) -> bool:
    """Whether a verb in the plural goes on with one inside the content: أن الأعضاء هددوا بـ… وطالبوا بـ…."""
    within = (reports[at][0] for at in range(first, here) if at in reports) if reports[here][0].plural else ()
    return any(word.plural and word.shape == "finite" for word in within)


def _is_anothers(reports: Reports, first: int, here: int) -> bool:
    """Whether a verb without a subject of its own has not the speaker's gender: أكد أن الشركة ربحت وأعلنت عزمها …."""
    word, begun = reports[here]
    if word.shape != "finite" or word.plural or begun.marker > here + 1:
        return False
    teller = next((reports[at][0] for at in range(first - 1, first - TELLER, -1) if _begins(reports, at, first)), None)
    return teller is not None and not teller.plural and {teller.gender, word.gender} == {"m", "f"}


def _begins(reports: Reports, at: int, first: int) -> bool:
    return at in reports and reports[at][1].first == first


def _is_setting(reading: Reading, at: int) -> bool:
    return reading.form(at).removeprefix("ال") in members("setting")


def _leaves_noun_phrase(reading: Reading, first: int, here: int) -> bool:
    """Whether a clause of the author's begins at `here`, behind a content that is only a noun phrase."""
    form = reading.form(here)
    if phrase_length(reading.tokens, here, "nominal_break"):
        return True
    if reading.paragraphs[here] == 0 and form[:1] == "و" and not reading.kind(here) and form[1:2] in ("ي", "ت"):
        return not opens_content(reading.tokens[here], form[1:])
    if form[:1] == "و" and reading.form(here + 1) == "ذلك":  # وعلل ذلك بـ, not واستغلال ذلك, وغير ذلك
        return not (opens_content(reading.tokens[here], form[1:]) or form[1:] in members("with_that"))
    if form[:1] == "و" and form.endswith("وا") and len(form) > 5:  # وأطلقوا
        return all(reading.form(at) not in members("relative") for at in range(first, here))
    if reading.form(here - 1) not in ("،", ",", "؛"):
        return False
    if phrase_length(reading.tokens, here, "nominal_comma_break"):
        return True
    return form[:1] in ("و", "ف") and not reading.kind(here) and is_plain_verb(reading.tokens[here], form[1:])


def _is_new_report(reading: Reading, here: int, before: str, word: CueWord) -> bool:
    if word.shape == "hal":
        return True
    if word.shape != "finite" or before in members("that"):
        return False
    if before in ("حيث", "اذ"):
        return not word.weak or reading.form(here - 2) in ("،", ",", "؛")
    return is_linked(reading.form(here), word) or before in members("resumes") or before in ("،", ",", "؛")


def _leads_to_report(reading: Reading, here: int, reports: Reports) -> bool:
    reach = min(here + TOPIC_REACH, reading.ends[here])
    return any(at in reports and reports[at][0].shape == "finite" for at in range(here + 1, reach))


def trimmed(reading: Reading, first: int, end: int) -> int:
    """The end without marks at the edge and without a link to what follows."""
    while end > first:
        form = reading.form(end - 1)
        stray = form in _STRAY and end - 1 not in reading.openings
        if form in _EDGES or form in members("resumes") or stray or (end - 1 in reading.pairs and end - 1 > first):
            end -= 1
        else:
            break
    return end
