"""A small made-up press for the commands and recipes that ask the tables: three outlets, one week, one silent edit."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOPIC = Path(__file__).resolve().parents[2] / "seeds/topics/iraq-us-withdrawal.toml"
RAWI = (
    "قال وزير الدفاع سالم الراوي إن الانسحاب سيكتمل في موعده، وإن القوات الأميركية ستغادر العراق قبل نهاية العام. "
    "ونفى الراوي وجود اتفاق جديد. واتهم الراوي المعارضة بتأخير القانون."
)
MARZOUQI = "وقالت النائبة هدى المرزوقي إن انسحاب القوات الأميركية من العراق تأخر كثيرا، وطالبت الحكومة بنشر الجدول."
SOURCE = "وكشف مصدر طلب عدم ذكر اسمه أن القوات الأميركية بدأت سحب معداتها من العراق."
RAWI_LATER = "قال وزير الدفاع سالم الراوي إن القوات الأميركية أتمت الانسحاب من العراق، ودعا الأحزاب إلى الهدوء."


def _article(outlet: str, number: int, day: str, title: str, content: str) -> dict[str, Any]:
    return {
        "id": f"{outlet}-{number}",
        "url": f"http://{outlet}.example/{number}",
        "title": title,
        "content": content,
        "author": "المحرر",
        "published_at": f"{day}T09:00:00+03:00",
        "outlet": outlet,
    }


def first_run() -> Iterator[dict[str, Any]]:
    """What is taken in first."""
    yield _article("sabah", 1, "2024-03-04", "الوزير: الانسحاب في موعده", f"{RAWI}\n\n{MARZOUQI}\n\n{SOURCE}")
    yield _article("nahar", 1, "2024-03-05", "وزير الدفاع يتحدث عن الانسحاب", RAWI)
    yield _article("masa", 1, "2024-03-06", "نائبة: انسحاب القوات الأميركية تأخر", MARZOUQI)


def second_run() -> Iterator[dict[str, Any]]:
    """What is taken in later: an article that was changed without a word, and a new one."""
    changed = MARZOUQI.replace("تأخر كثيرا", "لم يتأخر")
    yield _article("masa", 1, "2024-03-06", "نائبة: انسحاب القوات الأميركية تأخر", changed)
    yield _article("sabah", 2, "2024-04-02", "انسحاب القوات الأميركية اكتمل", RAWI_LATER)


def fill(folder: Path) -> Path:
    """A warehouse in the folder after both runs."""
    from flows.monitor import monitor

    for name, articles in (("first", first_run()), ("second", second_run())):
        file = folder / f"{name}.jsonl"
        file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in articles) + "\n", encoding="utf-8")
        monitor(topic=TOPIC, inputs=[file], warehouse=folder / "warehouse", keep_all=True)
    return folder / "warehouse"
