"""A made-up press for tests of the report: an ordinary week, and articles that try to break the page."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from expectations.tables import TABLES
from tasks.storage import warehouse

MONDAY = datetime(2024, 3, 4, 9, tzinfo=UTC)
MINISTER, OPPOSITION = "سالم الراوي", "هدى المرزوقي"
EVIL = '<script>window.stolen=1</script><img src=x onerror="window.stolen=1">\'"&amp;{{7*7}}</script>'
TURNED = "\u202eمقلوب\u2066"
HUGE = "طويل" * 5000
_ANY: Mapping[Any, Any] = {pl.String: "x", pl.Boolean: False, pl.Int32: 1, pl.Int64: 1, pl.Float64: 0.5}

Row = dict[str, Any]


def frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Rows of a table; what they leave out is null, or anything where it may not be."""
    columns = TABLES[table].columns
    whole = [{c.name: row.get(c.name, None if c.nullable else _ANY.get(c.dtype, [])) for c in columns} for row in rows]
    return pl.DataFrame(whole, schema=TABLES[table].schema)


def article(number: int, outlet: str, day: int, headline: str, body: str, **more: Any) -> Row:
    at = MONDAY + timedelta(days=day)
    return {
        "article_id": f"a{number}", "revision": 1, "is_latest": True, "outlet": outlet, "language": "ar",
        "url": f"https://{outlet}.example/{number}", "headline": headline, "text": f"{headline}\n\n{body}",
        "published_at": at, "captured_at": at, "duplicate_cluster": f"a{number}", "truncated": False,
        "garbled": False, "month": "2024-03", **more,
    }  # fmt: skip


def quote(of: Row, content: str, act: str, speaker: str | None, entity: str | None, **more: Any) -> Row:
    """A quote whose content, cue and speaker stand in the article's text."""
    text = str(of["text"])
    start, cue = text.index(content), more.pop("cue", text.split("\n\n")[1].split()[0])
    cue_start, source = text.index(cue), more.pop("source", None)
    row = {
        "quote_id": f"q{of['article_id']}-{start}", "article_id": of["article_id"], "revision": of["revision"],
        "outlet": of["outlet"], "speaker": speaker, "content": content, "kind": "indirect", "act": act,
        "speaker_type": "PERSON" if entity else ("UNNAMED" if speaker else "UNKNOWN"), "speaker_entity_id": entity,
        "how": "explicit" if speaker else None, "confidence": 0.9, "start": start, "end": start + len(content),
        "cue": cue, "cue_start": cue_start, "cue_end": cue_start + len(cue), "published_at": of["published_at"],
        "month": "2024-03", **more,
    }  # fmt: skip
    if source:
        row |= {"source": source, "source_start": text.index(source), "source_end": text.index(source) + len(source)}
    if row.get("target"):
        row["target_start"] = text.index(row["target"])
        row["target_end"] = row["target_start"] + len(row["target"])
    return row


def mention(of: Row, surface: str, entity: str) -> Row:
    start = str(of["text"]).index(surface)
    return {
        "mention_id": f"m{of['article_id']}-{start}", "article_id": of["article_id"], "revision": of["revision"],
        "start": start, "end": start + len(surface), "surface": surface, "kind": "PERSON", "name": surface,
        "entity_id": entity, "published_at": of["published_at"], "month": "2024-03",
    }  # fmt: skip


def entity(entity_id: str, name: str, latin: str | None = None) -> Row:
    return {
        "entity_id": entity_id, "kind": "PERSON", "canonical_name": name, "latin_name": latin,
        "aliases": [{"name": name, "mentions": 3}],
        "roles": [{"role": "وزير الدفاع", "first_seen": MONDAY, "last_seen": MONDAY}],
        "first_seen": MONDAY, "last_seen": MONDAY,
    }  # fmt: skip


AFFIRMED = "أكد سالم الراوي أن الانسحاب سيكتمل في موعده المعلن هذا العام."
DENIED = "نفى سالم الراوي وجود موعد معلن للانسحاب، واتهم هدى المرزوقي بتأخير القانون الجديد."


def ordinary() -> dict[str, pl.DataFrame]:
    """A week in three outlets: an affirmation, its denial, a copy, a silent edit, an article without quotes."""
    first = article(1, "okaz", 0, "الوزير: الانسحاب في موعده", AFFIRMED)
    copied = article(2, "sabq", 1, "الانسحاب في موعده", AFFIRMED, duplicate_cluster="a1", similarity=1.0)
    before = article(3, "okaz", 3, "الوزير ينفي", DENIED.replace("معلن ", ""), is_latest=False)
    after = article(3, "okaz", 3, "الوزير ينفي", DENIED, revision=2, change=0.1)
    silent = article(4, "okaz", 2, "جدول المباريات", "تقام ثلاث مباريات مساء اليوم في ملاعب العاصمة.")
    said, later = "الانسحاب سيكتمل في موعده المعلن هذا العام", "وجود موعد معلن للانسحاب"
    accused = "بتأخير القانون الجديد"
    affirmed = [quote(one, said, "affirm", MINISTER, "e1", source=MINISTER) for one in (first, copied)]
    statement = {
        "statement_id": "s1", "quote_id": affirmed[0]["quote_id"], "content": said, "speaker": MINISTER,
        "speaker_entity_id": "e1", "act": "affirm", "first_quote_id": affirmed[0]["quote_id"], "first_outlet": "okaz",
        "first_said_at": first["published_at"], "last_said_at": copied["published_at"], "outlets": ["okaz", "sabq"],
        "quotes": 2, "articles": 2, "month": "2024-03",
    }  # fmt: skip
    # Most quotes of a statement may be outside of what a report is about, and then so is whom they mean.
    elsewhere = {**statement, "statement_id": "s2", "speaker_entity_id": "e7"}
    return {
        "articles": frame("articles", [first, copied, before, after, silent]),
        "statements": frame("statements", [statement, elsewhere]),
        "quotes": frame("quotes", [
            *affirmed,
            quote(after, later, "deny", MINISTER, "e1", source=MINISTER),
            quote(after, accused, "accuse", MINISTER, "e1", cue="واتهم", target=OPPOSITION, target_name=OPPOSITION),
        ]),
        "mentions": frame("mentions", [
            *(mention(one, MINISTER, "e1") for one in (first, copied, after)), mention(after, OPPOSITION, "e2"),
        ]),
        "entities": frame("entities", [entity("e1", MINISTER, "Salem al-Rawi"), entity("e2", OPPOSITION)]),
        "topic_matches": frame("topic_matches", [{"topic_id": "t", "article_id": "a1", "month": "2024-03"}]),
    }  # fmt: skip


def hostile() -> dict[str, pl.DataFrame]:
    """Texts, names, addresses and outlets that hold script, markup, turned letters, and words without end."""
    body = f"قال {EVIL} إن {TURNED} {HUGE} انتهى. ثم قال 😀 شيئا آخر."
    evil = article(9, f"x{EVIL}", 0, f"{EVIL} {TURNED}", body, url="javascript:window.stolen=1", byline=EVIL)
    spoken = quote(evil, f"{TURNED} {HUGE} انتهى", "deny", EVIL, "e9", kind="direct", addressee_name=EVIL)
    inner = quote(evil, "😀 شيئا آخر", "state", TURNED, None, cue="قال")
    odd = article(8, "okaz", 1, "عنوان", body, url='https://okaz.example/a?x=1&y="><script>window.stolen=1</script>')
    run = {"run_id": "r", "topic_id": "t", "outcome": "finished", "started_at": MONDAY, "month": "2024-03"}
    dropped = {
        "reject_id": "d",
        "stage": "clean",
        "reason": "no_text",
        "detail": EVIL,
        "run_id": "r",
        "month": "2024-03",
    }
    return {
        "articles": frame("articles", [evil, odd]),
        "quotes": frame("quotes", [spoken, inner, quote(odd, "شيئا آخر", "accuse", EVIL, "e9", cue="قال")]),
        "mentions": frame("mentions", [mention(evil, EVIL, "e9"), mention(odd, EVIL, "e9")]),
        "entities": frame("entities", [entity("e9", EVIL, EVIL)]),
        "rejects": frame("rejects", [{**dropped, "rejected_at": MONDAY}]),
        "runs": frame("runs", [run]),
    }


def fill(folder: Path, tables: Mapping[str, pl.DataFrame]) -> Path:
    """A warehouse of these tables; its newest snapshot."""
    warehouse.commit(folder, "made-up", tables, {})
    return warehouse.filled(folder)
