"""Data Docs: Great Expectations' own page for each table, and an index of them.

Its pages take styles, scripts and a logo from content networks. Those are cut out and a small style put in: the pages
are read where there is no network, and opening one tells nobody.
"""

import importlib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from html import escape
from typing import Any

from expectations.suites import great_expectations
from expectations.tables import TABLES

# Scripts and buttons go too: without the libraries that they call they do nothing.
_FROM_ELSEWHERE = re.compile(
    r'<script\b[^>]*\bsrc="https?:[^>]*>\s*</script>'
    r'|<link\b[^>]*\bhref="https?:[^>]*>'
    r'|<img\b[^>]*\bsrc="https?:[^>]*>'
    r"|background:\s*url\('https?:[^;]*;"
    r'|<script>.*?</script>|<script type="text/javascript">.*?</script>'
    r"|<footer\b.*?</footer>",
    re.DOTALL,
)
_STYLE = """<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid #ccc; padding: .3rem .6rem; text-align: start }
.failed, .text-danger { color: #b00020; font-weight: 600 } .text-success { color: #1b7a2f }
.fa-check-circle::before { content: "\\2713" } .fa-times::before { content: "\\2717" }
.card:has(.btn-group) { display: none } ul { padding-inline-start: 1.2rem }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } .failed { color: #ff7a85 } }
</style>
"""


def pages(reports: Mapping[str, Any], heading: str, now: datetime) -> Iterator[tuple[str, str]]:
    """The files of the Data Docs with their content: a page a table, and the index.

    Args:
        reports: by table, what `expectations.reports` says; pages of other tables may stay as they are.
        heading: what was checked, for the index.
        now: when.
    """
    yield from ((f"{table}.html", page(report)) for table, report in reports.items())
    yield "index.html", _index(reports, heading, now)


def page(report: Mapping[str, Any]) -> str:
    """Great Expectations' page of one table's result, without anything from elsewhere."""
    great_expectations()
    results = importlib.import_module("great_expectations.core.expectation_validation_result")
    renderers = importlib.import_module("great_expectations.render.renderer")
    loaded = results.ExpectationSuiteValidationResultSchema().load(dict(report))
    whole = loaded if isinstance(loaded, results.ExpectationSuiteValidationResult) else None
    result = whole or results.ExpectationSuiteValidationResult(**loaded)
    html = str(view().render(renderers.ValidationResultsPageRenderer().render(result)))
    return _FROM_ELSEWHERE.sub("", html).replace("</head>", f"{_STYLE}</head>", 1)


@cache
def view() -> Any:
    """What makes pages; one for all, for each would translate the seventeen templates anew."""
    great_expectations()
    return importlib.import_module("great_expectations.render.view").DefaultJinjaPageView()


def _index(reports: Mapping[str, Any], heading: str, now: datetime) -> str:
    rows = "".join(_row(table, reports[table]) for table in TABLES if table in reports)
    title = f"{escape(heading)}, {now:%Y-%m-%d %H:%M} UTC"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Data Docs</title>{_STYLE}</head><body>'
        f"<h1>Data Docs</h1><p>{title}</p><table><tr><th>table</th><th>one row is</th><th>expectations</th>"
        f"<th>failed</th></tr>{rows}</table></body></html>\n"
    )


def _row(table: str, report: Mapping[str, Any]) -> str:
    failed = [outcome["expectation_config"] for outcome in report["results"] if not outcome["success"]]
    told = "<br>".join(f"{escape(one['meta']['name'])} ({escape(str(one['severity']))})" for one in failed)
    return (
        f'<tr><td><a href="{table}.html">{table}</a></td><td>{escape(TABLES[table].row)}</td>'
        f'<td>{len(report["results"])}</td><td class="failed">{told}</td></tr>'
    )
