"""Measure how often speakers are right by what they rest on; writes `seeds/models/speaker-confidence.csv`.

    python -m tasks.training.confidence GOLD.jsonl ...

GOLD holds annotated documents that no rule was written with (`tunisian-sealed`), for on others rules do better, one
JSON object a line with `id`, `text` and `quotes` (`start`, `end`, `speaker` with `name`, `also` and `type`). Only
documents of the ANT corpus (Apache-2.0) are counted: what ships is trained on nothing else, SaudiNewsNet's least of
all.

The corpus gives few documents, and most grounds are seen seldom: so every share starts from a judgement of its group,
worth a dozen speakers, and the count moves it from there.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tasks.extractors import dates, entities, quotes, roles
from tasks.extractors.languages.arabic.attribution import grounded
from tasks.extractors.languages.arabic.confidence import SURE
from tasks.extractors.languages.arabic.reading import read
from tasks.model.records import Annotations, Document, Quote
from tasks.storage.seeds import SEEDS
from tasks.text.normalize import fold
from tasks.text.segment import segment

TARGET = SEEDS / "models" / "speaker-confidence.csv"
CORPUS = ("ant-", "JA-")  # how the ids of the corpus's documents begin
JUDGED = {"sure": 0.96, "told": 0.92, "guess": 0.82, "carried": 0.95, "carried unsure": 0.87, "carried guess": 0.6}
WORTH = 12  # speakers that a judgement counts for
OVERLAP = 0.8  # Jaccard of two contents that are one
WAYS = ("sentence", "goes on", "before", "beside", "mentioned", "disagrees")
TOLD = ("described", "issuer", "last")
GUESSED = frozenset(
    ("before, acted", "goes on, acted", *(way + acted for way in WAYS[3:] for acted in ("", ", acted")))
)
FOUND = (*SURE, "placed", "described", "issuer", "last", "phrase")
HEAD = (
    "# How often a speaker is right, by what the resolution rests on; tasks/extractors/languages/arabic/confidence.py\n"
    "# explains the grounds.\n"
    "# Made by tasks/training/confidence.py. Origin: annotated documents of the ANT corpus v1.1. Licence: Apache-2.0.\n"
)


def observe(document: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """For each quote that the annotation has too: what its speaker rests on, and whether it is right."""
    for quote, ground in _resolved(document["text"]):
        gold = next((one for one in document["quotes"] if _overlap(quote, one) >= OVERLAP), None)
        if gold is not None and ground:
            speaker = gold["speaker"]
            names = (speaker["name"], *speaker.get("also", ()))
            yield ground, any(_same(quote.speaker.name or "", name) for name in names if name)


def measure(observed: Iterable[tuple[str, bool]]) -> list[dict[str, str]]:
    """One row a ground: its confidence, how many speakers were seen and how many of them were right."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for ground, is_right in observed:
        seen[ground] += 1
        right[ground] += is_right
    return [_row(ground, seen, right) for ground in _grounds()]


def _grounds() -> list[str]:
    ways = [way + acted for way in WAYS for acted in ("", ", acted")]
    return [*FOUND, *(f"{way} after {sure}" for way in ways for sure in ("sure", "unsure"))]


def _row(ground: str, seen: Counter[str], right: Counter[str]) -> dict[str, str]:
    share = (right[ground] + WORTH * JUDGED[_group(ground)]) / (seen[ground] + WORTH)
    return {
        "ground": ground,
        "confidence": f"{share:.2f}",
        "seen": str(seen[ground]),
        "right": str(right[ground]),
    }


def _group(ground: str) -> str:
    """Grounds that are alike: surely found, told by words, guessed; carried on by a rule, or for want of one."""
    if " after " not in ground:
        return "sure" if ground in SURE and ground != "fuller" else "told" if ground in TOLD else "guess"
    way, before = ground.split(" after ")
    if way in GUESSED:
        return "carried guess"
    return "carried" if before == "sure" else "carried unsure"


def _resolved(text: str) -> list[tuple[Quote, str]]:
    segmented, known = segment(text), Annotations()
    for extractor in (dates, entities, roles, quotes):
        known = extractor.EXTRACTOR.extract(Document(text), segmented, known)
    return grounded(read(segmented, known.mentions), known.quotes)


def _overlap(quote: Quote, gold: Mapping[str, Any]) -> float:
    one, other = (quote.content.start, quote.content.end), (gold["start"], gold["end"])
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def _same(found: str, name: str) -> bool:
    """Whether one name is the other, or a run of at least half of its words."""
    short, long = sorted((fold(found).split(), fold(name).split()), key=len)
    runs = (long[at : at + len(short)] for at in range(len(long) - len(short) + 1))
    return bool(short) and len(short) * 2 >= len(long) and any(run == short for run in runs)


def main(paths: list[str]) -> None:
    """Read the annotated documents and write the table."""
    lines = [line for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [one for one in map(json.loads, lines) if str(one["id"]).startswith(CORPUS)]
    table = measure(pair for document in documents for pair in observe(document))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        writer = csv.DictWriter(file, ("ground", "confidence", "seen", "right"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    main(sys.argv[1:])
