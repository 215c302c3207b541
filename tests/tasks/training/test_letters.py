"""How the letters' weights are trained and read back."""

from tasks.storage.seeds import model
from tasks.training import letters


def test_letters_are_trained_alike_each_time() -> None:
    data = letters.examples()[::400]
    assert letters.train(data) == letters.train(data)


def test_written_weights_are_read_back_in_their_unit() -> None:
    assert all(isinstance(value, float) for value in next(iter(model("models/arabic-letters.json.gz").values())))
