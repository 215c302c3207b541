"""How many documents a batch holds."""

from itertools import islice

from tasks.model.batches import GROWING, MOST, sizes
from tasks.model.settings import Settings


def test_batches_grow_with_what_waits_up_to_a_bound() -> None:
    found = list(islice(sizes(Settings().batch_size), 40))
    assert found[0] == GROWING[0]
    assert found == sorted(found)
    assert found[-1] == max(found) == MOST


def test_a_size_that_was_asked_for_holds_for_all() -> None:
    assert set(islice(sizes(Settings(batch_size=7).batch_size), 40)) == {7}
