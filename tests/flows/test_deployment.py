"""The deployments say what the topic files and `marsad serve` say, and name what exists."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.automations import HEARTBEAT_SECONDS
from flows.command_deploy import POOL
from flows.deployments import LIMIT, TAG, planned, seed_topics, served
from flows.surroundings import SERVED

ROOT = Path(__file__).resolve().parents[2]
DEPLOYMENTS = yaml.safe_load((ROOT / "flows/prefect.yaml").read_text(encoding="utf-8"))["deployments"]
PLANNED = planned(seed_topics())


def of_file(deployment: dict[str, Any]) -> tuple[object, ...]:
    parameters = {name: str(ROOT / path) for name, path in deployment.get("parameters", {}).items()}
    keys = ("entrypoint", "name", "description", "schedules")
    return (*(deployment[key] for key in keys), parameters)


def test_the_file_says_what_is_served() -> None:
    told = [
        (
            one.entrypoint,
            one.name,
            one.description,
            [{"cron": one.schedule.cron, "timezone": one.schedule.timezone}] if one.schedule else [],
            one.parameters,
        )
        for one in PLANNED
    ]
    assert [of_file(deployment) for deployment in DEPLOYMENTS] == told


def test_every_topic_has_a_deployment() -> None:
    topics = {path.stem for path in (ROOT / "seeds/topics").glob("*.toml")}
    assert {one.name for one in PLANNED if one.flow == "monitor"} == topics


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])
def test_the_entrypoint_is_a_flow_one_run_at_a_time_and_heartbeats(deployment: dict[str, Any]) -> None:
    from prefect.flows import load_flow_from_entrypoint

    flow = load_flow_from_entrypoint(str(deployment["entrypoint"]))
    assert f"flows/{flow.name}.py:{flow.name}" == deployment["entrypoint"]
    assert deployment["concurrency_limit"] == {"limit": LIMIT, "collision_strategy": "CANCEL_NEW"}
    assert deployment["tags"] == [TAG]
    pool = deployment["work_pool"]
    assert pool["name"] == POOL
    assert pool["job_variables"]["env"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] == str(HEARTBEAT_SECONDS)
    assert SERVED["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] == str(HEARTBEAT_SECONDS)


def test_what_is_served_has_the_same_limit_schedule_and_place(tmp_path: Path) -> None:
    monitor, maintain, reprocess = served(planned(seed_topics(), tmp_path))
    assert monitor.parameters["warehouse"] == str(tmp_path)
    for one in (monitor, maintain, reprocess):
        assert one.concurrency_limit == LIMIT
        assert one.concurrency_options is not None
        assert one.concurrency_options.collision_strategy == "CANCEL_NEW"
        assert one.tags == [TAG]
        assert one.paused is False, "what an earlier `marsad serve` paused when it ended"
    crons = [[schedule.schedule.cron for schedule in one.schedules or []] for one in (monitor, maintain, reprocess)]
    assert crons == [["0 6,18 * * *"], ["30 2 * * *"], []]
