"""On servers of Prefect: deployed, served, triggered, told of; one on PostgreSQL, and the tests' own on SQLite."""

import email
import email.policy
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import polars as pl
import pytest

from tests.flows.test_monitor import record, write
from tests.servers import PREFECT, ROOT, ask, end, mail_office, post_office, postgres, prefect_server, running, until

# The first test starts the servers, each of which takes a quarter of a minute of a processor that may be shared.
pytestmark = pytest.mark.timeout(900)
# Of five. Prefect's block closes the connections of all posts with each: one that is on its way at that moment is lost.
SURE_POSTS = 3
MARSAD = [sys.executable, "-m", "flows"]
SEED = "iraq-us-withdrawal"


@dataclass(frozen=True)
class Api:
    """What a server knows."""

    url: str

    def find(self, what: str, **words: Any) -> list[dict[str, Any]]:
        """What there is of a kind, by the API's own filters."""
        answer = ask("POST", f"{self.url}/{what}/filter", json=words)
        return list(answer["events"] if what == "events" else answer)

    def trigger(self, flow: str, name: str) -> str:
        """Have a deployment run now; the run's id."""
        one = ask("GET", f"{self.url}/deployments/name/{flow}/{name}")
        return str(ask("POST", f"{self.url}/deployments/{one['id']}/create_flow_run", json={})["id"])

    def state(self, run: str) -> str:
        """The state of a run."""
        return str(ask("GET", f"{self.url}/flow_runs/{run}")["state"]["name"])

    def ended(self, run: str) -> Callable[[], str | None]:
        """A look whether a run has come to an end."""
        return lambda: state if (state := self.state(run)) in ("Completed", "Failed", "Crashed", "Cancelled") else None

    def events(self, prefix: str) -> list[dict[str, Any]]:
        """The events whose name begins so."""
        return self.find("events", filter={"event": {"prefix": [prefix]}})


@dataclass(frozen=True)
class Office:
    """A server that was prepared by `marsad deploy`, with somebody to tell."""

    api: Api
    environment: dict[str, str]
    posts: list[str]
    mails: list[str]
    log: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("server")
    with (
        post_office() as (hook, posts),
        mail_office() as (smtp, mails),
        postgres(folder) as database,
        prefect_server(folder, database) as environment,
    ):
        marsad({**environment, "SMTP_URL": smtp}, "deploy", "--webhook", hook, "--mail", "reader@example.org")
        yield Office(Api(environment["PREFECT_API_URL"]), environment, posts, mails, folder / "worker.log")


def marsad(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run([*MARSAD, *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_deploying_again_makes_nothing_twice(office: Office) -> None:
    before = [one["name"] for one in office.api.find("automations")]
    assert sorted(before) == ["marsad: crash runs without heartbeat", "marsad: mail", "marsad: webhook"]
    (pool,) = office.api.find("work_pools")
    assert (pool["name"], pool["type"], pool["concurrency_limit"]) == ("marsad", "process", 2)
    deployed = {one["name"]: one for one in office.api.find("deployments")}
    assert set(deployed) == {SEED, "nightly", "on-demand"}
    assert deployed[SEED]["global_concurrency_limit"]["limit"] == 1
    assert deployed[SEED]["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert not deployed[SEED]["paused"]
    schedules = [schedule["schedule"] for schedule in deployed[SEED]["schedules"]]
    assert [(one["cron"], one["timezone"]) for one in schedules] == [("0 6,18 * * *", "Asia/Baghdad")]


def test_a_worker_runs_one_at_a_time_and_who_waits_is_told_once(office: Office, tmp_path: Path) -> None:
    environment = {**office.environment, "MARSAD_WAREHOUSE": str(tmp_path / "w")}
    both = [office.api.trigger("monitor", SEED) for _ in range(2)]
    with running([str(PREFECT), "worker", "start", "--pool", "marsad"], environment, office.log):
        ends = [until(office.api.ended(run), f"the run {run}") for run in both]
        assert sorted(ends) == ["Cancelled", "Completed"], office.log.read_text()
        assert pl.read_parquet(tmp_path / "w/current/articles").height == 3
        until(lambda: len(office.posts) >= SURE_POSTS, "the posts")
        until(lambda: len(office.mails) >= 5, "the mails")
        assert until(office.api.ended(office.api.trigger("monitor", SEED)), "the second run") == "Completed"
    events = office.api.events("marsad.")
    assert sorted(event["event"] for event in events) == ["marsad.quote.denied"] * 4 + ["marsad.quote.watched"]
    posts = [json.loads(post) for post in office.posts]
    told = {event["payload"]["text"]: event["event"] for event in events}
    assert len({post["payload"]["text"] for post in posts}) == len(posts) <= len(events), (
        "each once; nothing new, no news"
    )
    assert [told[post["payload"]["text"]] for post in posts] == [post["event"] for post in posts]
    mails = [email.message_from_string(mail, policy=email.policy.default) for mail in office.mails]
    mail = next(mail for mail in mails if "جويل هاربر" in str(mail["subject"]))
    assert (str(mail["to"]), mail.get_content_type()) == ("reader@example.org", "text/plain")
    assert "دور الاستشارة" in mail.get_content()


def test_a_run_leaves_a_summary_a_table_and_its_tables_as_assets(office: Office) -> None:
    kinds = {one["type"]: one for one in office.api.find("artifacts")}
    assert set(kinds) == {"markdown", "table"}, "both runs were too short for a bar, and the second had nothing to tell"
    assert kinds["markdown"]["key"] == f"run-{SEED}"
    assert "| جويل هاربر |" in kinds["markdown"]["data"]
    (page,) = re.findall(r"\((file://\S+/report/\S+)\)", kinds["markdown"]["data"])
    assert "انسحاب القوات" in Path(unquote(urlsplit(page).path)).read_text(encoding="utf-8"), "the linked report"
    assert next(row["stage"] for row in json.loads(kinds["table"]["data"])) == "ingest"
    made = office.api.events("prefect.asset.materialization.succeeded")
    rows = {event["resource"]["prefect.resource.id"].rsplit("/")[-1]: event["payload"]["rows"] for event in made}
    assert (rows["articles"], rows["runs"], len(made)) == (3, 1, len(rows)), "the second run made nothing"


@pytest.fixture
def api(prefect: None) -> Api:
    """The server of the other tests, which is on SQLite."""
    from prefect.settings import PREFECT_API_URL

    return Api(str(PREFECT_API_URL.value()))


@pytest.fixture
def here(api: Api, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that talks to that server."""
    own = {"PYTHONPATH": str(ROOT), "PREFECT_API_URL": api.url, "MARSAD_WAREHOUSE": str(tmp_path / "w")}
    return {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect"), **own}


def test_marsad_serve_runs_what_is_due_without_a_worker(api: Api, here: dict[str, str], tmp_path: Path) -> None:
    topic = tmp_path / "served.toml"
    text = (ROOT / f"seeds/topics/{SEED}.toml").read_text(encoding="utf-8")
    topic.write_text(text.replace('"seeds/articles"', f'"{ROOT}/seeds/articles"'), encoding="utf-8")
    with running([*MARSAD, "serve", "--topic", str(topic)], here, tmp_path / "serve.log") as process:
        until(lambda: [one for one in api.find("deployments") if one["name"] == "served"], "the deployment")
        run = api.trigger("monitor", "served")
        assert until(api.ended(run), "the run") == "Completed", (tmp_path / "serve.log").read_text()
        assert pl.read_parquet(tmp_path / "w/current/articles").height == 3
        end(process)
    (served,) = (one for one in api.find("deployments") if one["name"] == "served")
    assert served["paused"], "nothing becomes due while nobody serves it"


def test_sigterm_ends_a_run_between_batches_and_the_next_one_goes_on(here: dict[str, str], tmp_path: Path) -> None:
    many, environment = 12, {**here, "MARSAD_BATCH_SIZE": "1", "MARSAD_DOCUMENT_SECONDS": "120"}
    file, warehouse = write(tmp_path / "in.jsonl", *(record(number) for number in range(many))), tmp_path / "w"
    command = [*MARSAD, "run", "--input", str(file)]
    with running(command, environment, tmp_path / "run.log") as process:
        until((warehouse / "current").exists, "the first batch")
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(60) == 1
    assert "was told to end" in (tmp_path / "run.log").read_text()
    (row,) = pl.read_parquet(warehouse / "current/runs").rows(named=True)
    articles = pl.read_parquet(warehouse / "current/articles").height
    assert (row["outcome"], row["finished_at"] is None) == ("interrupted", False)
    assert 0 < articles < many
    assert {one["table"]: one["rows"] for one in row["tables"]}["articles"] == articles
    assert not list((warehouse / ".staging").glob("*/*"))
    marsad({**environment, "MARSAD_BATCH_SIZE": "500"}, "run", "--input", str(file))
    assert pl.read_parquet(warehouse / "current/articles").height == many


@pytest.mark.parametrize("command", ["serve", "deploy"])
def test_without_a_server_one_sentence_says_what_to_do(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.__main__ import main

    monkeypatch.setattr(sys, "argv", ["marsad", command])
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(tmp_path / "w"))
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:25")  # where nobody is to be mailed, it is no mistake
    for url, said in ((None, "needs a Prefect server"), ("http://127.0.0.1:9/api", "does not answer at")):
        with temporary_settings({PREFECT_API_URL: url}), pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 2
        assert said in capsys.readouterr().err
    assert not (tmp_path / "w").exists()
