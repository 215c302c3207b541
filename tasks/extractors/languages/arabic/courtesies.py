"""Thanks, condolences, congratulations: nouns that are said by being named (قدم شكره, عبر عن عزائه)."""

from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import members


def courtesy(reading: Reading, at: int) -> int:
    """Letters to cut before thanks, condolences and the like (بالشكر): 0 or 1; -1 where the word is none of them."""
    form = reading.form(at)
    for cut, noun in ((0, form), (1, form[1:] if form[:1] == "ب" else "")):
        bare = noun.removeprefix("ال")
        if bare in members("courtesy") or bare.removesuffix("ه") in members("courtesy"):
            return cut
        if bare.removesuffix("ها") in members("courtesy") or bare.removesuffix("هم") in members("courtesy"):
            return cut
    return -1


def is_courtesy(reading: Reading, at: int) -> bool:
    """Thanks, condolences and the like, also behind how warm they are: أبلغ التهاني."""
    return any(courtesy(reading, here) >= 0 for here in (at, at + 1))
