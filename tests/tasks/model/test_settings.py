"""Settings come from the environment."""

import pytest

from tasks.model.settings import ROOT, load_settings


def test_a_variable_that_is_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_WAREHOUSE", "")
    monkeypatch.setenv("MARSAD_WORKERS", "")
    assert load_settings().warehouse == ROOT / "warehouse", "else it would be the folder one happens to be in"
    assert load_settings().workers == 2
