"""Where mail is given to, as people write it and as Prefect's block takes it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from flows.automations import dead_runs, mail_address, webhook
from tasks.model.errors import ConfigError


def test_a_mail_address_names_server_login_and_both_ends() -> None:
    made = urlsplit(mail_address("a@example.org", "smtps://user:pa%40ss@mail.example.org", "b@example.org"))
    assert (made.scheme, made.netloc) == ("mailtos", "user:pa%40ss@mail.example.org:465")
    words = {name: values[0] for name, values in parse_qs(made.query).items()}
    assert (words["to"], words["from"], words["mode"]) == ("a@example.org", "b@example.org", "ssl")
    assert words["format"] == "text", "nothing that an outlet wrote may be read as HTML"


@pytest.mark.parametrize(
    ("smtp", "said"),
    [
        ("mail.example.org", "is no server for mail"),
        ("http://mail.example.org", "is no server for mail"),
        ("smtps://mail.example.org:submission", "is no server for mail"),
        ("smtps://[mail.example.org", "is no server for mail"),
        ("smtp://user:secret@mail.example.org", "the password could be read"),
    ],
)
def test_a_wrong_server_is_told(smtp: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        mail_address("a@example.org", smtp, "b@example.org")


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(ConfigError) as told:
        mail_address("a@example.org", "smtps:/user:secret@mail.example.org", "b@example.org")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("url", ["example.org/hook", "ftp://example.org/hook", "https://", "https://example.org:x/"])
def test_a_wrong_address_for_posts_is_told(url: str) -> None:
    with pytest.raises(ConfigError, match="--webhook must be an address"):
        webhook(url)


def test_a_run_is_dead_after_three_heartbeats_and_no_end() -> None:
    trigger = dead_runs().trigger.model_dump()
    assert trigger["after"] == {"prefect.flow-run.heartbeat"}
    assert {"prefect.flow-run.heartbeat", "prefect.flow-run.Completed", "prefect.flow-run.Crashed"} <= trigger["expect"]
    assert trigger["match_related"] == {"prefect.resource.id": "prefect.tag.marsad"}, "not those of other projects"
    assert trigger["within"].total_seconds() == 90
