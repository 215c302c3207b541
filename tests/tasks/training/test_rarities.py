"""How rare stems are is counted in paragraphs."""

from tasks.statements.stems import stem
from tasks.training.rarities import rarities


def test_rarity_is_the_share_of_paragraphs_in_tenths_of_its_logarithm() -> None:
    texts = ["الوزير في المدينة", "وزير في قرية", "في المساء"]
    found = rarities(texts, least=2)
    assert next(iter(found.items())) == ("في", 0)
    assert found[stem("وزير")] == 4, "-log(2/3)"
    assert len(found) == 2
