"""Count how rare stems of Arabic words are in news: `seeds/lexicons/ar/stem-rarities.csv`.

    python -m tasks.training.rarities ANT.jsonl.gz

ANT.jsonl.gz is the ANT corpus v1.1 (Apache-2.0). The rarity is -log of the share of paragraphs that have the stem, in
tenths. Stems of fewer than 7 paragraphs are left out: they have the rarity of the rarest that is listed.
"""

import gzip
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tasks.statements.stems import stem
from tasks.storage.seeds import SEEDS
from tasks.text.normalize import fold

OUT = SEEDS / "lexicons" / "ar" / "stem-rarities.csv"
LEAST = 7
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = (
    "# How rare stems are in news: -log of the share of paragraphs with the stem, in tenths; those of fewer than "
    f"{LEAST} are left out.\n"
    "# Made by tasks/training/rarities.py. Origin: counts of the ANT corpus v1.1. Licence: Apache-2.0.\n"
    "stem,rarity\n"
)


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of the corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield from filter(str.strip, json.loads(line)["text"].split("\n"))


def rarities(texts: Iterable[str], least: int = LEAST) -> dict[str, int]:
    """The rarity of each stem, in tenths, the least rare first."""
    seen, count = Counter[str](), 0
    for text in texts:
        count += 1
        seen.update({stem(word) for word in _WORD.findall(fold(text))})
    kept = sorted((-often, one) for one, often in seen.items() if often >= least)
    return {one: round(10 * math.log(count / -often)) for often, one in kept}


def main() -> None:
    """Write the list."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tasks.training.rarities ANT.jsonl.gz")
    lines = (f"{one},{value}\n" for one, value in rarities(paragraphs(Path(sys.argv[1]))).items())
    OUT.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
