"""Gold documents made again from stand-off annotations and the corpora beside the project.

`python -m tests.gates.annotations SET OUT.jsonl` writes those of one set, in the form that `marsad analyze` reads and
the scorer of the marked documents scores.
"""

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "annotated"
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "news"
Json = dict[str, Any]


class CorpusDiffers(ValueError):
    """A corpus lacks an annotated article, or has another text for it than the one that was read."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus: its file, and which fields of a record hold the id and the body."""

    file: str
    id: str
    body: str


SAUDI, TUNISIAN = Corpus("saudinewsnet.jsonl.gz", "id", "content"), Corpus("ant.jsonl.gz", "docno", "text")
SETS = {
    **dict.fromkeys(("saudi-read", "saudi-sealed", "saudi-sealed-2"), SAUDI),
    **dict.fromkeys(("tunisian", "tunisian-2", "tunisian-sealed"), TUNISIAN),
}


def missing() -> str | None:
    """Why the sets cannot be made again here; None where they can."""
    absent = sorted({corpus.file for corpus in SETS.values() if not (CORPORA / corpus.file).exists()})
    return f"the corpora lie beside the project and are not here: {', '.join(absent)}" if absent else None


def rows(name: str) -> list[Json]:
    """The stand-off rows of a set."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def records(corpus: Corpus, wanted: Collection[str]) -> Iterator[tuple[str, Json]]:
    """The wanted records by their ids, in one pass; a line is parsed only when it opens with a wanted id."""
    opening = re.compile(rf'\{{"{corpus.id}": "([^"]+)"'.encode())
    with gzip.open(CORPORA / corpus.file) as lines:
        for line in lines:
            match = opening.match(line)
            if match and match[1].decode() in wanted:
                yield match[1].decode(), json.loads(line)


def article(title: str, body: str) -> str:
    """The text that was annotated: headline and paragraphs, white space of each collapsed, empty ones left out."""
    paragraphs = (" ".join(line.split()) for line in body.split("\n"))
    return " ".join(title.split()) + "\n\n" + "\n\n".join(filter(None, paragraphs))


def digest(text: str) -> str:
    """The first 16 hex digits of the text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def form(text: str, spans: list[list[int]] | None) -> str | None:
    """A name or an office from the places of its words."""
    return " ".join(text[start:end] for start, end in spans) if spans else None


def quote(text: str, marked: Json) -> Json:
    """A quote in the form of the guidelines."""
    (start, end), cue, speaker = marked["content"], marked["cue"], marked["speaker"]
    return {
        **marked,
        "content": text[start:end],
        "start": start,
        "end": end,
        "cue": text[cue[0] : cue[1]] if cue else None,
        "speaker": {
            **speaker,
            "name": form(text, speaker["name"]),
            "also": [form(text, spans) for spans in speaker["also"]],
            "role": form(text, speaker["role"]),
        },
    }


def document(row: Json, text: str) -> Json:
    """A gold document from its stand-off row and its text.

    Raises:
        CorpusDiffers: the text is not the one that was annotated.
    """
    if digest(text) != row["digest"]:
        raise CorpusDiffers(f"{row['id']}: the corpus has another text than the one that was annotated")
    return {
        "id": row["id"],
        "outlet": row["outlet"],
        "language": "ar",
        "published": row["published"],
        "text": text,
        "quotes": [quote(text, marked) for marked in row["quotes"]],
        "people": [{key: form(text, spans) for key, spans in person.items()} for person in row["people"]],
    }


def rebuilt(corpus: Corpus, sets: dict[str, list[Json]]) -> dict[str, list[Json]]:
    """The gold documents of sets of one corpus, which is read once.

    Raises:
        CorpusDiffers: an article is missing, or its text is not the one that was annotated.
    """
    wanted = {row["id"] for group in sets.values() for row in group}
    texts = {key: article(record["title"], record[corpus.body]) for key, record in records(corpus, wanted)}
    if lost := sorted(wanted - texts.keys()):
        raise CorpusDiffers(f"{corpus.file} lacks {len(lost)} annotated articles: {', '.join(lost[:3])} ...")
    return {name: [document(row, texts[row["id"]]) for row in group] for name, group in sets.items()}


def all_rebuilt() -> dict[str, list[Json]]:
    """The gold documents of every set; each corpus is read once."""
    return {
        name: documents
        for corpus in dict.fromkeys(SETS.values())
        for name, documents in rebuilt(corpus, {key: rows(key) for key in SETS if SETS[key] == corpus}).items()
    }


def main() -> None:
    """Write the gold documents of one set."""
    if len(sys.argv) != 3 or sys.argv[1] not in SETS:
        sys.exit(f"usage: python -m tests.gates.annotations {{{','.join(SETS)}}} OUT.jsonl")
    name, out = sys.argv[1:]
    if why := missing():
        sys.exit(why)
    try:
        documents = rebuilt(SETS[name], {name: rows(name)})[name]
    except CorpusDiffers as error:
        sys.exit(str(error))
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in documents)
    Path(out).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
