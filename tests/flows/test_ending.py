"""A process that is told to end does so after what must not be cut in two."""

import signal
import threading
from collections.abc import Iterator

import pytest

from flows.ending import undisturbed


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The signals that whoever heard SIGTERM before has heard."""
    numbers: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: numbers.append(number))
    yield numbers
    signal.signal(signal.SIGTERM, before)


def test_a_signal_waits_for_the_end_of_the_work(heard: list[int]) -> None:
    with undisturbed():
        signal.raise_signal(signal.SIGTERM)
        assert heard == []
    assert heard == [signal.SIGTERM]


def test_without_a_signal_nothing_is_heard_and_all_is_as_before(heard: list[int]) -> None:
    handler = signal.getsignal(signal.SIGTERM)
    with undisturbed():
        assert signal.getsignal(signal.SIGTERM) is not handler
    assert signal.getsignal(signal.SIGTERM) is handler
    assert heard == []


def test_who_says_it_twice_is_heard_at_once() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
    with pytest.raises(KeyboardInterrupt, match=r"^$"), undisturbed():  # noqa: PT012
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


def test_work_that_fails_says_why_and_not_that_it_was_told_to_end(heard: list[int]) -> None:
    with pytest.raises(ValueError, match="broken"), undisturbed():  # noqa: PT012
        signal.raise_signal(signal.SIGTERM)
        raise ValueError("broken")
    assert heard == []


def test_nothing_is_heard_outside_of_the_main_thread(heard: list[int]) -> None:
    handlers: list[object] = []

    def flow() -> None:
        with undisturbed():
            handlers.append(signal.getsignal(signal.SIGTERM))

    before, thread = signal.getsignal(signal.SIGTERM), threading.Thread(target=flow)
    thread.start()
    thread.join()
    assert handlers == [before]
