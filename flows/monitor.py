"""The flow `monitor`: what is new on one topic, from its sources to the tables."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows.progress import report
from tasks.clean import clean
from tasks.extract import extract
from tasks.ingest import ingest
from tasks.model.records import Batch
from tasks.model.settings import load_settings
from tasks.publish import finish, publish
from tasks.resolve import resolve
from tasks.validate import validate
