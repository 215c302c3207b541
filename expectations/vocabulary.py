"""The closed sets: every word that a table may hold where a column is a category.

They stand here, below everything else, so that the declarations of the tables and the code that fills them
share one list. Quotation terms follow PARC 3.0 (Pareti 2016), entity types ACE 2005 with NORP from OntoNotes 5.
"""

LANGUAGES = ("ar", "en")

QUOTE_KINDS = ("direct", "mixed", "indirect")
ACTS = (
    "state",
    "affirm",
    "announce",
    "deny",
    "accuse",
    "call",
    "warn",
    "promise",
    "praise",
    "evaluate",
    "ask",
    "other",
)
DIRECTED_ACTS = ("accuse", "call", "warn")  # those that are directed at somebody
SPEAKER_TYPES = ("PERSON", "ORG", "GROUP", "UNNAMED", "UNKNOWN")
# What kind of source somebody unnamed is, after SiR (Hladká, Mírovský, Kopp & Moravec 2022): speaks for an
# institution; is a private person, an expert, a witness; is called a mere source or keeps the name back.
SOURCING = ("official", "unofficial", "anonymous")
SPEAKER_HOW = ("explicit", "partial", "pronoun", "null-subject", "headline")

ENTITY_KINDS = ("PERSON", "ORG", "GPE", "LOC", "FACILITY", "EVENT", "NORP")
REDIRECT_REASONS = ("evidence", "correction")

DATE_PRECISIONS = ("day", "month", "year", "decade")
# What says when an article was published, the surest first.
PUBLISHED_FROM = ("json_ld", "meta", "record", "dateline", "collected")
PUBLISHED_PRECISIONS = ("time", "day", "month", "year")
PUBLISHED_ZONES = ("stated", "outlet", "none")

READERS = ("folder", "jsonl")
MEDIA_TYPES = ("text/plain", "text/html", "application/json")

STAGES = ("ingest", "clean", "extract", "resolve", "validate", "publish")
OUTCOMES = ("running", "finished", "stopped")

REASONS = {
    "unreadable": "the bytes could not be read: no permission, a broken archive, not a file",
    "too_large": "the document is larger than the limit",
    "not_text": "the bytes are no text in any encoding known here, or a picture or archive by their first bytes",
    "bad_record": "a line of JSONL that is no JSON object, or lacks what a document must have",
    "no_headline": "no headline was found or given",
    "no_text": "nothing of an article was left after cleaning",
    "language": "the article is in a language that is not read here or not wanted by the topic",
    "off_topic": "the article does not match the topic's query",
    "timeout": "one step took longer than the time limit for one document",
    "memory": "one step needed more memory than the limit for one document",
    "crashed": "a library or an extractor failed on this document; detail has the error",
    "expectation": "a row broke a critical expectation; detail names it",
}
