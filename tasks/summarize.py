"""The step `summarize`: what a run did, as artifacts that Prefect's server shows."""

import re

from prefect import task
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from tasks.accounting.summary import stages, summary
from tasks.model.ids import identify
from tasks.model.limits import ROWS
from tasks.model.runs import Run
from tasks.model.settings import load_settings
from tasks.places.place import Place
from tasks.publication.account import account
from tasks.report.folder import report_path

_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


@task(timeout_seconds=ROWS)
def summarize(run: Run, known: int, outcome: str) -> None:
    """Keep a summary in Markdown and the stages' counts as a table, under one key each for the topic.

    Args:
        run: the run, whose staging folder is still there.
        known: documents that needed no second look.
        outcome: one of `expectations.vocabulary.OUTCOMES`.
    """
    row, published = account(run, known, outcome)
    pages: dict[str, Place] = {"Data Docs of the last batch": run.warehouse / "data-docs" / "index.html"}
    if run.kind == "monitor" and outcome == "finished" and load_settings().report_days:
        pages["Report, written when the run ends"] = report_path(run.warehouse, run.topic_id) / "index.html"
    links = {name: page.as_uri() for name, page in pages.items()}
    name = run.topic_id or run.kind
    key = _key(name)
    create_markdown_artifact(summary(row, published, links), f"run-{key}", f"What is new: {name}")
    create_table_artifact(stages(row), f"stages-{key}", f"Counts and durations of the stages: {name}")


def _key(name: str) -> str:
    """A key may have only small Latin letters, digits and dashes; names in other letters are told apart by a hash."""
    left = _NOT_IN_A_KEY.sub("-", name.lower()).strip("-")
    return left if left == name else f"{left or 'topic'}-{identify('artifact', name)[:8]}"
