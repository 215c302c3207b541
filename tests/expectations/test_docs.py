"""Data Docs are readable where there is no network, and ask nobody for anything."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from expectations import docs
from expectations.checks import check_batch, check_table
from expectations.reports import report
from expectations.tables import TABLES

NOW = datetime(2024, 3, 10, 12, 30, tzinfo=UTC)


@pytest.fixture
def failed(frames, context):
    seen = replace(context, frames=frames)
    checked = check_table(TABLES["quotes"], frames["quotes"].with_columns(act=pl.lit("mumble")), seen)
    return json.loads(json.dumps(report(TABLES["quotes"], checked.view)))


def test_a_page_says_what_was_expected_and_what_was_found(failed):
    page = docs.page(failed)
    assert "act is one of state, affirm" in page
    assert "mumble" in page, "the value that was not expected"
    assert page.count("fa-times") > 1, "the failed expectation is marked"


def test_a_page_takes_nothing_from_elsewhere(failed):
    page = docs.page(failed)
    assert not re.findall(r"""(?:src|href)=["']?https?:|url\(["']?https?:|@import""", page)
    assert "<script" not in page


def test_the_index_names_every_table_and_what_failed(failed, frames, context):
    reports = {name: report(TABLES[name], checked.view) for name, checked in check_batch(frames, context).items()} | {
        "quotes": failed
    }
    pages = dict(docs.pages(reports, "topic <x>", NOW))
    index = pages["index.html"]
    assert "act_known (critical)" in index
    assert "topic &lt;x&gt;, 2024-03-10 12:30 UTC" in index
    assert set(pages) == {"index.html", *(f"{name}.html" for name in TABLES)}
    assert all(f'href="{name}.html"' in index for name in TABLES)
