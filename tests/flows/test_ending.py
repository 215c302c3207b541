"""A run that is told to end does so between two batches."""

import signal
import threading
from pathlib import Path

import pytest

from flows.ending import ending

ROOT = Path(__file__).resolve().parents[2]


def test_a_signal_waits_and_is_obeyed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: heard.append(number))
    try:
        with ending() as told_to_end:
            assert not told_to_end
            signal.raise_signal(signal.SIGTERM)
            assert told_to_end
            assert heard == []
        told_to_end.obey()
        assert heard == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_who_says_it_twice_is_heard_at_once() -> None:
    with ending():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_nothing_is_heard_outside_of_the_main_thread() -> None:
    heard: list[bool] = []

    def flow() -> None:
        with ending() as told_to_end:
            heard.append(bool(told_to_end))

    thread = threading.Thread(target=flow)
    thread.start()
    thread.join()
    assert heard == [False]
