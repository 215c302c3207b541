"""From a marked article to its stand-off row: offsets and labels, no word of the text. `annotations` goes back.

`python -m tests.gates.standoff < MARKED.jsonl > ROWS.jsonl` makes the rows of articles in the form of the guidelines.
A name, an office or another form is given as the places of its words: one span where it stands in the text as written,
several where its words stand apart (the parts of a joint name, a name with a title in its midst).
"""

import json
import re
import sys
from typing import Any

from tests.gates.annotations import digest

Place = tuple[int, int]
Json = dict[str, Any]

# Letters that an annotator may have spelled as the text does not; one for one, so that offsets hold.
SPELLINGS = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")
CLITICS = "وف"  # what a cue may follow without a space
# In letters. A cue stands before its content, unless the nearest one before is this much farther than one behind.
BEHIND = 40
ELSEWHERE = 10_000  # more than any distance: in another paragraph, or a part of another word


def places(form: str, text: str) -> list[Place]:
    """Where `form` occurs in `text`; where it does not as it is, with its letters spelled otherwise."""
    for wanted, read in ((form, text), (form.translate(SPELLINGS), text.translate(SPELLINGS))):
        if found := [match.span() for match in re.finditer(re.escape(wanted), read)]:
            return found
    return []


def cut(text: str, place: Place) -> tuple[bool, bool]:
    """Whether a word goes on behind the place, and whether one begins before it (perhaps with a clitic)."""
    start, end = place
    behind = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return behind, start > 0 and text[start].isalnum() and text[start - 1].isalnum()


def nearest(form: str, text: str, near: int) -> Place | None:
    """The occurrence of `form` nearest to the offset `near`, whole words first; None where there is none."""
    return min(places(form, text), key=lambda place: (*cut(text, place), abs(place[0] - near)), default=None)


def spans(form: str | None, text: str, near: int) -> list[Place] | None:
    """The places that give `form` when joined by spaces, in the fewest pieces; None where a word is not in the text."""
    words = (form or "").split()
    for size in range(len(words), 0, -1):
        if first := nearest(" ".join(words[:size]), text, near):
            rest = spans(" ".join(words[size:]), text, near) if size < len(words) else []
            return None if rest is None else [first, *rest]
    return None


def distance(text: str, cue: Place, content: Place) -> int:
    """How far a cue stands from a content, by the measure of the constants above."""
    first, last = sorted((cue, content))
    behind, before = cut(text, cue)
    other_word = behind or (before and text[cue[0] - 1] not in CLITICS)
    other_paragraph = "\n" in text[first[1] : last[0]]
    return max(last[0] - first[1], 0) + BEHIND * (cue > content) + ELSEWHERE * (other_word or other_paragraph)


def cues(text: str, quotes: list[Json]) -> dict[int, Place]:
    """The cue's place of every quote by the quote's number, nearest first; two quotes share one only at need."""
    scored = sorted(
        (distance(text, place, (quote["start"], quote["end"])), number, place)
        for number, quote in enumerate(quotes)
        if quote["cue"]
        for place in places(quote["cue"], text)
    )
    chosen: dict[int, Place] = {}
    for far, number, place in scored:
        if far < ELSEWHERE and number not in chosen and place not in chosen.values():
            chosen[number] = place
    for _, number, place in scored:
        chosen.setdefault(number, place)
    return chosen


def speaker_row(text: str, speaker: Json, near: int) -> Json:
    """A speaker without words: where the text lacks the name, the first other form takes its place."""
    named = speaker["name"]
    forms = [spans(form, text, near) for form in (named, *(speaker.get("also") or ()))]
    known = [form for form in forms if form]
    return {
        "type": speaker["type"],
        "how": speaker["how"],
        "name": known.pop(0) if named and known else None,
        "also": known,
        "role": spans(speaker.get("role"), text, near),
    }


def quote_row(text: str, quote: Json, cue: Place | None) -> Json:
    """A quote without words."""
    near = cue[0] if cue else quote["start"]
    return {
        "content": (quote["start"], quote["end"]),
        "cue": cue,
        "kind": quote["kind"],
        "act": quote["act"],
        "speaker": speaker_row(text, quote["speaker"], near),
        **({"optional": True} if quote.get("optional") else {}),
    }


def row(doc: Json) -> Json:
    """The stand-off row of a marked article, which is in the form of the guidelines."""
    text, quotes = doc["text"], sorted(doc["quotes"], key=lambda quote: (quote["start"], quote["end"]))
    chosen = cues(text, quotes)
    return {
        "id": doc["id"],
        "digest": digest(text),
        "outlet": doc["outlet"],
        "published": doc["published"],
        "quotes": [quote_row(text, quote, chosen.get(number)) for number, quote in enumerate(quotes)],
        "people": [
            {"name": spans(person["name"], text, 0), "role": spans(person["role"], text, 0)}
            for person in doc.get("people", ())
        ],
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(row(json.loads(line)), separators=(",", ":")))
