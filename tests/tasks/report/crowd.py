"""A made-up fortnight: of every list of the first page filters leave something and drop something."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from tasks.model.topics import SEED_TOPIC, load_topic
from tests.tasks.report.press import EVIL, MINISTER, MONDAY, OPPOSITION, Row, article, entity, frame, mention, quote

SPOKESMAN, DAM = "فؤاد العمري", "السد الجديد"
PEOPLE = {"e1": MINISTER, "e2": OPPOSITION, "e3": SPOKESMAN}
OUTLETS = ("okaz", "sabq", "alriyadh")
# Who says it, in which act and kind, and what; {n} is the article's number.
SAYINGS = (
    ("e1", "affirm", "indirect", "أكد {who} أن الجسر رقم {n} سيفتح في موعده"),
    ("e1", "deny", "direct", "نفى {who} تأخر المشروع رقم {n} عن موعده"),
    ("e2", "accuse", "mixed", "اتهم {who} الوزارة بإهمال الملف رقم {n} كله"),
    ("e3", "state", "indirect", "قال {who} إن اللجنة رقم {n} تجتمع غدا"),
    (None, "state", "direct", "قال مصدر مطلع إن القرار رقم {n} قريب جدا"),
)
# Which days have articles: one stands out, on which all name the dam.
BUSY = 8
DAYS = (0, 1, 2, 3, 4, 5, 6, 7, *[BUSY] * 14, 10, 11)
FOUND_AGAIN, EDITED = "s1", (2, 5, 8)


def crowd() -> dict[str, pl.DataFrame]:
    """Tables of 24 articles and more, of three outlets, of none and of one that is hostile."""
    told = [*_articles()]
    quotes = [one for _, spoken in told for one in spoken]
    first, last = next(one for one in quotes if one["statement_id"]), quotes[0]
    statement = {
        "statement_id": FOUND_AGAIN, "quote_id": first["quote_id"], "content": first["content"], "speaker": MINISTER,
        "speaker_entity_id": "e1", "act": "affirm", "first_quote_id": first["quote_id"], "first_outlet": "okaz",
        "first_said_at": MONDAY, "last_said_at": last["published_at"], "outlets": ["okaz", "sabq"],
        "quotes": 2, "articles": 2, "month": "2024-03",
    }  # fmt: skip
    persons = [entity("e1", MINISTER, "Salem al-Rawi"), *(entity(one, PEOPLE[one]) for one in ("e2", "e3"))]
    named = [(of, one["speaker_entity_id"]) for of, spoken in told for one in spoken if one["speaker_entity_id"]]
    busy = [(of, "e4") for of, _ in told if DAM in of["text"]]
    topic = load_topic(SEED_TOPIC).topic_id
    run = {"run_id": "x", "topic_id": topic, "outcome": "finished", "started_at": MONDAY, "month": "2024-03"}
    return {
        "articles": frame("articles", [one for one, _ in told]),
        "quotes": frame("quotes", quotes),
        "statements": frame("statements", [statement]),
        "mentions": frame("mentions", [mention(of, {**PEOPLE, "e4": DAM}[one], one) for of, one in (*named, *busy)]),
        "entities": frame("entities", [*persons, entity("e4", DAM, "The New Dam") | {"kind": "FACILITY"}]),
        "topic_matches": frame("topic_matches", [
            {"topic_id": topic, "article_id": of["article_id"], "month": "2024-03"} for of, _ in told[:20]
        ]),
        "runs": frame("runs", [run]),
    }  # fmt: skip


def _articles() -> Iterator[tuple[Row, list[Row]]]:
    for number, day in enumerate(DAYS, 1):
        outlet = OUTLETS[number % 3 if number % 5 else 0]
        copied = {"duplicate_cluster": f"a{number - 1}"} if number % 7 == 0 else {}
        yield _told(number, outlet, day, **copied, **({"revision": 2, "change": 0.25} if number in EDITED else {}))
    yield _told(30, "okaz", 0, published_at=None)
    yield _told(31, "okaz", 12, outlet=None)
    yield _told(32, "okaz", 12, outlet=f"x{EVIL}", headline=EVIL, revision=2, change=0.5)


def _told(number: int, where: str, day: int, **more: Any) -> tuple[Row, list[Row]]:
    """An article and its quotes: two of those that may be, others in other articles."""
    chosen = [SAYINGS[(number + step) % len(SAYINGS)] for step in (0, 2)]
    sentences = [words.format(who=PEOPLE.get(who or ""), n=number) for who, _, _, words in chosen]
    body = ". ".join([*sentences, *([f"يقع {DAM} هناك"] if day == BUSY else [])])
    of = article(number, where, day, f"عنوان الخبر {number}", body) | more
    spoken = [
        quote(of, " ".join(sentence.split()[-6:]), act, PEOPLE.get(who or "", "مصدر مطلع"), who, kind=kind, run_id="x")
        for (who, act, kind, _), sentence in zip(chosen, sentences, strict=True)
    ]
    again = {"statement_id": FOUND_AGAIN} if number in (5, 13) else {"statement_id": None}
    return of, [one | (again if one["act"] == "affirm" else {"statement_id": None}) for one in spoken]
