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

# How the words of a statement in one text differ from those that the statement is told by.
WORDINGS = ("same", "shortened", "extended", "reworded")

ENTITY_KINDS = ("PERSON", "ORG", "GPE", "LOC", "FACILITY", "EVENT", "NORP")
REDIRECT_REASONS = ("evidence", "correction")

DATE_PRECISIONS = ("day", "month", "year", "decade")
# What says when an article was published, the surest first.
PUBLISHED_FROM = ("json_ld", "meta", "feed", "record", "dateline", "page", "collected")
PUBLISHED_PRECISIONS = ("time", "day", "month", "year")
PUBLISHED_ZONES = ("stated", "outlet", "none")
# What found the main text of a web page.
EXTRACTED_BY = ("trafilatura", "readability")
PAGE_KINDS = ("article", "live_blog", "gallery", "video")  # what a page calls itself

FILE_READERS = ("folder", "jsonl", "warc")
WEB_READERS = ("feed", "sitemap", "page")
READERS = (*FILE_READERS, *WEB_READERS)
MEDIA_TYPES = (
    "text/plain",
    "text/html",
    "application/json",
    "application/pdf",
    "application/xml",
    "application/feed+json",
)
HOLDS = ("article", "index")  # what a capture holds: one article, or a feed, sitemap or listing that names articles

STAGES = ("ingest", "clean", "extract", "resolve", "validate", "publish")
OUTCOMES = ("running", "finished", "stopped", "interrupted")

# What people wait for: the events that a run emits to Prefect's server.
EVENTS = {
    "marsad.quote.watched": "a person of seeds/watchlist.csv said something that no copy and no earlier revision has",
    "marsad.quote.denied": "somebody denied something",
    "marsad.article.changed": "an article has a new revision and its outlet does not say that it was changed",
    "marsad.source.silent": "a source on the web has announced nothing new for two weeks",
    "marsad.publish.stopped": "a batch broke a critical expectation and was not published",
}
# What a run takes in: what is new, stored documents once more, what was rejected once more.
RUN_KINDS = ("monitor", "reprocess", "replay")

REASONS = {
    "unreadable": "the bytes could not be read: no permission, a broken archive, not a file",
    "too_large": "the document is larger than the limit",
    "bomb": "little unpacks to very much",
    "not_text": "the bytes are no text in any encoding known here, or a picture or archive by their first bytes",
    "bad_record": "a line of JSONL, a feed, sitemap or listing that is none, or lacks what it must have",
    "no_url": "an entry of a feed that says no address of an article",
    "address": "the address leads where nothing is fetched: this machine, a private network, an odd port or notation",
    "scheme": "the address, or one it redirects to, is not http or https",
    "robots": "the site's robots.txt does not let us read it",
    "http_status": "the server answered with a status that says no; detail has it",
    "unreachable": "the server could not be found or reached, or hung up, every time it was tried",
    "slow": "the server took longer than the limit",
    "tls": "the server's certificate is not to be believed",
    "redirects": "it redirects in a circle or too often",
    "bad_http": "the server's answer is not HTTP as it should be",
    "truncated": "only the beginning of the document ever arrived",
    "expired": "another topic has it, but its bytes are no longer kept: see MARSAD_CAPTURES_DAYS",
    "not_article": "the page is none of one article: a home or section page, a consent or error page under status 200",
    "no_headline": "no headline was found or given",
    "no_text": "nothing of an article was left after cleaning",
    "language": "the article is in a language that is not read here or not wanted by the topic",
    "off_topic": "the article does not match the topic's query",
    "timeout": "one step took longer than the time limit for one document",
    "memory": "one step needed more memory than the limit for one document",
    "crashed": "a library or an extractor failed on this document; detail has the error",
    "expectation": "a row broke a critical expectation; detail names it",
}

FAULTS = ("timeout", "memory", "crashed")  # reasons that say nothing about the document: another try may succeed
OF_A_TOPIC = ("off_topic", "language")  # reasons that hold for one topic alone

# How a source on the web stands, those in trouble first.
HEALTHS = ("failing", "failed", "silent", "empty", "new", "ok")
