"""How the letters' weights are trained and read back."""

from pathlib import Path

from tasks.storage.seeds import model
from tasks.training import letters
from tasks.training.weights import write
from tests.orders import told_in_two_orders


def test_letters_are_trained_alike_whatever_the_order_of_sets() -> None:
    code = "from tasks.training import letters; print(letters.train(letters.examples()[::400]))"
    told = told_in_two_orders(code)
    assert told[0] == told[1] == f"{letters.train(letters.examples()[::400])}\n"


def test_written_weights_are_read_back_in_their_unit(tmp_path: Path) -> None:
    write({"<ب": [150], "ي": [-25, 0]}, tmp_path / "weights.json.gz")
    assert model(str(tmp_path / "weights.json.gz")) == {"<ب": [1.5], "ي": [-0.25, 0.0]}, "hundredths"
