"""Write a report: pages, data for the search and the charts, lists as CSV, and what they look like."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from tasks.model.settings import ROOT
from tasks.report import index
from tasks.report.answers import narrowing, steps
from tasks.report.articles import article_page
from tasks.report.charting import MOST, course_specs, period
from tasks.report.folder import filling, manifest
from tasks.report.lists import lists
from tasks.report.material import Material, gather
from tasks.report.overview import Overview, overview
from tasks.report.people import named_in, person_page
from tasks.report.periods import every
from tasks.report.queries.speech import in_article, said_by
from tasks.report.render import Render, as_json, environment, renderer
from tasks.report.scope import Scope, load
from tasks.report.spikes import STANDING
from tasks.report.statements import Statement, every_statement
from tasks.report.strings import strings
from tasks.storage.snapshot import Shown
from tasks.storage.versions import Versions

_ASSETS = (Path(__file__).parent / "assets", ROOT / "seeds" / "report")
Known = Mapping[str, Statement]
# Columns of `quotes` that a list on a page of an article or a person holds as CSV.
_LISTED = (
    "quote_id", "article_id", "revision", "outlet", "published_at", "speaker", "speaker_role", "speaker_type", "kind",
    "act", "content", "addressee_name", "target_name", "time_value", "how", "sourcing", "confidence", "start", "end",
)  # fmt: skip


def write_report(shown: Shown, out: Path, scope: Scope, language: str) -> Mapping[str, int]:
    """Write the report of a snapshot of the tables.

    Args:
        shown: the tables: `warehouse/current` resolved, or the versions of an entry in an object store.
        out: the report's folder; a report that is there is replaced at one stroke.
        scope: what it is about.
        language: of the interface when it is opened, one of `INTERFACES`.

    Returns:
        How many articles, people and quotes it has.

    Raises:
        ConfigError: the folder holds something else or cannot be written.
    """
    scope = replace(scope, opened=shown if isinstance(shown, Versions) else shown.parents[1] / "current")
    with filling(out) as folder:
        tables = load(shown, scope)
        material = gather(tables)
        known = every_statement(material)
        render = renderer(environment(material, scope, language))
        shared = {"scope": scope, "material": material}
        first = overview(tables, material, known, scope)
        _write_assets(folder)
        _write_data(folder, material, known, first)
        _write_first(folder, first, render, shared)
        _write_articles(folder, material, known, scope, render)
        _write_people(folder, material, known, scope, render, first.answers["directed"].steps.script)
        counts = {"articles": first.articles, "people": material.persons, "quotes": first.quotes}
        manifest(folder, _told(scope, language, counts))
    return counts


def _told(scope: Scope, language: str, counts: Mapping[str, int]) -> dict[str, object]:
    topic, since = scope.topic.topic_id if scope.topic else None, scope.since.isoformat() if scope.since else None
    return {"topic": topic, "since": since, "made_at": scope.made_at.isoformat(), "language": language, **counts}


def _write_assets(folder: Path) -> None:
    for source in _ASSETS:
        shutil.copytree(source, folder / "assets", dirs_exist_ok=True)


def _write_data(folder: Path, material: Material, known: Known, first: Overview) -> None:
    """The scripts of data and the lists of the first page as CSV."""
    used = {row["speaker"].partition(".")[2] for row in first.charts.rows["by_whom"]}
    used |= {driver.entity_id for spike in first.spikes for driver in spike.drivers}
    charts, names = first.charts, index.names(material, sorted(used))
    data = {
        "strings": strings(),
        "fold": index.folding(),
        "overview": {"rows": charts.rows, "specs": charts.specs, "names": names, "most": MOST, "standing": STANDING},
        "course": {"specs": course_specs(), "names": {"ar": {}, "en": {}}},
        "quotes": index.quotes(material, known, first.run),
        "people": index.people(material),
        "articles": index.articles(material),
        "lists": lists(material, first),
    }
    (folder / "data").mkdir()
    for name, value in data.items():
        _put(folder / "data" / f"{name}.js", index.script(name, value))
    for name, answer in first.answers.items():
        answer.flat.write_csv(folder / "data" / f"{name}.csv")


def _write_first(folder: Path, first: Overview, render: Render, shared: Mapping[str, Any]) -> None:
    counted = first.rows("acts")
    days = {row["at"]: row["articles"] for row in first.charts.rows["coverage"]}
    values = {
        "page": first,
        "root": "",
        "narrowing": partial(narrowing, shared["scope"]),
        "period": period,
        "by_step": {day: days[str(day)] for day in _steps(first)},
        "spike_of": {spike.day: spike for spike in first.spikes},
        "count_act": lambda act: sum(row["quotes"] for row in counted if row["act"] == act),
    }
    _put(folder / "index.html", render("index", {**shared, **values}))


def _steps(first: Overview) -> list[Any]:
    return every([first.first, first.last], first.step) if first.first and first.last else []


def _write_articles(folder: Path, material: Material, known: Known, scope: Scope, render: Render) -> None:
    (folder / "articles").mkdir()
    for article_id in material.articles:
        page = article_page(article_id, material, known)
        query = steps(in_article, ("quotes",), scope, article_id).script
        rows = _rows("quotes", [one.row for one in page.statements])
        text = render("article", {"page": page, "root": "../", "script": query, "rows": rows})
        _put(folder / "articles" / f"{article_id}.html", text)


def _write_people(folder: Path, material: Material, known: Known, scope: Scope, render: Render, directed: str) -> None:
    (folder / "people").mkdir()
    found = named_in(material)
    for entity_id in material.pages:
        named = found.get(entity_id, ())
        page = person_page(entity_id, material, known, named)
        query = steps(said_by, ("quotes",), scope, entity_id).script
        rows = _rows("said", [one.row for one in page.said], course=page.course)
        values = {"page": page, "root": "../", "script": query, "rows": rows, "named": len(named), "directed": directed}
        _put(folder / "people" / f"{entity_id}.html", render("person", values))


def _put(path: Path, text: str) -> None:
    """Write a file; as bytes, for `write_text` looks for line ends in thousands of pages that have none to change."""
    path.write_bytes(text.encode())


def _rows(name: str, rows: list[Mapping[str, Any]], **charts: object) -> Markup:
    """The rows of a page's list and charts as JSON for its scripts."""
    listed = {"columns": _LISTED, "rows": [[row[column] for column in _LISTED] for row in rows]}
    return Markup(as_json({"lists": {name: listed}, "charts": charts}))
