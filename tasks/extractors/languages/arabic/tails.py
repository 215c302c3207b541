"""Whether بحسب with its source, or حسب رأيه, closes a content or only stands inside it."""

from tasks.extractors.languages.arabic.borders import may_be_accusative
from tasks.extractors.languages.arabic.cited import cited, names_nobody
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.words import is_present, members

REST = 6  # tokens of an aside behind its source: نشر الثلاثاء


def closes_clause(reading: Reading, at: int) -> bool:
    """Whether بحسب and its source close a clause; they may part subject and verb: الخطة، بحسب الوزارة، تشمل …."""
    source = cited(reading, at)
    if source is None:
        return False
    if names_nobody(reading, source):
        return not is_inserted(reading, source[1])
    behind = past_aside(reading, at, source[1])
    ends = behind >= reading.ends[at] or bool(reading.kind(behind))
    return ends or not is_present(reading.tokens[behind], reading.form(behind))


def is_inserted(reading: Reading, at: int) -> bool:
    """Whether the clause goes on at the token, behind حسب رأيه and its like: يعود، حسب رأيه، إلى …."""
    if reading.form(at - 1) not in members("according_tail"):
        return False
    at += reading.form(at) in ("،", ",")
    if at >= len(reading.tokens) or reading.form(at) in cue_words():
        return False
    return reading.form(at) == "الي" or may_be_accusative(reading, at)


def past_aside(reading: Reading, at: int, end: int) -> int:
    """Behind the comma that closes an aside which one opens before its cue; else behind its source at `end`."""
    reach = range(end, min(end + REST, reading.ends[at]) if reading.form(at - 1) in ("،", ",") else end)
    comma = next((here for here in reach if reading.form(here) in ("،", ",")), -1)
    return comma + 1 if comma >= 0 else end + (reading.form(end) in ("،", ","))
