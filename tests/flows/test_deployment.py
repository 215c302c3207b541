"""The deployment says what the topic file says, and names what exists."""

from pathlib import Path

import pytest
import yaml

from tasks.model.topics import load_topic

ROOT = Path(__file__).resolve().parents[2]
DEPLOYMENTS = yaml.safe_load((ROOT / "flows/prefect.yaml").read_text(encoding="utf-8"))["deployments"]


def test_every_topic_has_a_deployment() -> None:
    topics = {path.stem for path in (ROOT / "seeds/topics").glob("*.toml")}
    assert {deployment["name"] for deployment in DEPLOYMENTS} == topics


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])
def test_the_schedule_is_the_topics(deployment: dict[str, object]) -> None:
    topic = load_topic(ROOT / deployment["parameters"]["topic"])  # type: ignore[index]
    assert deployment["schedules"] == [{"cron": topic.schedule.cron, "timezone": topic.schedule.timezone}]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])
def test_the_entrypoint_is_a_flow_and_one_run_at_a_time(deployment: dict[str, object]) -> None:
    from prefect.flows import load_flow_from_entrypoint

    flow = load_flow_from_entrypoint(str(deployment["entrypoint"]))
    assert flow.name == "monitor"
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
