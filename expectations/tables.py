"""Every published table, in the order in which a batch is committed: children first, `articles` late, `runs` last."""

from expectations.articles import ARTICLES
from expectations.captures import CAPTURES
from expectations.contract import Table
from expectations.dates import DATES
from expectations.entities import ENTITIES
from expectations.entity_redirects import ENTITY_REDIRECTS
from expectations.mentions import MENTIONS
from expectations.quotes import QUOTES
from expectations.rejects import REJECTS
from expectations.runs import RUNS
from expectations.sightings import SIGHTINGS
from expectations.statements import STATEMENTS
from expectations.topic_matches import TOPIC_MATCHES

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        CAPTURES,
        ENTITIES,
        ENTITY_REDIRECTS,
        MENTIONS,
        QUOTES,
        STATEMENTS,
        DATES,
        TOPIC_MATCHES,
        SIGHTINGS,
        REJECTS,
        ARTICLES,
        RUNS,
    )
}
