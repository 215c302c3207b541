"""Settings come from the environment."""

from ipaddress import ip_network

import pytest

from tasks.model.errors import ConfigError
from tasks.model.settings import ROOT, load_settings, networks


def test_a_variable_that_is_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_WAREHOUSE", "")
    monkeypatch.setenv("MARSAD_WORKERS", "")
    assert load_settings().warehouse == ROOT / "warehouse", "else it would be the folder one happens to be in"
    assert load_settings().workers == 2


def test_allowed_networks_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_ALLOWED_NETWORKS", "10.1.0.0/16, fd00::/8,")
    allowed = networks(load_settings().allowed_networks)
    assert allowed == (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    assert networks("") == ()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ALLOWED_NETWORKS", "10.0.0.1/8", "has host bits set"),
        ("ALLOWED_NETWORKS", "intranet", "does not appear to be"),
        ("HOST_DELAY", "-1", "greater than or equal to 0"),
        ("CONTACT", "me)\r\nX: y", "should match pattern"),
    ],
)
def test_what_is_wrong_is_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"MARSAD_{name}", value)
    with pytest.raises(ConfigError, match=f"MARSAD_{name} is wrong: .*{said}"):
        load_settings()
