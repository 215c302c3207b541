"""A small faultless batch, to plant faults in."""

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from expectations.contract import Context
from expectations.tables import TABLES

NOW = datetime(2024, 3, 10, tzinfo=UTC)
WHEN = datetime(2024, 3, 5, tzinfo=UTC)
TEXT = "الوزير يعلن خطة\n\nقال الوزير سالم النجار إن الخطة جاهزة يوم 5 مارس."
OF_ARTICLE = {"article_id": "a1", "revision": 1, "published_at": WHEN, "month": "2024-03", "run_id": "r"}
MADE = {"extractor": "x", "version": "1"}


def at(surface: str, prefix: str = "") -> dict[str, Any]:
    start = TEXT.index(surface)
    return {f"{prefix}start": start, f"{prefix}end": start + len(surface)}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Two articles of the same text; the first has a quote, mentions and a date."""
    article = {
        **OF_ARTICLE,
        "is_latest": True,
        "capture_id": "c1",
        "language": "ar",
        "headline": "الوزير يعلن خطة",
        "text": TEXT,
        "words": 12,
        "published_from": "record",
        "published_precision": "day",
        "published_on": "2024-03-05",
        "captured_at": WHEN,
        "page_kind": "article",
        "truncated": False,
        "encoding": "utf-8",
        "broken_share": 0.0,
        "garbled": False,
        "extracted_by": "trafilatura",
        "extraction_agreement": 1.0,
        "content_hash": "h",
        "duplicate_cluster": "d",
        "version": "1",
    }
    capture = {
        "capture_id": "c1",
        "reader": "folder",
        "locator": "a.txt",
        "media_type": "text/plain",
        "holds": "article",
        "headers": [],
        "announced": [],
        "truncated": False,
        "sha256": "0",
        "body": TEXT.encode(),
        "captured_at": WHEN,
        "month": "2024-03",
        "run_id": "r",
    }
    mention = {**OF_ARTICLE, **MADE, "mention_id": "m1", "surface": "سالم النجار", "kind": "PERSON"}
    mention |= {"name": "سالم النجار", "roles": [], "entity_id": "e1", **at("سالم النجار")}
    quote = {**OF_ARTICLE, **MADE, "quote_id": "q1", "speaker": "سالم النجار", "content": "الخطة جاهزة"}
    quote |= {
        "kind": "indirect",
        "act": "state",
        "speaker_type": "PERSON",
        "speaker_entity_id": "e1",
        "statement_id": "st1",
        "how": "explicit",
    }
    quote |= {"confidence": 0.9, "cue": "قال", "source": "الوزير سالم النجار"}
    quote |= {**at("الخطة جاهزة"), **at("قال", "cue_"), **at("الوزير سالم النجار", "source_")}
    variant = {"quote_id": "q1", "article_id": "a1", "outlet": None, "kind": "indirect", "published_at": WHEN}
    variant |= {"wording": "same", "similarity": 1.0, "quotes": 1, "outlets": 0}
    statement = {"statement_id": "st1", "quote_id": "q1", "content": "الخطة جاهزة", "speaker": "سالم النجار"}
    statement |= {"speaker_entity_id": "e1", "act": "state", "first_quote_id": "q1", "first_said_at": WHEN}
    statement |= {"last_said_at": WHEN, "outlets": [], "quotes": 1, "articles": 1, "variants": [variant]}
    statement |= {"run_id": "r", "month": "2024-03"}
    date = {**OF_ARTICLE, **MADE, "date_id": "d1", "surface": "5 مارس", "value": "2024-03-05", "precision": "day"}
    entity = {"entity_id": "e1", "kind": "PERSON", "canonical_name": "سالم النجار", "mentions": 1, "articles": 1}
    entity |= {"names": [], "aliases": [], "roles": [], "first_seen": WHEN, "last_seen": WHEN}
    redirect = {"entity_id": "e0", "redirected_to": "e1", "reason": "evidence", "run_id": "r"}
    match = {**OF_ARTICLE, "topic_id": "t", "terms": ["خطة"], "score": 1.0, "query_hash": "h"}
    sighting = {"sighting_id": "s1", "article_id": "a1", "address": "https://x.example/1", "url": "http://x.example/1"}
    sighting |= {"source": "https://x.example/feed", "seen_at": WHEN, "run_id": "r", "month": "2024-03"}
    reject = {"reject_id": "x1", "stage": "clean", "reason": "no_text", "detail": "", "locator": "b.txt"}
    reject |= {"rejected_at": WHEN, "run_id": "r", "month": "2024-03", "topic_id": "t", "query_hash": "h"}
    run = {"run_id": "r", "topic_id": "t", "query_hash": "h", "keep_all": False, "outcome": "finished"}
    run |= {"started_at": WHEN, "known": 0, "stages": [stage("ingest", 2, 2, 0)], "month": "2024-03"}
    run |= {"tables": [], "expectations": [], "versions": []}
    return {
        "captures": [capture, {**capture, "capture_id": "c2"}],
        "entities": [entity],
        "entity_redirects": [redirect],
        "mentions": [mention],
        "quotes": [quote],
        "statements": [statement],
        "dates": [{**date, **at("5 مارس")}],
        "topic_matches": [match],
        "sightings": [sighting],
        "rejects": [reject],
        "articles": [article, {**article, "article_id": "a2", "capture_id": "c2"}],
        "runs": [run],
    }


def stage(name: str, rows_in: int, rows_out: int, rejected: int, failed: int = 0) -> dict[str, Any]:
    return {
        "stage": name,
        "unit": "documents",
        "rows_in": rows_in,
        "rows_out": rows_out,
        "rejected": rejected,
        "failed": failed,
        "seconds": 1.0,
    }


@pytest.fixture
def frames() -> dict[str, pl.DataFrame]:
    """The faultless batch as frames, by table."""
    return {
        name: pl.DataFrame(
            [{column: row.get(column) for column in TABLES[name].schema} for row in of_table],
            schema=TABLES[name].schema,
            orient="row",
        )
        for name, of_table in rows().items()
    }


@pytest.fixture
def context() -> Context:
    """Nothing published, and a time shortly after the batch's articles."""
    return Context(frames={}, published={}, now=NOW)
