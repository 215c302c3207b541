"""Every quote of the seed articles, with kind, act, speaker, addressee, target and time, and nothing else."""

import json
from pathlib import Path

import pytest

from tasks.extractors.annotate import annotate
from tasks.model.records import Annotations, Document

ROOT = Path(__file__).resolve().parents[3]
EXPECTED = sorted((Path(__file__).parent / "expected").glob("*.json"))
WIDGET, FOOTER = "+ الخط -", "المساهمون"


def clean_text(article: Path) -> str:
    """The headline and the paragraphs between the font widget and the footer, as cleaning leaves them."""
    lines = article.read_text(encoding="utf-8").splitlines()
    body = [line.strip() for line in lines[lines.index(WIDGET) + 1 :]]
    return "\n\n".join([lines[0], *(line for line in body if line and line != FOOTER)])


def annotated(stem: str) -> tuple[str, Annotations]:
    text = clean_text(ROOT / "seeds" / "articles" / f"{stem}.txt")
    return text, annotate(Document(text))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_every_quote_is_found_and_no_other(path: Path) -> None:
    text, found = annotated(path.stem)
    rows = [
        {
            "content": quote.content.of(text),
            "kind": quote.kind,
            "act": quote.act,
            "cue": quote.cue.of(text),
            "speaker": quote.speaker.name,
            "type": quote.speaker.type,
            "how": quote.speaker.how,
            **{
                name: span and span.of(text)
                for name, span in (
                    ("addressee", quote.addressee and quote.addressee.span),
                    ("target", quote.target and quote.target.span),
                    ("time", quote.time and quote.time.span),
                )
            },
        }
        for quote in found.quotes
    ]
    assert rows == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_every_named_speaker_is_mentioned(path: Path) -> None:
    _, found = annotated(path.stem)
    names = {mention.name for mention in found.mentions}
    named = {quote.speaker.name for quote in found.quotes if quote.speaker.type in ("PERSON", "ORG", "GROUP")}
    assert named <= names, "resolution makes a speaker's entity from a mention of that name"


@pytest.mark.parametrize("name", ["الفتح", "واع", "فصائل المقاومة"])
def test_a_name_in_quotation_marks_is_no_quote(name: str) -> None:
    text, found = annotated("alaraby-2021-11-19")
    assert f'"{name}"' in text
    assert name not in {quote.content.of(text) for quote in found.quotes}
